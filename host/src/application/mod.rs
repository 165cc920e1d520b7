//! The application shell: everything around the windows.
//!
//! Purpose: shows what the engine tells and tells the engine what the user does. Each
//! frame takes the engine's requests into retained state, draws that state, and carries
//! out the [`Command`](command::Command)s that the widgets gave.
//!
//! **Invariants**
//! * The GUI thread never waits: not for the engine, not for a plugin, not for a disk.
//! * At rest nothing is drawn. A frame comes from input, from the engine
//!   ([`UiQueue::set_wake`](imjoy_engine::front_end::UiQueue::set_wake)), or from
//!   something that moves: a busy sign draws ten frames a second, a message only fades.
//! * Texts of plugins are cut and cleaned before they are drawn ([`text`]), and a dialog
//!   carries its plugin's true name in a look that only the host draws.
//! * Colours and spacings are in [`theme`] alone.
//!
//! **AccessKit labels**, stable, for tests and screen readers:
//!
//! | Where | Labels |
//! |---|---|
//! | Top bar | `File`, `View`, `Help`; items `Open image…`, `Load plugin…`, `Install plugin…`, `New plugin…` (in it `<language>` and `<language> window`), `Edit plugin…`, `Quit`, `Log`, `Tile windows`, `Light theme`, `Dark theme`, `System theme`, `System file dialogs`, `Keyboard shortcuts`; `Status <text>`, `Cancel progress`, `Progress`, `Messages list` |
//! | Menu Windows | `Windows`; items `Arrange in grid`, `Cascade`, `Maximise or restore`, `Hide window`, `Close active window`, `Close all windows`, `Go to <title>`, `Go to <title> (hidden)` |
//! | Workspaces | `Workspace <name>`; items `Switch to <name>`, `New workspace…`, `Remove`, in it `Remove <name>`; in the dialogs `Name of the workspace`, `Create`, `Remove`, `Cancel` |
//! | Op on a window | `Options of <op>` around the form, `Run on the window`, `Cancel` |
//! | Plugin list | `API examples`, `Arrow of API examples`, `Search plugins`, `Load plugin…`; of a plugin: `Run <name>`, `Options of <name>`, `Menu of <name>`, `Errors of <name>`, `Try again <name>`, `Restart <name>`, `Progress of <name>`, `<name> is busy`; menu items `Reload`, `Terminate`, `Tag <tag>`, `Permissions`, `Log`, `Docs`, `Edit`, `Remove` or `Uninstall…`; `Edit <name>` of one that cannot be loaded; `<name> needs a browser`, `Cancel <name>` of one that only waits |
//! | Ops | `Run <name> with options` for the plugin's own op, `Run <op> of <name>` for another |
//! | Form fields | the text in front without its colon, else the field's own label, else its key; a file field is `Choose file for <label>` |
//! | Dialogs | `Dialog of <name>`; the plugin's labels of the buttons, else `OK` and `Cancel`; the field of a prompt is `Answer`; `Stop plugin` when a plugin asks again and again |
//! | Question for permission | `Permission for <name>`; `Deny`, `Allow once`, `Always allow`, or `Allow` where there is no "always" |
//! | Permissions | `Permissions of <name>`; `Revoke <what>`, `Ask again <what>`, `Revoke all`, `Close` |
//! | Installing | `Installing <file>`, `Progress of the installation`; `Install <name>` with `Install` or `Update`, `Cancel`; `Not installed` with `Close`; `Uninstall <name>` with `Keep its data`, `Uninstall`, `Cancel`; `Load or install` with `Load for this workspace`, `Install…`, `Cancel` |
//! | A plugin that needs a browser is run | `<name> needs a web browser`; `Close`, `Open documentation`, `Edit the plugin` |
//! | Dialogs of the host | `Close`, `Copy` |
//! | Messages | `Messages` around them, `Dismiss <text>`; in the list `Clear messages` |
//! | File browser | `Path`, `Filter files`, `Parent folder`, `Home`, `Desktop`, `Pictures`, `Documents`, `Downloads`, `File system`, `Current folder`, `Sample images`, folders of late by name, `Sort by name`, `Sort by size`, `Sort by date`, rows by name, `Type of files`, `Hidden files`, `Remember: <name> may use …`, `Open` (`Choose` where folders may be chosen, `Save` for saving), `Cancel`, `Preview`; for saving `File name`, `New folder`, `Folder name`, `Create`, `Replace`, `Keep` |
//! | Before a file dialog of the system, and while it is open | `Choose files` around it, `Remember: <name> may use …`, `Choose…`, `Cancel` |
//!
//! Known limits: on Wayland the window comes back with its size but not at its place;
//! characters that egui's fonts lack (for example Chinese) are drawn as boxes.

mod appearance;
mod browser_notice;
mod busy;
mod command;
mod dialogs;
mod dropping;
pub(crate) mod file_browser;
mod focus;
pub(crate) mod form;
mod host_text;
mod installing;
mod native;
mod notifications;
mod op_dialog;
mod permission_page;
mod plugin_icon_ui;
mod plugins;
#[cfg(all(unix, not(target_os = "macos")))]
mod pointer_x11;
mod segments;
mod settle;
mod shell;
mod shortcuts;
mod symbols;
mod text;
pub mod theme;
mod top_bar;
mod window_dialogs;
mod windows_menu;
mod workspace_menu;

pub use appearance::Appearance;
pub use dropping::PointerSource;
pub use file_browser::{RfdDialogs, SystemChoice, SystemDialogs, SystemQuestion};
pub use native::{NativeError, run_native};
pub use shell::{Application, ApplicationOptions};
