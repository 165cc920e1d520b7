//! A build of a plugin in the background, with what the compiler says as it says it.
//!
//! Invariants: at most one build of an editor runs; its lines are bounded; a build whose
//! window is closed is stopped.

use super::line::{Line, MOST_LINES, Tone};
use super::places::{NewFile, Package, Places};
use imjoy_guest_build::{Output, Stop, build_folder};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// What is built.
pub struct Plan {
    /// The source, saved before it is built.
    pub code: String,
    /// Where it is saved; without a path it is made anew as below.
    pub path: Option<PathBuf>,
    /// How it is made anew.
    pub new: NewFile,
    /// The editor's folders.
    pub places: Places,
}

/// How a build has ended.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    /// The component, and how long it took.
    Built(PathBuf, Duration),
    /// One sentence.
    Failed(String),
}

enum Message {
    Saved(PathBuf),
    Line(Line),
    Ended(Outcome),
}

/// A build under way or ended.
pub struct Build {
    messages: Receiver<Message>,
    stop: Stop,
    started: Instant,
    /// The source that is built.
    pub code: String,
    /// What the compiler has said.
    pub lines: Vec<Line>,
    /// How it has ended.
    pub outcome: Option<Outcome>,
}

impl Build {
    /// Saves the source and builds it on a thread of its own. Fails with one sentence when
    /// the system has no thread left.
    pub fn start(context: &egui::Context, plan: Plan) -> Result<Build, String> {
        let (sender, messages) = channel();
        let stop = Stop::default();
        let (context, thread_stop) = (context.clone(), stop.clone());
        let started = Instant::now();
        let code = plan.code.clone();
        let work = move || {
            let send = |message| {
                // Nobody listens when the window has been closed meanwhile.
                let _ = sender.send(message);
                context.request_repaint();
            };
            let outcome = match run(plan, &thread_stop, &send) {
                Ok(component) => Outcome::Built(component, started.elapsed()),
                Err(sentence) => Outcome::Failed(sentence),
            };
            send(Message::Ended(outcome));
        };
        thread::Builder::new().name("plugin build".to_owned()).spawn(work).map_err(|error| {
            format!("No thread could be started to build the plugin ({error}). Close other windows")
        })?;
        Ok(Build { messages, stop, started, code, lines: Vec::new(), outcome: None })
    }

    /// Takes what has happened; gives the path of the source when it has just been saved.
    pub fn poll(&mut self) -> Option<PathBuf> {
        let mut saved = None;
        loop {
            match self.messages.try_recv() {
                Ok(Message::Saved(path)) => saved = Some(path),
                Ok(Message::Line(line)) if self.lines.len() < MOST_LINES => self.lines.push(line),
                Ok(Message::Line(_)) => {}
                Ok(Message::Ended(outcome)) => self.outcome = Some(outcome),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    self.outcome.get_or_insert_with(|| Outcome::Failed("The build ended without a result".to_owned()));
                    break;
                }
            }
        }
        saved
    }

    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        self.outcome.is_none()
    }

    /// How long it has been running.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Stops it.
    pub fn stop(&self) {
        self.stop.stop();
    }
}

impl Drop for Build {
    fn drop(&mut self) {
        self.stop.stop();
    }
}

fn run(plan: Plan, stop: &Stop, send: &dyn Fn(Message)) -> Result<PathBuf, String> {
    let Plan { code, path, new, places } = plan;
    let path = places.save_source(path, &new, &code)?;
    send(Message::Saved(path.clone()));
    let Package { folder, source } = places.package(&path, &code, new.language)?;
    let mut place_reader = PlaceReader { folder: folder.clone(), source };
    let mut lines = |text: &str| send(Message::Line(place_reader.line(text)));
    let mut output = Output::Stoppable { lines: &mut lines, stop };
    build_folder(&folder, &places.toolchain, &mut output).map_err(|error| match error {
        imjoy_guest_build::Error::Stopped => "The build was cancelled".to_owned(),
        imjoy_guest_build::Error::Build { .. } => {
            "The plugin could not be compiled: correct what is marked below and run it again".to_owned()
        }
        other => format!("The plugin could not be built: {other}"),
    })
}

/// Finds places of the edited source in what the compiler says.
struct PlaceReader {
    folder: PathBuf,
    source: PathBuf,
}

