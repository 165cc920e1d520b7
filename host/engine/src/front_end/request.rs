//! What the engine asks a front end to show.

use super::install::InstallSnapshot;
use crate::form::Form;
use crate::identity::{DialogId, PluginId, WindowId};
use crate::interface::Element;
use crate::value::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One thing to show, replace or take away.
#[derive(Clone, Debug, PartialEq)]
pub enum UiRequest {
    /// A plugin is new or has changed; replaces what was known of it.
    Plugin(PluginSnapshot),
    /// A plugin has been removed.
    PluginRemoved(PluginId),
    /// Show a dialog and answer with
    /// [`UiEvent::AnswerDialog`](super::UiEvent::AnswerDialog).
    OpenDialog(Dialog),
    /// Nobody waits for the dialog any more.
    CloseDialog(DialogId),
    /// Show a window.
    OpenWindow(WindowDescription),
    /// A window has new contents.
    UpdateWindow(WindowUpdate),
    /// A window shows a tree of elements, in the place of an earlier one.
    WindowContent {
        /// The window.
        window: WindowId,
        /// The whole tree; what has not changed is shared with the earlier one.
        content: Arc<Element>,
    },
    /// Bring a window to the front.
    FocusWindow(WindowId),
    /// Take a window away.
    CloseWindow(WindowId),
    /// Move and resize a window; without a rectangle it gets its default size and is
    /// placed anew.
    PlaceWindow {
        /// The window.
        window: WindowId,
        /// Its new place in grid cells.
        rectangle: Option<WindowRectangle>,
    },
    /// Show a window that is hidden.
    ShowWindow(WindowId),
    /// Hide a window; it stays open.
    HideWindow(WindowId),
    /// The ops whose `inputs` accept the data of a window; the answer to
    /// [`UiEvent::FindOps`](super::UiEvent::FindOps).
    OfferedOps {
        /// The window.
        window: WindowId,
        /// The ops, by plugin name and op name.
        ops: Vec<OfferedOp>,
    },
    /// Whether the plugin of a window wants the files that are dropped on it
    /// ([`UiEvent::DropFiles`](super::UiEvent::DropFiles)).
    WindowTakesFiles {
        /// The window.
        window: WindowId,
        /// Whether it does; at first it does not.
        takes: bool,
    },
    /// The workspaces that there are; replaces what was known.
    Workspaces {
        /// The one that is open.
        current: Arc<str>,
        /// All of them, sorted; always with `default` and `sandbox`.
        names: Vec<Arc<str>>,
    },
    /// The application's status text.
    Status(StatusText),
    /// The application's progress, in percent (0 to 100), and the plugin that reports
    /// it; `None` when nothing is in progress.
    Progress(Option<(PluginId, f32)>),
    /// A short message.
    Snackbar(Snackbar),
    /// Draw anew (`api.utils.$forceUpdate`).
    Repaint,
    /// Open a URL, which the user has agreed to, in their browser or mail program.
    OpenUrl {
        /// The plugin that asked for it.
        plugin_name: Arc<str>,
        /// An http, https or mailto URL.
        url: String,
    },
    /// A plugin is being installed; replaces what was known of that installation.
    Install(InstallSnapshot),
    /// What a plugin is allowed to do; the answer to
    /// [`UiEvent::ShowPermissions`](super::UiEvent::ShowPermissions) and to each
    /// revocation.
    Permissions {
        /// The plugin.
        plugin: PluginId,
        /// All that it is allowed to do, and what it may not ask for any more.
        permissions: Vec<PermissionEntry>,
    },
}

