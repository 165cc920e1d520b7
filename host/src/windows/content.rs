//! What a window shows, by its type.

use super::browser_needed::BrowserNeededContent;
use super::discard::discard_data;
use super::files::FilesContent;
use super::generic::GenericContent;
use super::host_request::HostRequest;
use super::image::ImageContent;
use super::image_compare::ImageCompareContent;
use super::images::ImagesContent;
use super::interface::InterfaceContent;
use super::loaded_plugins::LoadedPlugins;
use super::log::LogContent;
use super::markdown::MarkdownContent;
use super::message::message_ui;
use super::panel::PanelContent;
use super::plot::PlotContent;
use super::plugin_editor::{EditorStart, PluginEditorContent};
use super::schema_io::SchemaContent;
use super::table::TableContent;
use super::text;
use super::tree::TreeContent;
use super::url_list::UrlListContent;
use egui::{Context, Ui, Vec2, vec2};
use imjoy_engine::front_end::WindowDescription;
use imjoy_engine::identity::PluginId;
use imjoy_engine::interface::Element;
use imjoy_engine::is_web_page;
use imjoy_engine::log::Log;
use imjoy_engine::value::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The content of one window. Making it never fails: data that cannot be shown become a
/// sentence that says what is wrong and what to do.
pub struct WindowContent {
    /// Shared, since there can be much of it.
    data: Arc<Value>,
    config: Value,
    has_keyboard: bool,
    kind: Kind,
}

/// The window types that are drawn here, for a person to read.
const TYPES: &str = "imjoy/generic, imjoy/image, imjoy/images, imjoy/image-compare, imjoy/files, imjoy/url_list, \
                     imjoy/panel, imjoy/markdown, imjoy/plugin-editor, imjoy/log, imjoy/tree, imjoy/table, imjoy/plot, \
                     imjoy/schema-io and imjoy/interface";

/// Characters of the name of a plugin that are shown.
const PLUGIN_NAME_LENGTH: usize = 60;

enum Kind {
    Image(Box<ImageContent>),
    Generic(Box<GenericContent>),
    Table(Box<TableContent>),
    Log(Box<LogContent>),
    Images(Box<ImagesContent>),
    ImageCompare(Box<ImageCompareContent>),
    Files(Box<FilesContent>),
    UrlList(Box<UrlListContent>),
    Plot(Box<PlotContent>),
    Markdown(Box<MarkdownContent>),
    Tree(Box<TreeContent>),
    Panel(Box<PanelContent>),
    Editor(Box<PluginEditorContent>),
    Schema(Box<SchemaContent>),
    Interface(Box<InterfaceContent>),
    BrowserNeeded(Box<BrowserNeededContent>),
    Message(String),
}

