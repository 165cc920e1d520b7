//! `api.register`.

use crate::driver::Driver;

#[test]
fn an_op_has_a_form_and_a_function_of_its_own() {
    let mut application = Driver::with_plugins(&["register"]);
    application.show_options("register");
    application.choose("Table", "rainbow");
    application.click("Run Colour table of register");
    application.wait_for_label_containing("Colours: rainbow");
    application.wait_for_label("Image");
}

#[test]
fn a_form_changes_as_it_is_filled_in() {
    let mut application = Driver::with_plugins(&["register"]);
    application.show_options("register");
    application.wait_for_label_containing("7 is a number of luck");
    application.set_number("Number", 16.0);
    // Its update registers the op anew.
    application.wait_for_label_containing("16 is a square");
    application.click("Run Favourite number of register");
    application.wait_for_status("Your favourite number is 16, a square");
}

#[test]
fn a_function_as_value_is_run_and_told_which_op_it_was() {
    let mut application = Driver::with_plugins(&["register"]);
    application.show_options("register");
    application.click("Run Greeting of register");
    application.wait_for_status("Greeting: good morning, Ada");
    // Again: it is no callback that can be called only once.
    application.type_into("Name", "Grace");
    application.click("Run Greeting of register");
    application.wait_for_status("Greeting: good morning, Grace");
}

#[test]
fn ops_go_with_their_plugin_and_come_again() {
    let mut application = Driver::with_plugins(&["register"]);
    application.show_options("register");
    application.wait_for_label("Run Greeting of register");
    let plugin = application.plugin("register");
    application.engine.block_on(application.engine.restart(plugin)).unwrap();
    application.wait_for_label("Run Greeting of register");
    let ops = application.engine.info(plugin).unwrap().snapshot.ops;
    let names: Vec<&str> = ops.iter().map(|op| &*op.name).collect();
    assert_eq!(names, ["register", "Colour table", "Favourite number", "Greeting"]);
}

#[test]
fn the_number_of_ops_is_limited() {
    let limits = imjoy_engine::Limits { ops: 2, ..Default::default() };
    let mut application = Driver::with_plugins_and_limits(&["unregister"], limits);
    application.run("unregister");
    application.wait_for_label_containing("unregister has 2 ops and may not register more");
}
