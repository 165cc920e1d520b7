//! The open windows, arranged in the central area.
//!
//! Purpose: takes what the engine says of windows ([`Workspace::apply`]), draws them
//! floating or tiled, remembers their arrangement, and tells the engine what the user does
//! with them.
//!
//! Invariants: a window is known by its id, never by its title, so two of the same title share
//! nothing; what is said of a window that is not open is ignored; the active window is
//! the one that was on top last, whatever else has been clicked since. Tiling leaves the
//! floating places as they are. Nothing here reads or writes a file on the GUI thread.

mod arranging;
mod command;
mod dialog_windows;
mod editors;
mod events;
mod frame;
mod layout;
mod opening;
mod placement;
mod plugins;
mod remembering;
mod snap;
mod tiling;
mod title_bar;
mod window_menu;

#[cfg(test)]
mod tests;

pub use self::command::{
    ARRANGE_IN_GRID, CLOSE, CLOSE_ALL, EXPLAINED, HIDE, MAXIMISE, TILE, WorkspaceCommand, focus_shortcut,
};
pub use self::dialog_windows::DialogWindow;
pub use self::frame::WindowKey;
pub use placement::CELL;

use self::frame::{FrameResponse, WindowFrame};
use self::remembering::Remembered;
use self::tiling::Tiling;
use self::window_menu::WindowWish;
use super::WindowContent;
use super::loaded_plugins::LoadedPlugins;
use egui::{Context, Rect, Ui, UiBuilder};
use imjoy_engine::front_end::{ActiveWindow, EngineLink, OfferedOp, UiEvent, UiRequest};
use imjoy_engine::identity::PluginId;
use std::collections::VecDeque;
use std::sync::Arc;

/// The open windows.
pub struct Workspace {
    link: EngineLink,
    plugins: LoadedPlugins,
    /// In the order in which they were opened.
    frames: Vec<WindowFrame>,
    /// Windows that are shown as dialogs; the last is on top.
    dialogs: Vec<WindowFrame>,
    active: Option<WindowKey>,
    /// To be brought to the front in the next frame.
    to_front: Option<WindowKey>,
    /// Whether to put the windows one over the other in the order in which they were opened.
    restacks: bool,
    next_host_window: u64,
    /// Files that windows ask the user to pick, with the extensions offered.
    file_picks: Vec<(WindowKey, Vec<String>)>,
    /// The tiles, while the windows are tiled.
    tiling: Option<Tiling>,
    /// Where the windows were drawn last.
    area: Rect,
    /// Whether a window is being moved or resized.
    is_moving: bool,
    remembered: Remembered,
    events: events::Reported,
    wishes: Vec<WorkspaceWish>,
    /// What the menus have asked for.
    commands: VecDeque<WorkspaceCommand>,
}

/// What a window asks of the application because the user has asked it.
#[derive(Clone, Debug)]
pub enum WorkspaceWish {
    /// Run an op on the data of a window.
    RunOp {
        /// The op.
        op: OfferedOp,
        /// The window.
        window: ActiveWindow,
    },
    /// Tell what a plugin is.
    ShowPlugin(PluginId),
}

/// A window, for a list of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowEntry {
    /// The window.
    pub key: WindowKey,
    /// Its title, fit to be shown.
    pub title: String,
    /// Name of its plugin.
    pub plugin: Option<Arc<str>>,
    /// Whether it is hidden.
    pub is_hidden: bool,
    /// Whether it is the active one.
    pub is_active: bool,
}

impl Workspace {
    /// A workspace without windows.
    pub fn new(link: EngineLink) -> Self {
        Self {
            link,
            plugins: LoadedPlugins::default(),
            frames: Vec::new(),
            dialogs: Vec::new(),
            active: None,
            to_front: None,
            restacks: false,
            next_host_window: 1,
            file_picks: Vec::new(),
            tiling: None,
            area: Rect::NOTHING,
            is_moving: false,
            remembered: Remembered::default(),
            events: events::Reported::default(),
            wishes: Vec::new(),
            commands: VecDeque::new(),
        }
    }

    /// Takes a request of the engine. Gives whether it was for a window.
    pub fn apply(&mut self, request: &UiRequest) -> bool {
        match request {
            UiRequest::OpenWindow(description) => self.open(description),
            UiRequest::UpdateWindow(update) => self.update(update.clone()),
            UiRequest::WindowContent { window, content } => self.set_content(*window, content),
            UiRequest::FocusWindow(id) => self.focus(WindowKey::Engine(*id)),
            UiRequest::CloseWindow(id) => self.closed_by_engine(WindowKey::Engine(*id)),
            UiRequest::PlaceWindow { window, rectangle } => self.place(WindowKey::Engine(*window), *rectangle),
            UiRequest::ShowWindow(id) => self.set_hidden(WindowKey::Engine(*id), false),
            UiRequest::HideWindow(id) => self.set_hidden(WindowKey::Engine(*id), true),
            UiRequest::WindowTakesFiles { window, takes } => self.set_takes_files(WindowKey::Engine(*window), *takes),
            UiRequest::OfferedOps { window, ops } => self.offer(WindowKey::Engine(*window), ops),
            // Of these only the list of plugins makes something that is seen.
            UiRequest::Plugin(snapshot) => {
                self.note_plugin(snapshot);
                return false;
            }
            UiRequest::PluginRemoved(plugin) => {
                self.plugins.remove(*plugin);
                return false;
            }
            _ => return false,
        }
        true
    }

