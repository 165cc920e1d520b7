//! Windows in which the user chooses, fills in or writes something.

use super::*;
use serde_json::json;

/// Events of contents, without those of the windows themselves.
pub(super) fn events(bench: &Bench) -> Vec<(String, Value)> {
    let own = |event| match event {
        UiEvent::WindowEvent { event, data, .. } if !["focus", "resize", "show", "hide"].contains(&event.as_str()) => {
            Some((event, data))
        }
        _ => None,
    };
    bench.taken_events().into_iter().filter_map(own).collect()
}

fn wait_for_event(bench: &mut Bench) -> (String, Value) {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        if let Some(event) = events(bench).into_iter().next() {
            return event;
        }
        assert!(Instant::now() < deadline, "no event");
        bench.harness.step();
    }
}

pub(super) fn press(bench: &mut Bench, modifiers: Modifiers, key: egui::Key) {
    bench.harness.key_press_modifiers(modifiers, key);
    bench.harness.run();
}

pub(super) fn from_json(json: serde_json::Value) -> Value {
    json.into()
}

fn nodes() -> Value {
    from_json(json!({"nodes": [
        {"title": "plate 1", "isExpanded": false, "children": [
            {"title": "well A1", "isLeaf": true, "data": {"row": "A"}}, {"title": "well B1", "isLeaf": true},
        ]},
        {"title": "notes", "isLeaf": true, "isSelectable": false},
        {"title": "zebra", "isLeaf": true},
    ]}))
}

#[test]
fn a_tree_is_expanded_chosen_from_and_told() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/tree", "Samples", nodes());
    events(&bench);
    assert!(bench.window("Samples").query_by_label("Select well A1").is_none());
    bench.click("Samples", "Expand plate 1");
    assert_eq!(events(&bench)[0].0, "toggle");
    bench.click("Samples", "Select well A1");
    let told = events(&bench);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, "select");
    assert_eq!(told[0].1.field("path"), Some(&Value::Integers([0, 0].into())));
    assert_eq!(told[0].1.field("data").unwrap().field("row").unwrap().as_text(), Some("A"));
    press(&mut bench, Modifiers::NONE, egui::Key::ArrowDown);
    press(&mut bench, Modifiers::NONE, egui::Key::Enter);
    let names: Vec<String> = events(&bench)
        .into_iter()
        .map(|(event, data)| format!("{event} {}", data.field("title").unwrap().as_text().unwrap()))
        .collect();
    assert_eq!(names, ["select well B1", "activate well B1"]);
    // What cannot be selected is not told; what is typed is found.
    bench.click("Samples", "Select notes");
    assert_eq!(events(&bench), []);
    bench.harness.event(Event::Text("ze".to_owned()));
    bench.harness.run();
    assert_eq!(events(&bench)[0].1.field("title").unwrap().as_text(), Some("zebra"));
    press(&mut bench, Modifiers::NONE, egui::Key::Home);
    press(&mut bench, Modifiers::NONE, egui::Key::ArrowLeft);
    assert!(bench.window("Samples").query_by_label("Select well A1").is_none());
}

#[test]
fn a_tree_is_filtered_and_keeps_what_is_expanded() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/tree", "Samples", nodes());
    bench.click("Samples", "Expand plate 1");
    bench.apply(UiRequest::UpdateWindow(WindowUpdate {
        id: WindowId::for_test(1),
        name: None,
        data: Some(nodes()),
        config: None,
        owner_ended: None,
    }));
    bench.window("Samples").get_by_label("Select well A1");
    bench.window("Samples").get_by_label("Filter").focus();
    bench.harness.run();
    bench.window("Samples").get_by_label("Filter").type_text("b1");
    bench.harness.run();
    bench.window("Samples").get_by_label("Select well B1");
    bench.window("Samples").get_by_label("Select plate 1");
    assert!(bench.window("Samples").query_by_label("Select zebra").is_none());
}

