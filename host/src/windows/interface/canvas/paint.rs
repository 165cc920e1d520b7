//! From shapes to meshes, which are kept while shapes and view are the same.

use super::geometry::{bounds, handles};
use super::prepared::{Prepared, triangles};
use super::view::Transform;
use super::{CanvasState, Surface};
use crate::windows::interface::labels::{cleaned, colour32};
use crate::windows::palette;
use egui::epaint::{CircleShape, EllipseShape, Mesh, PathShape, PathStroke, TessellationOptions, Tessellator};
use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Stroke, StrokeKind, Ui, Vec2, Visuals, vec2};
use imjoy_engine::interface::{Colour, Geometry, Point, Shape, TextAlign, Unit};
use std::sync::Arc;

/// Points of a polyline closer than this on the screen are left out, where there are many.
const LEAST_DISTANCE: f32 = 0.5;
/// From how many points on that is looked at.
const MANY_POINTS: usize = 64;
/// Longest dashed line, in points of the screen; longer ones are not dashed.
const LONGEST_DASHED: f32 = 20_000.0;
/// Least and greatest size of letters on the screen.
const LETTERS: std::ops::RangeInclusive<f32> = 3.0..=400.0;
/// Half the side of a handle, in points.
const HANDLE: f32 = 4.0;
/// Handles of one shape that are painted.
const MOST_HANDLES: usize = 2_000;

/// What was painted last.
#[derive(Default)]
pub struct Painted {
    key: Option<Key>,
    layers: Vec<Layer>,
}

/// What the meshes depend on.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    shapes: usize,
    version: u64,
    transform: Transform,
    clip: Rect,
    pixels_per_point: f32,
    is_dark: bool,
}

/// Neighbours that are painted together.
enum Layer {
    Mesh(Arc<Mesh>),
    /// A text or an image, by its index.
    Single(usize),
}

/// Paints all shapes and the handles of those that have any.
pub fn paint(ui: &Ui, painter: &Painter, state: &mut CanvasState, surface: &Surface<'_>) {
    let key = Key {
        shapes: Arc::as_ptr(&surface.canvas.shapes).addr(),
        version: state.version,
        transform: surface.transform,
        clip: painter.clip_rect(),
        pixels_per_point: ui.pixels_per_point(),
        is_dark: ui.visuals().dark_mode,
    };
    if state.painted.key != Some(key) {
        state.painted.key = Some(key);
        state.painted.layers = layers(ui, painter, state, surface);
    }
    let CanvasState { prepared, painted, overrides, .. } = state;
    for layer in &painted.layers {
        match layer {
            Layer::Mesh(mesh) => {
                painter.add(egui::Shape::Mesh(mesh.clone()));
            }
            Layer::Single(index) => {
                if let Some(prepared) = prepared.shapes.get_mut(*index) {
                    let moved = prepared.shape.id.as_ref().and_then(|id| overrides.get(id));
                    let geometry = moved.map_or(&prepared.shape.geometry, |moved| &moved.geometry);
                    match geometry {
                        Geometry::Image { position: [x, y], size: [width, height], .. } => {
                            let rect = surface.transform.rect([*x, *y], [x + width, y + height]);
                            if let Some(image) = &mut prepared.image {
                                image.paint(ui.ctx(), painter, rect);
                            }
                        }
                        geometry => text(ui, painter, &prepared.shape, geometry, surface.transform),
                    }
                }
            }
        }
    }
    for prepared in prepared.shapes.iter().filter(|prepared| prepared.shape.handles && prepared.shape.visible) {
        let moved = prepared.shape.id.as_ref().and_then(|id| overrides.get(id));
        let geometry = moved.map_or(&prepared.shape.geometry, |moved| &moved.geometry);
        paint_handles(ui.visuals(), painter, geometry, surface.transform);
    }
}

fn paint_handles(visuals: &Visuals, painter: &Painter, geometry: &Geometry, transform: Transform) {
    let stroke = Stroke::new(1.5, palette::handle(visuals));
    for handle in handles(geometry).into_iter().take(MOST_HANDLES) {
        let rect = Rect::from_center_size(transform.to_screen(handle), Vec2::splat(2.0 * HANDLE));
        painter.rect(rect, 1.0, Color32::WHITE, stroke, StrokeKind::Inside);
    }
}

