//! One plugin of the list.

use super::op::OpForms;
use super::{language, menu};
use crate::application::busy::busy_ui;
use crate::application::command::{Command, Commands, HostText};
use crate::application::plugin_icon_ui::{DrawnIcon, drawn_icon};
use crate::application::symbols::{Symbol, symbol_button};
use crate::application::top_bar::thin_progress_ui;
use crate::application::{text, theme};
use crate::drop_zones::{self, DropZone};
use crate::windows::{browser_needed_sentence, is_editable};
use egui::{AtomExt, Button, Label, Rect, Response, RichText, Ui, vec2};
use imjoy_engine::front_end::{DropTarget, PluginSnapshot, PluginState, UiEvent};
use imjoy_engine::value::{Record, Value};
use std::sync::Arc;
use std::time::Duration;

/// Width of the badges beside the run button, in points.
const BADGE_WIDTH: f32 = 34.0;

/// After how long an entry says that its plugin waits.
const SAYS_THAT_IT_WAITS: Duration = Duration::from_secs(2);
/// What that means.
const WAITS: &str = "Nothing goes on in it. It waits for something from outside, such as an event of a window or another \
                     call, or for a promise that is never settled. Cancel ends what it does and starts it anew; its \
                     windows then say that it has ended.";

/// The label of plugins that show one function of the API.
const EXAMPLE_LABEL: &str = "API example";

/// The parts of the list, from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    /// Plugins that can be run.
    Others,
    /// Plugins that show one function of the API.
    Examples,
    /// Plugins without anything to run.
    Secondary,
}

/// A plugin and what the user has filled in.
pub(super) struct Entry {
    pub(super) snapshot: PluginSnapshot,
    is_expanded: bool,
    forms: OpForms,
    /// The time in seconds since which its calls wait.
    waits_since: Option<f64>,
}

impl Entry {
    pub(super) fn new(snapshot: PluginSnapshot, is_expanded: bool) -> Self {
        let forms = OpForms::new(&snapshot.ops);
        Self { snapshot, is_expanded, forms, waits_since: None }
    }

    pub(super) fn update(&mut self, snapshot: PluginSnapshot) {
        self.forms.update(&snapshot.ops);
        self.snapshot = snapshot;
    }

    pub(super) fn set_answer(&mut self, op: &str, key: &str, value: Value) {
        self.forms.set_answer(op, key, value);
    }

    pub(super) fn is_expanded(&self) -> bool {
        self.is_expanded
    }

    pub(super) fn answers(&self, op: &str) -> Record {
        self.forms.answers(op)
    }

    /// What the plugin is.
    pub(super) fn about(&self) -> HostText {
        let snapshot = &self.snapshot;
        let name = shown_name(snapshot);
        let mut about = format!("**{name} {}**\n\n", text::one_line(&snapshot.version, text::NAME_LENGTH));
        for paragraph in [&*snapshot.description, &*snapshot.source, &*snapshot.docs] {
            if !paragraph.is_empty() {
                about.push_str(paragraph);
                about.push_str("\n\n");
            }
        }
        HostText { title: format!("About {name}"), text: about, is_markdown: true }
    }

    /// Where it is in the list: by its name, parts of a plugin after that plugin.
    pub(super) fn place(&self) -> impl Ord + use<> {
        let snapshot = &self.snapshot;
        let name = snapshot.name.to_lowercase();
        let (of, part) = match &snapshot.part_of {
            Some(root) => (root.to_lowercase(), Some(name)),
            None => (name, None),
        };
        (self.section(), of, part, snapshot.id)
    }

    /// In which part of the list it is.
    pub(super) fn section(&self) -> Section {
        if self.snapshot.labels.iter().any(|label| label == EXAMPLE_LABEL) {
            Section::Examples
        } else if self.is_secondary() {
            Section::Secondary
        } else {
            Section::Others
        }
    }

    /// Whether the plugin has nothing to run, neither itself nor an op. Until it has been ready
    /// that is not known.
    pub(super) fn is_secondary(&self) -> bool {
        let snapshot = &self.snapshot;
        !snapshot.runnable
            && snapshot.ops.iter().all(|op| op.name == snapshot.name)
            && matches!(snapshot.state, PluginState::Ready | PluginState::Stopped(_))
    }

