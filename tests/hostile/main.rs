//! Hostile plugins: the host and the other plugins stay alive and answer, the user is
//! told, a restart works. One test for each guest, with its name, and more where one is
//! not enough.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic"
)]

mod file_attacks;

use imjoy_engine::front_end::{DropTarget, PluginState, UiEvent, UiRequest};
use imjoy_engine::identity::PluginId;
use imjoy_engine::value::{Record, Value};
use imjoy_engine::{CallError, Limits};
use imjoy_tests::{PATIENCE, TestEngine, guests};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// The longest that a test waits before it looks again at something that nothing tells.
const LOOK_AGAIN: Duration = Duration::from_millis(2);

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

    /// Calls the plugin; meanwhile, until the call has ended, the other one answers.
    fn attack(&self, function: &str, arguments: Vec<Value>) -> Result<Value, CallError> {
        self.attack_counted(function, arguments).0
    }

    /// As [`attack`](Self::attack); also how many calls of the other plugin were made
    /// while the attack was under way. None where it ends at once.
    fn attack_counted(&self, function: &str, arguments: Vec<Value>) -> (Result<Value, CallError>, i64) {
        let attack = self.engine.spawn(self.name, function, arguments);
        let deadline = Instant::now() + PATIENCE;
        let mut answered = 0;
        loop {
            assert!(Instant::now() < deadline, "{function} of {} does not end", self.name);
            let ended = if answered == 0 && !self.is_under_way() {
                // Nothing tells when a call begins; its end does not go unnoticed.
                attack.wait_timeout(LOOK_AGAIN)
            } else {
                attack.try_wait()
            };
            if let Some(result) = ended {
                self.echo_answers(answered);
                return (result, answered);
            }
            if answered > 0 || self.is_under_way() {
                self.echo_answers(answered);
                answered += 1;
            }
        }
    }

    /// Whether a call of the hostile plugin is under way.
    fn is_under_way(&self) -> bool {
        self.engine.engine.info(self.hostile).unwrap().snapshot.running_calls > 0
    }

    /// CPU time of the hostile plugin since it was started.
    fn cpu_seconds(&self) -> f64 {
        self.engine.engine.info(self.hostile).unwrap().snapshot.cpu_seconds
    }

    fn echo_answers(&self, number: i64) {
        assert_eq!(self.engine.call("echo", "echo", vec![number.into()]).unwrap(), number.into());
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

/// It has its own folders and nothing else; what else it tries stands in the tests of
/// `file_attacks/`.
#[test]
fn file_attacks() {
    let beside = Beside::new(guests::FILE_ATTACKS, "file-attacks", tight());
    for path in ["/etc/passwd", "/data/../../etc/passwd", "/proc/self/mem", "../etc/passwd", "/data/../../../.."] {
        for operation in ["read", "write", "list"] {
            let end = beside.attack("attempt", vec![operation.into(), path.into(), Value::Null]).unwrap();
            assert!(end.as_text().unwrap().starts_with("error: "), "{operation} {path}: {end:?}");
        }
    }
    beside.restarts();
}

/// What it asks for is the user's: nothing happens before they have agreed. See the tests in
/// `engine/` for the rest.
#[test]
fn files() {
    let mut engine = TestEngine::new();
    let plugin = engine.start(guests::FILES);
    let call = engine.spawn("files", "get_file_urls", vec!["/etc/hosts".into(), 10_000i64.into()]);
    let dialog = engine.dialog();
    // The first question is open; another plugin is not disturbed, and the user can stop it.
    engine.start(guests::ECHO);
    assert_eq!(engine.call("echo", "echo", vec![1i64.into()]).unwrap(), 1i64.into());
    engine.engine.send(UiEvent::Terminate(plugin));
    assert!(matches!(call.wait(), Err(CallError::Terminated(_))));
    engine.request(|request| (*request == UiRequest::CloseDialog(dialog.id)).then_some(()));
}

/// Under another name the same plugin has been granted nothing.
#[test]
fn files_partner() {
    let engine = TestEngine::new();
    engine.start(guests::FILES_PARTNER);
    let read = engine.call("files-partner", "read", vec!["/etc/hosts".into(), 0i64.into(), 1i64.into()]);
    assert!(matches!(read, Err(CallError::Denied(_))));
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
        let (result, answered) = beside.attack_counted(function, vec![]);
        let error = result.unwrap_err();
        assert!(answered > 0, "echo has answered only after {function}");
        beside.has_ended(error, "computed for more than 0.3 s without a pause");
    }
}

