//! Windows whose content a plugin describes, when the plugin does not answer.

use super::driver::Driver;
use egui::pos2;
use imjoy_engine::Limits;
use imjoy_tests::guests;
use std::time::Duration;

#[test]
fn a_plugin_that_computes_for_ever_does_not_hold_up_its_window() {
    let limits = Limits { cpu_without_pause: Duration::from_secs(600), ..Limits::default() };
    let mut application = Driver::new(limits);
    let plugin = application.load(guests::SLOW_INTERFACE);
    application.run("slow-interface");
    application.wait_for_label("Stuck");
    application.click("Stuck");
    application.wait_until("it computes", |driver| driver.engine.info(plugin).unwrap().snapshot.cpu_seconds > 0.0);
    application.settle();

    // The host moves the disc, and the widgets take what is entered.
    let canvas = application.rectangle("Surface");
    let scale = ((canvas.width() - 8.0) / 100.0).min((canvas.height() - 8.0) / 50.0);
    let at = |x: f32, y: f32| canvas.center() + (pos2(x, y) - pos2(50.0, 25.0)) * scale;
    application.drag(at(20.0, 20.0), at(70.0, 30.0));
    assert_eq!(application.value("Surface").as_deref(), Some("x 70, y 30"));
    application.slide("Level", 7.0);
    assert_eq!(application.number("Level"), Some(7.0));
    // What is drawn is kept as well when the plugin has ended.
    application.engine.send(imjoy_engine::front_end::UiEvent::Terminate(plugin));
    application.wait_for_label_containing("was terminated");
    assert!(application.has_label("Surface") && application.has_label("Level"));
}
