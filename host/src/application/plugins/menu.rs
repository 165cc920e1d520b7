//! The menu of a plugin.

use crate::application::command::{Command, Commands};
use crate::application::symbols::{Symbol, symbol_button};
use crate::application::text;
use crate::windows::is_editable;
use egui::{Button, Popup, Ui};
use imjoy_engine::front_end::{PluginSnapshot, PluginState, UiEvent};
use std::sync::Arc;

/// Tags that are offered at most.
const MOST_TAGS: usize = 30;

/// Draws the button and, when it is pressed, the menu.
pub(super) fn menu_button_ui(ui: &mut Ui, snapshot: &PluginSnapshot, name: &str, commands: &mut Commands) {
    let response = symbol_button(ui, Symbol::More).on_hover_text("More").accessible_name(format!("Menu of {name}"));
    // The button's own id changes with what stands before it, such as a badge that comes while the menu is open.
    Popup::menu(&response).id(ui.scope_id().with("menu")).show(|ui| items_ui(ui, snapshot, commands));
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
    if !snapshot.tags.is_empty() {
        ui.separator();
        tags_ui(ui, snapshot, commands);
    }
    ui.separator();
    if ui.button("Permissions").on_hover_text("What the plugin is allowed to do, and a way to take it back").clicked() {
        commands.push(Command::ShowPermissions(snapshot.id, Arc::clone(&snapshot.name)));
    }
    if ui.button("Log").clicked() {
        open_log(snapshot, commands);
    }
    if ui.add_enabled(!snapshot.docs.is_empty(), Button::new("Docs")).clicked() {
        commands.push(Command::ShowDocs(snapshot.id));
    }
    if is_editable(snapshot) {
        let hint = if snapshot.file.is_some() { "Opens its file in an editor" } else { "Opens a copy in an editor" };
        if ui.button("Edit").on_hover_text(hint).clicked() {
            commands.push(Command::EditPlugin(snapshot.id));
        }
    }
    ui.separator();
    if snapshot.is_installed {
        if ui.button("Uninstall…").on_hover_text("Takes the plugin from this computer").clicked() {
            commands.push(Command::Uninstall(snapshot.id, Arc::clone(&snapshot.name)));
        }
        return;
    }
    let hint =
        if snapshot.file.is_some() { "Takes the plugin from the list; its file stays" } else { "Ends the plugin" };
    if ui.button("Remove").on_hover_text(hint).clicked() {
        commands.send(UiEvent::Remove(snapshot.id));
    }
}

/// The variants of the plugin, to choose from.
fn tags_ui(ui: &mut Ui, snapshot: &PluginSnapshot, commands: &mut Commands) {
    for tag in snapshot.tags.iter().take(MOST_TAGS) {
        let is_chosen = snapshot.tag.as_deref() == Some(tag);
        let shown = text::one_line(tag, text::NAME_LENGTH);
        let radio = ui.radio(is_chosen, &shown).accessible_name(format!("Tag {shown}"));
        if radio.on_hover_text("Choose this variant; the plugin starts anew").clicked() {
            if !is_chosen {
                commands.send(UiEvent::ChooseTag { plugin: snapshot.id, tag: tag.clone() });
            }
            ui.close();
        }
    }
}

/// Shows the plugin's log.
pub(super) fn open_log(snapshot: &PluginSnapshot, commands: &mut Commands) {
    commands.push(Command::OpenLog(Some((snapshot.id, Arc::clone(&snapshot.name)))));
}
