//! Installed plugins on disk.
//!
//! ```text
//! <data>/installed/
//!   .lock                        held while something changes
//!   .staging-<digits>/           a package being unpacked, with .staging-<digits>.lock
//!   .removed-<digits>/           being removed
//!   <file name of the plugin>/
//!     current.json               which version holds
//!     <digits>/                  a version: the component and what came with it
//! ```
//!
//! Invariants: a version is complete on the disk before `current.json` names it, and that
//! file is replaced in one step; so whoever is killed when it may be leaves either the
//! version before or the new one. What no `current.json` names is removed later. Whoever
//! changes something holds the lock; whoever reads needs none.
//!
//! Everything here blocks: not for async code.

use super::bounds::{DOCS_BYTES, InstallProgress};
use super::data;
use super::error::InstallError;
use super::package::Package;
use super::staging::{self, Staging, random_name, sync_folder};
use crate::atomic_file::write_atomically;
use crate::file_name::{file_name, name_of};
use crate::manifest::Manifest;
use crate::permissions::INSTALLED;
use crate::plugin::PluginSource;
use crate::plugin_check::{CheckedPlugin, check_plugin};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Beginning of the names of folders that are being removed.
const REMOVED: &str = ".removed-";
/// Name of the file that says which version holds.
const CURRENT: &str = "current.json";
/// Bytes of that file at most.
const CURRENT_BYTES: u64 = 64 * 1024;

/// The plugins installed in a data folder.
#[derive(Clone, Debug)]
pub struct Installations {
    folder: PathBuf,
    component_bytes: u64,
}

/// An installed plugin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installed {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// One line that says what it does.
    pub description: String,
    /// The folder that is its own, the same for all its versions.
    pub folder: PathBuf,
    /// One sentence if it is damaged.
    pub damage: Option<String>,
}

impl Installed {
    /// From where it is loaded.
    pub fn source(&self) -> PluginSource {
        PluginSource::Installed { name: self.name.clone(), folder: self.folder.clone() }
    }
}

/// What `current.json` says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Current {
    name: String,
    version: String,
    description: String,
    /// The folder of the version.
    folder: String,
    /// File name of the component.
    component: String,
    /// BLAKE3 hash of the component.
    hash: String,
    /// File name of the documentation.
    docs: Option<String>,
}

impl Installations {
    /// The plugins installed in `data_folder`; a component has at most `component_bytes`.
    pub fn new(data_folder: &Path, component_bytes: u64) -> Self {
        Self { folder: data_folder.join(INSTALLED), component_bytes }
    }

    /// Unpacks and checks a package: a component, a folder or an archive. `go_on` is told
    /// how far that is, and says whether to go on.
    pub fn unpack(
        &self,
        package: &Path,
        go_on: &mut dyn FnMut(InstallProgress) -> bool,
    ) -> Result<Package, InstallError> {
        let staging = {
            let _lock = self.lock()?;
            Staging::new(&self.folder).map_err(|error| InstallError::write(&self.folder, error))?
        };
        let mut read = Package::read(staging, package, self.component_bytes, go_on)?;
        read.replaces = self.current(&read.manifest.name).map(|current| current.hash);
        Ok(read)
    }

    /// The plugin that a package would replace: its manifest, and the hash of its
    /// component. None where there is none, or a damaged one.
    pub fn replaced(&self, package: &Package) -> Option<(Manifest, String)> {
        let name = &package.manifest.name;
        let current = self.current(name)?;
        let (file_name, contents) = read_installed(name, &self.folder_of(name), self.component_bytes).ok()?;
        let checked = check_plugin(&file_name, &contents).ok()?;
        Some((checked.manifest, current.hash))
    }

    /// Installs a package, in the place of the one of its name. Durable when it returns.
    pub fn install(&self, package: Package) -> Result<Installed, InstallError> {
        let name = package.manifest.name.clone();
        let folder = self.folder_of(&name);
        let failed = |error| InstallError::write(&folder, error);
        let _lock = self.lock()?;
        let before = self.current(&name);
        if before.as_ref().map(|current| &current.hash) != package.replaces.as_ref() {
            return Err(InstallError::Overtaken { name });
        }
        let current = Current {
            name: name.clone(),
            version: package.manifest.version.clone(),
            description: package.manifest.description.clone(),
            folder: random_name().map_err(failed)?,
            component: package.component.clone(),
            hash: package.hash.clone(),
            docs: package.docs.clone(),
        };
        std::fs::create_dir_all(&folder).map_err(failed)?;
        sync_folder(&self.folder).map_err(failed)?;
        package.staging.place(&folder.join(&current.folder)).map_err(failed)?;
        sync_folder(&folder).map_err(failed)?;
        let text = serde_json::to_vec_pretty(&current).map_err(|error| failed(io::Error::other(error)))?;
        write_atomically(&folder.join(CURRENT), &text).map_err(failed)?;
        remove_others(&folder, &current);
        Ok(installed(current, folder, None))
    }

