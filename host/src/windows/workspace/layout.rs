//! What is remembered of the windows of a workspace.
//!
//! A window is known again by what it is: its plugin, type, name and file, and its number
//! among those for which these are the same. Ids are of one run only.
//!
//! Invariants: what is read is bounded and checked like anything from outside, so a file
//! that somebody has changed can do no harm.

use egui::{Rect, Vec2, vec2};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Windows whose places are remembered at most; those used least recently are forgotten.
const MOST_PLACES: usize = 256;
/// Characters kept of a name.
const NAME_CHARACTERS: usize = 200;
/// Greatest coordinate, in points.
const FARTHEST: f32 = 30_000.0;

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    /// Whether the windows are tiled.
    pub is_tiled: bool,
    /// The places; the one used last comes last.
    pub places: Vec<Place>,
    /// How the windows are tiled.
    pub tiles: Option<SavedTile>,
}

/// What makes a window the same window in another run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowIdentity {
    /// Name of its plugin; empty for windows of the host.
    pub plugin: String,
    /// Its type.
    pub window_type: String,
    /// Its name.
    pub name: String,
    /// The file that was opened in it.
    pub file: Option<PathBuf>,
    /// Its number, from 0, among the windows for which the rest is the same.
    pub number: u32,
}

impl WindowIdentity {
    /// The identity of a window, without its number.
    pub fn new(plugin: &str, window_type: &str, name: &str, file: Option<PathBuf>) -> Self {
        let cut = |text: &str| text.chars().take(NAME_CHARACTERS).collect();
        Self { plugin: cut(plugin), window_type: cut(window_type), name: cut(name), file, number: 0 }
    }
}

/// The place of a window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The window.
    pub window: WindowIdentity,
    /// Left, top, width and height in points, from the workspace's upper left corner.
    pub rectangle: [f32; 4],
    /// Whether it filled the workspace.
    pub is_maximised: bool,
    /// Whether only its title bar was seen.
    pub is_collapsed: bool,
    /// Whether it was hidden.
    pub is_hidden: bool,
    /// Whether it was open at the end.
    pub is_open: bool,
}

impl Place {
    /// The rectangle in a workspace at `area`, if it makes sense.
    pub fn rect(&self, area: Rect) -> Option<Rect> {
        let [x, y, width, height] = self.rectangle;
        let is_sound = self.rectangle.iter().all(|number| (0.0..=FARTHEST).contains(number));
        (is_sound && width > 0.0 && height > 0.0)
            .then(|| Rect::from_min_size(area.min + vec2(x, y), vec2(width, height)))
    }

    /// Sets the rectangle from one on the screen.
    pub fn set_rect(&mut self, rect: Rect, area: Rect) {
        let Vec2 { x, y } = (rect.min - area.min).max(Vec2::ZERO);
        self.rectangle = [x, y, rect.width(), rect.height()];
    }
}

/// A tile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SavedTile {
    /// A window.
    Window(WindowIdentity),
    /// Tiles of which one is seen.
    Tabs {
        /// The tiles.
        children: Vec<SavedTile>,
        /// Which is seen.
        active: usize,
    },
    /// Tiles side by side.
    Row {
        /// The tiles, each with its share of the width.
        children: Vec<(f32, SavedTile)>,
    },
    /// Tiles one above the other.
    Column {
        /// The tiles, each with its share of the height.
        children: Vec<(f32, SavedTile)>,
    },
    /// Tiles in rows and columns.
    Grid {
        /// The tiles, row by row.
        children: Vec<SavedTile>,
    },
}

impl SavedTile {
    /// All tiles below this one, itself included, and how many levels there are.
    fn extent(&self) -> (usize, usize) {
        let (count, depth) = match self {
            SavedTile::Window(_) => (0, 0),
            SavedTile::Tabs { children, .. } | SavedTile::Grid { children } => {
                children.iter().map(Self::extent).fold((0, 0), |sum, child| (sum.0 + child.0, sum.1.max(child.1)))
            }
            SavedTile::Row { children } | SavedTile::Column { children } => children
                .iter()
                .map(|(_, child)| child.extent())
                .fold((0, 0), |sum, child| (sum.0 + child.0, sum.1.max(child.1))),
        };
        (count + 1, depth + 1)
    }
}

