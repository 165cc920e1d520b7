//! `imjoy/plugin-editor`: the source of a plugin, to be edited, saved and run.
//!
//! Data: `id`, `code`, `language`, `path`, `name`. Run saves a source in Rust, builds it
//! with what the compiler says below the source, loads the component, or reads it anew, and
//! runs its op on the data of the window that was opened last. A source that is in no
//! package gets one in the data folder, see [`places`]. Which languages run is said in one
//! place, [`run_target`].
//!
//! Events: `save` with `{code, path}` when the file is written, `run` with `{code}`.
//!
//! Keys: Ctrl+S saves, Shift+Enter runs, Ctrl+F finds, F3 and Shift+F3 go to the next and
//! the previous place, Ctrl+G goes to a line, Tab and Shift+Tab indent, Ctrl+Z undoes.
//!
//! Invariants: reading, saving and building happen in tasks. A path that a plugin gave is
//! written to only after the user has confirmed it. A new source of the plugin does not
//! replace what the user has changed. A window with changes closes at the second try.
//!
//! # Known limits
//!
//! One source at a time; a file that is changed by another program meanwhile is not noticed.
//! Cancel kills cargo; the compilers that it has started end by themselves.

mod build;
mod code_area;
mod language;
mod lexer;
mod output;
mod places;
mod search;
mod source;

use self::build::{Build, Outcome, Plan};
use self::code_area::{AreaLook, AreaOutcome, CodeArea, line_start};
use self::language::{Language, RunTarget, run_target};
use self::places::{MOST_BYTES, Places, read_source};
use self::search::Search;
use self::source::{code_of, name_of};
use super::host_request::HostRequest;
use super::message::message_ui;
use super::task::{Progress, Task};
use super::{palette, text};
use egui::{
    Align, Button, Context, Frame, Key, KeyboardShortcut, Label, Layout, Margin, Modifiers, RichText, TextEdit, Ui,
    Vec2, vec2,
};
use imjoy_engine::value::{Record, Value};
use std::path::{Path, PathBuf};
use std::time::Duration;

const SAVE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::S);
const RUN: KeyboardShortcut = KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter);
const FIND: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::F);
const GO_TO_LINE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::G);
const FIND_BACK: KeyboardShortcut = KeyboardShortcut::new(Modifiers::SHIFT, Key::F3);
const FIND_NEXT: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F3);

/// The first source of a new plugin.
const TEMPLATE: &str = include_str!("template.rs.txt");
/// Height of the status line.
const STATUS: f32 = 26.0;
/// Most events that wait to be taken.
const MOST_EVENTS: usize = 100;

/// What an editor of the host begins with.
#[derive(Clone, Debug, PartialEq)]
pub enum EditorStart {
    /// A new plugin in Rust.
    Template,
    /// A source file.
    File(PathBuf),
}

/// Content of a window of type `imjoy/plugin-editor`.
pub struct PluginEditorContent {
    places: Places,
    name: String,
    code: String,
    /// The source as it is on disk, or as it was given.
    saved: String,
    /// The source that the plugin gave last.
    given: String,
    is_dirty: bool,
    /// Where the user wants the source.
    path: Option<PathBuf>,
    /// Where the plugin wants it; written to once the user has confirmed it.
    suggested: Option<PathBuf>,
    language_name: Option<String>,
    language: Language,
    area: CodeArea,
    cursor: usize,
    search: Option<Search>,
    line_wanted: Option<String>,
    save_as: Option<SaveAs>,
    failure: Option<String>,
    reading: Option<Task<Result<String, String>>>,
    saving: Option<Saving>,
    build: Option<Build>,
    /// Whether the end of the build has been seen.
    build_is_told: bool,
    note: Note,
    /// The user has tried to close the window with changes in it.
    is_closing: bool,
    /// A field of the bars gets the keyboard.
    wants_bar_focus: bool,
    events: Vec<(String, Value)>,
    host_requests: Vec<HostRequest>,
}

/// The bar that asks where to save.
struct SaveAs {
    path: String,
    then_run: bool,
}

