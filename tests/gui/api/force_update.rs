//! `api.utils.$forceUpdate`.

use crate::driver::Driver;
use imjoy_engine::front_end::UiRequest;
use imjoy_engine::value::Record;

#[test]
fn the_application_is_drawn_anew() {
    let mut application = Driver::with_plugins(&["force-update"]);
    application.run("force-update");
    application.wait_for_status("Drawn anew 20 times");
    application.wait_until_idle("force-update");
}

#[test]
fn what_is_asked_for_often_is_asked_for_once_a_frame() {
    let application = Driver::with_plugins(&["force-update"]);
    application.take_requests();
    let plugin = application.plugin("force-update");
    application.engine.block_on(application.engine.run_op(plugin, "force-update", Record::new(), None)).unwrap();
    let repaints = application.take_requests().into_iter().filter(|request| *request == UiRequest::Repaint).count();
    assert_eq!(repaints, 1);
}
