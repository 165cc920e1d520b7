//! The question whether to install a plugin.

use super::{Open, is_escaped, row_ui};
use crate::application::dialogs::{KEYS_IGNORED_SECS, host_band_ui, ignore_keys};
use crate::application::plugin_icon_ui::plugin_icon_ui;
use crate::application::{settle, text, theme};
use egui::{Button, Context, Id, Key, Label, RichText, ScrollArea, Ui};
use imjoy_engine::front_end::{
    InstallChange, InstallPermission, InstallQuestion, InstallStage, InstallUpdate, PermissionChange,
};
use std::time::Duration;

/// Time for which Install cannot be used, in seconds.
const INSTALL_AFTER_SECS: f64 = 0.6;
/// Characters shown of what a plugin says of itself.
const DESCRIPTION_LENGTH: usize = 300;
/// Characters shown of a path.
const PATH_LENGTH: usize = 1_000;

/// Draws the question and gives its answer, once there is one.
pub(super) fn ui(context: &Context, open: &mut Open, waiting: usize) -> Option<bool> {
    let InstallStage::Question(question) = &open.snapshot.stage else { return None };
    let now = context.input(|input| input.time);
    let age = now - *open.asked_at.get_or_insert(now);
    ignore_keys(context, age < KEYS_IGNORED_SECS);
    let can_install = age >= INSTALL_AFTER_SECS;
    if !can_install {
        context.request_repaint_after(Duration::from_secs_f64(INSTALL_AFTER_SECS - age));
    }
    let name = text::one_line(&question.name, text::NAME_LENGTH);
    let modal = settle::host_modal(context, Id::unique("install question"), &format!("Install {name}"), |ui| {
        let window = context.content_rect().size();
        ui.set_width((theme::DIALOG_WIDTH * 1.2).min(window.x - 40.0));
        host_band_ui(ui, &title(question, &name));
        ui.add_space(theme::GROUP_GAP);
        ScrollArea::vertical()
            .max_height(window.y * theme::DIALOG_HEIGHT_SHARE)
            .auto_shrink([false, true])
            .show(ui, |ui| contents_ui(ui, question, &name, &open.snapshot.package));
        ui.add_space(theme::GROUP_GAP);
        ui.separator();
        ui.add(
            Label::new("This plugin is not part of the host. Install it only if you trust where it comes from.").wrap(),
        );
        ui.add_space(theme::GROUP_GAP);
        row_ui(ui, |ui| {
            let cancel = ui.add(theme::primary_button(ui, "Cancel").min_size(egui::vec2(64.0, 0.0)));
            if open.wants_focus {
                cancel.request_focus();
                open.wants_focus = !cancel.has_focus();
            }
            let is_enter_free =
                ui.memory(|memory| memory.focused().is_none()) && ui.input(|input| input.key_pressed(Key::Enter));
            ui.add_space(theme::GROUP_GAP);
            let is_update = matches!(&question.update, Some(InstallUpdate { change: InstallChange::Newer, .. }));
            let label = if is_update { "Update" } else { "Install" };
            let install = ui.add_enabled(can_install, Button::new(label)).clicked();
            if waiting > 0 {
                ui.weak(if waiting == 1 { "1 more waits".to_owned() } else { format!("{waiting} more wait") });
            }
            if cancel.clicked() || is_enter_free { Some(false) } else { install.then_some(true) }
        })
    });
    modal.inner.or_else(|| is_escaped(context, modal.is_top_modal).then_some(false))
}

/// What is asked, as one sentence.
fn title(question: &InstallQuestion, name: &str) -> String {
    let shown = |version: &str| match text::one_line(version, text::NAME_LENGTH) {
        version if version.is_empty() => "a version without a number".to_owned(),
        version => version,
    };
    let to = shown(&question.version);
    let Some(InstallUpdate { from, change }) = &question.update else { return format!("Install {name}?") };
    let from = shown(from);
    match change {
        InstallChange::Newer => format!("Update {name} from {from} to {to}?"),
        InstallChange::Older => format!("Go back with {name} from {from} to {to}?"),
        InstallChange::SameVersion => format!("Replace {name} {from}?"),
        InstallChange::None => format!("Install {name} {to} again?"),
        InstallChange::Other => format!("Replace {name} {from} by {to}?"),
    }
}

