//! A small picture of the image that is chosen.
//!
//! It is that of an image window: deep and fractional pixels are spread over the greys, of
//! a stack the first slice is shown.
//!
//! Invariants: the file is looked at, read and decoded on a thread of its own, one at a
//! time; only the picture of the file that is chosen now is shown. What is not a file
//! with an image's extension, or is large, is not opened at all.

use super::listing::{self, FolderEntry};
use crate::application::{text, theme};
use crate::windows::small_picture;
use egui::{ColorImage, Context, TextureHandle, TextureOptions, Ui, vec2};
use imjoy_engine::images::read_image;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError};

/// Width of the preview in points.
pub(super) const WIDTH: f32 = 180.0;
/// How much the picture is enlarged at most.
const MOST_ENLARGED: f32 = 1.5;
/// Bytes of a file that is previewed.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// The preview.
#[derive(Default)]
pub(super) struct Preview {
    shown: Option<Shown>,
    awaited: Option<(PathBuf, Receiver<Result<Picture, String>>)>,
}

struct Shown {
    path: PathBuf,
    picture: Result<(TextureHandle, String), String>,
}

struct Picture {
    image: ColorImage,
    /// Its size and type, to be read.
    summary: String,
}

impl Preview {
    /// Draws the preview of the chosen file, or nothing.
    pub(super) fn ui(&mut self, ui: &mut Ui, chosen: Option<&FolderEntry>) {
        self.poll(ui.ctx());
        let Some(entry) = chosen.filter(|entry| is_image(&entry.path)) else { return };
        if entry.size_bytes > MOST_BYTES {
            ui.weak("Too large for a preview");
            return;
        }
        match self.shown.as_ref().filter(|shown| shown.path == entry.path) {
            Some(Shown { picture: Ok((texture, summary)), .. }) => {
                let [width, height] = texture.size();
                let scale = (WIDTH / width.max(1) as f32).min(WIDTH / height.max(1) as f32);
                // A large image may have become smaller than there is room; a tiny one stays so.
                let scale = scale.min(MOST_ENLARGED);
                let drawn = vec2(width as f32 * scale, height as f32 * scale);
                ui.add(egui::Image::new((texture.id(), drawn)).alt_text("Preview"));
                ui.add(egui::Label::new(egui::RichText::new(summary).weak()).wrap());
                ui.weak(text::bytes_text(entry.size_bytes));
            }
            Some(Shown { picture: Err(reason), .. }) => _ = ui.weak("No preview").on_hover_text(reason),
            None => {
                ui.weak("…");
                self.start(entry.path.clone(), ui.ctx());
            }
        }
    }

    fn start(&mut self, path: PathBuf, context: &Context) {
        if self.awaited.is_some() {
            return;
        }
        let read = path.clone();
        match listing::in_background("preview", context, move || picture(&read)) {
            Ok(receiver) => self.awaited = Some((path, receiver)),
            Err(error) => self.shown = Some(Shown { path, picture: Err(format!("No preview: {error}")) }),
        }
    }

    fn poll(&mut self, context: &Context) {
        let Some((path, receiver)) = &self.awaited else { return };
        let picture = match receiver.try_recv() {
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => Err("No preview: the image cannot be decoded".to_owned()),
            Ok(picture) => picture,
        };
        let path = path.clone();
        let picture = picture.map(|Picture { image, summary }| {
            (context.load_texture("file browser preview", image, TextureOptions::LINEAR), summary)
        });
        self.shown = Some(Shown { path, picture });
        self.awaited = None;
    }
}

/// Whether the file has an image's extension.
pub(super) fn is_image(path: &Path) -> bool {
    super::extension_of(path).is_some_and(|extension| super::IMAGE_EXTENSIONS.contains(&extension.as_str()))
}

/// Reads an image small. The error is one sentence.
fn picture(path: &Path) -> Result<Picture, String> {
    let failed = |reason: String| format!("No preview: {reason}");
    // A pipe or a device would never end; the entry may have been replaced since.
    let metadata = std::fs::metadata(path).map_err(|error| failed(error.to_string()))?;
    if !metadata.is_file() || metadata.len() > MOST_BYTES {
        return Err(failed("it is not a small file".to_owned()));
    }
    let array = read_image(path).map_err(|error| failed(error.to_string()))?;
    let (image, summary) = small_picture(array).map_err(failed)?;
    Ok(Picture { image, summary })
}

/// Space between the list and the preview.
pub(super) const GAP: f32 = theme::GROUP_GAP;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_images_have_a_picture() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.png");
        image::GrayImage::from_pixel(800, 400, image::Luma([7])).save(&path).unwrap();
        let small = picture(&path).unwrap();
        assert_eq!((small.summary.as_str(), small.image.size), ("800 × 400, uint8", [134, 67]));
        std::fs::write(&path, b"no image").unwrap();
        assert!(picture(&path).is_err_and(|reason| reason.starts_with("No preview")));
        assert!(picture(folder.path()).is_err());
        assert!(is_image(Path::new("a.PNG")) && !is_image(Path::new("a.txt")) && !is_image(Path::new("png")));
    }

    #[test]
    fn few_of_many_greys_are_seen() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep.tif");
        // Twelve bits of a camera, in sixteen.
        let deep = image::ImageBuffer::from_fn(64, 64, |x, _| image::Luma([(x * 64) as u16]));
        deep.save(&path).unwrap();
        let small = picture(&path).unwrap();
        assert_eq!(small.summary, "64 × 64, uint16");
        let (darkest, brightest) = (small.image[(0, 0)].r(), small.image[(63, 0)].r());
        assert!(darkest < 20 && brightest > 235, "{darkest} {brightest}");
    }
}