struct Saving {
    code: String,
    task: Task<Result<PathBuf, String>>,
}

/// What the status line says.
#[derive(Default)]
struct Note {
    text: String,
    is_error: bool,
}

impl PluginEditorContent {
    /// The source in the data.
    pub fn new(data: &Value, config: &Value) -> Self {
        let code = code_of(data, config);
        let word = |name: &str| data.field(name).or_else(|| config.field(name)).and_then(Value::as_text);
        let suggested = word("path").filter(|path| !path.trim().is_empty()).map(PathBuf::from);
        let mut editor = Self::of_code(Places::for_user(), name_of(data, suggested.as_deref()), String::new());
        editor.language_name = word("language").map(str::to_owned);
        editor.suggested = suggested;
        match code {
            Ok(code) => editor.install(code),
            Err(sentence) => editor.failure = Some(sentence),
        }
        editor
    }

    /// An editor that the user opened.
    pub fn open(context: &Context, start: &EditorStart) -> Self {
        let places = Places::for_user();
        match start {
            EditorStart::Template => Self::of_code(places, "my-plugin".to_owned(), TEMPLATE.to_owned()),
            EditorStart::File(path) => {
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let mut editor = Self::of_code(places, name, String::new());
                let file = path.clone();
                match Task::start(context, move || read_source(&file)) {
                    Ok(task) => editor.reading = Some(task),
                    Err(sentence) => editor.failure = Some(sentence),
                }
                editor.path = Some(path.clone());
                editor
            }
        }
    }

    fn of_code(places: Places, name: String, code: String) -> Self {
        let mut editor = Self {
            places,
            name,
            code: String::new(),
            saved: String::new(),
            given: String::new(),
            is_dirty: false,
            path: None,
            suggested: None,
            language_name: None,
            language: Language::Plain,
            area: CodeArea::new(),
            cursor: 0,
            search: None,
            line_wanted: None,
            save_as: None,
            failure: None,
            reading: None,
            saving: None,
            build: None,
            build_is_told: true,
            note: Note::default(),
            is_closing: false,
            wants_bar_focus: false,
            events: Vec::new(),
            host_requests: Vec::new(),
        };
        editor.install(code);
        editor
    }

    /// Shows a source as one without changes.
    fn install(&mut self, code: String) {
        self.saved.clone_from(&code);
        self.given.clone_from(&code);
        self.code = code;
        self.is_dirty = false;
        self.failure = None;
        self.find_language();
    }

    fn find_language(&mut self) {
        let path = self.path.as_deref().or(self.suggested.as_deref());
        self.language = Language::find(self.language_name.as_deref(), path, &self.code);
    }

    /// Takes new data of the plugin. A new source replaces one that the user has not
    /// changed.
    pub fn update(&mut self, data: Option<&Value>, config: Option<&Value>) {
        let Some(data) = data else { return };
        match code_of(data, config.unwrap_or(&Value::Absent)) {
            Ok(code) if code == self.given => {}
            Ok(code) if self.is_dirty => {
                self.given = code;
                self.tell("The plugin has sent another source; yours, which you have changed, is kept", true);
            }
            Ok(code) => self.install(code),
            Err(sentence) => self.tell(&sentence, true),
        }
    }

    /// A size at which a source is readable.
    pub fn default_size(&self) -> Vec2 {
        vec2(690.0, 570.0)
    }

    /// What has happened since the last call.
    pub fn take_events(&mut self) -> Vec<(String, Value)> {
        std::mem::take(&mut self.events)
    }

    /// What the editor asks of the host since the last call.
    pub fn take_host_requests(&mut self) -> Vec<HostRequest> {
        std::mem::take(&mut self.host_requests)
    }

    /// The file that the user has picked to save to.
    pub fn take_picked(&mut self, path: &Path) {
        if let Some(save_as) = &mut self.save_as {
            save_as.path = path.display().to_string();
        }
    }

