//! Files that the user lets go over a plugin or a window of one.
//!
//! Letting them go there grants the plugin to read them, as choosing them in a file dialog
//! does; they are in the permission page and can be revoked. The plugin opens them by
//! their path (`files.open-path`, `files.open-folder`).
//!
//! A window gets the event `drop` with a list of records `{path, name, kind, size}`; a
//! canvas that wants them an `interaction` of the kind `drop` with that list as `files`. An
//! op gets a record with that list as `files`; when one image is dropped it is there too as
//! `src`, with its `name`, as in an image window. An op whose `inputs` want an image is run
//! once for each image. An op whose `inputs` speak of a file (`name`, `size`, `type`), as those
//! of ImJoy's data loaders do, gets the file itself.
//!
//! Invariants: nothing is granted to a plugin that does not get the files. What is neither
//! a file nor a folder is not granted; the user is told.
//!
//! Known limits: at most [`MOST_DROPPED`] at once; at most [`MOST_IMAGES`] runs of an op.

use crate::error::CallError;
use crate::front_end::{ActiveWindow, DropTarget};
use crate::grants::{Access, blocking, file_name};
use crate::identity::{PluginId, WindowId};
use crate::images::{IMAGE_EXTENSIONS, read_image};
use crate::ops::schemas_of;
use crate::plugin::Plugin;
use crate::shared::Shared;
use crate::value::{File, Record, Value};
use crate::windows::DROP;
use std::path::PathBuf;
use std::sync::Arc;

/// Files and folders that are dropped at once, at most.
pub const MOST_DROPPED: usize = 1_000;
/// Images for which an op is run, at most.
const MOST_IMAGES: usize = 64;
/// Bytes of a file that is given as it is, at most.
const MOST_FILE_BYTES: u64 = 1 << 30;
/// Files of which the user is told that they cannot be given, at most.
const MOST_TOLD: usize = 3;

/// A file or folder that has been granted.
struct Dropped {
    path: PathBuf,
    /// What the plugin learns.
    record: Record,
    is_image: bool,
}

impl Dropped {
    fn is_folder(&self) -> bool {
        self.record.get("kind").and_then(Value::as_text) == Some("folder")
    }
}

impl Shared {
    /// Gives what the user has dropped to whom it was dropped on. Failures are told to the
    /// user.
    pub(crate) async fn drop_files(self: &Arc<Self>, paths: Vec<PathBuf>, target: DropTarget) {
        match target {
            DropTarget::Plugin { plugin, op, config } => {
                let Some((plugin, files)) = self.grant_dropped(Some(plugin), paths).await else { return };
                self.run_on_dropped(&plugin, &op, config, files).await;
            }
            DropTarget::Window { window } => {
                let owner = self.owner_of(window);
                let Some((_, files)) = self.grant_dropped(owner, paths).await else { return };
                self.window_event(window, DROP, records(&files));
            }
            DropTarget::Element { window, element, fields } => {
                let owner = self.owner_of(window);
                let Some((_, files)) = self.grant_dropped(owner, paths).await else { return };
                let mut event = Record::new().with("id", element).with("kind", DROP);
                event.merge(fields);
                event.set("files", records(&files));
                self.window_event(window, "interaction", Value::Record(event));
            }
        }
    }

    fn owner_of(&self, window: WindowId) -> Option<PluginId> {
        self.windows.lock().get(&window).and_then(|window| window.owner)
    }

    /// Lets the plugin read the files; none if there is no plugin, or nothing that can be
    /// granted.
    async fn grant_dropped(
        self: &Arc<Self>,
        plugin: Option<PluginId>,
        paths: Vec<PathBuf>,
    ) -> Option<(Arc<Plugin>, Vec<Dropped>)> {
        let Some(plugin) = plugin.and_then(|plugin| self.registry.get(plugin)) else {
            self.tell_host_failure("The files were not given to anybody: the plugin was removed");
            return None;
        };
        if paths.len() > MOST_DROPPED {
            self.tell_failure(
                &plugin,
                &format!("at most {MOST_DROPPED} files can be dropped at once; drop the folder that they are in"),
            );
            return None;
        }
        let (shared, id) = (self.clone(), plugin.id);
        let granted = blocking(self, move || Ok(shared.grant_each(id, paths))).await;
        let (files, refused) = granted.unwrap_or_else(|error| (Vec::new(), vec![error.to_string()]));
        for reason in refused.iter().take(MOST_TOLD) {
            self.tell_failure(&plugin, &format!("a file was not given to {}: {reason}", plugin.name()));
        }
        (!files.is_empty()).then_some((plugin, files))
    }

    /// Grants what can be granted, and why the rest cannot. Blocks: not for async code.
    fn grant_each(&self, plugin: PluginId, paths: Vec<PathBuf>) -> (Vec<Dropped>, Vec<String>) {
        let (mut files, mut refused) = (Vec::new(), Vec::new());
        for path in paths {
            match self.grant_one(plugin, path) {
                Ok(file) => files.push(file),
                Err(error) => refused.push(error.to_string()),
            }
        }
        (files, refused)
    }

