//! Who gets the keys.

use egui::Response;

/// Gives the keys back to the window after the pointer has clicked one of its buttons: egui
/// lets the button keep them, and the arrows would then go from button to button. Who uses
/// a button by keys keeps it.
pub fn give_back_after_click(response: &Response) {
    if response.clicked() && response.ctx.input(|input| input.pointer.any_released()) {
        response.surrender_focus();
    }
}
