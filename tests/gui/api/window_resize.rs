//! `resize` of a window: place and size in cells of 30 pixels.

use super::window::{closed, opened, rectangle};

const CELL: f32 = 30.0;

#[test]
fn the_window_moves_and_changes_its_size() {
    let mut application = opened();
    let before = rectangle(&application, "Stripes");
    application.click("Run Place of window");
    application.wait_for_log("heard resize");
    application.wait_until("it is at its place", |driver| {
        let now = rectangle(driver, "Stripes");
        let moved = now.min - before.min;
        // From column and row 1 to 2, from 14 × 11 to 12 × 9 cells.
        let is_close = |a: f32, b: f32| (a - b).abs() < 2.0;
        is_close(moved.x, CELL)
            && is_close(moved.y, CELL)
            && is_close(before.width() - now.width(), 2.0 * CELL)
            && is_close(before.height() - now.height(), 2.0 * CELL)
    });
}

#[test]
fn without_a_place_it_has_its_default_size() {
    let mut application = opened();
    let before = rectangle(&application, "Stripes");
    application.click("Run Default size of window");
    application.wait_for_log("heard resize");
    application.wait_until("another size", |driver| rectangle(driver, "Stripes").size() != before.size());
}

#[test]
fn a_size_of_nothing_is_refused() {
    let mut application = opened();
    application.set_number("Columns", 0.0);
    application.click("Run Place of window");
    application.wait_for_label("Errors of window");
}

#[test]
fn a_closed_window_is_an_error() {
    closed("Run Place of window");
}
