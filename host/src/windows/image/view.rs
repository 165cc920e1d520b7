//! Which part of an image is seen: plain arithmetic.
//!
//! Zoom is counted in physical pixels of the screen for one pixel of the image, so 1 is
//! sharp on every screen.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Greatest zoom.
const GREATEST_ZOOM: f32 = 256.0;
/// Least length of the image's longer side on the screen, in physical pixels.
const LEAST_LENGTH: f32 = 32.0;
/// One press of + or -.
pub const ZOOM_STEP: f32 = 1.25;

/// What is seen.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub enum View {
    /// All of the image, as large as the window allows.
    #[default]
    Fit,
    /// A chosen part.
    Free {
        /// Physical pixels for one pixel of the image.
        zoom: f32,
        /// The place in the image that is in the middle of the window.
        centre: Pos2,
    },
}

/// A window of the screen, in points, onto an image.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// Where on the screen.
    pub rect: Rect,
    /// Columns and rows of the image.
    pub image: Vec2,
    /// Physical pixels in a point.
    pub pixels_per_point: f32,
}

impl Viewport {
    /// The zoom that shows the whole image.
    pub fn fit_zoom(&self) -> f32 {
        let size = self.rect.size() * self.pixels_per_point;
        let zoom = (size.x / self.image.x).min(size.y / self.image.y);
        if zoom.is_finite() { zoom.clamp(1e-4, GREATEST_ZOOM) } else { 1.0 }
    }

    fn zooms(&self) -> (f32, f32) {
        let least = LEAST_LENGTH / self.image.max_elem().max(1.0);
        (least.min(self.fit_zoom()).min(1.0), GREATEST_ZOOM)
    }

    fn middle_of_image(&self) -> Pos2 {
        (self.image * 0.5).to_pos2()
    }
}

impl View {
    /// Physical pixels for one pixel of the image.
    pub fn zoom(self, viewport: &Viewport) -> f32 {
        match self {
            View::Fit => viewport.fit_zoom(),
            View::Free { zoom, .. } => zoom,
        }
    }

    /// Where the image lies on the screen.
    pub fn transform(self, viewport: &Viewport) -> Transform {
        let Transform { mut origin, scale } = self.exact_transform(viewport);
        if self.zoom(viewport) >= 1.0 {
            // On whole physical pixels, or a sharp image would be blurred.
            let rounded = |length: f32| (length * viewport.pixels_per_point).round() / viewport.pixels_per_point;
            origin = pos2(rounded(origin.x), rounded(origin.y));
        }
        Transform { origin, scale }
    }

    /// Before rounding. Zooming goes on from here: a smooth turn of the wheel comes as many
    /// small steps, whose roundings would add up.
    fn exact_transform(self, viewport: &Viewport) -> Transform {
        let centre = match self {
            View::Fit => viewport.middle_of_image(),
            View::Free { centre, .. } => centre,
        };
        let scale = self.zoom(viewport) / viewport.pixels_per_point;
        Transform { origin: viewport.rect.center() - centre.to_vec2() * scale, scale }
    }

    /// Zooms by a factor; the place under `pointer` stays where it is.
    pub fn zoomed(self, viewport: &Viewport, factor: f32, pointer: Pos2) -> Self {
        self.zoomed_to(viewport, self.zoom(viewport) * factor, pointer)
    }

    fn zoomed_to(self, viewport: &Viewport, zoom: f32, pointer: Pos2) -> Self {
        if !zoom.is_finite() {
            return self;
        }
        let (least, greatest) = viewport.zooms();
        let zoom = zoom.clamp(least, greatest);
        let place = self.exact_transform(viewport).to_image(pointer);
        let centre = place - (pointer - viewport.rect.center()) * (viewport.pixels_per_point / zoom);
        Self::free(viewport, zoom, centre)
    }

    /// One pixel of the image for one of the screen; the place under `pointer` stays.
    pub fn one_to_one(self, viewport: &Viewport, pointer: Pos2) -> Self {
        self.zoomed_to(viewport, 1.0, pointer)
    }

    /// Moves the image by a distance on the screen.
    pub fn moved(self, viewport: &Viewport, distance: Vec2) -> Self {
        let zoom = self.zoom(viewport);
        let centre = match self {
            View::Fit => viewport.middle_of_image(),
            View::Free { centre, .. } => centre,
        };
        Self::free(viewport, zoom, centre - distance * (viewport.pixels_per_point / zoom))
    }

    fn free(viewport: &Viewport, zoom: f32, centre: Pos2) -> Self {
        if !(centre.x.is_finite() && centre.y.is_finite() && zoom > 0.0) {
            return View::Fit;
        }
        // The image cannot be lost: some of it is always at the middle of the window.
        let centre = centre.clamp(Pos2::ZERO, viewport.image.to_pos2());
        View::Free { zoom, centre }
    }
}

/// Between places in the image and on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transform {
    /// Where the upper left corner of the image is on the screen.
    pub origin: Pos2,
    /// Points for one pixel of the image.
    pub scale: f32,
}

