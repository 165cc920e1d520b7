//! The menu of a plugin.

use crate::application::command::{Command, Commands, HostText};
use crate::application::symbols::{Symbol, symbol_button};
use egui::{Button, Popup, Ui};
use imjoy_engine::front_end::{PluginSnapshot, PluginState, UiEvent};
use std::sync::Arc;

/// Draws the button and, when it is pressed, the menu.
pub(super) fn menu_button_ui(ui: &mut Ui, snapshot: &PluginSnapshot, name: &str, commands: &mut Commands) {
    let response = symbol_button(ui, Symbol::More).on_hover_text("More").accessible_name(format!("Menu of {name}"));
    Popup::menu(&response).show(|ui| items_ui(ui, snapshot, commands));
}

fn items_ui(ui: &mut Ui, snapshot: &PluginSnapshot, commands: &mut Commands) {
    ui.set_min_width(120.0);
    if ui.button("Reload").on_hover_text("Reads the file anew and starts the plugin again").clicked() {
        commands.send(UiEvent::Reload(snapshot.id));
    }
    let can_end = matches!(snapshot.state, PluginState::Loading(_) | PluginState::Ready);
    let terminate = ui.add_enabled(can_end, Button::new("Terminate"));
    if terminate.on_hover_text("Ends the plugin now; who waits for it gets an error").clicked() {
        commands.send(UiEvent::Terminate(snapshot.id));
    }
    ui.separator();
    if ui.button("Log").clicked() {
        open_log(snapshot, commands);
    }
    if ui.add_enabled(!snapshot.docs.is_empty(), Button::new("Docs")).clicked() {
        commands.push(Command::ShowText(HostText {
            title: format!("Docs of {}", snapshot.name),
            text: snapshot.docs.to_string(),
            is_markdown: true,
        }));
    }
    ui.separator();
    if ui.button("Remove").on_hover_text("Takes the plugin from the list; its file stays").clicked() {
        commands.send(UiEvent::Remove(snapshot.id));
    }
}

/// Shows the plugin's log.
pub(super) fn open_log(snapshot: &PluginSnapshot, commands: &mut Commands) {
    commands.push(Command::OpenLog(Some((snapshot.id, Arc::clone(&snapshot.name)))));
}