impl WindowContent {
    /// The content of the window described. A window of type `imjoy/log` shows the log of
    /// the plugin that opened it, no other.
    pub fn new(description: &WindowDescription, log: &Arc<Log>) -> WindowContent {
        let data = Arc::new(description.data.clone());
        let config = description.config.clone();
        let kind = match description.window_type.as_str() {
            address if is_web_page(address) => {
                Kind::BrowserNeeded(Box::new(BrowserNeededContent::of_page(address, Arc::clone(&data))))
            }
            _ if description.needs_browser => {
                let plugin = description.plugin_name.as_deref().unwrap_or("The plugin");
                let plugin = text::line(plugin, PLUGIN_NAME_LENGTH);
                Kind::BrowserNeeded(Box::new(BrowserNeededContent::of_plugin(plugin, Arc::clone(&data))))
            }
            "imjoy/image" => Kind::Image(Box::new(ImageContent::new(&data, &config))),
            "imjoy/generic" => Kind::Generic(Box::new(GenericContent::new(Arc::clone(&data)))),
            "imjoy/table" => Kind::Table(Box::new(TableContent::new(&data))),
            "imjoy/log" => Kind::Log(Box::new(LogContent::new(log.clone(), Some(description.plugin)))),
            "imjoy/tree" => Kind::Tree(Box::new(TreeContent::new(Arc::clone(&data), &config))),
            "imjoy/schema-io" => Kind::Schema(Box::new(SchemaContent::new(&data, &config))),
            "imjoy/plugin-editor" => Kind::Editor(Box::new(PluginEditorContent::new(&data, &config))),
            "imjoy/panel" => Kind::Panel(Box::new(PanelContent::new(&data, &config))),
            "imjoy/images" => Kind::Images(Box::new(ImagesContent::new(&data, &config))),
            "imjoy/image-compare" => Kind::ImageCompare(Box::new(ImageCompareContent::new(&data, &config))),
            "imjoy/files" => Kind::Files(Box::new(FilesContent::new(&data))),
            "imjoy/url_list" => Kind::UrlList(Box::new(UrlListContent::new(&data))),
            "imjoy/plot" => Kind::Plot(Box::new(PlotContent::new(&data))),
            "imjoy/markdown" => Kind::Markdown(Box::new(MarkdownContent::new(&data))),
            // The tree comes by itself; a window plugin sends it when it likes.
            "imjoy/interface" => Kind::Interface(Box::default()),
            other if !other.starts_with("imjoy/") => Kind::Interface(Box::default()),
            other => Kind::Message(format!(
                "There is no window type {}. The types of the host are {TYPES}",
                text::line(other, 60)
            )),
        };
        WindowContent { data, config, has_keyboard: false, kind }
    }

    /// The log of one plugin, or of all.
    pub(super) fn of_log(log: Arc<Log>, plugin: Option<PluginId>) -> WindowContent {
        WindowContent {
            data: Arc::default(),
            config: Value::Absent,
            has_keyboard: false,
            kind: Kind::Log(Box::new(LogContent::new(log, plugin.map(Some)))),
        }
    }

    /// A picture.
    pub(super) fn of_image(data: Value) -> WindowContent {
        let kind = Kind::Image(Box::new(ImageContent::new(&data, &Value::Absent)));
        WindowContent { data: Arc::new(data), config: Value::Absent, has_keyboard: false, kind }
    }

    /// A text in Markdown.
    pub(super) fn of_markdown(source: &str) -> WindowContent {
        let data = Value::from(source);
        let kind = Kind::Markdown(Box::new(MarkdownContent::new(&data)));
        WindowContent { data: Arc::new(data), config: Value::Absent, has_keyboard: false, kind }
    }

    /// An editor that the user opened.
    pub(super) fn of_editor(context: &Context, start: &EditorStart) -> WindowContent {
        let kind = Kind::Editor(Box::new(PluginEditorContent::open(context, start)));
        WindowContent { data: Arc::default(), config: Value::Absent, has_keyboard: false, kind }
    }

    /// Whether the window is not to be closed yet, because changes of the user would be
    /// lost. It says so; the second time it may be closed.
    pub(super) fn keeps_open(&mut self) -> bool {
        match &mut self.kind {
            Kind::Editor(editor) => editor.keeps_open(),
            _ => false,
        }
    }

    /// Whether the content is an editor, whose shortcuts come before those of the
    /// application.
    pub(super) fn is_editor(&self) -> bool {
        matches!(self.kind, Kind::Editor(_))
    }

    /// The file that an editor saves to.
    pub(super) fn edited_file(&self) -> Option<&Path> {
        match &self.kind {
            Kind::Editor(editor) => editor.file(),
            _ => None,
        }
    }

    /// Replaces the data, the settings or both; what is `None` stays. Zoom, contrast,
    /// expanded nodes and the like stay where the new data allow it.
    pub fn update(&mut self, data: Option<&Value>, config: Option<&Value>) {
        self.replace(data.cloned(), config.cloned());
    }

    /// As [`Self::update`], without a copy of data that can be large.
    pub fn replace(&mut self, data: Option<Value>, config: Option<Value>) {
        let data = data.map(Arc::new);
        self.show(data.as_ref(), config.as_ref());
        if let Some(config) = config {
            self.config = config;
        }
        if let Some(data) = data {
            discard_data(std::mem::replace(&mut self.data, data));
        }
    }

