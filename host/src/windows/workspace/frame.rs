//! One open window: its place, its title bar, and its content.
//!
//! Why not egui's own title bar: it has no place for the owner's name and for a button
//! that maximises, and collapses on a double click. The place is kept here and given to
//! [`egui::Window`] in every frame, which does the layering and the resizing.

use super::placement::Wish;
use super::title_bar::{TITLE_BAR_HEIGHT, TitleBar};
use crate::windows::{WindowContent, palette, text};
use egui::{Context, Frame, Id, LayerId, Margin, Order, Rect, RichText, Sense, Ui, UiBuilder, Vec2, vec2};
use imjoy_engine::front_end::WindowDescription;
use imjoy_engine::identity::{PluginId, WindowId};
use imjoy_engine::log::Log;
use std::sync::Arc;

const SMALLEST_SIZE: Vec2 = vec2(150.0, 90.0);
const COLLAPSED_WIDTH: f32 = 280.0;

/// What tells windows apart: never their title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WindowKey {
    /// A window that the engine knows.
    Engine(WindowId),
    /// A window of this front end itself.
    Host(u64),
}

/// An open window.
pub struct WindowFrame {
    pub key: WindowKey,
    pub name: String,
    pub window_type: String,
    pub content: WindowContent,
    pub wish: Wish,
    /// Place when neither maximised nor collapsed; `None` before it was drawn.
    pub rect: Option<Rect>,
    pub is_collapsed: bool,
    /// One sentence when the owner has ended.
    pub owner_ended: Option<Arc<str>>,
    /// The plugin whose log this window of the host shows (`None`: of all).
    pub log_of: Option<Option<PluginId>>,
    title: String,
    owner: Option<Arc<str>>,
    is_maximised: bool,
    /// Impose [`Self::rect`]'s size in the next frame, since egui remembers another.
    size_is_imposed: bool,
}

impl WindowFrame {
    /// The window described.
    pub fn new(description: &WindowDescription, log: &Arc<Log>) -> Self {
        let content = WindowContent::new(description, log);
        let mut frame = Self::of_content(WindowKey::Engine(description.id), &description.name, content);
        frame.window_type = description.window_type.clone();
        frame.owner = description.plugin_name.as_deref().map(|name| text::line(name, text::TITLE_CHARACTERS).into());
        frame.wish = Wish { x: description.x, y: description.y, w: description.w, h: description.h };
        frame
    }

    /// A window of the host itself.
    pub fn of_content(key: WindowKey, name: &str, content: WindowContent) -> Self {
        Self {
            key,
            name: name.to_owned(),
            window_type: String::new(),
            content,
            wish: Wish::default(),
            rect: None,
            is_collapsed: false,
            owner_ended: None,
            log_of: None,
            title: text::title(name),
            owner: None,
            is_maximised: false,
            size_is_imposed: false,
        }
    }

    /// Replaces the name.
    pub fn set_name(&mut self, name: &str) {
        self.name = name.to_owned();
        self.title = text::title(name);
    }

    /// The layer in which the window is drawn.
    pub fn layer(&self) -> LayerId {
        LayerId::new(Order::Middle, self.id())
    }

    fn id(&self) -> Id {
        Id::unique(("workspace window", self.key))
    }

    /// Draws the window in `area`. Gives whether it shall be closed.
    pub fn ui(&mut self, context: &Context, area: Rect, is_active: bool) -> bool {
        let Some(rect) = self.rect else { return false };
        let style = context.global_style();
        let frame = Frame::window(&style).inner_margin(Margin::ZERO);
        let border = frame.total_margin().sum();
        let mut window = egui::Window::new(self.title.as_str())
            .id(self.id())
            .title_bar(false)
            .fade_in(false)
            .frame(frame)
            .constrain_to(area);
        window = if self.is_maximised {
            window.current_pos(area.min).movable(false).fixed_size(area.size())
        } else if self.is_collapsed {
            let width = rect.width().min(COLLAPSED_WIDTH);
            window.current_pos(rect.min).fixed_size(vec2(width, TITLE_BAR_HEIGHT) + vec2(0.0, border.y))
        } else if self.size_is_imposed {
            self.size_is_imposed = false;
            window.current_pos(rect.min).fixed_size(rect.size())
        } else {
            window.current_pos(rect.min).default_size(rect.size()).min_size(SMALLEST_SIZE)
        };
        let shape_is_free = !self.is_maximised && !self.is_collapsed;
        let mut close = false;
        let response = window.show(context, |ui| close = self.inside_ui(ui, is_active));
        if let Some(response) = response
            && shape_is_free
            && let Some(moved) = self.rect
        {
            // The window shown has what the user did to its edges, and what keeps it in
            // the area; what the title bar was dragged comes on top.
            let shown = response.response.rect;
            self.rect = Some(Rect::from_min_size(shown.min + (moved.min - rect.min), shown.size()));
        }
        close
    }

    fn inside_ui(&mut self, ui: &mut Ui, is_active: bool) -> bool {
        let whole = ui.max_rect();
        ui.allocate_rect(whole, Sense::HOVER);
        // Without this a drag beside a widget would move the window.
        ui.interact(whole, self.id().with("background"), Sense::DRAG);
        let mut bar_rect = whole;
        bar_rect.set_height(TITLE_BAR_HEIGHT);
        let bar = TitleBar {
            title: &self.title,
            owner: self.owner.as_deref(),
            is_active,
            is_maximised: self.is_maximised,
            is_collapsed: self.is_collapsed,
        };
        let response = bar.ui(ui, bar_rect, self.id());
        if !self.is_collapsed {
            let mut body = whole;
            body.min.y = bar_rect.max.y;
            // A child that does not report its size: content that needs more room than there
            // is may be cut, but may not make the window grow from frame to frame.
            let mut ui = ui.new_child(UiBuilder::new().max_rect(body).id_salt("body"));
            ui.set_clip_rect(body.intersect(ui.clip_rect()));
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            self.banner_ui(&mut ui);
            self.content.ui(&mut ui);
        }
        if !self.is_maximised
            && response.dragged != Vec2::ZERO
            && let Some(rect) = &mut self.rect
        {
            *rect = rect.translate(response.dragged);
        }
        if response.toggle_maximised {
            self.is_maximised = !self.is_maximised;
            self.is_collapsed = false;
            self.size_is_imposed = !self.is_maximised;
            ui.request_repaint();
        }
        if response.toggle_collapsed {
            self.set_collapsed(!self.is_collapsed);
            ui.request_repaint();
        }
        response.close
    }

    /// Shows the title bar only, or all.
    pub fn set_collapsed(&mut self, is_collapsed: bool) {
        if self.is_collapsed != is_collapsed {
            self.is_collapsed = is_collapsed;
            self.is_maximised = false;
            self.size_is_imposed = !is_collapsed;
        }
    }

    fn banner_ui(&self, ui: &mut Ui) {
        let Some(sentence) = &self.owner_ended else { return };
        let fill = palette::banner(ui.visuals());
        Frame::NONE.fill(fill).inner_margin(Margin::symmetric(8, 3)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let text = RichText::new(text::line(sentence, 300)).small();
            ui.add(egui::Label::new(text).wrap());
        });
    }
}
