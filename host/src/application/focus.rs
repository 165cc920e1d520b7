//! Puts the keyboard into the first field of a dialog.

use egui::text_selection::CCursorRange;
use egui::{Response, TextEdit};

/// Asks for the keyboard and, where the widget edits a text, selects it, so that typing
/// replaces it. Gives whether the widget has the keyboard: in a dialog's first frame,
/// which is invisible, none gets it.
pub(super) fn take_focus(response: &Response, edited_text: Option<&str>) -> bool {
    response.request_focus();
    if let Some(text) = edited_text {
        let mut state = TextEdit::load_state(&response.ctx, response.id).unwrap_or_default();
        state.cursor.set_char_range(Some(CCursorRange::select_all_str(text)));
        state.store(&response.ctx, response.id);
    }
    response.has_focus()
}
