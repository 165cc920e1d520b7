//! The keyboard shortcuts: one table for what they do and for the help.

use super::command::{BrowseFor, Command, Commands, HostText};
use crate::windows::workspace;
use egui::{Context, Key, KeyboardShortcut, Modifiers, Ui};

/// Opens images.
pub(super) const OPEN_IMAGE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::O);
/// Loads a plugin.
pub(super) const LOAD_PLUGIN: KeyboardShortcut =
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::O);
/// Shows the log.
pub(super) const LOG: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::L);
/// Searches the plugins.
pub(super) const SEARCH: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::F);
/// Closes the application.
pub(super) const QUIT: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Q);

/// Shortcuts of the application in the order in which they are tried: the longer of two
/// that share a key comes first.
const ALL: [(KeyboardShortcut, &str); 5] = [
    (LOAD_PLUGIN, "Load a plugin"),
    (OPEN_IMAGE, "Open images"),
    (LOG, "Show the log"),
    (SEARCH, "Search the plugins"),
    (QUIT, "Quit"),
];

/// Keys that belong to a part of the window.
const OTHERS: [(&str, &str); 7] = [
    ("Ctrl +, Ctrl -, Ctrl 0", "Enlarge, shrink, reset the whole window's contents"),
    ("Tab, Shift Tab", "Go to the next or previous field or button"),
    ("Space or Enter", "Press the button that has the keyboard"),
    ("Enter, Escape", "Confirm or cancel a dialog"),
    ("Up, Down", "Change the number that is edited"),
    ("Mouse wheel, drag", "Zoom and move an image"),
    ("Shift Enter, Ctrl S, Ctrl L", "Run, save, reload the plugin in an editor"),
];

/// The shortcut as text for a menu.
pub(super) fn text(ui: &Ui, shortcut: &KeyboardShortcut) -> String {
    ui.ctx().format_shortcut(shortcut)
}

/// Gives the commands of the shortcuts that were pressed. `is_editing`: the active window is
/// an editor, which has some of them for itself.
pub(super) fn handle(context: &Context, is_editing: bool, commands: &mut Commands) {
    let is_editors = |shortcut: KeyboardShortcut| is_editing && matches!(shortcut, SEARCH | LOG);
    for (shortcut, _) in ALL.into_iter().filter(|(shortcut, _)| !is_editors(*shortcut)) {
        if context.input_mut(|input| input.consume_shortcut(&shortcut)) {
            commands.push(command(shortcut));
        }
    }
}

fn command(shortcut: KeyboardShortcut) -> Command {
    match shortcut {
        LOAD_PLUGIN => Command::Browse(BrowseFor::Plugin),
        OPEN_IMAGE => Command::Browse(BrowseFor::Images),
        LOG => Command::OpenLog(None),
        SEARCH => Command::FocusSearch,
        _ => Command::Quit,
    }
}

/// The help text.
pub(super) fn help(ui: &Ui) -> HostText {
    let mut text = String::new();
    for (shortcut, meaning) in ALL {
        text.push_str(&format!("{}   {meaning}\n", self::text(ui, &shortcut)));
    }
    text.push('\n');
    for (keys, meaning) in OTHERS {
        text.push_str(&format!("{keys}   {meaning}\n"));
    }
    text.push_str("\nWindows\n");
    for (keys, meaning) in workspace::EXPLAINED {
        text.push_str(&format!("{keys}   {meaning}\n"));
    }
    HostText { title: "Keyboard shortcuts".to_owned(), text, is_markdown: false }
}
