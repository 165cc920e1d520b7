//! An application in a harness, and what it has sent.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use host::application::{Application, ApplicationOptions};
use imjoy_engine::form::{Element, ElementKind, Form, Segment, TextRun};
use imjoy_engine::front_end::{
    Dialog, DialogContent, EngineLink, MessageText, OpDescription, PluginSnapshot, PluginState, TextFormat, UiEvent,
    UiQueue, UiRequest,
};
use imjoy_engine::identity::{DialogId, PluginId};
use imjoy_engine::log::Log;
use imjoy_engine::value::Record;
use std::sync::{Arc, Mutex};

/// Time between two frames, unless a test says otherwise.
const STEP_SECS: f32 = 0.25;

/// The application and its engine's end of the link.
pub struct Driver {
    pub harness: Harness<'static, Application>,
    queue: Arc<UiQueue>,
    sent: Arc<Mutex<Vec<UiEvent>>>,
    step_secs: f32,
}

impl Driver {
    pub fn new() -> Self {
        Self::build(ApplicationOptions::default(), STEP_SECS)
    }

    pub fn with_options(options: ApplicationOptions) -> Self {
        Self::build(options, STEP_SECS)
    }

    /// A driver whose frames are `step_secs` apart.
    pub fn with_step(step_secs: f32) -> Self {
        Self::build(ApplicationOptions::default(), step_secs)
    }

    fn build(options: ApplicationOptions, step_secs: f32) -> Self {
        let queue = Arc::new(UiQueue::new());
        let sent: Arc<Mutex<Vec<UiEvent>>> = Arc::default();
        let log = Arc::clone(&sent);
        let link = EngineLink::new(Arc::clone(&queue), Arc::new(Log::default()), move |event| {
            log.lock().unwrap().push(event);
        });
        let harness = Harness::builder()
            .with_size([1280.0, 800.0])
            .with_max_steps(12)
            .with_step_dt(step_secs)
            .build_eframe(|creation| Application::new(&creation.egui_ctx, link, options));
        let mut driver = Self { harness, queue, sent, step_secs };
        driver.harness.run();
        driver
    }

    /// Gives the application requests and lets it draw them.
    pub fn push(&mut self, requests: impl IntoIterator<Item = UiRequest>) {
        for request in requests {
            self.queue.push(request);
        }
        self.harness.run();
    }

    /// Gives the application one request, and what it tells the system in the next frame.
    pub fn commands(&mut self, request: UiRequest) -> Vec<egui::OutputCommand> {
        self.queue.push(request);
        self.harness.step();
        self.harness.output().platform_output.commands.clone()
    }

    /// Clicks the widget of that label.
    pub fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.run();
    }

    /// Presses a key.
    pub fn press(&mut self, key: Key) {
        self.harness.key_press_modifiers(Modifiers::NONE, key);
        self.harness.run();
    }

    /// Puts the keyboard into a field and replaces its text.
    pub fn fill(&mut self, label: &str, text: &str) {
        self.harness.get_by_label(label).focus();
        self.harness.run();
        self.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        self.harness.run();
        self.harness.get_by_label(label).type_text(text);
        self.harness.run();
    }

    /// Whether there is a widget of that label.
    pub fn shows(&self, label: &str) -> bool {
        self.harness.query_all_by_label(label).next().is_some()
    }

    /// Whether the widget can be used.
    pub fn is_enabled(&self, label: &str) -> bool {
        !self.harness.get_by_label(label).accesskit_node().is_disabled()
    }

    /// Labels of all widgets of a role, from top to bottom.
    pub fn labels_of(&self, role: Role) -> Vec<String> {
        let mut nodes: Vec<(f32, String)> = self
            .harness
            .query_all_by_role(role)
            .map(|node| (node.rect().min.y, node.accesskit_node().label().unwrap_or_default()))
            .collect();
        nodes.sort_by(|one, other| one.0.total_cmp(&other.0));
        nodes.into_iter().map(|(_, label)| label).collect()
    }

    /// Lets time pass.
    pub fn wait_secs(&mut self, seconds: f32) {
        self.harness.run_steps((seconds / self.step_secs).ceil() as usize);
    }

    /// What has been sent since this was asked last.
    pub fn sent(&mut self) -> Vec<UiEvent> {
        std::mem::take(&mut *self.sent.lock().unwrap())
    }
}

pub fn plugin_id(number: u64) -> PluginId {
    PluginId::for_test(number)
}

/// A plugin that is ready, with its own op without a form.
pub fn plugin(number: u64, name: &str) -> PluginSnapshot {
    PluginSnapshot {
        id: plugin_id(number),
        name: name.into(),
        version: "0.1.0".into(),
        description: format!("What {name} does").into(),
        icon: "".into(),
        docs: "".into(),
        source: "built in".into(),
        file: None,
        part_of: None,
        is_installed: false,
        language: Default::default(),
        needs_browser: false,
        state: PluginState::Ready,
        running_calls: 0,
        is_waiting: false,
        progress: None,
        status: "".into(),
        unseen_errors: 0,
        ops: vec![OpDescription { name: name.into(), form: Arc::new(Form::default()), has_update: false }],
        runnable: true,
        is_window_plugin: false,
        labels: Arc::new([]),
        tags: Default::default(),
        tag: None,
        memory_bytes: 1 << 20,
        cpu_seconds: 0.5,
    }
}

/// An op with a form.
pub fn op(name: &str, form: Form, has_update: bool) -> OpDescription {
    OpDescription { name: name.into(), form: Arc::new(form), has_update }
}

/// A form with a line for each field: its label, key and kind.
pub fn form(fields: &[(&str, &str, ElementKind)]) -> Form {
    let mut form = Form::default();
    for (index, (label, key, kind)) in fields.iter().enumerate() {
        form.segments.push(Segment::Text(TextRun { text: format!("{label}: "), ..TextRun::default() }));
        form.segments.push(Segment::Element(index));
        form.segments.push(Segment::LineBreak);
        form.elements.push(Element { key: Some((*key).to_owned()), kind: kind.clone(), fields: Record::new() });
    }
    form
}

pub fn message(content: &str) -> MessageText {
    MessageText {
        content: content.to_owned(),
        format: TextFormat::Plain,
        confirm_text: "OK".to_owned(),
        cancel_text: "Cancel".to_owned(),
    }
}

pub fn dialog(number: u64, plugin: &PluginSnapshot, content: DialogContent) -> UiRequest {
    UiRequest::OpenDialog(Dialog {
        id: DialogId::for_test(number),
        plugin: plugin.id,
        plugin_name: Arc::clone(&plugin.name),
        title: Some(format!("Title {number}")),
        content,
    })
}

/// A file that is let go over the application.
#[derive(Debug)]
pub struct Dropped(pub std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("not read".to_owned())
    }
}
