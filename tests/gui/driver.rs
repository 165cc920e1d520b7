//! Drives the application: finds widgets by their AccessKit labels, waits for what the
//! engine sends, never sleeps for a fixed time.

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use host::application::{Application, ApplicationOptions};
use host::sample_plugins::sample_plugins;
use imjoy_engine::front_end::{UiEvent, UiRequest};
use imjoy_engine::identity::PluginId;
use imjoy_engine::{Engine, EngineOptions, Limits, PluginSource};
use imjoy_tests::{PATIENCE, data_folder, images, runtimes};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

/// The longest that the driver waits before it looks again at something that comes
/// without a request, such as an animation.
const LOOK_AGAIN: Duration = Duration::from_millis(30);

/// The group in the plugin list that is folded at first.
const EXAMPLES: &str = "Arrow of API examples";

/// Time between two frames as the application sees it, in seconds.
pub const FRAME_SECS: f64 = 0.25;

/// How long a test waits: [`PATIENCE`], or the seconds in `IMJOY_TEST_PATIENCE_SECS`, to see
/// many failures soon.
fn patience() -> Duration {
    let seconds = std::env::var("IMJOY_TEST_PATIENCE_SECS").ok().and_then(|seconds| seconds.parse().ok());
    seconds.map_or(PATIENCE, Duration::from_secs)
}

/// The application with its engine.
pub struct Driver {
    /// The engine.
    pub engine: Engine,
    harness: Harness<'static, Application>,
    woken: Receiver<()>,
    /// Whether the group of the API examples has been opened.
    is_unfolded: bool,
}

impl Driver {
    /// The application without plugins.
    pub fn new(limits: Limits) -> Self {
        Self::with_options(
            EngineOptions { data_folder: data_folder(), limits, workspace: None, runtimes: runtimes() },
            ApplicationOptions::default(),
        )
    }

    /// The application with a data folder of its own, for what is kept there; it remembers
    /// look and arrangement there too.
    pub fn in_folder(folder: &std::path::Path) -> Self {
        let data_folder = folder.to_owned();
        let application =
            ApplicationOptions { data_folder: Some(data_folder.clone()), ..ApplicationOptions::default() };
        Self::with_options(
            EngineOptions { data_folder, limits: Limits::default(), workspace: None, runtimes: runtimes() },
            application,
        )
    }

    fn with_options(options: EngineOptions, application: ApplicationOptions) -> Self {
        let engine = Engine::new(options).unwrap();
        let link = engine.link();
        let harness = Harness::builder()
            .with_size([1280.0, 800.0])
            .with_step_dt(FRAME_SECS as f32)
            .build_eframe(move |creation| Application::new(&creation.egui_ctx, link, application));
        // In place of the wake of the application, which repaints a window.
        let (wake, woken) = sync_channel(1);
        engine.link().requests.set_wake(move || {
            let _ = wake.try_send(());
        });
        let mut driver = Self { engine, harness, woken, is_unfolded: false };
        driver.step();
        driver
    }

    /// The application with these sample plugins, ready.
    pub fn with_plugins(names: &[&str]) -> Self {
        Self::with_plugins_and_limits(names, Limits::default())
    }

    /// As [`with_plugins`](Self::with_plugins), with other limits.
    pub fn with_plugins_and_limits(names: &[&str], limits: Limits) -> Self {
        let mut driver = Self::new(limits);
        driver.load_plugins(names);
        driver
    }

    /// Loads these sample plugins and waits for them.
    pub fn load_plugins(&mut self, names: &[&str]) {
        let samples = sample_plugins();
        let loading: Vec<PluginId> = names
            .iter()
            .map(|name| {
                // A package cannot be called as a crate of the registry that others use.
                let is_wanted = |source: &&PluginSource| match source {
                    PluginSource::BuiltIn { name: package, .. } => {
                        package.strip_suffix("-sample").unwrap_or(package) == *name
                    }
                    _ => false,
                };
                let source = samples.iter().find(is_wanted).unwrap_or_else(|| panic!("there is no sample {name}"));
                self.engine.load(source.clone())
            })
            .collect();
        for (plugin, name) in loading.into_iter().zip(names) {
            self.engine.block_on(self.engine.ready(plugin)).unwrap();
            self.wait_for_entry(name);
        }
    }

    /// Waits until a plugin is in the list, and opens the group of the API examples where
    /// it hides them.
    fn wait_for_entry(&mut self, name: &str) {
        let is_unfolded = self.is_unfolded;
        let (entry, busy) = (format!("Run {name}"), format!("{name} is busy"));
        // While it loads its labels are not known, and it stands outside of the group.
        self.wait_until(&entry, |driver| {
            !driver.has_label(&busy) && (driver.has_label(&entry) || (driver.has_label(EXAMPLES) && !is_unfolded))
        });
        if !self.has_label(&entry) {
            self.click(EXAMPLES);
            self.wait_for_label(&entry);
        }
        self.is_unfolded |= self.has_label(EXAMPLES);
    }