#[test]
fn a_tree_of_a_hundred_thousand_nodes_draws_only_what_is_seen() {
    let mut bench = Bench::new();
    let leaf = |index: i64| Record::new().with("title", format!("node {index}")).with("isLeaf", true).into();
    let all: Value = Record::new().with("nodes", Value::List((0..100_000).map(leaf).collect())).into();
    assert!(bench.harness.state_mut().apply(&UiRequest::OpenWindow(description(1, "imjoy/tree", "Big", all))));
    bench.wait_until(|bench| bench.has_window("Big") && bench.window("Big").query_by_label("Select node 0").is_some());
    bench.click("Big", "Select node 0");
    press(&mut bench, Modifiers::NONE, egui::Key::End);
    bench.window("Big").get_by_label("Select node 99999");
    assert!(bench.window("Big").get_all_by_role(Role::TreeItem).count() < 100);
}

#[test]
fn a_panel_tells_changes_that_rest_and_its_buttons() {
    let mut bench = Bench::new();
    let ui = "Name {id: 'name', type: 'string', placeholder: 'cells'}<br>{id: 'go', type: 'button', label: 'Start'}";
    let data = from_json(json!({"ui": ui, "values": {"name": "coins", "no such field": 1}}));
    bench.open(1, "imjoy/panel", "Settings", data);
    events(&bench);
    assert_eq!(bench.window("Settings").get_by_label("Name").value().as_deref(), Some("coins"));
    bench.window("Settings").get_by_label("Name").focus();
    bench.harness.run();
    bench.window("Settings").get_by_label("Name").type_text("!");
    bench.harness.step();
    assert_eq!(events(&bench), [], "a change rests first");
    let (event, answers) = wait_for_event(&mut bench);
    assert_eq!(event, "change");
    assert!(answers.field("name").unwrap().as_text().unwrap().contains('!'), "{answers}");
    assert!(answers.field("no such field").is_none());
    bench.click("Settings", "Start");
    let told = events(&bench);
    assert_eq!(told.last(), Some(&("button".to_owned(), Value::Text("go".to_owned()))), "{told:?}");
}

#[test]
fn a_panel_without_a_form_says_so() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/panel", "Wrong", from_json(json!({"ui": "{id: 'a', type: 'no such type'}"})));
    bench.window("Wrong").get_by_label_contains("cannot be shown");
    bench.open(2, "imjoy/panel", "Empty", Value::Integer(7));
    bench.window("Empty").get_by_label_contains("data.ui");
}

fn schema() -> serde_json::Value {
    json!({
        "type": "object", "required": ["name"],
        "properties": {
            "name": {"type": "string", "title": "Name", "minLength": 3},
            "count": {"type": "integer", "title": "Count", "default": 5},
            "labels": {"type": "array", "title": "Labels", "items": {"enum": ["a", "b"]}, "maxItems": 2},
            "inner": {"type": "object", "title": "Inner", "properties": {"on": {"type": "boolean", "title": "On"}}},
        },
    })
}

#[test]
fn a_schema_form_is_submitted_when_it_is_valid() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/schema-io", "Form", from_json(json!({"schema": schema()})));
    events(&bench);
    bench.window("Form").get_by_label("Name is needed");
    bench.click("Form", "Submit");
    assert_eq!(events(&bench), [], "what is not valid cannot be submitted");
    bench.window("Form").get_by_label("Name").focus();
    bench.harness.run();
    bench.window("Form").get_by_label("Name").type_text("ab");
    bench.harness.run();
    bench.window("Form").get_by_label_contains("shorter than 3");
    bench.window("Form").get_by_label("Name").type_text("c");
    bench.harness.run();
    bench.click("Form", "Add to Labels");
    bench.click("Form", "Add to Labels");
    bench.click("Form", "Remove Labels 2");
    bench.click("Form", "Inner On");
    wait_for_event(&mut bench);
    bench.click("Form", "Submit");
    let told = events(&bench);
    let (event, value) = told.last().unwrap();
    let expected = json!({"count": 5, "name": "abc", "labels": ["a"], "inner": {"on": true}});
    assert_eq!((event.as_str(), value.to_json().unwrap()), ("submit", expected));
}

#[test]
fn a_schema_that_is_wrong_says_so() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/schema-io", "Wrong", from_json(json!({"schema": {"type": "string"}})));
    bench.window("Wrong").get_by_label_contains("must be of type object");
    let far = json!({"type": "object", "properties": {"a": {"$ref": "https://example.org/a"}}});
    bench.open(2, "imjoy/schema-io", "Far", from_json(json!({"schema": far})));
    bench.window("Far").get_by_label_contains("leads out of it");
}

