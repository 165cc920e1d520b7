//! `imjoy/plugin-editor`: the source of a plugin, to be edited, saved and run.
//!
//! Data: `id`, `code`, `language`, `path`, `name`. A plugin file (`.imjoy.html`, `.js`,
//! `.py`) runs as it is: Run saves it, loads it, or reads it anew where it is loaded, and
//! runs its op on the data of the window that was opened last; Reload does so without
//! running it. A source in Rust or C is built before, with what the compiler says below the
//! source; one that is in no package gets one in the data folder, see [`places`]. What
//! running means for each language is said in one place, [`run_target`](language::run_target).
//! Below the source stands also why the plugin could not be loaded and what it logs; a line
//! that names a place of the source leads there.
//!
//! Events: `save` with `{code, path}` when the file is written, `run` with `{code}`.
//!
//! Keys: Ctrl+S saves, Shift+Enter runs, Ctrl+L reloads, Ctrl+F finds, F3 and Shift+F3 go to
//! the next and the previous place, Ctrl+G goes to a line, Tab and Shift+Tab indent, Ctrl+Z
//! undoes.
//!
//! Invariants: reading, saving and building happen in tasks. A path that a plugin gave is
//! written to only after the user has confirmed it. A new source of the plugin does not
//! replace what the user has changed. A window with changes closes at the second try.
//!
//! # Known limits
//!
//! One source at a time; a file that is changed by another program meanwhile is not noticed,
//! though one without changes of the user is not written before it runs.
//! Cancel kills cargo; the compilers that it has started end by themselves.

mod bars;
mod build;
mod code_area;
mod keys;
mod language;
mod lexer;
mod line;
mod name_in_code;
mod opening;
mod output;
mod places;
mod report;
mod running;
mod saving;
mod search;
mod source;
mod tools;

pub use self::opening::EditorStart;

use self::build::{Build, Outcome};
use self::code_area::{AreaLook, AreaOutcome, CodeArea, line_start};
use self::language::Language;
use self::line::{Line, error_lines};
use self::opening::Opened;
use self::output::Output;
use self::places::{NewFile, Places};
use self::report::Report;
use self::running::Then;
use self::saving::{SaveAs, Saving};
use self::search::Search;
use self::source::{code_of, name_of};
use super::host_request::HostRequest;
use super::loaded_plugins::LoadedPlugin;
use super::message::message_ui;
use super::task::{Progress, Task};
use egui::{Context, Frame, Margin, Ui, Vec2, vec2};
use imjoy_engine::log::Log;
use imjoy_engine::value::{Record, Value};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Height of the status line.
const STATUS: f32 = 26.0;
/// Most events that wait to be taken.
const MOST_EVENTS: usize = 100;

