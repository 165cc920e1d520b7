//! Promises that were rejected while nobody handled them.

use std::cell::RefCell;
use std::rc::Rc;

use rquickjs::{Ctx, Persistent, Runtime, Value};

/// How many are kept until they are reported: a plugin may reject any number in a loop.
const LIMIT: usize = 64;

type Rejected = (Persistent<Value<'static>>, Persistent<Value<'static>>);

/// Rejected promises with their reasons. One that is handled before the queue has run to its
/// end is forgotten, as in a browser.
pub(crate) struct Rejections(Rc<RefCell<Vec<Rejected>>>);

impl Rejections {
    /// Those of the runtime, from now on.
    pub(crate) fn of(runtime: &Runtime) -> Self {
        let rejected = Rc::new(RefCell::new(Vec::<Rejected>::new()));
        let kept = Rc::clone(&rejected);
        runtime.set_host_promise_rejection_tracker(Some(Box::new(move |context, promise, reason, is_handled| {
            let promise = Persistent::save(&context, promise);
            let mut kept = kept.borrow_mut();
            if is_handled {
                kept.retain(|(rejected, _)| *rejected != promise);
            } else if kept.len() < LIMIT {
                kept.push((promise, Persistent::save(&context, reason)));
            }
        })));
        Rejections(rejected)
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    /// Gives the reasons of those that are still not handled to `report`, once each.
    pub(crate) fn report(&self, context: &Ctx<'_>, report: impl for<'js> Fn(&Ctx<'js>, Value<'js>)) {
        // Reporting may run JavaScript, which may reject more.
        let rejected = self.0.take();
        for (_, reason) in rejected {
            if let Ok(reason) = reason.restore(context) {
                report(context, reason);
            }
        }
    }
}
