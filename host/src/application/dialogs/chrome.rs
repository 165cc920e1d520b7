//! What all dialogs have in common: heading, scrolling content, buttons and keys.

use super::{BodyContext, OpenDialog};
use crate::application::command::Commands;
use crate::application::{settle, text, theme};
use egui::{Align, Context, Event, Frame as EguiFrame, Id, Key, Layout, Margin, RichText, ScrollArea, Ui};
use imjoy_engine::front_end::{Dialog, DialogAnswer, UiEvent};

/// Label of the button that confirms, where the plugin has none.
pub(super) const OK: &str = "OK";
/// Label of the button that cancels, where the plugin has none.
pub(super) const CANCEL: &str = "Cancel";
/// Dialogs in a row, answered or waiting, from which on the user is offered to stop the
/// plugin.
pub(super) const INSISTING: usize = 3;
/// Time in which a dialog ignores the keys that answer it, in seconds.
pub(in crate::application) const KEYS_IGNORED_SECS: f64 = 0.2;

/// What the frame of a dialog says besides the dialog.
pub(super) struct Frame {
    /// Other dialogs that wait.
    pub(super) others: usize,
    /// Whether the plugin asks again and again.
    pub(super) is_insisting: bool,
}

/// The label of a button, from the plugin's text.
pub(super) fn button_label(label: &str, default: &str) -> String {
    let label = text::one_line(label, text::NAME_LENGTH);
    if label.is_empty() { default.to_owned() } else { label }
}

/// Draws the dialog and gives its answer, once there is one.
pub(super) fn show(
    context: &Context,
    open: &mut OpenDialog,
    frame: Frame,
    commands: &mut Commands,
) -> Option<DialogAnswer> {
    let now = context.input(|input| input.time);
    let age = now - *open.shown_at.get_or_insert(now);
    ignore_keys(context, age < KEYS_IGNORED_SECS);

    let id = Id::unique(("dialog", open.dialog.id.number()));
    let name = format!("Dialog of {}", text::one_line(&open.dialog.plugin_name, text::NAME_LENGTH));
    let modal = settle::modal(context, id, &name, |ui| {
        ui.set_width(theme::DIALOG_WIDTH.min(context.content_rect().width() - 40.0));
        heading_ui(ui, &open.dialog);
        ui.add_space(2.0);
        let is_entered = content_ui(ui, open, commands);
        ui.add_space(theme::GROUP_GAP);
        buttons_ui(ui, open, frame, is_entered, commands)
    });
    let is_escaped = modal.is_top_modal
        && !modal.any_popup_open
        && context.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape));
    modal.inner.or_else(|| is_escaped.then(|| open.body.cancelled()))
}

/// The reserved look: the plugin's true name in a chip that only the host draws.
pub(in crate::application) fn plugin_chip_ui(ui: &mut Ui, plugin_name: &str) {
    let colors = theme::colors(ui.visuals());
    let chip = EguiFrame::NONE.fill(colors.accent).corner_radius(4).inner_margin(Margin::symmetric(6, 2));
    chip.show(ui, |ui| {
        let name = text::one_line(plugin_name, text::NAME_LENGTH);
        ui.label(RichText::new(name).color(colors.on_accent));
    })
    .response
    .on_hover_text("The plugin that asks");
}

fn heading_ui(ui: &mut Ui, dialog: &Dialog) {
    ui.horizontal(|ui| {
        plugin_chip_ui(ui, &dialog.plugin_name);
        if let Some(title) = &dialog.title {
            let title = text::one_line(title, text::LINE_LENGTH);
            ui.add(egui::Label::new(RichText::new(title).strong().size(14.5)).truncate());
        }
    });
}

fn content_ui(ui: &mut Ui, open: &mut OpenDialog, commands: &mut Commands) -> bool {
    let height = ui.ctx().content_rect().height() * theme::DIALOG_HEIGHT_SHARE;
    let body_context = BodyContext { dialog: open.dialog.id, wants_focus: &mut open.wants_focus, commands };
    ScrollArea::vertical()
        .max_height(height)
        .auto_shrink([false, true])
        .show(ui, |ui| open.body.ui(ui, body_context))
        .inner
}

fn buttons_ui(
    ui: &mut Ui,
    open: &mut OpenDialog,
    frame: Frame,
    is_entered: bool,
    commands: &mut Commands,
) -> Option<DialogAnswer> {
    let (confirm_label, cancel_label) = open.body.button_labels();
    let mut answer = None;
    ui.horizontal(|ui| {
        waiting_ui(ui, &open.dialog, frame, commands);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let confirm = ui.add(theme::primary_button(ui, confirm_label).min_size(egui::vec2(64.0, 0.0)));
            if open.wants_focus && !open.body.has_field() {
                confirm.request_focus();
                open.wants_focus = !confirm.has_focus();
            }
            // A click elsewhere in the dialog takes the focus from the button.
            let is_enter_free =
                ui.memory(|memory| memory.focused().is_none()) && ui.input(|input| input.key_pressed(Key::Enter));
            if confirm.clicked() || is_entered || is_enter_free {
                answer = Some(DialogAnswer::Confirmed(open.body.confirmed()));
            }
            if let Some(label) = cancel_label
                && ui.button(label).clicked()
            {
                answer = Some(open.body.cancelled());
            }
        });
    });
    answer
}

/// How many others wait, and a way out of a plugin that asks again and again.
pub(super) fn waiting_ui(ui: &mut Ui, dialog: &Dialog, frame: Frame, commands: &mut Commands) {
    if frame.is_insisting && ui.button("Stop plugin").on_hover_text("Ends the plugin; its dialogs go away").clicked() {
        commands.send(UiEvent::Terminate(dialog.plugin));
    }
    match frame.others {
        0 => {}
        1 => _ = ui.weak("1 more waits"),
        others => _ = ui.weak(format!("{others} more wait")),
    }
}

/// Takes keys from the input that were not meant for this dialog: all that would answer
/// it while it is new, and repetitions of Enter from a key that is held down.
pub(in crate::application) fn ignore_keys(context: &Context, is_new: bool) {
    context.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key { key: Key::Enter, pressed: true, repeat, modifiers, .. } => {
                !(is_new || (*repeat && modifiers.is_none()))
            }
            Event::Key { key: Key::Escape | Key::Space, pressed: true, .. } => !is_new,
            _ => true,
        });
    });
}
