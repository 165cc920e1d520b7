//! Workspaces on disk.
//!
//! Everything here but [`Workspaces::current`] blocks: not for async code.

use crate::error::CallError;
use crate::file_name::{file_name, name_of};
use crate::json_file::JsonFile;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The workspace that is open at first.
pub(crate) const DEFAULT: &str = "default";
/// The workspace that is wiped at each start.
pub(crate) const SANDBOX: &str = "sandbox";
/// Characters of a name at most.
const NAME_LENGTH: usize = 64;
/// Workspaces at most.
const MOST_WORKSPACES: usize = 1000;

/// All workspaces of the user.
pub(crate) struct Workspaces {
    folder: PathBuf,
    current: Mutex<Arc<str>>,
    /// Held while another workspace is opened, so that this happens once at a time.
    pub(super) switching: tokio::sync::Mutex<()>,
}

/// What is kept of a workspace.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    /// Its name.
    name: String,
    /// Paths of the plugins that the user has loaded, in that order.
    plugins: Vec<String>,
    /// The tag that the user has chosen, by the name of the plugin.
    tags: BTreeMap<String, String>,
}

/// Which workspace was open last.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Last {
    name: String,
}

/// Checks the name of a workspace. The error is one sentence.
pub(crate) fn check_name(name: &str) -> Result<(), CallError> {
    let length = name.chars().count();
    if length == 0 || length > NAME_LENGTH {
        return Err(CallError::Invalid(format!(
            "the name of a workspace has 1 to {NAME_LENGTH} characters, not {length}"
        )));
    }
    if name.trim() != name {
        return Err(CallError::Invalid("the name of a workspace neither begins nor ends with a space".to_owned()));
    }
    // Names that look the same or draw backwards would pass for another.
    let is_unseen = |character: char| {
        character.is_control()
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    if let Some(character) = name.chars().find(|character| is_unseen(*character) || matches!(character, '/' | '\\')) {
        return Err(CallError::Invalid(format!(
            "the name of a workspace has no {}",
            if is_unseen(character) { "characters that cannot be seen".to_owned() } else { character.to_string() }
        )));
    }
    Ok(())
}

impl Workspaces {
    /// The workspaces in `folder`. Opens `wanted`, which is made if there is none of that
    /// name; else the one that was open last.
    pub(crate) fn open(folder: PathBuf, wanted: Option<&str>) -> Result<Self, CallError> {
        let workspaces = Self { folder, current: Mutex::new(DEFAULT.into()), switching: tokio::sync::Mutex::default() };
        let name = match wanted {
            Some(name) => {
                check_name(name)?;
                if !workspaces.exists(name) {
                    workspaces.create(name)?;
                }
                name.to_owned()
            }
            None => workspaces.last(),
        };
        workspaces.set_current(&name);
        Ok(workspaces)
    }

    /// Name of the open workspace.
    pub(crate) fn current(&self) -> Arc<str> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set_current(&self, name: &str) {
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = name.into();
    }

    /// Names of all, sorted.
    pub(crate) fn names(&self) -> Vec<Arc<str>> {
        let mut names: BTreeSet<Arc<str>> = [DEFAULT.into(), SANDBOX.into(), self.current()].into();
        // Without a folder there are no others.
        for entry in std::fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            if !entry.path().is_dir() {
                continue;
            }
            let written = entry.file_name().to_string_lossy().into_owned();
            // The name of a long one stands in its file.
            let name = name_of(&written).unwrap_or_else(|| read(&self.folder.join(&written)).name);
            if check_name(&name).is_ok() && file_name(&name) == written {
                names.insert(name.into());
            }
        }
        names.into_iter().collect()
    }

    pub(crate) fn exists(&self, name: &str) -> bool {
        name == DEFAULT || name == SANDBOX || self.folder_of(name).is_dir()
    }

    /// Makes an empty workspace.
    pub(crate) fn create(&self, name: &str) -> Result<(), CallError> {
        check_name(name)?;
        if self.exists(name) {
            return Err(CallError::Invalid(format!("there is a workspace {name} already")));
        }
        if self.names().len() >= MOST_WORKSPACES {
            return Err(CallError::Limit(format!("there are {MOST_WORKSPACES} workspaces; remove one first")));
        }
        self.change(name, |_| ())
    }

    /// Removes a workspace and all that is kept in it.
    pub(crate) fn remove(&self, name: &str) -> Result<(), CallError> {
        if name == DEFAULT || name == SANDBOX {
            return Err(CallError::Denied(format!("the workspace {name} is always there")));
        }
        if *name == *self.current() {
            return Err(CallError::Denied(format!("the workspace {name} is open; open another one first")));
        }
        if !self.exists(name) {
            return Err(missing(name));
        }
        std::fs::remove_dir_all(self.folder_of(name)).map_err(|error| failed(name, &error))
    }

    /// Forgets all that was kept in the sandbox.
    pub(crate) fn wipe_sandbox(&self) -> Result<(), CallError> {
        match std::fs::remove_dir_all(self.folder_of(SANDBOX)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(SANDBOX, &error)),
            _ => Ok(()),
        }
    }

    /// Remembers which workspace to open next time.
    pub(crate) fn remember_last(&self, name: &str) -> Result<(), CallError> {
        let file = JsonFile::new(self.folder.join("last.json"));
        let set = |last: &mut Last| {
            last.name = name.to_owned();
            io::Result::Ok(())
        };
        file.update(set).map(|_| ()).map_err(|error| failed(name, &error))
    }

    fn last(&self) -> String {
        let last: Last = JsonFile::new(self.folder.join("last.json")).read().map(|read| read.value).unwrap_or_default();
        if check_name(&last.name).is_ok() && self.exists(&last.name) { last.name } else { DEFAULT.to_owned() }
    }

    /// The plugins that the user has loaded in a workspace.
    pub(crate) fn plugins(&self, name: &str) -> Vec<PathBuf> {
        read(&self.folder_of(name)).plugins.into_iter().map(PathBuf::from).collect()
    }

    /// Remembers a plugin of the open workspace.
    pub(crate) fn add_plugin(&self, path: &Path) -> Result<(), CallError> {
        let name = self.current();
        let Some(path) = path.to_str() else {
            return Err(CallError::Invalid(format!(
                "{} is loaded, but not remembered, because its path is not a text",
                path.display()
            )));
        };
        self.change(&name, |kept| {
            if !kept.plugins.iter().any(|known| known == path) {
                kept.plugins.push(path.to_owned());
            }
        })
    }

    /// Forgets a plugin of the open workspace, and the tag chosen for it.
    pub(crate) fn forget_plugin(&self, path: &Path, plugin: &str) -> Result<(), CallError> {
        let name = self.current();
        let path = path.to_string_lossy();
        if !read(&self.folder_of(&name)).plugins.iter().any(|known| *known == path) {
            return Ok(());
        }
        self.change(&name, |kept| {
            kept.plugins.retain(|known| *known != path);
            kept.tags.remove(plugin);
        })
    }

    /// The tag that the user has chosen for a plugin in the open workspace.
    pub(crate) fn tag(&self, plugin: &str) -> Option<String> {
        read(&self.folder_of(&self.current())).tags.remove(plugin)
    }

    /// Remembers the tag of a plugin in the open workspace.
    pub(crate) fn set_tag(&self, plugin: &str, tag: &str) -> Result<(), CallError> {
        self.change(&self.current(), |kept| {
            kept.tags.insert(plugin.to_owned(), tag.to_owned());
        })
    }

    fn change(&self, name: &str, change: impl FnOnce(&mut Kept)) -> Result<(), CallError> {
        let set = |kept: &mut Kept| {
            kept.name = name.to_owned();
            change(kept);
            io::Result::Ok(())
        };
        file(&self.folder_of(name)).update(set).map(|_| ()).map_err(|error| failed(name, &error))
    }

    fn folder_of(&self, name: &str) -> PathBuf {
        self.folder.join(file_name(name))
    }
}

