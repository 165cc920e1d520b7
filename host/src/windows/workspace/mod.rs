//! The open windows, arranged in the central area.
//!
//! Purpose: takes what the engine says of windows ([`Workspace::apply`]), draws them, and
//! tells the engine when the user closes one.
//!
//! Invariants: a window is known by its id, never by its title, so two of the same title share
//! nothing; what is said of a window that is not open is ignored; the active window is
//! the one that was on top last, whatever else has been clicked since.

mod frame;
mod placement;
mod title_bar;

pub use placement::CELL;

use self::frame::{WindowFrame, WindowKey};
use super::WindowContent;
use egui::{Context, Key, Modifiers, Order, Rect, Ui};
use imjoy_engine::front_end::{ActiveWindow, EngineLink, UiEvent, UiRequest, WindowDescription, WindowUpdate};
use imjoy_engine::identity::PluginId;
use std::sync::Arc;

/// The open windows.
pub struct Workspace {
    link: EngineLink,
    /// In the order in which they were opened.
    frames: Vec<WindowFrame>,
    active: Option<WindowKey>,
    /// To be brought to the front in the next frame.
    to_front: Option<WindowKey>,
    next_host_window: u64,
}

impl Workspace {
    /// A workspace without windows.
    pub fn new(link: EngineLink) -> Self {
        Self { link, frames: Vec::new(), active: None, to_front: None, next_host_window: 1 }
    }

    /// Takes a request of the engine. Gives whether it was for a window.
    pub fn apply(&mut self, request: &UiRequest) -> bool {
        match request {
            UiRequest::OpenWindow(description) => self.open(description),
            UiRequest::UpdateWindow(update) => self.update(update),
            UiRequest::FocusWindow(id) => self.focus(WindowKey::Engine(*id)),
            UiRequest::CloseWindow(id) => self.remove(WindowKey::Engine(*id)),
            _ => return false,
        }
        true
    }

    /// Draws the windows into the space of `ui`.
    pub fn ui(&mut self, ui: &mut Ui) {
        let area = ui.max_rect();
        let context = ui.ctx().clone();
        // A dialog has the keyboard alone.
        let is_modal = context.memory(|memory| memory.top_modal_layer().is_some());
        if !is_modal {
            self.shortcuts(&context);
        }
        self.place_new(area);
        if let Some(key) = self.to_front.take()
            && let Some(frame) = self.frames.iter().find(|frame| frame.key == key)
        {
            context.move_to_top(frame.layer());
            self.active = Some(key);
        }
        let keyboard_is_free = !is_modal && context.memory(|memory| memory.focused().is_none());
        let mut closed = Vec::new();
        for frame in &mut self.frames {
            let is_active = self.active == Some(frame.key);
            frame.content.set_has_keyboard(is_active && keyboard_is_free);
            if frame.ui(&context, area, is_active) {
                closed.push(frame.key);
            }
        }
        self.note_active(&context);
        for key in closed {
            self.close(key);
        }
        self.after_contents(&context);
    }

    /// The window of a plugin that was focused last, with its data.
    ///
    /// The data are cloned, so this is for the moment when an op is run, not for every
    /// frame.
    pub fn active(&self) -> Option<ActiveWindow> {
        let active = self.active?;
        let frame = self.frames.iter().find(|frame| frame.key == active)?;
        matches!(frame.key, WindowKey::Engine(_)).then(|| ActiveWindow {
            name: frame.name.clone(),
            window_type: frame.window_type.clone(),
            data: frame.content.data().clone(),
        })
    }

    /// Opens the log of a plugin, or of all, in a window of the host; brings it to the
    /// front if it is open.
    pub fn open_log(&mut self, plugin: Option<(PluginId, Arc<str>)>) {
        let id = plugin.as_ref().map(|(id, _)| *id);
        if let Some(id) = id {
            self.link.send(UiEvent::LogSeen(id));
        }
        if let Some(frame) = self.frames.iter().find(|frame| frame.log_of == Some(id)) {
            self.focus(frame.key);
            return;
        }
        let name = match &plugin {
            Some((_, name)) => format!("Log of {name}"),
            None => "Log".to_owned(),
        };
        let content = WindowContent::of_log(self.link.log.clone(), id);
        let mut frame = WindowFrame::of_content(self.host_key(), &name, content);
        frame.log_of = Some(id);
        self.add(frame);
    }

