//! What the user can ask of the workspace, by a key or a menu.

use super::frame::WindowKey;
use super::snap::Zone;
use egui::{Key, KeyboardShortcut, Modifiers};

/// One thing to do. Where no window is named the active one is meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WorkspaceCommand {
    /// Show a window and bring it to the front.
    Focus(WindowKey),
    /// Show the window of this number, from 0, and bring it to the front.
    FocusNumber(usize),
    /// Bring the next window to the front.
    Next,
    /// Bring the previous window to the front.
    Previous,
    /// Close the window.
    Close,
    /// Close all windows.
    CloseAll,
    /// Hide the window; it stays in the menu of windows.
    Hide,
    /// Let the window fill the workspace, or no longer.
    ToggleMaximised,
    /// Show only the title bar, or all.
    ToggleCollapsed,
    /// Move the window by cells to the right and down.
    Move(i8, i8),
    /// Enlarge the window by cells to the right and down.
    Grow(i8, i8),
    /// Let the window fill a part of the workspace.
    Fill(Zone),
    /// Tile the windows, or no longer.
    ToggleTiled,
    /// Make all windows equally large and put them side by side.
    ArrangeInGrid,
    /// Put the windows one over the other so that all titles are seen.
    Cascade,
}

/// When a key counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// Unless a dialog is open.
    Always,
    /// While no field has the keyboard: fields have a use for these keys.
    KeyboardIsFree,
}

const CONTROL: Modifiers = Modifiers::COMMAND;
const CONTROL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const ALT_SHIFT: Modifiers = Modifiers::ALT.plus(Modifiers::SHIFT);

const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

/// Shows and hides the tiles.
pub const TILE: KeyboardShortcut = key(CONTROL, Key::T);
/// Closes the active window.
pub const CLOSE: KeyboardShortcut = key(CONTROL, Key::W);
/// Closes all windows.
pub const CLOSE_ALL: KeyboardShortcut = key(CONTROL_SHIFT, Key::W);
/// Hides the active window.
pub const HIDE: KeyboardShortcut = key(CONTROL, Key::H);
/// Maximises and restores the active window.
pub const MAXIMISE: KeyboardShortcut = key(CONTROL, Key::M);
/// Arranges all windows in a grid.
pub const ARRANGE_IN_GRID: KeyboardShortcut = key(CONTROL_SHIFT, Key::G);

