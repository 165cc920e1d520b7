//! `id` of a window.

use super::window::opened;

#[test]
fn it_is_a_number_and_never_used_again() {
    let mut application = opened();
    application.click("Run Describe of window");
    application.wait_for_label("Select id");
    let first = application.row("id").unwrap();
    assert!(first.parse::<u64>().unwrap() > 0);
    application.click("Run Close of window");
    application.wait_until("it is closed", |driver| !driver.has_label("Image"));
    application.run("window");
    application.wait_for_label("Image");
    application.wait_until_idle("window");
    application.click("Run Describe of window");
    application.wait_until("another id", |driver| {
        driver.rows("id").iter().any(|id| id.parse::<u64>().unwrap() > first.parse::<u64>().unwrap())
    });
}
