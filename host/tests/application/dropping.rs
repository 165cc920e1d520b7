//! Files that are dragged over the application and let go.

use crate::driver::{Driver, Dropped, dialog, message, plugin};
use egui::accesskit::Role;
use egui::{Event, HoveredFile, Pos2};
use egui_kittest::kittest::Queryable;
use imjoy_engine::front_end::{DialogContent, DropTarget, UiEvent, UiRequest, WindowDescription, WindowPresentation};
use imjoy_engine::identity::WindowId;
use imjoy_engine::interface::Element;
use imjoy_engine::value::{Record, Value};
use std::sync::Arc;

/// Moves files over the application; the pointer is told where the system tells it.
fn hover(driver: &mut Driver, path: &str, at: Option<Pos2>) {
    let file = HoveredFile { path: Some(path.into()), ..HoveredFile::default() };
    driver.harness.input_mut().hovered_files = vec![file];
    driver.harness.step();
    if let Some(at) = at {
        driver.harness.event(Event::PointerMoved(at));
    }
    driver.harness.step();
}

fn let_go(driver: &mut Driver, paths: &[&str]) {
    driver.harness.input_mut().hovered_files.clear();
    for path in paths {
        driver.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.into())));
    }
    driver.harness.step();
    driver.wait_secs(1.0);
}

fn center(driver: &Driver, label: &str) -> Pos2 {
    driver.harness.get_by_label(label).rect().center()
}

/// What was sent, without what windows tell of themselves.
fn sent(driver: &mut Driver) -> Vec<UiEvent> {
    let mut sent = driver.sent();
    sent.retain(|event| !matches!(event, UiEvent::WindowEvent { .. }));
    sent
}

fn window(number: u64) -> UiRequest {
    let snapshot = plugin(1, "annotator");
    UiRequest::OpenWindow(WindowDescription {
        id: WindowId::for_test(number),
        plugin: Some(snapshot.id),
        plugin_name: Some(snapshot.name),
        name: format!("Window {number}"),
        window_type: "imjoy/interface".to_owned(),
        data: Value::Absent,
        config: Value::Absent,
        x: Some(0),
        y: Some(0),
        w: Some(20),
        h: Some(15),
        presentation: WindowPresentation::Workspace,
        file: None,
        needs_browser: false,
    })
}

#[test]
fn elsewhere_images_are_opened_and_plugins_loaded() {
    let mut driver = Driver::new();
    let_go(&mut driver, &["/x/cells.tif", "/x/filter.WASM"]);
    assert_eq!(driver.sent(), [UiEvent::OpenImages(vec!["/x/cells.tif".into()])]);
    driver.click("Load for this workspace");
    assert_eq!(driver.sent(), [UiEvent::LoadPlugin("/x/filter.WASM".into())]);
}

#[test]
fn a_plugin_runs_with_what_is_dropped_on_its_entry() {
    let mut driver = Driver::new();
    let counter = plugin(1, "counter");
    driver.push([UiRequest::Plugin(counter.clone())]);
    let entry = center(&driver, "Run counter");
    hover(&mut driver, "/x/cells.tif", Some(entry));
    let_go(&mut driver, &["/x/cells.tif"]);
    let target = DropTarget::Plugin { plugin: counter.id, op: "counter".to_owned(), config: Record::new() };
    assert_eq!(driver.sent(), [UiEvent::DropFiles { paths: vec!["/x/cells.tif".into()], target }]);
    // A plugin is loaded wherever it is let go on the list.
    for plugin in ["/x/more.wasm", "/x/more.imjoy.html", "/x/more.py"] {
        hover(&mut driver, plugin, Some(entry));
        let_go(&mut driver, &[plugin]);
        assert_eq!(driver.sent(), []);
        driver.click("Load for this workspace");
        assert_eq!(driver.sent(), [UiEvent::LoadPlugin(plugin.into())]);
    }
}

#[test]
fn a_place_from_before_the_files_came_gives_them_to_nobody() {
    let mut driver = Driver::new();
    driver.push([UiRequest::Plugin(plugin(1, "counter"))]);
    let entry = center(&driver, "Run counter");
    driver.harness.event(Event::PointerMoved(entry));
    driver.harness.step();
    hover(&mut driver, "/x/cells.tif", None);
    let_go(&mut driver, &["/x/cells.tif"]);
    assert_eq!(driver.sent(), [UiEvent::OpenImages(vec!["/x/cells.tif".into()])]);
}

