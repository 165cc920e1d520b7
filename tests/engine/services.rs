//! Services: offered by one plugin, used by others, gone with their owner.

use imjoy_engine::CallError;
use imjoy_engine::front_end::UiEvent;
use imjoy_engine::value::{Record, Value};
use imjoy_tests::{TestEngine, guests};

fn engine() -> TestEngine {
    let engine = TestEngine::new();
    engine.start(guests::STATE_KEEPER);
    engine
}

fn service(service_type: &str, name: &str) -> Record {
    Record::new().with("type", service_type).with("name", name)
}

fn offer(engine: &TestEngine, service: impl Into<Value>) -> Result<String, CallError> {
    let id = engine.call("state-keeper", "offer", vec![service.into()])?;
    Ok(id.as_text().unwrap().to_owned())
}

/// Names of the services that fit.
fn names(engine: &TestEngine, query: impl Into<Value>) -> Vec<String> {
    let found = engine.call("state-keeper", "services", vec![query.into()]).unwrap();
    let name = |service: &Value| service.field("name").unwrap().as_text().unwrap().to_owned();
    found.as_list().unwrap().iter().map(name).collect()
}

#[test]
fn a_service_is_found_and_used() {
    let engine = engine();
    let id = offer(&engine, service("segmentation", "otsu").with("speed", 3i64)).unwrap();
    offer(&engine, service("segmentation", "watershed").with("speed", 1i64)).unwrap();
    offer(&engine, service("@model", "net")).unwrap();
    assert_eq!(names(&engine, "segmentation"), ["otsu", "watershed"]);
    assert_eq!(names(&engine, Record::new().with("type", "segmentation").with("speed", 3.0)), ["otsu"]);
    assert_eq!(names(&engine, Record::new().with("id", id.as_str())), ["otsu"]);
    assert_eq!(names(&engine, Record::new().with("provider", "state-keeper")), ["otsu", "watershed", "net"]);
    assert_eq!(names(&engine, Value::Null), ["otsu", "watershed", "net"]);
    assert_eq!(names(&engine, Record::new()).len(), 3);
    assert_eq!(names(&engine, Record::new().with("nothing", Value::Null)), [] as [&str; 0]);
    let doubled = engine.call("state-keeper", "use_service", vec!["segmentation".into(), 21.0.into()]).unwrap();
    assert_eq!(doubled.as_number(), Some(42.0));
    engine.call("state-keeper", "withdraw", vec![id.as_str().into()]).unwrap();
    assert_eq!(names(&engine, "segmentation"), ["watershed"]);
    let again = engine.call("state-keeper", "withdraw", vec![id.as_str().into()]);
    assert_eq!(again, Err(CallError::NotFound(format!("state-keeper offers no service {id}"))));
}

#[test]
fn what_is_no_service_is_refused() {
    let engine = engine();
    let needs = Err(CallError::Invalid("you must specify the service `type` and `name`.".to_owned()));
    assert_eq!(offer(&engine, Record::new().with("name", "a")), needs);
    assert_eq!(offer(&engine, Record::new().with("type", "a")), needs);
    assert_eq!(offer(&engine, service("", "a")), needs);
    match offer(&engine, service("@unknown", "a")) {
        Err(CallError::Invalid(text)) => assert!(text.contains("the service type @unknown is not known"), "{text}"),
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        engine.call("state-keeper", "services", vec![3i64.into()]),
        Err(CallError::Invalid(text)) if text.contains("by a record")
    ));
    // A plugin cannot choose its id.
    let id = offer(&engine, service("a", "a").with("id", "mine").with("provider", "echo")).unwrap();
    assert_ne!(id, "mine");
    assert_eq!(names(&engine, Record::new().with("provider", "echo")), [] as [&str; 0]);
}

#[test]
fn an_operator_is_an_op() {
    let engine = engine();
    let ops = || {
        let plugin = engine.engine.plugin_named("state-keeper").unwrap();
        let snapshot = engine.engine.info(plugin).unwrap().snapshot;
        snapshot.ops.iter().map(|op| op.name.to_string()).collect::<Vec<_>>()
    };
    let op = service("operator", "Sharpen").with("run", "promised").with("ui", "Radius {id:'r', type:'number'}");
    assert_eq!(offer(&engine, op).unwrap(), "Sharpen");
    assert_eq!(ops(), ["state-keeper", "Sharpen"]);
    for listed in ["operator", "@operator"] {
        assert_eq!(names(&engine, listed), ["Sharpen"]);
    }
    engine.call("state-keeper", "withdraw", vec!["Sharpen".into()]).unwrap();
    assert_eq!((ops(), names(&engine, Value::Null)), (vec!["state-keeper".to_owned()], vec![]));
    // And the other way round.
    offer(&engine, service("operator", "Blur")).unwrap();
    engine.call("state-keeper", "unregister", vec!["Blur".into()]).unwrap();
    assert_eq!(names(&engine, Value::Null), [] as [&str; 0]);
    match offer(&engine, service("operator", "Bad").with("run", "no such function")) {
        Err(CallError::Invalid(text)) => assert!(text.contains("no such function"), "{text}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn services_belong_to_one_run_of_one_plugin() {
    let engine = TestEngine::new();
    let keeper = engine.start(guests::STATE_KEEPER);
    let id = offer(&engine, service("a", "kept")).unwrap();
    engine.block_on(engine.engine.restart(keeper)).unwrap();
    assert_eq!(names(&engine, Value::Null), [] as [&str; 0]);
    assert!(engine.call("state-keeper", "withdraw", vec![id.into()]).is_err());
    offer(&engine, service("a", "again")).unwrap();
    engine.engine.send(UiEvent::Terminate(keeper));
    engine.block_on(engine.engine.restart(keeper)).unwrap();
    assert_eq!(names(&engine, Value::Null), [] as [&str; 0]);
}

#[test]
fn services_are_bounded() {
    for (bytes, most, expected) in
        [(10, 256, "offers 256 services and may not offer more"), (1024 * 1024, 16, "they may have 16777216")]
    {
        let engine = engine();
        let refused = engine.call("state-keeper", "offer_many", vec![i64::from(bytes).into()]).unwrap();
        let refused = refused.as_list().unwrap();
        assert!(refused[0].as_number().unwrap() <= f64::from(most), "{refused:?}");
        assert!(refused[0].as_number().unwrap() >= f64::from(most - 1), "{refused:?}");
        assert!(refused[1].as_text().unwrap().contains(expected), "{refused:?}");
    }
}
