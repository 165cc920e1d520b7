//! `api.TAG`.

use crate::driver::Driver;
use imjoy_engine::front_end::UiEvent;

#[test]
fn the_first_tag_counts_until_another_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut application = Driver::in_folder(folder.path());
    application.load_plugins(&["tag"]);
    application.run("tag");
    application.wait_for_status("The tag is small");
    application.wait_for_label_containing("Dots: small");
    let plugin = application.plugin("tag");
    application.engine.send(UiEvent::ChooseTag { plugin, tag: "large".to_owned() });
    application.wait_until("the other variant", |driver| {
        driver.engine.info(plugin).unwrap().snapshot.tag.as_deref() == Some("large")
    });
    application.engine.block_on(application.engine.ready(plugin)).unwrap();
    application.run("tag");
    application.wait_for_status("The tag is large");
    application.wait_for_label_containing("Dots: large");
    drop(application);
    // It is remembered.
    let mut application = Driver::in_folder(folder.path());
    application.load_plugins(&["tag"]);
    application.run("tag");
    application.wait_for_status("The tag is large");
}
