//! The application: its state, and the order in which a frame uses it.

use super::command::{BrowseFor, Command, Commands, FormTarget};
use super::dialogs::Dialogs;
use super::file_browser::{self, FileBrowser, Outcome};
use super::host_text::HostTextDialog;
use super::notifications::Notifications;
use super::plugins::PluginList;
use super::top_bar::TopBar;
use super::{shortcuts, theme};
use crate::windows::Workspace;
use egui::{CentralPanel, Context, Frame, Margin, Panel, RichText, Ui, ViewportCommand};
use imjoy_engine::front_end::{EngineLink, StatusText, UiEvent, UiRequest};
use imjoy_engine::identity::PluginId;
use imjoy_engine::value::Value;
use std::path::PathBuf;

/// How the application starts.
#[derive(Clone, Debug, Default)]
pub struct ApplicationOptions {
    /// Folder of sample images, offered in the file browser if it exists.
    pub sample_images: Option<PathBuf>,
    /// Folder in which the file browser opens first; the current folder if there is none.
    pub start_folder: Option<PathBuf>,
}

/// The application, for eframe and for tests.
pub struct Application {
    link: EngineLink,
    options: ApplicationOptions,
    plugins: PluginList,
    workspace: Workspace,
    dialogs: Dialogs,
    notifications: Notifications,
    host_text: HostTextDialog,
    file_browser: Option<FileBrowser>,
    /// Where the user picked a file last.
    folder: Option<PathBuf>,
    status: Option<StatusText>,
    progress: Option<(PluginId, f32)>,
    commands: Commands,
}

impl Application {
    /// Makes the application and lets the engine wake its window.
    pub fn new(context: &Context, link: EngineLink, options: ApplicationOptions) -> Self {
        theme::install(context);
        let wake = context.clone();
        link.requests.set_wake(move || wake.request_repaint());
        Self {
            workspace: Workspace::new(link.clone()),
            link,
            options,
            plugins: PluginList::default(),
            dialogs: Dialogs::default(),
            notifications: Notifications::default(),
            host_text: HostTextDialog::default(),
            file_browser: None,
            folder: None,
            status: None,
            progress: None,
            commands: Commands::default(),
        }
    }

    /// Takes what the engine has sent since the last frame.
    pub fn take_requests(&mut self) {
        for request in self.link.requests.take() {
            self.apply(request);
        }
    }

    /// Draws everything and carries out what the user asked for.
    pub fn show(&mut self, ui: &mut Ui) {
        let context = ui.ctx().clone();
        let is_modal = self.host_text.is_open() || self.file_browser.is_some() || self.dialogs.len() > 0;
        if !is_modal {
            shortcuts::handle(&context, &mut self.commands);
            self.take_dropped_files(&context);
        }
        self.panels_ui(ui);
        self.modals_ui(&context);
        let commands = self.commands.take();
        if !commands.is_empty() {
            // They change what has just been drawn.
            context.request_repaint();
        }
        for command in commands {
            self.carry_out(command, &context);
        }
    }

    fn apply(&mut self, request: UiRequest) {
        if self.workspace.apply(&request) {
            return;
        }
        match request {
            UiRequest::Plugin(snapshot) => self.plugins.update(snapshot),
            UiRequest::PluginRemoved(plugin) => self.plugins.remove(plugin),
            UiRequest::OpenDialog(dialog) => self.dialogs.open(dialog),
            UiRequest::CloseDialog(dialog) => self.dialogs.close(dialog),
            UiRequest::Status(status) => self.status = Some(status),
            UiRequest::Progress(progress) => self.progress = progress,
            UiRequest::Snackbar(snackbar) => self.notifications.add(snackbar),
            // Being here is the repaint; windows are the workspace's.
            UiRequest::Repaint
            | UiRequest::OpenWindow(_)
            | UiRequest::UpdateWindow(_)
            | UiRequest::FocusWindow(_)
            | UiRequest::CloseWindow(_)
            | UiRequest::PlaceWindow { .. }
            | UiRequest::ShowWindow(_)
            | UiRequest::HideWindow(_)
            | UiRequest::OfferedOps { .. }
            | UiRequest::Workspaces { .. } => {}
        }
    }

    fn panels_ui(&mut self, ui: &mut Ui) {
        let bar_frame = Frame::side_top_panel(ui.style()).inner_margin(Margin { left: 6, right: 6, top: 3, bottom: 0 });
        Panel::top("top bar").frame(bar_frame).show(ui, |ui| {
            let bar = TopBar {
                status: self.status.as_ref(),
                progress: self.progress,
                plugins: &self.plugins,
                notifications: &mut self.notifications,
            };
            bar.ui(ui, &mut self.commands);
        });
        Panel::left("plugins")
            .default_size(theme::SIDE_PANEL_WIDTH)
            .size_range(theme::SIDE_PANEL_WIDTHS)
            .resizable(true)
            .show(ui, |ui| self.plugins.ui(ui, &mut self.commands));
        let workspace_fill = theme::colors(ui.visuals()).workspace;
        let central = CentralPanel::default().frame(Frame::NONE.fill(workspace_fill)).show(ui, |ui| {
            if self.workspace.is_empty() {
                hint_ui(ui);
            }
            self.workspace.ui(ui);
        });
        self.notifications.snackbars_ui(ui.ctx(), central.response.rect);
        drop_hint_ui(ui.ctx(), central.response.rect);
    }

