//! The images in a folder.

use std::io;
use std::path::{Path, PathBuf};

/// Levels of folders in folders that are looked into.
const DEPTH: usize = 16;
/// Images that are measured at most.
const MOST_IMAGES: usize = 5_000;
/// Names of image files end with one of these.
const EXTENSIONS: [&str; 9] = ["png", "tif", "tiff", "jpg", "jpeg", "bmp", "gif", "webp", "pgm"];

/// An image file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its path in the folder, with `/` between names.
    pub name: String,
    /// Where it is opened.
    pub path: PathBuf,
}

/// The images in `folder`, by name. A folder within it that cannot be read is left out.
pub fn find_images(folder: &Path, with_subfolders: bool) -> io::Result<Vec<Found>> {
    let mut found = Vec::new();
    let mut waiting = vec![(folder.to_owned(), String::new(), 0)];
    while let Some((folder, prefix, depth)) = waiting.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if depth == 0 => return Err(error),
            Err(_) => continue,
        };
        for entry in entries.flatten() {
            let Ok(name) = entry.file_name().into_string() else { continue };
            let (name, path) = (format!("{prefix}{name}"), entry.path());
            let Ok(kind) = std::fs::metadata(&path) else { continue };
            if kind.is_dir() {
                if with_subfolders && depth < DEPTH {
                    waiting.push((path, format!("{name}/"), depth + 1));
                }
            } else if is_image(&path) && found.len() < MOST_IMAGES {
                found.push(Found { name, path });
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_image(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_are_found_in_subfolders_if_wanted() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("b/c")).unwrap();
        for name in ["a.PNG", "notes.txt", "b/d.tif", "b/c/e.jpg", "z.png"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let names = |with_subfolders| -> Vec<String> {
            find_images(folder.path(), with_subfolders).unwrap().into_iter().map(|found| found.name).collect()
        };
        assert_eq!(names(true), ["a.PNG", "b/c/e.jpg", "b/d.tif", "z.png"]);
        assert_eq!(names(false), ["a.PNG", "z.png"]);
        assert!(find_images(&folder.path().join("nowhere"), true).is_err());
    }
}
