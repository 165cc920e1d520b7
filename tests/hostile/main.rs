//! Hostile plugins: the host and the other plugins stay alive and answer, the user is
//! told, a restart works. One test for each guest, with its name.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic"
)]

use imjoy_engine::front_end::{PluginState, UiEvent, UiRequest};
use imjoy_engine::identity::PluginId;
use imjoy_engine::value::{Record, Value};
use imjoy_engine::{CallError, Limits};
use imjoy_tests::{TestEngine, guests};
use std::time::Duration;

macro_rules! assert_test_exists {
    ($guest:ident) => {
        const _: fn() = $guest;
    };
}
imjoy_tests::for_each_guest!(assert_test_exists);

/// Limits that are soon reached.
fn tight() -> Limits {
    Limits {
        cpu_without_pause: Duration::from_millis(300),
        setup: Duration::from_millis(500),
        memory_bytes: 256 * 1024 * 1024,
        ..Limits::default()
    }
}

/// A hostile plugin beside one that is not.
struct Beside {
    engine: TestEngine,
    name: &'static str,
    hostile: PluginId,
}

impl Beside {
    fn new(path: &str, name: &'static str, limits: Limits) -> Self {
        let engine = TestEngine::with_limits(limits);
        engine.start(guests::ECHO);
        let hostile = engine.start(path);
        Self { engine, name, hostile }
    }

    /// Calls the plugin; meanwhile the other one answers.
    fn attack(&self, function: &str, arguments: Vec<Value>) -> Result<Value, CallError> {
        let attack = self.engine.spawn(self.name, function, arguments);
        for number in 0..20i64 {
            assert_eq!(self.engine.call("echo", "echo", vec![number.into()]).unwrap(), number.into());
        }
        attack.wait()
    }

    /// The plugin has ended with `sentence`, which its caller got and the user is told;
    /// the other one answers; after a restart the plugin does, too.
    fn has_ended(&mut self, error: CallError, sentence: &str) {
        let CallError::Terminated(text) = &error else { panic!("{error:?}") };
        assert!(text.contains(sentence) && text.contains(self.name), "{text}");
        let mut is_told = (false, false, false);
        let hostile = self.hostile;
        self.engine.request(|request| {
            match request {
                UiRequest::Plugin(snapshot) if snapshot.id == hostile => {
                    is_told.0 |= matches!(&snapshot.state, PluginState::Stopped(reason) if reason.contains(sentence));
                }
                UiRequest::Status(status) => is_told.1 |= status.is_error && status.text.contains(sentence),
                UiRequest::Snackbar(snackbar) => is_told.2 |= snackbar.is_error && snackbar.text.contains(sentence),
                _ => {}
            }
            (is_told == (true, true, true)).then_some(())
        });
        assert!(self.engine.log().iter().any(|entry| entry.contains(sentence)));
        assert_eq!(self.engine.call("echo", "echo", vec![1i64.into()]).unwrap(), 1i64.into());
        self.restarts();
    }

    fn restarts(&self) {
        self.engine.block_on(self.engine.engine.restart(self.hostile)).unwrap();
        assert_eq!(self.engine.call(self.name, "ping", vec![]).unwrap(), "pong".into());
    }
}

/// A plugin that is not hostile, beside all the others: see the tests in `engine/`.
#[test]
fn echo() {
    let engine = TestEngine::with_limits(tight());
    engine.start(guests::ECHO);
    assert_eq!(engine.call("echo", "echo", vec![1i64.into()]).unwrap(), 1i64.into());
}

/// Under another name the same plugin is another plugin, with its own state.
#[test]
fn echo_partner() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    engine.start(guests::ECHO_PARTNER);
    engine.call("echo", "increment", vec![]).unwrap();
    assert_eq!(engine.call("echo-partner", "count", vec![]).unwrap(), 0i64.into());
}

#[test]
fn infinite_loop() {
    let mut beside = Beside::new(guests::INFINITE_LOOP, "infinite-loop", tight());
    for function in ["run", "spin_with_host_calls"] {
        let error = beside.attack(function, vec![]).unwrap_err();
        beside.has_ended(error, "computed for more than 0.3 s without a pause");
    }
}

/// The user can end a loop before its limit is reached, also one that yields for ever.
#[test]
fn infinite_loop_is_terminated_by_the_user() {
    for function in ["run", "spin_with_host_calls", "spin_with_yields"] {
        let beside = Beside::new(guests::INFINITE_LOOP, "infinite-loop", Limits::default());
        let attack = beside.engine.spawn("infinite-loop", function, vec![]);
        assert_eq!(beside.engine.call("echo", "echo", vec![1i64.into()]).unwrap(), 1i64.into());
        beside.engine.engine.send(UiEvent::Terminate(beside.hostile));
        assert!(matches!(attack.wait(), Err(CallError::Terminated(_))));
        beside.restarts();
    }
}

#[test]
fn memory_bomb() {
    let mut beside = Beside::new(
        guests::MEMORY_BOMB,
        "memory-bomb",
        Limits {
            // Writing to that much memory takes longer than a tight CPU limit.
            cpu_without_pause: Duration::from_secs(60),
            ..tight()
        },
    );
    // A plugin that copes with the refusal goes on.
    let measured = beside.attack("measure", vec![]).unwrap().as_number().unwrap();
    assert!(measured > 0.0 && measured <= 256.0 * 1024.0 * 1024.0, "{measured}");
    assert_eq!(beside.engine.call("memory-bomb", "ping", vec![]).unwrap(), "pong".into());
    let error = beside.attack("run", vec![Value::Record(Record::new())]).unwrap_err();
    beside.has_ended(error, "needs more than its 256 MiB of memory");
}

