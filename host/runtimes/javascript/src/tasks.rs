//! What goes on besides the calls of the plugin: promises of the API, timers.
//!
//! They belong to no call: they go on as long as the host drives the component, whether or
//! not somebody awaits them. The host is told what goes on: who runs a plugin without a window
//! waits for the API's answers, and learns of calls that nothing can end.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// What goes on while the plugin does not compute; see `runtime.activity` of the WIT.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Activity {
    #[default]
    Idle,
    Timers,
    Asking,
    Stuck,
}

/// How many there are, and who waits for a change.
#[derive(Default)]
pub(crate) struct Tasks {
    running: Cell<usize>,
    /// Those of them that are no timers.
    asked: Cell<usize>,
    /// Calls of the plugin that wait.
    calls: Cell<usize>,
    /// What the host was told last.
    told: Cell<Activity>,
    changes: Cell<u64>,
    waiting: RefCell<Vec<Waker>>,
}

impl Tasks {
    /// Goes on with `future`, which waits for an answer of the host, beside everything else.
    pub(crate) fn spawn(&'static self, future: impl Future<Output = ()> + 'static) {
        self.asked.set(self.asked.get() + 1);
        self.spawn_timer(async move {
            future.await;
            self.asked.set(self.asked.get().saturating_sub(1));
        });
    }

    /// Goes on with `future`, which waits for a moment, beside everything else.
    pub(crate) fn spawn_timer(&'static self, future: impl Future<Output = ()> + 'static) {
        self.running.set(self.running.get() + 1);
        spawn_local(async move {
            future.await;
            self.running.set(self.running.get().saturating_sub(1));
            self.tell();
            self.changed();
        });
    }

    /// A call of the plugin waits from now on.
    pub(crate) fn call_waits(&self) {
        self.calls.set(self.calls.get() + 1);
    }

    /// A call that waited has its result.
    pub(crate) fn call_ends(&self) {
        self.calls.set(self.calls.get().saturating_sub(1));
    }

    /// Whether a call waits.
    pub(crate) fn calls_wait(&self) -> bool {
        self.calls.get() > 0
    }

    /// Tells the host what goes on, if that has changed. Only while no JavaScript runs: that may
    /// change it at any moment.
    pub(crate) fn tell(&self) {
        let activity = match (self.asked.get(), self.running.get(), self.calls.get()) {
            (1.., _, _) => Activity::Asking,
            (0, 1.., _) => Activity::Timers,
            (0, 0, 1..) => Activity::Stuck,
            (0, 0, 0) => Activity::Idle,
        };
        if self.told.replace(activity) != activity {
            tell(activity);
        }
    }

    /// Whether nothing is under way that could still run JavaScript by itself.
    pub(crate) fn are_done(&self) -> bool {
        self.running.get() == 0
    }

    /// Something has happened for which [`change`](Self::change) waits.
    pub(crate) fn changed(&self) {
        self.changes.set(self.changes.get().wrapping_add(1));
        self.waiting.take().into_iter().for_each(Waker::wake);
    }

    /// Waits until a task has ended or something else has [`changed`](Self::changed).
    pub(crate) async fn change(&self) {
        let before = self.changes.get();
        poll_fn(|context| {
            if self.changes.get() != before {
                return Poll::Ready(());
            }
            self.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

#[cfg(target_family = "wasm")]
fn tell(activity: Activity) {
    use crate::bindings::imjoy::plugin::runtime::{Activity as Wire, set_activity};
    set_activity(match activity {
        Activity::Idle => Wire::Idle,
        Activity::Timers => Wire::Timers,
        Activity::Asking => Wire::Asking,
        Activity::Stuck => Wire::Stuck,
    });
}

/// Natively there is no host.
#[cfg(not(target_family = "wasm"))]
fn tell(_activity: Activity) {}

#[cfg(target_family = "wasm")]
fn spawn_local(future: impl Future<Output = ()> + 'static) {
    imjoy_sdk::spawn(future);
}

/// Natively there is no host; tests run what was spawned.
#[cfg(not(target_family = "wasm"))]
fn spawn_local(future: impl Future<Output = ()> + 'static) {
    native::SPAWNED.with_borrow_mut(|spawned| spawned.push(Box::pin(future)));
}

/// An executor for tests: what was spawned runs while a future is awaited.
#[cfg(not(target_family = "wasm"))]
pub(crate) mod native {
    use std::cell::RefCell;

    use futures::future::LocalBoxFuture;

    thread_local! {
        pub(super) static SPAWNED: RefCell<Vec<LocalBoxFuture<'static, ()>>> = const { RefCell::new(Vec::new()) };
    }

    /// Runs the future to its end, and what is spawned meanwhile.
    #[cfg(test)]
    pub(crate) fn run<F: Future>(future: F) -> F::Output {
        use futures::stream::{FuturesUnordered, StreamExt};
        use std::pin::pin;
        use std::task::Poll;

        let mut future = pin!(future);
        let mut spawned = FuturesUnordered::new();
        futures::executor::block_on(std::future::poll_fn(|context| {
            loop {
                if let Poll::Ready(result) = future.as_mut().poll(context) {
                    return Poll::Ready(result);
                }
                spawned.extend(SPAWNED.with_borrow_mut(std::mem::take));
                match spawned.poll_next_unpin(context) {
                    Poll::Ready(Some(())) => {}
                    Poll::Ready(None) | Poll::Pending if SPAWNED.with_borrow(Vec::is_empty) => return Poll::Pending,
                    _ => {}
                }
            }
        }))
    }
}
