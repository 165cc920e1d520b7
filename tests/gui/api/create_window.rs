//! `api.createWindow`: each type of window that the host draws.

use crate::driver::Driver;
use imjoy_engine::CallError;
use imjoy_engine::value::{Record, Value};
use imjoy_tests::guests;

/// The sample with the window of one op.
fn opened(op: &str, title: &str) -> Driver {
    let application = shown(op, title);
    assert!(!application.has_label("Errors of create-window"), "{:?}", application.log());
    application
}

/// As [`opened`], whatever the plugin logs.
fn shown(op: &str, title: &str) -> Driver {
    let mut application = Driver::with_plugins(&["create-window"]);
    application.show_options("create-window");
    application.click(&format!("Run {op} of create-window"));
    application.wait_until(title, |driver| driver.window_rectangle(title).is_some());
    application.wait_until_idle("create-window");
    application
}

#[test]
fn image() {
    let mut application = opened("image", "Cells");
    application.wait_for_label("Image");
    application.click("Zoom in");
    application.wait_for_label("Contrast");
}

#[test]
fn images() {
    let mut application = opened("images", "Plate");
    application.wait_until("pictures to open", |driver| driver.has_label_starting("Open "));
}

#[test]
fn image_compare() {
    let mut application = opened("image-compare", "Before and after");
    application.wait_for_label("Divider");
    application.click("Difference");
    application.wait_until("no divider", |driver| !driver.has_label("Divider"));
}

#[test]
fn plot() {
    let mut application = opened("plot", "Profile");
    application.wait_for_label("Plot");
    application.wait_for_label("Show measured");
    application.wait_for_label("Show blurred");
}

#[test]
fn histogram() {
    let mut application = opened("plot, histogram", "Histogram");
    application.wait_for_label("Plot");
    application.wait_for_label("Show original");
}

#[test]
fn plot_of_a_million_points() {
    let mut application = opened("plot, a million points", "Recording");
    application.wait_for_label("Plot");
}

#[test]
fn table() {
    let mut application = opened("table", "Measurements");
    application.wait_for_label("Row 1");
    application.wait_until("a column to sort by", |driver| driver.has_label_starting("Sort by "));
}

#[test]
fn generic() {
    let mut application = opened("generic", "Experiment");
    application.wait_until("a value", |driver| driver.has_label_starting("Select "));
}

#[test]
fn tree() {
    let mut application = opened("tree", "Samples");
    // What is chosen is told to the plugin.
    application.click("Select well A1");
    application.wait_for_status("Chosen: well A1");
    // Only what is seen is drawn.
    application.click("Collapse plate 1");
    application.click("Expand plate 2");
    application.wait_for_label("Collapse plate 2");
}

#[test]
fn panel() {
    let mut application = opened("panel", "Acquisition");
    assert_eq!(application.value("Name").as_deref(), Some("sample 7"));
    application.choose("Channel", "DAPI");
    application.wait_for_status("DAPI for 80 ms");
    application.click("Start");
    application.wait_for_label_containing("was pressed");
}

#[test]
fn schema_io() {
    let mut application = opened("schema-io", "Segmentation");
    application.type_into("Name", "nuclei");
    application.click("Submit");
    application.wait_until("what was submitted", |driver| driver.window_rectangle("Submitted").is_some());
    application.wait_for_row("name", "\"nuclei\"");
}

#[test]
fn plugin_editor() {
    let mut application = opened("plugin-editor", "Source of greeter");
    application.wait_for_label("Code");
    application.wait_for_label("Run");
}

#[test]
fn files() {
    let mut application = opened("files", "Results");
    application.wait_for_label("Select cells.csv");
    application.click("Select notes.txt");
    application.wait_for_label_containing("Made up by the sample plugin");
}

#[test]
fn url_list() {
    let mut application = opened("url_list", "Links");
    application.wait_for_label("Select ImJoy");
    application.wait_for_label_containing("file:///etc/hosts");
}

#[test]
fn markdown() {
    let mut application = opened("markdown", "About windows");
    application.wait_for_label_containing("Windows of a plugin");
    assert!(!application.has_label_containing("**create-window**"));
}

#[test]
fn log() {
    // One of the lines is an error.
    let mut application = shown("log", "Log of create-window");
    application.wait_for_label_containing("step 3 of 3 is done");
}

/// The guest that opens whatever it is told.
fn open(application: &Driver, window_type: &str, data: Value) -> Result<Value, CallError> {
    let arguments = vec![window_type.into(), "a window".into(), data];
    application.engine.block_on(application.engine.call("window-opener", "open", arguments))
}

#[test]
fn an_unknown_type_is_an_error_that_names_it() {
    let mut application = Driver::with_plugins(&[]);
    application.load(guests::WINDOW_OPENER);
    for unknown in ["imjoy/hologram", "nobody"] {
        match open(&application, unknown, Value::Null) {
            Err(CallError::NotFound(text)) => assert!(text.contains(unknown), "{text}"),
            other => panic!("{unknown}: {other:?}"),
        }
    }
}

#[test]
fn data_that_a_type_cannot_show_are_a_sentence_in_the_window() {
    let mut application = Driver::with_plugins(&[]);
    application.load(guests::WINDOW_OPENER);
    open(&application, "imjoy/image", Record::new().with("src", 3i64).into()).unwrap();
    application.wait_for_label_containing("is no image");
}

#[test]
fn a_window_of_a_dead_plugin_stays_and_says_so() {
    let mut application = opened("table", "Measurements");
    application.wait_for_label("Row 1");
    application.engine.send(imjoy_engine::front_end::UiEvent::Terminate(application.plugin("create-window")));
    application.wait_for_label("Restart create-window");
    application.wait_until("the window says so", |driver| {
        driver.is_said_in_window("Measurements", "create-window was terminated")
    });
    application.wait_for_label("Row 1");
}
