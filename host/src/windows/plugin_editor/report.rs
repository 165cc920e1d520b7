//! What is said of a plugin that runs from its file: why it cannot be used, and what it has
//! logged since it was run from the editor.
//!
//! Invariants: the log is read only when it has a newer entry; the lines are bounded.

use super::line::{Line, MOST_LINES, Tone};
use crate::windows::loaded_plugins::LoadedPlugin;
use imjoy_engine::front_end::PluginState;
use imjoy_engine::log::Log;
use std::path::Path;

/// The lines, and what they were made from.
#[derive(Default)]
pub struct Report {
    /// Entries of the log after this one are shown; none before it was run.
    since: Option<u64>,
    /// A state that the user has seen, and that is not told again.
    seen: Option<PluginState>,
    /// The newest entry and the state when the lines were made.
    made_from: Option<(u64, PluginState)>,
    lines: Vec<Line>,
}

impl Report {
    /// What is said.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Forgets what was said so far: the plugin is being run, or the user has read it.
    pub fn begin(&mut self, log: Option<&Log>, loaded: Option<&LoadedPlugin>) {
        *self =
            Self { since: log.map(Log::newest), seen: loaded.map(|plugin| plugin.state.clone()), ..Self::default() };
    }

    /// Takes what is new. Gives whether the lines are.
    pub fn update(&mut self, log: &Log, plugin: &LoadedPlugin, file: &Path) -> bool {
        // A state that the plugin has left is told again when it comes back.
        if self.seen.as_ref().is_some_and(|seen| *seen != plugin.state) {
            self.seen = None;
        }
        // Asked for before the entries: one added between the two is then read again.
        let newest = if self.since.is_some() { log.newest() } else { 0 };
        if self.made_from.as_ref().is_some_and(|(read, state)| *read == newest && *state == plugin.state) {
            return false;
        }
        let mut lines = self.logged(log, plugin, file);
        if let PluginState::Failed(reason) | PluginState::Stopped(reason) = &plugin.state
            && self.seen.is_none()
        {
            // The engine has it in the log as well, where that is read.
            let first = reason.lines().next().unwrap_or_default();
            if !lines.iter().any(|line| line.text.contains(first.get(..first.len().min(80)).unwrap_or(first))) {
                lines.splice(0..0, Line::of_text(reason, Tone::Error, file));
            }
        }
        lines.truncate(MOST_LINES);
        self.made_from = Some((newest, plugin.state.clone()));
        let is_new = lines != self.lines;
        self.lines = lines;
        is_new
    }

    fn logged(&self, log: &Log, plugin: &LoadedPlugin, file: &Path) -> Vec<Line> {
        let Some(since) = self.since else { return Vec::new() };
        let entries = log.entries(Some(Some(plugin.id)));
        let new = entries.into_iter().filter(|entry| entry.sequence > since);
        new.flat_map(|entry| {
            let tone = if entry.level.is_error() { Tone::Error } else { Tone::Output };
            Line::of_text(&entry.text, tone, file)
        })
        .collect()
    }
}
