//! setTimeout, setInterval, requestAnimationFrame.
//!
//! Timers are kept by the time at which they are due. One sleep of the host is under way for
//! the earliest; a further one begins only for a timer that is due before it. A sleep that is
//! not needed any more ends by itself: so clearing costs nothing, and setting and clearing in
//! a loop does not pile up sleeps.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use imjoy_sdk::Error;
use rquickjs::function::Args;
use rquickjs::{Coerced, Ctx, Function, Persistent, Value};

use super::hidden;
use crate::errors::{Thrown, throw};
use crate::journal;
use crate::native::{self, Native};
use crate::plugin::Running;

/// How many timers a plugin may have at once.
const LIMIT: usize = 10_000;
/// The host sleeps at most a day at once.
const LONGEST_SLEEP: Duration = Duration::from_secs(24 * 60 * 60);
/// Between frames of an animation.
const FRAME: Duration = Duration::from_millis(16);
/// What `setInterval` with a shorter time waits, so that it cannot be due for ever.
const SHORTEST_INTERVAL: Duration = Duration::from_millis(1);

/// When a timer is due; those of one moment in the order in which they were set.
type Due = (Instant, u32);

#[derive(Clone)]
struct Timer {
    function: Persistent<Function<'static>>,
    arguments: Vec<Persistent<Value<'static>>>,
    repeats: Option<Duration>,
    /// Whether the function gets the present time.
    animates: bool,
}

/// The timers of the plugin.
#[derive(Default)]
pub(crate) struct Timers {
    last_id: Cell<u32>,
    waiting: RefCell<BTreeMap<Due, Timer>>,
    due_of: RefCell<BTreeMap<u32, Due>>,
    /// When the sleeps that are under way end.
    sleeps: RefCell<Vec<Instant>>,
}

/// Defines the functions.
pub(super) fn define(running: Running, context: &Ctx<'_>) -> rquickjs::Result<()> {
    const FUNCTIONS: &[(&str, Native)] = &[
        ("setTimeout", set_timeout),
        ("setInterval", set_interval),
        ("requestAnimationFrame", request_animation_frame),
        ("clearTimeout", clear),
        ("clearInterval", clear),
        ("cancelAnimationFrame", clear),
    ];
    for (name, function) in FUNCTIONS {
        hidden(&context.globals(), name, native::function(running, context, name, *function)?)?;
    }
    Ok(())
}

type Result<'js> = rquickjs::Result<Value<'js>>;

fn set_timeout<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> Result<'js> {
    let timer = timer(running, context, arguments)?;
    set(running, context, timer, delay(arguments))
}

fn set_interval<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> Result<'js> {
    let mut timer = timer(running, context, arguments)?;
    let period = delay(arguments).max(SHORTEST_INTERVAL);
    timer.repeats = Some(period);
    set(running, context, timer, period)
}

fn request_animation_frame<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> Result<'js> {
    let mut timer = timer(running, context, arguments)?;
    timer.animates = true;
    set(running, context, timer, FRAME)
}

fn clear<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> Result<'js> {
    if let Some(id) = arguments.first().and_then(|id| id.as_number()) {
        let timers = &running.timers;
        let due = timers.due_of.borrow_mut().remove(&(id as u32));
        // Dropped only when nothing is borrowed: freeing may run anything.
        let _cleared = due.and_then(|due| timers.waiting.borrow_mut().remove(&due));
    }
    Ok(Value::new_undefined(context.clone()))
}

fn timer<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> rquickjs::Result<Timer> {
    let Some(function) = arguments.first().and_then(|value| value.as_function()) else {
        return Err(throw(running, context, Error::invalid("a timer needs a function")));
    };
    let more = arguments.get(2..).unwrap_or_default();
    Ok(Timer {
        function: Persistent::save(context, function.clone()),
        arguments: more.iter().map(|argument| Persistent::save(context, argument.clone())).collect(),
        repeats: None,
        animates: false,
    })
}