    /// The application with all sample plugins, ready.
    pub fn with_samples() -> Self {
        let mut driver = Self::new(Limits::default());
        driver.load_samples();
        driver
    }

    /// Loads all sample plugins and waits for them.
    pub fn load_samples(&mut self) {
        let plugins: Vec<PluginId> = sample_plugins().into_iter().map(|source| self.engine.load(source)).collect();
        for plugin in plugins {
            self.engine.block_on(self.engine.ready(plugin)).unwrap();
        }
        // While a plugin loads its labels are not known, and it stands outside of the group:
        // the list moves until the last of them is ready.
        self.wait_until("the list of plugins", |driver| {
            driver.has_label("Run hello")
                && driver.has_label(EXAMPLES)
                && !driver.texts().iter().any(|text| text.ends_with(" is busy"))
        });
    }

    /// Loads a component and waits until it is ready.
    pub fn load(&mut self, path: &str) -> PluginId {
        let plugin = self.load_file(path);
        self.engine.block_on(self.engine.ready(plugin)).unwrap();
        plugin
    }

    /// Loads a component.
    pub fn load_file(&mut self, path: &str) -> PluginId {
        self.engine.load(PluginSource::File(path.into()))
    }

    /// Opens an image of `tests/images/` as the application does.
    pub fn open_image(&mut self, name: &str) {
        self.engine.send(UiEvent::OpenImages(vec![images().join(name)]));
    }

    /// Waits for a widget of that label that can be used, and clicks it: by its AccessKit
    /// action, since a click at its place may miss what moves in the same frame.
    pub fn click(&mut self, label: &str) {
        self.wait_until(label, |driver| driver.find(label).is_some_and(|node| !node.accesskit_node().is_disabled()));
        self.find(label).unwrap().click_accesskit();
        self.step();
    }

    /// Clicks the last widget of that label, which is drawn on top.
    pub fn click_last(&mut self, label: &str) {
        self.wait_for_label(label);
        self.harness.query_all_by_label(label).last().unwrap().click();
        self.step();
    }

    /// Replaces the text of a field.
    pub fn type_into(&mut self, label: &str, text: &str) {
        self.wait_for_label(label);
        self.find(label).unwrap().focus();
        self.step();
        self.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        self.step();
        self.find(label).unwrap().type_text(text);
        self.step();
    }

    /// Presses a key.
    pub fn press(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.step();
    }

    /// Presses a key with Shift, Ctrl or the like.
    pub fn press_with(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.step();
    }

    /// The plugin of that name.
    pub fn plugin(&self, name: &str) -> PluginId {
        self.engine.plugin_named(name).unwrap()
    }

    /// Runs a plugin's own op.
    pub fn run(&mut self, name: &str) {
        self.click(&format!("Run {name}"));
    }

    /// Opens the forms of a plugin's ops.
    pub fn show_options(&mut self, name: &str) {
        self.click(&format!("Options of {name}"));
    }

    /// Chooses an option of a field.
    pub fn choose(&mut self, label: &str, option: &str) {
        self.click(label);
        self.click(option);
        self.wait_until(option, |driver| driver.value(label).as_deref() == Some(option));
        // A choice by AccessKit leaves the list open.
        if self.has_label(option) {
            self.click(label);
        }
    }

    /// Types a number into a field.
    pub fn set_number(&mut self, label: &str, number: f64) {
        self.type_into(label, &number.to_string());
        self.press(egui::Key::Enter);
    }

    /// Sets a slider.
    pub fn slide(&mut self, label: &str, number: f64) {
        self.wait_for_label(label);
        self.find(label).unwrap().set_value_accesskit(number);
        self.step();
    }

    /// Whether a widget of exactly that label is there.
    pub fn has_label(&self, label: &str) -> bool {
        self.find(label).is_some()
    }

    /// Whether a widget is there whose label begins with `start`.
    pub fn has_label_starting(&self, start: &str) -> bool {
        self.texts().iter().any(|label| label.starts_with(start))
    }

    /// The text that a widget holds.
    pub fn value(&self, label: &str) -> Option<String> {
        self.find(label)?.accesskit_node().value()
    }

    /// The number that a widget holds.
    pub fn number(&self, label: &str) -> Option<f64> {
        self.find(label)?.accesskit_node().numeric_value()
    }