fn layers(ui: &Ui, painter: &Painter, state: &mut CanvasState, surface: &Surface<'_>) -> Vec<Layer> {
    let CanvasState { prepared, overrides, .. } = state;
    let mut brush = Brush::new(ui, painter.clip_rect(), surface.transform);
    let mut layers = Vec::new();
    let Prepared { shapes, .. } = prepared;
    for (index, prepared) in shapes.iter_mut().enumerate() {
        let shape = prepared.shape.clone();
        if !shape.visible {
            continue;
        }
        let moved = shape.id.as_ref().and_then(|id| overrides.get(id));
        let (geometry, (least, greatest)) = match moved {
            Some(moved) => (&moved.geometry, bounds(&moved.geometry)),
            None => (&shape.geometry, prepared.bounds),
        };
        match geometry {
            Geometry::Text { .. } => {
                brush.finish_into(&mut layers);
                layers.push(Layer::Single(index));
                continue;
            }
            Geometry::Image { .. } => {
                brush.finish_into(&mut layers);
                layers.push(Layer::Single(index));
            }
            _ => {}
        }
        let room = 2.0
            + brush.stroke_width(&shape)
            + if let Geometry::Point { radius, .. } = geometry { *radius } else { 0.0 };
        if !brush.clip.intersects(surface.transform.rect(least, greatest).expand(room)) {
            continue;
        }
        let filling = match geometry {
            Geometry::Polygon(points) if shape.fill.is_some() => match moved {
                Some(_) => triangles(points),
                None => prepared.triangles(),
            },
            _ => Arc::default(),
        };
        brush.add(&shape, geometry, &filling);
    }
    brush.finish_into(&mut layers);
    layers
}

/// Turns shapes into a mesh.
pub struct Brush<'a> {
    tessellator: Tessellator,
    mesh: Mesh,
    clip: Rect,
    transform: Transform,
    visuals: &'a Visuals,
}

impl<'a> Brush<'a> {
    pub fn new(ui: &'a Ui, clip: Rect, transform: Transform) -> Self {
        let options = TessellationOptions {
            coarse_tessellation_culling: false,
            ..ui.ctx().tessellation_options(|options| *options)
        };
        let mut tessellator = Tessellator::new(ui.pixels_per_point(), options, [1, 1], Vec::new());
        tessellator.set_clip_rect(clip);
        Self { tessellator, mesh: Mesh::default(), clip, transform, visuals: ui.visuals() }
    }

    /// What was painted so far, to be shown below what follows.
    fn finish_into(&mut self, layers: &mut Vec<Layer>) {
        let mesh = self.take();
        if !mesh.is_empty() {
            layers.push(Layer::Mesh(Arc::new(mesh)));
        }
    }

    /// What was painted so far.
    pub fn take(&mut self) -> Mesh {
        std::mem::take(&mut self.mesh)
    }

    fn stroke_width(&self, shape: &Shape) -> f32 {
        match shape.stroke_unit {
            Unit::Points => shape.stroke_width,
            Unit::Units => shape.stroke_width * self.transform.mean_scale(),
        }
    }

    fn stroke(&self, shape: &Shape) -> Stroke {
        let colour = match (shape.stroke, shape.fill) {
            (Some(colour), _) => colour,
            // A shape of which nothing is said would not be seen.
            (None, None) if !matches!(shape.geometry, Geometry::Image { .. }) => Colour::Accent,
            (None, _) => Colour::TRANSPARENT,
        };
        Stroke::new(self.stroke_width(shape), colour32(colour, self.visuals))
    }

