//! What the user has taken back ends at once.

use super::{Attacks, is_error, text, texts};
use imjoy_engine::front_end::UiRequest;

#[test]
fn what_is_open_ends_with_its_grant() {
    let mut attacks = Attacks::granted(true);
    let granted = attacks.text("granted");
    assert_eq!(text(&attacks.call("hold", vec![granted.as_str().into(), "file".into()])), "ok: ");
    let before = std::fs::read(attacks.path("granted/file")).unwrap();
    attacks.revoke("granted");
    let ends = texts(&attacks.call("use_held", vec![]));
    // Two files in four ways, and the folder.
    assert_eq!(ends.len(), 9, "{ends:?}");
    assert!(ends.iter().all(|end| is_error(end)), "{ends:?}");
    for operation in ["read", "write", "list", "size", "look", "make-folder", "remove"] {
        let end = attacks.attempt(operation, &format!("{granted}/file"), "");
        assert_eq!(end, "error: PermissionDenied", "{operation}");
    }
    assert_eq!(attacks.raw("open-folder", &granted, "below"), "error: access");
    assert_eq!(std::fs::read(attacks.path("granted/file")).unwrap(), before);
    // Its own folders are still there.
    assert_eq!(attacks.attempt("write", "/data/file", ""), "ok: ");
    attacks.restart();
    assert_eq!(texts(&attacks.call("folders", vec![])), ["/data", "/tmp"]);
    attacks.is_unharmed();
}

#[test]
fn a_read_that_is_under_way_ends() {
    let mut attacks = Attacks::granted(false);
    std::fs::write(attacks.path("granted/large"), vec![1; 1024 * 1024]).unwrap();
    let path = attacks.text("granted/large");
    let reading = attacks.engine.spawn("file-attacks", "read_for_ever", vec![path.into()]);
    attacks.engine.request(|request| match request {
        UiRequest::Status(status) => (status.text == "reading").then_some(()),
        _ => None,
    });
    assert!(reading.try_wait().is_none());
    attacks.revoke("granted");
    // By the stream that it reads from, or by the next one that it opens.
    let end = text(&reading.wait().unwrap());
    assert!(end == "error: I/O" || end == "error: PermissionDenied", "{end}");
    attacks.is_unharmed();
}
