//! Web addresses are opened when the user has agreed, and not otherwise.

use crate::file_support::{allow_always, allow_once, count, deny, permissions, revoke, wish};
use imjoy_engine::CallError;
use imjoy_engine::front_end::{PermissionKind, PermissionWish, UiRequest};
use imjoy_tests::{TestEngine, guests};

const URL: &str = "https://imjoy.io/docs";

fn opened(engine: &mut TestEngine) -> String {
    engine.request(|request| match request {
        UiRequest::OpenDialog(dialog) => panic!("{dialog:?}"),
        UiRequest::OpenUrl { url, .. } => Some(url.clone()),
        _ => None,
    })
}

#[test]
fn the_user_is_asked_each_time_that_they_allow_once() {
    let mut engine = TestEngine::new();
    engine.start(guests::FILES);
    for _ in 0..2 {
        let call = engine.spawn("files", "open_url", vec![URL.into()]);
        let (dialog, wish) = wish(&mut engine);
        assert_eq!(&*dialog.plugin_name, "files");
        assert_eq!(
            wish,
            PermissionWish::OpenUrl {
                before: "https://".into(),
                host: "imjoy.io".into(),
                after: "/docs".into(),
                offers_always: true
            }
        );
        allow_once(&engine, &dialog);
        assert_eq!(opened(&mut engine), URL);
        call.wait().unwrap();
    }
}

#[test]
fn what_is_denied_is_not_opened_and_soon_not_asked() {
    let mut engine = TestEngine::new();
    let plugin = engine.start(guests::FILES);
    for _ in 0..3 {
        let call = engine.spawn("files", "open_url", vec![URL.into()]);
        let (dialog, _) = wish(&mut engine);
        deny(&engine, &dialog);
        assert!(matches!(call.wait(), Err(CallError::Denied(text)) if text.contains(URL) && text.contains("files")));
    }
    // No dialog comes, or this would wait for ever.
    assert!(matches!(engine.call("files", "open_url", vec![URL.into()]), Err(CallError::Denied(_))));
    let entries = permissions(&mut engine, plugin);
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].kind, PermissionKind::Refused);
    // The user lets it ask again.
    assert_eq!(revoke(&mut engine, plugin, "not asked again"), []);
    let call = engine.spawn("files", "open_url", vec![URL.into()]);
    let (dialog, _) = wish(&mut engine);
    allow_once(&engine, &dialog);
    call.wait().unwrap();
}

#[test]
fn always_is_kept_for_this_component_until_it_is_revoked() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut engine = TestEngine::in_folder(folder.path());
        engine.start(guests::FILES);
        let call = engine.spawn("files", "open_url", vec![URL.into()]);
        let (dialog, _) = wish(&mut engine);
        allow_always(&engine, &dialog);
        call.wait().unwrap();
        engine.call("files", "open_url", vec!["mailto:a@b.example".into()]).unwrap();
    }
    // A new run of the host, and a plugin with other contents.
    let mut engine = TestEngine::in_folder(folder.path());
    let plugin = engine.start(guests::FILES);
    engine.start(guests::FILES_PARTNER);
    engine.call("files", "open_url", vec![URL.into()]).unwrap();
    let call = engine.spawn("files-partner", "open_url", vec![URL.into()]);
    let (dialog, _) = wish(&mut engine);
    assert_eq!(&*dialog.plugin_name, "files-partner");
    deny(&engine, &dialog);
    assert!(call.wait().is_err());

    let entries = permissions(&mut engine, plugin);
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].kind, PermissionKind::Kept);
    assert_eq!(revoke(&mut engine, plugin, "web addresses"), []);
    let call = engine.spawn("files", "open_url", vec![URL.into()]);
    let (dialog, _) = wish(&mut engine);
    deny(&engine, &dialog);
    assert!(matches!(call.wait(), Err(CallError::Denied(_))));
    // Nor in the next run of the host.
    drop(engine);
    let mut engine = TestEngine::in_folder(folder.path());
    engine.start(guests::FILES);
    let call = engine.spawn("files", "open_url", vec![URL.into()]);
    let (dialog, _) = wish(&mut engine);
    deny(&engine, &dialog);
    assert!(matches!(call.wait(), Err(CallError::Denied(_))));
}

#[test]
fn other_urls_are_invalid_without_a_question() {
    let engine = TestEngine::new();
    engine.start(guests::FILES);
    for url in
        ["file:///etc/passwd", "javascript:alert(1)", "https://imjoy.io@evil.example/", "https://a\nb", "imjoy.io"]
    {
        let error = engine.call("files", "open_url", vec![url.into()]).unwrap_err();
        assert!(matches!(error, CallError::Invalid(_)), "{url}: {error}");
    }
}

#[test]
fn ten_thousand_questions_at_once_are_three() {
    let mut engine = TestEngine::new();
    engine.start(guests::FILES);
    let call = engine.spawn("files", "open_urls", vec![URL.into(), 10_000i64.into()]);
    for _ in 0..3 {
        let (dialog, _) = wish(&mut engine);
        deny(&engine, &dialog);
    }
    let counted = call.wait().unwrap();
    assert_eq!(count(&counted, "denied") + count(&counted, "limit"), 10_000, "{counted}");
    assert!(count(&counted, "limit") > 9_000 && count(&counted, "denied") >= 3, "{counted}");
}

#[test]
fn a_plugin_that_is_always_allowed_opens_ten_a_minute() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = TestEngine::in_folder(folder.path());
    engine.start(guests::FILES);
    let call = engine.spawn("files", "open_url", vec![URL.into()]);
    let (dialog, _) = wish(&mut engine);
    allow_always(&engine, &dialog);
    call.wait().unwrap();
    let counted = engine.call("files", "open_urls", vec![URL.into(), 1_000i64.into()]).unwrap();
    assert_eq!((count(&counted, "done"), count(&counted, "limit")), (9, 991));
}