/// All that a front end shows of a plugin.
#[derive(Clone, Debug, PartialEq)]
pub struct PluginSnapshot {
    /// The plugin.
    pub id: PluginId,
    /// Unique name, shown to people and used by other plugins.
    pub name: Arc<str>,
    /// Version, for example `0.1.0`.
    pub version: Arc<str>,
    /// One line that says what the plugin does.
    pub description: Arc<str>,
    /// An emoji or a short text; empty for none.
    pub icon: Arc<str>,
    /// Documentation as Markdown; empty for none.
    pub docs: Arc<str>,
    /// Where the plugin came from: a path, "built in" or "installed".
    pub source: Arc<str>,
    /// The file that it was loaded from; none for one that is built in or installed.
    pub file: Option<Arc<Path>>,
    /// Name of the plugin that it is a part of, for one that was loaded from a text by it.
    pub part_of: Option<Arc<str>>,
    /// Whether it is installed, and loaded in every workspace.
    pub is_installed: bool,
    /// What it is written in, as far as the host knows.
    pub language: PluginLanguage,
    /// Whether it is a window plugin that draws HTML and so cannot run here; it is listed,
    /// and has its documentation.
    pub needs_browser: bool,
    /// Whether it can be run.
    pub state: PluginState,
    /// Number of calls under way.
    pub running_calls: u32,
    /// Whether these wait for something that nothing in the plugin can bring about: an event,
    /// another call, or a promise that is never settled. Known of plugins in text alone.
    pub is_waiting: bool,
    /// The plugin's own progress in percent (0 to 100), while there is any.
    pub progress: Option<f32>,
    /// The plugin's own status text; empty for none.
    pub status: Arc<str>,
    /// Errors in its log since the log was last shown.
    pub unseen_errors: u32,
    /// Its ops; the first, of the plugin's own name, is what the run button runs.
    pub ops: Vec<OpDescription>,
    /// Whether the run button makes sense.
    pub runnable: bool,
    /// Whether each run opens a new window with an instance of its own.
    pub is_window_plugin: bool,
    /// Words under which it is grouped.
    pub labels: Arc<[String]>,
    /// The variants that the user can choose from; empty for most plugins.
    pub tags: Arc<[String]>,
    /// The chosen variant.
    pub tag: Option<Arc<str>>,
    /// Linear memory in use, in bytes.
    pub memory_bytes: u64,
    /// CPU time spent in the plugin since it was started, in seconds.
    pub cpu_seconds: f64,
}

/// What a plugin is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum PluginLanguage {
    /// Compiled to a component, from whatever language.
    #[default]
    Component,
    /// JavaScript, run from its text.
    JavaScript,
    /// Python, run from its text.
    Python,
}

/// Whether a plugin can be run.
#[derive(Clone, Debug, PartialEq)]
pub enum PluginState {
    /// On its way to be ready.
    Loading(LoadStage),
    /// Can be run.
    Ready,
    /// Has never been ready: one sentence why.
    Failed(Arc<str>),
    /// Was ready and has ended: one sentence why. A run or reload starts it anew.
    Stopped(Arc<str>),
}

/// Steps of loading, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LoadStage {
    /// Waiting for another plugin to be compiled.
    Waiting,
    /// Reading the file and checking what it imports and exports.
    Checking,
    /// Compiling to machine code, or taking that from the cache.
    Compiling,
    /// Making the sandbox.
    Instantiating,
    /// Running the plugin's `setup`.
    SettingUp,
}

impl LoadStage {
    /// What is being done, for people.
    pub fn label(self) -> &'static str {
        match self {
            LoadStage::Waiting => "waiting",
            LoadStage::Checking => "checking",
            LoadStage::Compiling => "compiling",
            LoadStage::Instantiating => "starting",
            LoadStage::SettingUp => "setting up",
        }
    }
}

/// An op of a plugin.
#[derive(Clone, Debug, PartialEq)]
pub struct OpDescription {
    /// Name of the op; that of the plugin for its own op.
    pub name: Arc<str>,
    /// Its form; without elements when there is nothing to fill in.
    pub form: Arc<Form>,
    /// Whether a change of the form is to be sent as
    /// [`UiEvent::UpdateOp`](super::UiEvent::UpdateOp).
    pub has_update: bool,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// Plain text.
    Plain,
    /// HTML of which only basic formatting is shown.
    Html,
}

/// Text of a dialog.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageText {
    /// What the dialog says.
    pub content: String,
    /// How that is written.
    pub format: TextFormat,
    /// Label of the button that confirms.
    pub confirm_text: String,
    /// Label of the button that cancels.
    pub cancel_text: String,
}

/// A dialog.
#[derive(Clone, Debug, PartialEq)]
pub struct Dialog {
    /// The dialog.
    pub id: DialogId,
    /// The plugin that asks.
    pub plugin: PluginId,
    /// Its true name, known to the host.
    pub plugin_name: Arc<str>,
    /// Title chosen by the plugin; shown beside its true name.
    pub title: Option<String>,
    /// What is asked.
    pub content: DialogContent,
}

