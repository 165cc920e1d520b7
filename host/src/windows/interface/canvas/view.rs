//! Which part of a canvas is seen: plain arithmetic.

use crate::windows::image::view::wheel_factor;
use egui::{Pos2, Rect, Response, Ui, Vec2, pos2, vec2};
use imjoy_engine::interface::{Aspect, Point};

/// Room around the canvas when all of it is seen, in points.
const MARGIN: f32 = 4.0;
/// Greatest and least zoom beside that which shows all.
const ZOOMS: std::ops::RangeInclusive<f64> = 0.2..=2_000.0;
/// One press of + or -.
pub const ZOOM_STEP: f64 = 1.25;

/// What is seen: all, or a part.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub enum CanvasView {
    /// All.
    #[default]
    Fit,
    /// A part.
    Free {
        /// Times that of [`Fit`](Self::Fit).
        zoom: f64,
        /// What is in the middle.
        centre: Point,
    },
}

/// Room on the screen and size of the canvas in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Where on the screen.
    pub rect: Rect,
    /// Size of the canvas in its units.
    pub size: [f64; 2],
    /// How units become points.
    pub aspect: Aspect,
}

/// Between units and places on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transform {
    /// Where the upper left corner of the canvas is.
    origin: [f64; 2],
    /// Points for a unit.
    pub scale: [f64; 2],
}

impl Frame {
    fn fit_scale(&self) -> [f64; 2] {
        let room = (self.rect.size() - Vec2::splat(2.0 * MARGIN)).max(vec2(1.0, 1.0));
        let [width, height] = self.size;
        let (x, y) = (f64::from(room.x) / width, f64::from(room.y) / height);
        match self.aspect {
            Aspect::Keep => [x.min(y), x.min(y)],
            Aspect::Stretch => [x, y],
        }
    }

    fn middle(&self) -> Point {
        self.size.map(|length| length / 2.0)
    }
}

impl CanvasView {
    fn zoom(self) -> f64 {
        match self {
            CanvasView::Fit => 1.0,
            CanvasView::Free { zoom, .. } => zoom,
        }
    }

    /// Where the canvas lies on the screen.
    pub fn transform(self, frame: &Frame) -> Transform {
        let centre = match self {
            CanvasView::Fit => frame.middle(),
            CanvasView::Free { centre, .. } => centre,
        };
        let scale = frame.fit_scale().map(|scale| scale * self.zoom());
        let screen = frame.rect.center();
        let origin = [f64::from(screen.x) - centre[0] * scale[0], f64::from(screen.y) - centre[1] * scale[1]];
        Transform { origin, scale }
    }

    /// Zooms by a factor; the place under `pointer` stays where it is.
    pub fn zoomed(self, frame: &Frame, factor: f64, pointer: Pos2) -> Self {
        if !factor.is_finite() || factor <= 0.0 {
            return self;
        }
        let zoom = (self.zoom() * factor).clamp(*ZOOMS.start(), *ZOOMS.end());
        let place = self.transform(frame).to_units(pointer);
        let fit = frame.fit_scale();
        let from_middle = pointer - frame.rect.center();
        let centre = [
            place[0] - f64::from(from_middle.x) / (fit[0] * zoom),
            place[1] - f64::from(from_middle.y) / (fit[1] * zoom),
        ];
        Self::free(frame, zoom, centre)
    }

    /// Moves the canvas by a distance on the screen.
    pub fn moved(self, frame: &Frame, distance: Vec2) -> Self {
        let transform = self.transform(frame);
        let centre = match self {
            CanvasView::Fit => frame.middle(),
            CanvasView::Free { centre, .. } => centre,
        };
        let centre = [
            centre[0] - f64::from(distance.x) / transform.scale[0],
            centre[1] - f64::from(distance.y) / transform.scale[1],
        ];
        Self::free(frame, self.zoom(), centre)
    }

    fn free(frame: &Frame, zoom: f64, [x, y]: Point) -> Self {
        if !(x.is_finite() && y.is_finite()) {
            return CanvasView::Fit;
        }
        // The canvas cannot be lost: some of it is always in the middle.
        CanvasView::Free { zoom, centre: [x.clamp(0.0, frame.size[0]), y.clamp(0.0, frame.size[1])] }
    }
}

