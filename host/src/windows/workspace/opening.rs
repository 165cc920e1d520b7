//! Opening, updating, showing and closing windows.

use super::frame::{WindowFrame, WindowKey};
use super::{WindowContent, Workspace};
use egui::{Context, Order};
use imjoy_engine::front_end::{OfferedOp, UiEvent, WindowDescription, WindowPresentation, WindowUpdate};
use imjoy_engine::identity::{PluginId, WindowId};
use imjoy_engine::interface::Element;
use std::sync::Arc;

impl Workspace {
    pub(super) fn open(&mut self, description: &WindowDescription) {
        let mut frame = WindowFrame::new(description, &self.link.log);
        if description.presentation == WindowPresentation::Dialog {
            self.dialogs.retain(|open| open.key != frame.key);
            self.dialogs.push(frame);
            return;
        }
        match self.frames.iter_mut().find(|open| open.key == frame.key) {
            // Cannot happen by our engine, whose ids are used once; the place is kept.
            Some(open) => {
                frame.rect = open.rect;
                frame.identity = open.identity.clone();
                *open = frame;
                self.focus(WindowKey::Engine(description.id));
            }
            None => self.add(frame),
        }
    }

    pub(super) fn add(&mut self, mut frame: WindowFrame) {
        let is_taken = |number: u32| {
            self.frames.iter().any(|open| {
                open.identity.number == number && {
                    let mut identity = open.identity.clone();
                    identity.number = frame.identity.number;
                    identity == frame.identity
                }
            })
        };
        let number = (0..).find(|number| !is_taken(*number)).unwrap_or_default();
        frame.identity.number = number;
        self.remembered.opened(&frame.identity);
        // Another that fills the workspace would keep the new one from being seen.
        if self.tiling.is_some() {
            self.frames.iter_mut().for_each(|frame| frame.set_maximised(false));
        }
        self.to_front = Some(frame.key);
        self.frames.push(frame);
    }

    /// Takes what is new in a window; by value, because data can be too much to copy. A
    /// dialog whose plugin has ended closes: it is in the way, and nobody answers in it.
    pub fn update(&mut self, update: WindowUpdate) {
        let key = WindowKey::Engine(update.id);
        let has_ended = update.owner_ended.as_ref().is_some_and(|sentence| !sentence.is_empty());
        if has_ended && self.dialogs.iter().any(|dialog| dialog.key == key) {
            return self.close(key);
        }
        let Some(frame) = self.frame_mut(key) else { return };
        if let Some(name) = &update.name {
            frame.set_name(name);
        }
        if update.data.is_some() || update.config.is_some() {
            frame.content.replace(update.data, update.config);
        }
        if let Some(sentence) = update.owner_ended {
            frame.owner_ended = (!sentence.is_empty()).then_some(sentence);
        }
    }

    pub(super) fn set_content(&mut self, window: WindowId, content: &Arc<Element>) {
        if let Some(frame) = self.frame_mut(WindowKey::Engine(window)) {
            frame.content.set_interface(content.clone());
        }
    }

    pub(super) fn set_takes_files(&mut self, key: WindowKey, takes_files: bool) {
        if let Some(frame) = self.frame_mut(key) {
            frame.takes_files = takes_files;
        }
    }

    pub(super) fn offer(&mut self, key: WindowKey, ops: &[OfferedOp]) {
        if let Some(frame) = self.frame_mut(key) {
            frame.offered = Some(ops.to_vec());
        }
    }

    /// Shows a window and brings it to the front.
    pub(super) fn focus(&mut self, key: WindowKey) {
        let is_tiled = self.tiling.is_some();
        let Some(frame) = self.frames.iter_mut().find(|frame| frame.key == key) else { return };
        frame.set_hidden(false);
        frame.set_collapsed(false);
        if is_tiled && !frame.is_maximised {
            self.frames.iter_mut().for_each(|frame| frame.set_maximised(false));
        }
        self.to_front = Some(key);
    }

    /// As [`Self::focus`], and tells a window that was hidden.
    pub(super) fn focus_by_user(&mut self, key: WindowKey) {
        let was_hidden = self.frame(key).is_some_and(|frame| frame.is_hidden);
        self.focus(key);
        if was_hidden {
            self.send_event(key, "show");
        }
    }