/// What is odd about the version, if anything.
fn version_note(update: &InstallUpdate) -> Option<&'static str> {
    match update.change {
        InstallChange::Newer => None,
        InstallChange::Older => Some("This is an older version than the one that is installed."),
        InstallChange::SameVersion => {
            Some("This has the same version as the one that is installed, but its contents are different.")
        }
        InstallChange::None => Some("Exactly this is installed already."),
        InstallChange::Other => Some("The versions do not say which of the two is newer."),
    }
}

fn contents_ui(ui: &mut Ui, question: &InstallQuestion, name: &str, package: &str) {
    let colors = theme::colors(ui.visuals());
    let version = text::one_line(&question.version, text::NAME_LENGTH);
    ui.horizontal_wrapped(|ui| {
        plugin_icon_ui(ui, &question.icon, 18.0);
        ui.label(RichText::new(name).strong().size(14.5));
        if !version.is_empty() {
            ui.label(RichText::new(version).weak());
        }
    });
    if !question.description.is_empty() {
        ui.add(Label::new(text::one_line(&question.description, DESCRIPTION_LENGTH)).wrap());
    }
    let files = if question.files == 1 { "1 file".to_owned() } else { format!("{} files", question.files) };
    let package = text::one_line(package, PATH_LENGTH);
    let line = format!("{} in {files}, from {package}", text::bytes_text(question.bytes));
    ui.add(Label::new(RichText::new(line).small().weak()).wrap());
    if let Some(note) = question.update.as_ref().and_then(version_note) {
        ui.add_space(2.0);
        ui.add(Label::new(RichText::new(note).color(colors.error)).wrap());
    }
    if let Some(path) = &question.replaced_file {
        ui.add_space(2.0);
        let path = text::one_line(path, PATH_LENGTH);
        ui.add(Label::new(format!("It takes the place of the plugin of that name that is loaded from {path}.")).wrap());
    }

    ui.add_space(theme::GROUP_GAP);
    if question.abilities.is_empty() {
        ui.label("It computes only: it shows nothing and uses no files.");
    } else {
        ui.label(RichText::new("It can").strong());
        for ability in &question.abilities {
            point_ui(ui, ability);
        }
    }
    permissions_ui(ui, &question.permissions, question.update.is_some());
}

/// What the plugin wants beyond that, and how it differs from the installed version.
fn permissions_ui(ui: &mut Ui, permissions: &[InstallPermission], is_update: bool) {
    ui.add_space(theme::GROUP_GAP);
    let (gone, wanted): (Vec<_>, Vec<_>) =
        permissions.iter().partition(|permission| permission.change == PermissionChange::Gone);
    if wanted.is_empty() {
        ui.weak("It asks for no permissions.");
    } else {
        ui.label(RichText::new("It asks for permission to").strong());
        for permission in &wanted {
            permission_ui(ui, permission);
        }
        ui.add(Label::new(RichText::new("You are asked when you use it first.").weak()).wrap());
    }
    if is_update && !gone.is_empty() {
        ui.add_space(2.0);
        ui.label(RichText::new("It does not ask any more for permission to").strong());
        for permission in &gone {
            point_ui(ui, &lower_first(&permission.text));
        }
    }
}

fn permission_ui(ui: &mut Ui, permission: &InstallPermission) {
    let mut what = lower_first(&permission.text);
    if permission.is_optional {
        what.push_str(" (works without)");
    }
    if permission.change == PermissionChange::New {
        what.push_str(" – new in this version");
    }
    let shown = text::one_line(&what, text::LINE_LENGTH);
    let shown = if permission.change == PermissionChange::New {
        RichText::new(format!("•  {shown}")).color(theme::colors(ui.visuals()).error)
    } else {
        RichText::new(format!("•  {shown}"))
    };
    ui.indent("permission", |ui| {
        ui.add(Label::new(shown).wrap());
        let reason = text::one_line(&permission.reason, text::LINE_LENGTH);
        ui.indent("reason", |ui| ui.add(Label::new(RichText::new(format!("“{reason}”")).weak()).wrap()));
    });
}

fn point_ui(ui: &mut Ui, what: &str) {
    let what = text::one_line(what, text::LINE_LENGTH);
    ui.indent("point", |ui| ui.add(Label::new(format!("•  {what}")).wrap()));
}

/// The phrase in the midst of a sentence.
fn lower_first(phrase: &str) -> String {
    let mut characters = phrase.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}