    /// Whether the window is not to be closed yet, because changes would be lost. Says so
    /// to the user; the second time it may close.
    pub fn keeps_open(&mut self) -> bool {
        let keeps_open = self.is_dirty && !self.is_closing;
        self.is_closing |= keeps_open;
        keeps_open
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui, has_keyboard: bool) {
        self.work(ui.ctx());
        if let Some(sentence) = &self.failure {
            return message_ui(ui, sentence);
        }
        if self.reading.is_some() {
            return message_ui(ui, "Reading the file …");
        }
        let id = ui.scope_id().with("code");
        self.keys(ui, id, has_keyboard);
        let bar = Frame::NONE.inner_margin(Margin::symmetric(6, 3));
        bar.show(ui, |ui| self.tools_ui(ui));
        self.bars_ui(ui);
        let available = ui.available_height() - STATUS - 2.0 * ui.spacing().item_spacing.y;
        let output_height = if self.build.is_some() { (available * 0.38).max(90.0).min(available - 40.0) } else { 0.0 };
        let area_size = vec2(ui.available_width(), (available - output_height).max(20.0));
        let outcome = ui
            .allocate_ui(area_size, |ui| {
                ui.set_min_size(area_size);
                ui.set_max_size(area_size);
                self.area_ui(ui, id)
            })
            .inner;
        self.output_ui(ui, output_height);
        self.status_ui(ui, &outcome);
    }

    fn area_ui(&mut self, ui: &mut Ui, id: egui::Id) -> AreaOutcome {
        let lines = self.build.as_ref().map(|build| build.lines.as_slice()).unwrap_or_default();
        let error_lines = output::error_lines(lines);
        let look = AreaLook {
            language: self.language,
            marks: self.search.as_ref().map(|search| search.found.as_slice()).unwrap_or_default(),
            current_mark: self.search.as_ref().and_then(|search| search.current),
            error_lines: &error_lines,
        };
        let outcome = self.area.ui(ui, id, &mut self.code, &look);
        self.cursor = outcome.cursor;
        if outcome.changed {
            self.is_dirty = self.code != self.saved;
            self.is_closing = false;
            if let Some(search) = &mut self.search {
                search.find(&self.code);
            }
        }
        outcome
    }

    fn keys(&mut self, ui: &Ui, id: egui::Id, has_keyboard: bool) {
        // Keys are the editor's while its window has the keyboard or one of its fields.
        let is_ours = has_keyboard || ui.memory(|memory| memory.has_focus(id)) || self.bar_has_focus(ui);
        if !is_ours {
            return;
        }
        let pressed = |shortcut: KeyboardShortcut| ui.input_mut(|input| input.consume_shortcut(&shortcut));
        if pressed(SAVE) {
            self.save(ui.ctx());
        }
        if pressed(RUN) {
            self.run(ui.ctx());
        }
        if pressed(FIND) {
            self.open_search();
        }
        if pressed(FIND_BACK) {
            self.go_to_found(false);
        }
        if pressed(FIND_NEXT) {
            self.go_to_found(true);
        }
        if pressed(GO_TO_LINE) {
            self.line_wanted = Some(String::new());
            self.wants_bar_focus = true;
        }
        let has_bar = self.search.is_some() || self.line_wanted.is_some() || self.save_as.is_some();
        if has_bar && pressed(KeyboardShortcut::new(Modifiers::NONE, Key::Escape)) {
            self.close_bars();
        }
    }

    fn bar_has_focus(&self, ui: &Ui) -> bool {
        let fields = ["find", "line", "save as"].map(|field| ui.scope_id().with(field));
        ui.memory(|memory| memory.focused().is_some_and(|focused| fields.contains(&focused)))
    }

    fn close_bars(&mut self) {
        self.search = None;
        self.line_wanted = None;
        self.save_as = None;
        self.area.focus();
    }

    fn open_search(&mut self) {
        let mut search = self.search.take().unwrap_or_default();
        search.wants_focus = true;
        search.find(&self.code);
        self.search = Some(search);
    }

    fn go_to_found(&mut self, forward: bool) {
        if let Some(search) = &mut self.search
            && let Some(found) = search.go(self.cursor, forward)
        {
            self.area.reveal(found);
        }
    }

