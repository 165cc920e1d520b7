//! What stands in for a window that its plugin draws with HTML, or for a page of the web: a
//! notice, and the data that the window was given.

use super::generic::GenericContent;
use super::host_request::HostRequest;
use super::palette;
use egui::{Frame, Label, Margin, OpenUrl, RichText, Ui};
use imjoy_engine::WebAddress;
use imjoy_engine::value::Value;
use std::sync::Arc;

/// What is not shown.
enum Missing {
    /// What the plugin of that name, fit to be shown, draws.
    Html(String),
    /// The page at an address, or the phrase why the address is refused.
    Page(Result<WebAddress, String>),
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
        Self::new(Missing::Page(WebAddress::parse(address)), data)
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
            match &self.missing {
                Missing::Html(plugin) => {
                    ui.add(Label::new(sentence(plugin)).wrap());
                    ui.horizontal_wrapped(|ui| {
                        if self.has_docs && ui.button("Open documentation").clicked() {
                            self.host_requests.push(HostRequest::ShowDocs);
                        }
                        if self.is_editable && ui.button("Edit").accessible_name("Edit the plugin").clicked() {
                            self.host_requests.push(HostRequest::EditPlugin);
                        }
                    });
                }
                Missing::Page(address) => page_ui(ui, address),
            }
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

/// Where the page is, with all of its address, and a button that opens it.
fn page_ui(ui: &mut Ui, address: &Result<WebAddress, String>) {
    let address = match address {
        Ok(address) => address,
        Err(reason) => {
            let sentence = format!("This window is for a page of the web, whose address is refused: {reason}.");
            ui.add(Label::new(sentence).wrap());
            return;
        }
    };
    let sentence = format!("This is a page of {}, which only a web browser can show.", address.host);
    ui.add(Label::new(sentence).wrap());
    ui.add(Label::new(RichText::new(address.url()).weak().small()).wrap());
    if ui.button("Open in browser").clicked() {
        ui.ctx().open_url(OpenUrl::new_tab(address.url()));
    }
}

fn has_anything(data: &Value) -> bool {
    match data {
        Value::Absent | Value::Null => false,
        Value::Record(record) => record.iter().next().is_some(),
        Value::List(members) => !members.is_empty(),
        _ => true,
    }
}
