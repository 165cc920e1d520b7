//! What a person asked for by a click or a key, collected while drawing and carried out
//! afterwards by the [`Application`](super::Application).
//!
//! Drawing code gets only what it draws and a [`Commands`]; it cannot change another
//! part of the application.

use crate::templates::{TemplateKind, TemplateLanguage};
use crate::windows::workspace::{WindowKey, WorkspaceCommand};
use imjoy_engine::front_end::UiEvent;
use imjoy_engine::identity::{DialogId, PluginId};
use imjoy_engine::value::Record;
use std::path::PathBuf;
use std::sync::Arc;

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Command {
    /// Tell the engine.
    Send(UiEvent),
    /// Run an op on the data of the window that is active.
    RunOp { plugin: PluginId, op: String, config: Record },
    /// Arrange windows.
    Workspace(WorkspaceCommand),
    /// The user is about to open another workspace.
    LeaveWorkspace,
    /// Show the log of a plugin, or of all.
    OpenLog(Option<(PluginId, Arc<str>)>),
    /// Show what a plugin is allowed to do.
    ShowPermissions(PluginId, Arc<str>),
    /// Ask whether to uninstall a plugin.
    Uninstall(PluginId, Arc<str>),
    /// Show a text in a dialog of the host.
    ShowText(HostText),
    /// Open an editor for a new plugin.
    NewPlugin(TemplateLanguage, TemplateKind),
    /// Open an editor for the source of a plugin.
    EditPlugin(PluginId),
    /// Show the documentation of a plugin in a window.
    ShowDocs(PluginId),
    /// Let the user pick files.
    Browse(BrowseFor),
    /// Files were picked in that folder.
    NotePicked(Option<PathBuf>),
    /// Use the file dialogs of the system, or no longer.
    UseSystemDialogs(bool),
    /// Put the keyboard into the search field of the plugin list.
    FocusSearch,
    /// Close the application.
    Quit,
}

/// A text of the host, or one that it shows for a plugin.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct HostText {
    pub(super) title: String,
    pub(super) text: String,
    pub(super) is_markdown: bool,
}

/// What the user picks files for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum BrowseFor {
    /// Images to show.
    Images,
    /// A plugin to load.
    Plugin,
    /// A plugin to install: a component, an archive or a folder.
    Package,
    /// The question of a plugin.
    Question,
    /// The source of a plugin to edit.
    Source,
    /// A file that a window asks for.
    Window { window: WindowKey, extensions: Vec<String> },
    /// The answer of a field.
    Field { target: FormTarget, key: String, extensions: Vec<String> },
}

/// A form that is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum FormTarget {
    /// The form of an op.
    Op { plugin: PluginId, op: Arc<str> },
    /// The form of a dialog.
    Dialog(DialogId),
    /// The form of an op that is run on a window.
    OpDialog,
}

/// Commands in the order in which they were given.
#[derive(Default)]
pub(super) struct Commands(Vec<Command>);

impl Commands {
    pub(super) fn push(&mut self, command: Command) {
        self.0.push(command);
    }

    pub(super) fn send(&mut self, event: UiEvent) {
        self.push(Command::Send(event));
    }

    pub(super) fn take(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.0)
    }
}