    /// Whether the plugin is found by a search in lower case.
    pub(super) fn matches(&self, search: &str) -> bool {
        let snapshot = &self.snapshot;
        search.is_empty()
            || snapshot.name.to_lowercase().contains(search)
            || snapshot.description.to_lowercase().contains(search)
            || snapshot.ops.iter().any(|op| op.name.to_lowercase().contains(search))
    }

    /// Draws the entry.
    pub(super) fn ui(&mut self, ui: &mut Ui, commands: &mut Commands) {
        ui.push_id(("plugin", self.snapshot.id.number()), |ui| {
            let row = self.row_ui(ui, commands);
            self.offer_drop(ui, row);
            let waits = self.has_waited(ui);
            self.details_ui(ui, waits, commands);
            if self.is_expanded {
                ui.indent("options", |ui| self.options_ui(ui, commands));
                ui.add_space(theme::GROUP_GAP);
            }
        });
        self.forms.send_updates(ui.ctx(), self.snapshot.id, &self.snapshot.ops, commands);
    }

    /// Run button, errors, arrow and menu.
    fn row_ui(&mut self, ui: &mut Ui, commands: &mut Commands) -> Rect {
        let name = shown_name(&self.snapshot);
        ui.horizontal(|ui| {
            let gap = 2.0;
            ui.spacing_mut().item_spacing.x = gap;
            let badge = self.error_badge(ui);
            let badges = usize::from(badge.is_some()) + usize::from(self.snapshot.needs_browser);
            let badge_width = badges as f32 * (BADGE_WIDTH + gap);
            let width = ui.available_width() - 2.0 * (theme::SYMBOL_BUTTON + gap) - badge_width;
            self.run_button_ui(ui, &name, width, commands);
            if self.snapshot.needs_browser {
                self.browser_badge_ui(ui, &name, commands);
            }
            if let Some(badge) = badge {
                let hint = format!("{} in the log since it was last shown", errors_text(self.snapshot.unseen_errors));
                let response = badge_ui(ui, badge).on_hover_text(hint);
                if response.accessible_name(format!("Errors of {name}")).clicked() {
                    menu::open_log(&self.snapshot, commands);
                }
            }
            let (arrow, hint) =
                if self.is_expanded { (Symbol::Unfolded, "Hide options") } else { (Symbol::Folded, "Show options") };
            let response = symbol_button(ui, arrow).on_hover_text(hint);
            if response.accessible_name(format!("Options of {name}")).clicked() {
                self.is_expanded = !self.is_expanded;
            }
            menu::menu_button_ui(ui, &self.snapshot, &name, commands);
        })
        .response
        .rect
    }

    /// Offers to run the plugin's own op with files that are dropped on its row.
    fn offer_drop(&self, ui: &Ui, row: Rect) {
        if self.can_run() && drop_zones::position_over(ui, row).is_some() {
            let op = &self.snapshot.name;
            drop_zones::offer(ui.ctx(), drop_zone(row, &self.snapshot, op, self.forms.answers(op)));
        }
    }

    fn can_run(&self) -> bool {
        self.snapshot.runnable && matches!(self.snapshot.state, PluginState::Ready | PluginState::Stopped(_))
    }

