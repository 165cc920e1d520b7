//! The application: its state, and the order in which a frame uses it.

use super::appearance::Appearance;
use super::browser_notice::BrowserNotice;
use super::command::{BrowseFor, Command, Commands, FormTarget};
use super::dialogs::{Dialogs, Places};
use super::dropping::{Dropped, Dropping, PointerSource};
use super::file_browser::{FilePicker, Outcome, Start, SystemDialogs, SystemState, folder_of};
use super::host_text::HostTextDialog;
use super::installing::{InstallDialogs, PluginChoice, UninstallDialog};
use super::notifications::Notifications;
use super::op_dialog::OpDialog;
use super::permission_page::PermissionPage;
use super::plugins::PluginList;
use super::top_bar::TopBar;
use super::workspace_menu::WorkspaceMenu;
use super::{shortcuts, theme, window_dialogs};
use crate::kept::Keeper;
use crate::windows::workspace::WorkspaceWish;
use crate::windows::{EditorStart, Workspace};
use egui::{CentralPanel, Context, Frame, Margin, Panel, RichText, Ui, ViewportCommand};
use imjoy_engine::front_end::{EngineLink, StatusText, UiEvent, UiRequest};
use imjoy_engine::identity::PluginId;
use imjoy_engine::value::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How the application starts.
#[derive(Clone, Debug, Default)]
pub struct ApplicationOptions {
    /// Folder of sample images, offered in the file browser if it exists.
    pub sample_images: Option<PathBuf>,
    /// Folder in which the file browser opens first; the current folder if there is none.
    pub start_folder: Option<PathBuf>,
    /// Folder in which look and arrangement are remembered; without one they are not.
    pub data_folder: Option<PathBuf>,
    /// The look that was remembered.
    pub appearance: Appearance,
    /// Images to open, by absolute paths.
    pub images: Vec<PathBuf>,
    /// The file dialogs of the system; without them the host's own browser is used.
    pub system_dialogs: Option<Arc<dyn SystemDialogs>>,
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
    file_picker: Option<FilePicker>,
    system_dialogs: SystemState,
    /// Where the user picked a file last.
    folder: Option<PathBuf>,
    status: Option<StatusText>,
    progress: Option<(PluginId, f32)>,
    permissions: PermissionPage,
    /// URLs to open in the browser, which the user has agreed to.
    urls: Vec<String>,
    workspaces: WorkspaceMenu,
    op_dialog: OpDialog,
    installing: InstallDialogs,
    uninstall: UninstallDialog,
    plugin_choice: PluginChoice,
    browser_notice: BrowserNotice,
    dropping: Dropping,
    /// The look as it is, and as it was when it was kept last.
    appearance: Appearance,
    kept_appearance: Appearance,
    keeper: Option<Arc<Keeper>>,
    commands: Commands,
}

impl Application {
    /// Makes the application and lets the engine wake its window.
    pub fn new(context: &Context, link: EngineLink, options: ApplicationOptions) -> Self {
        theme::install(context);
        let wake = context.clone();
        link.requests.set_wake(move || wake.request_repaint());
        let appearance = options.appearance.clone();
        context.set_theme(appearance.theme_preference());
        let dialogs = options.system_dialogs.clone();
        let system_dialogs = SystemState::new(dialogs, !appearance.avoids_system_dialogs, context);
        let mut workspace = Workspace::new(link.clone());
        workspace.open_at_start(options.images.clone());
        let keeper = options.data_folder.as_ref().map(|folder| {
            let keeper = Arc::new(Keeper::new(Arc::clone(&link.log)));
            workspace.remember_in(folder.clone(), Arc::clone(&keeper));
            keeper
        });
        Self {
            workspace,
            link,
            options,
            plugins: PluginList::new(&appearance),
            dialogs: Dialogs::default(),
            notifications: Notifications::default(),
            host_text: HostTextDialog::default(),
            file_picker: None,
            system_dialogs,
            folder: None,
            status: None,
            progress: None,
            permissions: PermissionPage::default(),
            urls: Vec::new(),
            workspaces: WorkspaceMenu::default(),
            op_dialog: OpDialog::default(),
            installing: InstallDialogs::default(),
            uninstall: UninstallDialog::default(),
            plugin_choice: PluginChoice::default(),
            browser_notice: BrowserNotice::default(),
            dropping: Dropping::default(),
            kept_appearance: appearance.clone(),
            appearance,
            keeper,
            commands: Commands::default(),
        }
    }

