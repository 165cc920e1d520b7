//! The menus that concern windows: the list of all, and how they are arranged.

use super::command::{Command, Commands};
use super::shortcuts;
use crate::windows::Workspace;
use crate::windows::workspace::{
    ARRANGE_IN_GRID, CLOSE, CLOSE_ALL, HIDE, MAXIMISE, TILE, WindowEntry, WorkspaceCommand, focus_shortcut,
};
use egui::{Button, KeyboardShortcut, RichText, ScrollArea, Ui};

/// Windows that are listed at most.
const MOST_LISTED: usize = 100;

/// Draws the menu that lists all windows.
pub(super) fn windows_ui(ui: &mut Ui, workspace: &Workspace, commands: &mut Commands) {
    ui.menu_button("Windows", |ui| {
        ui.set_min_width(220.0);
        let windows = workspace.windows();
        let has_windows = !windows.is_empty();
        for (label, shortcut, command) in [
            ("Arrange in grid", Some(&ARRANGE_IN_GRID), WorkspaceCommand::ArrangeInGrid),
            ("Cascade", None, WorkspaceCommand::Cascade),
            ("Maximise or restore", Some(&MAXIMISE), WorkspaceCommand::ToggleMaximised),
            ("Hide window", Some(&HIDE), WorkspaceCommand::Hide),
            ("Close active window", Some(&CLOSE), WorkspaceCommand::Close),
            ("Close all windows", Some(&CLOSE_ALL), WorkspaceCommand::CloseAll),
        ] {
            item_ui(ui, label, shortcut, has_windows, command, commands);
        }
        ui.separator();
        if !has_windows {
            ui.weak("No windows are open");
        }
        ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            for (number, window) in windows.iter().take(MOST_LISTED).enumerate() {
                entry_ui(ui, number, window, commands);
            }
        });
    });
}

/// Draws the items of the menu View that concern windows.
pub(super) fn view_items_ui(ui: &mut Ui, workspace: &Workspace, commands: &mut Commands) {
    let mut is_tiled = workspace.is_tiled();
    let shortcut = shortcuts::text(ui, &TILE);
    let hint = format!("Show all windows side by side, without overlap ({shortcut})");
    if ui.checkbox(&mut is_tiled, "Tile windows").on_hover_text(hint).clicked() {
        commands.push(Command::Workspace(WorkspaceCommand::ToggleTiled));
        ui.close();
    }
}

fn item_ui(
    ui: &mut Ui,
    label: &str,
    shortcut: Option<&KeyboardShortcut>,
    is_enabled: bool,
    command: WorkspaceCommand,
    commands: &mut Commands,
) {
    let mut button = Button::new(label);
    if let Some(shortcut) = shortcut {
        button = button.shortcut_text(shortcuts::text(ui, shortcut));
    }
    if ui.add_enabled(is_enabled, button).accessible_name(label).clicked() {
        commands.push(Command::Workspace(command));
        // A click by a screen reader closes no menu by itself.
        ui.close();
    }
}

fn entry_ui(ui: &mut Ui, number: usize, window: &WindowEntry, commands: &mut Commands) {
    let mut title = RichText::new(&window.title);
    if window.is_hidden {
        title = title.weak().italics();
    }
    let mut button = Button::selectable(window.is_active, title);
    if let Some(shortcut) = focus_shortcut(number) {
        button = button.shortcut_text(shortcuts::text(ui, &shortcut));
    } else if window.is_hidden {
        button = button.shortcut_text("hidden");
    }
    let state = if window.is_hidden { " (hidden)" } else { "" };
    let response = ui.add(button).accessible_name(format!("Go to {}{state}", window.title));
    let response = match (&window.plugin, window.is_hidden) {
        (Some(plugin), true) => response.on_hover_text(format!("Hidden window of {plugin}")),
        (Some(plugin), false) => response.on_hover_text(format!("Window of {plugin}")),
        (None, true) => response.on_hover_text("Hidden"),
        (None, false) => response,
    };
    if response.clicked() {
        commands.push(Command::Workspace(WorkspaceCommand::Focus(window.key)));
        ui.close();
    }
}
