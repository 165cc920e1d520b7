//! One open window: its place, its title bar, and its content.
//!
//! Why not egui's own title bar: it has no place for the owner's name, for a menu and for a
//! button that maximises, and collapses on a double click. The place is kept here and given
//! to [`egui::Window`] in every frame, which does the layering and the resizing.

use super::layout::{Place, WindowIdentity};
use super::placement::Wish;
use super::snap::{self, Zone};
use super::title_bar::{TITLE_BAR_HEIGHT, TitleBar, TitleBarResponse};
use super::window_menu::{WindowMenu, WindowWish};
use crate::drop_zones;
use crate::windows::{WindowContent, palette, text};
use egui::accesskit::Role;
use egui::{Context, Frame, Id, LayerId, Margin, Order, Pos2, Rect, RichText, Sense, Ui, UiBuilder, Vec2, pos2, vec2};
use imjoy_engine::front_end::{OfferedOp, WindowDescription, WindowPresentation};
use imjoy_engine::identity::{PluginId, WindowId};
use imjoy_engine::log::Log;
use imjoy_engine::value::Value;
use std::path::Path;
use std::sync::Arc;

/// Smallest window, in points.
pub const SMALLEST_SIZE: Vec2 = vec2(150.0, 90.0);
const COLLAPSED_WIDTH: f32 = 280.0;
/// Characters of the name of a plugin that are shown.
const PLUGIN_NAME_LENGTH: usize = 60;

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
    /// What makes it the same window in another run.
    pub identity: WindowIdentity,
    /// The plugin that opened it, with its name from the host.
    pub plugin: Option<(PluginId, Arc<str>)>,
    /// Place when it floats, neither maximised nor collapsed; `None` before it was drawn.
    pub rect: Option<Rect>,
    /// Where it was in the last frame in which it was seen.
    pub shown_rect: Option<Rect>,
    pub is_collapsed: bool,
    pub is_maximised: bool,
    pub is_hidden: bool,
    /// One sentence when the owner has ended.
    pub owner_ended: Option<Arc<str>>,
    /// The plugin whose log this window of the host shows (`None`: of all).
    pub log_of: Option<Option<PluginId>>,
    /// The plugin whose documentation this window of the host shows.
    pub docs_of: Option<PluginId>,
    /// Whether its plugin wants files that are dropped on it.
    pub takes_files: bool,
    /// The ops that accept its data, once they are known.
    pub offered: Option<Vec<OfferedOp>>,
    /// What it was opened with, without its data, to make a copy of it.
    pub description: Option<WindowDescription>,
    title: String,
    /// Impose [`Self::rect`]'s size in the next frame, since egui remembers another.
    size_is_imposed: bool,
    /// Where it would be if it did not keep to the grid, while its title bar is dragged.
    dragged: Option<Rect>,
    /// Its place when the user began to drag one of its edges.
    resized_from: Option<Rect>,
    /// Its size before it filled a part of the workspace.
    size_before: Option<Vec2>,
}

#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Floating,
    Tile { has_tab: bool },
}

/// What has happened in a window while it was drawn.
#[derive(Default)]
pub struct FrameResponse {
    /// What the user asked for.
    pub wishes: Vec<WindowWish>,
    /// The part of the workspace that it would fill if it were let go now.
    pub zone: Option<Zone>,
    /// Whether a drag of its title bar has begun.
    pub drag_started: bool,
    /// Whether it is being moved or resized.
    pub is_moving: bool,
    /// Whether the pointer was pressed in it.
    pub is_pressed: bool,
}

