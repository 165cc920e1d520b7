//! What is remembered of the look: theme, side panel, entries, the place of the
//! window, folders of late.
//!
//! Known limit: on Wayland a program does not learn where its window is, so only the size
//! is remembered there.

use super::file_browser::MOST_RECENT;
use crate::kept::{self, Keeper};
use egui::{Context, ThemePreference};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Expanded entries that are remembered at most.
const MOST_EXPANDED: usize = 500;
/// Greatest coordinate of a window, in points.
const FARTHEST: f32 = 30_000.0;

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Appearance {
    /// `light`, `dark`, or anything else for that of the system.
    pub theme: String,
    /// Width of the side panel in points.
    pub side_panel_width: Option<f32>,
    /// Width and height of the window in points.
    pub window_size: Option<[f32; 2]>,
    /// Left and upper edge of the window in points.
    pub window_position: Option<[f32; 2]>,
    /// Whether the window filled the screen.
    pub is_maximised: bool,
    /// Names of the plugins whose options are seen.
    pub expanded: Vec<String>,
    /// Whether the API examples are seen in the list.
    pub shows_examples: bool,
    /// Whether the host's own file browser is used also where the system has file dialogs.
    pub avoids_system_dialogs: bool,
    /// Folders in which files were picked, the last first.
    pub recent_folders: Vec<PathBuf>,
}

impl Appearance {
    /// Reads what was remembered in the folder. The text is a sentence for the log when
    /// the file could not be used. Blocks: for the time before the window is opened.
    pub fn read(data_folder: &Path) -> (Self, Option<String>) {
        let read = kept::read::<Self>(&file(data_folder));
        (read.value.bounded(), read.problem)
    }

    fn bounded(mut self) -> Self {
        let is_sound =
            |numbers: &[f32; 2], least: f32| numbers.iter().all(|number| (least..=FARTHEST).contains(number));
        self.window_size = self.window_size.filter(|size| is_sound(size, 100.0));
        self.window_position = self.window_position.filter(|position| is_sound(position, -FARTHEST));
        self.side_panel_width = self.side_panel_width.filter(|width| (0.0..=FARTHEST).contains(width));
        self.expanded.truncate(MOST_EXPANDED);
        self.recent_folders.retain(|folder| folder.is_absolute());
        self.recent_folders.truncate(MOST_RECENT);
        self
    }

    /// Notes that files were picked in a folder.
    pub(super) fn note_folder(&mut self, folder: &Path) {
        self.recent_folders.retain(|recent| recent != folder);
        self.recent_folders.insert(0, folder.to_owned());
        self.recent_folders.truncate(MOST_RECENT);
    }

    /// The theme that is remembered.
    pub(super) fn theme_preference(&self) -> ThemePreference {
        match self.theme.as_str() {
            "light" => ThemePreference::Light,
            "dark" => ThemePreference::Dark,
            _ => ThemePreference::System,
        }
    }

    /// Notes what egui knows: theme and window.
    pub(super) fn note(&mut self, context: &Context) {
        self.theme = match context.options(|options| options.theme_preference) {
            ThemePreference::Light => "light",
            ThemePreference::Dark => "dark",
            ThemePreference::System => "system",
        }
        .to_owned();
        context.input(|input| {
            let window = input.viewport();
            self.is_maximised = window.maximized.unwrap_or(false);
            if self.is_maximised || window.minimized == Some(true) || window.fullscreen == Some(true) {
                return;
            }
            if let Some(inner) = window.inner_rect {
                self.window_size = Some([inner.width().round(), inner.height().round()]);
            }
            if let Some(outer) = window.outer_rect {
                self.window_position = Some([outer.left().round(), outer.top().round()]);
            }
        });
    }

    /// Keeps it.
    pub(super) fn keep(&self, data_folder: &Path, keeper: &Keeper) {
        // Plain data without maps, so that it can always be written as JSON.
        if let Ok(json) = serde_json::to_vec(self) {
            keeper.keep(&file(data_folder), json);
        }
    }
}

fn file(data_folder: &Path) -> PathBuf {
    data_folder.join("appearance.json")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail by a panic")]

    use super::*;

    #[test]
    fn senseless_numbers_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(
            file(folder.path()),
            r#"{"theme": "dark", "window_size": [1e20, 5], "window_position": [10, -20], "side_panel_width": -1}"#,
        )
        .unwrap();
        let (appearance, problem) = Appearance::read(folder.path());
        assert_eq!((appearance.theme.as_str(), appearance.window_size, problem), ("dark", None, None));
        assert_eq!((appearance.window_position, appearance.side_panel_width), (Some([10.0, -20.0]), None));
    }
}
