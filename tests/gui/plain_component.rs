//! Ops of a component that knows nothing of ImJoy, with forms made from its types.

use crate::driver::Driver;
use imjoy_engine::Limits;
use imjoy_tests::guests;

fn with_options() -> Driver {
    let mut application = Driver::new(Limits::default());
    application.load(guests::PLAIN_COMPONENT);
    application.show_options("plain-component");
    application.wait_for_label("Run add of plain-component");
    application
}

#[test]
fn its_functions_are_run_from_their_forms() {
    let mut application = with_options();
    application.set_number("a", 2.0);
    application.set_number("b", 40.0);
    application.click("Run add of plain-component");
    application.wait_for_row("integer", "42");
    application.type_into("numbers (f64, with commas)", "1, 2, 6");
    application.choose("metric", "largest");
    application.click("Run measure of plain-component");
    application.wait_for_row("float", "6");
    application.choose("threshold", "percentile");
    application.set_number("threshold percentile", 12.5);
    application.type_into("factor (f32; empty for none)", "2");
    application.click("Run describe of plain-component");
    application.wait_for_row("text", "\"above 12.5 % times 2\"");
    // What is false is a result as well.
    application.click("Run is-even of plain-component");
    application.wait_for_row("boolean", "true");
}

#[test]
fn an_image_is_made_and_given_on() {
    let mut application = with_options();
    application.set_number("width", 32.0);
    application.set_number("height", 16.0);
    application.click("Run gradient of plain-component");
    application.wait_for_label_containing("32 × 16");
    // Nothing is chosen for `image`: it is that of the active window.
    application.click("Run head of plain-component");
    application.wait_for_label_containing("head");
}

#[test]
fn what_does_not_fit_is_told_and_nothing_ends() {
    let mut application = with_options();
    application.type_into("numbers (f64, with commas)", "1, two");
    application.click("Run measure of plain-component");
    application.wait_for_status("measure: numbers[1] of measure cannot be read: \"two\" is not a number");
    application.type_into("message", "on purpose");
    application.click("Run crash of plain-component");
    application.wait_for_label("Restart plain-component");
    application.click("Run ping of plain-component");
    application.wait_for_row("text", "\"pong\"");
}
