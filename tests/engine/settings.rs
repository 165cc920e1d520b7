//! Settings of plugins: what is kept, in what form, and for how long.

use imjoy_engine::CallError;
use imjoy_engine::value::{Record, Value};
use imjoy_tests::{TestEngine, guests};

fn set(engine: &TestEngine, name: &str, value: impl Into<Value>) -> Result<Value, CallError> {
    engine.call("state-keeper", "set", vec![name.into(), value.into()])
}

fn get(engine: &TestEngine, name: &str) -> Value {
    engine.call("state-keeper", "get", vec![name.into()]).unwrap()
}

#[test]
fn settings_are_texts_and_what_is_false_removes_them() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TestEngine::in_folder(&folder);
    engine.start(guests::STATE_KEEPER);
    assert_eq!(get(&engine, "sigma"), Value::Null);
    for (value, text) in [
        (928i64.into(), "928"),
        (928.0.into(), "928"),
        (0.5.into(), "0.5"),
        (1e21.into(), "1e+21"),
        (true.into(), "true"),
        (Value::from(" a\n\u{1f600}"), " a\n\u{1f600}"),
        (Value::List(vec![1i64.into(), "a".into()]), "1,a"),
        (Record::new().with("a", 1i64).into(), "[object Object]"),
    ] {
        set(&engine, "sigma", value).unwrap();
        assert_eq!(get(&engine, "sigma"), text.into());
    }
    for nothing in [Value::Null, Value::Absent, false.into(), 0i64.into(), 0.0.into(), "".into()] {
        set(&engine, "sigma", 1i64).unwrap();
        set(&engine, "sigma", nothing.clone()).unwrap();
        assert_eq!(get(&engine, "sigma"), Value::Null, "{nothing:?}");
    }
    assert!(matches!(set(&engine, "sigma", Value::Date(0.0)), Err(CallError::Invalid(_))));
}

#[test]
fn fields_of_the_manifest_are_read_as_they_are_and_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TestEngine::in_folder(&folder);
    engine.start(guests::STATE_KEEPER);
    assert_eq!(get(&engine, "_name"), "state-keeper".into());
    assert_eq!(get(&engine, "_runnable"), true.into());
    assert_eq!(get(&engine, "_tags"), Value::List(vec!["CPU".into(), "GPU".into(), "two words".into()]));
    assert_eq!(
        set(&engine, "_name", "other"),
        Err(CallError::Invalid(
            "'name' is a readonly field defined in <config> block, please avoid using it".to_owned()
        ))
    );
    assert_eq!(get(&engine, "_name"), "state-keeper".into());
    // Any other name is an ordinary one.
    set(&engine, "_colour", "red").unwrap();
    set(&engine, "name", "other").unwrap();
    assert_eq!((get(&engine, "_colour"), get(&engine, "name")), ("red".into(), "other".into()));
}

#[test]
fn settings_belong_to_the_name_of_the_plugin_and_survive() {
    let folder = tempfile::tempdir().unwrap();
    {
        let engine = TestEngine::in_folder(&folder);
        engine.start(guests::STATE_KEEPER);
        engine.start(guests::ECHO);
        set(&engine, "sigma", 2.5).unwrap();
        let of_echo = engine.call("echo", "setting", vec!["sigma".into()]).unwrap();
        assert_eq!(of_echo, Value::Null);
        engine.call("echo", "set_setting", vec!["sigma".into(), 7i64.into()]).unwrap();
    }
    let engine = TestEngine::in_folder(&folder);
    // From another file and in another workspace: the name counts.
    let copy = folder.path().join("copy.wasm");
    std::fs::copy(guests::STATE_KEEPER, &copy).unwrap();
    engine.block_on(engine.engine.create_workspace("another")).unwrap();
    engine.start(&copy.display().to_string());
    engine.start(guests::ECHO);
    assert_eq!(get(&engine, "sigma"), "2.5".into());
    assert_eq!(engine.call("echo", "setting", vec!["sigma".into()]).unwrap(), "7".into());
}

#[test]
fn calls_are_kept_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TestEngine::in_folder(&folder);
    engine.start(guests::STATE_KEEPER);
    for _ in 0..5 {
        let last = engine.call("state-keeper", "count_up", vec!["number".into(), 20i64.into()]).unwrap();
        assert_eq!(last, "20".into());
    }
}

#[test]
fn two_engines_share_the_settings() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (TestEngine::in_folder(&folder), TestEngine::in_folder(&folder));
    one.start(guests::STATE_KEEPER);
    other.start(guests::STATE_KEEPER);
    let names: Vec<String> = (0..20).map(|number| format!("setting {number}")).collect();
    let calls: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let engine = if index % 2 == 0 { &one } else { &other };
            engine.spawn("state-keeper", "set", vec![name.as_str().into(), name.as_str().into()])
        })
        .collect();
    for call in calls {
        call.wait().unwrap();
    }
    for name in &names {
        assert_eq!((get(&one, name), get(&other, name)), (name.as_str().into(), name.as_str().into()));
    }
}

#[test]
fn what_a_plugin_keeps_is_bounded() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TestEngine::in_folder(&folder);
    engine.start(guests::STATE_KEEPER);
    let long = |name: &str, length: i64| engine.call("state-keeper", "set_long", vec![name.into(), length.into()]);
    let limit = |result: Result<Value, CallError>| match result {
        Err(CallError::Limit(text)) => text,
        other => panic!("{other:?}"),
    };
    const MIB: i64 = 1024 * 1024;
    assert!(limit(long("a", MIB + 1)).contains("the setting a of state-keeper has 1048577 bytes"));
    assert!(limit(long(&"n".repeat(2000), 1)).contains("has 2000 bytes"));
    for name in ["a", "b", "c", "d"] {
        long(name, MIB).unwrap();
    }
    assert!(limit(long("e", MIB)).contains("they may have 5242880"));
    // What was there is still there, and removing makes room.
    assert_eq!(get(&engine, "a").as_text().unwrap().len(), MIB as usize);
    set(&engine, "a", Value::Null).unwrap();
    long("e", MIB).unwrap();
}

#[test]
fn a_damaged_file_is_kept_aside_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TestEngine::in_folder(&folder);
    engine.start(guests::STATE_KEEPER);
    set(&engine, "sigma", 1i64).unwrap();
    let file = folder.path().join("settings/state-keeper.json");
    std::fs::write(&file, b"{\"sigma\": ").unwrap();
    assert_eq!(get(&engine, "sigma"), Value::Null);
    let told: Vec<String> = engine.log().into_iter().filter(|text| text.contains("were damaged")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("the settings of state-keeper") && told[0].contains("damaged-"), "{told:?}");
    set(&engine, "sigma", 2i64).unwrap();
    assert_eq!(get(&engine, "sigma"), "2".into());
    let kept: Vec<_> = std::fs::read_dir(folder.path().join("settings"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains("damaged-"))
        .collect();
    assert_eq!(std::fs::read(&kept[0]).unwrap(), b"{\"sigma\": ");
}
