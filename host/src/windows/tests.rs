//! The windows as a user meets them: driven by their labels.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod editing;
mod files;
mod image_compare;
mod images;
mod markdown;
mod plot;
mod plugin_files;
mod url_list;

use super::Workspace;
use bytes::Bytes;
use egui::accesskit::Role;
use egui::{Event, Modifiers, MouseWheelUnit, Pos2, Rect, TouchPhase, vec2};
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, Node};
use imjoy_engine::front_end::{
    EngineLink, UiEvent, UiQueue, UiRequest, WindowDescription, WindowPresentation, WindowUpdate,
};
use imjoy_engine::identity::{PluginId, WindowId};
use imjoy_engine::log::{Log, LogLevel};
use imjoy_engine::value::{DataType, File, NdArray, Record, Value};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

type Events = Arc<Mutex<Vec<UiEvent>>>;

struct Bench {
    harness: Harness<'static, Workspace>,
    events: Events,
    log: Arc<Log>,
}

impl Bench {
    fn new() -> Self {
        let events = Events::default();
        let log = Arc::new(Log::default());
        let sink = events.clone();
        let link =
            EngineLink::new(Arc::new(UiQueue::new()), log.clone(), move |event| sink.lock().unwrap().push(event));
        let harness = Harness::builder()
            .with_size(vec2(1280.0, 800.0))
            .build_ui_state(|ui, workspace: &mut Workspace| workspace.ui(ui), Workspace::new(link));
        Self { harness, events, log }
    }

    fn open(&mut self, id: u64, window_type: &str, name: &str, data: Value) {
        self.apply(UiRequest::OpenWindow(description(id, window_type, name, data)));
    }

    /// Applies a request and lets the workspace settle, background work included. That
    /// it settles at all shows that it asks for no repaint at rest.
    fn apply(&mut self, request: UiRequest) {
        assert!(self.harness.state_mut().apply(&request));
        self.harness.run();
    }

