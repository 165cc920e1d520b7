//! Tiles on the graphics card.
//!
//! Invariants: per frame at most [`PIXELS_PER_FRAME`] are uploaded (one tile at least), so
//! that a huge image does not stop the GUI; old tiles stay until new ones take their place.
//!
//! Magnified less than twice, pixels are interpolated; from there on each is a square, as
//! one wants to see the data. Of large images the colours are not kept in memory, so they
//! are squares from 1:1 on.

use super::convert::{PixelArea, Tile};
use super::view::Transform;
use crate::windows::discard::discard;
use egui::{
    Color32, ColorImage, Context, Painter, Rect, TextureFilter, TextureHandle, TextureOptions, Vec2, pos2, vec2,
};
use std::collections::VecDeque;
use std::sync::Arc;

const PIXELS_PER_FRAME: usize = 1 << 23;
/// Largest image whose colours are kept, to change the interpolation.
const PIXELS_KEPT: usize = 1 << 22;
/// Zoom from which pixels are squares.
const SQUARES_FROM: f32 = 2.0;

/// The tiles of one image.
#[derive(Default)]
pub struct Textures {
    shown: Vec<ShownTile>,
    waiting: VecDeque<Tile>,
    /// Whether the waiting tiles belong to an image of another size than those shown.
    is_other_size: bool,
    keeps_colours: bool,
    is_smooth: bool,
}

struct ShownTile {
    area: PixelArea,
    held: PixelArea,
    texture: TextureHandle,
    colours: Option<Arc<ColorImage>>,
}

impl Textures {
    /// Replaces the image by new tiles, as they are uploaded.
    pub fn replace(&mut self, tiles: Vec<Tile>) {
        let pixels: usize = tiles.iter().map(|tile| tile.image.pixels.len()).sum();
        self.keeps_colours = pixels <= PIXELS_KEPT;
        self.is_other_size = self.shown.len() != tiles.len()
            || self.shown.iter().zip(&tiles).any(|(shown, tile)| shown.area != tile.area || shown.held != tile.held);
        self.waiting = tiles.into();
    }

    /// Uploads waiting tiles, and repaints if more wait.
    pub fn upload(&mut self, context: &Context, zoom: f32) {
        self.set_smooth(zoom < SQUARES_FROM);
        let mut uploaded = 0;
        while uploaded < PIXELS_PER_FRAME
            && let Some(tile) = self.waiting.pop_front()
        {
            if std::mem::take(&mut self.is_other_size) {
                self.shown.clear();
            }
            uploaded += tile.image.pixels.len();
            let options = self.options();
            let image = Arc::new(tile.image);
            let colours = self.keeps_colours.then(|| image.clone());
            match self.shown.iter_mut().find(|shown| shown.area == tile.area) {
                Some(shown) => {
                    shown.texture.set(image, options);
                    // Its memory goes back to the system, which takes long.
                    discard(std::mem::replace(&mut shown.colours, colours));
                }
                None => {
                    let texture = context.load_texture("image window", image, options);
                    self.shown.push(ShownTile { area: tile.area, held: tile.held, texture, colours });
                }
            }
        }
        if !self.waiting.is_empty() {
            context.request_repaint();
        }
    }

    /// Draws what is seen of the image.
    pub fn paint(&self, painter: &Painter, transform: Transform) {
        self.paint_tiles(painter, |area| transform.rect_to_screen(area.left, area.top, area.right, area.bottom));
    }

    /// Draws an image of `size` pixels into `rect`, whatever its proportions.
    pub fn paint_into(&self, painter: &Painter, rect: Rect, size: Vec2) {
        let scale = rect.size() / size;
        let place = |x: usize, y: usize| rect.min + vec2(x as f32, y as f32) * scale;
        self.paint_tiles(painter, |area| {
            Rect::from_min_max(place(area.left, area.top), place(area.right, area.bottom))
        });
    }

    fn paint_tiles(&self, painter: &Painter, rect_of: impl Fn(PixelArea) -> Rect) {
        for tile in &self.shown {
            let area = tile.area;
            let rect = rect_of(area);
            if !rect.intersects(painter.clip_rect()) {
                continue;
            }
            let share = |at: usize, start: usize, length: usize| (at - start) as f32 / length as f32;
            let held = tile.held;
            let uv = Rect::from_min_max(
                pos2(share(area.left, held.left, held.width()), share(area.top, held.top, held.height())),
                pos2(share(area.right, held.left, held.width()), share(area.bottom, held.top, held.height())),
            );
            painter.image(tile.texture.id(), rect, uv, Color32::WHITE);
        }
    }

    fn set_smooth(&mut self, is_smooth: bool) {
        if self.is_smooth == is_smooth {
            return;
        }
        self.is_smooth = is_smooth;
        let options = self.options();
        for tile in &mut self.shown {
            if let Some(colours) = &tile.colours {
                tile.texture.set(colours.clone(), options);
            }
        }
    }

    fn options(&self) -> TextureOptions {
        TextureOptions {
            magnification: if self.is_smooth && self.keeps_colours {
                TextureFilter::Linear
            } else {
                TextureFilter::Nearest
            },
            minification: TextureFilter::Linear,
            // Without it a reduced image shows patterns that are not in the data.
            mipmap_mode: Some(TextureFilter::Linear),
            ..TextureOptions::default()
        }
    }
}
