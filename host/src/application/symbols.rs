//! Symbols of the host, painted: a font may lack them.

use super::theme;
use egui::{Color32, Painter, Rect, Response, Sense, Shape, Stroke, Ui, Vec2, pos2};

/// A symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Symbol {
    /// Three dots: a menu.
    More,
    /// Points to the right: something is folded in.
    Folded,
    /// Points down: something is unfolded.
    Unfolded,
    /// A cross.
    Close,
    /// Points up: the parent folder.
    Up,
    /// A bell.
    Bell,
    /// A triangle: run.
    Run,
    /// A folder.
    Folder,
    /// A file.
    File,
    /// A shield: the host protects.
    Shield,
    /// A piece of a puzzle: a plugin.
    Plugin,
}

impl Symbol {
    /// Paints the symbol into a square of about 12 points around the middle of `rect`.
    pub(super) fn paint(self, painter: &Painter, rect: Rect, color: Color32) {
        let center = rect.center();
        let stroke = Stroke::new(1.4, color);
        let at = |x: f32, y: f32| pos2(center.x + x, center.y + y);
        match self {
            Symbol::More => {
                for y in [-4.5, 0.0, 4.5] {
                    painter.circle_filled(at(0.0, y), 1.4, color);
                }
            }
            Symbol::Folded => _ = painter.line(vec![at(-2.0, -4.0), at(2.0, 0.0), at(-2.0, 4.0)], stroke),
            Symbol::Unfolded => _ = painter.line(vec![at(-4.0, -2.0), at(0.0, 2.0), at(4.0, -2.0)], stroke),
            Symbol::Close => {
                painter.line_segment([at(-3.5, -3.5), at(3.5, 3.5)], stroke);
                painter.line_segment([at(3.5, -3.5), at(-3.5, 3.5)], stroke);
            }
            Symbol::Up => {
                painter.line(vec![at(-4.0, -0.5), at(0.0, -4.5), at(4.0, -0.5)], stroke);
                painter.line_segment([at(0.0, -4.5), at(0.0, 5.0)], stroke);
            }
            Symbol::Bell => {
                let body = vec![
                    at(-5.0, 3.0),
                    at(-3.5, 1.0),
                    at(-3.5, -1.5),
                    at(-1.5, -4.5),
                    at(1.5, -4.5),
                    at(3.5, -1.5),
                    at(3.5, 1.0),
                    at(5.0, 3.0),
                ];
                painter.add(Shape::closed_line(body, stroke));
                painter.line_segment([at(-1.2, 5.2), at(1.2, 5.2)], stroke);
            }
            Symbol::Run => {
                let triangle = vec![at(-3.0, -4.5), at(4.5, 0.0), at(-3.0, 4.5)];
                painter.add(Shape::convex_polygon(triangle, color, Stroke::NONE));
            }
            Symbol::Folder => {
                painter.rect_filled(Rect::from_min_max(at(-6.0, -4.5), at(-0.5, -1.0)), 1.0, color);
                painter.rect_filled(Rect::from_min_max(at(-6.0, -3.0), at(6.0, 4.5)), 1.5, color);
            }
            Symbol::Shield => {
                let outline = vec![
                    at(0.0, -7.0),
                    at(5.5, -4.5),
                    at(5.5, 0.0),
                    at(3.5, 4.0),
                    at(0.0, 7.0),
                    at(-3.5, 4.0),
                    at(-5.5, 0.0),
                    at(-5.5, -4.5),
                ];
                painter.add(Shape::closed_line(outline, stroke));
                painter.line(vec![at(-2.5, 0.0), at(-0.5, 2.2), at(2.8, -2.2)], stroke);
            }
            Symbol::Plugin => {
                painter.rect_filled(Rect::from_min_max(at(-5.5, -2.5), at(2.5, 5.5)), 1.0, color);
                painter.circle_filled(at(-1.5, -3.8), 2.1, color);
                painter.circle_filled(at(3.8, 1.5), 2.1, color);
            }
            Symbol::File => {
                let page = vec![at(-4.0, -5.5), at(1.0, -5.5), at(4.0, -2.5), at(4.0, 5.5), at(-4.0, 5.5)];
                painter.add(Shape::closed_line(page, Stroke::new(1.1, color)));
            }
        }
    }
}

/// A square button that shows a symbol; the caller names it.
pub(super) fn symbol_button(ui: &mut Ui, symbol: Symbol) -> Response {
    symbol_button_sized(ui, symbol, Vec2::splat(theme::SYMBOL_BUTTON))
}

fn symbol_button_sized(ui: &mut Ui, symbol: Symbol, size: Vec2) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| egui::WidgetInfo::new(egui::Role::Button));
    if ui.is_rect_visible(rect) {
        let visuals = ui.style().interact(&response);
        if response.hovered() || response.has_focus() || response.is_pointer_button_down_on() {
            ui.painter().rect(
                rect,
                visuals.corner_radius,
                visuals.weak_bg_fill,
                visuals.bg_stroke,
                egui::StrokeKind::Inside,
            );
        }
        symbol.paint(ui.painter(), rect, ui_color(ui, &response));
    }
    response
}

fn ui_color(ui: &Ui, response: &Response) -> Color32 {
    if ui.is_enabled() { ui.style().interact(response).text_color() } else { ui.visuals().weak_text_color() }
}