impl PlaceReader {
    fn line(&mut self, text: &str) -> Line {
        // Rust begins a line with it, C writes the place in front.
        let tone = if text.starts_with("error") || text.contains(": error: ") || text.contains(": fatal error: ") {
            Tone::Error
        } else if text.starts_with("warning") || text.contains(": warning: ") {
            Tone::Warning
        } else {
            Tone::Plain
        };
        Line::new(text, tone, self.place_of_rust(text).or_else(|| self.place_of_c(text)))
    }

    /// The place in a line such as `  --> src/lib.rs:12:5`.
    fn place_of_rust(&self, text: &str) -> Option<(usize, usize)> {
        let (before, place) = text.split_once("--> ").or_else(|| text.split_once("::: "))?;
        if !before.trim().is_empty() {
            return None;
        }
        let mut parts = place.trim().rsplitn(3, ':');
        let column = parts.next()?.parse().ok()?;
        let line = parts.next()?.parse().ok()?;
        self.is_source(parts.next()?).then_some((line, column))
    }

    /// The place in a line such as `plugin.c:12:5: error: …`.
    fn place_of_c(&self, text: &str) -> Option<(usize, usize)> {
        let place = [": error: ", ": warning: ", ": note: ", ": fatal error: "]
            .into_iter()
            .find_map(|kind| text.split_once(kind))?
            .0;
        let mut parts = place.rsplitn(3, ':');
        let column = parts.next()?.parse().ok()?;
        let line = parts.next()?.parse().ok()?;
        self.is_source(parts.next()?).then_some((line, column))
    }

    fn is_source(&self, file: &str) -> bool {
        let file = self.folder.join(Path::new(file));
        file == self.source
            || std::fs::canonicalize(&file)
                .ok()
                .is_some_and(|file| std::fs::canonicalize(&self.source).is_ok_and(|source| source == file))
    }
}

#[cfg(test)]
mod tests {
    use super::super::language::Language;
    use super::*;

    #[test]
    fn places_of_the_source_are_found() {
        let mut reader = PlaceReader { folder: PathBuf::from("/p"), source: PathBuf::from("/p/src/lib.rs") };
        assert_eq!(reader.line("  --> src/lib.rs:12:5").place, Some((12, 5)));
        assert_eq!(reader.line("   ::: src/lib.rs:7:1").place, Some((7, 1)));
        for other in ["  --> src/other.rs:12:5", "12 | let x = 1; // --> src/lib.rs:1:1", "error: nothing"] {
            assert_eq!(reader.line(other).place, None, "{other}");
        }
        assert_eq!(reader.line("error[E0425]: no").tone, Tone::Error);
        assert_eq!(reader.line("warning: unused").tone, Tone::Warning);
        let mut reader = PlaceReader { folder: PathBuf::from("/p"), source: PathBuf::from("/p/plugin.c") };
        let line = reader.line("plugin.c:3:14: error: use of undeclared identifier 'x'");
        assert_eq!((line.tone, line.place), (Tone::Error, Some((3, 14))));
        assert_eq!(reader.line("/p/plugin.c:4:1: warning: unused").place, Some((4, 1)));
        assert_eq!(reader.line("other.c:4:1: error: unused").place, None);
    }

    #[test]
    fn what_cannot_be_built_is_one_sentence_and_the_source_is_saved_first() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places {
            plugins: folder.path().join("editor"),
            sdk: folder.path().join("no-sdk"),
            toolchain: folder.path().join("toolchain"),
        };
        let new = NewFile { name: "Blur".to_owned(), language: Language::Rust, ..NewFile::default() };
        let plan = Plan { code: "fn x() {}".to_owned(), path: None, new, places };
        let mut build = Build::start(&egui::Context::default(), plan).unwrap();
        let deadline = Instant::now() + Duration::from_secs(30);
        let mut saved = None;
        while build.is_running() {
            assert!(Instant::now() < deadline);
            saved = build.poll().or(saved);
            thread::yield_now();
        }
        let path = folder.path().join("editor/blur/src/lib.rs");
        assert_eq!(saved.as_ref(), Some(&path));
        assert_eq!(std::fs::read_to_string(path).unwrap(), "fn x() {}");
        assert!(matches!(&build.outcome, Some(Outcome::Failed(sentence)) if sentence.contains("SDK")));
    }
}
