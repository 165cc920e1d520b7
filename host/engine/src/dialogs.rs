//! Dialogs that wait for an answer.
//!
//! Invariants: a dialog closes when nobody waits for it any more, in particular when its
//! plugin has ended; it then tells nobody but that plugin's callers. The number of open
//! dialogs of a plugin is bounded.

use crate::error::CallError;
use crate::front_end::{Dialog, DialogAnswer, DialogContent, UiQueue, UiRequest};
use crate::identity::{DialogId, PluginId};
use crate::plugin::instance::Instance;
use crate::value::Value;
use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// All open dialogs.
pub(crate) struct Dialogs {
    requests: Arc<UiQueue>,
    limit: usize,
    open: Mutex<HashMap<DialogId, oneshot::Sender<DialogAnswer>>>,
}

impl Dialogs {
    pub(crate) fn new(requests: Arc<UiQueue>, limit: usize) -> Self {
        Self { requests, limit, open: Mutex::default() }
    }

    /// Shows a dialog of `instance` and awaits the answer.
    pub(crate) async fn ask(
        &self,
        instance: &Instance,
        title: Option<String>,
        content: DialogContent,
    ) -> Result<Value, CallError> {
        match self.ask_openly(instance, title, content).await? {
            DialogAnswer::Confirmed(value) => Ok(value),
            DialogAnswer::Refused(reason) => Err(CallError::Unavailable(reason)),
            DialogAnswer::Cancelled | DialogAnswer::Picked { .. } => {
                Err(CallError::Cancelled(format!("the dialog of {} was cancelled", instance.name)))
            }
        }
    }

    /// As [`ask`](Self::ask), and gives the answer as it is. A dialog that goes away
    /// counts as cancelled.
    pub(crate) async fn ask_openly(
        &self,
        instance: &Instance,
        title: Option<String>,
        content: DialogContent,
    ) -> Result<DialogAnswer, CallError> {
        let (answer_sender, answer) = oneshot::channel();
        let id = DialogId::mint();
        if instance.open_dialogs.fetch_add(1, Ordering::Relaxed) >= self.limit {
            instance.open_dialogs.fetch_sub(1, Ordering::Relaxed);
            return Err(CallError::Limit(format!(
                "{} has {} dialogs open and may not open more",
                instance.name, self.limit
            )));
        }
        self.open().insert(id, answer_sender);
        let _open = OpenDialog { dialogs: self, instance: Some(instance), id };
        self.requests.push(UiRequest::OpenDialog(Dialog {
            id,
            plugin: instance.asker.plugin,
            plugin_name: instance.asker.name.clone(),
            title,
            content,
        }));
        Ok(answer.await.unwrap_or(DialogAnswer::Cancelled))
    }

    /// Asks for the host something about a plugin, which need not run. A dialog that goes
    /// away counts as cancelled.
    pub(crate) async fn ask_about(
        &self,
        plugin: PluginId,
        plugin_name: Arc<str>,
        content: DialogContent,
    ) -> DialogAnswer {
        let (answer_sender, answer) = oneshot::channel();
        let id = DialogId::mint();
        self.open().insert(id, answer_sender);
        let _open = OpenDialog { dialogs: self, instance: None, id };
        self.requests.push(UiRequest::OpenDialog(Dialog { id, plugin, plugin_name, title: None, content }));
        answer.await.unwrap_or(DialogAnswer::Cancelled)
    }

    /// Gives an answer to whoever waits for it; an answer to a closed dialog is ignored.
    pub(crate) fn answer(&self, id: DialogId, answer: DialogAnswer) {
        if let Some(waiting) = self.open().remove(&id) {
            // Nobody waits when the plugin has ended in this moment.
            let _ = waiting.send(answer);
        }
    }

    fn open(&self) -> MutexGuard<'_, HashMap<DialogId, oneshot::Sender<DialogAnswer>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A dialog that is open until this is dropped.
struct OpenDialog<'a> {
    dialogs: &'a Dialogs,
    /// Whose dialogs are counted.
    instance: Option<&'a Instance>,
    id: DialogId,
}

impl Drop for OpenDialog<'_> {
    fn drop(&mut self) {
        if let Some(instance) = self.instance {
            instance.open_dialogs.fetch_sub(1, Ordering::Relaxed);
        }
        if self.dialogs.open().remove(&self.id).is_some() {
            self.dialogs.requests.push(UiRequest::CloseDialog(self.id));
        }
    }
}