    fn run_button_ui(&self, ui: &mut Ui, name: &str, width: f32, commands: &mut Commands) {
        let snapshot = &self.snapshot;
        let colors = theme::colors(ui.visuals());
        let is_busy = snapshot.running_calls > 0;
        let is_loading = matches!(snapshot.state, PluginState::Loading(_));
        let can_run = self.can_run();

        let mut title = RichText::new(name);
        if is_busy {
            title = title.color(colors.accent);
        } else if self.is_secondary() {
            title = title.weak();
        }
        let sign_id = egui::IdSalt::new("sign");
        let icon_id = egui::IdSalt::new("icon");
        let mut content = egui::Atoms::new(egui::Atom::custom(sign_id, vec2(16.0, 16.0)));
        let icon = drawn_icon(ui, &snapshot.icon);
        match &icon {
            DrawnIcon::None => {}
            DrawnIcon::Glyph(glyph) => content.push_right(glyph.clone()),
            DrawnIcon::Symbol(_) => content.push_right(egui::Atom::custom(icon_id, vec2(13.0, 13.0))),
        }
        // Else the first text would give way, which is an icon where it is one.
        content.push_right(title.atom_shrink(true));
        content.push_right(egui::Atom::grow());
        if let Some(badge) = language::badge(snapshot.language) {
            content.push_right(RichText::new(badge).small().weak());
        }
        let button = Button::new(content).truncate().min_size(vec2(width, theme::SYMBOL_BUTTON + 2.0));
        let tooltip = |ui: &mut Ui| tooltip_ui(ui, snapshot);
        let row = ui.add_enabled_ui(can_run, |ui| {
            ui.set_max_width(width);
            button.atom_ui(ui)
        });
        let sign_rect = row.inner.rect(sign_id);
        if let (DrawnIcon::Symbol(symbol), Some(place)) = (icon, row.inner.rect(icon_id)) {
            symbol.paint(ui.painter(), place, ui.visuals().weak_text_color());
        }
        let response = row.inner.response.on_hover_ui(tooltip).on_disabled_hover_ui(tooltip);
        let response = response.accessible_name(format!("Run {name}"));
        if let Some(place) = sign_rect {
            if is_busy || is_loading {
                let mut overlay = ui.new_child(egui::UiBuilder::new().max_rect(place));
                busy_ui(&mut overlay, place.width(), &format!("{name} is busy"));
            } else if can_run {
                Symbol::Run.paint(ui.painter(), place, colors.accent);
            }
        }
        if response.clicked() {
            commands.push(Command::RunOp {
                plugin: snapshot.id,
                op: snapshot.name.to_string(),
                config: self.forms.answers(&snapshot.name),
            });
        }
    }

    /// A badge of a plugin that cannot be shown here, which leads to the reason.
    fn browser_badge_ui(&self, ui: &mut Ui, name: &str, commands: &mut Commands) {
        let badge = Button::new(RichText::new("🌐").small().weak()).frame_when_inactive(false);
        let response = badge_ui(ui, badge).on_hover_text(browser_needed_sentence(name));
        if response.accessible_name(format!("{name} needs a browser")).clicked() {
            commands.push(Command::RunOp {
                plugin: self.snapshot.id,
                op: self.snapshot.name.to_string(),
                config: Record::new(),
            });
        }
    }

    fn error_badge(&self, ui: &Ui) -> Option<Button<'static>> {
        let count = self.snapshot.unseen_errors;
        (count > 0).then(|| {
            let color = theme::colors(ui.visuals()).error;
            // What does not fit would widen the list.
            let count = if count > 9 { "9+".to_owned() } else { count.to_string() };
            Button::new(RichText::new(format!("⚠{count}")).color(color).small()).frame_when_inactive(false)
        })
    }

    /// Whether its calls have waited long enough to say so.
    fn has_waited(&mut self, ui: &Ui) -> bool {
        if !self.snapshot.is_waiting {
            self.waits_since = None;
            return false;
        }
        let now = ui.input(|input| input.time);
        let left = SAYS_THAT_IT_WAITS.as_secs_f64() - (now - *self.waits_since.get_or_insert(now));
        if left > 0.0 {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
        }
        left <= 0.0
    }

    /// What is to be seen without opening the entry: stage, fault, waiting, progress, status.
    fn details_ui(&self, ui: &mut Ui, waits: bool, commands: &mut Commands) {
        let snapshot = &self.snapshot;
        let is_calm = snapshot.state == PluginState::Ready && snapshot.progress.is_none() && snapshot.status.is_empty();
        if is_calm && !waits {
            return;
        }
        let name = shown_name(snapshot);
        ui.indent("details", |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            match &snapshot.state {
                PluginState::Loading(stage) => _ = ui.label(RichText::new(stage.label()).small().weak()),
                PluginState::Ready => {}
                PluginState::Failed(reason) => fault_ui(ui, snapshot, &name, reason, "Try again", commands),
                PluginState::Stopped(reason) => fault_ui(ui, snapshot, &name, reason, "Restart", commands),
            }
            if waits {
                ui.horizontal(|ui| {
                    ui.label(RichText::new("Waits for an event").small().weak()).on_hover_text(WAITS);
                    if ui.add(Button::new("Cancel").small()).accessible_name(format!("Cancel {name}")).clicked() {
                        commands.send(UiEvent::Cancel(snapshot.id));
                    }
                });
            }
            if snapshot.progress.is_some() {
                thin_progress_ui(ui, snapshot.progress, &format!("Progress of {name}"));
            }
            if !snapshot.status.is_empty() {
                let status = text::one_line(&snapshot.status, text::LINE_LENGTH);
                ui.add(Label::new(RichText::new(status).small()).truncate());
            }
        });
    }

    fn options_ui(&mut self, ui: &mut Ui, commands: &mut Commands) {
        let snapshot = &self.snapshot;
        let can_run = matches!(snapshot.state, PluginState::Ready | PluginState::Stopped(_));
        if !snapshot.description.is_empty() {
            let description = text::shortened(&snapshot.description, text::LINE_LENGTH * 2);
            ui.add(Label::new(RichText::new(description).weak()).wrap());
        }
        self.forms.ui(ui, snapshot, can_run, commands);
        let usage = usage_text(snapshot);
        ui.label(RichText::new(usage).small().weak());
    }
}

