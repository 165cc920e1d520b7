//! What is no file: it is neither waited for nor read.

#![cfg(unix)]

use super::{Attacks, is_error};
use std::path::Path;

#[test]
fn what_is_no_file_is_not_opened() {
    let mut attacks = Attacks::new();
    // The user may grant what holds devices.
    attacks.grant(Path::new("/dev"), true);
    attacks.grant(&attacks.path("granted"), true);
    attacks.restart();
    let granted = attacks.text("granted");
    let pipe = attacks.path("granted/pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let _listener = std::os::unix::net::UnixListener::bind(attacks.path("granted/socket")).unwrap();
    std::os::unix::fs::symlink("pipe", attacks.path("granted/link")).unwrap();

    let not_files = [
        (granted.as_str(), "pipe"),
        (granted.as_str(), "link"),
        (granted.as_str(), "socket"),
        ("/dev", "zero"),
        ("/dev", "null"),
        ("/dev", "full"),
    ];
    for (folder, name) in not_files {
        for operation in ["read", "create", "truncate", "truncate-to-read"] {
            let end = attacks.raw(operation, folder, name);
            assert_eq!(end, "error: unsupported", "{operation} {folder}/{name}");
        }
        for operation in ["open", "open-write", "append", "read"] {
            let end = attacks.attempt(operation, &format!("{folder}/{name}"), "");
            assert_eq!(end, "error: Unsupported", "{operation} {folder}/{name}");
        }
        // Its entry can be seen and removed like any other.
        assert_eq!(attacks.attempt("look", &format!("{folder}/{name}"), ""), "ok: ");
    }
    assert_eq!(attacks.attempt("list", &granted, ""), "ok: below file link pipe socket");
    assert_eq!(attacks.attempt("remove", &format!("{granted}/pipe"), ""), "ok: ");

    // A folder is not a file, and a file no folder.
    for operation in ["read", "open-write", "append", "truncate"] {
        let end = attacks.attempt(operation, &format!("{granted}/below"), "");
        assert!(is_error(&end), "{operation}: {end}");
    }
    for path in ["file/", "file/x", "file/.."] {
        assert!(is_error(&attacks.attempt("list", &format!("{granted}/{path}x"), "")), "{path}");
    }
    assert_eq!(attacks.attempt("list", &format!("{granted}/file"), ""), "error: NotADirectory");
    attacks.is_unharmed();
}