/// The user can end a loop before its limit is reached, also one that yields for ever.
#[test]
fn infinite_loop_is_terminated_by_the_user() {
    for function in ["run", "spin_with_host_calls", "spin_with_yields"] {
        let beside = Beside::new(guests::INFINITE_LOOP, "infinite-loop", Limits::default());
        let before = beside.cpu_seconds();
        let deadline = Instant::now() + PATIENCE;
        let attack = beside.engine.spawn("infinite-loop", function, vec![]);
        while beside.cpu_seconds() <= before {
            assert!(Instant::now() < deadline, "{function} does not begin");
            assert!(attack.wait_timeout(LOOK_AGAIN).is_none(), "{function} has ended by itself");
        }
        for number in 0..20 {
            beside.echo_answers(number);
        }
        // All 20 were answered meanwhile.
        assert!(attack.try_wait().is_none() && beside.is_under_way());
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
    beside.has_ended(error, "ran out of stack");
    // The stack in linear memory ends below its first byte.
    let error = beside.attack("with_large_frames", vec![]).unwrap_err();
    beside.has_ended(error, "crashed: wasm trap: out of bounds memory access");
    // Through the host it is an error that the plugin gets, and it goes on.
    let error = beside.attack("through_the_host", vec![0i64.into()]).unwrap_err();
    assert!(matches!(&error, CallError::Limit(text) if text.contains("256 calls under way")), "{error:?}");
    assert_eq!(beside.engine.call("deep-recursion", "ping", vec![]).unwrap(), "pong".into());
}

#[test]
fn resource_flood() {
    let beside = Beside::new(guests::RESOURCE_FLOOD, "resource-flood", Limits::default());
    beside.engine.engine.link().requests.take();
    beside.attack("flood_ui", vec![10_000i64.into()]).unwrap();
    // Nobody has taken a request meanwhile.
    let waiting = beside.engine.engine.link().requests.take().len();
    assert!(waiting < 2000, "{waiting} requests wait");
    assert_eq!(beside.engine.call("resource-flood", "ping", vec![]).unwrap(), "pong".into());
}

#[test]
fn resource_flood_of_builders() {
    alone("resource_flood_of_builders", || {
        const MIB: u64 = 1024 * 1024;
        let limits = Limits { buffer_bytes: 256 * MIB as usize, ..Limits::default() };
        let beside = Beside::new(guests::RESOURCE_FLOOD, "resource-flood", limits);
        // What the host may keep, a piece in the plugin and that piece under way.
        let memory = MemoryBound::new(800 * MIB);
        let error = beside.attack("builders", vec![100i64.into(), 100_000_000i64.into()]).unwrap_err();
        assert!(matches!(error, CallError::Limit(_) | CallError::Terminated(_)), "{error:?}");
        memory.check();
        beside.restarts();
        // What has ended with an error is not counted for ever.
        let filled = beside.engine.call("resource-flood", "builders", vec![2i64.into(), 100_000_000i64.into()]);
        assert_eq!(filled.unwrap().as_number(), Some(2.0));
        let filled = beside.engine.call("resource-flood", "builders", vec![2i64.into(), 100_000_000i64.into()]);
        assert_eq!(filled.unwrap().as_number(), Some(2.0));
    });
}

#[test]
fn state_keeper() {
    let beside = Beside::new(guests::STATE_KEEPER, "state-keeper", Limits::default());
    // Far more than a plugin may offer, register or keep; each gets an error and goes on.
    let offered = beside.attack("offer_many", vec![100i64.into()]).unwrap();
    assert!(offered.as_list().unwrap()[1].as_text().unwrap().contains("may not offer more"), "{offered:?}");
    let long = vec!["a".into(), 100_000_000i64.into()];
    assert!(matches!(beside.attack("set_long", long), Err(CallError::Limit(_))));
    let mut schema = Record::new().with("type", "object");
    for level in 0..50 {
        schema = Record::new().with("not", schema).with("title", level as f64);
    }
    let op = Record::new().with("name", "deep").with("inputs", schema);
    assert!(matches!(beside.attack("register", vec![op.into()]), Err(CallError::Invalid(_))));
    let wide = Record::new().with("enum", Value::Integers(vec![0; 1_000_000].into()));
    let op = Record::new().with("name", "wide").with("inputs", wide);
    assert!(matches!(beside.attack("register", vec![op.into()]), Err(CallError::Invalid(_))));
    assert_eq!(beside.engine.call("state-keeper", "get", vec!["_name".into()]).unwrap(), "state-keeper".into());
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

/// A window of the window plugin, whose run does what `behaviour` says.
fn open_window(engine: &TestEngine, behaviour: &str) -> Result<Value, CallError> {
    let context = Record::new().with("config", Record::new().with("behave", behaviour));
    engine.call("window-plugin", "run", vec![context.into()])
}

#[test]
fn window_plugin() {
    let limits = Limits { exit: Duration::from_millis(50), ..tight() };
    let engine = TestEngine::with_limits(limits);
    engine.start(guests::ECHO);
    engine.start(guests::WINDOW_OPENER);
    let plugin = engine.start(guests::WINDOW_PLUGIN);
    let answers = || assert_eq!(engine.call("echo", "echo", vec![1i64.into()]).unwrap(), 1i64.into());
    let well = open_window(&engine, "well").unwrap();
    // One in each other without end.
    for behaviour in ["recurse", "recurse-by-run"] {
        let error = open_window(&engine, behaviour).unwrap_err();
        assert!(matches!(&error, CallError::Limit(text) if text.contains("may not be in more")), "{error:?}");
        answers();
    }
    let error = open_window(&engine, "spin").unwrap_err();
    assert!(error.to_string().contains("computed for more than 0.3 s"), "{error}");
    answers();
    // What is left is the window that was there before, and it answers.
    assert_eq!(engine.engine.info(plugin).unwrap().snapshot.state, PluginState::Ready);
    let ping = vec![well, "ping".into(), Value::List(vec![])];
    assert_eq!(engine.call("window-opener", "call", ping).unwrap(), "pong".into());
}

#[test]
fn window_plugin_without_run() {
    let engine = TestEngine::new();
    let plugin = engine.start(guests::WINDOW_PLUGIN_WITHOUT_RUN);
    for _ in 0..100 {
        let error = engine.call("window-plugin-without-run", "run", vec![]).unwrap_err();
        assert!(error.to_string().contains("You must define a `run` function"), "{error}");
    }
    assert_eq!(engine.engine.info(plugin).unwrap().snapshot.memory_bytes, 0);
}

#[test]
fn window_opener() {
    // A handler that never returns, in each of many windows.
    let engine = TestEngine::with_limits(Limits { exit: Duration::from_millis(1), ..Limits::default() });
    engine.start(guests::WINDOW_OPENER);
    engine.start(guests::ECHO);
    for _ in 0..100 {
        let window = engine.call("window-opener", "open", vec!["imjoy/generic".into()]).unwrap();
        let Value::Window(handle) = &window else { panic!("{window:?}") };
        let listen = vec![window.clone(), "select".into()];
        engine.call("window-opener", "listen_for_ever", listen).unwrap();
        for event in 0..300 {
            engine.engine.send(UiEvent::WindowEvent {
                window: handle.id,
                event: "select".into(),
                data: Value::Integer(event),
            });
        }
        engine.call("window-opener", "act", vec![window, "close".into()]).unwrap();
    }
    assert_eq!(engine.call("window-opener", "ping", vec![]).unwrap(), "pong".into());
    assert_eq!(engine.call("echo", "echo", vec![1i64.into()]).unwrap(), 1i64.into());
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

/// A value that is small as it is sent must not be large as it is kept.
#[test]
fn wrong_arena_amplifies_names_of_fields() {
    alone("wrong_arena_amplifies_names_of_fields", || {
        let beside = Beside::new(guests::WRONG_ARENA, "wrong-arena", Limits::default());
        let memory = MemoryBound::new(500 * 1024 * 1024);
        let answer = beside.attack("amplify", vec![1_000_000i64.into(), 20_000i64.into()]);
        assert!(matches!(answer, Ok(_) | Err(CallError::Limit(_) | CallError::Invalid(_))), "{answer:?}");
        memory.check();
        assert_eq!(beside.engine.call("wrong-arena", "ping", vec![]).unwrap(), "pong".into());
    });
}

/// Set for a test that runs alone in its process.
const ALONE: &str = "IMJOY_TEST_ALONE";

/// Runs the test `name` in a process of its own, so that its memory can be told from that
/// of the tests beside it.
fn alone(name: &str, test: impl FnOnce()) {
    if std::env::var_os(ALONE).is_some_and(|alone| alone == name) {
        return test();
    }
    // Every wait in there gives up after `PATIENCE`, so this one ends.
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture", "--test-threads", "1"])
        .env(ALONE, name)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && text.contains("1 passed"), "{}: {text}", output.status);
}

/// The memory that the process may take from now on. A process that takes more is ended
/// at once, before it takes that of the whole machine.
struct MemoryBound {
    bound: u64,
    _watched: Sender<()>,
}

impl MemoryBound {
    fn new(more: u64) -> Self {
        // Forgets the peak so far. Where the system does not, that counts as well.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        let bound = memory("VmRSS:").unwrap_or(0).saturating_add(more).max(memory("VmHWM:").unwrap_or(0));
        let (watched, ended) = channel();
        std::thread::spawn(move || {
            while ended.recv_timeout(LOOK_AGAIN) == Err(RecvTimeoutError::Timeout) {
                if let Some(taken) = memory("VmRSS:")
                    && taken > bound
                {
                    eprintln!("the process has {taken} bytes of memory; {bound} were to be enough");
                    std::process::exit(1);
                }
            }
        });
        Self { bound, _watched: watched }
    }

    /// The bound was kept all the time. Only Linux tells.
    fn check(&self) {
        if let Some(peak) = memory("VmHWM:") {
            assert!(peak <= self.bound, "the process had {peak} bytes of memory; {} were to be enough", self.bound);
        }
    }
}

/// A line of this process's memory figures, in bytes.
fn memory(line: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kibibytes = status.lines().find_map(|text| text.strip_prefix(line))?.trim().strip_suffix(" kB")?;
    kibibytes.parse::<u64>().ok().map(|kibibytes| kibibytes * 1024)
}

/// A component that knows nothing of ImJoy is held to the same limits. What else it does
/// stands in the tests of `engine/`.
#[test]
fn plain_component() {
    let limits = Limits { plain_value_bytes: 16 * 1024 * 1024, ..tight() };
    let mut beside = Beside::new(guests::PLAIN_COMPONENT, "plain-component", limits);
    let error = beside.attack("spin", vec![]).unwrap_err();
    beside.has_ended(error, "computed for more than 0.3 s without a pause");
    let error = beside.attack("crash", vec!["on purpose".into()]).unwrap_err();
    beside.has_ended(error, "crashed: wasm trap: wasm `unreachable` instruction executed");
    assert!(beside.engine.log().iter().any(|entry| entry.contains("on purpose")));
    let error = beside.attack("allocate", vec![10_000_000i64.into()]).unwrap_err();
    beside.has_ended(error, "a call gave more than");
    let error = beside.attack("allocate", vec![1_000_000_000i64.into()]).unwrap_err();
    beside.has_ended(error, "memory");
    // Arguments that are too large do not reach it.
    let large = Value::Bytes(vec![0; 10_000_000].into());
    let error = beside.attack("head", vec![large, 1i64.into()]).unwrap_err();
    assert!(matches!(&error, CallError::Limit(text) if text.contains("image of head")), "{error:?}");
    assert_eq!(beside.engine.call("plain-component", "ping", vec![]).unwrap(), "pong".into());
}

/// A handler that never returns ends by the limit; its window stays and says so.
#[test]
fn slow_interface() {
    let mut beside = Beside::new(guests::SLOW_INTERFACE, "slow-interface", tight());
    let window = beside.engine.call("slow-interface", "run", vec![]).unwrap();
    let Value::Window(handle) = &window else { panic!("{window:?}") };
    let data: Value = Record::new().with("id", "stuck").with("kind", "click").into();
    beside.engine.engine.send(UiEvent::WindowEvent { window: handle.id, event: "interaction".into(), data });
    beside.echo_answers(1);
    beside.engine.request(|request| match request {
        UiRequest::UpdateWindow(update) if update.id == handle.id => {
            update.owner_ended.clone().filter(|sentence| sentence.contains("computed for more than 0.3 s"))
        }
        _ => None,
    });
    beside.restarts();
}

/// A plugin that is not hostile: what the user drops on its window it may read, another
/// plugin may not, and what was dropped on a window that takes no files nobody may.
#[test]
fn takes_files() {
    let mut engine = TestEngine::with_limits(tight());
    let folder = tempfile::tempdir().unwrap();
    let (file, other) = (folder.path().join("note.txt"), folder.path().join("other.txt"));
    std::fs::write(&file, "hello").unwrap();
    std::fs::write(&other, "no").unwrap();
    engine.start(guests::TAKES_FILES);
    engine.start(guests::FILES);
    let window = engine.call("takes-files", "open", vec![]).unwrap();
    let Value::Window(handle) = &window else { panic!("{window:?}") };
    let id = handle.id;
    engine.request(|request| {
        matches!(request, UiRequest::WindowTakesFiles { window, takes: true } if *window == id).then_some(())
    });
    let target = DropTarget::Window { window: id };
    engine.engine.send(UiEvent::DropFiles { paths: vec![file.clone()], target: target.clone() });
    engine.request(|request| match request {
        UiRequest::Status(status) => (status.text == "window got file note.txt of 5: hello").then_some(()),
        _ => None,
    });
    for (plugin, path) in [("takes-files", &other), ("files", &file)] {
        let arguments = vec![path.to_str().unwrap().into(), 0i64.into(), 8i64.into()];
        let count = if plugin == "files" { 3 } else { 1 };
        let read = engine.call(plugin, "read", arguments.into_iter().take(count).collect());
        assert!(matches!(read, Err(CallError::Denied(_))), "{plugin}: {read:?}");
    }
    // Too many at once are given to nobody.
    let paths = vec![other.clone(); imjoy_engine::MOST_DROPPED + 1];
    engine.engine.send(UiEvent::DropFiles { paths, target });
    engine.request(|request| match request {
        UiRequest::Status(status) => status.text.starts_with("at most 1000 files can be dropped").then_some(()),
        _ => None,
    });
    assert!(engine.call("takes-files", "read", vec![other.to_str().unwrap().into()]).is_err());
    engine.call("takes-files", "refuse", vec![window.clone()]).unwrap();
    engine.request(|request| {
        matches!(request, UiRequest::WindowTakesFiles { window, takes: false } if *window == id).then_some(())
    });
}

/// A plugin with declared permissions that nobody has agreed to has none of them. See the
/// tests in `engine/` for the rest.
#[test]
fn declared_permissions() {
    let engine = TestEngine::new();
    engine.start(guests::DECLARED_PERMISSIONS);
    for path in ["/images", "/results", "/", "/etc", "/home"] {
        let listed = engine.call("declared-permissions", "list", vec![path.into()]);
        assert!(matches!(listed, Err(CallError::Failed(_))), "{path}: {listed:?}");
    }
}

/// What spins after it has delivered its result is ended without a further call.
#[test]
fn background_loop() {
    let limits = Limits { background_cpu: Duration::from_millis(200), ..tight() };
    let mut beside = Beside::new(guests::BACKGROUND_LOOP, "background-loop", limits);
    let context = beside.engine.engine.context("run", Record::new(), None);
    assert_eq!(beside.engine.call("background-loop", "run", vec![context]).unwrap(), Value::Null);
    let hostile = beside.hostile;
    let reason = beside.engine.request(|request| match request {
        UiRequest::Plugin(snapshot) if snapshot.id == hostile => match &snapshot.state {
            PluginState::Stopped(reason) => Some(reason.clone()),
            _ => None,
        },
        _ => None,
    });
    assert!(reason.contains("no permission to work in the background"), "{reason}");
    beside.echo_answers(1);
    beside.restarts();
}