    fn window(&self, name: &'static str) -> Node<'_> {
        self.harness.get_by_role_and_label(Role::Window, name)
    }

    fn has_window(&self, name: &'static str) -> bool {
        self.harness.query_by_role_and_label(Role::Window, name).is_some()
    }

    fn click(&mut self, window: &'static str, label: &'static str) {
        self.window(window).get_by_label(label).click();
        self.harness.run();
    }

    /// All but `focus`, which is tested with the arrangement.
    fn taken_events(&self) -> Vec<UiEvent> {
        let mut events = std::mem::take(&mut *self.events.lock().unwrap());
        events.retain(|event| !matches!(event, UiEvent::WindowEvent { event, .. } if event == "focus"));
        events
    }

    fn copied(&self) -> Option<String> {
        self.harness.output().platform_output.commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    }

    /// What was copied or opened within the next frames, in words.
    fn commands(&mut self) -> Vec<String> {
        let mut commands = Vec::new();
        for _ in 0..4 {
            self.harness.step();
            commands.extend(self.harness.output().platform_output.commands.iter().filter_map(
                |command| match command {
                    egui::OutputCommand::CopyText(text) => Some(format!("copy {text}")),
                    egui::OutputCommand::OpenUrl(url) => Some(format!("open {}", url.url)),
                    _ => None,
                },
            ));
        }
        self.harness.run();
        commands
    }

    /// Presses a key and gives what was copied or opened.
    fn press(&mut self, key: egui::Key) -> Vec<String> {
        let event =
            |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
        // Each by itself: a step shows what came of the last event only.
        self.harness.event(event(true));
        let commands = self.commands();
        self.harness.event(event(false));
        self.harness.run();
        commands
    }

    /// Replaces what a window shows.
    fn update(&mut self, id: u64, data: Value) {
        self.apply(UiRequest::UpdateWindow(WindowUpdate {
            id: WindowId::for_test(id),
            name: None,
            data: Some(data),
            config: None,
            owner_ended: None,
        }));
    }

    /// Events of a window's content since the last call.
    fn content_events(&self, name: &str) -> Vec<Value> {
        self.taken_events()
            .into_iter()
            .filter_map(|event| match event {
                UiEvent::WindowEvent { event, data, .. } if event == name => Some(data),
                _ => None,
            })
            .collect()
    }

    fn wait_until(&mut self, mut is_there: impl FnMut(&Self) -> bool) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while !is_there(self) {
            assert!(Instant::now() < deadline, "did not happen");
            std::thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
        self.harness.run();
    }
}

fn description(id: u64, window_type: &str, name: &str, data: Value) -> WindowDescription {
    WindowDescription {
        id: WindowId::for_test(id),
        plugin: Some(PluginId::for_test(1)),
        plugin_name: Some("cell-counter".into()),
        name: name.to_owned(),
        window_type: window_type.to_owned(),
        data,
        config: Value::Absent,
        x: None,
        y: None,
        w: None,
        h: None,
        presentation: Default::default(),
        file: None,
        needs_browser: false,
    }
}

/// An image of 60 × 40 pixels in which every pixel has another value.
fn image() -> Value {
    let numbers: Vec<u8> = (0..2400u16).flat_map(|number| number.to_le_bytes()).collect();
    let array = NdArray::new(DataType::Uint16, vec![40, 60], Bytes::from(numbers)).unwrap();
    Record::new().with("src", array).into()
}

fn cells() -> Value {
    let cell = |label: i64, area: f64| Record::new().with("label", label).with("area", area).into();
    Value::List(vec![cell(1, 30.5), cell(2, 4.0), cell(3, 200.25)])
}

fn centre(rect: Rect) -> Pos2 {
    rect.center()
}

#[test]
fn a_window_opens_is_updated_and_closes() {
    let mut bench = Bench::new();
    assert!(bench.harness.state().is_empty());
    bench.open(7, "imjoy/generic", "Result", Record::new().with("count", 24i64).into());
    bench.window("Result").get_by_label("by cell-counter");
    bench.window("Result").get_by_label("Select count");
    let active = bench.harness.state().active().unwrap();
    assert_eq!((active.name.as_str(), active.window_type.as_str()), ("Result", "imjoy/generic"));
    assert_eq!(active.data.field("count"), Some(&Value::Integer(24)));

    bench.apply(UiRequest::UpdateWindow(WindowUpdate {
        id: WindowId::for_test(7),
        name: Some("Better".to_owned()),
        data: Some(Record::new().with("threshold", 107i64).into()),
        config: None,
        owner_ended: Some("cell-counter has ended: out of memory".into()),
    }));
    bench.window("Better").get_by_label("Select threshold");
    bench.window("Better").get_by_label_contains("out of memory");

    bench.click("Better", "Close window");
    assert!(!bench.has_window("Better") && bench.harness.state().is_empty());
    assert_eq!(bench.taken_events(), [UiEvent::CloseWindow(WindowId::for_test(7))]);
    assert!(bench.harness.state().active().is_none());
}

#[test]
fn the_engine_closes_without_an_echo_and_unknown_windows_are_ignored() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/generic", "One", Value::Null);
    bench.apply(UiRequest::CloseWindow(WindowId::for_test(9)));
    bench.apply(UiRequest::FocusWindow(WindowId::for_test(9)));
    bench.apply(UiRequest::UpdateWindow(WindowUpdate {
        id: WindowId::for_test(9),
        name: Some("Nine".to_owned()),
        data: None,
        config: None,
        owner_ended: None,
    }));
    assert!(bench.has_window("One") && !bench.has_window("Nine"));
    bench.apply(UiRequest::CloseWindow(WindowId::for_test(1)));
    assert!(bench.harness.state().is_empty());
    assert_eq!(bench.taken_events(), []);
    assert!(!bench.harness.state_mut().apply(&UiRequest::Repaint));
}

#[test]
fn windows_of_one_title_share_nothing() {
    let mut bench = Bench::new();
    for id in 1..=3 {
        bench.open(id, "imjoy/generic", "Same", Record::new().with("id", id as i64).into());
    }
    let rects: Vec<Rect> =
        bench.harness.get_all_by_role_and_label(Role::Window, "Same").map(|window| window.rect()).collect();
    assert_eq!(rects.len(), 3);
    assert!(rects[0].intersect(rects[1]).area() < 1.0, "{rects:?}");
}

#[test]
fn a_hostile_title_is_cut_and_stripped() {
    let mut bench = Bench::new();
    let name = format!("\u{202e}evil\n\u{7}{}", "x".repeat(1_000_000));
    bench.open(1, "imjoy/generic", &name, Value::Null);
    let found = bench.harness.get_by_role(Role::Window).accesskit_label();
    assert!(found.starts_with("evil xxx") && found.chars().count() == 30, "{found}");
}

trait Labelled {
    fn accesskit_label(&self) -> String;
}

impl Labelled for Node<'_> {
    fn accesskit_label(&self) -> String {
        use egui_kittest::kittest::NodeT as _;
        self.accesskit_node().label().unwrap_or_default()
    }
}

