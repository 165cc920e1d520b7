//! Promises of what the host does.

use imjoy_sdk::{Error, Value};
use rquickjs::{Ctx, Function, Object, Persistent};

use crate::errors;
use crate::plugin::Running;
use crate::value::{Incoming, from_js};

type JsValue<'js> = rquickjs::Value<'js>;

/// Why a promise is rejected.
pub(crate) enum Rejection {
    /// With an error.
    Error(Error),
    /// With `undefined`, because the user has cancelled a dialog: plugins tell it by that.
    Cancelled,
}

impl From<Error> for Rejection {
    fn from(error: Error) -> Self {
        Rejection::Error(error)
    }
}

/// What the host does for a call, as a promise.
pub(crate) type Outcome = Result<Value, Rejection>;

/// Makes what a promise resolves to, when the host has answered.
pub(crate) type Make = Box<dyn for<'js> FnOnce(Running, &Ctx<'js>) -> rquickjs::Result<JsValue<'js>>>;

/// A promise of what `work` gives for the arguments. Arguments that cannot be passed reject
/// it; nothing is thrown.
pub(crate) fn of_call<'js, F>(
    running: Running,
    context: &Ctx<'js>,
    arguments: &[JsValue<'js>],
    work: impl FnOnce(Vec<Value>) -> F,
) -> rquickjs::Result<JsValue<'js>>
where
    F: Future<Output = Outcome> + 'static,
{
    let arguments: Result<Vec<Value>, Error> =
        arguments.iter().map(|argument| from_js(running, context, argument)).collect();
    match arguments {
        Ok(arguments) => of_work(running, context, work(arguments)),
        Err(error) => settled(running, context, Err(error.into())),
    }
}

/// A promise of the value that `work` gives.
pub(crate) fn of_work<'js>(
    running: Running,
    context: &Ctx<'js>,
    work: impl Future<Output = Outcome> + 'static,
) -> rquickjs::Result<JsValue<'js>> {
    of_making(running, context, async move {
        let incoming = Incoming::prepare(vec![work.await?]).await;
        Ok(made_of(incoming))
    })
}

/// A promise of what is made of that which `work` gives. Its error has the stack of the call.
pub(crate) fn of_making<'js>(
    running: Running,
    context: &Ctx<'js>,
    work: impl Future<Output = Result<Make, Rejection>> + 'static,
) -> rquickjs::Result<JsValue<'js>> {
    let pending = Pending::new(running, context)?;
    let promise = pending.promise;
    let settle = pending.settle;
    running.tasks.spawn(async move {
        let outcome = work.await;
        running.enter(|context| {
            // Fails only when memory is exhausted, and then for everything.
            let _ = settle.settle(running, context, outcome);
        });
    });
    Ok(promise)
}

fn made_of(incoming: Incoming) -> Make {
    Box::new(move |running, context| incoming.only(running, context))
}

/// A promise of something that is known already.
pub(crate) fn settled<'js>(running: Running, context: &Ctx<'js>, outcome: Outcome) -> rquickjs::Result<JsValue<'js>> {
    let pending = Pending::new(running, context)?;
    pending.settle.settle(running, context, outcome.map(|value| made_of(Incoming::plain(value))))?;
    Ok(pending.promise)
}

struct Pending<'js> {
    promise: JsValue<'js>,
    settle: Settle,
}

/// The two ends of a promise, and the error that it may be rejected with.
struct Settle {
    resolve: Persistent<Function<'static>>,
    reject: Persistent<Function<'static>>,
    error: Persistent<Object<'static>>,
}

impl<'js> Pending<'js> {
    fn new(running: Running, context: &Ctx<'js>) -> rquickjs::Result<Self> {
        let (promise, resolve, reject) = context.promise()?;
        let error = errors::here(running, context)?;
        let settle = Settle {
            resolve: Persistent::save(context, resolve),
            reject: Persistent::save(context, reject),
            error: Persistent::save(context, error),
        };
        Ok(Pending { promise: promise.into_inner().into_value(), settle })
    }
}

impl Settle {
    fn settle(self, running: Running, context: &Ctx<'_>, outcome: Result<Make, Rejection>) -> rquickjs::Result<()> {
        let value = match outcome {
            Ok(make) => make(running, context)
                .map_err(|error| Rejection::Error(errors::Thrown::of(running, context, error).error)),
            Err(rejection) => Err(rejection),
        };
        match value {
            Ok(value) => self.resolve.restore(context)?.call((value,)),
            Err(Rejection::Cancelled) => {
                running.dialog_was_cancelled.set(true);
                self.reject.restore(context)?.call((rquickjs::Undefined,))
            }
            Err(Rejection::Error(error)) => {
                let object = self.error.restore(context)?;
                let object = errors::fill(running, context, object, &error)?;
                self.reject.restore(context)?.call((object,))
            }
        }
    }
}
