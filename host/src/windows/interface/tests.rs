//! Trees as a user meets them: driven by their labels and by the pointer.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use super::InterfaceContent;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use imjoy_engine::interface::Element;
use imjoy_engine::value::{Record, Value};

struct Bench(Harness<'static, InterfaceContent>);

fn record(fields: &[(&str, Value)]) -> Value {
    Value::Record(fields.iter().map(|(name, value)| (*name, value.clone())).collect())
}

fn element(element_type: &str, id: &str, fields: &[(&str, Value)]) -> Value {
    let mut element = Record::new().with("type", element_type).with("id", id);
    fields.iter().for_each(|(name, value)| element.set(*name, value.clone()));
    element.into()
}

fn column(children: &[Value]) -> Value {
    element("column", "all", &[("children", Value::List(children.to_vec()))])
}

fn numbers(numbers: &[f64]) -> Value {
    Value::Floats(numbers.to_vec().into())
}

/// A canvas of 100 × 50 units with a disc that can be moved and a line with handles.
fn surface(fields: &[(&str, Value)]) -> Value {
    let disc = record(&[
        ("type", "circle".into()),
        ("id", "disc".into()),
        ("centre", numbers(&[20.0, 20.0])),
        ("radius", 8.0.into()),
        ("fill", "red".into()),
        ("draggable", true.into()),
    ]);
    let line = record(&[
        ("type", "line".into()),
        ("id", "line".into()),
        ("points", numbers(&[50.0, 10.0, 90.0, 10.0])),
        ("handles", true.into()),
    ]);
    let mut all =
        vec![("label", "Surface".into()), ("size", numbers(&[100.0, 50.0])), ("shapes", Value::List(vec![disc, line]))];
    all.extend_from_slice(fields);
    element("canvas", "surface", &all)
}

impl Bench {
    fn new(tree: &Value) -> Self {
        let mut content = InterfaceContent::new();
        content.set_tree(Element::read(tree).unwrap());
        let mut harness = Harness::builder()
            .with_size(vec2(800.0, 600.0))
            .build_ui_state(|ui, content: &mut InterfaceContent| content.ui(ui, true), content);
        // That it settles at all shows that it asks for no repaint at rest.
        harness.run();
        Self(harness)
    }

    fn send(&mut self, tree: &Value) {
        self.0.state_mut().set_tree(Element::read(tree).unwrap());
        self.0.run();
    }

    fn click(&mut self, label: &str) {
        self.0.get_by_label(label).click();
        self.0.run();
    }

    fn key(&mut self, key: Key) {
        self.0.key_press(key);
        self.0.run();
    }

    /// Events since the last call, in short: kind, id, and what the closure gives.
    fn events(&mut self, more: impl Fn(&Value) -> String) -> Vec<String> {
        let events = self.0.state_mut().take_events();
        events
            .iter()
            .map(|(name, data)| {
                assert_eq!(name, "interaction");
                let text = |field: &str| data.field(field).unwrap().as_text().unwrap().to_owned();
                format!("{} {} {}", text("kind"), text("id"), more(data)).trim_end().to_owned()
            })
            .collect()
    }

    fn values(&mut self) -> Vec<String> {
        self.events(|data| data.field("value").map(Value::to_string).unwrap_or_default())
    }

    /// A place of the canvas on the screen.
    fn at(&self, x: f32, y: f32) -> Pos2 {
        let rect: Rect = self.0.get_by_label("Surface").rect();
        let scale = ((rect.width() - 8.0) / 100.0).min((rect.height() - 8.0) / 50.0);
        rect.center() + (pos2(x, y) - pos2(50.0, 25.0)) * scale
    }

    fn point(&mut self, place: Pos2) {
        self.0.event(Event::PointerMoved(place));
        self.0.step();
    }

    fn button(&mut self, place: Pos2, pressed: bool) {
        let button = PointerButton::Primary;
        self.0.event(Event::PointerButton { pos: place, button, pressed, modifiers: Modifiers::NONE });
        self.0.step();
    }

    fn click_at(&mut self, place: Pos2) {
        self.point(place);
        self.button(place, true);
        self.button(place, false);
    }

    fn drag(&mut self, from: Pos2, to: Pos2) {
        self.point(from);
        self.button(from, true);
        self.point(to);
        self.button(to, false);
    }

    /// Events of the canvas with the shape met.
    fn shapes(&mut self) -> Vec<String> {
        self.events(|data| data.field("shape").and_then(Value::as_text).unwrap_or("-").to_owned())
    }
}

#[test]
fn widgets_tell_what_the_user_does() {
    let mut bench = Bench::new(&column(&[
        element("button", "go", &[("label", "Go".into())]),
        element("checkbox", "log", &[("label", "Logarithmic".into())]),
        element("slider", "sigma", &[("label", "Sigma".into()), ("max", 10.0.into()), ("step", 0.5.into())]),
        element("text-input", "name", &[("label", "Name".into())]),
        element(
            "choice",
            "size",
            &[
                ("label", "Size".into()),
                ("options", Value::Integers([4, 8].into())),
                ("value", 4i64.into()),
                ("style", "radio".into()),
            ],
        ),
        element(
            "tabs",
            "pages",
            &[
                ("titles", Value::List(vec!["One".into(), "Two".into()])),
                (
                    "children",
                    Value::List(vec![
                        element("label", "a", &[("text", "first".into())]),
                        element("label", "b", &[("text", "second".into())]),
                    ]),
                ),
            ],
        ),
        element(
            "group",
            "more",
            &[("title", "More".into()), ("collapsible", true.into()), ("children", Value::List(vec![]))],
        ),
    ]));
    bench.click("Go");
    bench.click("Logarithmic");
    bench.0.get_by_role_and_label(Role::Slider, "Sigma").set_value_accesskit(3.3);
    bench.0.run();
    bench.click("8");
    assert!(bench.0.query_by_label("second").is_none());
    bench.click("Two");
    assert!(bench.0.query_by_label("second").is_some());
    bench.click("More");
    assert_eq!(
        bench.values(),
        ["click go", "change log true", "change sigma 3.5", "change size 8", "change pages 1", "change more true"]
    );
    let field = bench.0.get_by_role_and_label(Role::TextInput, "Name");
    field.focus();
    bench.0.run();
    bench.0.get_by_role_and_label(Role::TextInput, "Name").type_text("Ada");
    bench.0.run();
    bench.key(Key::Enter);
    let values = bench.values();
    assert_eq!(values.last().unwrap(), "submit name Ada", "{values:?}");
    assert!(values.contains(&"change name Ada".to_owned()), "{values:?}");
}

#[test]
fn what_the_user_entered_stays_until_the_plugin_sends_something_else() {
    let tree = |value: f64, text: &str, version: i64| {
        column(&[
            element("label", "text", &[("text", text.into())]),
            element(
                "slider",
                "sigma",
                &[
                    ("label", "Sigma".into()),
                    ("max", 10.0.into()),
                    ("value", value.into()),
                    ("version", version.into()),
                ],
            ),
        ])
    };
    let sigma = |bench: &Bench| bench.0.get_by_role_and_label(Role::Slider, "Sigma").accesskit_node().numeric_value();
    let mut bench = Bench::new(&tree(2.0, "a", 0));
    bench.0.get_by_role_and_label(Role::Slider, "Sigma").set_value_accesskit(5.0);
    bench.0.run();
    bench.send(&tree(2.0, "b", 0));
    assert!(bench.0.query_by_label("b").is_some() && sigma(&bench) == Some(5.0));
    bench.send(&tree(7.0, "b", 0));
    assert_eq!(sigma(&bench), Some(7.0));
    bench.0.get_by_role_and_label(Role::Slider, "Sigma").set_value_accesskit(5.0);
    bench.0.run();
    bench.send(&tree(7.0, "b", 1));
    assert_eq!(sigma(&bench), Some(7.0));
}

#[test]
fn a_range_is_dragged_at_either_end_and_as_a_whole() {
    let mut bench = Bench::new(&column(&[element(
        "range-slider",
        "range",
        &[
            ("label", "Range".into()),
            ("max", 100.0.into()),
            ("step", 1.0.into()),
            ("value", numbers(&[20.0, 80.0])),
            ("histogram", Value::Integers([1, 5, 3].into())),
        ],
    )]));
    let rail = bench.0.get_by_role_and_label(Role::Slider, "Range").rect();
    let at = |number: f32| pos2(rail.left() + rail.width() * number / 100.0, rail.center().y);
    bench.drag(at(20.0), at(40.0));
    bench.drag(at(80.0), at(90.0));
    bench.drag(at(65.0), at(55.0));
    let values = bench.values();
    assert_eq!(values.last().unwrap(), "submit range [30, 80]", "{values:?}");
    assert!(values.contains(&"submit range [40, 80]".to_owned()), "{values:?}");
    assert!(values.contains(&"submit range [40, 90]".to_owned()), "{values:?}");
}

#[test]
fn rows_of_a_table_are_selected_by_both() {
    let rows: Vec<Value> = (0..3i64).map(|area| record(&[("label", area.into()), ("area", 30.5.into())])).collect();
    let tree = |selected: &[i64]| {
        element(
            "table",
            "cells",
            &[("data", Value::List(rows.clone())), ("selected", Value::Integers(selected.into()))],
        )
    };
    let mut bench = Bench::new(&tree(&[]));
    bench.click("Row 2");
    assert_eq!(bench.events(|data| data.field("rows").unwrap().to_string()), ["select cells [1]"]);
    bench.send(&tree(&[2]));
    assert!(bench.0.query_by_label_contains("1 selected").is_some());
    // The plugin knows what it has selected itself.
    assert!(bench.values().is_empty());
}

#[test]
fn the_canvas_tells_what_the_pointer_meets() {
    let mut bench = Bench::new(&surface(&[("hover", true.into())]));
    bench.point(bench.at(20.0, 22.0));
    bench.point(bench.at(70.0, 10.5));
    bench.point(bench.at(70.0, 40.0));
    assert_eq!(bench.shapes(), ["hover surface disc", "hover surface line", "hover surface -"]);
    assert_eq!(bench.0.get_by_label("Surface").accesskit_node().value().as_deref(), Some("x 70, y 40"));
    bench.click_at(bench.at(70.0, 10.0));
    assert_eq!(bench.shapes(), ["hover surface line", "down surface line", "up surface line", "click surface line"]);
}

#[test]
fn shapes_and_single_points_are_dragged_without_the_plugin() {
    let mut bench = Bench::new(&surface(&[]));
    let geometry = |data: &Value| {
        let vertex = data.field("vertex").map(Value::to_string).unwrap_or_default();
        match data.field("geometry").and_then(|geometry| geometry.field("centre").or_else(|| geometry.field("points")))
        {
            Some(points) => format!("{vertex}{points}"),
            None => "-".to_owned(),
        }
    };
    bench.drag(bench.at(20.0, 20.0), bench.at(40.0, 30.0));
    assert_eq!(
        bench.events(geometry),
        ["down surface -", "drag surface [40, 30]", "drag-end surface [40, 30]", "up surface -"]
    );
    // It is where it was put.
    bench.click_at(bench.at(42.0, 30.0));
    assert_eq!(bench.shapes().last().unwrap(), "click surface disc");
    // Not beyond the edge.
    bench.drag(bench.at(40.0, 30.0), bench.at(40.0, 49.0));
    assert!(bench.events(geometry).contains(&"drag-end surface [40, 42]".to_owned()));
    bench.drag(bench.at(90.0, 10.0), bench.at(80.0, 40.0));
    assert!(bench.events(geometry).contains(&"drag-end surface 1[50, 10, 80, 40]".to_owned()));
    // A plugin that sends the shapes anew decides.
    bench.send(&surface(&[]));
    bench.click_at(bench.at(20.0, 20.0));
    assert_eq!(bench.shapes().last().unwrap(), "click surface disc");
}

#[test]
fn tools_draw_and_tell_the_finished_shape() {
    let drawn = |data: &Value| data.field("drawn").map(Value::to_string).unwrap_or_default();
    let mut bench = Bench::new(&surface(&[("draw", "polygon".into())]));
    for (x, y) in [(60.0, 20.0), (80.0, 20.0), (80.0, 45.0), (10.0, 45.0)] {
        bench.click_at(bench.at(x, y));
        bench.point(bench.at(x, y - 3.0));
    }
    bench.key(Key::Backspace);
    bench.key(Key::Enter);
    assert_eq!(bench.events(drawn), ["draw surface {type: polygon, points: [60, 20, 80, 20, 80, 45]}"]);
    // By a click on the first corner, and given up by Escape.
    for (x, y) in [(60.0, 20.0), (80.0, 20.0), (80.0, 45.0), (60.0, 20.0)] {
        bench.click_at(bench.at(x, y));
        bench.point(bench.at(x, y - 5.0));
    }
    assert_eq!(bench.events(drawn).len(), 1);
    bench.click_at(bench.at(30.0, 30.0));
    bench.key(Key::Escape);
    bench.key(Key::Enter);
    assert!(bench.events(drawn).is_empty());

    bench.send(&surface(&[("draw", "rectangle".into())]));
    bench.drag(bench.at(60.0, 40.0), bench.at(50.0, 20.0));
    assert_eq!(bench.events(drawn), ["draw surface {type: rectangle, position: [50, 20], size: [10, 20]}"]);
}

#[test]
fn keys_press_buttons_or_go_to_the_canvas() {
    let button = element("button", "undo", &[("label", "Undo".into()), ("shortcut", "Ctrl+Z".into())]);
    let mut bench = Bench::new(&column(&[button, surface(&[("keys", true.into())])]));
    bench.click_at(bench.at(70.0, 40.0));
    bench.shapes();
    bench.0.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    bench.0.run();
    bench.key(Key::Z);
    bench.key(Key::Plus);
    let key = |data: &Value| data.field("key").map(Value::to_string).unwrap_or_default();
    assert_eq!(bench.events(key), ["click undo", "key surface Z"]);
}

#[test]
fn what_is_disabled_or_whose_plugin_has_ended_tells_nothing() {
    let tree = column(&[
        element("button", "a", &[("label", "Off".into()), ("enabled", false.into())]),
        element("button", "b", &[("label", "On".into()), ("shortcut", "B".into())]),
        surface(&[("keys", true.into())]),
    ]);
    let mut bench = Bench::new(&tree);
    bench.click("Off");
    bench.click("On");
    assert_eq!(bench.values(), ["click b"]);
    bench.0.state_mut().set_owner_has_ended(true);
    bench.0.run();
    bench.click("On");
    bench.key(Key::B);
    bench.drag(bench.at(20.0, 20.0), bench.at(40.0, 30.0));
    assert!(bench.values().is_empty());
}

#[test]
fn what_grows_takes_the_room_and_what_is_out_of_sight_is_not_drawn() {
    let label = |index: i64| element("label", &format!("l{index}"), &[("text", format!("label {index}").into())]);
    let bench = Bench::new(&column(&[label(0), surface(&[]), label(1)]));
    let canvas = bench.0.get_by_label("Surface").rect();
    assert!(canvas.height() > 500.0 && canvas.bottom() < bench.0.get_by_label("label 1").rect().top() + 1.0);
    assert!(bench.0.get_by_label("label 1").rect().bottom() <= 600.0);

    let labels: Vec<Value> = (0..2_000).map(label).collect();
    let mut tree = column(&labels);
    if let Value::Record(record) = &mut tree {
        record.set("scroll", true);
    }
    let mut bench = Bench::new(&tree);
    bench.0.step();
    let drawn = bench.0.query_all_by_label_contains("label ").count();
    assert!((10..200).contains(&drawn), "{drawn} labels are drawn");
}

#[test]
fn a_row_with_a_gap_that_grows_is_no_higher_than_its_widgets() {
    let gap = record(&[("type", "space".into()), ("size", 1.0.into()), ("grow", true.into())]);
    let slider = element("slider", "level", &[("label", "Level".into()), ("min", 0.0.into()), ("max", 9.0.into())]);
    let row = element(
        "row",
        "row",
        &[("children", Value::List(vec![slider, gap, element("button", "go", &[("label", "Go".into())])]))],
    );
    let page = element("button", "page", &[("label", "Page".into())]);
    let tabs = element(
        "tabs",
        "tabs",
        &[("titles", Value::List(vec!["One".into()])), ("children", Value::List(vec![page])), ("height", 200.0.into())],
    );
    let content = element(
        "column",
        "all",
        &[("children", Value::List(vec![surface(&[("grow", true.into())]), row, tabs])), ("grow", true.into())],
    );
    let bench = Bench::new(&content);
    let rect = |label: &str| bench.0.get_by_label(label).rect();
    // The button is at the right end, and the tabs are right below it.
    assert!(rect("Go").right() > 780.0, "{:?}", rect("Go"));
    assert!((0.0..12.0).contains(&(rect("One").top() - rect("Go").bottom())), "{:?} {:?}", rect("Go"), rect("One"));
    assert!(rect("Surface").height() > 300.0, "{:?}", rect("Surface"));
}
