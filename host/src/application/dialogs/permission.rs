//! Whether a plugin may do something: asked by the host, in a look that is its own.
//!
//! A band in the accent colour runs over the whole width, with the plugin's true name in
//! it. A dialog of a plugin has a chip there at most, and nothing of a plugin is drawn
//! above the windows otherwise. What the plugin chose (an address, a path) stands in a
//! box, cut and in one direction.
//!
//! Deny has the keyboard at first, and Escape denies. The buttons that allow can be used
//! only after a moment, so that a click or key that was meant for something else allows
//! nothing.
//!
//! AccessKit labels: `Permission for <name>` around it, `Deny`, `Allow once` and
//! `Always allow`, or `Allow` where there is no "always".

use super::chrome::{self, Frame};
use super::{Body, OpenDialog};
use crate::application::command::Commands;
use crate::application::symbols::Symbol;
use crate::application::{settle, text, theme};
use egui::text::LayoutJob;
use egui::{
    Align, Button, Color32, Context, CornerRadius, FontId, Id, Key, Label, Layout, RichText, Stroke, TextFormat, Ui,
    vec2,
};
use imjoy_engine::front_end::{ALLOW_ALWAYS, ALLOW_ONCE, DialogAnswer, FileKind, PermissionWish};
use imjoy_engine::value::Value;
use std::time::Duration;

/// Time for which the buttons that allow cannot be used, in seconds.
pub(super) const ALLOW_AFTER_SECS: f64 = 0.6;
/// Height of the band.
const BAND: f32 = 32.0;
/// Characters shown of an address or a path; the rest can be scrolled to.
const SUBJECT_LENGTH: usize = 4_096;

/// Draws the question and gives its answer, once there is one.
pub(super) fn show(
    context: &Context,
    open: &mut OpenDialog,
    frame: Frame,
    commands: &mut Commands,
) -> Option<DialogAnswer> {
    let Body::Permission(wish) = &open.body else { return None };
    let now = context.input(|input| input.time);
    let age = now - *open.shown_at.get_or_insert(now);
    chrome::ignore_keys(context, age < chrome::KEYS_IGNORED_SECS);
    let can_allow = age >= ALLOW_AFTER_SECS;
    if !can_allow {
        context.request_repaint_after(Duration::from_secs_f64(ALLOW_AFTER_SECS - age));
    }

    let name = text::one_line(&open.dialog.plugin_name, text::NAME_LENGTH);
    let id = Id::unique(("permission", open.dialog.id.number()));
    let modal = settle::host_modal(context, id, &format!("Permission for {name}"), |ui| {
        ui.set_width((theme::DIALOG_WIDTH * 1.1).min(context.content_rect().width() - 40.0));
        band_ui(ui, &name);
        ui.add_space(theme::GROUP_GAP);
        wish_ui(ui, wish, &name);
        ui.add_space(theme::GROUP_GAP * 1.5);
        let mut answer = None;
        ui.horizontal(|ui| {
            chrome::waiting_ui(ui, &open.dialog, frame, commands);
            let row = Layout::right_to_left(Align::Center);
            answer = ui.with_layout(row, |ui| buttons_ui(ui, wish, can_allow, &mut open.wants_focus)).inner;
        });
        answer
    });
    let is_escaped = modal.is_top_modal
        && !modal.any_popup_open
        && context.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape));
    modal.inner.or_else(|| is_escaped.then_some(DialogAnswer::Cancelled))
}

/// The band with the plugin's true name, over the whole width of the dialog.
pub(super) fn band_ui(ui: &mut Ui, name: &str) {
    host_band_ui(ui, &format!("{name} asks for permission"));
}

/// The band of the host with a sentence of the host, over the whole width of the dialog.
pub(in crate::application) fn host_band_ui(ui: &mut Ui, title: &str) {
    let colors = theme::colors(ui.visuals());
    let margin = f32::from(theme::DIALOG_MARGIN);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), BAND - margin), egui::Sense::hover());
    let band = egui::Rect::from_min_max(rect.min - vec2(margin, margin), rect.max + vec2(margin, 0.0));
    let corner = ui.visuals().window_corner_radius;
    let corners = CornerRadius { nw: corner.nw, ne: corner.ne, sw: 0, se: 0 };
    ui.painter().rect_filled(band, corners, colors.accent);
    let content = band.shrink2(vec2(margin, 0.0));
    let mut band_ui =
        ui.new_child(egui::UiBuilder::new().max_rect(content).layout(Layout::left_to_right(Align::Center)));
    let (place, _) = band_ui.allocate_exact_size(vec2(16.0, 16.0), egui::Sense::hover());
    Symbol::Shield.paint(band_ui.painter(), place, colors.on_accent);
    let title = RichText::new(title).color(colors.on_accent).strong().size(14.5);
    band_ui.add(Label::new(title).truncate());
}

