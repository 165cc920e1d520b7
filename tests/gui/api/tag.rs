//! `api.TAG`.

use crate::driver::Driver;
use imjoy_engine::front_end::UiEvent;
use imjoy_tests::guests;

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

#[test]
fn the_user_is_asked_which_variant_to_load() {
    let folder = tempfile::tempdir().unwrap();
    let mut application = Driver::in_folder(folder.path());
    application.engine.send(UiEvent::LoadPlugin(guests::STATE_KEEPER.into()));
    application.wait_for_label_containing("several variants");
    // All of them, the first chosen.
    for tag in ["CPU", "GPU", "two words"] {
        assert!(application.has_label(tag), "{tag}");
    }
    application.click("GPU");
    application.click("OK");
    application.wait_until("the variant that was chosen", |driver| {
        let plugin = driver.engine.plugin_named("state-keeper").and_then(|plugin| driver.engine.info(plugin));
        plugin.is_some_and(|plugin| plugin.snapshot.tag.as_deref() == Some("GPU"))
    });
    application.wait_for_label("Run state-keeper");
}