    /// Whether no window is open.
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    fn open(&mut self, description: &WindowDescription) {
        let mut frame = WindowFrame::new(description, &self.link.log);
        match self.frames.iter_mut().find(|open| open.key == frame.key) {
            // Cannot happen by our engine, whose ids are used once; the place is kept.
            Some(open) => {
                frame.rect = open.rect;
                *open = frame;
                self.focus(WindowKey::Engine(description.id));
            }
            None => self.add(frame),
        }
    }

    fn add(&mut self, frame: WindowFrame) {
        self.to_front = Some(frame.key);
        self.frames.push(frame);
    }

    fn update(&mut self, update: &WindowUpdate) {
        let key = WindowKey::Engine(update.id);
        let Some(frame) = self.frames.iter_mut().find(|frame| frame.key == key) else { return };
        if let Some(name) = &update.name {
            frame.set_name(name);
        }
        if update.data.is_some() || update.config.is_some() {
            frame.content.update(update.data.as_ref(), update.config.as_ref());
        }
        if let Some(sentence) = &update.owner_ended {
            frame.owner_ended = (!sentence.is_empty()).then(|| sentence.clone());
        }
    }

    fn focus(&mut self, key: WindowKey) {
        if let Some(frame) = self.frames.iter_mut().find(|frame| frame.key == key) {
            frame.set_collapsed(false);
            self.to_front = Some(key);
        }
    }

    /// Closes a window for the user.
    fn close(&mut self, key: WindowKey) {
        self.remove(key);
        if let WindowKey::Engine(id) = key {
            self.link.send(UiEvent::CloseWindow(id));
        }
    }

    fn remove(&mut self, key: WindowKey) {
        self.frames.retain(|frame| frame.key != key);
        if self.active == Some(key) {
            // The next frame finds out which is on top now.
            self.active = None;
        }
    }

    fn shortcuts(&mut self, context: &Context) {
        let Some(active) = self.active else { return };
        let (close, previous, next) = context.input_mut(|input| {
            (
                input.consume_key(Modifiers::COMMAND, Key::W),
                // The one with more modifiers first: the other would match it too.
                input.consume_key(Modifiers::CTRL | Modifiers::SHIFT, Key::Tab),
                input.consume_key(Modifiers::CTRL, Key::Tab),
            )
        });
        if close {
            self.close(active);
        } else if next || previous {
            self.cycle(active, next);
        }
    }

    /// Goes from the window `from` to the next or the previous one, in the order in which
    /// they were opened.
    fn cycle(&mut self, from: WindowKey, forward: bool) {
        let count = self.frames.len();
        let Some(index) = self.frames.iter().position(|frame| frame.key == from) else { return };
        let index = if forward { index + 1 } else { index + count - 1 } % count;
        if let Some(key) = self.frames.get(index).map(|frame| frame.key) {
            self.focus(key);
        }
    }

    fn place_new(&mut self, area: Rect) {
        if self.frames.iter().all(|frame| frame.rect.is_some()) {
            return;
        }
        let mut occupied: Vec<Rect> =
            self.frames.iter().filter(|frame| !frame.is_collapsed).filter_map(|frame| frame.rect).collect();
        for frame in self.frames.iter_mut().filter(|frame| frame.rect.is_none()) {
            let rect = placement::place(frame.wish, frame.content.default_size(), area, &occupied);
            occupied.push(rect);
            frame.rect = Some(rect);
        }
    }

    /// Makes the window on top the active one, if one of ours is on top.
    fn note_active(&mut self, context: &Context) {
        let top = context.memory(|memory| memory.areas().top_layer_id(Order::Middle));
        let on_top = self.frames.iter().find(|frame| Some(frame.layer()) == top).map(|frame| frame.key);
        let active = on_top.or(self.active).or_else(|| self.frames.last().map(|frame| frame.key));
        if active != self.active {
            self.active = active;
            // The title bars have been drawn with the former one.
            context.request_repaint();
        }
    }

    fn after_contents(&mut self, context: &Context) {
        let mut images = Vec::new();
        for frame in &mut self.frames {
            if frame.content.take_errors_seen()
                && let Some(Some(plugin)) = frame.log_of
            {
                self.link.send(UiEvent::LogSeen(plugin));
            }
            images.extend(frame.content.take_requested_image());
        }
        for image in images {
            let content = WindowContent::of_image(image);
            let frame = WindowFrame::of_content(self.host_key(), "Image from the log", content);
            self.add(frame);
            context.request_repaint();
        }
    }

    fn host_key(&mut self) -> WindowKey {
        let key = WindowKey::Host(self.next_host_window);
        self.next_host_window += 1;
        key
    }
}
