//! The title bar of a window: title, true owner, menu and three buttons.

use super::window_menu::{MenuState, WindowMenu, WindowWish};
use crate::windows::palette;
use egui::accesskit::Role;
use egui::{
    Align, Button, Color32, CornerRadius, Id, Label, Layout, Painter, Rect, Response, RichText, Sense, Stroke,
    StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

/// Height of a title bar, in points.
pub const TITLE_BAR_HEIGHT: f32 = 28.0;
const BUTTON_SIDE: f32 = 22.0;
const ICON_SIDE: f32 = 9.0;

/// What a title bar shows.
pub struct TitleBar<'a> {
    /// Title, already made harmless.
    pub title: &'a str,
    /// Name of the plugin that opened the window, from the host.
    pub owner: Option<&'a str>,
    /// Whether keys go to the window.
    pub is_active: bool,
    /// Whether the window fills the workspace.
    pub is_maximised: bool,
    /// Whether only the title bar is seen.
    pub is_collapsed: bool,
    /// Whether the window is a tile.
    pub is_tile: bool,
    /// Whether a tab above shows the title already.
    pub has_tab: bool,
    /// The menu.
    pub menu: WindowMenu<'a>,
}

/// What the user did to a title bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TitleBarResponse {
    /// How far the bar was dragged.
    pub dragged: Vec2,
    /// Whether a drag has begun.
    pub drag_started: bool,
    /// Whether the pointer has gone far enough that a click is not meant.
    pub has_left_its_place: bool,
    /// Whether the pointer was pressed anywhere in the window.
    pub is_pressed: bool,
    /// Fill the workspace, or no longer.
    pub toggle_maximised: bool,
    /// Show the title bar only, or no longer.
    pub toggle_collapsed: bool,
    /// Close the window.
    pub close: bool,
    /// What was chosen from the menu.
    pub wishes: Vec<WindowWish>,
}

#[derive(Clone, Copy)]
enum Icon {
    Menu,
    Collapse,
    Expand,
    Maximise,
    Restore,
    Close,
}

impl TitleBar<'_> {
    /// Draws the bar into `rect`.
    pub fn ui(&self, ui: &mut Ui, rect: Rect, id: Id) -> TitleBarResponse {
        let visuals = ui.visuals();
        let fill = if self.is_active { palette::active_title(visuals) } else { palette::title(visuals) };
        let radius = visuals.window_corner_radius;
        let radius = if self.is_collapsed { radius } else { CornerRadius { sw: 0, se: 0, ..radius } };
        ui.painter().rect_filled(rect, radius, fill);

        let mut response = TitleBarResponse::default();
        // CLICK and DRAG without FOCUSABLE: Tab goes to the buttons, not to the bar.
        let bar = ui.interact(rect, id.with("title bar"), Sense::CLICK | Sense::DRAG);
        bar.widget_info(|| WidgetInfo::labeled(Role::TitleBar, true, "Title bar"));
        response.dragged = bar.drag_delta();
        response.drag_started = bar.drag_started();
        response.has_left_its_place = bar.dragged() || bar.drag_stopped();
        response.toggle_maximised = bar.double_clicked();

        let mut right = rect.right() - 4.0;
        let mut button = |ui: &mut Ui, icon: Icon, label: &str| {
            let area =
                Rect::from_center_size(pos2(right - BUTTON_SIDE * 0.5, rect.center().y), Vec2::splat(BUTTON_SIDE));
            right -= BUTTON_SIDE + 2.0;
            icon_button(ui, area, icon, label)
        };
        response.close = button(ui, Icon::Close, "Close window").clicked();
        response.toggle_maximised |= if self.is_maximised {
            button(ui, Icon::Restore, "Restore window")
        } else {
            button(ui, Icon::Maximise, "Maximise window")
        }
        .clicked();
        if !self.is_tile {
            response.toggle_collapsed = if self.is_collapsed {
                button(ui, Icon::Expand, "Expand window")
            } else {
                button(ui, Icon::Collapse, "Collapse window")
            }
            .clicked();
        }
        let menu_button = button(ui, Icon::Menu, "Window menu");
        let state =
            MenuState { is_maximised: self.is_maximised, is_collapsed: self.is_collapsed, is_tile: self.is_tile };
        self.menu.ui(&menu_button, state, &mut response.wishes);
        self.texts_ui(ui, Rect::from_min_max(rect.min + vec2(8.0, 0.0), pos2(right, rect.max.y)));
        response
    }

    fn texts_ui(&self, ui: &mut Ui, rect: Rect) {
        let mut builder = UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center));
        builder = builder.id_salt("title texts");
        let mut ui = ui.new_child(builder);
        {
            let ui = &mut ui;
            ui.set_clip_rect(rect.intersect(ui.clip_rect()));
            ui.spacing_mut().item_spacing.x = 6.0;
            let owner = self.owner.map(|owner| {
                let text = RichText::new(format!("by {owner}")).small().color(palette::secondary(ui.visuals()));
                egui::WidgetText::from(text).into_galley(
                    ui,
                    Some(egui::TextWrapMode::Truncate),
                    // The title may not push the owner out.
                    rect.width() * 0.5,
                    egui::TextStyle::Small,
                )
            });
            let owner_width = owner.as_ref().map_or(0.0, |galley| galley.size().x + 6.0);
            let mut title = RichText::new(if self.has_tab { "" } else { self.title });
            if self.is_active {
                title = title.strong();
            }
            ui.scope(|ui| {
                ui.set_max_width((rect.width() - owner_width).max(0.0));
                ui.add(Label::new(title).truncate().selectable(false));
            });
            if let Some(owner) = owner {
                ui.add(Label::new(owner).selectable(false));
            }
        }
    }
}

