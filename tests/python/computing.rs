//! What the host computes for a plugin costs the plugin, and nobody else.

use crate::path;
use imjoy_engine::front_end::UiEvent;
use imjoy_engine::{CallError, Limits};
use imjoy_tests::TestEngine;
use std::time::Duration;

/// Others answer while more plugins compute than there are threads for plugins, and a plugin that is
/// terminated in the middle of it ends.
#[test]
fn long_operations_keep_no_other_plugin_waiting() {
    let engine = TestEngine::new();
    let folder = tempfile::tempdir().unwrap();
    let threads = std::thread::available_parallelism().unwrap().get();
    engine.start(&path("values.imjoy.html"));
    let mut long = Vec::new();
    for number in 0..=threads {
        let copy = folder.path().join(format!("long{number}.py"));
        std::fs::copy(path("computing.py"), &copy).unwrap();
        let plugin = engine.start(copy.to_str().unwrap());
        long.push((plugin, engine.spawn(&format!("long{number}"), "long", vec![])));
    }
    for _ in 0..3 {
        assert_eq!(engine.call("values", "echo", vec![3i64.into()]).unwrap(), 3i64.into());
    }
    for (plugin, call) in long {
        assert!(call.try_wait().is_none(), "the operation was not long");
        engine.engine.send(UiEvent::Terminate(plugin));
        assert!(matches!(call.wait(), Err(CallError::Terminated(_))));
    }
}

#[test]
fn time_that_the_host_computes_is_limited() {
    let limits = Limits { cpu_without_pause: Duration::from_secs(2), ..Limits::default() };
    let engine = TestEngine::with_limits(limits);
    engine.start(&path("computing.py"));
    let error = engine.call("computing", "long", vec![]).unwrap_err();
    assert!(error.to_string().contains("the operation took more than 1 s"), "{error}");
    // The plugin has outlived that. Operations that are short each, without a pause, end it.
    let error = engine.call("computing", "loop", vec![]).unwrap_err();
    assert!(matches!(&error, CallError::Terminated(_)), "{error:?}");
}

#[test]
fn memory_that_the_host_keeps_is_limited() {
    let limits = Limits { buffer_bytes: 64 << 20, ..Limits::default() };
    let engine = TestEngine::with_limits(limits);
    engine.start(&path("computing.py"));
    let make = |count: i64| engine.call("computing", "make", vec![count.into()]);
    // What has been let go can be had again.
    for _ in 0..5 {
        assert_eq!(make(40 << 20).unwrap(), (40i64 << 20).into());
        let error = make(80 << 20).unwrap_err();
        assert!(error.to_string().contains("more than 67108864 bytes of arrays and buffers"), "{error}");
    }
}
