//! How much of the disk a plugin may use.

use super::{Attacks, done, is_error, text};
use imjoy_engine::Limits;
use std::path::PathBuf;

const DATA_BYTES: u64 = 200 * 1024;
const SCRATCH_BYTES: u64 = 100 * 1024;
const FILES: u64 = 40;

fn attacks() -> Attacks {
    Attacks::with_limits(Limits {
        data_bytes: DATA_BYTES,
        scratch_bytes: SCRATCH_BYTES,
        files: FILES,
        ..Limits::default()
    })
}

/// Where the plugin's `/data` is.
fn private_folder(attacks: &Attacks) -> PathBuf {
    let plugins = attacks.data.path().join("plugins");
    let found: Vec<PathBuf> = std::fs::read_dir(plugins).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].join("data")
}

#[test]
fn a_folder_is_filled_up_to_its_limit() {
    let attacks = attacks();
    for (folder, limit) in [("/data", DATA_BYTES), ("/tmp", SCRATCH_BYTES)] {
        let (written, end) = done(&attacks.call("fill", vec![format!("{folder}/full").into()]));
        assert_eq!((written as u64, end.as_str()), (limit, "error: I/O"), "{folder}");
        assert_eq!(attacks.attempt("size", &format!("{folder}/full"), ""), format!("ok: {limit}"));
        // Not by any other way. (The C library tells any error of a stream as one of I/O.)
        assert_eq!(attacks.attempt("write", &format!("{folder}/more"), ""), "error: I/O");
        assert_eq!(attacks.attempt("append", &format!("{folder}/full"), ""), "error: I/O");
        assert_eq!(attacks.raw("stream-write", folder, "more"), "ok: 0 quota");
        for size in ["1", "1000000000000", "9223372036854775807"] {
            assert_eq!(attacks.attempt("set-size", &format!("{folder}/more"), size), "error: QuotaExceeded", "{size}");
        }
        // The user is told once, with the limit.
        let sentence = format!("may keep at most {limit} bytes in {folder}");
        assert_eq!(attacks.logged(&sentence), 1, "{:?}", attacks.engine.log());
        // What is there can be changed, made shorter and removed; then there is room.
        assert_eq!(attacks.attempt("set-size", &format!("{folder}/full"), "1000"), "ok: ");
        assert_eq!(attacks.attempt("write", &format!("{folder}/more"), ""), "ok: ");
        assert_eq!(attacks.attempt("remove", &format!("{folder}/full"), ""), "ok: ");
        let (written, _) = done(&attacks.call("fill", vec![format!("{folder}/again").into()]));
        // As many whole pieces as there is room for beside the other file.
        assert_eq!(written as u64, (limit - 7) / 4096 * 4096);
    }
    attacks.is_unharmed();
}

#[test]
fn there_are_not_more_files_than_allowed() {
    let attacks = attacks();
    for folder in ["/data", "/tmp"] {
        for kind in ["file", "folder", "link"] {
            let made = attacks.call("make_many", vec![kind.into(), folder.into(), 1000i64.into()]);
            assert_eq!(done(&made), (FILES as i64, "error: QuotaExceeded".to_owned()), "{kind} {folder}");
            assert!(is_error(&attacks.raw_two("symlink", (folder, "link"), (folder, "x"))));
            assert!(is_error(&attacks.raw_two("link", (folder, "file-0"), (folder, "second"))));
            assert_eq!(attacks.attempt("make-folder", &format!("{folder}/new"), ""), "error: QuotaExceeded");
            // A name that is there can be used, moved and given to something else.
            let (first, second) = (format!("{folder}/{kind}-0"), format!("{folder}/{kind}-1"));
            assert_eq!(attacks.attempt("rename", &first, &second), "ok: ");
            let made_again = if kind == "folder" { "make-folder" } else { "create" };
            if kind != "link" {
                assert_eq!(attacks.attempt(made_again, &first, ""), "ok: ");
            }
            assert_eq!(attacks.attempt(made_again, &format!("{folder}/new"), ""), "error: QuotaExceeded");
            let remove = if kind == "folder" { "remove-folder" } else { "remove" };
            for number in 0..FILES {
                let end = attacks.attempt(remove, &format!("{folder}/{kind}-{number}"), "");
                assert_eq!(end, "ok: ", "{kind}-{number}");
            }
            assert_eq!(attacks.attempt("list", folder, ""), "ok: ");
        }
        assert_eq!(attacks.logged(&format!("may keep at most {FILES} files and folders in {folder}")), 1);
    }
    attacks.is_unharmed();
}

/// A file without a name uses the disk for as long as it is open.
#[test]
fn files_without_a_name_count_until_they_are_closed() {
    let attacks = attacks();
    let piece = 10 * 1024;
    let kept = attacks.call("keep_without_names", vec!["/data".into(), i64::from(piece).into(), 1000i64.into()]);
    let (count, end) = done(&kept);
    assert_eq!((count as u64, end.as_str()), (DATA_BYTES / u64::from(piece as u32), "error: I/O"));
    assert_eq!(attacks.attempt("list", "/data", ""), "ok: ");
    assert_eq!(attacks.attempt("write", "/data/file", ""), "error: I/O");
    attacks.call("let_go", vec![]);
    assert_eq!(attacks.attempt("write", "/data/file", ""), "ok: ");
    assert_eq!(attacks.attempt("size", "/data/file", ""), "ok: 7");

    // Also a file that another has taken the name of.
    let (written, _) = done(&attacks.call("fill", vec!["/data/full".into()]));
    assert!(written > 0);
    text(&attacks.call("hold", vec!["/data".into(), "full".into()]));
    assert_eq!(attacks.attempt("rename", "/data/file", "/data/full"), "ok: ");
    assert_eq!(attacks.attempt("set-size", "/data/full", "10000"), "error: QuotaExceeded");
    attacks.call("let_go", vec![]);
    assert_eq!(attacks.attempt("set-size", "/data/full", "10000"), "ok: ");
    attacks.is_unharmed();
}

/// What lies there from former runs counts, and so does a plugin that is started again.
#[test]
fn what_was_there_before_counts() {
    let attacks = attacks();
    assert_eq!(attacks.attempt("set-size", "/data/hole", &(DATA_BYTES - 10).to_string()), "ok: ");
    attacks.restart();
    assert_eq!(attacks.attempt("set-size", "/data/second", "11"), "error: QuotaExceeded");
    let Attacks { engine, data, user, outside_before, .. } = attacks;
    assert!(private_folder_is_full(data.path()));
    drop(engine);
    // The next run of the host.
    let engine = imjoy_tests::TestEngine::with_options(imjoy_engine::EngineOptions {
        data_folder: data.path().to_owned(),
        limits: Limits { data_bytes: DATA_BYTES, files: FILES, ..Limits::default() },
        workspace: None,
        runtimes: imjoy_tests::runtimes(),
    });
    let plugin = engine.start(imjoy_tests::guests::FILE_ATTACKS);
    let attacks = Attacks { engine, plugin, data, user, outside_before };
    assert_eq!(attacks.attempt("size", "/data/hole", ""), format!("ok: {}", DATA_BYTES - 10));
    assert_eq!(attacks.attempt("set-size", "/data/second", "11"), "error: QuotaExceeded");
    assert_eq!(attacks.attempt("set-size", "/data/second", "10"), "ok: ");
    assert_eq!(private_folder(&attacks).join("second").metadata().unwrap().len(), 10);
    attacks.is_unharmed();
}

fn private_folder_is_full(data: &std::path::Path) -> bool {
    super::contents(&data.join("plugins")).keys().any(|path| path.ends_with("data/hole"))
}
