//! A user who answers every dialog of a plugin, so that a sample runs to its end by itself.

use imjoy_engine::front_end::{
    ALLOW_ONCE, ActiveWindow, Dialog, DialogAnswer, DialogContent, UiEvent, UiRequest, WindowDescription,
};
use imjoy_engine::identity::PluginId;
use imjoy_engine::value::{Record, Value};
use imjoy_tests::TestEngine;
use std::path::PathBuf;
use tempfile::TempDir;

/// Says yes to everything, leaves forms as they are, chooses the same files and saves into a folder of its own.
pub struct User {
    /// What is chosen in every file dialog.
    pub files: Vec<PathBuf>,
    /// Where files are saved, under the names that plugins suggest.
    pub folder: TempDir,
}

impl User {
    pub fn new() -> Self {
        Self { files: Vec::new(), folder: tempfile::tempdir().unwrap() }
    }

    /// A user who chooses a file of that name and contents.
    pub fn with_file(name: &str, contents: impl AsRef<[u8]>) -> Self {
        let mut user = Self::new();
        let path = user.folder.path().join(name);
        std::fs::write(&path, contents).unwrap();
        user.files.push(path);
        user
    }

    /// A file that was saved.
    pub fn saved(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    fn answer(&self, dialog: &Dialog) -> DialogAnswer {
        let picked = |paths| DialogAnswer::Picked { paths, is_remembered: false };
        match &dialog.content {
            DialogContent::Alert(_) => DialogAnswer::Confirmed(Value::Absent),
            DialogContent::Confirm(_) => DialogAnswer::Confirmed(true.into()),
            DialogContent::Prompt { default, placeholder, .. } => {
                let text = default.clone().or_else(|| placeholder.clone()).unwrap_or_default();
                DialogAnswer::Confirmed(text.into())
            }
            DialogContent::Form(form) => DialogAnswer::Confirmed(Value::Record(form.default_answers())),
            DialogContent::ChooseTag { default, .. } => DialogAnswer::Confirmed(default.as_str().into()),
            DialogContent::Permission(_) => DialogAnswer::Confirmed(ALLOW_ONCE.into()),
            DialogContent::File(_) => picked(self.files.clone()),
            DialogContent::SaveFile { name, .. } => picked(vec![self.folder.path().join(name)]),
        }
    }

    /// Waits for a request that `wanted` accepts, and answers the dialogs until then. An error that is told to the
    /// user fails the test.
    pub fn wait_for<R>(&self, engine: &mut TestEngine, mut wanted: impl FnMut(&UiRequest) -> Option<R>) -> R {
        let link = engine.engine.link();
        engine.request(|request| {
            match request {
                UiRequest::OpenDialog(dialog) => {
                    link.send(UiEvent::AnswerDialog { dialog: dialog.id, answer: self.answer(dialog) });
                }
                UiRequest::Snackbar(snackbar) if snackbar.is_error => panic!("{}", snackbar.text),
                _ => {}
            }
            wanted(request)
        })
    }

    /// Presses Run on an op, with the first answers of its form but for those in `config`.
    pub fn run(
        &self,
        engine: &TestEngine,
        plugin: PluginId,
        op: &str,
        config: Record,
        active_window: Option<ActiveWindow>,
    ) {
        let config = answers(engine, plugin, op, config);
        engine.engine.send(UiEvent::RunOp { plugin, op: op.to_owned(), config, active_window });
    }
}

/// The first answers of an op's form with some others in their place.
pub fn answers(engine: &TestEngine, plugin: PluginId, op: &str, changes: Record) -> Record {
    let snapshot = engine.engine.info(plugin).unwrap().snapshot;
    let known = snapshot.ops.iter().find(|known| &*known.name == op);
    let mut config = known.unwrap_or_else(|| panic!("there is no op {op}")).form.default_answers();
    config.merge(changes);
    config
}

/// Accepts a status text that contains `part`; gives the whole text.
pub fn status(part: &str) -> impl FnMut(&UiRequest) -> Option<String> {
    move |request| match request {
        UiRequest::Status(status) if status.text.contains(part) => Some(status.text.clone()),
        _ => None,
    }
}

/// Accepts a new window of that type.
pub fn window(window_type: &str) -> impl FnMut(&UiRequest) -> Option<WindowDescription> {
    move |request| match request {
        UiRequest::OpenWindow(window) if window.window_type == window_type => Some(window.clone()),
        _ => None,
    }
}
