//! What a plugin's manifest declares that it wants: asked by the host when the user uses
//! the plugin first, in the look of the other permissions.
//!
//! Each wish stands with the plugin's reason in quotation marks. A folder or file is
//! chosen here. Optional wishes can be left out. As in other questions about permissions
//! Deny has the keyboard, and Allow can be used only after a moment.
//!
//! AccessKit labels: `Permission for <name>` around it; for each wish its text (a tick box
//! where it is optional), `Path of <id>` and `Choose <id>…` where something is chosen;
//! `Ask again the next time`, `Deny` and `Allow`.

use super::chrome::{self, Frame};
use super::{Body, OpenDialog, Places, permission};
use crate::application::command::Commands;
use crate::application::file_browser::{FilePicker, Outcome, Question, Start, Takes};
use crate::application::{settle, text, theme};
use egui::{Align, Button, Context, Id, Key, Layout, RichText, Role, TextEdit, Ui, WidgetInfo, vec2};
use imjoy_engine::front_end::{DeclaredWish, DialogAnswer, FOR_THIS_RUN, FileChoice};
use imjoy_engine::value::{Record, Value};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Characters shown of a reason.
const REASON_LENGTH: usize = 300;

/// The wishes, and what has been filled in.
pub(super) struct DeclaredWishes {
    rows: Vec<Row>,
    is_for_this_run: bool,
    /// The row for which a folder or file is being chosen.
    browser: Option<(usize, FilePicker)>,
}

struct Row {
    wish: DeclaredWish,
    is_allowed: bool,
    path: String,
}

impl DeclaredWishes {
    pub(super) fn new(wishes: &Arc<[DeclaredWish]>) -> Self {
        let row = |wish: &DeclaredWish| Row {
            path: wish.suggestion.as_ref().map(|path| path.display().to_string()).unwrap_or_default(),
            is_allowed: !wish.is_optional,
            wish: wish.clone(),
        };
        Self { rows: wishes.iter().map(row).collect(), is_for_this_run: false, browser: None }
    }

    /// Whether all that the plugin needs has been filled in.
    fn is_complete(&self) -> bool {
        self.rows.iter().all(|row| !row.is_allowed || row.wish.choice.is_none() || !row.path.trim().is_empty())
    }

    fn answer(&self) -> DialogAnswer {
        let mut answers = Record::new().with(FOR_THIS_RUN, self.is_for_this_run);
        for row in self.rows.iter().filter(|row| row.is_allowed) {
            let value = match row.wish.choice {
                Some(_) => Value::from(row.path.trim()),
                None => Value::Boolean(true),
            };
            answers.set(row.wish.id.as_str(), value);
        }
        DialogAnswer::Confirmed(Value::Record(answers))
    }
}

/// Draws the question and gives its answer, once there is one.
pub(super) fn show(
    context: &Context,
    open: &mut OpenDialog,
    frame: Frame,
    places: &Places<'_>,
    commands: &mut Commands,
) -> Option<DialogAnswer> {
    let Body::Declared(wishes) = &mut open.body else { return None };
    if let Some((row, browser)) = &mut wishes.browser {
        match browser.ui(context)? {
            Outcome::Picked(paths) => {
                if let (Some(row), Some(path)) = (wishes.rows.get_mut(*row), paths.first()) {
                    row.path = path.display().to_string();
                }
            }
            Outcome::Cancelled => {}
        }
        wishes.browser = None;
        context.request_repaint();
        return None;
    }

    let now = context.input(|input| input.time);
    let age = now - *open.shown_at.get_or_insert(now);
    chrome::ignore_keys(context, age < chrome::KEYS_IGNORED_SECS);
    let can_allow = age >= permission::ALLOW_AFTER_SECS;
    if !can_allow {
        context.request_repaint_after(Duration::from_secs_f64(permission::ALLOW_AFTER_SECS - age));
    }
    let name = text::one_line(&open.dialog.plugin_name, text::NAME_LENGTH);
    let id = Id::unique(("permission", open.dialog.id.number()));
    let mut chosen_for = None;
    let modal = settle::host_modal(context, id, &format!("Permission for {name}"), |ui| {
        ui.set_width((theme::DIALOG_WIDTH * 1.25).min(context.content_rect().width() - 40.0));
        permission::band_ui(ui, &name);
        ui.add_space(theme::GROUP_GAP);
        ui.label(format!("Before it runs, plugin “{name}” would like to"));
        ui.add_space(theme::GROUP_GAP / 2.0);
        let height = context.content_rect().height() * theme::DIALOG_HEIGHT_SHARE;
        egui::ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            for (index, row) in wishes.rows.iter_mut().enumerate() {
                if row_ui(ui, row) {
                    chosen_for = Some(index);
                }
                ui.add_space(theme::GROUP_GAP / 2.0);
            }
        });
        ui.add_space(theme::GROUP_GAP / 2.0);
        ui.checkbox(&mut wishes.is_for_this_run, "Ask again the next time")
            .on_hover_text("Else it holds until you revoke it in the plugin's menu under Permissions");
        ui.add_space(theme::GROUP_GAP);
        let mut answer = None;
        ui.horizontal(|ui| {
            chrome::waiting_ui(ui, &open.dialog, frame, commands);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                answer = buttons_ui(ui, wishes, can_allow, &mut open.wants_focus);
            });
        });
        answer
    });
    if let Some(index) = chosen_for
        && let Some(row) = wishes.rows.get(index)
    {
        wishes.browser = Some((index, browser(row, &open.dialog.plugin_name, places, context)));
        context.request_repaint();
        return None;
    }
    let is_escaped = modal.is_top_modal
        && !modal.any_popup_open
        && context.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape));
    modal.inner.or_else(|| is_escaped.then_some(DialogAnswer::Cancelled))
}