#[test]
fn keys_close_and_cycle() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/generic", "One", Value::Integer(1));
    bench.open(2, "imjoy/generic", "Two", Value::Integer(2));
    assert_eq!(bench.harness.state().active().unwrap().name, "Two");
    bench.harness.key_press_modifiers(Modifiers::CTRL, egui::Key::Tab);
    bench.harness.run();
    assert_eq!(bench.harness.state().active().unwrap().name, "One");
    bench.harness.key_press_modifiers(Modifiers::CTRL | Modifiers::SHIFT, egui::Key::Tab);
    bench.harness.run();
    assert_eq!(bench.harness.state().active().unwrap().name, "Two");
    bench.harness.key_press_modifiers(Modifiers::COMMAND, egui::Key::W);
    bench.harness.run();
    assert!(!bench.has_window("Two"));
    assert_eq!(bench.taken_events(), [UiEvent::CloseWindow(WindowId::for_test(2))]);
    assert_eq!(bench.harness.state().active().unwrap().name, "One");
}

#[test]
fn a_window_is_collapsed_maximised_and_restored() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/generic", "One", Record::new().with("a", 1i64).into());
    let before = bench.window("One").rect();
    bench.click("One", "Maximise window");
    let maximised = bench.window("One").rect();
    assert!(maximised.width() > 1200.0 && maximised.height() > 700.0, "{maximised:?}");
    bench.click("One", "Restore window");
    assert_eq!(bench.window("One").rect(), before);
    bench.click("One", "Collapse window");
    assert!(bench.window("One").rect().height() < 40.0, "{:?}", bench.window("One").rect());
    assert!(bench.window("One").query_by_label("Select a").is_none());
    bench.click("One", "Expand window");
    assert_eq!(bench.window("One").rect(), before);
}

#[test]
fn a_window_that_is_opened_maximised_is_restored_to_its_size() {
    let mut bench = Bench::new();
    let described = description(1, "imjoy/generic", "Full", Record::new().with("a", 1i64).into());
    let presentation = WindowPresentation::Maximised;
    bench.apply(UiRequest::OpenWindow(WindowDescription { presentation, w: Some(20), h: Some(10), ..described }));
    let maximised = bench.window("Full").rect();
    assert!(maximised.width() > 1200.0 && maximised.height() > 700.0, "{maximised:?}");
    bench.click("Full", "Restore window");
    assert!(bench.window("Full").rect().width() < 700.0, "{:?}", bench.window("Full").rect());
}

#[test]
fn a_window_is_dragged_by_its_title_only() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/generic", "One", Record::new().with("a", 1i64).into());
    let before = bench.window("One").rect();
    let drag = |bench: &mut Bench, from: Pos2| {
        bench.harness.hover_at(from);
        bench.harness.run();
        bench.harness.drag_at(from);
        bench.harness.run();
        bench.harness.hover_at(from + vec2(30.0, 10.0));
        bench.harness.run();
        bench.harness.hover_at(from + vec2(60.0, 20.0));
        bench.harness.run();
        bench.harness.drop_at(from + vec2(60.0, 20.0));
        bench.harness.run();
    };
    drag(&mut bench, before.center() + vec2(0.0, 60.0));
    assert_eq!(bench.window("One").rect(), before);
    let title = bench.window("One").get_by_label("Title bar").rect();
    drag(&mut bench, title.center());
    assert_eq!(bench.window("One").rect(), before.translate(vec2(60.0, 20.0)));
    // The lower right corner resizes.
    let corner = bench.window("One").rect().max - vec2(1.0, 1.0);
    drag(&mut bench, corner);
    let resized = bench.window("One").rect();
    assert!((resized.width() - before.width() - 60.0).abs() < 3.0, "{before:?} {resized:?}");
}

#[test]
fn the_wheel_zooms_around_the_pointer() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/image", "Coins", image());
    let pixel = |bench: &Bench| bench.window("Coins").get_by_label("Image").value().unwrap_or_default();
    let area = bench.window("Coins").get_by_label("Image").rect();
    // The middle of pixel 37, 25, so that rounding to the screen's pixels does no harm.
    let scale = (area.width() / 60.0).min(area.height() / 40.0);
    let pointer = centre(area) + vec2(7.5, 5.5) * scale;
    bench.harness.hover_at(pointer);
    bench.harness.run();
    let before = pixel(&bench);
    assert_eq!(before, "x 37, y 25: 1537");
    for _ in 0..6 {
        bench.harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta: vec2(0.0, 1.0),
            phase: TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        bench.harness.run();
        assert_eq!(pixel(&bench), before);
    }
    // Elsewhere the image has moved: it is larger now.
    bench.harness.hover_at(area.left_top() + vec2(3.0, 3.0));
    bench.harness.run();
    assert_ne!(pixel(&bench), "x 0, y 0: 0");
    // F shows the whole image again.
    bench.harness.hover_at(pointer);
    bench.harness.key_press(egui::Key::F);
    bench.harness.run();
    assert_eq!(pixel(&bench), before);
}

