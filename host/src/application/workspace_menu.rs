//! The menu of workspaces at the top of the side panel, with its two dialogs.
//!
//! The engine checks everything again; what is checked here is checked so that the user
//! reads why a name does not do before the dialog closes.

use super::command::{Command, Commands};
use super::{settle, text, theme};
use egui::{Align, Button, Context, Id, Key, Label, Layout, Modifiers, Popup, RichText, TextEdit, Ui};
use imjoy_engine::front_end::UiEvent;
use std::sync::Arc;

/// Characters of a name at most.
const NAME_LENGTH: usize = 64;
/// Workspaces that cannot be removed.
const FIXED: [&str; 2] = ["default", "sandbox"];

/// The workspaces, and what the user is asked about them.
#[derive(Default)]
pub(super) struct WorkspaceMenu {
    current: Option<Arc<str>>,
    names: Vec<Arc<str>>,
    question: Option<Question>,
}

enum Question {
    New { name: String, wants_focus: bool },
    Remove(Arc<str>),
}

impl WorkspaceMenu {
    /// Takes what the engine knows of the workspaces.
    pub(super) fn update(&mut self, current: Arc<str>, names: Vec<Arc<str>>) {
        self.current = Some(current);
        self.names = names;
    }

    pub(super) fn is_open(&self) -> bool {
        self.question.is_some()
    }

    /// Draws the button with the current workspace's name, and the menu.
    pub(super) fn ui(&mut self, ui: &mut Ui, commands: &mut Commands) {
        // Before the engine has told of them there is nothing to choose.
        let Some(current) = self.current.clone() else { return };
        let shown = text::one_line(&current, text::NAME_LENGTH);
        ui.horizontal(|ui| {
            ui.add(Label::new(RichText::new("Workspace").weak()).selectable(false));
            let button = Button::new((shown.as_str(), egui::Atom::grow(), RichText::new("⏷").weak())).truncate();
            let size = egui::vec2(ui.available_width(), 0.0);
            let response = ui.add(button.min_size(size)).accessible_name(format!("Workspace {shown}"));
            let response = response.on_hover_text("Each workspace has its own plugins and windows");
            Popup::menu(&response).show(|ui| self.items_ui(ui, &current, commands));
        });
    }

    fn items_ui(&mut self, ui: &mut Ui, current: &Arc<str>, commands: &mut Commands) {
        ui.set_min_width(180.0);
        egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            for name in &self.names {
                let shown = text::one_line(name, text::NAME_LENGTH);
                let radio = ui.radio(name == current, &shown).accessible_name(format!("Switch to {shown}"));
                let radio = match &**name {
                    "sandbox" => radio.on_hover_text("Emptied whenever the program starts"),
                    _ => radio,
                };
                if radio.clicked() {
                    if name != current {
                        commands.push(Command::LeaveWorkspace);
                        commands.send(UiEvent::SwitchWorkspace(name.to_string()));
                    }
                    ui.close();
                }
            }
        });
        ui.separator();
        if ui.button("New workspace…").clicked() {
            self.question = Some(Question::New { name: String::new(), wants_focus: true });
            // A click by a screen reader closes no menu by itself.
            ui.close();
        }
        let removable: Vec<Arc<str>> =
            self.names.iter().filter(|name| *name != current && !FIXED.contains(&&***name)).cloned().collect();
        ui.add_enabled_ui(!removable.is_empty(), |ui| {
            ui.menu_button("Remove", |ui| {
                for name in removable {
                    let shown = text::one_line(&name, text::NAME_LENGTH);
                    let button = ui.button(format!("{shown}…")).accessible_name(format!("Remove {shown}"));
                    if button.clicked() {
                        self.question = Some(Question::Remove(name));
                        ui.close();
                    }
                }
            });
        });
    }

    /// Draws the question that is open.
    pub(super) fn modal_ui(&mut self, context: &Context, commands: &mut Commands) {
        let Some(question) = &mut self.question else { return };
        let is_done = match question {
            Question::New { name, wants_focus } => new_ui(context, name, wants_focus, &self.names, commands),
            Question::Remove(name) => remove_ui(context, name, commands),
        };
        if is_done {
            self.question = None;
            context.request_repaint();
        }
    }
}