    fn grant_one(&self, plugin: PluginId, path: PathBuf) -> Result<Dropped, CallError> {
        let (text, grant) = self.grants.grant_picked(plugin, &path, Access::Read)?;
        let path = PathBuf::from(&text);
        let size = if grant.is_folder() {
            0
        } else {
            let metadata = grant.open_file(std::path::Path::new(""))?.metadata();
            metadata.map_or(0, |metadata| i64::try_from(metadata.len()).unwrap_or(i64::MAX))
        };
        let record = Record::new()
            .with("path", text)
            .with("name", file_name(&path))
            .with("kind", if grant.is_folder() { "folder" } else { "file" })
            .with("size", size);
        Ok(Dropped { is_image: !grant.is_folder() && is_image(&path), path, record })
    }

    /// Runs an op with what it takes of the files.
    async fn run_on_dropped(self: &Arc<Self>, plugin: &Arc<Plugin>, op: &str, config: Record, files: Vec<Dropped>) {
        let has_inputs = plugin.details().ops.iter().any(|known| *known.name == *op && known.schemas.inputs.is_some());
        let as_files = files_window(&files);
        if has_inputs {
            match self.single_file_window(plugin, op, &files).await {
                Ok(Some(window)) => {
                    self.run_dropped(plugin, op, config, window).await;
                    return;
                }
                Ok(None) => {}
                Err(error) => {
                    self.tell_failure(plugin, &error.to_string());
                    return;
                }
            }
            if let Some(window) = self.accepted_window(plugin, op, Some(as_files)).await {
                self.run_dropped(plugin, op, config, window).await;
                return;
            }
            let mut is_run = false;
            for file in files.iter().filter(|file| file.is_image).take(MOST_IMAGES) {
                let Some(window) = self.image_window(plugin, file, &files).await else { continue };
                if let Some(window) = self.accepted_window(plugin, op, Some(window)).await {
                    is_run = true;
                    self.run_dropped(plugin, op, config.clone(), window).await;
                }
            }
            if !is_run {
                let text = format!("{op} does not take what was dropped on it");
                self.tell_failure(plugin, &text);
            }
            return;
        }
        let window = match files.as_slice() {
            [file] if file.is_image => self.image_window(plugin, file, &files).await.unwrap_or(as_files),
            _ => as_files,
        };
        self.run_dropped(plugin, op, config, window).await;
    }

    /// One file, as data loaders of ImJoy get it: `my.data` is the file. None if the op wants
    /// something else; an error if it wants that file and it cannot be given.
    async fn single_file_window(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        op: &str,
        files: &[Dropped],
    ) -> Result<Option<ActiveWindow>, CallError> {
        let ([file], Some(inputs)) = (files, schemas_of(plugin, op).inputs) else { return Ok(None) };
        let speaks_of_file = ["name", "size", "type"].iter().any(|field| inputs.names(field));
        if !speaks_of_file || ["files", "src"].iter().any(|field| inputs.names(field)) || file.is_folder() {
            return Ok(None);
        }
        let path = file.path.clone();
        blocking(self, move || {
            let unreadable =
                |error: std::io::Error| CallError::Failed(format!("{} cannot be read: {error}", path.display()));
            let mime_type = mime_guess2::from_path(&path).first_raw().unwrap_or_default();
            let size = std::fs::metadata(&path).map_err(unreadable)?.len();
            let name = file_name(&path);
            if !inputs.accepts_file(Some(&name), mime_type, size) {
                return Ok(None);
            }
            if size > MOST_FILE_BYTES {
                return Err(CallError::Limit(format!(
                    "{} is larger than {} MiB; choose it in the plugin's own dialog",
                    path.display(),
                    MOST_FILE_BYTES >> 20
                )));
            }
            let data = std::fs::read(&path).map_err(unreadable)?;
            let file = File { name: Some(name.clone()), mime_type: mime_type.to_owned(), data: data.into() };
            Ok(Some(ActiveWindow { name, window_type: "imjoy/files".to_owned(), data: Value::File(file) }))
        })
        .await
    }

    async fn run_dropped(self: &Arc<Self>, plugin: &Plugin, op: &str, config: Record, window: ActiveWindow) {
        // The failure has been told to the user.
        let _ = self.run_op(plugin.id, op, config, Some(window)).await;
    }

    /// An image as an op gets that of a window; none if it cannot be read, which is told.
    async fn image_window(self: &Arc<Self>, plugin: &Plugin, file: &Dropped, all: &[Dropped]) -> Option<ActiveWindow> {
        let path = file.path.clone();
        let read = blocking(self, move || read_image(&path).map_err(|error| CallError::Invalid(error.to_string())));
        let image = match read.await {
            Ok(image) => image,
            Err(error) => {
                self.log_error(plugin, &format!("what was dropped is given without its pixels: {error}"));
                return None;
            }
        };
        let name = file_name(&file.path);
        let data = Record::new().with("src", image).with("name", name.as_str()).with("files", records(all));
        Some(ActiveWindow { name, window_type: "imjoy/image".to_owned(), data: Value::Record(data) })
    }
}

/// Files as an op gets those of a window.
fn files_window(files: &[Dropped]) -> ActiveWindow {
    let name = match files {
        [file] => file_name(&file.path),
        _ => format!("{} files", files.len()),
    };
    let data = Record::new().with("files", records(files));
    ActiveWindow { name, window_type: "imjoy/files".to_owned(), data: Value::Record(data) }
}

fn records(files: &[Dropped]) -> Value {
    Value::List(files.iter().map(|file| Value::Record(file.record.clone())).collect())
}

fn is_image(path: &std::path::Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| IMAGE_EXTENSIONS.contains(&extension.as_str()))
}