    /// The percentage of the application's progress bar, while there is one.
    pub fn progress(&self) -> Option<f64> {
        let bar = self.harness.query_all_by_label("Progress");
        bar.map(|node| node.accesskit_node())
            .find(|node| node.role() == Role::ProgressIndicator)
            .and_then(|node| node.numeric_value())
    }

    /// Types with the keyboard where it is.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.step();
    }

    /// Replaces the text of the field that comes as number `index` of those of a label.
    pub fn type_into_nth(&mut self, label: &str, index: usize, text: &str) {
        let nth = |driver: &Self, action: &dyn Fn(&egui_kittest::Node<'_>)| {
            let fields = driver.harness.query_all_by_label(label);
            let mut fields = fields.filter(|node| node.accesskit_node().role() == Role::TextInput);
            fields.nth(index).map(|field| action(&field)).is_some()
        };
        self.wait_until(label, |driver| nth(driver, &|_| {}));
        nth(self, &|field| field.focus());
        self.step();
        self.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        self.step();
        nth(self, &|field| field.type_text(text));
        self.step();
    }

    /// Waits for the application's status text.
    pub fn wait_for_status(&mut self, text: &str) {
        self.wait_for_label(&format!("Status {text}"));
    }

    /// The application's status text.
    pub fn status(&self) -> Option<String> {
        let texts = self.texts();
        texts.iter().find_map(|text| text.strip_prefix("Status ").map(str::to_owned))
    }

    /// Waits until a plugin has no call under way.
    pub fn wait_until_idle(&mut self, name: &str) {
        let plugin = self.plugin(name);
        self.wait_until(&format!("{name} is idle"), |driver| {
            driver.engine.info(plugin).is_some_and(|info| info.snapshot.running_calls == 0)
        });
    }

    /// Waits for an entry of the log that contains `part`.
    pub fn wait_for_log(&mut self, part: &str) {
        self.wait_until(&format!("{part} in the log"), |driver| driver.log().iter().any(|entry| entry.contains(part)));
    }

    /// Waits for a row of a generic window, and for what it says.
    pub fn wait_for_row(&mut self, name: &str, value: &str) {
        let label = format!("Select {name}");
        self.wait_until(&format!("{name}: {value}"), |driver| {
            driver.harness.query_all_by_label(&label).any(|row| row.accesskit_node().value().as_deref() == Some(value))
        });
    }

    /// What the rows of that name in generic windows say.
    pub fn rows(&self, name: &str) -> Vec<String> {
        let label = format!("Select {name}");
        self.harness.query_all_by_label(&label).filter_map(|row| row.accesskit_node().value()).collect()
    }

    /// What a row of a generic window says.
    pub fn row(&self, name: &str) -> Option<String> {
        self.rows(name).into_iter().next()
    }

    /// Where the window of a title is.
    pub fn window_rectangle(&self, title: &str) -> Option<egui::Rect> {
        let windows = self.harness.query_all_by_label(title);
        windows.filter(|node| node.accesskit_node().role() == Role::Window).map(|node| node.rect()).next()
    }

    /// Draws frames until `condition` holds and counts them: each is [`FRAME_SECS`] long.
    pub fn frames_until(&mut self, what: &str, condition: impl Fn(&Self) -> bool) -> u32 {
        for frames in 0..10_000 {
            if condition(self) {
                return frames;
            }
            self.step();
        }
        panic!("in vain: {what}\n{:#?}", self.texts());
    }

    /// Where a widget is.
    pub fn rectangle(&mut self, label: &str) -> egui::Rect {
        self.wait_for_label(label);
        self.find(label).unwrap().rect()
    }

    /// Where all widgets of a label are, from left to right.
    pub fn rectangles(&self, label: &str) -> Vec<egui::Rect> {
        let mut rectangles: Vec<egui::Rect> = self.harness.query_all_by_label(label).map(|node| node.rect()).collect();
        rectangles.sort_by(|one, other| one.left().total_cmp(&other.left()));
        rectangles
    }

    /// The labels that contain `part`, from left to right.
    pub fn labels_containing(&self, part: &str) -> Vec<String> {
        let mut found: Vec<(f32, String)> = self
            .harness
            .root()
            .children_recursive()
            .filter_map(|node| {
                let node = node.accesskit_node();
                // The lines in it repeat what a label says.
                let text = node.value().filter(|text| node.role() == Role::Label && text.contains(part))?;
                Some((node.bounding_box().map_or(0.0, |rect| rect.x0 as f32), text))
            })
            .collect();
        found.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        found.into_iter().map(|(_, text)| text).collect()
    }

    /// Moves the pointer.
    pub fn point_at(&mut self, place: egui::Pos2) {
        self.harness.event(egui::Event::PointerMoved(place));
        self.step();
    }

    /// Moves files over the application to a place, and lets them go there.
    pub fn drop_files(&mut self, paths: &[&std::path::Path], place: egui::Pos2) {
        let file = egui::HoveredFile { path: paths.first().map(|path| path.to_path_buf()), ..Default::default() };
        self.harness.input_mut().hovered_files = vec![file];
        self.step();
        self.point_at(place);
        self.harness.input_mut().hovered_files.clear();
        for path in paths {
            self.harness.input_mut().dropped_files.push(std::sync::Arc::new(DroppedPath(path.to_path_buf())));
        }
        self.step();
    }

    /// Presses or releases the primary button where the pointer is.
    pub fn primary_button(&mut self, place: egui::Pos2, pressed: bool) {
        let button = egui::PointerButton::Primary;
        let modifiers = egui::Modifiers::NONE;
        self.harness.event(egui::Event::PointerButton { pos: place, button, pressed, modifiers });
        self.step();
    }

    /// Clicks a place, in no haste.
    pub fn click_at(&mut self, place: egui::Pos2) {
        self.point_at(place);
        self.primary_button(place, true);
        self.primary_button(place, false);
    }

    /// Drags from one place to another.
    pub fn drag(&mut self, from: egui::Pos2, to: egui::Pos2) {
        self.point_at(from);
        self.primary_button(from, true);
        self.point_at(from.lerp(to, 0.5));
        self.point_at(to);
        self.primary_button(to, false);
    }

    /// What the engine has asked of the application since the last frame, which the
    /// application will then not see.
    pub fn take_requests(&self) -> Vec<UiRequest> {
        self.engine.link().requests.take()
    }

    /// Waits until a widget of exactly that label is there.
    pub fn wait_for_label(&mut self, label: &str) {
        self.wait_until(label, |driver| driver.find(label).is_some());
    }

    /// Waits until a text that contains `part` is there.
    pub fn wait_for_label_containing(&mut self, part: &str) {
        self.wait_until(part, |driver| driver.has_label_containing(part));
    }

    /// Whether a text that contains `part` is there, as a label or a value.
    pub fn has_label_containing(&self, part: &str) -> bool {
        let contains = |text: Option<String>| text.is_some_and(|text| text.contains(part));
        self.harness.root().children_recursive().any(|node| {
            let node = node.accesskit_node();
            contains(node.label()) || contains(node.value())
        })
    }

    /// Whether a text that contains `part` stands in the window of a title.
    pub fn is_said_in_window(&self, title: &str, part: &str) -> bool {
        let Some(window) = self.window_rectangle(title) else { return false };
        let contains = |text: Option<String>| text.is_some_and(|text| text.contains(part));
        self.harness.root().children_recursive().any(|node| {
            let is_said = contains(node.accesskit_node().label()) || contains(node.accesskit_node().value());
            is_said && window.contains_rect(node.rect())
        })
    }

    /// Draws frames, as events come, until `condition` holds.
    pub fn wait_until(&mut self, what: &str, condition: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + patience();
        loop {
            self.step();
            if condition(self) {
                return;
            }
            assert!(Instant::now() < deadline, "in vain: {what}\n{:#?}", self.texts());
            // Woken by the engine, or to draw an animation on.
            let _ = self.woken.recv_timeout(LOOK_AGAIN);
        }
    }

    /// Draws until nothing moves any more. A task in the background may take more frames
    /// than the harness draws by itself.
    pub fn settle(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        while self.harness.try_run().is_err() {
            assert!(Instant::now() < deadline, "it does not come to rest\n{:#?}", self.texts());
        }
    }

    /// Whether the application would not draw another frame by itself.
    pub fn is_at_rest(&mut self) -> bool {
        self.harness.try_run().is_ok()
    }

    /// All texts in the log.
    pub fn log(&self) -> Vec<String> {
        self.engine.link().log.entries(None).iter().map(|entry| entry.text.to_string()).collect()
    }

    fn step(&mut self) {
        self.harness.step();
    }

    fn find<'a>(&'a self, label: &'a str) -> Option<egui_kittest::Node<'a>> {
        // A widget and the text in it may carry the same label.
        self.harness
            .query_all_by_label(label)
            .min_by_key(|node| matches!(node.accesskit_node().role(), Role::Label | Role::Unknown))
    }

    fn texts(&self) -> Vec<String> {
        self.harness.root().children_recursive().filter_map(|node| node.accesskit_node().label()).collect()
    }
}

/// A path that is let go over the application.
#[derive(Debug)]
struct DroppedPath(std::path::PathBuf);

impl egui::DroppedFile for DroppedPath {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("not read".to_owned())
    }
}
