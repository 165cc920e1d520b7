//! Forms of ops.

use crate::driver::{Driver, form, op, plugin, plugin_id};
use egui::Key;
use egui_kittest::kittest::{NodeT, Queryable};
use imjoy_engine::form::ElementKind;
use imjoy_engine::front_end::{OpDescription, UiEvent, UiRequest};
use imjoy_engine::value::{Record, Value};

/// A driver that shows the form of the only op of a plugin.
fn shown(op: OpDescription) -> Driver {
    shown_in(Driver::new(), op)
}

fn shown_in(mut driver: Driver, op: OpDescription) -> Driver {
    let mut plugin = plugin(1, "filter");
    plugin.ops = vec![op];
    driver.push([UiRequest::Plugin(plugin)]);
    driver.click("Options of filter");
    driver
}

/// Runs the op and gives its answers.
fn answers(driver: &mut Driver) -> Record {
    driver.click("Run filter with options");
    match driver.sent().pop() {
        Some(UiEvent::RunOp { config, .. }) => config,
        other => panic!("not run but {other:?}"),
    }
}

fn number(default: f64) -> ElementKind {
    ElementKind::Number { default, min: Some(1.0), max: Some(9.0), step: None }
}

#[test]
fn numbers_are_clamped_when_they_are_entered() {
    let mut driver = shown(op("filter", form(&[("Radius", "radius", number(3.0))]), false));
    driver.fill("Radius", "50");
    driver.press(Key::Enter);
    assert_eq!(answers(&mut driver).get("radius"), Some(&Value::Integer(9)));
    driver.fill("Radius", "2.5");
    driver.press(Key::Enter);
    assert_eq!(answers(&mut driver).get("radius"), Some(&Value::Float(2.5)));
}

#[test]
fn a_choice_without_a_first_one_has_no_answer_until_it_is_made() {
    let options = vec![Value::from("disk"), Value::Integer(7)];
    let choose = ElementKind::Choose { options, selected: None };
    let mut driver = shown(op("filter", form(&[("Shape", "shape", choose)]), false));
    assert_eq!(answers(&mut driver).get("shape"), None);
    assert_eq!(driver.harness.get_by_label("Shape").value().as_deref(), Some("disk"));
    driver.click("Shape");
    driver.click("7");
    assert_eq!(answers(&mut driver).get("shape"), Some(&Value::Integer(7)));
}

#[test]
fn texts_and_checkboxes_are_answered() {
    let mut driver = shown(op(
        "filter",
        form(&[
            ("Name", "name", ElementKind::Text { default: "a".into(), prefix: "".into(), suffix: "".into() }),
            ("Edges", "edges", ElementKind::Checkbox { default: false, label: "Keep edges".into() }),
            ("Share", "share", ElementKind::Slider { default: 0.5, min: 0.0, max: 1.0, step: None }),
            ("Color", "color", ElementKind::Color { default: [1, 2, 3] }),
            ("Notes", "notes", ElementKind::TextArea { default: "".into(), rows: 2 }),
        ]),
        false,
    ));
    driver.fill("Name", "b c");
    driver.fill("Notes", "more");
    driver.click("Keep edges");
    driver.harness.get_all_by_label("Share").next().unwrap().set_value_accesskit(0.25);
    driver.harness.run();
    let answers = answers(&mut driver);
    assert_eq!(answers.get("name"), Some(&Value::from("b c")));
    assert_eq!(answers.get("notes"), Some(&Value::from("more")));
    assert_eq!(answers.get("edges"), Some(&Value::Boolean(true)));
    assert_eq!(answers.get("share"), Some(&Value::Float(0.25)));
}

#[test]
fn an_update_is_sent_once_when_the_field_has_rested() {
    let op = op("filter", form(&[("Radius", "radius", number(3.0))]), true);
    let mut driver = shown_in(Driver::with_step(0.02), op);
    driver.harness.get_by_label("Radius").focus();
    driver.harness.step();
    for text in ["5", "6"] {
        driver.harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
        driver.harness.get_by_label("Radius").type_text(text);
        driver.harness.step();
    }
    assert_eq!(driver.sent(), []);
    driver.wait_secs(0.5);
    let config = Record::new().with("radius", 6);
    assert_eq!(driver.sent(), [UiEvent::UpdateOp { plugin: plugin_id(1), op: "filter".to_owned(), config }]);
    driver.wait_secs(1.0);
    assert_eq!(driver.sent(), []);
}

#[test]
fn a_button_sends_an_update_at_once() {
    let button = ElementKind::Button { label: "Preview".into() };
    let mut driver = shown(op("filter", form(&[("", "preview", button)]), true));
    driver.click("Preview");
    let sent = driver.sent();
    assert!(
        matches!(sent.as_slice(), [UiEvent::UpdateOp { config, .. }] if config.get("preview").is_some()),
        "{sent:?}"
    );
}

#[test]
fn what_is_filled_in_survives_a_new_snapshot_of_the_same_form() {
    let mut driver = shown(op("filter", form(&[("Radius", "radius", number(3.0))]), false));
    driver.fill("Radius", "5");
    driver.press(Key::Enter);
    let mut again = plugin(1, "filter");
    again.ops = vec![op("filter", form(&[("Radius", "radius", number(3.0))]), false)];
    again.running_calls = 1;
    driver.push([UiRequest::Plugin(again.clone())]);
    assert_eq!(answers(&mut driver).get("radius"), Some(&Value::Integer(5)));
    again.ops = vec![op("filter", form(&[("Radius", "radius", number(4.0))]), false)];
    driver.push([UiRequest::Plugin(again)]);
    assert_eq!(driver.harness.get_by_label("Radius").accesskit_node().numeric_value(), Some(4.0));
}
