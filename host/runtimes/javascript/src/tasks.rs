//! What goes on besides the calls of the plugin: promises of the API, timers.
//!
//! They belong to no call: they go on as long as the host drives the component, whether or
//! not somebody awaits them. The host is told whether there are any but timers: who runs a
//! plugin without a window waits for them.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// How many there are, and who waits for a change.
#[derive(Default)]
pub(crate) struct Tasks {
    running: Cell<usize>,
    /// Those of them that are no timers.
    asked: Cell<usize>,
    changes: Cell<u64>,
    waiting: RefCell<Vec<Waker>>,
}

impl Tasks {
    /// Goes on with `future`, which waits for an answer of the host, beside everything else.
    pub(crate) fn spawn(&'static self, future: impl Future<Output = ()> + 'static) {
        if self.asked.replace(self.asked.get() + 1) == 0 {
            tell_busy(true);
        }
        self.spawn_timer(async move {
            future.await;
            self.asked.set(self.asked.get().saturating_sub(1));
            if self.asked.get() == 0 {
                tell_busy(false);
            }
        });
    }

    /// Goes on with `future`, which waits for a moment, beside everything else.
    pub(crate) fn spawn_timer(&'static self, future: impl Future<Output = ()> + 'static) {
        self.running.set(self.running.get() + 1);
        spawn_local(async move {
            future.await;
            self.running.set(self.running.get().saturating_sub(1));
            self.changed();
        });
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
fn tell_busy(busy: bool) {
    crate::bindings::imjoy::plugin::runtime::set_busy(busy);
}

/// Natively there is no host.
#[cfg(not(target_family = "wasm"))]
fn tell_busy(_busy: bool) {}

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
