//! What happens to windows, told to their plugins, and what their contents ask for.
//!
//! `resize` is sent when a window has come to rest, not while it is dragged; `show` and
//! `hide` when the user did it, since the engine tells those that a plugin asked for.

use super::frame::{WindowFrame, WindowKey};
use super::placement::CELL;
use super::title_bar::TITLE_BAR_HEIGHT;
use super::{Workspace, active_window};
use crate::windows::WindowContent;
use crate::windows::host_request::HostRequest;
use egui::{Context, Rect};
use imjoy_engine::front_end::{ActiveWindow, UiEvent};
use imjoy_engine::value::{Record, Value};
use std::collections::HashMap;

/// Smaller differences are of rounding, in points.
const SAME: f32 = 0.5;

/// What the plugins know already.
#[derive(Default)]
pub(super) struct Reported {
    active: Option<WindowKey>,
    rects: HashMap<WindowKey, Rect>,
    /// Where windows were in the frame before, to see whether they rest.
    before: HashMap<WindowKey, Rect>,
}

impl Reported {
    pub(super) fn forget(&mut self, key: WindowKey) {
        self.rects.remove(&key);
        self.before.remove(&key);
    }
}

impl Workspace {
    pub(super) fn send_event(&self, key: WindowKey, event: &str) {
        if let WindowKey::Engine(window) = key {
            self.link.send(UiEvent::WindowEvent { window, event: event.to_owned(), data: Value::Absent });
        }
    }

    /// Tells which window has become active and which have been moved or resized.
    pub(super) fn note_events(&mut self, context: &Context) {
        if self.active != self.events.active {
            self.events.active = self.active;
            if let Some(active) = self.active {
                self.send_event(active, "focus");
            }
        }
        let is_down = self.is_moving || context.input(|input| input.pointer.any_down());
        let mut rested = Vec::new();
        for frame in self.frames.iter().filter(|frame| !frame.is_hidden && !frame.is_collapsed) {
            let Some(rect) = frame.shown_rect else { continue };
            let rests = self.events.before.insert(frame.key, rect).is_some_and(|before| is_same(before, rect));
            let reported = *self.events.rects.entry(frame.key).or_insert(rect);
            if is_same(reported, rect) {
                continue;
            }
            if rests && !is_down {
                self.events.rects.insert(frame.key, rect);
                rested.push((frame.key, rect));
            } else if !is_down {
                context.request_repaint();
            }
        }
        for (key, rect) in rested {
            self.remembered.is_changed = true;
            if let WindowKey::Engine(window) = key {
                let data = resize_data(rect, self.area);
                self.link.send(UiEvent::WindowEvent { window, event: "resize".to_owned(), data });
            }
        }
    }

    /// Takes what the contents have to say since they were drawn.
    pub(super) fn after_contents(&mut self, context: &Context) {
        let mut images = Vec::new();
        let mut asked = Vec::new();
        for frame in self.frames.iter_mut().chain(&mut self.dialogs) {
            if frame.content.take_errors_seen()
                && let Some(Some(plugin)) = frame.log_of
            {
                self.link.send(UiEvent::LogSeen(plugin));
            }
            images.extend(frame.content.take_requested_image());
            for request in frame.content.take_host_requests() {
                asked.push((frame.key, request));
            }
            let events = frame.content.take_events();
            if let WindowKey::Engine(window) = frame.key {
                for (event, data) in events {
                    self.link.send(UiEvent::WindowEvent { window, event, data });
                }
            }
        }
        for (key, request) in asked {
            self.carry_out_request(key, request, context);
        }
        for image in images {
            let content = WindowContent::of_image(image);
            let frame = WindowFrame::of_content(self.host_key(), "Image from the log", content);
            self.add(frame);
            context.request_repaint();
        }
    }

    /// Does what the content of a window has asked of the host.
    fn carry_out_request(&mut self, key: WindowKey, request: HostRequest, context: &Context) {
        let owner = self.frame(key).and_then(|frame| frame.plugin.as_ref()).map(|(plugin, _)| *plugin);
        match request {
            HostRequest::PickFile { extensions } => self.file_picks.push((key, extensions)),
            HostRequest::RunPlugin(component) => {
                let active_window = self.newest_data_window();
                self.link.send(UiEvent::RunComponent { component, active_window });
            }
            HostRequest::LoadPlugin(path) => self.link.send(match self.plugins.of_file(&path) {
                Some(plugin) => UiEvent::Reload(plugin.id),
                None => UiEvent::LoadPlugin(path),
            }),
            HostRequest::ChooseTag(plugin, tag) => self.link.send(UiEvent::ChooseTag { plugin, tag }),
            HostRequest::ShowDocs => owner.into_iter().for_each(|owner| self.open_docs(owner)),
            HostRequest::EditPlugin => owner.into_iter().for_each(|owner| self.edit_plugin(context, owner)),
        }
        context.request_repaint();
    }

    /// Files that windows ask the user to pick, with the extensions offered (none: all).
    pub fn take_file_picks(&mut self) -> Vec<(WindowKey, Vec<String>)> {
        std::mem::take(&mut self.file_picks)
    }

    /// Gives a window the file that the user has picked for it.
    pub fn take_picked(&mut self, key: WindowKey, path: std::path::PathBuf) {
        if let Some(frame) = self.frame_mut(key) {
            frame.content.take_picked(path);
        }
    }

    /// The window opened last that is no editor, with its data: what a plugin that is run
    /// from an editor works on.
    fn newest_data_window(&self) -> Option<ActiveWindow> {
        let is_data = |frame: &&WindowFrame| {
            matches!(frame.key, WindowKey::Engine(_)) && frame.window_type != "imjoy/plugin-editor"
        };
        self.frames.iter().rev().find(is_data).map(active_window)
    }
}

fn is_same(one: Rect, other: Rect) -> bool {
    (one.min - other.min).abs().max_elem() < SAME && (one.max - other.max).abs().max_elem() < SAME
}

/// Place and size in cells, and the size of the content in points.
fn resize_data(rect: Rect, area: Rect) -> Value {
    let cells = |length: f32| (length / CELL).round().max(0.0) as i64;
    let offset = rect.min - area.min;
    Record::new()
        .with("x", cells(offset.x))
        .with("y", cells(offset.y))
        .with("w", cells(rect.width()))
        .with("h", cells(rect.height()))
        .with("width", f64::from(rect.width().round()))
        .with("height", f64::from((rect.height() - TITLE_BAR_HEIGHT).round()))
        .into()
}
