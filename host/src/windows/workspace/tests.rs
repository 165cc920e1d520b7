//! The arrangement of windows as a user meets it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use super::{Workspace, WorkspaceCommand, WorkspaceWish};
use crate::kept::Keeper;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, UiBuilder, pos2, vec2};
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, Node};
use imjoy_engine::front_end::{
    EngineLink, OfferedOp, UiEvent, UiQueue, UiRequest, WindowDescription, WindowPresentation, WindowRectangle,
};
use imjoy_engine::identity::{PluginId, WindowId};
use imjoy_engine::log::Log;
use imjoy_engine::value::{Record, Value};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const ALT_SHIFT: Modifiers = Modifiers::ALT.plus(Modifiers::SHIFT);

struct Bench {
    harness: Harness<'static, Workspace>,
    events: Arc<Mutex<Vec<UiEvent>>>,
    log: Arc<Log>,
}

impl Bench {
    fn new() -> Self {
        Self::build(None)
    }

    /// A workspace that remembers its arrangement in `folder`.
    fn remembering(folder: &Path) -> Self {
        let mut bench = Self::build(Some(folder));
        bench.harness.state_mut().workspace_is(&"default".into());
        // The layout is read on a thread.
        let deadline = Instant::now() + Duration::from_secs(30);
        while bench.harness.state().remembered.is_loading() {
            assert!(Instant::now() < deadline, "the layout is not read");
            bench.harness.step();
            std::thread::yield_now();
        }
        bench.harness.run();
        bench
    }

    fn build(folder: Option<&Path>) -> Self {
        let events = Arc::<Mutex<Vec<UiEvent>>>::default();
        let log = Arc::new(Log::default());
        let sink = events.clone();
        let link =
            EngineLink::new(Arc::new(UiQueue::new()), log.clone(), move |event| sink.lock().unwrap().push(event));
        let mut workspace = Workspace::new(link);
        if let Some(folder) = folder {
            workspace.remember_in(folder.to_owned(), Arc::new(Keeper::new(log.clone())));
        }
        let harness = Harness::builder().with_size(vec2(1280.0, 800.0)).build_ui_state(
            |ui, workspace: &mut Workspace| {
                // All of the window, without the harness's margin.
                let whole = ui.ctx().content_rect();
                workspace.ui(&mut ui.new_child(UiBuilder::new().max_rect(whole)));
            },
            workspace,
        );
        Self { harness, events, log }
    }

    fn apply(&mut self, request: UiRequest) {
        assert!(self.harness.state_mut().apply(&request));
        self.harness.run();
    }

    fn open(&mut self, id: u64, name: &str) {
        self.apply(UiRequest::OpenWindow(description(id, name)));
    }

    fn rect(&self, name: &'static str) -> Rect {
        self.harness.get_by_role_and_label(Role::Window, name).rect()
    }

