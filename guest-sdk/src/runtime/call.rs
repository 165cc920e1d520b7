//! The calls under way, so that an outgoing call knows on whose behalf it waits.
//!
//! Every call of an exported function is polled within [`InCall`]; what is started in a
//! poll belongs to that call. Spawned futures belong to none.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// A call of an exported function that is under way.
pub(super) struct Call {
    /// Name of the function.
    pub(super) function: String,
    /// How many calls into other plugins, windows and functions it waits for.
    pub(super) outgoing: Cell<usize>,
}

thread_local! {
    static CURRENT: RefCell<Option<Rc<Call>>> = const { RefCell::new(None) };
}

/// The call that is being polled.
pub(super) fn current() -> Option<Rc<Call>> {
    CURRENT.with(|current| current.borrow().clone())
}

/// A future that is part of a call.
pub(super) struct InCall<F> {
    call: Rc<Call>,
    future: Pin<Box<F>>,
}

impl<F: Future> InCall<F> {
    pub(super) fn new(function: &str, future: F) -> Self {
        let call = Rc::new(Call { function: function.to_string(), outgoing: Cell::new(0) });
        InCall { call, future: Box::pin(future) }
    }
}

impl<F: Future> Future for InCall<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.get_mut();
        let before = CURRENT.with(|current| current.replace(Some(Rc::clone(&this.call))));
        // A panic ends the instance, so there is nothing to restore in that case.
        let result = this.future.as_mut().poll(context);
        CURRENT.with(|current| current.replace(before));
        result
    }
}
