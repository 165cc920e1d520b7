//! A small picture of the image that is chosen.
//!
//! Invariants: the file is looked at, read and decoded on a thread of its own, one at a
//! time; only the picture of the file that is chosen now is shown. What is not a file
//! with an image's extension, or is large, is not opened at all.

use super::listing::{self, FolderEntry};
use crate::application::{text, theme};
use egui::{ColorImage, Context, TextureHandle, TextureOptions, Ui, vec2};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError};

/// Edge of the picture in pixels.
const EDGE: u32 = 360;
/// Width of the preview in points.
pub(super) const WIDTH: f32 = 180.0;
/// Bytes of a file that is previewed.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// Pixels per edge of an image that is previewed.
const MOST_EDGE: u32 = 20_000;
/// Bytes that decoding may take.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;

/// The preview.
#[derive(Default)]
pub(super) struct Preview {
    shown: Option<Shown>,
    awaited: Option<(PathBuf, Receiver<Result<Picture, String>>)>,
}

struct Shown {
    path: PathBuf,
    picture: Result<(TextureHandle, [u32; 2]), String>,
}

struct Picture {
    image: ColorImage,
    size: [u32; 2],
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
            Some(Shown { picture: Ok((texture, size)), .. }) => {
                let [width, height] = texture.size();
                let scale = (WIDTH / width.max(1) as f32).min(WIDTH / height.max(1) as f32).min(1.0);
                let drawn = vec2(width as f32 * scale, height as f32 * scale);
                ui.add(egui::Image::new((texture.id(), drawn)).alt_text("Preview"));
                ui.weak(format!("{} × {} pixels", size[0], size[1]));
                ui.weak(text::bytes_text(entry.size_bytes));
            }
            Some(Shown { picture: Err(reason), .. }) => {
                _ = ui.add(egui::Label::new(egui::RichText::new(reason).weak()).wrap())
            }
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
        let picture = picture.map(|Picture { image, size }| {
            (context.load_texture("file browser preview", image, TextureOptions::LINEAR), size)
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
    let file = std::fs::File::open(path).map_err(|error| failed(error.to_string()))?;
    let reader = image::ImageReader::new(BufReader::new(file)).with_guessed_format();
    let mut reader = reader.map_err(|error| failed(error.to_string()))?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(MOST_EDGE);
    limits.max_image_height = Some(MOST_EDGE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let image = reader.decode().map_err(|error| failed(error.to_string()))?;
    let size = [image.width(), image.height()];
    let small = if size[0] > EDGE || size[1] > EDGE { image.thumbnail(EDGE, EDGE) } else { image };
    let rgba = small.to_rgba8();
    let [width, height] = [rgba.width() as usize, rgba.height() as usize];
    Ok(Picture { image: ColorImage::from_rgba_unmultiplied([width, height], rgba.as_raw()), size })
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
        assert_eq!((small.size, small.image.size), ([800, 400], [360, 180]));
        std::fs::write(&path, b"no image").unwrap();
        assert!(picture(&path).is_err_and(|reason| reason.starts_with("No preview")));
        assert!(picture(folder.path()).is_err());
        assert!(is_image(Path::new("a.PNG")) && !is_image(Path::new("a.txt")) && !is_image(Path::new("png")));
    }
}
