//! `plugin-id` of a window.

use super::window::opened;
use crate::driver::Driver;
use imjoy_engine::value::Value;
use imjoy_tests::guests;

#[test]
fn a_window_of_the_host_has_none() {
    let mut application = opened();
    application.click("Run Describe of window");
    application.wait_for_row("plugin id", "null");
}

#[test]
fn a_window_plugin_has_one_by_which_the_window_is_found() {
    let mut application = Driver::with_plugins(&[]);
    application.load(guests::WINDOW_PLUGIN);
    application.load(guests::WINDOW_OPENER);
    let call = |application: &Driver, function: &str, arguments: Vec<Value>| {
        application.engine.block_on(application.engine.call("window-opener", function, arguments)).unwrap()
    };
    let window = call(&application, "open", vec!["window-plugin".into(), "mine".into()]);
    let told = call(&application, "describe", vec![window.clone()]);
    let id = told.field("plugin_id").and_then(Value::as_text).unwrap().to_owned();
    let by = imjoy_engine::value::Record::new().with("plugin_id", id.as_str());
    let found = call(&application, "find", vec![by.into()]);
    let found = call(&application, "describe", vec![found]);
    assert_eq!(found.field("id"), told.field("id"));
    application.wait_for_label("mine");
}
