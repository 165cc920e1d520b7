//! The arrangement over the end of the program: read at the start, kept at each change.

use super::Workspace;
use super::frame::WindowFrame;
use super::layout::{Layout, WindowIdentity};
use super::tiling::Tiling;
use crate::kept::{self, Keeper};
use crate::windows::task::{Progress, Task};
use egui::{Context, Rect};
use imjoy_engine::file_name;
use imjoy_engine::front_end::UiEvent;
use imjoy_engine::log::LogLevel;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is remembered of the workspace, and where.
#[derive(Default)]
pub(super) struct Remembered {
    pub(super) layout: Layout,
    /// Whether the arrangement differs from what was kept last.
    pub(super) is_changed: bool,
    place: Option<KeptPlace>,
    stage: Stage,
    /// The engine closes the windows to open another workspace; their places are those
    /// from before.
    is_leaving: bool,
    /// Images that are to be opened, from the start of the program.
    images: Vec<PathBuf>,
    /// Files whose windows have been asked for and are not open yet.
    expected: Vec<PathBuf>,
}

struct KeptPlace {
    keeper: Arc<Keeper>,
    data_folder: PathBuf,
    /// The workspace that is open, once the engine has told of it.
    workspace: Option<Arc<str>>,
}

#[derive(Default)]
enum Stage {
    /// Nothing is read yet.
    #[default]
    New,
    Loading(Task<Loaded>),
    Ready,
}

struct Loaded {
    layout: Layout,
    /// Files of windows that were open, and are still there.
    files: Vec<PathBuf>,
    /// For the log.
    problems: Vec<String>,
}

impl Remembered {
    /// Whether the places of new windows are not known yet.
    pub(super) fn is_loading(&self) -> bool {
        match self.stage {
            Stage::New => self.place.is_some(),
            Stage::Loading(_) => true,
            Stage::Ready => false,
        }
    }

    pub(super) fn opened(&mut self, window: &WindowIdentity) {
        self.is_changed = true;
        self.is_leaving = false;
        if let Some(file) = &window.file
            && let Some(index) = self.expected.iter().position(|expected| expected == file)
        {
            self.expected.swap_remove(index);
        }
    }

    pub(super) fn user_closes(&mut self) {
        self.is_leaving = false;
    }

    pub(super) fn closed(&mut self, frame: &WindowFrame, area: Rect) {
        if !self.is_leaving && frame.rect.is_some() {
            self.layout.remember(frame.place(area, false));
            self.is_changed = true;
        }
    }

    fn file(&self) -> Option<PathBuf> {
        let place = self.place.as_ref()?;
        Some(layout_file(&place.data_folder, place.workspace.as_deref()?))
    }
}

fn layout_file(data_folder: &Path, workspace: &str) -> PathBuf {
    data_folder.join("workspaces").join(file_name(workspace)).join("layout.json")
}

impl Workspace {
    /// Remembers the arrangement in files of `data_folder`, which `keeper` writes. Without
    /// this call nothing is remembered. With it, windows have no place until
    /// [`Self::workspace_is`] was called: the engine tells the workspace when it starts.
    pub fn remember_in(&mut self, data_folder: PathBuf, keeper: Arc<Keeper>) {
        self.remembered.place = Some(KeptPlace { keeper, data_folder, workspace: None });
    }

    /// Opens images, except those whose windows come back by themselves.
    pub fn open_at_start(&mut self, images: Vec<PathBuf>) {
        self.remembered.images = images;
    }

    /// The engine has opened this workspace.
    pub fn workspace_is(&mut self, name: &Arc<str>) {
        self.remembered.is_leaving = false;
        let Some(place) = &mut self.remembered.place else { return };
        if place.workspace.as_ref() == Some(name) {
            return;
        }
        place.workspace = Some(name.clone());
        self.remembered.stage = Stage::New;
        self.remembered.layout = Layout::default();
        self.remembered.is_changed = false;
        self.remembered.expected.clear();
        self.tiling = None;
    }

    /// The user wants another workspace: the arrangement is kept as it is now, before the
    /// engine closes the windows.
    pub fn leave(&mut self) {
        self.remembered.is_changed = true;
        self.keep_layout();
        self.remembered.is_leaving = true;
    }