    /// Adds a shape in the form of `geometry`.
    pub fn add(&mut self, shape: &Shape, geometry: &Geometry, filling: &[u32]) {
        let stroke = self.stroke(shape);
        let fill = shape.fill.map_or(Color32::TRANSPARENT, |fill| colour32(fill, self.visuals));
        match geometry {
            Geometry::Point { position, radius } => {
                let circle = CircleShape { center: self.transform.to_screen(*position), radius: *radius, fill, stroke };
                self.tessellator.tessellate_circle(circle, &mut self.mesh);
            }
            Geometry::Ellipse { centre, radii } => {
                let radius = self.transform.rect([0.0, 0.0], *radii).size();
                let center = self.transform.to_screen(*centre);
                if shape.dashed {
                    let points = ellipse_points(center, radius);
                    self.line(points, true, stroke, true);
                    if fill != Color32::TRANSPARENT {
                        let ellipse = EllipseShape { center, radius, fill, stroke: Stroke::NONE, angle: 0.0 };
                        self.tessellator.tessellate_ellipse(ellipse, &mut self.mesh);
                    }
                } else {
                    let ellipse = EllipseShape { center, radius, fill, stroke, angle: 0.0 };
                    self.tessellator.tessellate_ellipse(ellipse, &mut self.mesh);
                }
            }
            Geometry::Rectangle { position: [x, y], size: [width, height] }
            | Geometry::Image { position: [x, y], size: [width, height], .. } => {
                let rect = self.transform.rect([*x, *y], [x + width, y + height]);
                if fill != Color32::TRANSPARENT {
                    self.mesh.add_colored_rect(rect, fill);
                }
                let corners = vec![rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()];
                self.line(corners, true, stroke, shape.dashed);
            }
            Geometry::Polyline(points) => {
                let points = self.screen_points(points);
                self.line(points, false, stroke, shape.dashed);
            }
            Geometry::Polygon(points) => {
                if fill != Color32::TRANSPARENT && !filling.is_empty() {
                    let first = u32::try_from(self.mesh.vertices.len()).unwrap_or(0);
                    for point in points.iter() {
                        self.mesh.colored_vertex(self.transform.to_screen(*point), fill);
                    }
                    self.mesh.indices.extend(filling.iter().map(|index| first + index));
                }
                let points = self.screen_points(points);
                self.line(points, true, stroke, shape.dashed);
            }
            Geometry::Text { .. } => {}
        }
    }

    fn screen_points(&self, points: &[Point]) -> Vec<Pos2> {
        let mut screen: Vec<Pos2> = Vec::with_capacity(points.len());
        for point in points {
            let at = self.transform.to_screen(*point);
            let is_close = points.len() > MANY_POINTS
                && screen.last().is_some_and(|last| last.distance_sq(at) < LEAST_DISTANCE * LEAST_DISTANCE);
            if !is_close {
                screen.push(at);
            }
        }
        screen
    }

    /// Adds a line through places on the screen.
    pub fn line(&mut self, mut points: Vec<Pos2>, closed: bool, stroke: Stroke, dashed: bool) {
        if stroke.is_empty() || points.len() < 2 {
            return;
        }
        if dashed {
            points.extend(points.first().copied().filter(|_| closed));
            let length: f32 = points.iter().zip(points.iter().skip(1)).map(|(one, other)| one.distance(*other)).sum();
            if length <= LONGEST_DASHED {
                for dash in egui::Shape::dashed_line(&points, stroke, 6.0, 4.0) {
                    self.tessellator.tessellate_shape(dash, &mut self.mesh);
                }
                return;
            }
            points.truncate(points.len() - usize::from(closed));
        }
        let path = PathShape { points, closed, fill: Color32::TRANSPARENT, stroke: PathStroke::from(stroke) };
        self.tessellator.tessellate_path(&path, &mut self.mesh);
    }
}

/// Places on an ellipse.
pub fn ellipse_points(center: Pos2, radius: Vec2) -> Vec<Pos2> {
    (0..64u8)
        .map(|step| {
            let (sine, cosine) = (f32::from(step) / 64.0 * std::f32::consts::TAU).sin_cos();
            center + vec2(radius.x * cosine, radius.y * sine)
        })
        .collect()
}

fn text(ui: &Ui, painter: &Painter, shape: &Shape, geometry: &Geometry, transform: Transform) {
    let Geometry::Text { position, text, font_size, font_unit, align, background } = geometry else { return };
    let size = match font_unit {
        Unit::Points => *font_size,
        Unit::Units => font_size * transform.mean_scale(),
    };
    let at = transform.to_screen(*position);
    if size < *LETTERS.start() || !painter.clip_rect().expand(1_000.0).contains(at) {
        return;
    }
    let colour = colour32(shape.fill.or(shape.stroke).unwrap_or(Colour::Text), ui.visuals());
    let font = FontId::proportional(size.min(*LETTERS.end()));
    let galley = painter.layout_no_wrap(cleaned(text).into_owned(), font, colour);
    let anchor = match align {
        TextAlign::Left => Align2::LEFT_CENTER,
        TextAlign::Centre => Align2::CENTER_CENTER,
        TextAlign::Right => Align2::RIGHT_CENTER,
    };
    let rect = anchor.anchor_size(at, galley.size());
    if let Some(background) = background {
        painter.rect_filled(rect.expand2(vec2(3.0, 1.0)), 2.0, colour32(*background, ui.visuals()));
    }
    painter.galley(rect.min, galley, colour);
}
