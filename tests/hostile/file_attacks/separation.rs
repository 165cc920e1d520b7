//! Plugins share nothing, and nothing is there that was not given.

use super::{Attacks, texts};
use imjoy_engine::{EngineOptions, Limits, PluginSource};
use imjoy_tests::{PATIENCE, TestEngine, guests};
use std::path::Path;
use std::time::Instant;

#[test]
fn there_is_nothing_but_its_own_folders() {
    let attacks = Attacks::new();
    assert_eq!(texts(&attacks.call("folders", vec![])), ["/data", "/tmp"]);
    // Neither arguments, nor variables, nor an input.
    assert_eq!(texts(&attacks.call("surroundings", vec![])), Vec::<String>::new());
    for path in ["/", "/etc/passwd", ".", "..", "/proc/self/environ", "/home"] {
        let end = attacks.attempt("list", path, "");
        assert!(super::is_error(&end), "{path}: {end}");
    }
    attacks.is_unharmed();
}

/// The same plugin from another place is another plugin.
#[test]
fn a_plugin_from_another_place_sees_nothing_of_the_first() {
    let attacks = Attacks::new();
    for folder in ["/data", "/tmp"] {
        assert_eq!(attacks.attempt("write", &format!("{folder}/mine"), ""), "ok: ");
    }
    let copy = attacks.path("copy.wasm");
    std::fs::copy(guests::FILE_ATTACKS, &copy).unwrap();
    let other = TestEngine::with_options(EngineOptions {
        data_folder: attacks.data.path().to_owned(),
        limits: Limits::default(),
        workspace: None,
        runtimes: imjoy_tests::runtimes(),
    });
    let plugin = other.engine.load(PluginSource::File(copy));
    other.block_on(other.engine.ready(plugin)).unwrap();
    for folder in ["/data", "/tmp"] {
        let listed = other.call("file-attacks", "attempt", vec!["list".into(), folder.into(), "".into()]).unwrap();
        assert_eq!(listed, "ok: ".into(), "{folder}");
        assert_eq!(attacks.attempt("list", folder, ""), "ok: mine");
    }
    attacks.is_unharmed();
}

/// `/data` stays, `/tmp` goes with the run.
#[test]
fn what_is_in_tmp_goes_with_the_run() {
    let attacks = Attacks::new();
    for folder in ["/data", "/tmp"] {
        assert_eq!(attacks.attempt("make-folder", &format!("{folder}/below"), ""), "ok: ");
        assert_eq!(attacks.attempt("write", &format!("{folder}/below/file"), ""), "ok: ");
    }
    let scratch = attacks.data.path().join("scratch");
    assert_eq!(files(&scratch), 1);
    attacks.restart();
    assert_eq!(attacks.attempt("list", "/data", ""), "ok: below");
    assert_eq!(attacks.attempt("list", "/tmp", ""), "ok: ");
    // Removed by a thread of its own, which nothing tells of.
    let deadline = Instant::now() + PATIENCE;
    while files(&scratch) > 0 {
        assert!(Instant::now() < deadline, "the former scratch folder stays");
        std::thread::yield_now();
    }
    attacks.is_unharmed();
}

/// How many files named `file` there are.
fn files(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let count = |path: &Path| if path.is_dir() { files(path) } else { usize::from(path.ends_with("file")) };
    entries.flatten().map(|entry| count(&entry.path())).sum()
}
