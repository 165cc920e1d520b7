//! One of the pictures that are compared, with its colours on the graphics card.

use crate::windows::image::convert::{Tile, tiles};
use crate::windows::image::display::Display;
use crate::windows::image::job::MOST_PIXELS_AT_ONCE;
use crate::windows::image::picture::Picture;
use crate::windows::image::statistics::Statistics;
use crate::windows::image::texture::Textures;
use crate::windows::image::view::Transform;
use crate::windows::task::{Progress, Task};
use egui::{Context, Rect, Ui, Vec2, vec2};
use std::sync::Arc;

/// A picture that can be drawn.
pub struct Layer {
    /// The picture.
    pub picture: Arc<Picture>,
    /// What its numbers are like.
    pub statistics: Arc<Statistics>,
    textures: Textures,
    rendered: Option<(Display, usize)>,
    rendering: Option<Task<Vec<Tile>>>,
}

impl Layer {
    /// A layer of a picture, without colours yet.
    pub fn new(picture: Arc<Picture>, statistics: Arc<Statistics>) -> Self {
        Self { picture, statistics, textures: Textures::default(), rendered: None, rendering: None }
    }

    /// Replaces the picture; its former colours stay until the new ones are there.
    pub fn replace(&mut self, picture: Arc<Picture>, statistics: Arc<Statistics>) {
        self.picture = picture;
        self.statistics = statistics;
        self.rendered = None;
        // What was being converted is of the former picture.
        self.rendering = None;
    }

    /// Columns and rows.
    pub fn size(&self) -> Vec2 {
        vec2(self.picture.width as f32, self.picture.height as f32)
    }

    /// Makes the colours of a slice anew if they are others. Never waits.
    pub fn render(&mut self, context: &Context, display: Display, slice: usize) {
        if let Some(task) = &self.rendering {
            match task.poll() {
                Progress::Running => return,
                Progress::Done(tiles) => self.textures.replace(tiles),
                // The former colours stay.
                Progress::Lost => {}
            }
            self.rendering = None;
        }
        let slice = slice.min(self.picture.slices - 1);
        if self.rendered == Some((display, slice)) {
            return;
        }
        self.rendered = Some((display, slice));
        let max_side = context.input(|input| input.max_texture_side);
        let picture = self.picture.clone();
        if picture.pixels() <= MOST_PIXELS_AT_ONCE {
            self.textures.replace(tiles(&picture, slice, &display, max_side));
        } else {
            // Without a thread the former colours stay.
            self.rendering = Task::start(context, move || tiles(&picture, slice, &display, max_side)).ok();
        }
    }

    /// Draws the picture where `transform` puts it, within `clip`.
    pub fn paint(&mut self, ui: &Ui, clip: Rect, transform: Transform) {
        self.textures.upload(ui.ctx(), transform.scale * ui.pixels_per_point());
        self.textures.paint(&ui.painter_at(clip), transform);
    }

    /// Where to draw this picture so that it covers `other`, which is drawn by `transform`:
    /// scaled to its size, in the middle if the proportions differ.
    pub fn over(&self, other: Vec2, transform: Transform) -> Transform {
        let size = self.size();
        let factor = (other.x / size.x).min(other.y / size.y);
        let offset = (other - size * factor) * 0.5;
        Transform { origin: transform.origin + offset * transform.scale, scale: transform.scale * factor }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::windows::image::statistics::statistics;
    use egui::pos2;
    use imjoy_engine::value::{DataType, NdArray};

    #[test]
    fn a_smaller_picture_covers_the_larger() {
        let array = NdArray::new(DataType::Uint8, vec![10, 20], vec![0; 200].into()).unwrap();
        let picture = Picture::new(&array).unwrap();
        let layer = Layer::new(Arc::new(picture.clone()), Arc::new(statistics(&picture)));
        let other = Transform { origin: pos2(5.0, 7.0), scale: 2.0 };
        let same = layer.over(vec2(40.0, 20.0), other);
        assert_eq!((same.origin, same.scale), (pos2(5.0, 7.0), 4.0));
        let narrow = layer.over(vec2(40.0, 40.0), other);
        assert_eq!((narrow.origin, narrow.scale), (pos2(5.0, 27.0), 4.0));
    }
}