    /// Where the pointer is asked for while files are dragged over the application.
    pub fn set_pointer_source(&mut self, source: Arc<dyn PointerSource>) {
        self.dropping.set_source(source);
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
        let is_modal = self.host_asks()
            || self.file_picker.is_some()
            || self.dialogs.len() > 0
            || self.workspace.dialog_count() > 0;
        if !is_modal {
            shortcuts::handle(&context, self.workspace.active_is_editor(), &mut self.commands);
        }
        self.dropping.begin_frame(&context, is_modal);
        self.system_dialogs.poll();
        self.panels_ui(ui);
        self.modals_ui(&context);
        for url in self.urls.drain(..) {
            context.open_url(egui::OpenUrl::new_tab(url));
        }
        let commands = self.commands.take();
        if !commands.is_empty() {
            // They change what has just been drawn.
            context.request_repaint();
        }
        for command in commands {
            self.carry_out(command, &context);
        }
        for wish in self.workspace.take_wishes() {
            self.grant(wish);
        }
        self.keep_appearance(&context);
    }

    /// Whether a dialog of the host is open, which plugins' dialogs must not cover.
    fn host_asks(&self) -> bool {
        self.host_text.is_open()
            || self.permissions.is_open()
            || self.workspaces.is_open()
            || self.op_dialog.is_open()
            || self.installing.is_open()
            || self.uninstall.is_open()
            || self.plugin_choice.is_open()
            || self.browser_notice.is_open()
    }

    /// Keeps the look when it has changed and nothing is being dragged.
    fn keep_appearance(&mut self, context: &Context) {
        let (Some(keeper), Some(folder)) = (&self.keeper, &self.options.data_folder) else { return };
        self.appearance.note(context);
        self.plugins.note(&mut self.appearance);
        if self.appearance != self.kept_appearance && !context.input(|input| input.pointer.any_down()) {
            self.kept_appearance = self.appearance.clone();
            self.appearance.keep(folder, keeper);
        }
    }

    /// Does what a window has asked for because the user has asked it.
    fn grant(&mut self, wish: WorkspaceWish) {
        match wish {
            WorkspaceWish::RunOp { op, .. } if self.explains_browser(op.plugin) => {}
            WorkspaceWish::RunOp { op, window } => match self.plugins.form(op.plugin, &op.op) {
                Some(form) if !form.elements.is_empty() => self.op_dialog.open(op, window, &form),
                _ => self.link.send(UiEvent::RunOp {
                    plugin: op.plugin,
                    op: op.op.to_string(),
                    config: self.plugins.answers(op.plugin, &op.op),
                    active_window: Some(window),
                }),
            },
            WorkspaceWish::ShowPlugin(plugin) => {
                if let Some(text) = self.plugins.about(plugin) {
                    self.host_text.open(text);
                }
            }
        }
    }