    fn window(&self, name: &'static str) -> Node<'_> {
        self.harness.get_by_role_and_label(Role::Window, name)
    }

    fn sees(&self, name: &'static str) -> bool {
        self.harness.query_by_role_and_label(Role::Window, name).is_some()
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    fn click(&mut self, window: &'static str, label: &'static str) {
        self.window(window).get_by_label(label).click();
        self.harness.run();
    }

    fn pointer(&mut self, at: Pos2, pressed: Option<bool>) {
        let events = &mut self.harness.input_mut().events;
        events.push(Event::PointerMoved(at));
        if let Some(pressed) = pressed {
            events.push(Event::PointerButton {
                pos: at,
                button: PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            });
        }
        self.harness.step();
    }

    fn drag(&mut self, from: Pos2, to: Pos2) {
        self.pointer(from, None);
        self.pointer(from, Some(true));
        self.pointer(from + (to - from) * 0.5, None);
        self.pointer(to, None);
        self.pointer(to, Some(false));
        self.harness.run();
    }

    fn drag_title(&mut self, name: &'static str, to: Pos2) {
        let rect = self.rect(name);
        self.drag(pos2(rect.left() + 60.0, rect.top() + 14.0), to);
    }

    fn taken(&self) -> Vec<UiEvent> {
        std::mem::take(&mut *self.events.lock().unwrap())
    }

    /// Names of the events of windows since this was asked last.
    fn window_events(&self) -> Vec<(u64, String)> {
        let number = |id: WindowId| (1..100).find(|number| WindowId::for_test(*number) == id).unwrap();
        self.taken()
            .into_iter()
            .filter_map(|event| match event {
                UiEvent::WindowEvent { window, event, .. } => Some((number(window), event)),
                _ => None,
            })
            .collect()
    }

    fn command(&mut self, command: WorkspaceCommand) {
        self.harness.state_mut().command(command);
        self.harness.run();
    }
}

fn description(id: u64, name: &str) -> WindowDescription {
    WindowDescription {
        id: WindowId::for_test(id),
        plugin: Some(PluginId::for_test(1)),
        plugin_name: Some("cell-counter".into()),
        name: name.to_owned(),
        window_type: "imjoy/generic".to_owned(),
        data: Record::new().with("count", 24i64).into(),
        config: Value::Absent,
        x: None,
        y: None,
        w: None,
        h: None,
        presentation: WindowPresentation::Workspace,
        file: None,
        needs_browser: false,
    }
}

fn event(number: u64, name: &str) -> (u64, String) {
    (number, name.to_owned())
}

#[test]
fn a_plugin_places_hides_and_shows_its_window() {
    let mut bench = Bench::new();
    bench.open(1, "a");
    assert_eq!(bench.window_events(), [event(1, "focus")]);
    let window = WindowId::for_test(1);
    let rectangle = Some(WindowRectangle { x: 3, y: 2, w: 10, h: 8 });
    bench.apply(UiRequest::PlaceWindow { window, rectangle });
    assert_eq!(bench.rect("a"), Rect::from_min_size(pos2(90.0, 60.0), vec2(296.0, 236.0)));
    let UiEvent::WindowEvent { event: name, data, .. } = &bench.taken()[0] else { panic!() };
    assert_eq!(name, "resize");
    let cells: Vec<_> = ["x", "y", "w", "h"].iter().map(|field| data.field(field).cloned().unwrap()).collect();
    assert_eq!(cells, [3, 2, 10, 8].map(Value::Integer));
    bench.apply(UiRequest::HideWindow(window));
    assert!(!bench.sees("a") && !bench.harness.state().is_empty());
    bench.apply(UiRequest::ShowWindow(window));
    assert!(bench.sees("a"));
    assert_eq!(bench.rect("a").size(), vec2(296.0, 236.0));
    bench.apply(UiRequest::PlaceWindow { window, rectangle: None });
    assert_eq!(bench.rect("a").min, pos2(0.0, 0.0));
    // The engine tells what a plugin asked for; only the place is told from here.
    assert!(bench.window_events().iter().all(|(_, name)| name == "resize" || name == "focus"));
}

#[test]
fn the_user_hides_a_window_and_finds_it_again() {
    let mut bench = Bench::new();
    bench.open(1, "a");
    bench.open(2, "b");
    bench.window_events();
    bench.press(CTRL, Key::H);
    assert!(!bench.sees("b") && bench.sees("a"));
    assert_eq!(bench.window_events(), [event(2, "hide"), event(1, "focus")]);
    let entries = bench.harness.state().windows();
    assert_eq!(entries.iter().map(|entry| entry.is_hidden).collect::<Vec<_>>(), [false, true]);
    bench.press(CTRL, Key::Num2);
    assert!(bench.sees("b"));
    assert_eq!(bench.window_events(), [event(2, "show"), event(2, "focus")]);
}

#[test]
fn windows_are_moved_and_resized_by_keys() {
    let mut bench = Bench::new();
    bench.open(1, "a");
    let start = bench.rect("a");
    bench.press(CTRL_SHIFT, Key::ArrowRight);
    bench.press(CTRL_SHIFT, Key::ArrowDown);
    assert_eq!(bench.rect("a"), start.translate(vec2(30.0, 30.0)));
    bench.press(ALT_SHIFT, Key::ArrowRight);
    assert_eq!(bench.rect("a").size(), start.size() + vec2(30.0, 0.0));
    bench.press(Modifiers::ALT, Key::ArrowRight);
    let half = bench.rect("a");
    assert!(half.left() >= 640.0 && half.right() <= 1280.0 && half.height() > 790.0, "{half:?}");
    bench.press(CTRL, Key::M);
    assert_eq!(bench.rect("a"), Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0)));
    bench.press(CTRL, Key::M);
    assert_eq!(bench.rect("a"), half);
    bench.press(CTRL_SHIFT, Key::M);
    assert!(bench.rect("a").height() < 40.0);
    bench.press(CTRL, Key::W);
    assert!(bench.harness.state().is_empty());
}