fn file(folder: &Path) -> JsonFile {
    JsonFile::new(folder.join("workspace.json"))
}

/// What is kept in a workspace's folder; nothing where that cannot be read.
fn read(folder: &Path) -> Kept {
    if !folder.is_dir() {
        return Kept::default();
    }
    match file(folder).read::<Kept>() {
        Ok(read) => {
            if let Some(aside) = read.damaged {
                tracing::warn!(file = %aside.display(), "a workspace was damaged and begins anew");
            }
            read.value
        }
        Err(error) => {
            tracing::warn!(folder = %folder.display(), %error, "a workspace cannot be read");
            Kept::default()
        }
    }
}

pub(super) fn missing(name: &str) -> CallError {
    CallError::NotFound(format!("there is no workspace {name}"))
}

fn failed(name: &str, error: &io::Error) -> CallError {
    CallError::Failed(format!("the workspace {name} cannot be kept: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(workspaces: &Workspaces) -> Vec<String> {
        workspaces.names().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn workspaces_are_made_and_removed() {
        let folder = tempfile::tempdir().unwrap();
        let open = |wanted| Workspaces::open(folder.path().join("w"), wanted).unwrap();
        let workspaces = open(None);
        assert_eq!((&*workspaces.current(), names(&workspaces)), ("default", vec!["default".into(), "sandbox".into()]));
        let long = "ä".repeat(64);
        for name in ["Cells 2026", "..", &long] {
            workspaces.create(name).unwrap();
            assert!(matches!(workspaces.create(name), Err(CallError::Invalid(_))));
        }
        assert_eq!(names(&open(None)), ["..", "Cells 2026", "default", "sandbox", &long]);
        workspaces.remove("..").unwrap();
        assert!(matches!(workspaces.remove(".."), Err(CallError::NotFound(_))));
        for name in ["default", "sandbox"] {
            assert!(matches!(workspaces.remove(name), Err(CallError::Denied(_))), "{name}");
        }
        assert!(matches!(open(Some(&long)).remove(&long), Err(CallError::Denied(_))));
    }

    #[test]
    fn names_are_checked() {
        for name in ["", " a", "a ", "a/b", "a\\b", "a\nb", "a\u{202e}b", &"x".repeat(65)] {
            assert!(matches!(check_name(name), Err(CallError::Invalid(_))), "{name:?}");
        }
        for name in ["a", "a b", "..", "ä", &"x".repeat(64)] {
            assert_eq!(check_name(name), Ok(()), "{name:?}");
        }
    }

    #[test]
    fn what_is_in_a_workspace_survives() {
        let folder = tempfile::tempdir().unwrap();
        let open = |wanted| Workspaces::open(folder.path().to_owned(), wanted).unwrap();
        {
            let workspaces = open(Some("mine"));
            workspaces.add_plugin(Path::new("/a.wasm")).unwrap();
            workspaces.add_plugin(Path::new("/b.wasm")).unwrap();
            workspaces.add_plugin(Path::new("/a.wasm")).unwrap();
            workspaces.set_tag("a", "GPU").unwrap();
            workspaces.remember_last("mine").unwrap();
        }
        let workspaces = open(None);
        assert_eq!(&*workspaces.current(), "mine");
        assert_eq!(workspaces.plugins("mine"), [Path::new("/a.wasm"), Path::new("/b.wasm")]);
        assert_eq!(workspaces.tag("a").as_deref(), Some("GPU"));
        workspaces.forget_plugin(Path::new("/a.wasm"), "a").unwrap();
        assert_eq!((workspaces.plugins("mine"), workspaces.tag("a")), (vec![PathBuf::from("/b.wasm")], None));
        assert_eq!(open(Some("default")).plugins("default"), [] as [PathBuf; 0]);
        // The last one is gone.
        open(Some("default")).remove("mine").unwrap();
        assert_eq!(&*open(None).current(), "default");
    }

    #[test]
    fn a_damaged_workspace_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let workspaces = Workspaces::open(folder.path().to_owned(), None).unwrap();
        workspaces.add_plugin(Path::new("/a.wasm")).unwrap();
        std::fs::write(folder.path().join("default/workspace.json"), b"{\"plug").unwrap();
        assert_eq!(workspaces.plugins("default"), [] as [PathBuf; 0]);
        workspaces.add_plugin(Path::new("/b.wasm")).unwrap();
        assert_eq!(workspaces.plugins("default"), [Path::new("/b.wasm")]);
    }

    #[test]
    fn the_sandbox_is_wiped() {
        let folder = tempfile::tempdir().unwrap();
        let workspaces = Workspaces::open(folder.path().to_owned(), Some("sandbox")).unwrap();
        workspaces.wipe_sandbox().unwrap();
        workspaces.add_plugin(Path::new("/a.wasm")).unwrap();
        workspaces.wipe_sandbox().unwrap();
        assert_eq!(workspaces.plugins("sandbox"), [] as [PathBuf; 0]);
    }
}
