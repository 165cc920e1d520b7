//! Calls of the plugin's functions from outside.
//!
//! Any number are under way at once: a call is JavaScript that runs until it awaits
//! something, and then a promise. Who is called while others wait finds no lock.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot;
use imjoy_sdk::{Error, Value};
use rquickjs::function::{Args, This};
use rquickjs::{Ctx, Function, Object, Persistent, Promise};

use crate::errors::Thrown;
use crate::journal;
use crate::plugin::Running;
use crate::value::{Incoming, from_js};

type JsValue<'js> = rquickjs::Value<'js>;
type Answer = Result<Value, Thrown>;

/// What is called.
enum Target {
    /// An exported function, by its name.
    Exported(String),
    /// A function that the plugin has given away, with its `this`.
    Function(Persistent<Function<'static>>, Option<Persistent<Object<'static>>>),
}

/// Calls an exported function and awaits its result; what it throws is written to the log.
///
/// # Errors
///
/// [`Error::NotFound`] for a function that is not exported, and what the function throws.
pub(crate) async fn exported(running: Running, name: String, arguments: Vec<Value>) -> Result<Value, Error> {
    logged(invoke(running, Target::Exported(name), arguments).await)
}

/// As [`exported`], without writing to the log.
pub(crate) async fn quietly(running: Running, name: &str) -> Answer {
    invoke(running, Target::Exported(name.to_owned()), Vec::new()).await
}

/// Calls a function that the plugin has given away.
pub(crate) async fn function(
    running: Running,
    function: Persistent<Function<'static>>,
    this: Option<Persistent<Object<'static>>>,
    arguments: Vec<Value>,
) -> Result<Value, Error> {
    logged(invoke(running, Target::Function(function, this), arguments).await)
}

fn logged(answer: Answer) -> Result<Value, Error> {
    answer.map_err(|thrown| {
        // Not an error of the plugin when the user cancels, and nothing new when others failed.
        if matches!(thrown.error, Error::Failed(_)) {
            journal::error(&thrown.report());
        }
        thrown.error
    })
}

async fn invoke(running: Running, target: Target, arguments: Vec<Value>) -> Answer {
    let arguments = Incoming::prepare(arguments).await;
    if !running.tasks.calls_wait() {
        // A rejection with `undefined` in this call is not of a dialog that was cancelled before it.
        running.dialog_was_cancelled.set(false);
    }
    let settled = running.enter(|context| {
        let result = match target.call(running, context, arguments) {
            Ok(result) => result,
            Err(thrown) => return Settled::Now(Err(thrown)),
        };
        settle(running, context, result)
    });
    settled.answer().await
}

impl Target {
    fn call<'js>(self, running: Running, context: &Ctx<'js>, arguments: Incoming) -> Result<JsValue<'js>, Thrown> {
        let thrown = |error| Thrown::of(running, context, error);
        let (function, this) = match self {
            Target::Exported(name) => running.exported_function(context, &name).map_err(thrown)?.ok_or_else(|| {
                Thrown::plain(Error::not_found(format!("function \"{name}\" of {} is not available.", running.name)))
            })?,
            Target::Function(function, this) => {
                let this = this.map(|this| this.restore(context)).transpose().map_err(thrown)?;
                (function.restore(context).map_err(thrown)?, this)
            }
        };
        let arguments = arguments.all(running, context).map_err(thrown)?;
        let mut call = Args::new(context.clone(), arguments.len());
        if let Some(this) = this {
            call.this(this).map_err(thrown)?;
        }
        call.push_args(arguments).map_err(thrown)?;
        function.call_arg(call).map_err(thrown)
    }
}

/// Why a call ends that can have no result any more.
const NEVER_SETTLED: &str = "the function waits for a promise that nothing can settle any more";

/// What a function gave.
enum Settled {
    Now(Answer),
    Later(oneshot::Receiver<Answer>),
}

impl Settled {
    async fn answer(self) -> Answer {
        match self {
            Settled::Now(answer) => answer,
            Settled::Later(receiver) => match receiver.await {
                Ok(answer) => answer,
                // JavaScript has freed what would settle the promise.
                Err(oneshot::Canceled) => Err(Thrown::plain(Error::failed(NEVER_SETTLED))),
            },
        }
    }
}

fn settle<'js>(running: Running, context: &Ctx<'js>, result: JsValue<'js>) -> Settled {
    let promise = match promise_of(running, context, &result) {
        Ok(Some(promise)) => promise,
        Ok(None) => return Settled::Now(from_js(running, context, &result).map_err(Thrown::plain)),
        Err(error) => return Settled::Now(Err(Thrown::of(running, context, error))),
    };
    match then(running, context, &promise) {
        Ok(receiver) => Settled::Later(receiver),
        Err(error) => Settled::Now(Err(Thrown::of(running, context, error))),
    }
}

/// The promise that a value is, or that stands for it because it has a function `then`.
fn promise_of<'js>(
    running: Running,
    context: &Ctx<'js>,
    value: &JsValue<'js>,
) -> rquickjs::Result<Option<Promise<'js>>> {
    if let Some(promise) = value.as_promise() {
        return Ok(Some(promise.clone()));
    }
    let Some(object) = value.as_object() else { return Ok(None) };
    let then: JsValue = object.get("then")?;
    if !then.is_function() {
        return Ok(None);
    }
    running.language.function(context, "resolve")?.call((object.clone(),)).map(Some)
}

/// A call that waits for its promise, until it is answered or JavaScript has freed the promise.
struct Waiting {
    running: Running,
    sender: Option<oneshot::Sender<Answer>>,
}

impl Waiting {
    fn new(running: Running, sender: oneshot::Sender<Answer>) -> Self {
        running.tasks.call_waits();
        Waiting { running, sender: Some(sender) }
    }

    fn answer(mut self, answer: Answer) {
        if let Some(sender) = self.sender.take() {
            // Nobody waits any more when the call has been given up.
            let _ = sender.send(answer);
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.running.tasks.call_ends();
    }
}

fn then<'js>(
    running: Running,
    context: &Ctx<'js>,
    promise: &Promise<'js>,
) -> rquickjs::Result<oneshot::Receiver<Answer>> {
    let (sender, receiver) = oneshot::channel();
    let sender = Rc::new(RefCell::new(Some(Waiting::new(running, sender))));
    let answer = move |waiting: &RefCell<Option<Waiting>>, answer: Answer| {
        if let Some(waiting) = waiting.take() {
            waiting.answer(answer);
        }
    };
    let fulfilled = Function::new(context.clone(), {
        let sender = Rc::clone(&sender);
        move |context: Ctx<'js>, value: JsValue<'js>| {
            answer(&sender, from_js(running, &context, &value).map_err(Thrown::plain));
        }
    })?;
    let rejected = Function::new(context.clone(), move |context: Ctx<'js>, reason: JsValue<'js>| {
        answer(&sender, Err(Thrown::read(running, &context, &reason)));
    })?;
    promise.then()?.call::<_, ()>((This(promise.clone()), fulfilled, rejected))?;
    Ok(receiver)
}

/// Awaits a promise of the plugin's scripts.
pub(crate) async fn awaited(running: Running, promise: Persistent<Promise<'static>>) -> Answer {
    let settled = running.enter(|context| match promise.restore(context) {
        Ok(promise) => settle(running, context, promise.into_inner().into_value()),
        Err(error) => Settled::Now(Err(Thrown::of(running, context, error))),
    });
    settled.answer().await
}