    /// Dialogs of the host come first: one that a plugin opens meanwhile must not take the
    /// keys that are meant for the host's.
    fn modals_ui(&mut self, context: &Context) {
        let browses_for_dialog = matches!(
            self.file_browser.as_ref().map(|browser| &browser.purpose),
            Some(BrowseFor::Field { target: FormTarget::Dialog(_), .. })
        );
        if !self.host_text.is_open() && (self.file_browser.is_none() || browses_for_dialog) {
            self.dialogs.ui(context, &mut self.commands);
        }
        self.host_text.ui(context);
        if let Some(browser) = &mut self.file_browser
            && let Some(outcome) = browser.ui(context)
        {
            self.folder = Some(browser.folder().to_owned());
            let purpose = browser.purpose.clone();
            self.file_browser = None;
            context.request_repaint();
            if let Outcome::Picked(paths) = outcome {
                self.use_files(purpose, paths);
            }
        }
    }

    fn use_files(&mut self, purpose: BrowseFor, paths: Vec<PathBuf>) {
        match purpose {
            BrowseFor::Images => self.link.send(UiEvent::OpenImages(paths)),
            BrowseFor::Plugin => paths.into_iter().for_each(|path| self.link.send(UiEvent::LoadPlugin(path))),
            BrowseFor::Field { target, key, .. } => {
                let Some(path) = paths.first() else { return };
                let value = Value::Text(path.display().to_string());
                match target {
                    FormTarget::Op { plugin, op } => self.plugins.set_answer(plugin, &op, &key, value),
                    FormTarget::Dialog(dialog) => self.dialogs.set_answer(dialog, &key, value),
                }
            }
        }
    }

    fn carry_out(&mut self, command: Command, context: &Context) {
        match command {
            Command::Send(event) => self.link.send(event),
            Command::RunOp { plugin, op, config } => {
                let active_window = self.workspace.active();
                self.link.send(UiEvent::RunOp { plugin, op, config, active_window });
            }
            Command::OpenLog(of) => self.workspace.open_log(of),
            Command::ShowText(text) => self.host_text.open(text),
            Command::Browse(purpose) => {
                let folder = self.folder.clone().or_else(|| self.options.start_folder.clone());
                // Without a current folder the root is as good as any.
                let folder = folder.or_else(|| std::env::current_dir().ok()).unwrap_or_else(|| PathBuf::from("/"));
                let samples = self.options.sample_images.as_deref();
                self.file_browser = Some(FileBrowser::open(purpose, folder, samples, context));
            }
            Command::FocusSearch => self.plugins.focus_search(),
            Command::Quit => context.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    fn take_dropped_files(&mut self, context: &Context) {
        let dropped = context.input(|input| input.raw.dropped_files.clone());
        let paths = dropped.iter().map(|file| file.path().to_owned());
        let (plugins, images): (Vec<PathBuf>, Vec<PathBuf>) =
            paths.partition(|path| file_browser::extension_of(path).as_deref() == Some(file_browser::PLUGIN_EXTENSION));
        for path in plugins {
            self.link.send(UiEvent::LoadPlugin(path));
        }
        if !images.is_empty() {
            self.link.send(UiEvent::OpenImages(images));
        }
    }
}

impl eframe::App for Application {
    fn logic(&mut self, _context: &Context, _frame: &mut eframe::Frame) {
        self.take_requests();
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }
}

/// What to do with an empty workspace.
fn hint_ui(ui: &mut Ui) {
    let shortcut = shortcuts::text(ui, &shortcuts::OPEN_IMAGE);
    let lines = [
        RichText::new("Nothing open").size(16.0).weak(),
        RichText::new(format!("Open an image with {shortcut}, or drop files here")).weak(),
        RichText::new("Run a plugin from the list at the left").weak(),
    ];
    let rect = ui.max_rect();
    let place = egui::Rect::from_center_size(rect.center(), egui::vec2(rect.width(), 80.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        ui.vertical_centered(|ui| {
            for line in lines {
                ui.add(egui::Label::new(line).selectable(false));
            }
        });
    });
}

/// What happens when the files over the window are let go.
fn drop_hint_ui(context: &Context, region: egui::Rect) {
    if context.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let visuals = context.global_style().visuals.clone();
    let colors = theme::colors(&visuals);
    let painter = context.layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop hint")));
    painter.rect_filled(region, 0.0, colors.workspace.gamma_multiply(0.85));
    painter.rect_stroke(region.shrink(6.0), 4.0, (2.0, colors.accent), egui::StrokeKind::Inside);
    painter.text(
        region.center(),
        egui::Align2::CENTER_CENTER,
        "Drop to open images or load plugins",
        egui::FontId::proportional(16.0),
        visuals.text_color(),
    );
}
