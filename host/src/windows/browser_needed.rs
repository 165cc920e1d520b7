//! What stands in for a window that its plugin draws with HTML, or for a page of the web: a
//! notice, and the data that the window was given.

use super::generic::GenericContent;
use super::host_request::HostRequest;
use super::{link, palette, text};
use egui::{Frame, Label, Margin, OpenUrl, RichText, Ui};
use imjoy_engine::value::Value;
use std::sync::Arc;

/// Characters of an address that are shown.
const ADDRESS_LENGTH: usize = 200;

/// What is not shown.
enum Missing {
    /// What the plugin of that name, fit to be shown, draws.
    Html(String),
    /// The page at an address.
    Page(String),
}

/// Content of such a window.
pub struct BrowserNeededContent {
    missing: Missing,
    data: GenericContent,
    /// Whether there is anything below the notice.
    has_data: bool,
    has_docs: bool,
    is_editable: bool,
    host_requests: Vec<HostRequest>,
}

impl BrowserNeededContent {
    /// A window of the plugin of that name, fit to be shown.
    pub fn of_plugin(plugin: String, data: Arc<Value>) -> Self {
        Self::new(Missing::Html(plugin), data)
    }

    /// A window with the page of the web at that address.
    pub fn of_page(address: &str, data: Arc<Value>) -> Self {
        Self::new(Missing::Page(address.to_owned()), data)
    }

    fn new(missing: Missing, data: Arc<Value>) -> Self {
        Self {
            missing,
            has_data: has_anything(&data),
            data: GenericContent::new(data),
            has_docs: false,
            is_editable: false,
            host_requests: Vec::new(),
        }
    }

    /// Shows other data.
    pub fn set_data(&mut self, data: Arc<Value>) {
        self.has_data = has_anything(&data);
        self.data.set_data(data);
    }

    /// Tells what the plugin has.
    pub fn set_plugin_has(&mut self, docs: bool, source: bool) {
        self.has_docs = docs;
        self.is_editable = source;
    }

    /// What the user has asked for since the last call.
    pub fn take_host_requests(&mut self) -> Vec<HostRequest> {
        std::mem::take(&mut self.host_requests)
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        let fill = palette::banner(ui.visuals());
        Frame::NONE.fill(fill).inner_margin(Margin::symmetric(10, 8)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let sentence = match &self.missing {
                Missing::Html(plugin) => sentence(plugin),
                Missing::Page(address) => page_sentence(address),
            };
            ui.add(Label::new(RichText::new(sentence)).wrap());
            ui.horizontal_wrapped(|ui| {
                if let Missing::Page(address) = &self.missing {
                    if let Ok(target) = link::target(address)
                        && ui.button("Open in browser").on_hover_text(text::line(target, ADDRESS_LENGTH)).clicked()
                    {
                        ui.ctx().open_url(OpenUrl::new_tab(target));
                    }
                    return;
                }
                if self.has_docs && ui.button("Open documentation").clicked() {
                    self.host_requests.push(HostRequest::ShowDocs);
                }
                if self.is_editable && ui.button("Edit").accessible_name("Edit the plugin").clicked() {
                    self.host_requests.push(HostRequest::EditPlugin);
                }
            });
            if self.has_data {
                ui.weak("What it was given to show:");
            }
        });
        if self.has_data {
            self.data.ui(ui, has_keyboard);
        }
    }
}

/// Why nothing is drawn.
pub fn sentence(plugin: &str) -> String {
    format!("{plugin} draws its window with HTML, and so needs a web browser. It cannot be shown here.")
}

fn page_sentence(address: &str) -> String {
    let address = text::line(address, ADDRESS_LENGTH);
    format!("This is a page of the web, which only a web browser can show: {address}")
}

fn has_anything(data: &Value) -> bool {
    match data {
        Value::Absent | Value::Null => false,
        Value::Record(record) => record.iter().next().is_some(),
        Value::List(members) => !members.is_empty(),
        _ => true,
    }
}
