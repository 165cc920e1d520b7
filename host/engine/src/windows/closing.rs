//! Closing windows.
//!
//! Invariants: a window is gone from the front end and for all callers at once; no handler
//! can hold that up. The events that wait come before `close`, which is the last. The
//! instance of a window plugin then gets its `exit` and ends.

use super::closed_already;
use crate::error::{CallError, EndReason};
use crate::identity::WindowId;
use crate::shared::Shared;
use std::sync::Arc;

impl Shared {
    /// Closes a window and awaits its `close` handlers, whose errors it gives.
    pub(crate) async fn close_window(self: &Arc<Self>, window: WindowId) -> Result<(), CallError> {
        let (removed, events) = self.windows.take(window).ok_or_else(closed_already)?;
        let shared = self.clone();
        // In a task of its own: the instance in the window may be who closes it.
        let closing = self.runtime.spawn(async move {
            events.finish(shared.limits.exit).await;
            let Some(instance) = removed.inhabitant else {
                return events.deliver_close().await;
            };
            let mut handlers = std::pin::pin!(events.deliver_close());
            let result = instance.within(shared.limits.exit, handlers.as_mut()).await;
            if let Some(plugin) = shared.registry.get(instance.plugin) {
                shared.end_instance(&plugin, &instance, EndReason::WindowClosed).await;
            }
            match result {
                Some(result) => result,
                // The handlers of others may go on.
                None => handlers.await,
            }
        });
        closing.await.unwrap_or_else(|error| {
            Err(CallError::Failed(format!("the host failed while it closed a window: {error}")))
        })
    }

    /// As [`close_window`](Self::close_window), for the user: what fails goes to the log of
    /// the window's owner.
    pub(crate) async fn close_window_of_user(self: &Arc<Self>, window: WindowId) {
        let Some(events) = self.windows.events(window) else { return };
        match self.close_window(window).await {
            // Closed by its plugin in the same moment.
            Ok(()) | Err(CallError::Terminated(_)) => {}
            Err(error) => self.tell_of_window(&events, &error.to_string()),
        }
    }

    /// Takes away a window that its opener could not be given, without a word to anybody.
    pub(crate) fn withdraw_window(&self, window: WindowId) {
        if let Some((removed, _)) = self.windows.take(window)
            && let Some(instance) = removed.inhabitant
        {
            instance.stop(EndReason::WindowClosed);
        }
    }
}