/// What a dialog asks.
#[derive(Clone, Debug, PartialEq)]
pub enum DialogContent {
    /// A message with OK. Answer: [`Value::Absent`].
    Alert(MessageText),
    /// A question with OK and Cancel. Answer: [`Value::Boolean`].
    Confirm(MessageText),
    /// A question for a line of text. Answer: [`Value::Text`].
    Prompt {
        /// The question.
        message: MessageText,
        /// Shown in the empty field.
        placeholder: Option<String>,
        /// The field's first text.
        default: Option<String>,
    },
    /// A form. Answer: [`Value::Record`].
    Form(Arc<Form>),
    /// Which variant of a plugin to load. Answer: the [`Value::Text`] of one of the tags.
    ChooseTag {
        /// The variants; at least one.
        tags: Arc<[String]>,
        /// The one that is chosen at first.
        default: String,
    },
    /// Whether the plugin may do something. It is asked by the host, in a look that no
    /// plugin can imitate. Answer: the [`Value::Text`] [`ALLOW_ONCE`] or, where
    /// [`PermissionWish::offers_always`], [`ALLOW_ALWAYS`]; anything else denies.
    Permission(PermissionWish),
    /// Files or folders to choose. Answer:
    /// [`DialogAnswer::Picked`](super::DialogAnswer::Picked), at least one.
    File(FileQuestion),
    /// Where to save something. Answer:
    /// [`DialogAnswer::Picked`](super::DialogAnswer::Picked) with one path; the user has
    /// agreed to replace a file that is there.
    SaveFile {
        /// Name without folders to begin with.
        name: String,
        /// How much will be written, in bytes, where that is known.
        bytes: Option<u64>,
    },
}

/// The answer of [`DialogContent::Permission`] that allows it this time.
pub const ALLOW_ONCE: &str = "once";
/// The answer of [`DialogContent::Permission`] that allows it from now on.
pub const ALLOW_ALWAYS: &str = "always";

/// What a plugin wishes to do.
#[derive(Clone, Debug, PartialEq)]
pub enum PermissionWish {
    /// Open a URL: its text in three parts, so that who is behind it can be emphasised.
    OpenUrl {
        /// What comes before the host.
        before: String,
        /// The host of a web address, the recipients of a mail address.
        host: String,
        /// The rest.
        after: String,
        /// Whether it can be allowed for good.
        offers_always: bool,
    },
    /// Read a file, or all that is in a folder, by a URL.
    FileUrl {
        /// The absolute path.
        path: String,
        /// What is there now.
        found: FileKind,
    },
    /// What the plugin's manifest declares and the user has not decided yet. Answer: a
    /// [`Value::Record`] with a field for each wish that is allowed, by its id: the
    /// absolute path where one is to be chosen, else `true`; and [`FOR_THIS_RUN`].
    Declared(Arc<[DeclaredWish]>),
}

/// Field of the answer to [`PermissionWish::Declared`]: `true` allows it until the host
/// ends or the plugin is reloaded, and nothing is kept.
pub const FOR_THIS_RUN: &str = "for this run";

/// One thing that a plugin's manifest declares.
#[derive(Clone, Debug, PartialEq)]
pub struct DeclaredWish {
    /// Its name in the answer.
    pub id: String,
    /// What it lets the plugin do, in the host's words.
    pub text: String,
    /// Why, in the plugin's words.
    pub reason: String,
    /// What the user is to choose for it, if anything.
    pub choice: Option<FileChoice>,
    /// Where the plugin thinks that might be.
    pub suggestion: Option<PathBuf>,
    /// Whether the plugin works without.
    pub is_optional: bool,
}

impl PermissionWish {
    /// Whether it can be allowed for good.
    pub fn offers_always(&self) -> bool {
        matches!(self, PermissionWish::OpenUrl { offers_always: true, .. })
    }
}

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// Nothing that can be read.
    Nothing,
}

/// What a plugin lets the user choose.
#[derive(Clone, Debug, PartialEq)]
pub struct FileQuestion {
    /// What may be chosen.
    pub choice: FileChoice,
    /// Whether more than one may be chosen.
    pub takes_many: bool,
    /// Folder to show first.
    pub folder: Option<PathBuf>,
    /// What the plugin may do with what is chosen.
    pub access: FileAccess,
    /// Whether the user may let the plugin use it from now on, by
    /// [`DialogAnswer::Picked::is_remembered`](super::DialogAnswer::Picked::is_remembered).
    pub offers_remember: bool,
}

