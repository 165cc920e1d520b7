//! `name` of a window.

use super::window::opened;

#[test]
fn it_is_the_title_and_changes_with_it() {
    let mut application = opened();
    application.click("Run Describe of window");
    application.wait_for_row("name", "\"Stripes\"");
    application.click("Run New picture of window");
    application.wait_for_label("12 stripes");
    application.wait_until_idle("window");
    application.click("Run Describe of window");
    application.wait_for_row("name", "\"12 stripes\"");
}
