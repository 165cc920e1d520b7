//! `status`: progress, status text, snackbar, log.

use crate::arena;
use crate::bindings::imjoy::plugin::status::Host;
use crate::bindings::imjoy::plugin::types::Value;
use crate::front_end::{Snackbar, StatusText, UiRequest};
use crate::log::LogLevel;
use crate::plugin::store::StoreState;
use crate::value::Value as HostValue;

/// Characters kept of a status text or snackbar.
const TEXT_LENGTH: usize = 2_000;
/// How long a snackbar is shown when the plugin does not say, in seconds.
const SNACKBAR_SECS: f64 = 10.0;
/// How long a snackbar is shown at most, in seconds.
const MAX_SNACKBAR_SECS: f64 = 3_600.0;

impl Host for StoreState {
    fn show_progress(&mut self, progress: f64) -> wasmtime::Result<()> {
        if let Some(percent) = percent(progress) {
            self.shared.show_progress(self.plugin.id, percent);
        }
        Ok(())
    }

    fn show_status(&mut self, status: String) -> wasmtime::Result<()> {
        let is_error = tells_of_error(&status);
        self.shared.requests.push(UiRequest::Status(StatusText {
            plugin: Some(self.plugin.id),
            text: cut(status),
            is_error,
        }));
        Ok(())
    }

    fn show_snackbar(&mut self, message: String, duration: Option<f64>) -> wasmtime::Result<()> {
        let is_error = tells_of_error(&message);
        self.shared.requests.push(UiRequest::Snackbar(Snackbar {
            plugin: Some(self.plugin.id),
            plugin_name: Some(self.instance.asker.name.clone()),
            text: cut(message),
            duration_secs: duration.filter(|secs| *secs > 0.0).unwrap_or(SNACKBAR_SECS).min(MAX_SNACKBAR_SECS),
            is_error,
        }));
        Ok(())
    }

    fn show_message(&mut self, message: String, duration: Option<f64>) -> wasmtime::Result<()> {
        self.show_status(message.clone())?;
        self.show_snackbar(message, duration)
    }

    fn show_plugin_progress(&mut self, progress: f64) -> wasmtime::Result<()> {
        if let Some(percent) = percent(progress) {
            // A finished bar disappears, as ImJoy's does when the run has ended.
            self.plugin.details().progress = (percent < 100.0).then_some(percent);
            self.shared.changed(&self.plugin);
        }
        Ok(())
    }

    fn show_plugin_status(&mut self, status: String) -> wasmtime::Result<()> {
        self.plugin.details().status = cut(status).into();
        self.shared.changed(&self.plugin);
        Ok(())
    }

    fn log(&mut self, items: Vec<Value>) -> wasmtime::Result<()> {
        let (text, image) = entry(items, self)?;
        self.shared.log.add(Some(self.plugin.id), &self.instance.name, LogLevel::Info, &text, image);
        Ok(())
    }

    fn error(&mut self, items: Vec<Value>) -> wasmtime::Result<()> {
        let (text, _) = entry(items, self)?;
        self.shared.log_error(&self.plugin, &text);
        Ok(())
    }
}

/// ImJoy's rule: below 1 it is a fraction, else percent. NaN is none.
fn percent(progress: f64) -> Option<f32> {
    let percent = if progress < 1.0 { progress * 100.0 } else { progress };
    (!percent.is_nan()).then(|| percent.clamp(0.0, 100.0) as f32)
}

/// ImJoy shows a status red when it contains one of these.
fn tells_of_error(text: &str) -> bool {
    ["rror", "Traceback", "Fail"].iter().any(|word| text.contains(word))
}

fn cut(text: String) -> String {
    match text.char_indices().nth(TEXT_LENGTH) {
        Some((end, _)) => text.get(..end).map(|start| format!("{start}…")).unwrap_or_default(),
        None => text,
    }
}

/// The items of a log entry as text joined by a space, and its picture.
fn entry(items: Vec<Value>, state: &mut StoreState) -> wasmtime::Result<(String, Option<HostValue>)> {
    let items = match arena::decode_all(items, &mut state.table)? {
        Ok(items) => items,
        Err(error) => return Ok((error.to_string(), None)),
    };
    let mut image = None;
    let mut texts = Vec::with_capacity(items.len());
    for item in items {
        if item.field("type").and_then(HostValue::as_text) == Some("image") {
            image = item.field("value").cloned();
        } else {
            texts.push(item.to_string());
        }
    }
    Ok((texts.join(" "), image))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_follows_the_rule_of_imjoy() {
        for (progress, expected) in [
            (0.5, Some(50.0)),
            (0.99, Some(99.0)),
            (1.0, Some(1.0)),
            (85.0, Some(85.0)),
            (1000.0, Some(100.0)),
            (-3.0, Some(0.0)),
            (f64::INFINITY, Some(100.0)),
            (f64::NAN, None),
        ] {
            assert_eq!(percent(progress), expected);
        }
    }

    #[test]
    fn errors_are_told_by_the_words_of_imjoy() {
        for text in ["Error", "an error came up", "terror", "Traceback (most recent call last)", "Failed", "It Fails"] {
            assert!(tells_of_error(text), "{text}");
        }
        for text in ["", "Done", "ERROR", "a failure", "traceback"] {
            assert!(!tells_of_error(text), "{text}");
        }
    }

    #[test]
    fn texts_are_cut() {
        assert_eq!(cut("ü".repeat(TEXT_LENGTH)).chars().count(), TEXT_LENGTH);
        assert_eq!(cut("ü".repeat(TEXT_LENGTH + 5)).chars().count(), TEXT_LENGTH + 1);
    }
}