fn delay(arguments: &[Value<'_>]) -> Duration {
    let milliseconds = arguments.get(1).and_then(|delay| delay.get::<Coerced<f64>>().ok()).map_or(0.0, |delay| delay.0);
    Duration::try_from_secs_f64(milliseconds / 1000.0).unwrap_or_default()
}

fn set<'js>(running: Running, context: &Ctx<'js>, timer: Timer, delay: Duration) -> Result<'js> {
    let timers = &running.timers;
    if timers.waiting.borrow().len() >= LIMIT {
        return Err(throw(running, context, Error::limit(format!("a plugin may have {LIMIT} timers at once"))));
    }
    let id = timers.last_id.get().wrapping_add(1);
    timers.last_id.set(id);
    let now = Instant::now();
    let due = (now.checked_add(delay).unwrap_or(now + LONGEST_SLEEP), id);
    timers.insert(due, timer);
    sleep_until_due(running);
    Ok(Value::new_number(context.clone(), f64::from(id)))
}

impl Timers {
    fn insert(&self, due: Due, timer: Timer) {
        self.due_of.borrow_mut().insert(due.1, due);
        self.waiting.borrow_mut().insert(due, timer);
    }

    /// Takes the earliest timer that is due.
    fn take_due(&self, now: Instant) -> Option<(u32, Timer)> {
        let mut waiting = self.waiting.borrow_mut();
        let first = waiting.first_entry().filter(|first| first.key().0 <= now)?;
        let ((_, id), timer) = first.remove_entry();
        drop(waiting);
        match timer.repeats {
            Some(period) => self.insert((now + period, id), timer.clone()),
            None => {
                self.due_of.borrow_mut().remove(&id);
            }
        }
        Some((id, timer))
    }
}

/// Sees to it that a sleep ends when the earliest timer is due.
fn sleep_until_due(running: Running) {
    let timers = &running.timers;
    let Some(due) = timers.waiting.borrow().first_key_value().map(|((due, _), _)| *due) else { return };
    if timers.sleeps.borrow().iter().any(|end| *end <= due) {
        return;
    }
    let now = Instant::now();
    let duration = due.saturating_duration_since(now).min(LONGEST_SLEEP);
    let end = now + duration;
    timers.sleeps.borrow_mut().push(end);
    running.tasks.spawn_timer(async move {
        sleep(duration).await;
        let mut sleeps = running.timers.sleeps.borrow_mut();
        if let Some(position) = sleeps.iter().position(|other| *other == end) {
            sleeps.swap_remove(position);
        }
        drop(sleeps);
        fire(running);
    });
}

/// Calls what is due. Timers that are set meanwhile wait for the next time, so that others
/// have their turn.
fn fire(running: Running) {
    let now = Instant::now();
    while let Some((_, timer)) = running.timers.take_due(now) {
        running.enter(|context| {
            if let Err(error) = call(running, context, timer) {
                journal::unhandled(&Thrown::of(running, context, error));
            }
        });
    }
    sleep_until_due(running);
}

fn call(running: Running, context: &Ctx<'_>, timer: Timer) -> rquickjs::Result<()> {
    let mut arguments = Args::new_unsized(context.clone());
    if timer.animates {
        arguments.push_arg(running.milliseconds())?;
    }
    for argument in timer.arguments {
        arguments.push_arg(argument.restore(context)?)?;
    }
    timer.function.restore(context)?.call_arg(arguments)
}

#[cfg(target_family = "wasm")]
async fn sleep(duration: Duration) {
    if duration.is_zero() {
        imjoy_sdk::yield_now().await;
    } else {
        // Fails for no duration that is given here.
        let _ = imjoy_sdk::api::sleep(duration.as_secs_f64()).await;
    }
}

/// Natively only tests run.
#[cfg(not(target_family = "wasm"))]
async fn sleep(duration: Duration) {
    std::thread::sleep(duration);
}
