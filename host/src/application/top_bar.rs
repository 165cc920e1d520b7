//! The bar at the top: menus, status text, global progress, memory and CPU, messages.
//!
//! The place of the progress bar is reserved, so that the workspace does not jump when a
//! plugin starts or ends.

use super::command::{BrowseFor, Command, Commands, HostText};
use super::file_browser::SystemState;
use super::notifications::Notifications;
use super::plugins::PluginList;
use super::{shortcuts, text, theme, windows_menu};
use crate::templates::{self, TemplateKind};
use crate::windows::Workspace;
use egui::{Align, Button, Layout, MenuBar, Rect, RichText, Role, Sense, ThemePreference, Ui, WidgetInfo, vec2};
use imjoy_engine::front_end::{StatusText, UiEvent};
use imjoy_engine::identity::PluginId;

/// What the bar shows.
pub(super) struct TopBar<'a> {
    pub(super) status: Option<&'a StatusText>,
    pub(super) progress: Option<(PluginId, f32)>,
    pub(super) plugins: &'a PluginList,
    pub(super) workspace: &'a Workspace,
    pub(super) notifications: &'a mut Notifications,
    pub(super) system_dialogs: &'a SystemState,
}

impl TopBar<'_> {
    /// Draws the bar.
    pub(super) fn ui(self, ui: &mut Ui, commands: &mut Commands) {
        ui.spacing_mut().item_spacing.y = 0.0;
        MenuBar::new().ui(ui, |ui| {
            menus_ui(ui, self.workspace, self.system_dialogs, commands);
            ui.separator();
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                self.notifications.bell_ui(ui);
                usage_ui(ui, self.plugins);
                if let Some((plugin, _)) = self.progress {
                    cancel_ui(ui, plugin, self.plugins, commands);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| status_ui(ui, self.status, commands));
            });
        });
        thin_progress_ui(ui, self.progress.map(|(_, percent)| percent), "Progress");
    }
}

fn menus_ui(ui: &mut Ui, workspace: &Workspace, system_dialogs: &SystemState, commands: &mut Commands) {
    ui.menu_button("File", |ui| {
        if ui.add(Button::new("Open image…").shortcut_text(shortcuts::text(ui, &shortcuts::OPEN_IMAGE))).clicked() {
            choose(ui, commands, Command::Browse(BrowseFor::Images));
        }
        if ui.add(Button::new("Load plugin…").shortcut_text(shortcuts::text(ui, &shortcuts::LOAD_PLUGIN))).clicked() {
            choose(ui, commands, Command::Browse(BrowseFor::Plugin));
        }
        let hint = "From a component, a plugin file, a .zip archive or a folder";
        if ui.button("Install plugin…").on_hover_text(hint).clicked() {
            choose(ui, commands, Command::Browse(BrowseFor::Package));
        }
        ui.separator();
        ui.menu_button("New plugin…", |ui| new_plugin_ui(ui, commands));
        if ui.button("Edit plugin…").clicked() {
            choose(ui, commands, Command::Browse(BrowseFor::Source));
        }
        ui.separator();
        if ui.add(Button::new("Quit").shortcut_text(shortcuts::text(ui, &shortcuts::QUIT))).clicked() {
            choose(ui, commands, Command::Quit);
        }
    });
    ui.menu_button("View", |ui| {
        if ui.add(Button::new("Log").shortcut_text(shortcuts::text(ui, &shortcuts::LOG))).clicked() {
            choose(ui, commands, Command::OpenLog(None));
        }
        windows_menu::view_items_ui(ui, workspace, commands);
        ui.separator();
        let chosen = ui.ctx().options(|options| options.theme_preference);
        for (label, preference) in [
            ("Light theme", ThemePreference::Light),
            ("Dark theme", ThemePreference::Dark),
            ("System theme", ThemePreference::System),
        ] {
            if ui.radio(chosen == preference, label).clicked() {
                ui.ctx().set_theme(preference);
                ui.close();
            }
        }
        if system_dialogs.is_available() {
            ui.separator();
            let mut is_wanted = system_dialogs.is_wanted;
            let choice = ui.checkbox(&mut is_wanted, "System file dialogs");
            if choice.on_hover_text("Choose files in the dialogs of your desktop").changed() {
                commands.push(Command::UseSystemDialogs(is_wanted));
                ui.close();
            }
        }
    });
    windows_menu::windows_ui(ui, workspace, commands);
    ui.menu_button("Help", |ui| {
        if ui.button("Keyboard shortcuts").clicked() {
            choose(ui, commands, Command::ShowText(shortcuts::help(ui)));
        }
    });
}

