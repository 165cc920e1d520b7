//! Plugin files in the editor: run as they are, with what is said of them below the source.

use super::editing::{events, from_json, press};
use super::*;
use imjoy_engine::front_end::{LoadStage, PluginLanguage, PluginSnapshot, PluginState};
use serde_json::json;
use std::path::{Path, PathBuf};

const CODE: &str = "class Plugin {\n  setup() {\n    broken(\n  }\n}\napi.export(new Plugin())\n";

fn plugin_id() -> PluginId {
    PluginId::for_test(7)
}

/// A plugin loaded from that file.
fn snapshot(file: &Path, state: PluginState) -> PluginSnapshot {
    PluginSnapshot {
        id: plugin_id(),
        name: "cells".into(),
        version: "0.1.0".into(),
        description: "".into(),
        icon: "".into(),
        docs: "".into(),
        source: file.display().to_string().into(),
        file: Some(file.into()),
        part_of: None,
        is_installed: false,
        language: PluginLanguage::JavaScript,
        needs_browser: false,
        state,
        running_calls: 0,
        is_waiting: false,
        progress: None,
        status: "".into(),
        unseen_errors: 0,
        ops: Vec::new(),
        runnable: true,
        is_window_plugin: false,
        labels: Vec::new().into(),
        tags: Vec::new().into(),
        tag: None,
        memory_bytes: 0,
        cpu_seconds: 0.0,
    }
}

fn tell(bench: &mut Bench, snapshot: PluginSnapshot) {
    // The list of plugins takes it as well.
    assert!(!bench.harness.state_mut().apply(&UiRequest::Plugin(snapshot)));
    bench.harness.run();
}

/// An editor of a file that the user has agreed to; gives the path.
fn saved_editor(bench: &mut Bench, folder: &Path, code: &str) -> PathBuf {
    let path = folder.join("cells.js");
    let data = json!({"code": code, "path": path.display().to_string()});
    bench.open(1, "imjoy/plugin-editor", "Source", from_json(data));
    press(bench, Modifiers::COMMAND, egui::Key::S);
    bench.click("Source", "Save here");
    bench.wait_until(|bench| bench.window("Source").query_by_label("no changes").is_some());
    bench.taken_events();
    path
}

fn sent(bench: &Bench) -> Vec<UiEvent> {
    let is_of_window =
        |event: &UiEvent| matches!(event, UiEvent::WindowEvent { .. } | UiEvent::CloseWindow(_) | UiEvent::LogSeen(_));
    bench.taken_events().into_iter().filter(|event| !is_of_window(event)).collect()
}

fn run(path: &Path) -> UiEvent {
    UiEvent::RunComponent { component: path.to_owned(), active_window: None }
}

#[test]
fn a_plugin_file_is_saved_and_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cells.imjoy.html");
    let mut bench = Bench::new();
    let code = "<config lang=\"json\">{\"name\": \"cells\"}</config>";
    let data = json!({"code": code, "path": path.display().to_string()});
    bench.open(1, "imjoy/plugin-editor", "Source", from_json(data));
    bench.window("Source").get_by_label("ImJoy plugin");
    press(&mut bench, Modifiers::SHIFT, egui::Key::Enter);
    assert!(!path.exists(), "a plugin's path is not written to without being asked");
    events(&bench);
    bench.click("Source", "Save and run");
    bench.wait_until(|bench| {
        let events = bench.events.lock().unwrap();
        events.iter().any(|event| *event == run(&path))
    });
    assert_eq!(std::fs::read_to_string(&path).unwrap(), code);
}

#[test]
fn a_file_without_changes_is_not_written_before_it_runs() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new();
    let path = saved_editor(&mut bench, folder.path(), "api.export({setup() {}})");
    std::fs::write(&path, "changed by another program").unwrap();
    bench.click("Source", "Run");
    assert_eq!(sent(&bench), [run(&path)]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "changed by another program");
}