impl Transform {
    /// The place in the image, in pixels, at a place on the screen.
    pub fn to_image(self, screen: Pos2) -> Pos2 {
        ((screen - self.origin) / self.scale).to_pos2()
    }

    /// The place on the screen of a place in the image.
    pub fn to_screen(self, image: Pos2) -> Pos2 {
        self.origin + image.to_vec2() * self.scale
    }

    /// The rectangle on the screen of a rectangle in the image.
    pub fn rect_to_screen(self, left: usize, top: usize, right: usize, bottom: usize) -> Rect {
        Rect::from_min_max(
            self.to_screen(pos2(left as f32, top as f32)),
            self.to_screen(pos2(right as f32, bottom as f32)),
        )
    }

    /// Column and row of the pixel at a place on the screen, if the image is there.
    pub fn pixel_at(self, screen: Pos2, width: usize, height: usize) -> Option<(usize, usize)> {
        let place = self.to_image(screen);
        if !(place.x >= 0.0 && place.y >= 0.0) {
            return None;
        }
        let (x, y) = (place.x as usize, place.y as usize);
        (x < width && y < height).then_some((x, y))
    }
}

/// How much the wheel zooms: one notch, 40 to 70 points depending on the system, by a
/// fifth to a third.
pub fn wheel_factor(scrolled: Vec2) -> f32 {
    (scrolled.y / 240.0).clamp(-3.0, 3.0).exp()
}

/// A step of the arrow keys: a tenth of the window.
pub fn arrow_step(viewport: &Viewport) -> Vec2 {
    vec2(viewport.rect.width(), viewport.rect.height()) * 0.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewport() -> Viewport {
        Viewport {
            rect: Rect::from_min_size(pos2(100.0, 50.0), vec2(400.0, 300.0)),
            image: vec2(200.0, 100.0),
            pixels_per_point: 1.5,
        }
    }

    #[test]
    fn fit_shows_all() {
        let viewport = viewport();
        let transform = View::Fit.transform(&viewport);
        let shown = transform.rect_to_screen(0, 0, 200, 100);
        assert!((shown.width() - 400.0).abs() < 1.0 && viewport.rect.expand(1.0).contains_rect(shown), "{shown:?}");
        assert_eq!(transform.pixel_at(viewport.rect.center(), 200, 100), Some((100, 50)));
        assert_eq!(transform.pixel_at(pos2(110.0, 55.0), 200, 100), None);
        assert_eq!(transform.pixel_at(pos2(f32::NAN, 55.0), 200, 100), None);
    }

    #[test]
    fn zooming_keeps_the_place_under_the_pointer() {
        let viewport = viewport();
        let pointer = pos2(330.0, 230.0);
        let mut view = View::Fit;
        let before = view.transform(&viewport).to_image(pointer);
        for factor in [1.3, 2.0, 1.7, 0.6, 3.0, 0.5] {
            view = view.zoomed(&viewport, factor, pointer);
            let after = view.transform(&viewport).to_image(pointer);
            assert!(before.distance(after) < 0.5, "{before:?} {after:?}");
        }
    }

    #[test]
    fn one_to_one_is_sharp() {
        let viewport = viewport();
        let view = View::Fit.one_to_one(&viewport, viewport.rect.center());
        let transform = view.transform(&viewport);
        assert_eq!(transform.scale * viewport.pixels_per_point, 1.0);
        let corner = transform.origin.to_vec2() * viewport.pixels_per_point;
        assert!((corner.x - corner.x.round()).abs() < 1e-3 && (corner.y - corner.y.round()).abs() < 1e-3);
    }

    #[test]
    fn the_image_cannot_be_lost() {
        let viewport = viewport();
        let mut view = View::Fit.moved(&viewport, vec2(1e9, -1e9));
        assert!(matches!(view, View::Free { .. }));
        for _ in 0..200 {
            view = view.zoomed(&viewport, 0.5, pos2(-1e6, 1e6)).moved(&viewport, vec2(-1e6, 3.0));
        }
        let shown = view.transform(&viewport).rect_to_screen(0, 0, 200, 100);
        assert!(viewport.rect.expand(1.0).intersects(shown), "{shown:?}");
        for factor in [f32::NAN, f32::INFINITY, 0.0, -1.0] {
            let zoom = view.zoomed(&viewport, factor, pos2(f32::NAN, 0.0)).zoom(&viewport);
            assert!(zoom > 0.0 && zoom <= GREATEST_ZOOM);
        }
    }

    #[test]
    fn degenerate_windows_do_no_harm() {
        for (rect, image) in [
            (Rect::from_min_size(Pos2::ZERO, Vec2::ZERO), vec2(5.0, 5.0)),
            (Rect::NOTHING, vec2(5.0, 5.0)),
            (Rect::from_min_size(Pos2::ZERO, vec2(10.0, 10.0)), vec2(0.0, 0.0)),
        ] {
            let viewport = Viewport { rect, image, pixels_per_point: 1.0 };
            assert!(View::Fit.zoom(&viewport) > 0.0);
            let _ = View::Fit.zoomed(&viewport, 2.0, Pos2::ZERO).moved(&viewport, vec2(1.0, 1.0));
        }
    }
}