    /// Uninstalls a plugin, also a damaged one, and gives the folder that was its own. Its
    /// data stays.
    pub fn uninstall(&self, name: &str) -> Result<PathBuf, InstallError> {
        let _lock = self.lock()?;
        let folder = self.folder_of(name);
        let removed = self
            .folder
            .join(format!("{REMOVED}{}", random_name().map_err(|error| InstallError::write(&self.folder, error))?));
        match std::fs::rename(&folder, &removed) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(InstallError::NotInstalled { name: name.to_owned() });
            }
            Err(error) => return Err(InstallError::write(&self.folder, error)),
        }
        sync_folder(&self.folder).map_err(|error| InstallError::write(&self.folder, error))?;
        // What cannot be removed now is removed at a later start.
        let _ = std::fs::remove_dir_all(&removed);
        Ok(folder)
    }

    /// Removes what the host keeps for a plugin that has been uninstalled and whose own
    /// folder was `folder`: its private folder, settings and permissions.
    pub fn remove_data(&self, name: &str, folder: &Path) -> Result<(), InstallError> {
        data::remove(self.folder.parent().unwrap_or(Path::new(".")), name, folder)
    }

    /// All installed plugins by name, damaged ones too.
    pub fn all(&self) -> Vec<Installed> {
        let mut all = Vec::new();
        // Without a folder there are none.
        for entry in std::fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let written = entry.file_name().to_string_lossy().into_owned();
            if written.starts_with('.') || !entry.path().is_dir() {
                continue;
            }
            all.extend(self.one(&written));
        }
        all.sort_by(|one, other| one.name.cmp(&other.name));
        all
    }

    /// The installed plugin of that name, and what its component says of itself.
    pub fn check(&self, name: &str) -> Result<(Installed, CheckedPlugin), InstallError> {
        let installed = self.named(name).ok_or_else(|| InstallError::NotInstalled { name: name.to_owned() })?;
        let (file_name, contents) = read_installed(name, &installed.folder, self.component_bytes)?;
        let mut checked = check_plugin(&file_name, &contents).map_err(|reason| damaged(name, reason.to_string()))?;
        complete_manifest(&mut checked.manifest, name, &installed.folder);
        Ok((installed, checked))
    }

    /// The installed plugin of that name.
    pub fn named(&self, name: &str) -> Option<Installed> {
        self.one(&file_name(name)).filter(|installed| installed.name == name)
    }

    /// Removes what crashes have left. Does nothing while somebody changes something.
    pub fn clean(&self) -> io::Result<()> {
        if !self.folder.is_dir() {
            return Ok(());
        }
        let lock = self.open_lock()?;
        if lock.try_lock().is_err() {
            return Ok(());
        }
        staging::remove_left_over(&self.folder)?;
        for entry in std::fs::read_dir(&self.folder)? {
            let entry = entry?;
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if name.starts_with(REMOVED) {
                std::fs::remove_dir_all(&path)?;
            } else if !name.starts_with('.') && entry.file_type()?.is_dir() {
                match read_current(&path) {
                    Ok(Some(current)) => remove_others(&path, &current),
                    // Left by an installation that never got a version.
                    Ok(None) => std::fs::remove_dir_all(&path)?,
                    // Damaged: the user decides.
                    Err(_) => {}
                }
            }
        }
        Ok(())
    }

    fn one(&self, written: &str) -> Option<Installed> {
        let folder = self.folder.join(written);
        let name = || name_of(written).unwrap_or_else(|| written.to_owned());
        match read_current(&folder) {
            // An installation under way, or one that was interrupted.
            Ok(None) => None,
            Ok(Some(current)) if file_name(&current.name) == *written => {
                let damage = missing(&folder, &current).map(|reason| damaged(&current.name, reason).to_string());
                Some(installed(current, folder, damage))
            }
            Ok(Some(_)) => Some(broken(name(), folder, "its file current.json is another plugin's")),
            Err(reason) => Some(broken(name(), folder, &reason)),
        }
    }

    /// What holds for a plugin. None where it is not installed or damaged.
    fn current(&self, name: &str) -> Option<Current> {
        read_current(&self.folder_of(name)).unwrap_or_default()
    }

    fn folder_of(&self, name: &str) -> PathBuf {
        self.folder.join(file_name(name))
    }

    /// Takes the lock of changes; it is given back when the file is dropped.
    fn lock(&self) -> Result<File, InstallError> {
        let lock = || {
            std::fs::create_dir_all(&self.folder)?;
            let lock = self.open_lock()?;
            lock.lock()?;
            io::Result::Ok(lock)
        };
        lock().map_err(|error| InstallError::write(&self.folder, error))
    }

    fn open_lock(&self) -> io::Result<File> {
        OpenOptions::new().create(true).truncate(false).write(true).open(self.folder.join(".lock"))
    }
}