impl Transform {
    /// The place in units at a place on the screen.
    pub fn to_units(self, screen: Pos2) -> Point {
        [(f64::from(screen.x) - self.origin[0]) / self.scale[0], (f64::from(screen.y) - self.origin[1]) / self.scale[1]]
    }

    /// The place on the screen of a place in units.
    pub fn to_screen(self, [x, y]: Point) -> Pos2 {
        pos2((self.origin[0] + x * self.scale[0]) as f32, (self.origin[1] + y * self.scale[1]) as f32)
    }

    /// The rectangle on the screen of one in units.
    pub fn rect(self, least: Point, greatest: Point) -> Rect {
        Rect::from_two_pos(self.to_screen(least), self.to_screen(greatest))
    }

    /// One scale for lengths that have no direction.
    pub fn mean_scale(self) -> f32 {
        ((self.scale[0] * self.scale[1]).sqrt()) as f32
    }

    /// A number of units with no more digits than a tenth of a point.
    pub fn rounded(self, number: f64) -> f64 {
        let digits = (self.scale[0].max(self.scale[1]) * 10.0).log10().ceil().clamp(0.0, 12.0);
        let shift = 10f64.powf(digits);
        (number * shift).round() / shift
    }
}

/// Zooms by the wheel and by pinching.
pub fn wheel_ui(ui: &Ui, view: &mut CanvasView, frame: &Frame, response: &Response, wheel_is_taken: bool) {
    let Some(pointer) = response.hover_pos() else { return };
    let (scrolled, pinched) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
    let by_wheel = if wheel_is_taken { 1.0 } else { wheel_factor(scrolled) };
    let factor = by_wheel * pinched;
    if factor != 1.0 {
        *view = view.zoomed(frame, f64::from(factor), pointer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(aspect: Aspect) -> Frame {
        Frame { rect: Rect::from_min_size(pos2(100.0, 50.0), vec2(408.0, 308.0)), size: [200.0, 100.0], aspect }
    }

    #[test]
    fn fit_shows_all() {
        let transform = CanvasView::Fit.transform(&frame(Aspect::Keep));
        assert_eq!(transform.scale, [2.0, 2.0]);
        assert_eq!(transform.to_units(pos2(304.0, 204.0)), [100.0, 50.0]);
        assert_eq!(
            transform.rect([0.0, 0.0], [200.0, 100.0]),
            Rect::from_min_max(pos2(104.0, 104.0), pos2(504.0, 304.0))
        );
        assert_eq!(CanvasView::Fit.transform(&frame(Aspect::Stretch)).scale, [2.0, 3.0]);
    }

    #[test]
    fn zooming_keeps_the_place_under_the_pointer() {
        for aspect in [Aspect::Keep, Aspect::Stretch] {
            let frame = frame(aspect);
            let pointer = pos2(330.0, 230.0);
            let mut view = CanvasView::Fit;
            let before = view.transform(&frame).to_units(pointer);
            for factor in [1.3, 2.0, 1.7, 0.6, 3.0, 0.5] {
                view = view.zoomed(&frame, factor, pointer);
                let after = view.transform(&frame).to_units(pointer);
                assert!((before[0] - after[0]).abs() < 1e-6 && (before[1] - after[1]).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn the_canvas_cannot_be_lost() {
        let frame = frame(Aspect::Keep);
        let view = CanvasView::Fit.moved(&frame, vec2(1e9, -1e9)).zoomed(&frame, 1e-9, pos2(-1e6, 1e6));
        let rect = view.transform(&frame).rect([0.0, 0.0], [200.0, 100.0]);
        assert!(rect.intersects(frame.rect), "{rect:?}");
        for factor in [f64::NAN, f64::INFINITY, 0.0, -1.0] {
            assert_eq!(view.zoomed(&frame, factor, pos2(f32::NAN, 0.0)), view);
        }
    }

    #[test]
    fn numbers_have_the_digits_that_can_be_pointed_at() {
        let transform = Transform { origin: [0.0, 0.0], scale: [2.0, 2.0] };
        assert_eq!(transform.rounded(12.345678), 12.35);
        let transform = Transform { origin: [0.0, 0.0], scale: [0.01, 0.01] };
        assert_eq!(transform.rounded(12.345678), 12.0);
    }
}
