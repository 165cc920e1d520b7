//! Places to start from: folders of the user and of the system, and those of late.
//!
//! Whether they exist is found out on a thread of its own; only those that do are shown.

use super::listing;
use crate::application::text;
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;

/// Folders of late that are shown and remembered.
pub(in crate::application) const MOST_RECENT: usize = 8;

/// A place to start from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) label: String,
    pub(super) path: PathBuf,
    /// Whether files were picked there of late.
    pub(super) is_recent: bool,
}

/// Where a browser begins, and what it offers.
#[derive(Clone, Copy, Debug)]
pub(in crate::application) struct Start<'a> {
    /// The folder that is shown first.
    pub(in crate::application) folder: &'a Path,
    /// Folder of sample images.
    pub(in crate::application) samples: Option<&'a Path>,
    /// Folders in which files were picked, the last first.
    pub(in crate::application) recent: &'a [PathBuf],
}

/// Finds the places that exist.
pub(super) fn find(start: &Start<'_>, context: &Context) -> Option<Receiver<Vec<Place>>> {
    let (samples, recent) = (start.samples.map(Path::to_owned), start.recent.to_vec());
    listing::in_background("places", context, move || existing(samples, &recent)).ok()
}

fn existing(samples: Option<PathBuf>, recent: &[PathBuf]) -> Vec<Place> {
    let user = directories::UserDirs::new();
    let user = user.as_ref();
    let candidates = [
        ("Home", user.map(|folders| folders.home_dir().to_owned())),
        ("Desktop", user.and_then(|folders| folders.desktop_dir()).map(Path::to_owned)),
        ("Pictures", user.and_then(|folders| folders.picture_dir()).map(Path::to_owned)),
        ("Documents", user.and_then(|folders| folders.document_dir()).map(Path::to_owned)),
        ("Downloads", user.and_then(|folders| folders.download_dir()).map(Path::to_owned)),
        ("File system", cfg!(unix).then(|| PathBuf::from("/"))),
        ("Current folder", std::env::current_dir().ok()),
        ("Sample images", samples),
    ];
    let mut places: Vec<Place> = Vec::new();
    for (label, path) in candidates {
        let Some(path) = path else { continue };
        // The current folder is often one of the others.
        if !places.iter().any(|place| place.path == path) && path.is_dir() {
            places.push(Place { label: label.to_owned(), path, is_recent: false });
        }
    }
    for path in recent.iter().take(MOST_RECENT) {
        if !places.iter().any(|place| place.path == *path) && path.is_dir() {
            let name =
                path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into());
            let label = text::one_line(&name, text::NAME_LENGTH);
            places.push(Place { label, path: path.clone(), is_recent: true });
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_exists_is_a_place_and_none_is_there_twice() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let recent = [folder.to_owned(), folder.join("gone"), folder.to_owned(), PathBuf::from("/")];
        let places = existing(Some(folder.join("none")), &recent);
        assert_eq!(places.iter().filter(|place| place.path == folder).count(), 1);
        assert!(!places.iter().any(|place| place.label == "Sample images" || place.path == folder.join("gone")));
        assert_eq!(places.iter().filter(|place| place.is_recent).count(), 1, "{places:?}");
    }
}