/// Reads the component of an installed plugin, whose own folder is `folder`, and checks
/// that it is whole.
pub(crate) fn read_installed(name: &str, folder: &Path, most: u64) -> Result<(String, Bytes), InstallError> {
    let mut before: Option<Current> = None;
    loop {
        let current = match read_current(folder) {
            Ok(Some(current)) => current,
            Ok(None) => return Err(InstallError::NotInstalled { name: name.to_owned() }),
            Err(reason) => return Err(damaged(name, reason)),
        };
        match read_version(folder, &current, most) {
            Ok(component) => return Ok((current.component, component.into())),
            // It may have been replaced between the two looks.
            Err(_) if before.as_ref() != Some(&current) => before = Some(current),
            Err(reason) => return Err(damaged(name, reason)),
        }
    }
}

/// Completes what an installed component says of itself: one without a manifest has the
/// name under which it was installed, and documentation may be in a file beside it.
pub(crate) fn complete_manifest(manifest: &mut Manifest, name: &str, folder: &Path) {
    if *manifest == Manifest::from_file_name(&manifest.name) {
        *manifest = Manifest::from_file_name(name);
    }
    if manifest.docs.is_empty()
        && let Ok(Some(current)) = read_current(folder)
        && let Some(docs) = current.docs
        // Documentation that is lost is no reason not to run.
        && let Ok(text) = read_bounded(&folder.join(&current.folder).join(docs), DOCS_BYTES)
    {
        manifest.docs = String::from_utf8_lossy(&text).into_owned();
    }
}

fn read_version(folder: &Path, current: &Current, most: u64) -> Result<Vec<u8>, String> {
    let version = folder.join(&current.folder);
    let component = read_bounded(&version.join(&current.component), most)
        .map_err(|error| format!("its component {} cannot be read ({error})", current.component))?;
    if blake3::hash(&component).to_hex().as_str() != current.hash {
        return Err(format!("its component {} has changed since it was installed", current.component));
    }
    Ok(component)
}

/// The folder of the version that is installed now.
pub(crate) fn current_version(folder: &Path) -> Option<PathBuf> {
    let current = read_current(folder).ok().flatten()?;
    Some(folder.join(current.folder))
}

/// What `current.json` in `folder` says; none where there is no such file. The error says
/// what is wrong with it.
fn read_current(folder: &Path) -> Result<Option<Current>, String> {
    let bytes = match read_bounded(&folder.join(CURRENT), CURRENT_BYTES) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("its file {CURRENT} cannot be read ({error})")),
    };
    let current: Current =
        serde_json::from_slice(&bytes).map_err(|error| format!("its file {CURRENT} cannot be understood ({error})"))?;
    let is_plain = |name: &str| !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':', '\0']);
    let names = [Some(&current.folder), Some(&current.component), current.docs.as_ref()];
    if !names.into_iter().flatten().all(|name| is_plain(name)) {
        return Err(format!("its file {CURRENT} names a file outside of its folder"));
    }
    Ok(Some(current))
}

/// A file of at most `most` bytes.
fn read_bounded(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::other(format!("it has more than {most} bytes")));
    }
    Ok(bytes)
}

/// What is missing of a version, without reading all of it.
fn missing(folder: &Path, current: &Current) -> Option<String> {
    let component = folder.join(&current.folder).join(&current.component);
    let is_there = std::fs::metadata(component).is_ok_and(|metadata| metadata.is_file() && metadata.len() > 0);
    (!is_there).then(|| format!("its component {} is missing", current.component))
}

/// Removes the versions that do not hold. What cannot be removed is left for later.
fn remove_others(folder: &Path, current: &Current) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name == CURRENT || name == *current.folder {
            continue;
        }
        let path = entry.path();
        let removed = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        if let Err(error) = removed {
            tracing::warn!(path = %path.display(), %error, "an old version cannot be removed");
        }
    }
}

fn installed(current: Current, folder: PathBuf, damage: Option<String>) -> Installed {
    Installed { name: current.name, version: current.version, description: current.description, folder, damage }
}

fn broken(name: String, folder: PathBuf, reason: &str) -> Installed {
    let damage = Some(damaged(&name, reason.to_owned()).to_string());
    Installed { name, version: String::new(), description: String::new(), folder, damage }
}

fn damaged(name: &str, reason: String) -> InstallError {
    InstallError::Damaged { name: name.to_owned(), reason }
}
