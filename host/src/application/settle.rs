//! Draws again while something finds its place.
//!
//! egui places a centred or bottom-anchored area by its size in the frame before. Where
//! frames come only from events, it would stay at the wrong place until the mouse moves.

use super::theme;
use egui::emath::GuiRounding as _;
use egui::{Context, Frame, Id, Modal, ModalResponse, Rect, Ui};

/// Shows a modal dialog; `name` is its AccessKit label.
pub(super) fn modal<R>(context: &Context, id: Id, name: &str, content: impl FnOnce(&mut Ui) -> R) -> ModalResponse<R> {
    let area = Modal::default_area(id).accessible_name(name);
    let frame = Frame::popup(&context.global_style()).inner_margin(theme::DIALOG_MARGIN);
    let modal = Modal::new(id).area(area).frame(frame).show(context, content);
    until_settled(context, id, modal.response.rect);
    modal
}

/// Shows a modal dialog of the host about a plugin: as [`modal`], with an edge in the
/// accent colour.
pub(super) fn host_modal<R>(
    context: &Context,
    id: Id,
    name: &str,
    content: impl FnOnce(&mut Ui) -> R,
) -> ModalResponse<R> {
    let style = context.global_style();
    let edge = egui::Stroke::new(1.5, theme::colors(&style.visuals).accent);
    let area = Modal::default_area(id).accessible_name(name);
    let frame = Frame::popup(&style).inner_margin(theme::DIALOG_MARGIN).stroke(edge);
    let modal = Modal::new(id).area(area).frame(frame).show(context, content);
    until_settled(context, id, modal.response.rect);
    modal
}

/// Asks for another frame if the area is not where it was in the frame before.
pub(super) fn until_settled(context: &Context, id: Id, rect: Rect) {
    let rect = rect.round_to_pixels(context.pixels_per_point());
    let earlier = context.data_mut(|data| {
        let earlier = data.get_temp::<Rect>(id.with("settled"));
        data.insert_temp(id.with("settled"), rect);
        earlier
    });
    if earlier != Some(rect) {
        context.request_repaint();
    }
}
