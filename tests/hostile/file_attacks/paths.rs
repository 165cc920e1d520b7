//! Paths that are to lead out of a granted folder, or to nowhere.

use super::{Attacks, SECRET, is_error};

/// Names that mean something on some system.
const NAMES: &[&str] =
    &["C:\\outside\\file", "\\\\?\\C:\\file", "..\\outside\\file", "NUL", "COM1.txt", "LPT0", "CON "];

#[test]
fn no_path_leads_out_of_a_granted_folder() {
    let attacks = Attacks::granted(true);
    let granted = attacks.text("granted");
    let absolute = attacks.text("outside/file");
    let above = format!("{}outside/file", "../".repeat(40));
    let leading_out = [
        "../outside/file",
        "../outside",
        "..",
        "below/../../outside/file",
        "below/../../outside/",
        "./../outside/file",
        "no-such/../../outside/file",
        "file/../../outside/file",
        "/etc/passwd",
        "//etc/passwd",
        absolute.as_str(),
        above.as_str(),
    ];
    let operations = ["read", "create", "truncate", "truncate-to-read", "open-folder", "odd-times", "open-no-follow"];
    for path in leading_out {
        for operation in operations {
            let end = attacks.raw(operation, &granted, path);
            assert!(is_error(&end), "{operation} {path}: {end}");
        }
        for (one, other) in [(path, "stolen"), ("file", path)] {
            for operation in ["rename", "link"] {
                let end = attacks.raw_two(operation, (&granted, one), (&granted, other));
                assert!(is_error(&end), "{operation} {one} {other}: {end}");
            }
        }
        let whole = format!("{granted}/{path}");
        for operation in ["read", "write", "append", "list", "size", "make-folder", "remove", "remove-folder"] {
            let end = attacks.attempt(operation, &whole, "");
            assert!(is_error(&end), "{operation} {whole}: {end}");
        }
    }
    attacks.is_unharmed();
}

#[test]
fn odd_paths_are_errors_or_names_in_the_folder() {
    let attacks = Attacks::granted(true);
    let granted = attacks.text("granted");
    let long = "n".repeat(10_000);
    let many = "n/".repeat(5_000);
    for path in ["", "file/", "file/.", "no-such/", "file\0", "\0", long.as_str(), many.as_str(), "below/\0/../file"] {
        for operation in ["read", "truncate", "create", "odd-times"] {
            let end = attacks.raw(operation, &granted, path);
            assert!(is_error(&end), "{operation} {path:?}: {end}");
        }
        if !path.contains('\0') && !path.is_empty() && !path.starts_with("file/") {
            let end = attacks.attempt("read", &format!("{granted}/{path}"), "");
            assert!(is_error(&end), "{path:?}: {end}");
        }
    }
    assert_eq!(attacks.attempt("read", &format!("{granted}/file\0"), ""), "error: InvalidInput");
    // What is inside is found whatever the way.
    for path in ["below/./file", "./below//file", "below/../below/file"] {
        assert_eq!(attacks.raw("read", &granted, path), "ok: contents below", "{path}");
    }
    for name in NAMES {
        assert!(is_error(&attacks.raw("read", &granted, name)), "{name}");
        // A device on Windows; a plain name elsewhere, in the granted folder.
        let end = attacks.raw("create", &granted, name);
        assert_eq!(is_error(&end), cfg!(windows), "{name}: {end}");
        if cfg!(unix) {
            assert!(attacks.path("granted").join(name).is_file());
        }
    }
    assert!(!attacks.raw("read", &granted, "file").contains(SECRET));
    attacks.is_unharmed();
}

/// What may only be read is not changed, in whatever way it is asked for.
#[test]
fn what_is_granted_for_reading_is_not_changed() {
    let mut attacks = Attacks::new();
    std::fs::create_dir(attacks.path("writable")).unwrap();
    attacks.grant(&attacks.path("granted"), false);
    attacks.grant(&attacks.path("writable"), true);
    attacks.restart();
    let (granted, writable) = (attacks.text("granted"), attacks.text("writable"));
    let before = super::contents(&attacks.path("granted"));
    assert_eq!(attacks.raw("read", &granted, "file"), "ok: contents");
    assert_eq!(attacks.attempt("write", &format!("{writable}/file"), ""), "ok: ");

    for operation in ["truncate", "truncate-to-read", "odd-times"] {
        let end = attacks.raw(operation, &granted, "file");
        assert_eq!(end, "error: not-permitted", "{operation}");
    }
    for (operation, path) in [("create", "new"), ("create", "file"), ("symlink", "new")] {
        assert!(is_error(&attacks.raw_two(operation, (&granted, path), (&granted, "file"))), "{operation} {path}");
    }
    assert!(is_error(&attacks.raw_two("mutate", (&granted, "below"), (&granted, "new"))));
    let changed = attacks.raw("change-opened", &granted, "file");
    assert!(!changed.contains("none"), "{changed}");
    for operation in ["open-write", "write", "append", "truncate", "remove", "make-folder"] {
        let path = if operation == "make-folder" { "new" } else { "file" };
        let end = attacks.attempt(operation, &format!("{granted}/{path}"), "");
        assert_eq!(end, "error: PermissionDenied", "{operation}");
    }

    // Neither by a second name nor by moving it to where it could be changed.
    for (from, to) in [(&granted, &writable), (&writable, &granted), (&granted, &granted)] {
        for operation in ["link", "rename", "link-followed"] {
            let end = attacks.raw_two(operation, (from, "file"), (to, "stolen"));
            assert!(is_error(&end), "{operation} {from} {to}: {end}");
        }
    }
    // What is granted ends with its grant, so it gets no name in `/data` either.
    for operation in ["link", "rename"] {
        for to in ["/data", "/tmp"] {
            let end = attacks.raw_two(operation, (&writable, "file"), (to, "kept"));
            assert_eq!(end, "error: cross-device", "{operation} {to}");
        }
    }
    assert_eq!(attacks.attempt("copy", &format!("{granted}/file"), "/data/copy"), "ok: 8");
    assert_eq!(super::contents(&attacks.path("granted")), before);
    attacks.is_unharmed();
}

/// Times that no clock shows are told in some way, and nothing panics.
#[test]
fn odd_times_are_no_trouble() {
    use std::time::{Duration, SystemTime};
    let attacks = Attacks::granted(true);
    let granted = attacks.text("granted");
    let century = Duration::from_secs(100 * 365 * 24 * 3600);
    let year_billion = Duration::from_secs(31_556_952_000_000_000);
    for time in [
        SystemTime::UNIX_EPOCH.checked_sub(century),
        SystemTime::UNIX_EPOCH.checked_sub(Duration::from_nanos(1)),
        SystemTime::UNIX_EPOCH.checked_add(year_billion),
    ] {
        let time = time.unwrap();
        let file = std::fs::File::options().write(true).open(attacks.path("granted/file")).unwrap();
        // A file system may refuse it; then the former time stays.
        let _ = file.set_modified(time);
        for operation in ["modified", "size", "look"] {
            let end = attacks.attempt(operation, &format!("{granted}/file"), "");
            assert!(end.starts_with("ok: ") || end == "error: Uncategorized", "{operation}: {end}");
        }
        assert_eq!(attacks.attempt("list", &granted, ""), "ok: below file");
    }
    assert_eq!(attacks.raw("odd-times", &granted, "file"), "ok: 10 times");
    assert_eq!(attacks.raw("odd-times", "/data", "new"), "ok: 10 times");
    attacks.is_unharmed();
}