#[test]
fn a_title_that_is_dragged_to_an_edge_fills_a_part_and_gets_its_size_back() {
    let mut bench = Bench::new();
    bench.open(1, "a");
    let start = bench.rect("a");
    bench.window_events();
    bench.drag_title("a", pos2(1275.0, 400.0));
    let right = bench.rect("a");
    assert!(right.left() >= 640.0 && right.height() > 790.0, "{right:?}");
    // Once, when it has come to rest.
    assert_eq!(bench.window_events(), [event(1, "resize")]);
    bench.drag_title("a", pos2(2.0, 790.0));
    let quarter = bench.rect("a");
    assert!(quarter.right() <= 640.0 && quarter.top() >= 400.0, "{quarter:?}");
    bench.drag_title("a", pos2(600.0, 300.0));
    assert_eq!(bench.rect("a").size(), start.size());
    bench.drag_title("a", pos2(600.0, 3.0));
    assert_eq!(bench.rect("a").size(), vec2(1280.0, 800.0));
    bench.drag_title("a", pos2(600.0, 300.0));
    assert_eq!(bench.rect("a").size(), start.size());
}

#[test]
fn a_title_that_is_dragged_keeps_to_the_grid_where_it_is_near() {
    let mut bench = Bench::new();
    bench.open(1, "a");
    let from = pos2(60.0, 14.0);
    bench.drag(from, from + vec2(94.0, 155.0));
    // 94 is near 90, 155 is near 150.
    assert_eq!(bench.rect("a").min, pos2(90.0, 150.0));
    let from = bench.rect("a").min + vec2(60.0, 14.0);
    bench.drag(from, from + vec2(15.0, 15.0));
    assert_eq!(bench.rect("a").min, pos2(105.0, 165.0));
}

#[test]
fn tiles_do_not_overlap_and_floating_places_come_back() {
    let mut bench = Bench::new();
    for (id, name) in [(1, "a"), (2, "b"), (3, "c")] {
        bench.open(id, name);
    }
    let floating = ["a", "b", "c"].map(|name| bench.rect(name));
    bench.press(CTRL, Key::T);
    assert!(bench.harness.state().is_tiled());
    bench.open(4, "d");
    let tiles = ["a", "b", "c", "d"].map(|name| bench.rect(name));
    for (index, tile) in tiles.iter().enumerate() {
        assert!(tile.width() > 300.0 && tile.height() > 200.0);
        assert!(tiles[index + 1..].iter().all(|other| !other.shrink(1.0).intersects(*tile)), "{tiles:?}");
    }
    // A hidden window leaves its place to the others.
    bench.press(CTRL, Key::H);
    assert!(!bench.sees("d"));
    bench.press(CTRL, Key::M);
    assert!(bench.rect("c").width() > 1270.0 && !bench.sees("a"));
    bench.press(CTRL, Key::Num1);
    assert!(bench.sees("a") && bench.sees("c"));
    bench.click("b", "Close window");
    assert!(!bench.sees("b"));
    bench.press(CTRL, Key::T);
    assert_eq!(["a", "c"].map(|name| bench.rect(name)), [floating[0], floating[2]]);
}