fn icon_button(ui: &mut Ui, rect: Rect, icon: Icon, label: &str) -> Response {
    let response = ui.put(rect, Button::new("").frame_when_inactive(false).min_size(rect.size()));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    let colour = ui.style().interact(&response).fg_stroke.color;
    let icon_rect = Rect::from_center_size(rect.center(), Vec2::splat(ICON_SIDE));
    paint_icon(ui.painter(), icon_rect, icon, colour);
    response.on_hover_text(label)
}

/// Drawn by lines: which symbols a font has differs.
fn paint_icon(painter: &Painter, rect: Rect, icon: Icon, colour: Color32) {
    let stroke = Stroke::new(1.2, colour);
    match icon {
        Icon::Menu => {
            for y in [-4.5, 0.0, 4.5] {
                painter.circle_filled(rect.center() + vec2(0.0, y), 1.3, colour);
            }
        }
        Icon::Collapse => {
            painter.hline(rect.x_range(), rect.bottom(), stroke);
        }
        Icon::Expand => {
            painter.line_segment([rect.left_top() + vec2(0.0, 2.0), rect.center() + vec2(0.0, 2.0)], stroke);
            painter.line_segment([rect.right_top() + vec2(0.0, 2.0), rect.center() + vec2(0.0, 2.0)], stroke);
        }
        Icon::Maximise => {
            painter.rect_stroke(rect, 0.0, stroke, StrokeKind::Middle);
        }
        Icon::Restore => {
            let front = Rect::from_min_max(rect.min + vec2(0.0, 2.5), rect.max - vec2(2.5, 0.0));
            painter.rect_stroke(front, 0.0, stroke, StrokeKind::Middle);
            painter.line_segment([rect.min + vec2(2.5, 0.0), rect.right_top()], stroke);
            painter.line_segment([rect.right_top(), rect.max - vec2(0.0, 2.5)], stroke);
        }
        Icon::Close => {
            painter.line_segment([rect.left_top(), rect.right_bottom()], stroke);
            painter.line_segment([rect.right_top(), rect.left_bottom()], stroke);
        }
    }
}