/// Draws one wish; true when the user wants to choose its folder or file.
fn row_ui(ui: &mut Ui, row: &mut Row) -> bool {
    let title = RichText::new(text::one_line(&row.wish.text, REASON_LENGTH)).strong();
    if row.wish.is_optional {
        ui.checkbox(&mut row.is_allowed, title).on_hover_text("The plugin works without");
    } else {
        ui.label(title);
    }
    let mut is_chosen = false;
    ui.indent(("wish", &row.wish.id), |ui| {
        ui.label(RichText::new(format!("“{}”", text::one_line(&row.wish.reason, REASON_LENGTH))).weak().italics());
        if row.wish.choice.is_none() {
            return;
        }
        ui.add_enabled_ui(row.is_allowed, |ui| {
            // A row of its own height; a layout from the right alone would take all there is.
            let size = egui::vec2(ui.available_width(), ui.spacing().interact_size.y);
            ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
                let label = format!("Choose {}…", row.wish.id);
                let choose = ui.button("Choose…");
                choose.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
                is_chosen = choose.clicked();
                let hint = if row.wish.choice == Some(FileChoice::Folders) { "No folder yet" } else { "No file yet" };
                let field = TextEdit::singleline(&mut row.path).hint_text(hint).desired_width(f32::INFINITY);
                let field = ui.add(field);
                let label = format!("Path of {}", row.wish.id);
                field.widget_info(|| {
                    let mut info = WidgetInfo::text_edit(true, "", &row.path, hint);
                    info.label = Some(label.clone());
                    info
                });
            });
        });
    });
    is_chosen
}

fn buttons_ui(ui: &mut Ui, wishes: &DeclaredWishes, can_allow: bool, wants_focus: &mut bool) -> Option<DialogAnswer> {
    let deny = ui.add(theme::primary_button(ui, "Deny").min_size(vec2(64.0, 0.0)));
    if *wants_focus {
        deny.request_focus();
        *wants_focus = !deny.has_focus();
    }
    if deny.clicked() {
        return Some(DialogAnswer::Cancelled);
    }
    ui.add_space(theme::GROUP_GAP);
    let is_complete = wishes.is_complete();
    let allow = ui.add_enabled(can_allow && is_complete, Button::new("Allow"));
    let allow = if is_complete { allow } else { allow.on_disabled_hover_text("Choose the folders and files first") };
    allow.clicked().then(|| wishes.answer())
}

fn browser(row: &Row, plugin_name: &str, places: &Places<'_>, context: &Context) -> FilePicker {
    let takes = if row.wish.choice == Some(FileChoice::Folders) { Takes::Folders } else { Takes::Files };
    let what = if takes == Takes::Folders { "folder" } else { "file" };
    let folder = match row.path.trim() {
        "" => places.start.folder.to_owned(),
        path => PathBuf::from(path),
    };
    let question = Question {
        title: format!("Choose a {what}"),
        plugin_name: Some(plugin_name.to_owned()),
        takes,
        takes_many: false,
        note: Some(row.wish.text.clone()),
        grants: None,
    };
    let start = Start { folder: &folder, ..places.start };
    // The dialog of the host has said who asks for what.
    FilePicker::ask(question, &start, places.system, context).without_introduction(context)
}