impl Layout {
    /// Drops what is too much.
    pub fn bounded(mut self) -> Self {
        const MOST_TILES: usize = 512;
        const MOST_LEVELS: usize = 24;
        let surplus = self.places.len().saturating_sub(MOST_PLACES);
        self.places.drain(..surplus);
        self.tiles = self.tiles.filter(|tiles| {
            let (count, depth) = tiles.extent();
            count <= MOST_TILES && depth <= MOST_LEVELS
        });
        self
    }

    /// The remembered place of a window.
    pub fn place(&self, window: &WindowIdentity) -> Option<&Place> {
        self.places.iter().rev().find(|place| place.window == *window)
    }

    /// Remembers a place as the one used last.
    pub fn remember(&mut self, place: Place) {
        self.places.retain(|other| other.window != place.window);
        self.places.push(place);
        let surplus = self.places.len().saturating_sub(MOST_PLACES);
        self.places.drain(..surplus);
    }

    /// The files of windows that were open at the end.
    pub fn open_files(&self) -> Vec<PathBuf> {
        self.places.iter().filter(|place| place.is_open).filter_map(|place| place.window.file.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail by a panic")]

    use super::*;
    use egui::pos2;

    fn place(name: &str) -> Place {
        let window = WindowIdentity::new("cell-counter", "imjoy/table", name, None);
        Place { window, rectangle: [30.0, 60.0, 300.0, 200.0], ..Place::default() }
    }

    #[test]
    fn a_layout_is_written_and_read() {
        let mut layout = Layout { is_tiled: true, ..Layout::default() };
        layout.remember(place("a"));
        let leaf = || SavedTile::Window(place("a").window);
        layout.tiles = Some(SavedTile::Row {
            children: vec![
                (1.5, leaf()),
                (
                    0.5,
                    SavedTile::Tabs { children: vec![leaf(), SavedTile::Grid { children: vec![leaf()] }], active: 1 },
                ),
            ],
        });
        let json = serde_json::to_string(&layout).unwrap();
        assert_eq!(serde_json::from_str::<Layout>(&json).unwrap().bounded(), layout);
    }

    #[test]
    fn places_are_bounded_and_the_last_used_stay() {
        let mut layout = Layout::default();
        for number in 0..300 {
            layout.remember(place(&number.to_string()));
            layout.remember(place("often"));
        }
        assert_eq!(layout.places.len(), MOST_PLACES);
        assert!(layout.place(&place("often").window).is_some() && layout.place(&place("0").window).is_none());
        layout.places = (0..1000).map(|number| place(&number.to_string())).collect();
        let mut tile = SavedTile::Grid { children: Vec::new() };
        for _ in 0..60 {
            tile = SavedTile::Grid { children: vec![tile] };
        }
        layout.tiles = Some(tile);
        let layout = layout.bounded();
        assert!(layout.places.len() == MOST_PLACES && layout.tiles.is_none());
    }

    #[test]
    fn senseless_numbers_are_no_place() {
        let area = Rect::from_min_size(pos2(200.0, 40.0), vec2(900.0, 600.0));
        let mut place = place("a");
        assert_eq!(place.rect(area), Some(Rect::from_min_size(pos2(230.0, 100.0), vec2(300.0, 200.0))));
        for rectangle in [[f32::NAN; 4], [0.0, 0.0, 0.0, 5.0], [-5.0, 0.0, 5.0, 5.0], [1e30, 0.0, 5.0, 5.0]] {
            place.rectangle = rectangle;
            assert_eq!(place.rect(area), None);
        }
    }
}