/// Content of a window of type `imjoy/plugin-editor`.
pub struct PluginEditorContent {
    places: Places,
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
    /// What it becomes without either.
    new: NewFile,
    language_name: Option<String>,
    language: Language,
    area: CodeArea,
    cursor: usize,
    search: Option<Search>,
    line_wanted: Option<String>,
    save_as: Option<SaveAs>,
    failure: Option<String>,
    reading: Option<Task<Result<Opened, String>>>,
    saving: Option<Saving>,
    build: Option<Build>,
    /// What follows the build, until its end has been seen.
    after_build: Option<Then>,
    /// What was built last.
    component: Option<PathBuf>,
    log: Option<Arc<Log>>,
    /// The plugin that was loaded from the source, or from what was built from it.
    loaded: Option<LoadedPlugin>,
    report: Report,
    note: Note,
    /// The user has tried to close the window with changes in it.
    is_closing: bool,
    /// A field of the bars gets the keyboard.
    wants_bar_focus: bool,
    events: Vec<(String, Value)>,
    host_requests: Vec<HostRequest>,
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
        let mut editor = Self::of_name(Places::for_user(), name_of(data, suggested.as_deref()));
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
        let mut editor = Self::of_name(places.clone(), String::new());
        if let EditorStart::File(path) = start {
            editor.path = Some(path.clone());
        }
        let start = start.clone();
        match Task::start(context, move || opening::open(&start, &places)) {
            Ok(task) => editor.reading = Some(task),
            Err(sentence) => editor.failure = Some(sentence),
        }
        editor
    }

    fn of_name(places: Places, name: String) -> Self {
        Self {
            places,
            code: String::new(),
            saved: String::new(),
            given: String::new(),
            is_dirty: false,
            path: None,
            suggested: None,
            new: NewFile { name, ..NewFile::default() },
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
            after_build: None,
            component: None,
            log: None,
            loaded: None,
            report: Report::default(),
            note: Note::default(),
            is_closing: false,
            wants_bar_focus: false,
            events: Vec::new(),
            host_requests: Vec::new(),
        }
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
        self.language = match (path, self.new.language) {
            (None, language) if language != Language::Plain => language,
            _ => Language::find(self.language_name.as_deref(), path, &self.code),
        };
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

    /// The file that the source is saved to.
    pub fn file(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// A size at which a source is readable.
    pub fn default_size(&self) -> Vec2 {
        vec2(720.0, 570.0)
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
        self.work_reading();
        self.work_saving();
        self.work_build(ui.ctx());
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
        let output_height = if self.has_output() { (available * 0.38).max(90.0).min(available - 40.0) } else { 0.0 };
        let area_size = vec2(ui.available_width(), (available - output_height).max(20.0));
        let outcome = ui
            .allocate_ui(area_size, |ui| {
                ui.set_min_size(area_size);
                ui.set_max_size(area_size);
                self.area_ui(ui, id)
            })
            .inner;
        if self.has_output() {
            self.output_ui(ui, output_height);
        }
        self.status_ui(ui, &outcome);
    }

    fn area_ui(&mut self, ui: &mut Ui, id: egui::Id) -> AreaOutcome {
        let error_lines = error_lines(self.lines());
        let look = AreaLook {
            grammar: self.language.grammar(),
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

    fn go_to_line(&mut self, line: usize, column: usize) {
        let place = line_start(&self.code, line) + column.saturating_sub(1);
        self.area.show(place..place);
    }

    /// The build, while it is what is shown below the source: until it has come to a
    /// component whose plugin has something to say.
    fn shown_build(&self) -> Option<&Build> {
        let is_over = |build: &&Build| matches!(build.outcome, Some(Outcome::Built(..)));
        let has_more = !self.report.lines().is_empty();
        self.build.as_ref().filter(|build| !(has_more && is_over(build)))
    }

    /// What is said below the source.
    fn lines(&self) -> &[Line] {
        self.shown_build().map_or(self.report.lines(), |build| build.lines.as_slice())
    }

    fn has_output(&self) -> bool {
        self.build.is_some() || !self.report.lines().is_empty()
    }

    fn output_ui(&mut self, ui: &mut Ui, height: f32) {
        let build = self.shown_build();
        let is_running = build.is_some_and(Build::is_running);
        let title = match build {
            Some(build) if is_running => format!("Building … {:.0} s", build.elapsed().as_secs_f64()),
            Some(_) => "Build".to_owned(),
            None => "Output".to_owned(),
        };
        let output = Output { title, is_running, lines: self.lines() };
        match output::output_ui(ui, &output, height) {
            Some(output::Action::Go(line, column)) => self.go_to_line(line, column),
            Some(output::Action::Cancel) => self.build.iter().for_each(Build::stop),
            Some(output::Action::Close) => {
                self.build = None;
                self.report.begin(self.log.as_deref(), self.loaded.as_ref());
            }
            None => {}
        }
    }

    fn tell(&mut self, text: &str, is_error: bool) {
        self.note = Note { text: text.to_owned(), is_error };
    }

    fn emit(&mut self, event: &str, data: Record) {
        if self.events.len() < MOST_EVENTS {
            self.events.push((event.to_owned(), data.into()));
        }
    }

    fn work_reading(&mut self) {
        let Some(task) = &self.reading else { return };
        let lost = "The file could not be read. Close the window and open it again";
        match task.poll() {
            Progress::Running => return,
            Progress::Done(Ok(opened)) => {
                self.new = opened.new;
                self.install(opened.code);
                if let Some(note) = opened.note {
                    self.tell(&note, false);
                }
            }
            Progress::Done(Err(sentence)) => self.failure = Some(sentence),
            Progress::Lost => self.failure = Some(lost.to_owned()),
        }
        self.reading = None;
    }
}