    fn tools_ui(&mut self, ui: &mut Ui) {
        let context = ui.ctx().clone();
        ui.horizontal(|ui| {
            let shortcut = |shortcut| ui.ctx().format_shortcut(&shortcut);
            let (run, save, find) = (shortcut(RUN), shortcut(SAVE), shortcut(FIND));
            let is_building = self.build.as_ref().is_some_and(Build::is_running);
            if ui.add_enabled(!is_building, Button::new("▶ Run")).accessible_name("Run").on_hover_text(run).clicked()
            {
                self.run(&context);
            }
            if ui.add_enabled(self.saving.is_none(), Button::new("Save")).on_hover_text(save).clicked() {
                self.save(&context);
            }
            if ui.button("Save as…").clicked() {
                self.ask_where(false);
            }
            if ui.button("Find").on_hover_text(find).clicked() {
                self.open_search();
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add(Label::new(RichText::new(self.language.label()).small().weak()).selectable(false));
                let path = self.path.as_deref().or(self.suggested.as_deref());
                let place = path.map_or_else(|| "not saved yet".to_owned(), |path| path.display().to_string());
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let label = Label::new(RichText::new(text::line(&place, 200)).small().weak()).truncate();
                    ui.add(label).on_hover_text(text::line(&place, 1_000));
                });
            });
        });
    }

    fn bars_ui(&mut self, ui: &mut Ui) {
        let fill = ui.visuals().faint_bg_color;
        let bar = Frame::NONE.fill(fill).inner_margin(Margin::symmetric(6, 3));
        // Fields are known by names of the whole window, so that their focus can be seen.
        let [find, line, save_as] = ["find", "line", "save as"].map(|field| ui.scope_id().with(field));
        if self.is_closing {
            bar.show(ui, |ui| self.closing_ui(ui));
        }
        if self.search.is_some() {
            bar.show(ui, |ui| self.search_ui(ui, find));
        }
        if self.line_wanted.is_some() {
            bar.show(ui, |ui| self.line_ui(ui, line));
        }
        if self.save_as.is_some() {
            bar.show(ui, |ui| self.save_as_ui(ui, save_as));
        }
    }

    fn closing_ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            ui.label("Not saved. Close the window again to lose the changes.");
            if ui.button("Save").accessible_name("Save changes").clicked() {
                let context = ui.ctx().clone();
                self.save(&context);
            }
            if ui.button("Keep editing").clicked() {
                self.is_closing = false;
            }
        });
    }

    fn search_ui(&mut self, ui: &mut Ui, id: egui::Id) {
        let Some(search) = &mut self.search else { return };
        let mut step = None;
        let mut is_closed = false;
        ui.horizontal(|ui| {
            let field = TextEdit::singleline(&mut search.query).id(id).hint_text("Find").desired_width(220.0);
            let response = ui.add(field).accessible_name("Find text");
            if std::mem::take(&mut search.wants_focus) {
                response.request_focus();
            }
            if response.changed() {
                search.find(&self.code);
                step = Some((true, 0));
            }
            if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                step = Some((!ui.input(|input| input.modifiers.shift), self.cursor));
                response.request_focus();
            }
            if ui.small_button("⬆").accessible_name("Previous place").clicked() {
                step = Some((false, self.cursor));
            }
            if ui.small_button("⬇").accessible_name("Next place").clicked() {
                step = Some((true, self.cursor));
            }
            ui.add(Label::new(RichText::new(search.summary()).small().weak()));
            is_closed = ui.small_button("×").accessible_name("Close find").clicked();
        });
        if let Some((forward, cursor)) = step
            && let Some(found) = search.go(cursor, forward)
        {
            self.area.reveal(found);
        }
        if is_closed {
            self.close_bars();
        }
    }

    fn line_ui(&mut self, ui: &mut Ui, id: egui::Id) {
        let Some(wanted) = &mut self.line_wanted else { return };
        let mut is_entered = false;
        ui.horizontal(|ui| {
            ui.label("Go to line");
            let response =
                ui.add(TextEdit::singleline(wanted).id(id).desired_width(80.0)).accessible_name("Line number");
            if std::mem::take(&mut self.wants_bar_focus) {
                response.request_focus();
            }
            is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        });
        if is_entered {
            let line = wanted.trim().parse().ok();
            self.line_wanted = None;
            self.go_to_line(line.unwrap_or(1), 1);
        }
    }

    fn go_to_line(&mut self, line: usize, column: usize) {
        let place = line_start(&self.code, line) + column.saturating_sub(1);
        self.area.show(place..place);
    }

    fn save_as_ui(&mut self, ui: &mut Ui, id: egui::Id) {
        let Some(save_as) = &mut self.save_as else { return };
        let (mut is_confirmed, mut is_cancelled) = (false, false);
        ui.horizontal(|ui| {
            ui.label("Save as");
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                is_cancelled = ui.button("Cancel").accessible_name("Cancel save").clicked();
                let can_save = !save_as.path.trim().is_empty();
                let label = if save_as.then_run { "Save and run" } else { "Save here" };
                is_confirmed = ui.add_enabled(can_save, Button::new(label)).clicked();
                if ui.button("Choose…").accessible_name("Choose file to save").clicked() {
                    self.host_requests.push(HostRequest::PickFile { extensions: Vec::new() });
                }
                let field = TextEdit::singleline(&mut save_as.path).id(id).desired_width(f32::INFINITY);
                let response = ui.add(field).accessible_name("Path to save");
                if std::mem::take(&mut self.wants_bar_focus) {
                    response.request_focus();
                }
                is_confirmed |= can_save && response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            });
        });
        if is_cancelled {
            self.close_bars();
        } else if is_confirmed && let Some(save_as) = self.save_as.take() {
            self.path = Some(PathBuf::from(save_as.path.trim()));
            self.find_language();
            self.area.focus();
            let context = ui.ctx().clone();
            if save_as.then_run { self.run(&context) } else { self.save(&context) }
        }
    }

    fn output_ui(&mut self, ui: &mut Ui, height: f32) {
        let Some(build) = &mut self.build else { return };
        match output::output_ui(ui, build, height) {
            Some(output::Action::Go(line, column)) => self.go_to_line(line, column),
            Some(output::Action::Close) => self.build = None,
            None => {}
        }
    }

    fn status_ui(&self, ui: &mut Ui, outcome: &AreaOutcome) {
        let visuals = ui.visuals();
        let colour = if self.note.is_error { palette::error(visuals) } else { palette::secondary(visuals) };
        Frame::NONE.inner_margin(Margin::symmetric(8, 3)).show(ui, |ui| {
            ui.horizontal(|ui| {
                let state = if self.saving.is_some() {
                    "saving …"
                } else if self.is_dirty {
                    "• changed"
                } else {
                    "no changes"
                };
                ui.add(Label::new(RichText::new(state).small()).selectable(false));
                let AreaOutcome { line, column, lines, .. } = outcome;
                let place = format!("Line {line} of {lines}, column {column}");
                ui.add(Label::new(RichText::new(place).small().weak()).selectable(false));
                let note = RichText::new(text::line(&self.note.text, 300)).small().color(colour);
                ui.add(Label::new(note).truncate()).on_hover_text(text::line(&self.note.text, 1_000));
            });
        });
    }

    fn tell(&mut self, text: &str, is_error: bool) {
        self.note = Note { text: text.to_owned(), is_error };
    }

    fn ask_where(&mut self, then_run: bool) {
        let path = self.path.clone().or_else(|| self.suggested.clone());
        let path = path.unwrap_or_else(|| {
            let name = places::folder_name(&self.name);
            match self.language.ending() {
                None => self.places.plugins.join(name).join("src").join("lib.rs"),
                Some(ending) => self.places.plugins.join(format!("{name}.{ending}")),
            }
        });
        self.save_as = Some(SaveAs { path: path.display().to_string(), then_run });
        self.wants_bar_focus = true;
    }

    fn save(&mut self, context: &Context) {
        if self.saving.is_some() {
            return;
        }
        if self.code.len() > MOST_BYTES {
            return self.tell("The source is longer than 2 MiB and is not saved", true);
        }
        if self.path.is_none() && self.suggested.is_some() {
            return self.ask_where(false);
        }
        let (code, path, name) = (self.code.clone(), self.path.clone(), self.name.clone());
        let (places, language) = (self.places.clone(), self.language);
        let work_code = code.clone();
        let work = move || {
            let path = path.unwrap_or_else(|| places.new_file(&name, language));
            places.save(&path, &work_code).map(|()| path)
        };
        match Task::start(context, work) {
            Ok(task) => self.saving = Some(Saving { code, task }),
            Err(sentence) => self.tell(&sentence, true),
        }
    }

    fn run(&mut self, context: &Context) {
        if let RunTarget::Unavailable(sentence) = run_target(self.language) {
            return self.tell(sentence, true);
        }
        if self.build.as_ref().is_some_and(Build::is_running) || self.saving.is_some() {
            return;
        }
        if self.code.len() > MOST_BYTES {
            return self.tell("The source is longer than 2 MiB and is not built", true);
        }
        if self.path.is_none() && self.suggested.is_some() {
            return self.ask_where(true);
        }
        self.emit("run", Record::new().with("code", self.code.clone()));
        let plan = Plan {
            code: self.code.clone(),
            path: self.path.clone(),
            name: self.name.clone(),
            places: self.places.clone(),
        };
        // Dropping the former build stops nothing: it has ended.
        self.build = None;
        match Build::start(context, plan) {
            Ok(build) => {
                self.build = Some(build);
                self.build_is_told = false;
                self.tell("", false);
            }
            Err(sentence) => self.tell(&sentence, true),
        }
    }

    fn emit(&mut self, event: &str, data: Record) {
        if self.events.len() < MOST_EVENTS {
            self.events.push((event.to_owned(), data.into()));
        }
    }

    fn work(&mut self, context: &Context) {
        if let Some(task) = &self.reading {
            match task.poll() {
                Progress::Running => {}
                Progress::Done(Ok(code)) => {
                    self.reading = None;
                    self.install(code);
                }
                Progress::Done(Err(sentence)) => {
                    self.reading = None;
                    self.failure = Some(sentence);
                }
                Progress::Lost => {
                    self.reading = None;
                    self.failure = Some("The file could not be read. Close the window and open it again".to_owned());
                }
            }
        }
        if let Some(saving) = self.saving.take() {
            match saving.task.poll() {
                Progress::Running => self.saving = Some(saving),
                Progress::Done(Ok(path)) => self.note_saved(saving.code, path),
                Progress::Done(Err(sentence)) => self.tell(&sentence, true),
                Progress::Lost => self.tell("The source could not be saved. Try again", true),
            }
        }
        self.work_build(context);
    }

    fn note_saved(&mut self, code: String, path: PathBuf) {
        self.tell(&format!("Saved to {}", path.display()), false);
        self.emit("save", Record::new().with("code", code.clone()).with("path", path.display().to_string()));
        self.saved = code;
        self.is_dirty = self.code != self.saved;
        self.is_closing = false;
        self.path = Some(path);
        self.find_language();
    }

    fn work_build(&mut self, context: &Context) {
        let Some(build) = &mut self.build else { return };
        if let Some(path) = build.poll() {
            let code = build.code.clone();
            self.note_saved(code, path);
        }
        let Some(build) = &self.build else { return };
        if build.is_running() {
            // The seconds that are shown.
            context.request_repaint_after(Duration::from_millis(200));
            return;
        }
        if std::mem::replace(&mut self.build_is_told, true) {
            return;
        }
        match &build.outcome {
            Some(Outcome::Built(component, took)) => {
                let text = format!("Built in {:.1} s, running", took.as_secs_f64());
                self.host_requests.push(HostRequest::RunComponent(component.clone()));
                self.tell(&text, false);
            }
            Some(Outcome::Failed(sentence)) => {
                let sentence = sentence.clone();
                let first = build.lines.iter().find(|line| line.tone == build::Tone::Error).map(|line| &line.text);
                let text = first.map_or(sentence, |first| text::line(first, 200));
                self.tell(&text, true);
            }
            None => {}
        }
    }
}