/// The keys in the order in which they are tried: of two that share a key, the one with
/// more modifiers comes first.
const KEYS: [(KeyboardShortcut, WorkspaceCommand, When); 32] = [
    (CLOSE_ALL, WorkspaceCommand::CloseAll, When::Always),
    (CLOSE, WorkspaceCommand::Close, When::Always),
    (key(Modifiers::CTRL.plus(Modifiers::SHIFT), Key::Tab), WorkspaceCommand::Previous, When::Always),
    (key(Modifiers::CTRL, Key::Tab), WorkspaceCommand::Next, When::Always),
    (key(CONTROL_SHIFT, Key::M), WorkspaceCommand::ToggleCollapsed, When::Always),
    (MAXIMISE, WorkspaceCommand::ToggleMaximised, When::Always),
    (HIDE, WorkspaceCommand::Hide, When::Always),
    (TILE, WorkspaceCommand::ToggleTiled, When::Always),
    (ARRANGE_IN_GRID, WorkspaceCommand::ArrangeInGrid, When::Always),
    (key(CONTROL_SHIFT, Key::ArrowLeft), WorkspaceCommand::Move(-1, 0), When::KeyboardIsFree),
    (key(CONTROL_SHIFT, Key::ArrowRight), WorkspaceCommand::Move(1, 0), When::KeyboardIsFree),
    (key(CONTROL_SHIFT, Key::ArrowUp), WorkspaceCommand::Move(0, -1), When::KeyboardIsFree),
    (key(CONTROL_SHIFT, Key::ArrowDown), WorkspaceCommand::Move(0, 1), When::KeyboardIsFree),
    (key(ALT_SHIFT, Key::ArrowLeft), WorkspaceCommand::Grow(-1, 0), When::KeyboardIsFree),
    (key(ALT_SHIFT, Key::ArrowRight), WorkspaceCommand::Grow(1, 0), When::KeyboardIsFree),
    (key(ALT_SHIFT, Key::ArrowUp), WorkspaceCommand::Grow(0, -1), When::KeyboardIsFree),
    (key(ALT_SHIFT, Key::ArrowDown), WorkspaceCommand::Grow(0, 1), When::KeyboardIsFree),
    (key(Modifiers::ALT, Key::ArrowLeft), WorkspaceCommand::Fill(Zone::Left), When::KeyboardIsFree),
    (key(Modifiers::ALT, Key::ArrowRight), WorkspaceCommand::Fill(Zone::Right), When::KeyboardIsFree),
    (key(Modifiers::ALT, Key::ArrowUp), WorkspaceCommand::Fill(Zone::Top), When::KeyboardIsFree),
    (key(Modifiers::ALT, Key::ArrowDown), WorkspaceCommand::Fill(Zone::Bottom), When::KeyboardIsFree),
    (key(CONTROL_SHIFT, Key::K), WorkspaceCommand::Cascade, When::Always),
    (key(CONTROL, Key::Num1), WorkspaceCommand::FocusNumber(0), When::Always),
    (key(CONTROL, Key::Num2), WorkspaceCommand::FocusNumber(1), When::Always),
    (key(CONTROL, Key::Num3), WorkspaceCommand::FocusNumber(2), When::Always),
    (key(CONTROL, Key::Num4), WorkspaceCommand::FocusNumber(3), When::Always),
    (key(CONTROL, Key::Num5), WorkspaceCommand::FocusNumber(4), When::Always),
    (key(CONTROL, Key::Num6), WorkspaceCommand::FocusNumber(5), When::Always),
    (key(CONTROL, Key::Num7), WorkspaceCommand::FocusNumber(6), When::Always),
    (key(CONTROL, Key::Num8), WorkspaceCommand::FocusNumber(7), When::Always),
    (key(CONTROL, Key::Num9), WorkspaceCommand::FocusNumber(8), When::Always),
    (key(Modifiers::NONE, Key::F11), WorkspaceCommand::ToggleMaximised, When::Always),
];

/// The keys as they are explained to the user.
pub const EXPLAINED: [(&str, &str); 13] = [
    ("Ctrl Tab, Ctrl Shift Tab", "Go to the next or previous window"),
    ("Ctrl 1 … Ctrl 9", "Go to one of the first nine windows"),
    ("Ctrl W, Ctrl Shift W", "Close the window, close all windows"),
    ("Ctrl M or F11", "Maximise or restore the window"),
    ("Ctrl Shift M", "Collapse the window to its title, or expand it"),
    ("Ctrl H", "Hide the window; the menu Windows shows it again"),
    ("Ctrl T", "Tile the windows, or let them float again"),
    ("Ctrl Shift G", "Arrange all windows in a grid"),
    ("Ctrl Shift K", "Cascade the windows"),
    ("Ctrl Shift arrows", "Move the window by a cell"),
    ("Alt Shift arrows", "Enlarge or shrink the window by a cell"),
    ("Alt arrows", "Let the window fill a half of the workspace"),
    ("Drag a title to an edge", "Fill a half or a quarter, at the top all; Alt moves freely"),
];

/// The commands whose keys were pressed; takes these keys from the input.
pub fn pressed(context: &egui::Context) -> Vec<WorkspaceCommand> {
    // Nearly all frames have no key; then nothing is looked for.
    let has_key = context.input(|input| {
        input.events.iter().any(|event| {
            matches!(event, egui::Event::Key { pressed: true, modifiers, key, .. }
            if modifiers.any() || *key == Key::F11)
        })
    });
    if !has_key {
        return Vec::new();
    }
    let is_free = context.memory(|memory| memory.focused().is_none());
    context.input_mut(|input| {
        KEYS.iter()
            .filter(|(_, _, when)| is_free || *when == When::Always)
            .filter(|(shortcut, _, _)| input.consume_shortcut(shortcut))
            .map(|(_, command, _)| *command)
            .collect()
    })
}

/// The key that goes to the window of this number, from 0.
pub fn focus_shortcut(number: usize) -> Option<KeyboardShortcut> {
    KEYS.iter()
        .find(|(_, command, _)| *command == WorkspaceCommand::FocusNumber(number))
        .map(|(shortcut, _, _)| *shortcut)
}
