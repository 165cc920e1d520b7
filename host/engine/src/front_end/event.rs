//! What a front end tells the engine.

use crate::identity::{DialogId, InstallId, PluginId, WindowId};
use crate::value::{Record, Value};
use std::path::PathBuf;

/// One thing that the user did.
#[derive(Clone, Debug, PartialEq)]
pub enum UiEvent {
    /// Run an op of a plugin. A stopped plugin is started first.
    RunOp {
        /// The plugin.
        plugin: PluginId,
        /// Name of the op; that of the plugin for its own op.
        op: String,
        /// Answers of the op's form, by field id.
        config: Record,
        /// The window that was active, whose data the op gets.
        active_window: Option<ActiveWindow>,
    },
    /// A field of an op's form has changed (sent when it has rested for 300 ms).
    UpdateOp {
        /// The plugin.
        plugin: PluginId,
        /// Name of the op.
        op: String,
        /// Answers of the op's form, by field id.
        config: Record,
    },
    /// The user has answered a dialog.
    AnswerDialog {
        /// The dialog.
        dialog: DialogId,
        /// The answer.
        answer: DialogAnswer,
    },
    /// The user has closed a window.
    CloseWindow(WindowId),
    /// Something happened in a window: `resize`, `focus` or an event of its own.
    WindowEvent {
        /// The window.
        window: WindowId,
        /// Name of the event.
        event: String,
        /// What goes with it.
        data: Value,
    },
    /// Read the plugin's file anew and start it again.
    Reload(PluginId),
    /// End a plugin now; its callers get an error.
    Terminate(PluginId),
    /// Cancel what the plugin is doing: it is ended and started again.
    Cancel(PluginId),
    /// Forget the plugin.
    Remove(PluginId),
    /// Load a plugin from a component file.
    LoadPlugin(PathBuf),
    /// Install a plugin from a component, a folder or an archive. How far that is, and the
    /// question whether to, are [`UiRequest::Install`](super::UiRequest::Install).
    Install(PathBuf),
    /// The user has agreed to an installation, or cancels it.
    AnswerInstall {
        /// The installation.
        install: InstallId,
        /// Whether to install it.
        is_accepted: bool,
    },
    /// Uninstall an installed plugin.
    Uninstall {
        /// The plugin.
        plugin: PluginId,
        /// Whether its private folder, settings and permissions stay.
        keeps_data: bool,
    },
    /// Load a plugin from a component file, or read the file anew if the plugin is loaded
    /// from there, and run its own op with the first answers of its form.
    RunComponent {
        /// The component.
        component: PathBuf,
        /// The window whose data the op gets.
        active_window: Option<ActiveWindow>,
    },
    /// Show image files in image windows; a folder is taken for a plugin to install.
    OpenImages(Vec<PathBuf>),
    /// The user has let files or folders go over a plugin or a window; it may read them from
    /// now on. At most [`MOST_DROPPED`](crate::MOST_DROPPED) are taken.
    DropFiles {
        /// Their absolute paths.
        paths: Vec<PathBuf>,
        /// Who gets them.
        target: DropTarget,
    },
    /// The user has looked at the plugin's log.
    LogSeen(PluginId),
    /// Which ops accept the data of this window; answered by
    /// [`UiRequest::OfferedOps`](super::UiRequest::OfferedOps).
    FindOps(WindowId),
    /// Choose a variant of a plugin; it is started anew.
    ChooseTag {
        /// The plugin.
        plugin: PluginId,
        /// One of its tags.
        tag: String,
    },
    /// Make an empty workspace and open it.
    CreateWorkspace(String),
    /// Close all windows, end all plugins, and open another workspace.
    SwitchWorkspace(String),
    /// Remove a workspace that is not open, with all that is kept in it.
    RemoveWorkspace(String),
    /// Tell what a plugin is allowed to do; answered by
    /// [`UiRequest::Permissions`](super::UiRequest::Permissions).
    ShowPermissions(PluginId),
    /// Take a permission back; it ends at once. Answered like `ShowPermissions`.
    RevokePermission {
        /// The plugin.
        plugin: PluginId,
        /// The permission, by [`PermissionEntry::id`](super::PermissionEntry::id).
        permission: u64,
    },
}

/// The window that was active when an op was run.
#[derive(Clone, Debug, PartialEq)]
pub struct ActiveWindow {
    /// Its name.
    pub name: String,
    /// Its type.
    pub window_type: String,
    /// Its data.
    pub data: Value,
}

/// On what files are dropped.
#[derive(Clone, Debug, PartialEq)]
pub enum DropTarget {
    /// A plugin: its op is run with them.
    Plugin {
        /// The plugin.
        plugin: PluginId,
        /// Name of the op; that of the plugin for its own op.
        op: String,
        /// Answers of the op's form, by field id.
        config: Record,
    },
    /// A window that [takes files](super::UiRequest::WindowTakesFiles): its plugin gets the
    /// event `drop`.
    Window {
        /// The window.
        window: WindowId,
    },
    /// An element of a window's content: its plugin gets an event `interaction` of the kind
    /// `drop`.
    Element {
        /// The window.
        window: WindowId,
        /// Id of the element.
        element: String,
        /// What else the event tells, such as the `position`.
        fields: Record,
    },
}

/// The answer to a dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum DialogAnswer {
    /// OK, with the kind of value that the dialog's
    /// [`DialogContent`](super::DialogContent) names.
    Confirmed(Value),
    /// Files or folders that the user has chosen in a file dialog.
    Picked {
        /// Their absolute paths.
        paths: Vec<PathBuf>,
        /// Whether the plugin may use them from now on, also when the host is started
        /// again; looked at only where
        /// [`FileQuestion::offers_remember`](super::FileQuestion::offers_remember).
        is_remembered: bool,
    },
    /// Cancel, Escape, or the dialog was closed.
    Cancelled,
    /// This front end cannot ask: one sentence why.
    Refused(String),
}