#[test]
fn panic() {
    let mut beside = Beside::new(guests::PANIC, "panic", Limits::default());
    let error = beside.attack("run", vec![Value::Record(Record::new())]).unwrap_err();
    assert!(error.to_string().contains("src/lib.rs:"), "{error}");
    beside.has_ended(error, "the plugin gave up on purpose");
}

#[test]
fn panic_takes_the_other_calls_of_the_plugin_along() {
    let mut beside = Beside::new(guests::PANIC, "panic", Limits::default());
    let waiting = beside.engine.spawn("panic", "wait", vec![3600.0.into()]);
    let error = beside.attack("later", vec![0.05.into()]).unwrap_err();
    assert!(matches!(waiting.wait(), Err(CallError::Terminated(text)) if text.contains("after a while")));
    beside.has_ended(error, "the plugin gave up after a while");
}

#[test]
fn panic_closes_the_dialog() {
    let mut beside = Beside::new(guests::PANIC, "panic", Limits::default());
    let attack = beside.engine.spawn("panic", "in_a_dialog", vec![]);
    let dialog = beside.engine.dialog();
    beside.engine.request(|request| (*request == UiRequest::CloseDialog(dialog.id)).then_some(()));
    assert!(matches!(attack.wait(), Err(CallError::Terminated(text)) if text.contains("during its alert")));
    beside.restarts();
}

#[test]
fn deep_recursion() {
    let mut beside = Beside::new(guests::DEEP_RECURSION, "deep-recursion", Limits::default());
    let error = beside.attack("run", vec![Value::Record(Record::new())]).unwrap_err();
    beside.has_ended(error, "deep-recursion");
    // Through the host it is an error that the plugin gets, and it goes on.
    let error = beside.attack("through_the_host", vec![0i64.into()]).unwrap_err();
    assert!(matches!(&error, CallError::Limit(text) if text.contains("256 calls under way")), "{error:?}");
    assert_eq!(beside.engine.call("deep-recursion", "ping", vec![]).unwrap(), "pong".into());
}

#[test]
fn huge_alert() {
    let mut beside = Beside::new(guests::HUGE_ALERT, "huge-alert", Limits::default());
    let error = beside.attack("run", vec![Value::Record(Record::new())]).unwrap_err();
    beside.has_ended(error, "passed more than 128 MiB to the host in one call");
}

#[test]
fn mutual_await() {
    let beside = Beside::new(guests::MUTUAL_AWAIT, "mutual-await", Limits::default());
    beside.engine.start(guests::MUTUAL_AWAIT_PARTNER);
    assert_eq!(beside.engine.call("mutual-await", "bounce", vec![100i64.into()]).unwrap(), 100i64.into());
    let error = beside.attack("run", vec![Value::Record(Record::new())]).unwrap_err();
    assert!(matches!(&error, CallError::Limit(text) if text.contains("256 calls under way")), "{error:?}");
    assert_eq!(beside.engine.call("mutual-await", "ping", vec![]).unwrap(), "pong".into());
}

#[test]
fn mutual_await_partner() {
    // One of the two is ended while both wait: the other gets an error, at once.
    let mut engine = TestEngine::new();
    engine.start(guests::ECHO);
    let partner = engine.start(guests::ECHO_PARTNER);
    let call = engine.spawn(
        "echo",
        "call",
        vec![
            "echo-partner".into(),
            "call".into(),
            Value::List(vec!["echo".into(), "alert".into(), Value::List(vec!["deep".into()])]),
        ],
    );
    engine.dialog();
    engine.engine.send(UiEvent::Terminate(partner));
    assert!(matches!(call.wait(), Err(CallError::Terminated(text)) if text.contains("echo-partner")));
}

#[test]
fn setup_fails() {
    let engine = TestEngine::new();
    let plugin = engine.load(guests::SETUP_FAILS);
    let error = engine.block_on(engine.engine.ready(plugin)).unwrap_err();
    assert!(error.to_string().contains("the setup of setup-fails failed: setup failed on purpose"), "{error}");
    assert!(matches!(engine.call("setup-fails", "ping", vec![]), Err(CallError::Terminated(_))));
}

#[test]
fn setup_hangs() {
    let engine = TestEngine::with_limits(tight());
    let plugin = engine.load(guests::SETUP_HANGS);
    let error = engine.block_on(engine.engine.ready(plugin)).unwrap_err();
    assert!(error.to_string().contains("its setup took more than 0.5 s"), "{error}");
}

#[test]
fn setup_spins() {
    let engine = TestEngine::with_limits(tight());
    let plugin = engine.load(guests::SETUP_SPINS);
    let error = engine.block_on(engine.engine.ready(plugin)).unwrap_err();
    assert!(error.to_string().contains("computed for more than 0.3 s"), "{error}");
}

#[test]
fn wrong_arena() {
    let engine = TestEngine::new();
    engine.start(guests::ECHO);
    engine.start(guests::WRONG_ARENA);
    let names = engine.call("wrong-arena", "names", vec![]).unwrap().as_list().unwrap();
    assert!(names.len() > 10);
    let answers = engine.call("wrong-arena", "run", vec![Value::Record(Record::new())]).unwrap();
    for name in names {
        let name = name.as_text().unwrap();
        let answer = answers.field(name).unwrap().as_text().unwrap();
        assert!(answer.contains("Invalid") && answer.contains("malformed"), "{name}: {answer}");
        // Where nobody answers, the log says so and the plugin goes on.
        engine.call("wrong-arena", "log", vec![name.into()]).unwrap();
    }
    assert_eq!(engine.call("wrong-arena", "ping", vec![]).unwrap(), "pong".into());
    assert_eq!(engine.call("echo", "echo", vec![1i64.into()]).unwrap(), 1i64.into());
}