#[test]
fn a_plugin_is_loaded_first_and_then_read_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new();
    let path = saved_editor(&mut bench, folder.path(), CODE);
    press(&mut bench, Modifiers::COMMAND, egui::Key::L);
    assert_eq!(sent(&bench), [UiEvent::LoadPlugin(path.clone())]);
    tell(&mut bench, snapshot(&path, PluginState::Ready));
    bench.window("Source").get_by_label("cells is loaded");
    bench.harness.event(Event::Text("// ".to_owned()));
    bench.harness.run();
    bench.click("Source", "Reload");
    bench.wait_until(|bench| bench.window("Source").query_by_label("no changes").is_some());
    assert_eq!(sent(&bench), [UiEvent::Reload(plugin_id())]);
    assert!(std::fs::read_to_string(&path).unwrap().contains("// "));
}

#[test]
fn why_it_cannot_be_loaded_leads_to_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new();
    let path = saved_editor(&mut bench, folder.path(), CODE);
    tell(&mut bench, snapshot(&path, PluginState::Loading(LoadStage::Checking)));
    let reason = "SyntaxError: unexpected token '}'\n    at cells.js:4:3\n      }\n      ^";
    tell(&mut bench, snapshot(&path, PluginState::Failed(reason.into())));
    let window = bench.window("Source");
    assert_eq!(window.get_all_by_label("SyntaxError: unexpected token '}'").count(), 2, "pane and status line");
    window.get_by_label("    at cells.js:4:3").click();
    bench.harness.run();
    bench.window("Source").get_by_label("Line 4 of 7, column 3");
    // Once it is mended there is nothing to say.
    tell(&mut bench, snapshot(&path, PluginState::Ready));
    assert!(bench.window("Source").query_by_label("    at cells.js:4:3").is_none());
}

#[test]
fn what_a_plugin_logs_stands_below_since_it_was_run() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new();
    let path = saved_editor(&mut bench, folder.path(), CODE);
    tell(&mut bench, snapshot(&path, PluginState::Ready));
    let say = |bench: &mut Bench, level, text| {
        bench.log.add(Some(plugin_id()), &"cells".into(), level, text, None);
        bench.harness.run();
    };
    say(&mut bench, LogLevel::Info, "of an earlier run");
    bench.click("Source", "Run");
    assert!(bench.window("Source").query_by_label("of an earlier run").is_none());
    say(&mut bench, LogLevel::Output, "24 cells");
    say(&mut bench, LogLevel::Error, "TypeError: no image\n    at run (cells.js:2:3)");
    bench.log.add(Some(PluginId::for_test(8)), &"other".into(), LogLevel::Error, "of another", None);
    bench.harness.run();
    bench.window("Source").get_by_label("24 cells");
    bench.window("Source").get_by_label("    at run (cells.js:2:3)");
    assert!(bench.window("Source").query_by_label("of another").is_none());
    bench.click("Source", "Close output");
    assert!(bench.window("Source").query_by_label("24 cells").is_none());
}

#[test]
fn a_variant_is_chosen_in_the_editor() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new();
    let path = saved_editor(&mut bench, folder.path(), CODE);
    assert!(bench.window("Source").query_by_label("Tag").is_none());
    let mut tagged = snapshot(&path, PluginState::Ready);
    tagged.tags = vec!["CPU".to_owned(), "GPU".to_owned()].into();
    tagged.tag = Some("CPU".into());
    tell(&mut bench, tagged);
    bench.click("Source", "Tag");
    bench.harness.get_by_label("GPU").click();
    bench.harness.run();
    assert_eq!(sent(&bench), [UiEvent::ChooseTag { plugin: plugin_id(), tag: "GPU".to_owned() }]);
}

#[test]
fn sources_are_known_by_what_plugins_pass() {
    let mut bench = Bench::new();
    for (id, name, code, language) in [
        (1, "One", "<config lang=\"yaml\">\nname: a\n</config>", "ImJoy plugin"),
        (2, "Two", "from imjoy import api\n\nclass P():\n    pass\n", "Python"),
        (3, "Three", "api.export({run: async () => 1})", "JavaScript"),
    ] {
        bench.open(id, "imjoy/plugin-editor", name, from_json(json!({"id": "x", "code": code})));
        bench.window(name).get_by_label(language);
    }
    bench.open(4, "imjoy/plugin-editor", "Four", "only words".into());
    bench.click("Four", "Run");
    bench.window("Four").get_by_label_contains("Only a plugin can be run");
}