    fn show(&mut self, shared: Option<&Arc<Value>>, config: Option<&Value>) {
        let data = shared.map(|data| &**data);
        match &mut self.kind {
            Kind::Image(image) => image.update(data, config),
            Kind::Tree(tree) => tree.update(shared.cloned(), config),
            Kind::Panel(panel) => panel.update(data, config),
            Kind::Editor(editor) => editor.update(data, config),
            Kind::Schema(form) => form.update(data, config),
            Kind::Generic(generic) => {
                if let Some(data) = shared {
                    generic.set_data(Arc::clone(data));
                }
            }
            Kind::Table(table) => {
                if let Some(data) = shared {
                    discard_data(table.set_data(Arc::clone(data)));
                }
            }
            Kind::Images(images) => images.update(data, config),
            Kind::ImageCompare(images) => images.update(data, config),
            Kind::Files(files) => {
                if let Some(data) = data {
                    files.set_data(data);
                }
            }
            Kind::UrlList(list) => {
                if let Some(data) = data {
                    list.set_data(data);
                }
            }
            Kind::Plot(plot) => {
                if let Some(data) = data {
                    plot.set_data(data);
                }
            }
            Kind::Markdown(document) => {
                if let Some(data) = data {
                    document.set_data(data);
                }
            }
            Kind::BrowserNeeded(notice) => {
                if let Some(data) = shared {
                    notice.set_data(Arc::clone(data));
                }
            }
            Kind::Log(_) | Kind::Interface(_) | Kind::Message(_) => {}
        }
    }

    /// Tells which plugins are loaded and what they log; `owner` is the plugin of the
    /// window.
    pub(super) fn note_plugins(&mut self, plugins: &LoadedPlugins, log: &Arc<Log>, owner: Option<PluginId>) {
        match &mut self.kind {
            Kind::Editor(editor) => editor.note_plugins(plugins, log),
            Kind::BrowserNeeded(notice) => {
                let owner = owner.and_then(|owner| plugins.get(owner));
                notice.set_plugin_has(
                    owner.is_some_and(|owner| !owner.docs.is_empty()),
                    owner.is_some_and(|owner| owner.is_editable()),
                );
            }
            _ => {}
        }
    }

    /// Shows a tree of elements, whatever was shown before.
    pub fn set_interface(&mut self, tree: Arc<Element>) {
        if let Kind::Interface(interface) = &mut self.kind {
            interface.set_tree(tree);
        } else {
            let mut interface = InterfaceContent::new();
            interface.set_tree(tree);
            self.kind = Kind::Interface(Box::new(interface));
        }
    }

    /// Tells whether the plugin that fed the window has ended.
    pub(super) fn set_owner_has_ended(&mut self, has_ended: bool) {
        if let Kind::Interface(interface) = &mut self.kind {
            interface.set_owner_has_ended(has_ended);
        }
    }

    /// Draws the content into all the space of `ui`.
    pub fn ui(&mut self, ui: &mut Ui) {
        let has_keyboard = self.has_keyboard;
        match &mut self.kind {
            Kind::Image(image) => image.ui(ui, has_keyboard),
            Kind::Generic(generic) => generic.ui(ui, has_keyboard),
            Kind::Table(table) => table.ui(ui, has_keyboard),
            Kind::Log(log) => log.ui(ui, has_keyboard),
            Kind::Tree(tree) => tree.ui(ui, has_keyboard),
            Kind::Panel(panel) => panel.ui(ui),
            Kind::Editor(editor) => editor.ui(ui, has_keyboard),
            Kind::Schema(form) => form.ui(ui),
            Kind::Images(images) => images.ui(ui, has_keyboard),
            Kind::ImageCompare(images) => images.ui(ui, has_keyboard),
            Kind::Files(files) => files.ui(ui, has_keyboard),
            Kind::UrlList(list) => list.ui(ui, has_keyboard),
            Kind::Plot(plot) => plot.ui(ui, has_keyboard),
            Kind::Markdown(document) => document.ui(ui, has_keyboard),
            Kind::Interface(interface) => interface.ui(ui, has_keyboard),
            Kind::BrowserNeeded(notice) => notice.ui(ui, has_keyboard),
            Kind::Message(sentence) => message_ui(ui, sentence),
        }
    }