#[test]
fn tiles_are_rearranged_by_their_titles() {
    let mut bench = Bench::new();
    bench.open(1, "a");
    bench.open(2, "b");
    bench.command(WorkspaceCommand::ToggleTiled);
    let (a, b) = (bench.rect("a"), bench.rect("b"));
    assert!(a.right() < b.left() + 8.0);
    // Into the middle of the other one: they become tabs.
    bench.drag(pos2(a.left() + 60.0, a.top() + 14.0), b.center());
    assert!(bench.sees("a") != bench.sees("b"), "one is behind the other");
    let behind = if bench.sees("a") { "b" } else { "a" };
    bench.harness.get_by_role_and_label(Role::Button, behind).click();
    bench.harness.run();
    assert!(bench.sees(behind));
}

#[test]
fn all_windows_are_arranged_and_closed() {
    let mut bench = Bench::new();
    for (id, name) in [(1, "a"), (2, "b"), (3, "c"), (4, "d")] {
        bench.open(id, name);
    }
    bench.press(CTRL_SHIFT, Key::G);
    let rects = ["a", "b", "c", "d"].map(|name| bench.rect(name));
    let covered: f32 = rects.iter().map(|rect| rect.area()).sum();
    assert!(covered > 0.95 * 1280.0 * 800.0, "{rects:?}");
    bench.press(CTRL_SHIFT, Key::K);
    let tops = ["a", "b", "c", "d"].map(|name| bench.rect(name).top());
    assert_eq!(tops, [0.0, 30.0, 60.0, 90.0]);
    assert!(bench.harness.state().windows()[3].is_active);
    bench.taken();
    bench.press(CTRL_SHIFT, Key::W);
    assert!(bench.harness.state().is_empty());
    let closed = bench.taken();
    assert_eq!(closed.iter().filter(|event| matches!(event, UiEvent::CloseWindow(_))).count(), 4, "{closed:?}");
}

#[test]
fn the_menu_of_a_window_offers_ops_and_copies() {
    let mut bench = Bench::new();
    bench.open(1, "a");
    bench.taken();
    bench.click("a", "Window menu");
    assert_eq!(bench.taken(), [UiEvent::FindOps(WindowId::for_test(1))]);
    let op = |op: &str| OfferedOp { plugin: PluginId::for_test(2), plugin_name: "filters".into(), op: op.into() };
    bench.apply(UiRequest::OfferedOps { window: WindowId::for_test(1), ops: vec![op("filters"), op("blur")] });
    bench.harness.get_by_label("Apply filters");
    bench.harness.get_by_label("Apply blur of filters").click();
    bench.harness.run();
    let wishes = bench.harness.state_mut().take_wishes();
    let [WorkspaceWish::RunOp { op: chosen, window }] = wishes.as_slice() else { panic!("{wishes:?}") };
    assert_eq!((chosen, window.data.field("count")), (&op("blur"), Some(&Value::Integer(24))));
    bench.click("a", "Window menu");
    bench.harness.get_by_label("Duplicate").click();
    bench.harness.run();
    bench.window("Copy of a").get_by_label("Select count");
    bench.click("a", "Window menu");
    bench.harness.get_by_label("Log of cell-counter").click();
    bench.harness.run();
    assert!(bench.sees("Log of cell-counter"));
    bench.click("a", "Window menu");
    bench.harness.get_by_label("Hide").click();
    bench.harness.run();
    assert!(!bench.sees("a"));
}