impl WindowFrame {
    /// The window described.
    pub fn new(description: &WindowDescription, log: &Arc<Log>) -> Self {
        let content = WindowContent::new(description, log);
        let mut frame = Self::of_content(WindowKey::Engine(description.id), &description.name, content);
        frame.window_type = description.window_type.clone();
        frame.plugin = description.plugin.zip(description.plugin_name.clone());
        let plugin = description.plugin_name.as_deref().unwrap_or_default();
        let file = description.file.as_deref().map(Path::to_owned);
        frame.identity = WindowIdentity::new(plugin, &description.window_type, &description.name, file);
        frame.set_description(description);
        frame.is_maximised = description.presentation == WindowPresentation::Maximised;
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
            identity: WindowIdentity::new("", "", name, None),
            plugin: None,
            rect: None,
            shown_rect: None,
            is_collapsed: false,
            is_maximised: false,
            is_hidden: false,
            owner_ended: None,
            log_of: None,
            docs_of: None,
            takes_files: false,
            offered: None,
            description: None,
            title: text::title(name),
            size_is_imposed: false,
            dragged: None,
            resized_from: None,
            size_before: None,
        }
    }

    /// A window of the host with the data of this one, as they are now.
    pub fn copy(&self, key: WindowKey, log: &Arc<Log>) -> Option<Self> {
        let mut description = self.description.clone()?;
        description.data = self.content.data().clone();
        description.config = self.content.config().clone();
        let name = format!("Copy of {}", self.name);
        let mut frame = Self::of_content(key, &name, WindowContent::new(&description, log));
        frame.window_type = description.window_type.clone();
        frame.identity = WindowIdentity::new("", &description.window_type, &name, None);
        frame.set_description(&description);
        Some(frame)
    }

    /// The data are left out: the content has them.
    fn set_description(&mut self, description: &WindowDescription) {
        // The content of others is made by their plugin, which knows nothing of a copy.
        if description.window_type.starts_with("imjoy/") {
            self.description =
                Some(WindowDescription { data: Value::Absent, config: Value::Absent, ..description.clone() });
        }
    }

    /// Replaces the name.
    pub fn set_name(&mut self, name: &str) {
        self.name = name.to_owned();
        self.title = text::title(name);
    }

    /// The name, fit to be shown.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The layer in which the window floats.
    pub fn layer(&self) -> LayerId {
        LayerId::new(Order::Middle, self.id())
    }

    fn id(&self) -> Id {
        Id::unique(("workspace window", self.key))
    }

    /// Draws the window floating in `area`.
    pub fn floating_ui(&mut self, context: &Context, area: Rect, is_active: bool) -> FrameResponse {
        let Some(rect) = self.rect else { return FrameResponse::default() };
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
            window.current_pos(rect.min).fixed_size(rect.size())
        } else {
            window.current_pos(rect.min).default_size(rect.size()).min_size(SMALLEST_SIZE)
        };
        let shape_is_free = !self.is_maximised && !self.is_collapsed;
        let mut bar = TitleBarResponse::default();
        let shown = window.show(context, |ui| bar = self.inside_ui(ui, is_active, Shape::Floating));
        let mut response = FrameResponse { is_pressed: bar.is_pressed, ..FrameResponse::default() };
        if let Some(shown) = shown {
            let shown = shown.response.rect;
            self.shown_rect = Some(shown);
            if shape_is_free && std::mem::take(&mut self.size_is_imposed) {
                // egui has kept it in the area by its former size; it knows the new one
                // in the next frame.
                context.request_repaint();
            } else if shape_is_free {
                self.rect = Some(shown);
                self.follow_edges(context, rect, shown, area);
            }
            self.drag(context, &bar, shown, area, &mut response);
        }
        response.is_moving = self.dragged.is_some() || self.resized_from.is_some();
        self.carry_out(context, &mut bar);
        response.wishes = bar.wishes;
        response
    }

    /// Draws the window as a tile, or alone, into all the space of `ui`.
    pub fn tile_ui(&mut self, ui: &mut Ui, is_active: bool, has_tab: bool) -> FrameResponse {
        let rect = ui.max_rect();
        let builder = UiBuilder::new()
            .scope_id(self.id())
            .max_rect(rect)
            .accessibility_role(Role::Window)
            .accessibility_label(self.title.as_str());
        let mut ui = ui.new_child(builder);
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_bounds(egui::accesskit::Rect {
                x0: rect.min.x.into(),
                y0: rect.min.y.into(),
                x1: rect.max.x.into(),
                y1: rect.max.y.into(),
            });
        });
        ui.set_clip_rect(rect.intersect(ui.clip_rect()));
        let visuals = ui.visuals();
        ui.painter().rect(rect, 0.0, visuals.window_fill, visuals.window_stroke, egui::StrokeKind::Inside);
        self.shown_rect = Some(rect);
        let was_collapsed = std::mem::take(&mut self.is_collapsed);
        let mut bar = self.inside_ui(&mut ui, is_active, Shape::Tile { has_tab });
        self.is_collapsed = was_collapsed;
        // A tile has no edges of its own.
        bar.toggle_collapsed = false;
        let context = ui.ctx().clone();
        let response =
            FrameResponse { drag_started: bar.drag_started, is_pressed: bar.is_pressed, ..FrameResponse::default() };
        self.carry_out(&context, &mut bar);
        FrameResponse { wishes: bar.wishes, ..response }
    }

    fn inside_ui(&mut self, ui: &mut Ui, is_active: bool, shape: Shape) -> TitleBarResponse {
        let whole = ui.max_rect();
        ui.allocate_rect(whole, Sense::HOVER);
        // Without this a drag beside a widget would move the window.
        ui.interact(whole, self.id().with("background"), Sense::DRAG);
        let mut bar_rect = whole;
        bar_rect.set_height(TITLE_BAR_HEIGHT);
        let bar = TitleBar {
            title: &self.title,
            owner: self.plugin.as_ref().map(|(_, name)| &**name),
            is_active,
            is_maximised: self.is_maximised,
            is_collapsed: self.is_collapsed,
            is_tile: shape != Shape::Floating,
            has_tab: shape == Shape::Tile { has_tab: true },
            menu: WindowMenu {
                offered: self.offered.as_deref(),
                plugin: self.plugin.as_ref().map(|(_, name)| &**name),
                is_engine_window: matches!(self.key, WindowKey::Engine(_)),
                can_be_copied: self.description.is_some(),
            },
        };
        let mut response = bar.ui(ui, bar_rect, self.id());
        response.is_pressed = is_pressed(ui, whole);
        if !self.is_collapsed {
            let mut body = whole;
            body.min.y = bar_rect.max.y;
            self.body_ui(ui, body);
        }
        response
    }

    /// Draws the content into `body`.
    pub fn body_ui(&mut self, ui: &mut Ui, body: Rect) {
        // A child that does not report its size: content that needs more room than there
        // is may be cut, but may not make the window grow from frame to frame.
        let mut ui = ui.new_child(UiBuilder::new().max_rect(body).id_salt("body"));
        ui.set_clip_rect(body.intersect(ui.clip_rect()));
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        if let (WindowKey::Engine(window), Some((_, plugin)), None) = (self.key, &self.plugin, &self.owner_ended) {
            drop_zones::enter_window(&ui, body, window, &text::line(plugin, PLUGIN_NAME_LENGTH), self.takes_files);
        }
        self.banner_ui(&mut ui);
        self.content.set_owner_has_ended(self.owner_ended.is_some());
        self.content.ui(&mut ui);
    }

    /// Takes what the user does to the edges; when they are let go, those that were
    /// dragged go to the grid if it is near.
    fn follow_edges(&mut self, context: &Context, before: Rect, shown: Rect, area: Rect) {
        let (is_down, is_free) = context.input(|input| (input.pointer.any_down(), input.modifiers.alt));
        if is_down {
            if (before.size() - shown.size()).abs().max_elem() > 0.5 {
                self.resized_from.get_or_insert(before);
            }
        } else if let Some(from) = self.resized_from.take()
            && !is_free
        {
            self.set_rect(snap::resized(from, shown, area));
        }
    }

    /// Takes what the user does with the title bar.
    fn drag(&mut self, context: &Context, bar: &TitleBarResponse, shown: Rect, area: Rect, to: &mut FrameResponse) {
        let is_free = context.input(|input| input.modifiers.alt);
        let pointer = context.input(|input| input.pointer.latest_pos());
        if bar.dragged != Vec2::ZERO || bar.drag_started {
            let start = match self.dragged {
                Some(dragged) => dragged,
                None => self.begin_drag(shown, area, pointer),
            };
            let dragged = start.translate(bar.dragged);
            self.dragged = Some(dragged);
            self.rect = Some(if is_free { dragged } else { snap::moved(dragged, area) });
        }
        if self.dragged.is_none() {
            return;
        }
        let zone = pointer.filter(|_| !is_free && bar.has_left_its_place).and_then(|pointer| Zone::at(pointer, area));
        if context.input(|input| input.pointer.any_down()) {
            to.zone = zone;
        } else {
            self.dragged = None;
            match zone {
                Some(zone) => self.fill(zone, area),
                None => self.set_rect(snap::inside(self.rect.unwrap_or(shown), area)),
            }
            context.request_repaint();
        }
    }

    /// A window that fills a part of the workspace gets its former size under the pointer.
    fn begin_drag(&mut self, shown: Rect, area: Rect, pointer: Option<Pos2>) -> Rect {
        let size = match self.size_before.take() {
            Some(size) => size,
            None if self.is_maximised => self.rect.map_or(shown.size(), |rect| rect.size()),
            None => return self.rect.filter(|_| self.is_collapsed).unwrap_or(shown),
        };
        self.is_maximised = false;
        self.size_is_imposed = true;
        let Some(pointer) = pointer else { return Rect::from_min_size(shown.min, size) };
        // The pointer stays over the same part of the title bar.
        let share = ((pointer.x - shown.left()) / shown.width().max(1.0)).clamp(0.0, 1.0);
        let min = pos2(pointer.x - size.x * share, shown.top().max(area.top()));
        Rect::from_min_size(min, size)
    }

    fn carry_out(&mut self, context: &Context, bar: &mut TitleBarResponse) {
        for wish in std::mem::take(&mut bar.wishes) {
            match wish {
                WindowWish::ToggleMaximised => bar.toggle_maximised = true,
                WindowWish::ToggleCollapsed => bar.toggle_collapsed = true,
                wish => bar.wishes.push(wish),
            }
        }
        if bar.close {
            bar.wishes.push(WindowWish::Close);
        }
        if bar.toggle_maximised {
            self.set_maximised(!self.is_maximised);
        }
        if bar.toggle_collapsed {
            self.set_collapsed(!self.is_collapsed);
        }
        if bar.toggle_maximised || bar.toggle_collapsed {
            context.request_repaint();
        }
    }

    /// Shows the title bar only, or all.
    pub fn set_collapsed(&mut self, is_collapsed: bool) {
        if self.is_collapsed != is_collapsed {
            self.is_collapsed = is_collapsed;
            self.is_maximised = false;
            self.size_is_imposed = !is_collapsed;
        }
    }

    /// Lets the window fill the workspace, or no longer.
    pub fn set_maximised(&mut self, is_maximised: bool) {
        if self.is_maximised != is_maximised {
            self.is_maximised = is_maximised;
            self.is_collapsed = false;
            self.size_is_imposed = !is_maximised;
        }
    }

    /// Hides or shows the window.
    pub fn set_hidden(&mut self, is_hidden: bool) {
        if self.is_hidden != is_hidden {
            self.is_hidden = is_hidden;
            self.size_is_imposed = !is_hidden && !self.is_maximised && !self.is_collapsed;
        }
    }

    /// Gives the floating window a place.
    pub fn set_rect(&mut self, rect: Rect) {
        self.rect = Some(rect);
        self.size_is_imposed = true;
    }

    /// egui may have forgotten the size meanwhile.
    pub fn impose_size(&mut self) {
        self.size_is_imposed = true;
    }

    /// Lets the window fill a part of the workspace.
    pub fn fill(&mut self, zone: Zone, area: Rect) {
        if zone == Zone::Whole {
            self.set_maximised(true);
            return;
        }
        let size = self.rect.map(|rect| rect.size());
        self.size_before = self.size_before.or(size);
        self.set_maximised(false);
        self.set_collapsed(false);
        self.set_rect(zone.rect(area));
    }

    /// The window is where the user put it, not in a part of the workspace.
    pub fn forget_zone(&mut self) {
        self.size_before = None;
    }

    /// Its place, to be remembered.
    pub fn place(&self, area: Rect, is_open: bool) -> Place {
        let mut place = Place {
            window: self.identity.clone(),
            is_maximised: self.is_maximised,
            is_collapsed: self.is_collapsed,
            is_hidden: self.is_hidden,
            is_open,
            ..Place::default()
        };
        if let Some(rect) = self.rect {
            place.set_rect(rect, area);
        }
        place
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

/// Whether the pointer was pressed in the rectangle, and nothing lies over it there.
fn is_pressed(ui: &Ui, rect: Rect) -> bool {
    let pressed = ui.input(|input| input.pointer.any_pressed().then(|| input.pointer.interact_pos()).flatten());
    pressed.is_some_and(|at| {
        rect.intersect(ui.clip_rect()).contains(at) && ui.ctx().layer_id_at(at) == Some(ui.layer_id())
    })
}