    /// Draws the windows into the space of `ui`.
    pub fn ui(&mut self, ui: &mut Ui) {
        self.area = ui.max_rect();
        let context = ui.ctx().clone();
        self.load_layout(&context);
        // A dialog has the keyboard alone.
        let is_modal = context.memory(|memory| memory.top_modal_layer().is_some());
        if !is_modal {
            self.commands.extend(command::pressed(&context));
        }
        while let Some(command) = self.commands.pop_front() {
            self.carry_out(command);
            context.request_repaint();
        }
        self.place_new();
        self.bring_to_front(&context);
        let keyboard_is_free = !is_modal && context.memory(|memory| memory.focused().is_none());
        for frame in &mut self.frames {
            frame.content.set_has_keyboard(self.active == Some(frame.key) && keyboard_is_free);
        }
        self.tell_plugins();
        let responses = self.frames_ui(ui, &context);
        let pressed = responses.iter().find(|(_, response)| response.is_pressed).map(|(key, _)| *key);
        self.note_active(&context, pressed);
        self.is_moving = responses.iter().any(|(_, response)| response.is_moving);
        for (key, response) in responses {
            if let Some(zone) = response.zone {
                arranging::paint_preview(&context, zone.rect(self.area));
            }
            for wish in response.wishes {
                self.wish(key, wish, &context);
            }
        }
        self.after_contents(&context);
        self.note_events(&context);
        self.keep_layout();
    }

    fn frames_ui(&mut self, ui: &mut Ui, context: &Context) -> Vec<(WindowKey, FrameResponse)> {
        let active = self.active;
        let area = self.area;
        let Some(tiling) = &mut self.tiling else {
            let seen = self.frames.iter_mut().filter(|frame| !frame.is_hidden);
            return seen
                .map(|frame| (frame.key, frame.floating_ui(context, area, active == Some(frame.key))))
                .collect();
        };
        tiling.synchronise(&self.frames, area);
        // A maximised window is seen alone; the others keep their tiles.
        let is_alone = |frame: &&mut WindowFrame| frame.is_maximised && !frame.is_hidden;
        if let Some(frame) = self.frames.iter_mut().find(is_alone) {
            let mut ui = ui.new_child(UiBuilder::new().max_rect(area).id_salt("window alone"));
            return vec![(frame.key, frame.tile_ui(&mut ui, active == Some(frame.key), false))];
        }
        let response = tiling.ui(ui, &mut self.frames, active);
        if response.is_edited {
            self.remembered.is_changed = true;
        }
        response.windows
    }

    /// The window of a plugin that was focused last, with its data.
    ///
    /// The data are cloned, so this is for the moment when an op is run, not for every
    /// frame.
    pub fn active(&self) -> Option<ActiveWindow> {
        let frame = self.frame(self.active?)?;
        matches!(frame.key, WindowKey::Engine(_)).then(|| active_window(frame))
    }

    /// Whether no window is open.
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// Whether no window is seen.
    pub fn shows_nothing(&self) -> bool {
        self.frames.iter().all(|frame| frame.is_hidden)
    }

    /// All windows, in the order in which they were opened.
    pub fn windows(&self) -> Vec<WindowEntry> {
        let entry = |frame: &WindowFrame| WindowEntry {
            key: frame.key,
            title: frame.title().to_owned(),
            plugin: frame.plugin.as_ref().map(|(_, name)| name.clone()),
            is_hidden: frame.is_hidden,
            is_active: self.active == Some(frame.key),
        };
        self.frames.iter().map(entry).collect()
    }

    /// Whether the windows are tiled.
    pub fn is_tiled(&self) -> bool {
        self.tiling.is_some()
    }

    /// Carries a command out in the next frame.
    pub fn command(&mut self, command: WorkspaceCommand) {
        self.commands.push_back(command);
    }

    /// What windows have asked for since the last call.
    pub fn take_wishes(&mut self) -> Vec<WorkspaceWish> {
        std::mem::take(&mut self.wishes)
    }

    fn frame(&self, key: WindowKey) -> Option<&WindowFrame> {
        self.frames.iter().chain(&self.dialogs).find(|frame| frame.key == key)
    }

    fn frame_mut(&mut self, key: WindowKey) -> Option<&mut WindowFrame> {
        self.frames.iter_mut().chain(&mut self.dialogs).find(|frame| frame.key == key)
    }

    fn wish(&mut self, key: WindowKey, wish: WindowWish, context: &Context) {
        context.request_repaint();
        match wish {
            WindowWish::Close => self.close(key),
            WindowWish::Hide => self.hide(key),
            WindowWish::Copy => self.duplicate(key),
            WindowWish::FindOps => {
                if let WindowKey::Engine(window) = key {
                    self.link.send(UiEvent::FindOps(window));
                }
            }
            WindowWish::RunOp(op) => {
                if let Some(window) = self.frame(key).map(active_window) {
                    self.wishes.push(WorkspaceWish::RunOp { op, window });
                }
            }
            WindowWish::ShowLog => {
                let plugin = self.frame(key).and_then(|frame| frame.plugin.clone());
                if plugin.is_some() {
                    self.open_log(plugin);
                }
            }
            WindowWish::ShowPlugin => {
                if let Some((plugin, _)) = self.frame(key).and_then(|frame| frame.plugin.clone()) {
                    self.wishes.push(WorkspaceWish::ShowPlugin(plugin));
                }
            }
            // The window has done them itself.
            WindowWish::ToggleMaximised | WindowWish::ToggleCollapsed => {}
        }
    }
}

/// A window, as an op that is run on it gets it.
fn active_window(frame: &WindowFrame) -> ActiveWindow {
    ActiveWindow {
        name: frame.name.clone(),
        window_type: frame.window_type.clone(),
        data: frame.content.data().clone(),
    }
}