#[test]
fn the_arrangement_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::remembering(folder.path());
    bench.open(1, "a");
    bench.open(2, "a");
    bench.press(Modifiers::ALT, Key::ArrowRight);
    let rects: Vec<Rect> = bench.harness.get_all_by_role_and_label(Role::Window, "a").map(|node| node.rect()).collect();
    // Ends as the program does: what waits is written.
    drop(bench);
    let mut bench = Bench::remembering(folder.path());
    bench.open(7, "a");
    bench.open(8, "a");
    let again: Vec<Rect> = bench.harness.get_all_by_role_and_label(Role::Window, "a").map(|node| node.rect()).collect();
    assert_eq!(again, rects);
    // What a plugin asks for counts more.
    let wish = WindowDescription { x: Some(2), w: Some(10), ..description(9, "a") };
    bench.apply(UiRequest::OpenWindow(wish));
    let third = bench.harness.get_all_by_role_and_label(Role::Window, "a").map(|node| node.rect()).nth(2).unwrap();
    assert_eq!((third.left(), third.width()), (60.0, 296.0));
}

#[test]
fn tiles_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::remembering(folder.path());
    for (id, name) in [(1, "a"), (2, "b"), (3, "c")] {
        bench.open(id, name);
    }
    bench.press(CTRL, Key::T);
    let a = bench.rect("a");
    let c = bench.rect("c");
    // To the right edge of the last one: a grid no longer.
    bench.drag(pos2(a.left() + 60.0, a.top() + 14.0), c.right_center() - vec2(8.0, 0.0));
    let tiles = ["a", "b", "c"].map(|name| bench.rect(name));
    drop(bench);
    let mut bench = Bench::remembering(folder.path());
    assert!(bench.harness.state().is_tiled());
    for (id, name) in [(4, "c"), (5, "a"), (6, "b")] {
        bench.open(id, name);
    }
    assert_eq!(["a", "b", "c"].map(|name| bench.rect(name)), tiles);
}

#[test]
fn images_are_opened_again_where_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("there.png");
    let gone = folder.path().join("gone.png");
    std::fs::write(&there, "").unwrap();
    let image = |id: u64, file: &Path| WindowDescription {
        plugin: None,
        plugin_name: None,
        file: Some(file.into()),
        ..description(id, &file.file_name().unwrap().to_string_lossy())
    };
    let mut bench = Bench::remembering(folder.path());
    bench.apply(UiRequest::OpenWindow(image(1, &there)));
    bench.apply(UiRequest::OpenWindow(image(2, &gone)));
    bench.press(CTRL, Key::Num1);
    bench.press(Modifiers::ALT, Key::ArrowLeft);
    let left = bench.rect("there.png");
    drop(bench);
    let mut bench = Bench::remembering(folder.path());
    assert_eq!(bench.taken(), [UiEvent::OpenImages(vec![there.clone()])]);
    assert!(bench.log.entries(None).iter().any(|entry| entry.text.contains("gone.png is no longer there")));
    bench.apply(UiRequest::OpenWindow(image(3, &there)));
    assert_eq!(bench.rect("there.png"), left);
    bench.press(CTRL, Key::W);
    drop(bench);
    let bench = Bench::remembering(folder.path());
    assert_eq!(bench.taken(), []);
}

#[test]
fn a_damaged_layout_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("workspaces/default/layout.json");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "{\"places\": [").unwrap();
    let mut bench = Bench::remembering(folder.path());
    bench.open(1, "a");
    assert!(bench.sees("a"));
    assert!(bench.log.entries(None)[0].text.contains("set aside"));
    drop(bench);
    assert!(file.with_file_name("layout.json.damaged").exists());
    assert!(std::fs::read_to_string(&file).unwrap().contains("cell-counter"));
}

#[test]
fn leaving_a_workspace_keeps_what_was_open() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("image.png");
    std::fs::write(&file, "").unwrap();
    let mut bench = Bench::remembering(folder.path());
    let image = WindowDescription { file: Some(file.as_path().into()), ..description(1, "image.png") };
    bench.apply(UiRequest::OpenWindow(image));
    bench.harness.state_mut().leave();
    bench.apply(UiRequest::CloseWindow(WindowId::for_test(1)));
    bench.harness.state_mut().workspace_is(&"other".into());
    drop(bench);
    let bench = Bench::remembering(folder.path());
    assert_eq!(bench.taken(), [UiEvent::OpenImages(vec![file])]);
}
