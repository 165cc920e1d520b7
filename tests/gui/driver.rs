//! Drives the application: finds widgets by their AccessKit labels, waits for what the
//! engine sends, never sleeps for a fixed time.

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use host::application::{Application, ApplicationOptions};
use host::sample_plugins::sample_plugins;
use imjoy_engine::front_end::UiEvent;
use imjoy_engine::identity::PluginId;
use imjoy_engine::{Engine, EngineOptions, Limits, PluginSource};
use imjoy_tests::{PATIENCE, data_folder, images};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

/// The longest that the driver waits before it looks again at something that comes
/// without a request, such as an animation.
const LOOK_AGAIN: Duration = Duration::from_millis(30);

/// The application with its engine.
pub struct Driver {
    /// The engine.
    pub engine: Engine,
    harness: Harness<'static, Application>,
    woken: Receiver<()>,
}

impl Driver {
    /// The application without plugins.
    pub fn new(limits: Limits) -> Self {
        let engine = Engine::new(EngineOptions { data_folder: data_folder(), limits }).unwrap();
        let link = engine.link();
        let harness = Harness::builder()
            .with_size([1280.0, 800.0])
            .build_eframe(move |creation| Application::new(&creation.egui_ctx, link, ApplicationOptions::default()));
        // In place of the wake of the application, which repaints a window.
        let (wake, woken) = sync_channel(1);
        engine.link().requests.set_wake(move || {
            let _ = wake.try_send(());
        });
        let mut driver = Self { engine, harness, woken };
        driver.step();
        driver
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
        self.wait_for_label("Run hello");
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

    /// Waits for a widget of that label that can be used, and clicks it.
    pub fn click(&mut self, label: &str) {
        self.wait_until(label, |driver| driver.find(label).is_some_and(|node| !node.accesskit_node().is_disabled()));
        self.find(label).unwrap().click();
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

    /// Draws frames, as events come, until `condition` holds.
    pub fn wait_until(&mut self, what: &str, condition: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + PATIENCE;
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

    /// Draws until nothing moves any more.
    pub fn settle(&mut self) {
        self.harness.run();
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