    /// A size, in points, at which the content is readable: where the window may be made
    /// as large as it likes.
    pub fn default_size(&self) -> Vec2 {
        match &self.kind {
            Kind::Image(image) => image.default_size(),
            Kind::Generic(_) => vec2(420.0, 390.0),
            Kind::Table(_) => vec2(480.0, 360.0),
            Kind::Log(_) => vec2(660.0, 300.0),
            Kind::Tree(tree) => tree.default_size(),
            Kind::Panel(panel) => panel.default_size(),
            Kind::Editor(editor) => editor.default_size(),
            Kind::Schema(form) => form.default_size(),
            Kind::Images(_) => vec2(600.0, 450.0),
            Kind::ImageCompare(images) => images.default_size(),
            Kind::Files(_) => vec2(540.0, 420.0),
            Kind::UrlList(_) => vec2(420.0, 300.0),
            Kind::Plot(_) => vec2(600.0, 420.0),
            Kind::Markdown(_) => vec2(540.0, 480.0),
            Kind::Interface(interface) => interface.default_size(),
            Kind::BrowserNeeded(_) => vec2(480.0, 360.0),
            Kind::Message(_) => vec2(360.0, 150.0),
        }
    }

    /// What the window shows, as the plugin sent it.
    pub fn data(&self) -> &Value {
        &self.data
    }

    /// The window's settings, as the plugin sent them.
    pub fn config(&self) -> &Value {
        &self.config
    }

    /// What has happened in the content since the last call: names of events and what goes
    /// with each, oldest first.
    pub fn take_events(&mut self) -> Vec<(String, Value)> {
        match &mut self.kind {
            Kind::Interface(interface) => interface.take_events(),
            Kind::Tree(tree) => tree.take_events(),
            Kind::Panel(panel) => panel.take_events(),
            Kind::Editor(editor) => editor.take_events(),
            Kind::Schema(form) => form.take_events(),
            Kind::Images(images) => images.take_events(),
            Kind::Files(files) => files.take_events(),
            Kind::UrlList(list) => list.take_events(),
            _ => Vec::new(),
        }
    }

    /// What the content asks of the host since the last call.
    pub(super) fn take_host_requests(&mut self) -> Vec<HostRequest> {
        match &mut self.kind {
            Kind::Panel(panel) => panel.take_host_requests(),
            Kind::Editor(editor) => editor.take_host_requests(),
            Kind::BrowserNeeded(notice) => notice.take_host_requests(),
            _ => Vec::new(),
        }
    }

    /// Takes a file that the user has picked after [`HostRequest::PickFile`].
    pub fn take_picked(&mut self, path: PathBuf) {
        match &mut self.kind {
            Kind::Panel(panel) => panel.take_picked(&path),
            Kind::Editor(editor) => editor.take_picked(&path),
            _ => {}
        }
    }

    /// Tells whether keys go to this window.
    pub(super) fn set_has_keyboard(&mut self, has_keyboard: bool) {
        self.has_keyboard = has_keyboard;
    }

    /// A picture that the user asked to see in a window of its own, once.
    pub(super) fn take_requested_image(&mut self) -> Option<Value> {
        match &mut self.kind {
            Kind::Log(log) => log.take_requested_image(),
            _ => None,
        }
    }

    /// Whether errors have been shown since the last call; only a log ever says so.
    pub(super) fn take_errors_seen(&mut self) -> bool {
        match &mut self.kind {
            Kind::Log(log) => log.take_errors_seen(),
            _ => false,
        }
    }
}