/// Gives whether the dialog is done.
fn new_ui(
    context: &Context,
    name: &mut String,
    wants_focus: &mut bool,
    names: &[Arc<str>],
    commands: &mut Commands,
) -> bool {
    let modal = settle::modal(context, Id::unique("new workspace"), "New workspace", |ui| {
        ui.set_width(theme::DIALOG_WIDTH * 0.8);
        ui.label(RichText::new("New workspace").strong().size(14.5));
        ui.add_space(theme::GROUP_GAP);
        let field = TextEdit::singleline(name).char_limit(NAME_LENGTH + 1).desired_width(f32::INFINITY);
        let response = ui.add(field.hint_text("Name")).accessible_name("Name of the workspace");
        if *wants_focus {
            response.request_focus();
            *wants_focus = !response.has_focus();
        }
        let problem = problem(name, names);
        let message = problem.as_deref().filter(|_| !name.is_empty()).unwrap_or(" ");
        ui.add(Label::new(RichText::new(message).small().color(theme::colors(ui.visuals()).error)).wrap());
        let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let (is_made, is_cancelled) = buttons_ui(ui, "Create", problem.is_none());
        if (is_made || is_entered) && problem.is_none() {
            return Some(true);
        }
        if is_entered {
            response.request_focus();
        }
        is_cancelled.then_some(false)
    });
    if modal.inner == Some(true) {
        commands.push(Command::LeaveWorkspace);
        commands.send(UiEvent::CreateWorkspace(name.trim().to_owned()));
    }
    modal.inner.is_some() || is_escaped(context, modal.is_top_modal)
}

fn remove_ui(context: &Context, name: &Arc<str>, commands: &mut Commands) -> bool {
    let modal = settle::modal(context, Id::unique("remove workspace"), "Remove workspace", |ui| {
        ui.set_width(theme::DIALOG_WIDTH * 0.8);
        let shown = text::one_line(name, text::NAME_LENGTH);
        ui.label(RichText::new(format!("Remove the workspace {shown}?")).strong().size(14.5));
        ui.add_space(theme::GROUP_GAP);
        let consequence = "Its list of plugins and the places of its windows are lost. The plugins' files stay.";
        ui.add(Label::new(consequence).wrap());
        ui.add_space(theme::GROUP_GAP);
        match buttons_ui(ui, "Remove", true) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    });
    if modal.inner == Some(true) {
        commands.send(UiEvent::RemoveWorkspace(name.to_string()));
    }
    modal.inner.is_some() || is_escaped(context, modal.is_top_modal)
}

/// Gives whether the button that confirms and the one that cancels were pressed.
fn buttons_ui(ui: &mut Ui, label: &str, is_enabled: bool) -> (bool, bool) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let confirm = ui.add_enabled(is_enabled, theme::primary_button(ui, label));
            (confirm.clicked(), ui.button("Cancel").clicked())
        })
        .inner
    })
    .inner
}

fn is_escaped(context: &Context, is_top_modal: bool) -> bool {
    is_top_modal && context.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
}

/// Why there can be no workspace of that name: one sentence.
fn problem(name: &str, names: &[Arc<str>]) -> Option<String> {
    let name = name.trim();
    if name.is_empty() {
        Some("Give it a name".to_owned())
    } else if name.chars().count() > NAME_LENGTH {
        Some(format!("The name is longer than {NAME_LENGTH} characters"))
    } else if let Some(character) = name.chars().find(|character| matches!(character, '/' | '\\')) {
        Some(format!("The name may not contain {character}"))
    } else if name.chars().any(char::is_control) {
        Some("The name contains a character that cannot be seen".to_owned())
    } else if names.iter().any(|other| **other == *name) {
        Some(format!("There is a workspace {name} already"))
    } else {
        None
    }
}