/// The templates of new plugins, by language.
fn new_plugin_ui(ui: &mut Ui, commands: &mut Commands) {
    for (kind, addition) in [(TemplateKind::Plain, ""), (TemplateKind::Window, " window")] {
        if kind == TemplateKind::Window {
            ui.separator();
        }
        for template in templates::all().iter().filter(|template| template.kind == kind) {
            let item = ui.button(format!("{}{addition}", template.language.label()));
            if item.on_hover_text(template.description).clicked() {
                choose(ui, commands, Command::NewPlugin(template.language, kind));
            }
        }
    }
}

/// Carries out an item of a menu and closes the menu, also where the item was not clicked
/// with the pointer.
fn choose(ui: &Ui, commands: &mut Commands, command: Command) {
    commands.push(command);
    ui.close();
}

fn status_ui(ui: &mut Ui, status: Option<&StatusText>, commands: &mut Commands) {
    let Some(status) = status.filter(|status| !status.text.is_empty()) else { return };
    let line = text::one_line(&status.text, text::LINE_LENGTH);
    let color = if status.is_error { theme::colors(ui.visuals()).error } else { ui.visuals().text_color() };
    let button = Button::new(RichText::new(&line).color(color)).frame(false).truncate();
    let response = ui.add(button).on_hover_text("Show the whole status").accessible_name(format!("Status {line}"));
    if response.clicked() {
        let title = if status.is_error { "Error" } else { "Status" };
        commands.push(Command::ShowText(HostText {
            title: title.to_owned(),
            text: status.text.clone(),
            is_markdown: false,
        }));
    }
}

fn cancel_ui(ui: &mut Ui, plugin: PluginId, plugins: &PluginList, commands: &mut Commands) {
    let name = plugins.name(plugin).unwrap_or_default();
    // The bar's menus have no frames; this is no menu.
    let button = Button::new("Cancel").frame(true).fill(ui.visuals().widgets.hovered.weak_bg_fill);
    let hint = format!("Ends what {name} is doing and starts it again");
    if ui.add(button).on_hover_text(hint).accessible_name("Cancel progress").clicked() {
        commands.send(UiEvent::Cancel(plugin));
    }
}

fn usage_ui(ui: &mut Ui, plugins: &PluginList) {
    let (memory_bytes, cpu_seconds) = plugins.usage();
    let usage = format!("{} · {}", text::bytes_text(memory_bytes), text::cpu_text(cpu_seconds));
    ui.add(egui::Label::new(RichText::new(usage).small().weak()).selectable(false))
        .on_hover_text("Memory in use and CPU time of all plugins");
}

/// Draws a thin bar over the whole width; without progress only its place.
pub(super) fn thin_progress_ui(ui: &mut Ui, percent: Option<f32>, label: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::THIN_BAR), Sense::hover());
    let Some(percent) = percent.filter(|percent| percent.is_finite()).map(|percent| percent.clamp(0.0, 100.0)) else {
        return;
    };
    response.widget_info(|| WidgetInfo {
        value: Some(f64::from(percent)),
        ..WidgetInfo::labeled(Role::ProgressIndicator, true, label)
    });
    let colors = theme::colors(ui.visuals());
    let done = Rect::from_min_size(rect.min, vec2(rect.width() * percent / 100.0, rect.height()));
    ui.painter().rect_filled(rect, 2.0, colors.track);
    ui.painter().rect_filled(done, 2.0, colors.accent);
    response.on_hover_text(format!("{percent:.0} %"));
}