fn wish_ui(ui: &mut Ui, wish: &PermissionWish, name: &str) {
    match wish {
        PermissionWish::OpenUrl { before, host, after, .. } => {
            ui.label(if before == "mailto:" {
                format!("Plugin “{name}” would like to write a mail in your mail program to")
            } else {
                format!("Plugin “{name}” would like to open this address in your browser")
            });
            subject_ui(ui, &[(before, false), (host, true), (after, false)]);
        }
        PermissionWish::FileUrl { path, found } => {
            let (kind, means) = match found {
                FileKind::File => (
                    "file",
                    "This means that the file will be exposed as a URL on this computer, and that the plugin can read it.",
                ),
                FileKind::Folder => (
                    "folder",
                    "This means that all files and folders in it will be exposed as URLs on this computer, and that the plugin can read them.",
                ),
                FileKind::Nothing => ("file", "There is no such file at the moment."),
            };
            ui.label(format!("Plugin “{name}” would like to access your local {kind} at"));
            subject_ui(ui, &[(path, true)]);
            ui.label(means);
        }
        // A dialog of its own.
        PermissionWish::Declared(_) => {}
    }
    ui.add_space(2.0);
    ui.label("Do you trust this plugin and allow this operation?");
}

/// What the plugin chose, in a box of its own; what matters most is emphasised.
fn subject_ui(ui: &mut Ui, parts: &[(&String, bool)]) {
    let (plain, strong) = (ui.visuals().text_color(), ui.visuals().strong_text_color());
    let accent = theme::colors(ui.visuals()).accent;
    let mut job = LayoutJob::default();
    for (part, is_emphasised) in parts {
        let format = TextFormat {
            font_id: FontId::monospace(12.5),
            color: if *is_emphasised { strong } else { plain.gamma_multiply(0.8) },
            underline: if *is_emphasised { Stroke::new(1.5, accent) } else { Stroke::new(0.0, Color32::TRANSPARENT) },
            ..TextFormat::default()
        };
        job.append(&text::one_line(part, SUBJECT_LENGTH), 0.0, format);
    }
    job.wrap.break_anywhere = true;
    egui::Frame::NONE
        .fill(ui.visuals().extreme_bg_color)
        .corner_radius(4)
        .inner_margin(egui::Margin::symmetric(8, 6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let height = ui.ctx().content_rect().height() * theme::DIALOG_HEIGHT_SHARE / 2.0;
            egui::ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                job.wrap.max_width = ui.available_width();
                ui.add(Label::new(job).wrap());
            });
        });
}

fn buttons_ui(ui: &mut Ui, wish: &PermissionWish, can_allow: bool, wants_focus: &mut bool) -> Option<DialogAnswer> {
    let mut answer = None;
    let deny = ui.add(theme::primary_button(ui, "Deny").min_size(vec2(64.0, 0.0)));
    if *wants_focus {
        deny.request_focus();
        *wants_focus = !deny.has_focus();
    }
    let is_enter_free =
        ui.memory(|memory| memory.focused().is_none()) && ui.input(|input| input.key_pressed(Key::Enter));
    if deny.clicked() || is_enter_free {
        answer = Some(DialogAnswer::Cancelled);
    }
    ui.add_space(theme::GROUP_GAP);
    let allow = |text: &str| Some(DialogAnswer::Confirmed(Value::from(text)));
    if wish.offers_always() {
        let always = ui.add_enabled(can_allow, Button::new("Always allow"));
        if always.on_hover_text("Until you revoke it in the plugin's menu, or the plugin changes").clicked() {
            answer = allow(ALLOW_ALWAYS);
        }
        if ui.add_enabled(can_allow, Button::new("Allow once")).clicked() {
            answer = allow(ALLOW_ONCE);
        }
    } else if ui.add_enabled(can_allow, Button::new("Allow")).on_hover_text("Until the application is closed").clicked()
    {
        answer = allow(ALLOW_ONCE);
    }
    answer
}