/// What a plugin may do with a file, or with a folder and all that is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum FileAccess {
    /// Read.
    #[default]
    Read,
    /// Read, change, make and remove.
    ReadWrite,
}

/// What may be chosen in a file dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileChoice {
    /// Files.
    Files,
    /// Folders.
    Folders,
    /// Both.
    Any,
}

/// One line of what a plugin is allowed to do.
#[derive(Clone, Debug, PartialEq)]
pub struct PermissionEntry {
    /// For [`UiEvent::RevokePermission`](super::UiEvent::RevokePermission).
    pub id: u64,
    /// What it is.
    pub kind: PermissionKind,
    /// What it lets the plugin do, for people.
    pub text: String,
    /// Why the plugin wants it, in its own words; empty where it does not say.
    pub reason: String,
}

/// How long a permission holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermissionKind {
    /// Until it is revoked.
    Kept,
    /// Until the host ends or the plugin is removed.
    ThisRun,
    /// It was refused and is refused without a question. Revoking that lets the plugin ask
    /// again.
    Refused,
    /// The plugin declares that it wants it, and it has not been asked for yet. There is
    /// nothing to revoke.
    Declared,
}

/// A new window.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowDescription {
    /// The window.
    pub id: WindowId,
    /// The plugin that opened it; `None` for the host itself.
    pub plugin: Option<PluginId>,
    /// Name of that plugin, known to the host.
    pub plugin_name: Option<Arc<str>>,
    /// Title.
    pub name: String,
    /// Window type, for example `imjoy/image`.
    pub window_type: String,
    /// What it shows.
    pub data: Value,
    /// Its settings.
    pub config: Value,
    /// Column of the left edge in cells of 30 pixels.
    pub x: Option<u32>,
    /// Row of the upper edge.
    pub y: Option<u32>,
    /// Width in columns.
    pub w: Option<u32>,
    /// Height in rows.
    pub h: Option<u32>,
    /// Where it is shown.
    pub presentation: WindowPresentation,
    /// The file that the user opened in it; never told to plugins.
    pub file: Option<Arc<Path>>,
    /// Whether it stands in for a window that its plugin draws with HTML: it says so, offers
    /// the plugin's documentation, and shows its data as `imjoy/generic` does.
    pub needs_browser: bool,
}

/// Where a window is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum WindowPresentation {
    /// In the workspace.
    #[default]
    Workspace,
    /// In the workspace, filling it until the user restores its size.
    Maximised,
    /// Above everything, as a dialog of its plugin.
    Dialog,
}

/// A place in cells of 30 pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowRectangle {
    /// Column of the left edge.
    pub x: u32,
    /// Row of the upper edge.
    pub y: u32,
    /// Width in columns.
    pub w: u32,
    /// Height in rows.
    pub h: u32,
}

/// An op that can be run on the data of a window.
#[derive(Clone, Debug, PartialEq)]
pub struct OfferedOp {
    /// The plugin.
    pub plugin: PluginId,
    /// Its name.
    pub plugin_name: Arc<str>,
    /// Name of the op.
    pub op: Arc<str>,
}

/// New contents of a window; what is `None` stays.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowUpdate {
    /// The window.
    pub id: WindowId,
    /// New title.
    pub name: Option<String>,
    /// The whole new data, already merged.
    pub data: Option<Value>,
    /// The whole new settings, already merged.
    pub config: Option<Value>,
    /// One sentence when the run of the plugin that fed the window has ended. It stays
    /// so after a restart: the new run knows nothing of the window.
    pub owner_ended: Option<Arc<str>>,
}

/// The application's status text.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusText {
    /// The plugin that set it; `None` for the host.
    pub plugin: Option<PluginId>,
    /// The text.
    pub text: String,
    /// Whether it tells of an error.
    pub is_error: bool,
}

/// A short message.
#[derive(Clone, Debug, PartialEq)]
pub struct Snackbar {
    /// The plugin that sent it; `None` for the host.
    pub plugin: Option<PluginId>,
    /// Name of that plugin.
    pub plugin_name: Option<Arc<str>>,
    /// The text.
    pub text: String,
    /// How long it is shown, in seconds.
    pub duration_secs: f64,
    /// Whether it tells of an error.
    pub is_error: bool,
}