#[test]
fn an_editor_is_there_once_for_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cells.py");
    std::fs::write(&path, "x = 1\n").unwrap();
    let mut bench = Bench::new();
    for _ in 0..2 {
        let context = bench.harness.ctx.clone();
        tell(&mut bench, snapshot(&path, PluginState::Failed("it has no api.export".into())));
        bench.harness.state_mut().edit_plugin(&context, plugin_id());
        bench.wait_until(|bench| {
            bench.has_window("cells.py") && bench.window("cells.py").query_by_label("Code").is_some()
        });
    }
    assert_eq!(bench.harness.state().windows().len(), 1);
    assert!(bench.harness.state().active_is_editor());
    bench.window("cells.py").get_by_label("Python");
    // It says at once why the plugin cannot be used.
    assert!(bench.window("cells.py").get_all_by_label("it has no api.export").count() > 0);
}

#[test]
fn a_window_that_needs_a_browser_says_so_and_shows_its_data() {
    let mut bench = Bench::new();
    let mut viewer = snapshot(Path::new("/x/viewer.imjoy.html"), PluginState::Ready);
    viewer.id = PluginId::for_test(1);
    viewer.docs = "# How to look".into();
    viewer.needs_browser = true;
    tell(&mut bench, viewer);
    let data = Record::new().with("count", 24i64);
    let mut window = description(1, "viewer", "Viewer", data.into());
    window.needs_browser = true;
    bench.apply(UiRequest::OpenWindow(window));
    bench.window("Viewer").get_by_label_contains("needs a web browser");
    bench.window("Viewer").get_by_label("Select count");
    bench.update(1, Record::new().with("area", 3i64).into());
    bench.window("Viewer").get_by_label("Select area");
    bench.click("Viewer", "Open documentation");
    bench.wait_until(|bench| bench.has_window("Docs of cells"));
    bench.window("Docs of cells").get_by_label("How to look");
}

#[test]
fn a_page_of_the_web_is_opened_in_a_browser() {
    let mut bench = Bench::new();
    let address = "https://kaibu.org/#/app";
    let data = Record::new().with("layers", 2i64);
    let mut window = description(1, address, "Kaibu", data.into());
    window.needs_browser = true;
    bench.apply(UiRequest::OpenWindow(window));
    bench.window("Kaibu").get_by_label_contains(address);
    bench.window("Kaibu").get_by_label("Select layers");
    bench.window("Kaibu").get_by_label("Open in browser").click();
    assert_eq!(bench.commands(), [format!("open {address}")]);
    // What could deceive about where it leads is not offered.
    let deceiving = "https://imjoy.io@evil.example/";
    bench.apply(UiRequest::OpenWindow(description(2, deceiving, "Other", Value::Absent)));
    bench.window("Other").get_by_label_contains("refused");
    assert!(bench.window("Other").query_by_label("Open in browser").is_none());
}

#[test]
fn documentation_follows_the_plugin() {
    let mut bench = Bench::new();
    let mut plugin = snapshot(Path::new("/x/cells.imjoy.html"), PluginState::Ready);
    plugin.docs = "Counts <b>cells</b> &amp; more".into();
    tell(&mut bench, plugin.clone());
    for _ in 0..2 {
        bench.harness.state_mut().open_docs(plugin_id());
        bench.harness.run();
    }
    assert_eq!(bench.harness.state().windows().len(), 1);
    bench.window("Docs of cells").get_by_label("cells");
    assert!(bench.window("Docs of cells").query_by_label_contains("<b>").is_none());
    plugin.docs = "Counts nuclei".into();
    tell(&mut bench, plugin);
    bench.window("Docs of cells").get_by_label("Counts nuclei");
    // What cannot be found is not opened.
    bench.harness.state_mut().open_docs(PluginId::for_test(99));
    bench.harness.run();
    assert_eq!(bench.harness.state().windows().len(), 1);
}
