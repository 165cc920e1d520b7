//! The committed stubs are those of `wit/`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic"
)]

use imjoy_stubs::{WitApi, stubs};
use std::fs;
use std::path::{Path, PathBuf};

fn guest_sdk() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The files of `wit/` with their texts.
fn wit_files() -> Vec<(String, String)> {
    let folder = guest_sdk().parent().unwrap().join("wit");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let paths = paths.filter(|path| path.extension().is_some_and(|extension| extension == "wit"));
    paths.map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap())).collect()
}

fn api() -> WitApi {
    let files = wit_files();
    WitApi::read(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).unwrap()
}

#[test]
fn the_committed_stubs_are_those_of_wit() {
    for stub in stubs(&api()).unwrap_or_else(|error| panic!("{error}")) {
        let path = guest_sdk().join(stub.path);
        if std::env::var_os("UPDATE_STUBS").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &stub.text).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == stub.text,
            "{} is not what wit/ gives. Update it by\nUPDATE_STUBS=1 cargo test -p imjoy-stubs",
            path.display()
        );
    }
}