#[test]
fn no_content_makes_its_window_grow() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/image", "Image", image());
    bench.open(2, "imjoy/table", "Table", cells());
    bench.open(3, "imjoy/generic", "Tree", image());
    bench.harness.state_mut().open_log(None);
    bench.harness.run();
    let rects = |bench: &Bench| {
        ["Image", "Table", "Tree", "Log"].map(|name| bench.harness.get_by_role_and_label(Role::Window, name).rect())
    };
    let before = rects(&bench);
    bench.harness.run_steps(20);
    assert_eq!(rects(&bench), before);
}

#[test]
fn values_are_those_of_the_data_at_1_to_1() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/image", "Coins", image());
    bench.click("Coins", "1:1");
    let middle = centre(bench.window("Coins").get_by_label("Image").rect());
    // The middle of the image, 30 and 20, is in the middle of the window.
    bench.harness.hover_at(middle.round() + vec2(2.5, 3.5));
    bench.harness.run();
    let shown = bench.window("Coins").get_by_label("Image").value().unwrap_or_default();
    let numbers: Vec<usize> =
        shown.split(|c: char| !c.is_ascii_digit()).filter(|t| !t.is_empty()).map(|t| t.parse().unwrap()).collect();
    let [x, y, value] = numbers[..] else { panic!("{shown}") };
    assert_eq!(value, y * 60 + x);
    assert!((31..=33).contains(&x) && (22..=24).contains(&y), "{shown}");
}

#[test]
fn a_file_is_decoded_in_the_background() {
    let mut bench = Bench::new();
    let data = Bytes::from_static(include_bytes!("../../../tests/images/coins.png"));
    let file = File { name: Some("coins.png".to_owned()), mime_type: "image/png".to_owned(), data };
    assert!(bench.harness.state_mut().apply(&UiRequest::OpenWindow(description(
        1,
        "imjoy/image",
        "coins.png",
        Record::new().with("src", Value::File(file)).into()
    ))));
    bench.wait_until(|bench| {
        bench.has_window("coins.png") && bench.window("coins.png").query_by_label("Image").is_some()
    });
    bench.window("coins.png").get_by_label_contains("384 × 303, uint8");
    bench.window("coins.png").get_by_label("Auto contrast").click();
    bench.harness.run();
    let damaged = Value::Bytes(Bytes::from_static(b"no image"));
    bench.harness.state_mut().apply(&UiRequest::UpdateWindow(WindowUpdate {
        id: WindowId::for_test(1),
        name: None,
        data: Some(damaged),
        config: None,
        owner_ended: None,
    }));
    bench.wait_until(|bench| bench.window("coins.png").query_by_label_contains("no image of a known kind").is_some());
}

#[test]
fn a_large_image_is_converted_in_the_background() {
    let mut bench = Bench::new();
    let array = NdArray::new(DataType::Uint8, vec![3000, 5000], Bytes::from(vec![9; 15_000_000])).unwrap();
    assert!(bench.harness.state_mut().apply(&UiRequest::OpenWindow(description(
        1,
        "imjoy/image",
        "Big",
        array.into()
    ))));
    bench.wait_until(|bench| bench.has_window("Big") && bench.window("Big").query_by_label("Image").is_some());
    bench.window("Big").get_by_label_contains("5000 × 3000, uint8");
}

#[test]
fn stacks_have_a_slice_slider_and_data_without_image_a_sentence() {
    let mut bench = Bench::new();
    let array = NdArray::new(DataType::Uint8, vec![5, 8, 9], Bytes::from(vec![1; 360])).unwrap();
    bench.open(1, "imjoy/image", "Stack", array.into());
    assert_eq!(bench.window("Stack").get_all_by_role(Role::Slider).count(), 1);
    bench.harness.key_press(egui::Key::PageDown);
    bench.harness.run();
    let slider = bench.window("Stack").get_by_role(Role::Slider);
    {
        use egui_kittest::kittest::NodeT as _;
        assert_eq!(slider.accesskit_node().numeric_value(), Some(1.0));
    }
    bench.open(2, "imjoy/image", "Nothing", Value::Integer(3));
    bench.window("Nothing").get_by_label_contains("integer is no image");
    bench.open(3, "imjoy/volume", "Volume", Value::Null);
    bench.window("Volume").get_by_label_contains("There is no window type imjoy/volume");
}