    /// Hides a window for the user.
    pub(super) fn hide(&mut self, key: WindowKey) {
        self.set_hidden(key, true);
        self.send_event(key, "hide");
    }

    pub(super) fn set_hidden(&mut self, key: WindowKey, is_hidden: bool) {
        let Some(frame) = self.frames.iter_mut().find(|frame| frame.key == key) else { return };
        frame.set_hidden(is_hidden);
        if is_hidden && self.active == Some(key) {
            self.active = None;
        }
        self.remembered.is_changed = true;
    }

    /// Closes a window for the user.
    pub(super) fn close(&mut self, key: WindowKey) {
        if self.frame_mut(key).is_some_and(|frame| frame.content.keeps_open()) {
            return self.focus(key);
        }
        self.remembered.user_closes();
        self.remove(key);
        if let WindowKey::Engine(id) = key {
            self.link.send(UiEvent::CloseWindow(id));
        }
    }

    pub(super) fn closed_by_engine(&mut self, key: WindowKey) {
        self.remove(key);
    }

    fn remove(&mut self, key: WindowKey) {
        let area = self.area;
        if let Some(frame) = self.frames.iter().find(|frame| frame.key == key) {
            self.remembered.closed(frame, area);
        }
        self.frames.retain(|frame| frame.key != key);
        self.dialogs.retain(|frame| frame.key != key);
        self.events.forget(key);
        if self.active == Some(key) {
            // The next frame finds out which is on top now.
            self.active = None;
        }
    }

    /// Opens a window of the host with the data of another, as they are now.
    pub(super) fn duplicate(&mut self, key: WindowKey) {
        let host_key = self.host_key();
        let copy = self.frame(key).and_then(|frame| frame.copy(host_key, &self.link.log));
        if let Some(copy) = copy {
            self.add(copy);
        }
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

    pub(super) fn host_key(&mut self) -> WindowKey {
        let key = WindowKey::Host(self.next_host_window);
        self.next_host_window += 1;
        key
    }

    pub(super) fn bring_to_front(&mut self, context: &Context) {
        if std::mem::take(&mut self.restacks) {
            self.frames.iter().for_each(|frame| context.move_to_top(frame.layer()));
        }
        let Some(key) = self.to_front.take() else { return };
        let Some(frame) = self.frames.iter().find(|frame| frame.key == key && !frame.is_hidden) else { return };
        match &mut self.tiling {
            Some(tiling) => {
                tiling.synchronise(&self.frames, self.area);
                tiling.bring_to_front(key);
            }
            None if frame.rect.is_some() => context.move_to_top(frame.layer()),
            // It has no place yet because the layout is still being read.
            None => {
                self.to_front = Some(key);
                return;
            }
        }
        self.active = Some(key);
    }

    /// Puts the windows one over the other in the order in which they were opened.
    pub(super) fn frames_to_front(&mut self) {
        self.to_front = self.frames.iter().rfind(|frame| !frame.is_hidden).map(|frame| frame.key);
        self.restacks = true;
    }

    /// Makes the window on top, or among tiles the one in which the pointer was pressed,
    /// the active one.
    pub(super) fn note_active(&mut self, context: &Context, pressed: Option<WindowKey>) {
        let is_seen = |key: &WindowKey| self.frames.iter().any(|frame| frame.key == *key && !frame.is_hidden);
        let last = || self.frames.iter().rfind(|frame| !frame.is_hidden).map(|frame| frame.key);
        let active = if self.tiling.is_some() {
            pressed.or(self.active.filter(is_seen))
        } else {
            let layers: Vec<_> =
                context.memory(|memory| memory.layer_ids().filter(|layer| layer.order == Order::Middle).collect());
            let at = |layer: &egui::LayerId| {
                self.frames.iter().find(|frame| !frame.is_hidden && frame.layer() == *layer).map(|frame| frame.key)
            };
            layers.iter().rev().find_map(at)
        };
        let active = active.or_else(last);
        if active != self.active {
            self.active = active;
            // The title bars have been drawn with the former one.
            context.request_repaint();
        }
    }
}
