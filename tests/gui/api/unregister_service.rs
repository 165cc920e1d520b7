//! `api.unregisterService`.

use crate::driver::Driver;

#[test]
fn a_service_is_offered_and_taken_back() {
    let mut application = Driver::with_plugins(&["unregister-service"]);
    application.run("unregister-service");
    application.wait_for_row("before", "0");
    application.wait_for_row("offered", "1");
    application.wait_for_row("taken back", "0");
}

#[test]
fn what_is_not_there_or_of_another_plugin_is_an_error() {
    let mut application = Driver::with_plugins(&["unregister-service", "register-service"]);
    application.run("register-service");
    application.wait_for_label_containing("my own is offered as");
    let status = application.status().unwrap();
    let id = status.rsplit(' ').next().unwrap().to_owned();
    application.show_options("unregister-service");
    for id in [id.as_str(), "nothing"] {
        application.type_into("Take back (empty: its own)", id);
        application.click("Run unregister-service with options");
        application.wait_until(&format!("an error that names {id}"), |driver| {
            driver.log().iter().any(|entry| entry.contains("unregister-service: ") && entry.contains(id))
        });
    }
}