#[test]
fn a_table_is_sorted_selected_and_copied() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/table", "Cells", cells());
    let order = |bench: &Bench| {
        let mut rows: Vec<(i32, String)> = bench
            .window("Cells")
            .get_all_by_role(Role::Row)
            .map(|row| (row.rect().top() as i32, row.accesskit_label()))
            .collect();
        rows.sort();
        rows.into_iter().map(|(_, label)| label).collect::<Vec<_>>()
    };
    assert_eq!(order(&bench), ["Row 1", "Row 2", "Row 3"]);
    bench.click("Cells", "Sort by area");
    assert_eq!(order(&bench), ["Row 2", "Row 1", "Row 3"]);
    bench.window("Cells").get_by_label_contains("area: min 4, mean 78.25, max 200.25");
    bench.click("Cells", "Sort by area");
    assert_eq!(order(&bench), ["Row 3", "Row 1", "Row 2"]);
    bench.click("Cells", "Row 3");
    bench.window("Cells").get_by_label_contains("3 rows, 1 selected");
    bench.harness.event(Event::Copy);
    bench.harness.step();
    assert_eq!(bench.copied().as_deref(), Some("label,area\n3,200.25\n"));
}

#[test]
fn a_tree_is_expanded_filtered_and_copied() {
    let mut bench = Bench::new();
    let data = Record::new().with("title", "coins").with("cells", cells());
    bench.open(1, "imjoy/generic", "Value", data.into());
    assert!(bench.window("Value").query_by_label("Select 0").is_none());
    bench.click("Value", "Expand cells");
    bench.click("Value", "Expand 2");
    bench.window("Value").get_by_label("Select area");
    bench.click("Value", "Select title");
    bench.window("Value").get_by_label("Copy value").click();
    bench.harness.step();
    bench.harness.step();
    bench.harness.step();
    bench.harness.run();
    bench.click("Value", "Collapse cells");
    assert!(bench.window("Value").query_by_label("Select area").is_none());
}

#[test]
fn an_array_in_a_tree_has_facts_and_a_preview() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/generic", "Value", image());
    bench.click("Value", "Select src");
    bench.window("Value").get_by_label_contains("uint16, 40 × 60, min 0, mean 1199.5, max 2399");
    bench.window("Value").get_by_label("Image");
}

#[test]
fn a_log_window_shows_filters_and_clears() {
    let mut bench = Bench::new();
    let plugin = PluginId::for_test(5);
    bench.log.add(Some(plugin), &"hello".into(), LogLevel::Info, "good morning", None);
    bench.log.add(Some(plugin), &"hello".into(), LogLevel::Error, "went wrong", None);
    bench.log.add(Some(PluginId::for_test(6)), &"other".into(), LogLevel::Info, "elsewhere", None);
    bench.harness.state_mut().open_log(Some((plugin, "hello".into())));
    bench.harness.run();
    assert!(bench.taken_events().contains(&UiEvent::LogSeen(plugin)));
    bench.window("Log of hello").get_by_label("good morning");
    assert!(bench.window("Log of hello").query_by_label("elsewhere").is_none());
    bench.click("Log of hello", "Errors only");
    assert!(bench.window("Log of hello").query_by_label("good morning").is_none());
    bench.window("Log of hello").get_by_label("went wrong");
    bench.click("Log of hello", "Clear log");
    bench.window("Log of hello").get_by_label("The log is empty");
    // The same log again is the same window; a log of the host is no active window of an op.
    bench.harness.state_mut().open_log(Some((plugin, "hello".into())));
    bench.harness.run();
    bench.window("Log of hello");
    assert!(bench.harness.state().active().is_none());
    bench.harness.state_mut().open_log(None);
    bench.harness.run();
    bench.window("Log").get_by_label("elsewhere");
}

#[test]
fn the_row_that_keys_select_is_scrolled_to_at_once() {
    let mut bench = Bench::new();
    let many = (0..90).fold(Record::new(), |record, row| record.with(format!("row {row}").as_str(), row));
    bench.open(1, "imjoy/generic", "Tree", many.into());
    bench.click("Tree", "Select row 0");
    for _ in 0..60 {
        bench.press(egui::Key::ArrowDown);
        bench.harness.run();
    }
    // Only rows in sight are drawn.
    let window = bench.window("Tree");
    assert!(window.query_by_label("Select row 60").is_some() && window.query_by_label("Select row 0").is_none());
}