fn editor(bench: &mut Bench, data: serde_json::Value) {
    bench.open(1, "imjoy/plugin-editor", "Source", from_json(data));
    events(bench);
}

fn code(bench: &Bench) -> String {
    bench.window("Source").get_by_label("Code").value().unwrap_or_default()
}

#[test]
fn code_is_written_indented_and_undone() {
    let mut bench = Bench::new();
    editor(&mut bench, json!({"code": "fn a() {", "language": "rust"}));
    press(&mut bench, Modifiers::NONE, egui::Key::End);
    press(&mut bench, Modifiers::NONE, egui::Key::Enter);
    bench.harness.event(Event::Text("b()".to_owned()));
    bench.harness.run();
    assert_eq!(code(&bench), "fn a() {\n    b()");
    bench.window("Source").get_by_label("• changed");
    bench.window("Source").get_by_label("Line 2 of 2, column 8");
    press(&mut bench, Modifiers::SHIFT, egui::Key::Tab);
    assert_eq!(code(&bench), "fn a() {\nb()");
    press(&mut bench, Modifiers::COMMAND, egui::Key::Z);
    assert_ne!(code(&bench), "fn a() {\nb()");
}

#[test]
fn code_is_saved_to_a_path_that_the_user_confirms() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plugin.py");
    let mut bench = Bench::new();
    editor(&mut bench, json!({"code": "x = 1\n", "path": path.display().to_string()}));
    press(&mut bench, Modifiers::COMMAND, egui::Key::S);
    assert!(!path.exists(), "a plugin's path is not written to without being asked");
    bench.click("Source", "Save here");
    bench.wait_until(|_| path.exists());
    let (event, data) = wait_for_event(&mut bench);
    assert_eq!((event.as_str(), data.field("code").unwrap().as_text()), ("save", Some("x = 1\n")));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "x = 1\n");
    bench.window("Source").get_by_label("no changes");
    // From now on the path is the user's.
    bench.harness.event(Event::Text("y".to_owned()));
    bench.harness.run();
    press(&mut bench, Modifiers::COMMAND, egui::Key::S);
    bench.wait_until(|_| std::fs::read_to_string(&path).is_ok_and(|code| code.contains('y')));
    bench.wait_until(|bench| bench.window("Source").query_by_label("no changes").is_some());
}

#[test]
fn code_is_found_and_lines_are_gone_to() {
    let mut bench = Bench::new();
    let code: String = (1..=10_000).map(|line| format!("let x{line} = {line};\n")).collect();
    editor(&mut bench, json!({"code": code, "language": "rust"}));
    press(&mut bench, Modifiers::COMMAND, egui::Key::F);
    bench.window("Source").get_by_label("Find text").type_text("X777 ");
    bench.harness.run();
    bench.window("Source").get_by_label("1 of 1");
    bench.window("Source").get_by_label_contains("Line 777 of 10001");
    press(&mut bench, Modifiers::NONE, egui::Key::Escape);
    press(&mut bench, Modifiers::COMMAND, egui::Key::G);
    bench.window("Source").get_by_label("Line number").type_text("9999");
    bench.harness.run();
    press(&mut bench, Modifiers::NONE, egui::Key::Enter);
    bench.window("Source").get_by_label_contains("Line 9999 of 10001");
}

#[test]
fn changed_code_is_not_lost_by_closing_or_by_its_plugin() {
    let mut bench = Bench::new();
    editor(&mut bench, json!({"code": "a", "language": "rust"}));
    bench.harness.event(Event::Text("mine".to_owned()));
    bench.harness.run();
    bench.apply(UiRequest::UpdateWindow(WindowUpdate {
        id: WindowId::for_test(1),
        name: None,
        data: Some(from_json(json!({"code": "theirs"}))),
        config: None,
        owner_ended: None,
    }));
    assert!(code(&bench).contains("mine"));
    bench.click("Source", "Close window");
    bench.window("Source").get_by_label_contains("Close the window again");
    bench.click("Source", "Close window");
    assert!(!bench.has_window("Source"));
}
