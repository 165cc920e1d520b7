//! Loading and running the source.

use super::PluginEditorContent;
use super::build::{Build, Outcome, Plan};
use super::language::{RunTarget, run_target};
use super::line::Tone;
use super::places::MOST_BYTES;
use crate::windows::host_request::HostRequest;
use crate::windows::loaded_plugins::{LoadedPlugin, LoadedPlugins};
use crate::windows::{browser_needed, text};
use egui::Context;
use imjoy_engine::front_end::PluginState;
use imjoy_engine::log::Log;
use imjoy_engine::value::Record;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Characters of a sentence in the status line.
const NOTE_LENGTH: usize = 200;

/// What follows when the source is saved and, if need be, built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// Load it and run its op.
    Run,
    /// Load it.
    Load,
}

impl PluginEditorContent {
    /// Saves the source, builds it where it is to be built, and loads or runs it.
    pub(super) fn use_source(&mut self, context: &Context, then: Then) {
        if self.build.as_ref().is_some_and(Build::is_running) || self.saving.is_some() {
            return;
        }
        let target = run_target(self.language);
        if let RunTarget::Unavailable(sentence) = target {
            return self.tell(sentence, true);
        }
        if self.code.len() > MOST_BYTES {
            return self.tell("The source is longer than 2 MiB and cannot be run", true);
        }
        if self.path.is_none() && self.suggested.is_some() {
            return self.ask_where(Some(then));
        }
        if then == Then::Run {
            self.emit("run", Record::new().with("code", self.code.clone()));
        }
        match (target, self.path.clone()) {
            (RunTarget::Component, _) => self.build(context, then),
            (_, Some(path)) if !self.is_dirty => self.load(path, then),
            _ => self.save(context, Some(then)),
        }
    }

    fn build(&mut self, context: &Context, then: Then) {
        let plan = Plan {
            code: self.code.clone(),
            path: self.path.clone(),
            new: self.new_file(),
            places: self.places.clone(),
        };
        // Dropping the former build stops nothing: it has ended.
        self.build = None;
        match Build::start(context, plan) {
            Ok(build) => {
                self.build = Some(build);
                self.after_build = Some(then);
                self.tell("", false);
            }
            Err(sentence) => self.tell(&sentence, true),
        }
    }

    /// Loads the plugin of a file, or reads it anew.
    pub(super) fn load(&mut self, file: PathBuf, then: Then) {
        self.report.begin(self.log.as_deref(), self.loaded.as_ref());
        self.host_requests.push(match then {
            Then::Run => HostRequest::RunPlugin(file),
            Then::Load => HostRequest::LoadPlugin(file),
        });
    }

    pub(super) fn work_build(&mut self, context: &Context) {
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
        let Some(then) = self.after_build.take() else { return };
        match &build.outcome {
            Some(Outcome::Built(component, took)) => {
                let text = format!("Built in {:.1} s", took.as_secs_f64());
                let component = component.clone();
                self.component = Some(component.clone());
                self.load(component, then);
                self.tell(&text, false);
            }
            Some(Outcome::Failed(sentence)) => {
                let sentence = sentence.clone();
                let first = build.lines.iter().find(|line| line.tone == Tone::Error).map(|line| &line.text);
                let text = first.map_or(sentence, |first| text::line(first, NOTE_LENGTH));
                self.tell(&text, true);
            }
            None => {}
        }
    }

    /// Takes what is known of the plugin that was loaded from the source.
    pub(in crate::windows) fn note_plugins(&mut self, plugins: &LoadedPlugins, log: &Arc<Log>) {
        self.log.get_or_insert_with(|| Arc::clone(log));
        let file = match run_target(self.language) {
            RunTarget::Component => self.component.clone(),
            _ => self.path.clone(),
        };
        let plugin = file.as_deref().and_then(|file| plugins.of_file(file));
        if plugin != self.loaded.as_ref() {
            let before = self.loaded.take();
            self.loaded = plugin.cloned();
            self.tell_state(before.as_ref());
        }
        if let (Some(plugin), Some(source)) = (&self.loaded, self.path.as_deref().or(file.as_deref())) {
            self.report.update(log, plugin, source);
        }
    }

    /// Says in the status line how far the plugin is.
    fn tell_state(&mut self, before: Option<&LoadedPlugin>) {
        let Some(plugin) = &self.loaded else { return };
        if before.is_some_and(|before| before.state == plugin.state) {
            return;
        }
        let name = text::line(&plugin.name, NOTE_LENGTH);
        let (note, is_error) = match &plugin.state {
            PluginState::Loading(stage) => (format!("Loading {name}: {}", stage.label()), false),
            PluginState::Ready if plugin.needs_browser => (browser_needed::sentence(&name), true),
            PluginState::Ready => (format!("{name} is loaded"), false),
            PluginState::Failed(reason) | PluginState::Stopped(reason) => {
                (text::line(reason.lines().next().unwrap_or_default(), NOTE_LENGTH), true)
            }
        };
        self.tell(&note, is_error);
    }
}
