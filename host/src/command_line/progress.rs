//! What a plugin tells while it runs without a window: progress as a bar on a terminal
//! and as lines elsewhere, status, messages, windows and log on standard error.

use super::answers::Answers;
use imjoy_engine::front_end::{DialogContent, EngineLink, UiEvent, UiRequest};
use imjoy_engine::identity::PluginId;
use imjoy_engine::log::LogLevel;
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::JoinHandle;

/// Characters of the progress bar.
const BAR: usize = 30;

/// A thread that shows requests and answers dialogs until it is finished.
pub(super) struct Console {
    is_finished: Arc<AtomicBool>,
    link: EngineLink,
    thread: JoinHandle<()>,
}

impl Console {
    /// Starts the thread. Only `plugin`'s own status is shown, and the dialogs of all.
    pub(super) fn start(link: EngineLink, answers: Answers) -> std::io::Result<Self> {
        let (wake, woken) = sync_channel(1);
        // A full channel means that the thread will look anyway.
        link.requests.set_wake(move || {
            let _ = wake.try_send(());
        });
        let is_finished = Arc::new(AtomicBool::new(false));
        let mut shown = Shown {
            link: link.clone(),
            answers,
            is_terminal: std::io::stderr().is_terminal(),
            percent: None,
            status: String::new(),
            log_sequence: 0,
        };
        let finished = is_finished.clone();
        let thread =
            std::thread::Builder::new().name("imjoy-console".to_owned()).spawn(move || shown.run(&woken, &finished))?;
        Ok(Self { is_finished, link, thread })
    }

    /// Shows what is left and ends the thread.
    pub(super) fn finish(self) {
        self.is_finished.store(true, Ordering::Release);
        // Wakes the thread.
        self.link.requests.push(UiRequest::Repaint);
        // It ends without a result; a panic there has been printed.
        let _ = self.thread.join();
    }
}

struct Shown {
    link: EngineLink,
    answers: Answers,
    is_terminal: bool,
    percent: Option<(PluginId, u32)>,
    status: String,
    log_sequence: u64,
}

impl Shown {
    fn run(&mut self, woken: &Receiver<()>, is_finished: &AtomicBool) {
        while woken.recv().is_ok() {
            let is_last = is_finished.load(Ordering::Acquire);
            for request in self.link.requests.take() {
                self.show(request);
            }
            self.show_log();
            if is_last {
                break;
            }
        }
        self.clear_bar();
    }

    fn show(&mut self, request: UiRequest) {
        match request {
            UiRequest::OpenDialog(dialog) => {
                if let DialogContent::Alert(message) = &dialog.content {
                    self.line(&format!("{}: {}", dialog.plugin_name, message.content));
                }
                let answer = self.answers.answer(&dialog);
                self.link.send(UiEvent::AnswerDialog { dialog: dialog.id, answer });
            }
            UiRequest::OpenWindow(window) => {
                self.line(&format!("window «{}» ({})", window.name, window.window_type));
            }
            UiRequest::Status(status) if status.text != self.status && !status.is_error => {
                self.line(&status.text);
                self.status = status.text;
            }
            UiRequest::Snackbar(snackbar) if !snackbar.is_error && snackbar.text != self.status => {
                self.line(&snackbar.text);
            }
            UiRequest::OpenUrl { url, .. } => self.line(&format!("open {url}")),
            UiRequest::Progress(Some((plugin, percent))) => self.show_progress(plugin, percent),
            UiRequest::Progress(None) => {
                self.clear_bar();
                self.percent = None;
            }
            _ => {}
        }
    }

    /// What plugins have printed or logged. Failures are told at the end, once.
    fn show_log(&mut self) {
        if self.link.log.newest() <= self.log_sequence {
            return;
        }
        for entry in self.link.log.entries(None) {
            if entry.sequence > self.log_sequence {
                self.log_sequence = entry.sequence;
                let mark = match entry.level {
                    LogLevel::Failure => continue,
                    LogLevel::Error => "error: ",
                    LogLevel::Info | LogLevel::Output => "",
                };
                self.line(&format!("[{}] {mark}{}", entry.plugin_name, entry.text));
            }
        }
    }

    fn show_progress(&mut self, plugin: PluginId, percent: f32) {
        let percent = (percent.round() as u32, plugin);
        if self.percent == Some((percent.1, percent.0)) {
            return;
        }
        self.percent = Some((percent.1, percent.0));
        let percent = percent.0;
        if self.is_terminal {
            let filled = (percent as usize * BAR / 100).min(BAR);
            eprint!("\r[{}{}] {percent:3} %", "#".repeat(filled), " ".repeat(BAR - filled));
            // Nothing is lost if the terminal is gone.
            let _ = std::io::stderr().flush();
        } else {
            eprintln!("progress {percent} %");
        }
    }

    /// A line, above the bar where there is one.
    fn line(&self, text: &str) {
        self.clear_bar();
        eprintln!("{text}");
    }

    fn clear_bar(&self) {
        if self.is_terminal && self.percent.is_some() {
            eprint!("\r{}\r", " ".repeat(BAR + 8));
        }
    }
}
