//! The queue of requests from the engine to a front end.
//!
//! Invariants: pushing never waits and never grows without bound. What replaces
//! something that the front end has not taken yet (a plugin's snapshot, a status, a
//! progress, a window's contents) takes its place in the queue, so a plugin that sends a
//! million updates between two frames costs one. What is closed before it was taken is
//! taken back. Dialogs and windows are bounded by the
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
            if withdraws(&request, &mut requests) {
                return;
            }
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
        (UiRequest::FocusWindow(new), UiRequest::FocusWindow(waiting)) => new == waiting,
        (UiRequest::PlaceWindow { window: new, .. }, UiRequest::PlaceWindow { window: waiting, .. })
        | (UiRequest::WindowContent { window: new, .. }, UiRequest::WindowContent { window: waiting, .. })
        | (UiRequest::OfferedOps { window: new, .. }, UiRequest::OfferedOps { window: waiting, .. })
        | (UiRequest::WindowTakesFiles { window: new, .. }, UiRequest::WindowTakesFiles { window: waiting, .. })
        | (
            UiRequest::ShowWindow(new) | UiRequest::HideWindow(new),
            UiRequest::ShowWindow(waiting) | UiRequest::HideWindow(waiting),
        ) => new == waiting,
        (UiRequest::Workspaces { .. }, UiRequest::Workspaces { .. }) => true,
        (UiRequest::Install(new), UiRequest::Install(waiting)) => new.id == waiting.id,
        (UiRequest::Permissions { plugin: new, .. }, UiRequest::Permissions { plugin: waiting, .. }) => new == waiting,
        _ => false,
    }
}

/// Whether the request closes something that the front end has not taken yet; then
/// neither is shown.
fn withdraws(request: &UiRequest, requests: &mut VecDeque<UiRequest>) -> bool {
    let concerns = |waiting: &UiRequest| match (request, waiting) {
        (UiRequest::CloseWindow(closed), UiRequest::OpenWindow(window)) => window.id == *closed,
        (UiRequest::CloseDialog(closed), UiRequest::OpenDialog(dialog)) => dialog.id == *closed,
        _ => false,
    };
    let Some(opened) = requests.iter().rposition(concerns) else {
        return false;
    };
    requests.remove(opened);
    requests.retain(|waiting| match (request, waiting) {
        (UiRequest::CloseWindow(closed), UiRequest::UpdateWindow(update)) => update.id != *closed,
        (
            UiRequest::CloseWindow(closed),
            UiRequest::FocusWindow(window)
            | UiRequest::ShowWindow(window)
            | UiRequest::HideWindow(window)
            | UiRequest::PlaceWindow { window, .. }
            | UiRequest::WindowContent { window, .. }
            | UiRequest::OfferedOps { window, .. }
            | UiRequest::WindowTakesFiles { window, .. },
        ) => window != closed,
        _ => true,
    });
    true
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front_end::{Snackbar, StatusText, WindowDescription, WindowUpdate};
    use crate::identity::{PluginId, WindowId};
    use crate::value::Value;

    fn window(number: u64) -> UiRequest {
        UiRequest::OpenWindow(WindowDescription {
            id: WindowId::for_test(number),
            plugin: None,
            plugin_name: None,
            name: String::new(),
            window_type: String::new(),
            data: Value::Null,
            config: Value::Null,
            x: None,
            y: None,
            w: None,
            h: None,
            presentation: Default::default(),
            file: None,
            needs_browser: false,
        })
    }

    fn update(number: u64, name: Option<&str>, data: Option<Value>) -> UiRequest {
        UiRequest::UpdateWindow(WindowUpdate {
            id: WindowId::for_test(number),
            name: name.map(str::to_owned),
            data,
            config: None,
            owner_ended: None,
        })
    }

    #[test]
    fn however_many_updates_come_one_is_taken() {
        let queue = UiQueue::new();
        for number in 0..100_000 {
            let plugin = PluginId::for_test(1);
            queue.push(UiRequest::Progress(Some((plugin, number as f32))));
            queue.push(UiRequest::Status(StatusText { plugin: None, text: number.to_string(), is_error: false }));
            queue.push(UiRequest::FocusWindow(WindowId::for_test(1)));
            queue.push(UiRequest::Snackbar(Snackbar {
                plugin: None,
                plugin_name: None,
                text: number.to_string(),
                duration_secs: 1.0,
                is_error: false,
            }));
        }
        let taken = queue.take();
        assert_eq!(taken.len(), 3 + MAX_SNACKBARS);
        assert!(taken.contains(&UiRequest::Progress(Some((PluginId::for_test(1), 99_999.0)))));
        assert!(queue.take().is_empty());
    }

    #[test]
    fn updates_of_a_window_are_merged() {
        let queue = UiQueue::new();
        queue.push(window(1));
        queue.push(update(1, Some("a"), Some(Value::Integer(1))));
        queue.push(update(2, Some("other"), None));
        queue.push(update(1, None, Some(Value::Integer(2))));
        assert_eq!(
            queue.take(),
            [window(1), update(1, Some("a"), Some(Value::Integer(2))), update(2, Some("other"), None)]
        );
    }

    #[test]
    fn what_is_closed_before_it_was_taken_is_not_shown() {
        let queue = UiQueue::new();
        queue.push(window(1));
        queue.push(window(2));
        queue.push(update(1, Some("a"), None));
        queue.push(UiRequest::FocusWindow(WindowId::for_test(1)));
        queue.push(UiRequest::CloseWindow(WindowId::for_test(1)));
        assert_eq!(queue.take(), [window(2)]);
        queue.push(UiRequest::CloseWindow(WindowId::for_test(2)));
        assert_eq!(queue.take(), [UiRequest::CloseWindow(WindowId::for_test(2))]);
    }
}
