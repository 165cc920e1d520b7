//! Status, progress and log reach the front end.

use imjoy_engine::front_end::UiRequest;
use imjoy_engine::value::{Record, Value};
use imjoy_tests::{TestEngine, guests};

#[test]
fn progress_and_status_of_plugin_and_application() {
    let mut engine = TestEngine::new();
    let plugin = engine.start(guests::ECHO);
    engine.call("echo", "show", vec![0.5.into(), "half way".into()]).unwrap();
    let (mut progress, mut status, mut snackbar, mut own) = (None, None, None, None);
    engine.request(|request| {
        match request {
            UiRequest::Progress(Some((_, percent))) => progress = Some(*percent),
            UiRequest::Status(text) => status = Some((text.text.clone(), text.is_error)),
            UiRequest::Snackbar(text) => snackbar = Some((text.text.clone(), text.duration_secs)),
            UiRequest::Plugin(snapshot) if snapshot.id == plugin && snapshot.progress.is_some() => {
                own = Some((snapshot.progress, snapshot.status.to_string()));
            }
            _ => {}
        }
        (progress.is_some() && status.is_some() && snackbar.is_some() && own.is_some()).then_some(())
    });
    assert_eq!(progress, Some(50.0));
    assert_eq!(status, Some(("half way".into(), false)));
    assert_eq!(snackbar, Some(("half way".into(), 1.0)));
    assert_eq!(own, Some((Some(50.0), "half way".into())));
}

#[test]
fn a_status_that_tells_of_an_error_is_marked() {
    let mut engine = TestEngine::new();
    engine.start(guests::ECHO);
    engine.call("echo", "show", vec![1.0.into(), "an error came up".into()]).unwrap();
    assert!(engine.request(|request| match request {
        UiRequest::Status(status) => Some(status.is_error),
        _ => None,
    }));
}

#[test]
fn the_log_takes_any_value_and_pictures() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    engine.call("echo", "log", vec![Value::List(vec![1i64.into(), 2.5.into()])]).unwrap();
    let picture = Record::new().with("type", "image").with("value", "data:image/png;base64,AAAA");
    engine.call("echo", "log", vec![Value::Record(picture)]).unwrap();
    let entries = engine.engine.link().log.entries(None);
    assert!(entries.iter().any(|entry| &*entry.text == "[1, 2.5]"), "{entries:?}");
    assert!(entries.iter().any(|entry| entry.image.as_ref().is_some_and(|image| image.as_text().is_some())));
}