/// The name of a plugin, with that of the one that it is a part of.
fn shown_name(snapshot: &PluginSnapshot) -> String {
    match &snapshot.part_of {
        Some(root) => text::one_line(&format!("{root} › {}", snapshot.name), text::NAME_LENGTH),
        None => text::one_line(&snapshot.name, text::NAME_LENGTH),
    }
}

/// Where files are dropped to run an op with them.
pub(super) fn drop_zone(rect: Rect, snapshot: &PluginSnapshot, op: &str, config: Record) -> DropZone {
    DropZone {
        rect,
        target: DropTarget::Plugin { plugin: snapshot.id, op: op.to_owned(), config },
        plugin: shown_name(snapshot),
        op: Some(text::one_line(op, text::NAME_LENGTH)),
    }
}

/// A button of the width of all badges.
fn badge_ui(ui: &mut Ui, badge: Button<'_>) -> Response {
    ui.scope(|ui| {
        // With that of other buttons it would be wider, and widen the list.
        ui.spacing_mut().button_padding.x = 2.0;
        ui.add_sized([BADGE_WIDTH, theme::SYMBOL_BUTTON], badge)
    })
    .inner
}

/// The reason why a plugin cannot be used, and a button that starts it anew.
fn fault_ui(
    ui: &mut Ui,
    snapshot: &PluginSnapshot,
    name: &str,
    reason: &Arc<str>,
    label: &str,
    commands: &mut Commands,
) {
    let color = theme::colors(ui.visuals()).error;
    // The first line says it; where in the source, and from where, is for the editor.
    let first = text::shortened(reason.lines().next().unwrap_or_default(), text::LINE_LENGTH * 2);
    let line = ui.add(Label::new(RichText::new(first).small().color(color)).wrap());
    if reason.contains('\n') {
        line.on_hover_text(text::shortened(reason, text::LINE_LENGTH * 4).as_ref());
    }
    ui.horizontal(|ui| {
        if ui.add(Button::new(label).small()).accessible_name(format!("{label} {name}")).clicked() {
            commands.send(UiEvent::Reload(snapshot.id));
        }
        if is_editable(snapshot)
            && ui.add(Button::new("Edit").small()).accessible_name(format!("Edit {name}")).clicked()
        {
            commands.push(Command::EditPlugin(snapshot.id));
        }
    });
}

fn tooltip_ui(ui: &mut Ui, snapshot: &PluginSnapshot) {
    ui.set_max_width(ui.spacing().tooltip_width);
    let name = shown_name(snapshot);
    ui.label(RichText::new(format!("{name} {}", text::one_line(&snapshot.version, text::NAME_LENGTH))).strong());
    if !snapshot.description.is_empty() {
        ui.label(text::shortened(&snapshot.description, text::LINE_LENGTH).as_ref());
    }
    ui.weak(format!("{} · {}", language::sentence(snapshot.language), usage_text(snapshot)));
    ui.weak(text::one_line(&snapshot.source, text::LINE_LENGTH));
}

fn usage_text(snapshot: &PluginSnapshot) -> String {
    format!("{} · {}", text::bytes_text(snapshot.memory_bytes), text::cpu_text(snapshot.cpu_seconds))
}

fn errors_text(count: u32) -> String {
    if count == 1 { "1 error".to_owned() } else { format!("{count} errors") }
}