    fn apply(&mut self, request: UiRequest) {
        let request = match request {
            UiRequest::UpdateWindow(update) => return self.workspace.update(update),
            request => request,
        };
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
            UiRequest::OpenUrl { url, .. } => self.urls.push(url),
            UiRequest::Permissions { plugin, permissions } => self.permissions.update(plugin, permissions),
            UiRequest::Workspaces { current, names } => {
                self.workspace.workspace_is(&current);
                self.workspaces.update(current, names);
            }
            UiRequest::Install(snapshot) => self.installing.update(snapshot),
            UiRequest::Repaint
            | UiRequest::OpenWindow(_)
            | UiRequest::UpdateWindow(_)
            | UiRequest::WindowContent { .. }
            | UiRequest::FocusWindow(_)
            | UiRequest::CloseWindow(_)
            | UiRequest::PlaceWindow { .. }
            | UiRequest::ShowWindow(_)
            | UiRequest::HideWindow(_)
            | UiRequest::OfferedOps { .. }
            | UiRequest::WindowTakesFiles { .. } => {}
        }
    }

    fn panels_ui(&mut self, ui: &mut Ui) {
        let bar_frame = Frame::side_top_panel(ui.style()).inner_margin(Margin { left: 6, right: 6, top: 3, bottom: 0 });
        Panel::top("top bar").frame(bar_frame).show(ui, |ui| {
            let bar = TopBar {
                status: self.status.as_ref(),
                progress: self.progress,
                plugins: &self.plugins,
                workspace: &self.workspace,
                notifications: &mut self.notifications,
                system_dialogs: &self.system_dialogs,
            };
            bar.ui(ui, &mut self.commands);
        });
        let panel = Panel::left("plugins")
            .default_size(self.options.appearance.side_panel_width.unwrap_or(theme::SIDE_PANEL_WIDTH))
            .size_range(theme::SIDE_PANEL_WIDTHS)
            .resizable(true)
            .show(ui, |ui| {
                ui.add_space(4.0);
                self.workspaces.ui(ui, &mut self.commands);
                self.plugins.ui(ui, &mut self.commands);
            });
        self.appearance.side_panel_width = Some(panel.response.rect.width().round());
        let workspace_fill = theme::colors(ui.visuals()).workspace;
        let central = CentralPanel::default().frame(Frame::NONE.fill(workspace_fill)).show(ui, |ui| {
            if self.workspace.shows_nothing() {
                hint_ui(ui, self.workspace.is_empty());
            }
            self.workspace.ui(ui);
        });
        for (window, extensions) in self.workspace.take_file_picks() {
            self.commands.push(Command::Browse(BrowseFor::Window { window, extensions }));
        }
        self.notifications.snackbars_ui(ui.ctx(), central.response.rect);
        if let Some(dropped) = self.dropping.end_frame(ui.ctx(), central.response.rect) {
            self.take_dropped(dropped);
        }
    }

    /// Dialogs of the host come first: one that a plugin opens meanwhile must not take the
    /// keys that are meant for the host's.
    fn modals_ui(&mut self, context: &Context) {
        let browses_for_dialog = matches!(
            self.file_picker.as_ref().map(|browser| &browser.purpose),
            Some(BrowseFor::Field { target: FormTarget::Dialog(_), .. })
        );
        let is_covered = self.host_asks() || self.file_picker.is_some() || self.dialogs.len() > 0;
        window_dialogs::ui(context, &mut self.workspace, is_covered);
        if !self.host_asks() && (self.file_picker.is_none() || browses_for_dialog) {
            let folder = self.start_folder();
            let start = start(&folder, &self.options, &self.appearance);
            let places = Places { start, system: &self.system_dialogs };
            self.dialogs.ui(context, &places, &mut self.commands);
        }
        self.host_text.ui(context);
        self.workspaces.modal_ui(context, &mut self.commands);
        self.op_dialog.ui(context, &mut self.commands);
        self.permissions.ui(context, &mut self.commands);
        self.uninstall.ui(context, &mut self.commands);
        self.plugin_choice.ui(context, &mut self.commands);
        self.browser_notice.ui(context, &mut self.commands);
        self.installing.ui(context, &mut self.commands);
        if let Some(picker) = &mut self.file_picker
            && let Some(outcome) = picker.ui(context)
        {
            let purpose = picker.purpose.clone();
            self.file_picker = None;
            context.request_repaint();
            if let Outcome::Picked(paths) = outcome {
                self.commands.push(Command::NotePicked(folder_of(&paths)));
                self.use_files(purpose, paths, context);
            }
        }
    }

    fn use_files(&mut self, purpose: BrowseFor, paths: Vec<PathBuf>, context: &Context) {
        match purpose {
            BrowseFor::Images => self.link.send(UiEvent::OpenImages(paths)),
            // Plugins' dialogs have their own browser.
            BrowseFor::Question => {}
            BrowseFor::Plugin => paths.into_iter().for_each(|path| self.link.send(UiEvent::LoadPlugin(path))),
            BrowseFor::Package => paths.into_iter().for_each(|path| self.link.send(UiEvent::Install(path))),
            BrowseFor::Source => {
                let start = paths.into_iter().next().map(EditorStart::File);
                start.iter().for_each(|start| self.workspace.open_editor(context, start));
            }
            BrowseFor::Window { window, .. } => {
                if let Some(path) = paths.into_iter().next() {
                    self.workspace.take_picked(window, path);
                }
            }
            BrowseFor::Field { target, key, .. } => {
                let Some(path) = paths.first() else { return };
                let value = Value::Text(path.display().to_string());
                match target {
                    FormTarget::Op { plugin, op } => self.plugins.set_answer(plugin, &op, &key, value),
                    FormTarget::OpDialog => self.op_dialog.set_answer(&key, value),
                    FormTarget::Dialog(dialog) => self.dialogs.set_answer(dialog, &key, value),
                }
            }
        }
    }

    /// Where a file browser begins: where files were picked last, in this run or before.
    fn start_folder(&self) -> PathBuf {
        let folder = self.folder.clone().or_else(|| self.options.start_folder.clone());
        // Without a current folder the root is as good as any.
        folder.or_else(|| std::env::current_dir().ok()).unwrap_or_else(|| PathBuf::from("/"))
    }

    fn carry_out(&mut self, command: Command, context: &Context) {
        match command {
            Command::Send(event) => self.link.send(event),
            Command::RunOp { plugin, .. } if self.explains_browser(plugin) => {}
            Command::RunOp { plugin, op, config } => {
                let active_window = self.workspace.active();
                self.link.send(UiEvent::RunOp { plugin, op, config, active_window });
            }
            Command::ShowPermissions(plugin, name) => {
                self.permissions.open(plugin, name);
                self.link.send(UiEvent::ShowPermissions(plugin));
            }
            Command::Uninstall(plugin, name) => self.uninstall.open(plugin, name),
            Command::Workspace(command) => self.workspace.command(command),
            Command::LeaveWorkspace => self.workspace.leave(),
            Command::OpenLog(of) => self.workspace.open_log(of),
            Command::ShowText(text) => self.host_text.open(text),
            Command::Browse(purpose) => {
                let folder = self.start_folder();
                let start = start(&folder, &self.options, &self.appearance);
                self.file_picker = Some(FilePicker::open(purpose, &start, &self.system_dialogs, context));
            }
            Command::NotePicked(Some(folder)) => {
                self.appearance.note_folder(&folder);
                self.folder = Some(folder);
            }
            Command::NotePicked(None) => {}
            Command::UseSystemDialogs(is_wanted) => {
                self.system_dialogs.is_wanted = is_wanted;
                self.appearance.avoids_system_dialogs = !is_wanted;
            }
            Command::NewPlugin(language, kind) => {
                self.workspace.open_editor(context, &EditorStart::Template(language, kind));
            }
            Command::EditPlugin(plugin) => self.workspace.edit_plugin(context, plugin),
            Command::ShowDocs(plugin) => self.workspace.open_docs(plugin),
            Command::FocusSearch => self.plugins.focus_search(),
            Command::Quit => context.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    /// Tells the user who runs a plugin that it needs a browser, if it does.
    fn explains_browser(&mut self, plugin: PluginId) -> bool {
        let notice = self.plugins.browser_notice(plugin);
        let is_needed = notice.is_some();
        notice.into_iter().for_each(|notice| self.browser_notice.open(notice));
        is_needed
    }

    /// Gives files that have been let go to whom they were let go over.
    fn take_dropped(&mut self, dropped: Dropped) {
        self.plugin_choice.ask(dropped.plugins);
        for path in dropped.packages {
            self.link.send(UiEvent::Install(path));
        }
        if dropped.files.is_empty() {
            return;
        }
        self.link.send(match dropped.target {
            Some(target) => UiEvent::DropFiles { paths: dropped.files, target },
            None => UiEvent::OpenImages(dropped.files),
        });
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

/// Where choosing files begins.
fn start<'a>(folder: &'a Path, options: &'a ApplicationOptions, appearance: &'a Appearance) -> Start<'a> {
    Start { folder, samples: options.sample_images.as_deref(), recent: &appearance.recent_folders }
}

/// What to do with an empty workspace.
fn hint_ui(ui: &mut Ui, is_empty: bool) {
    let shortcut = shortcuts::text(ui, &shortcuts::OPEN_IMAGE);
    let lines = [
        RichText::new(if is_empty { "Nothing open" } else { "All windows are hidden; the menu Windows shows them" })
            .size(16.0)
            .weak(),
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
