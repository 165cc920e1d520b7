//! `api.getConfig`: the manifest.

use crate::driver::Driver;

#[test]
fn fields_of_the_manifest_come_as_they_are() {
    let mut application = Driver::with_plugins(&["get-config"]);
    application.run("get-config");
    application.wait_for_row("_name", "\"get-config\"");
    application.wait_for_row("_version", "\"0.1.0\"");
    application.wait_for_row("_icon", "\"📖\"");
}

#[test]
fn lists_and_truth_values_are_no_texts() {
    let mut application = Driver::with_plugins(&["get-config"]);
    application.show_options("get-config");
    application.type_into("Names", "_functions, _runnable, _labels");
    application.click("Run get-config with options");
    application.wait_for_row("_runnable", "true");
    application.wait_for_row("_functions", "list of 1");
    application.wait_for_row("_labels", "list of 1");
}