#[test]
fn a_place_that_is_known_after_the_drop_counts() {
    let mut driver = Driver::new();
    let counter = plugin(1, "counter");
    driver.push([UiRequest::Plugin(counter.clone())]);
    let entry = center(&driver, "Run counter");
    hover(&mut driver, "/x/cells.tif", None);
    driver.harness.input_mut().hovered_files.clear();
    driver.harness.input_mut().dropped_files.push(Arc::new(Dropped("/x/cells.tif".into())));
    driver.harness.step();
    assert_eq!(driver.sent(), []);
    driver.harness.event(Event::PointerMoved(entry));
    driver.harness.step();
    assert!(matches!(driver.sent().as_slice(), [UiEvent::DropFiles { .. }]));
}

#[test]
fn a_window_gets_scripts_that_it_wants_but_no_plugins() {
    let mut driver = Driver::new();
    driver.push([UiRequest::Plugin(plugin(1, "annotator")), window(4)]);
    driver.push([UiRequest::WindowTakesFiles { window: WindowId::for_test(4), takes: true }]);
    let inside = driver.harness.get_by_role_and_label(Role::Window, "Window 4").rect().center();
    hover(&mut driver, "/x/notes.html", Some(inside));
    let_go(&mut driver, &["/x/notes.html", "/x/cells.imjoy.html"]);
    let target = DropTarget::Window { window: WindowId::for_test(4) };
    assert_eq!(sent(&mut driver), [UiEvent::DropFiles { paths: vec!["/x/notes.html".into()], target }]);
    driver.click("Load for this workspace");
    assert_eq!(sent(&mut driver), [UiEvent::LoadPlugin("/x/cells.imjoy.html".into())]);
}

#[test]
fn a_window_gets_files_when_its_plugin_wants_them() {
    let mut driver = Driver::new();
    driver.push([UiRequest::Plugin(plugin(1, "annotator")), window(4)]);
    let inside = driver.harness.get_by_role_and_label(Role::Window, "Window 4").rect().center();
    hover(&mut driver, "/x/cells.tif", Some(inside));
    let_go(&mut driver, &["/x/cells.tif"]);
    assert_eq!(sent(&mut driver), [UiEvent::OpenImages(vec!["/x/cells.tif".into()])]);
    driver.push([UiRequest::WindowTakesFiles { window: WindowId::for_test(4), takes: true }]);
    hover(&mut driver, "/x/cells.tif", Some(inside));
    let_go(&mut driver, &["/x/cells.tif", "/x/more.tif"]);
    let target = DropTarget::Window { window: WindowId::for_test(4) };
    let paths = vec!["/x/cells.tif".into(), "/x/more.tif".into()];
    assert_eq!(sent(&mut driver), [UiEvent::DropFiles { paths, target }]);
}

#[test]
fn a_canvas_gets_files_with_the_place() {
    let mut driver = Driver::new();
    let canvas = Record::new()
        .with("type", "canvas")
        .with("id", "surface")
        .with("label", "Surface")
        .with("size", Value::List(vec![Value::Float(100.0), Value::Float(50.0)]))
        .with("drop", true)
        .with("grow", true);
    let content = Element::read(&Value::Record(canvas)).unwrap();
    driver.push([
        UiRequest::Plugin(plugin(1, "annotator")),
        window(4),
        UiRequest::WindowContent { window: WindowId::for_test(4), content },
    ]);
    driver.wait_secs(1.0);
    let inside = center(&driver, "Surface");
    hover(&mut driver, "/x/cells.tif", Some(inside));
    let_go(&mut driver, &["/x/cells.tif"]);
    match sent(&mut driver).as_slice() {
        [UiEvent::DropFiles { target: DropTarget::Element { window, element, fields }, .. }] => {
            assert_eq!((*window, element.as_str()), (WindowId::for_test(4), "surface"));
            let Some(Value::Floats(position)) = fields.get("position") else { panic!("{fields:?}") };
            assert!((position[0] - 50.0).abs() < 1.0 && (position[1] - 25.0).abs() < 1.0, "{position:?}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn while_a_dialog_is_open_nothing_is_taken() {
    let mut driver = Driver::new();
    let counter = plugin(1, "counter");
    driver.push([UiRequest::Plugin(counter.clone())]);
    let entry = center(&driver, "Run counter");
    driver.push([dialog(1, &counter, DialogContent::Alert(message("Hi")))]);
    hover(&mut driver, "/x/cells.tif", Some(entry));
    let_go(&mut driver, &["/x/cells.tif"]);
    assert_eq!(driver.sent(), []);
}
