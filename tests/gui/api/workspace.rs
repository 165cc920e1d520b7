//! `api.WORKSPACE`.

use crate::driver::Driver;

#[test]
fn it_is_the_one_that_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut application = Driver::in_folder(folder.path());
    application.load_plugins(&["workspace"]);
    application.run("workspace");
    application.wait_for_row("workspace", "\"default\"");
    application.wait_for_row("earlier note", "null");
    application.engine.block_on(application.engine.create_workspace("cells")).unwrap();
    application
        .wait_until("the windows of the other workspace are gone", |driver| !driver.has_label("Select workspace"));
    application.wait_for_label("Run workspace");
    application.wait_until("the plugin is there", |driver| driver.engine.plugin_named("workspace").is_some());
    let plugin = application.plugin("workspace");
    application.engine.block_on(application.engine.ready(plugin)).unwrap();
    application.run("workspace");
    application.wait_for_row("workspace", "\"cells\"");
    application.wait_for_row("earlier note", "null");
    application.engine.block_on(application.engine.switch_workspace("default")).unwrap();
    application.wait_until("the windows are gone", |driver| !driver.has_label("Select workspace"));
    application.wait_until("the plugin is there", |driver| driver.engine.plugin_named("workspace").is_some());
    let plugin = application.plugin("workspace");
    application.engine.block_on(application.engine.ready(plugin)).unwrap();
    application.run("workspace");
    application.wait_for_row("workspace", "\"default\"");
    application.wait_for_row("earlier note", "\"images of Monday\"");
}
