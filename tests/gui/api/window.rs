//! What the tests of a window's functions share.

use crate::driver::Driver;
use egui::Rect;

/// The sample with its window and its ops open.
pub fn opened() -> Driver {
    let mut application = Driver::with_plugins(&["window"]);
    application.run("window");
    application.wait_for_label("Image");
    application.wait_until_idle("window");
    application.show_options("window");
    application.wait_for_label("Run Close of window");
    application
}

/// Runs an op after the user has closed the window, which has to give an error that says so.
pub fn closed(op: &str) {
    let mut application = opened();
    application.click("Close window");
    application.wait_for_log("heard close");
    application.wait_until("it is closed", |driver| !driver.has_label("Image"));
    application.click(op);
    application.wait_for_label("Errors of window");
    application.wait_for_log("the window Stripes is closed");
}

/// Where the window of a title is.
pub fn rectangle(application: &Driver, title: &str) -> Rect {
    application.window_rectangle(title).unwrap_or_else(|| panic!("there is no window {title}"))
}
