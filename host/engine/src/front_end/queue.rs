//! The queue of requests from the engine to a front end.
//!
//! Invariants: pushing never waits and never grows without bound. What replaces
//! something that the front end has not taken yet (a plugin's snapshot, a status, a
//! progress, a window's contents) takes its place in the queue, so a plugin that sends a
//! million updates between two frames costs one. Dialogs and windows are bounded by the
//! engine's limits; snackbars beyond [`MAX_SNACKBARS`] drop the oldest.

use super::request::UiRequest;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Snackbars that wait for the next frame; older ones are dropped.
const MAX_SNACKBARS: usize = 8;

type Wake = Box<dyn Fn() + Send + Sync>;

/// Requests that a front end has not taken yet.
#[derive(Default)]
pub struct UiQueue {
    requests: Mutex<VecDeque<UiRequest>>,
    wake: Mutex<Option<Wake>>,
}

impl UiQueue {
    /// An empty queue.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what is called, from any thread, when there is something to take. It must
    /// not block.
    pub fn set_wake(&self, wake: impl Fn() + Send + Sync + 'static) {
        *lock(&self.wake) = Some(Box::new(wake));
        self.wake();
    }

    /// Takes all requests, in order.
    pub fn take(&self) -> Vec<UiRequest> {
        lock(&self.requests).drain(..).collect()
    }

    /// Adds a request, in the place of one that it replaces.
    pub fn push(&self, request: UiRequest) {
        {
            let mut requests = lock(&self.requests);
            let replaced = requests.iter_mut().rev().find(|waiting| replaces(&request, waiting));
            match (replaced, request) {
                (Some(waiting), UiRequest::UpdateWindow(update)) => {
                    if let UiRequest::UpdateWindow(earlier) = waiting {
                        earlier.name = update.name.or(earlier.name.take());
                        earlier.data = update.data.or(earlier.data.take());
                        earlier.config = update.config.or(earlier.config.take());
                        earlier.owner_ended = update.owner_ended.or(earlier.owner_ended.take());
                    }
                }
                (Some(waiting), request) => *waiting = request,
                (None, request) => {
                    if matches!(request, UiRequest::Snackbar(_)) {
                        drop_oldest_snackbar(&mut requests);
                    }
                    requests.push_back(request);
                }
            }
        }
        self.wake();
    }

    fn wake(&self) {
        if let Some(wake) = lock(&self.wake).as_ref() {
            wake();
        }
    }
}

/// Whether `new` makes the waiting request superfluous.
fn replaces(new: &UiRequest, waiting: &UiRequest) -> bool {
    match (new, waiting) {
        (UiRequest::Plugin(new), UiRequest::Plugin(waiting)) => new.id == waiting.id,
        (UiRequest::UpdateWindow(new), UiRequest::UpdateWindow(waiting)) => new.id == waiting.id,
        (UiRequest::Status(_), UiRequest::Status(_))
        | (UiRequest::Progress(_), UiRequest::Progress(_))
        | (UiRequest::Repaint, UiRequest::Repaint) => true,
        _ => false,
    }
}

fn drop_oldest_snackbar(requests: &mut VecDeque<UiRequest>) {
    let waiting = requests.iter().filter(|request| matches!(request, UiRequest::Snackbar(_))).count();
    if waiting >= MAX_SNACKBARS
        && let Some(oldest) = requests.iter().position(|request| matches!(request, UiRequest::Snackbar(_)))
    {
        requests.remove(oldest);
    }
}

/// The data behind a mutex. A panic while it was held leaves plain data that is valid at
/// every step, so poisoning is ignored.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
