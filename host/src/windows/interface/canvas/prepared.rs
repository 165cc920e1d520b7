//! What is made of shapes once and kept while they are the same.

use super::geometry::bounds;
use crate::windows::image::convert::Tile;
use crate::windows::image::display::Settings;
use crate::windows::image::job::{is_long, prepare};
use crate::windows::image::source::{self, Source};
use crate::windows::image::texture::Textures;
use crate::windows::task::{Progress, Task};
use earcut::Earcut;
use egui::{Context, Painter, Rect, Vec2, vec2};
use imjoy_engine::interface::{Geometry, Point, Shape};
use imjoy_engine::value::Value;
use std::collections::HashMap;
use std::sync::Arc;

/// The shapes of a canvas in their order.
#[derive(Default)]
pub struct Prepared {
    of: Option<Arc<[Arc<Shape>]>>,
    /// One for each shape.
    pub shapes: Vec<PreparedShape>,
}

/// A shape and what was made of it.
pub struct PreparedShape {
    /// The shape as the plugin sent it.
    pub shape: Arc<Shape>,
    /// Least and greatest coordinates, in units.
    pub bounds: (Point, Point),
    /// Of a filled polygon: indices of the corners of triangles.
    triangles: Option<Arc<[u32]>>,
    /// Of an image.
    pub image: Option<StillImage>,
}

impl Prepared {
    /// Prepares shapes that are new, and forgets those that are gone.
    pub fn update(&mut self, shapes: &Arc<[Arc<Shape>]>) {
        if self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, shapes)) {
            return;
        }
        self.of = Some(shapes.clone());
        let mut former: HashMap<usize, PreparedShape> = std::mem::take(&mut self.shapes)
            .into_iter()
            .map(|prepared| (Arc::as_ptr(&prepared.shape).addr(), prepared))
            .collect();
        let mut is_new = Vec::new();
        for shape in shapes.iter() {
            let known = former.remove(&Arc::as_ptr(shape).addr());
            is_new.push(known.is_none());
            self.shapes.push(known.unwrap_or_else(|| PreparedShape::new(shape)));
        }
        // Of an image whose place has changed, the pixels are not made anew.
        let mut images: Vec<StillImage> = former.into_values().filter_map(|prepared| prepared.image).collect();
        for (prepared, _) in self.shapes.iter_mut().zip(is_new).filter(|(_, is_new)| *is_new) {
            if let Some(image) = &mut prepared.image
                && let Some(index) = images.iter().position(|former| former.is_of_same(image))
            {
                *image = images.swap_remove(index);
            }
        }
    }

    /// The prepared shape of that id.
    pub fn find(&self, id: &str) -> Option<&PreparedShape> {
        self.shapes.iter().find(|prepared| prepared.shape.id.as_deref() == Some(id))
    }
}

impl PreparedShape {
    fn new(shape: &Arc<Shape>) -> Self {
        let image = match &shape.geometry {
            Geometry::Image { data, config, .. } => Some(StillImage::new(data, config)),
            _ => None,
        };
        Self { shape: shape.clone(), bounds: bounds(&shape.geometry), triangles: None, image }
    }

    /// Triangles that fill the polygon of the shape as it was sent.
    pub fn triangles(&mut self) -> Arc<[u32]> {
        let shape = &self.shape;
        self.triangles
            .get_or_insert_with(|| match &shape.geometry {
                Geometry::Polygon(points) => triangles(points),
                _ => Arc::default(),
            })
            .clone()
    }
}

/// Triangles that fill a polygon, as indices of its points.
pub fn triangles(points: &[Point]) -> Arc<[u32]> {
    let mut indices = Vec::new();
    Earcut::new().earcut(points.iter().copied(), &[], &mut indices);
    indices.into()
}

/// The tiles of an image with its columns and rows; none where it cannot be shown.
type PreparedTiles = Option<(Vec<Tile>, Vec2)>;

/// An image that is painted as it is.
pub struct StillImage {
    data: Value,
    config: Value,
    source: Option<Source>,
    preparing: Option<Task<PreparedTiles>>,
    textures: Textures,
    /// Its columns and rows; zero while it is not there.
    size: Vec2,
}

impl StillImage {
    fn new(data: &Value, config: &Value) -> Self {
        Self {
            data: data.clone(),
            config: config.clone(),
            source: source::find(data).ok(),
            preparing: None,
            textures: Textures::default(),
            size: Vec2::ZERO,
        }
    }

    fn is_of_same(&self, other: &Self) -> bool {
        self.config == other.config && is_same(&self.data, &other.data)
    }

    /// Paints the image into a rectangle; nothing while it is being read, or if it is none.
    pub fn paint(&mut self, context: &Context, painter: &Painter, rect: Rect) {
        if let Some(source) = self.source.take() {
            let settings = Settings::new(&self.config);
            let max_side = context.input(|input| input.max_texture_side);
            let is_long = is_long(&source);
            let work = move || {
                let prepared = prepare(&source, settings, None, max_side).ok()?;
                let size = vec2(prepared.picture.width as f32, prepared.picture.height as f32);
                Some((prepared.tiles, size))
            };
            if is_long {
                // Without a thread there is no image.
                self.preparing = Task::start(context, work).ok();
            } else {
                self.install(work());
            }
        }
        if let Some(task) = &self.preparing {
            match task.poll() {
                Progress::Running => {}
                Progress::Done(prepared) => {
                    self.preparing = None;
                    self.install(prepared);
                }
                Progress::Lost => self.preparing = None,
            }
        }
        if self.size != Vec2::ZERO {
            let zoom = rect.width() / self.size.x * context.pixels_per_point();
            self.textures.upload(context, zoom);
            self.textures.paint_into(painter, rect, self.size);
        }
    }

    fn install(&mut self, prepared: Option<(Vec<Tile>, Vec2)>) {
        if let Some((tiles, size)) = prepared {
            self.textures.replace(tiles);
            self.size = size;
        }
    }
}

/// Whether two values are the same, as far as can be told without looking at pixels.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::NdArray(one), Value::NdArray(other)) => {
            one.shape() == other.shape()
                && one.data_type() == other.data_type()
                && one.data().as_ptr() == other.data().as_ptr()
        }
        (Value::Bytes(one), Value::Bytes(other)) => one.as_ptr() == other.as_ptr() && one.len() == other.len(),
        (Value::File(one), Value::File(other)) => one.data.as_ptr() == other.data.as_ptr(),
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_concave_polygon_is_filled_as_it_is() {
        let points = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [5.0, 2.0], [0.0, 10.0]];
        let indices = triangles(&points);
        let area: f64 = indices
            .chunks(3)
            .map(|corners| {
                let [a, b, c] = [corners[0], corners[1], corners[2]].map(|index| points[index as usize]);
                ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs() / 2.0
            })
            .sum();
        assert_eq!(area, 60.0);
    }
}
