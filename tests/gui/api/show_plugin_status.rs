//! `api.showPluginStatus`.

use crate::driver::Driver;
use imjoy_engine::front_end::UiRequest;

#[test]
fn the_text_is_under_the_plugins_name_and_stays() {
    let mut application = Driver::with_plugins(&["show-plugin-status", "show-status"]);
    application.run("show-plugin-status");
    application.wait_for_label_containing("step ");
    application.wait_for_label("27 is at 1 after 111 steps");
    // Another plugin's status does not overwrite it.
    application.run("show-status");
    application.wait_for_status("The microscope is focused");
    assert!(application.has_label("27 is at 1 after 111 steps"));
}

#[test]
fn fast_changes_are_one_update_of_the_plugin() {
    let application = Driver::with_plugins(&["show-plugin-status"]);
    application.take_requests();
    let plugin = application.plugin("show-plugin-status");
    let config = imjoy_engine::value::Record::new().with("start", 1);
    application.engine.block_on(application.engine.run_op(plugin, "show-plugin-status", config, None)).unwrap();
    let snapshots = application
        .take_requests()
        .into_iter()
        .filter(|request| matches!(request, UiRequest::Plugin(snapshot) if snapshot.id == plugin))
        .count();
    assert!(snapshots <= 1, "{snapshots} snapshots of one plugin wait");
}
