//! The committed stubs are those of `wit/`, and have all of its functions.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic"
)]

use imjoy_stubs::names::{NOT_FOR_SCRIPTS, Place, WRITTEN, name_of};
use imjoy_stubs::{Language, StubsError, WitApi, stubs};
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

fn api_of(files: &[(String, String)]) -> WitApi {
    WitApi::read(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).unwrap()
}

fn api() -> WitApi {
    api_of(&wit_files())
}

/// The text of a stub as it is generated.
fn text_of(path: &str) -> String {
    stubs(&api()).unwrap().into_iter().find(|stub| stub.path == path).unwrap().text
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

#[test]
fn every_function_of_wit_is_in_the_stubs() {
    let (javascript, python) = (text_of("javascript/imjoy.d.ts"), text_of("python/imjoy/types.pyi"));
    let mut missing = Vec::new();
    for function in api().functions() {
        let name = name_of(&function.path()).unwrap();
        let member = name.member();
        let (script, class) = match name.place() {
            Place::Api | Place::Utilities | Place::Member => {
                (format!("\n    {member}("), format!("\n    def {}(", member.trim_start_matches('$')))
            }
            Place::Constant => (format!("\n    readonly {member}: "), format!("\n    def {member}(self)")),
            Place::Field => (format!("\n    readonly {member}: "), format!("\n    def {member}(self)")),
            Place::Config => (format!("\n    {member}: "), format!("\n    {member}: ")),
            Place::Exported => ("[exported: string]: any".to_owned(), "def __getattr__(".to_owned()),
            Place::Language => continue,
        };
        let has = |language| name.languages().contains(&language);
        missing.extend(
            (has(Language::JavaScript) && !javascript.contains(&script)).then(|| format!("{} in imjoy.d.ts", name.wit)),
        );
        missing
            .extend((has(Language::Python) && !python.contains(&class)).then(|| format!("{} in types.pyi", name.wit)));
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn what_is_not_for_scripts_is_in_wit_and_has_a_reason() {
    let functions = api().functions();
    for (path, reason) in NOT_FOR_SCRIPTS {
        assert!(functions.iter().any(|function| function.path() == *path), "{path} is not in wit/");
        assert!(!reason.is_empty(), "{path} has no reason");
    }
    for (start, _) in WRITTEN {
        assert!(functions.iter().any(|function| function.path().starts_with(start)), "{start} is nowhere in wit/");
    }
}

#[test]
fn what_is_new_in_wit_is_asked_for() {
    let with = |file: &str, from: &str, to: &str| {
        let mut files = wit_files();
        let (_, text) = files.iter_mut().find(|(path, _)| path.ends_with(file)).unwrap();
        assert!(text.contains(from), "{file} does not contain {from}");
        *text = text.replace(from, to);
        stubs(&api_of(&files)).unwrap_err()
    };
    let error = with("dialogs.wit", "  alert:", "  cry: func();\n  alert:");
    assert_eq!(error, StubsError::NoName { function: "dialogs.cry".to_owned() });
    let error = with("dialogs.wit", "  confirm:", "  agree:");
    assert!(matches!(error, StubsError::NoName { .. }), "{error}");
    let error = with("windows.wit", "    w: option<u32>,", "    w: option<tuple<u32, bool>>,");
    assert!(matches!(&error, StubsError::NoForm { place } if place.ends_with(".w")), "{error}");
    let error = with("dialogs.wit", "    file-type: file-dialog-type", "    kind: file-dialog-type");
    assert_eq!(error, StubsError::NotInWit { what: "dialogs.file-dialog.file-type".to_owned() });
}
