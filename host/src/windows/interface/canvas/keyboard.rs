//! Keys of a canvas.

use super::view::CanvasView;
use super::view::ZOOM_STEP;
use super::{CanvasState, Surface, drawing, pointer_fields};
use crate::windows::interface::events::Events;
use egui::{Event, Key, Modifiers, Ui};

/// Takes the keys that are for the canvas, its tools, or its plugin.
pub fn keys_ui(ui: &Ui, state: &mut CanvasState, surface: &Surface<'_>, events: &mut Events) {
    if !surface.has_keyboard || !ui.is_enabled() {
        return;
    }
    let mut pressed = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key { key, pressed: true, modifiers, repeat, .. } => {
                // Tab goes on to the next widget; Space moves the view.
                let is_taken =
                    !matches!(key, Key::Tab | Key::Space) && takes(*key, *modifiers, *repeat, state, surface);
                if is_taken {
                    pressed.push(*key);
                }
                !is_taken
            }
            _ => true,
        });
    });
    for key in pressed {
        match key {
            Key::Enter if state.sketch.is_some() => drawing::finish(ui, state, surface, events),
            Key::Escape if state.sketch.is_some() => state.sketch = None,
            Key::Backspace | Key::Delete if state.sketch.is_some() => {
                if !state.sketch.as_mut().is_some_and(drawing::Sketch::take_back) {
                    state.sketch = None;
                }
            }
            _ if zoom_of(key).is_some() && surface.canvas.zoomable => {
                let pointer = surface.response.hover_pos().unwrap_or(surface.response.rect.center());
                state.view = match zoom_of(key) {
                    Some(factor) if factor != 0.0 => state.view.zoomed(&surface.frame, factor, pointer),
                    _ => CanvasView::Fit,
                };
            }
            key => {
                let position = surface.response.hover_pos().map(|pointer| surface.point_at(pointer));
                events.push(surface.element, "key", pointer_fields(ui, position).with("key", key.name()));
            }
        }
    }
}

/// Whether a key is for the canvas or its plugin.
fn takes(key: Key, modifiers: Modifiers, repeat: bool, state: &CanvasState, surface: &Surface<'_>) -> bool {
    let is_of_tool = state.sketch.is_some() && matches!(key, Key::Enter | Key::Escape | Key::Backspace | Key::Delete);
    let is_zoom = surface.canvas.zoomable && zoom_of(key).is_some() && !modifiers.command && !modifiers.alt;
    is_of_tool && !repeat || is_zoom || surface.canvas.keys
}

/// The factor of a key that zooms; 0 for all.
fn zoom_of(key: Key) -> Option<f64> {
    match key {
        Key::Plus | Key::Equals => Some(ZOOM_STEP),
        Key::Minus => Some(1.0 / ZOOM_STEP),
        Key::Num0 => Some(0.0),
        _ => None,
    }
}
