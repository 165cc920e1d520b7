//! Waiting for others: for plugins, windows and functions that may call this plugin back.

use std::future::Future;
use std::rc::Rc;

use super::call::{self, Call};

/// While one lives, the call on whose behalf it was made counts as waiting for others.
pub(crate) struct Waits(Option<Rc<Call>>);

impl Waits {
    pub(crate) fn begin() -> Self {
        let call = call::current();
        if let Some(call) = &call {
            call.outgoing.set(call.outgoing.get() + 1);
        }
        Waits(call)
    }
}

impl Drop for Waits {
    fn drop(&mut self) {
        if let Some(call) = &self.0 {
            call.outgoing.set(call.outgoing.get().saturating_sub(1));
        }
    }
}

/// A future during which the present call waits for others.
pub(crate) async fn waits<F: Future>(future: F) -> F::Output {
    let _waits = Waits::begin();
    future.await
}