    /// Reads the layout, once; the windows get their places when it is there.
    pub(super) fn load_layout(&mut self, context: &Context) {
        match &self.remembered.stage {
            Stage::Ready => {}
            Stage::New => {
                let Some(path) = self.remembered.file() else {
                    if self.remembered.place.is_some() {
                        return;
                    }
                    self.remembered.stage = Stage::Ready;
                    self.open_files(Vec::new());
                    return;
                };
                let waiting = self.remembered.place.as_ref().and_then(|place| place.keeper.waiting(&path));
                match Task::start(context, move || read(&path, waiting.as_deref())) {
                    Ok(task) => self.remembered.stage = Stage::Loading(task),
                    Err(_) => self.loaded(None),
                }
            }
            Stage::Loading(task) => match task.poll() {
                Progress::Running => {}
                Progress::Done(loaded) => self.loaded(Some(loaded)),
                Progress::Lost => self.loaded(None),
            },
        }
    }

    fn loaded(&mut self, loaded: Option<Loaded>) {
        self.remembered.stage = Stage::Ready;
        let mut files = Vec::new();
        if let Some(loaded) = loaded {
            for problem in &loaded.problems {
                self.link.log.add(None, &"host".into(), LogLevel::Error, problem, None);
            }
            if loaded.layout.is_tiled {
                self.tiling = Some(Tiling::new(loaded.layout.tiles.clone()));
            }
            self.remembered.layout = loaded.layout;
            files = loaded.files;
        }
        self.open_files(files);
    }

    fn open_files(&mut self, mut files: Vec<PathBuf>) {
        for image in std::mem::take(&mut self.remembered.images) {
            if !files.contains(&image) {
                files.push(image);
            }
        }
        files.retain(|file| !self.frames.iter().any(|frame| frame.identity.file.as_ref() == Some(file)));
        if !files.is_empty() {
            self.remembered.expected = files.clone();
            self.link.send(UiEvent::OpenImages(files));
        }
    }

    /// The arrangement as it is now.
    fn current_layout(&self) -> Layout {
        let mut layout = self.remembered.layout.clone();
        for place in &mut layout.places {
            let is_expected = place.window.file.as_ref().is_some_and(|file| self.remembered.expected.contains(file));
            place.is_open = is_expected && place.is_open;
        }
        for frame in self.frames.iter().filter(|frame| frame.rect.is_some()) {
            layout.remember(frame.place(self.area, true));
        }
        layout.is_tiled = self.tiling.is_some();
        if let Some(tiling) = &self.tiling {
            layout.tiles = tiling.saved(&self.frames);
        }
        layout
    }

    /// Keeps the arrangement if it has changed and nothing moves.
    pub(super) fn keep_layout(&mut self) {
        let is_ready = matches!(self.remembered.stage, Stage::Ready) && !self.remembered.is_leaving;
        if !self.remembered.is_changed || !is_ready || self.is_moving {
            return;
        }
        self.remembered.is_changed = false;
        let Some(file) = self.remembered.file() else { return };
        let layout = self.current_layout();
        // Plain data without maps, so that it can always be written as JSON.
        let Ok(json) = serde_json::to_vec(&layout) else { return };
        self.remembered.layout = layout;
        if let Some(place) = &self.remembered.place {
            place.keeper.keep(&file, json);
        }
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        self.is_moving = false;
        self.keep_layout();
    }
}

/// Blocks; not for the GUI thread.
fn read(path: &Path, waiting: Option<&Vec<u8>>) -> Loaded {
    // Who comes back to a workspace at once finds what is not written yet.
    let (layout, problem) = match waiting.and_then(|waiting| kept::parse::<Layout>(waiting).ok()) {
        Some(layout) => (layout, None),
        None => {
            let read = kept::read::<Layout>(path);
            (read.value, read.problem)
        }
    };
    let layout = layout.bounded();
    let mut problems: Vec<String> = problem.into_iter().collect();
    let (files, missing): (Vec<PathBuf>, Vec<PathBuf>) =
        layout.open_files().into_iter().partition(|file| file.is_file());
    problems
        .extend(missing.iter().map(|file| format!("{} is no longer there; its window stays closed", file.display())));
    Loaded { layout, files, problems }
}
