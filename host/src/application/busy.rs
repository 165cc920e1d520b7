//! A sign that something is under way.
//!
//! egui's own spinner draws sixty frames a second, which would take a core from the
//! plugins that work meanwhile; this one draws ten.

use egui::{Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use std::time::Duration;

const SPOKES: u32 = 8;
const STEP: Duration = Duration::from_millis(100);

/// Draws the sign in a square of `size`.
pub(super) fn busy_ui(ui: &mut Ui, size: f32, label: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(size, size), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, ui.is_enabled(), label));
    if ui.is_rect_visible(rect) {
        let color = super::theme::colors(ui.visuals()).accent;
        let step = (ui.input(|input| input.time) / STEP.as_secs_f64()) as u64 % u64::from(SPOKES);
        let radius = size * 0.34;
        for spoke in 0..SPOKES {
            let age = (step + u64::from(SPOKES) - u64::from(spoke)) % u64::from(SPOKES);
            let strength = 1.0 - age as f32 / SPOKES as f32;
            let angle = std::f32::consts::TAU * spoke as f32 / SPOKES as f32;
            let center = rect.center() + radius * vec2(angle.sin(), -angle.cos());
            ui.painter().circle_filled(
                pos2(center.x, center.y),
                size * 0.085,
                color.gamma_multiply(0.15 + 0.85 * strength),
            );
        }
        ui.ctx().request_repaint_after(STEP);
    }
    response
}
