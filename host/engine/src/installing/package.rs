//! A package in staging: unpacked, checked, and what the user is told before it takes its
//! place.

use super::bounds::{DOCS_BYTES, InstallProgress, Meter};
use super::entry_name::{self, folded, shown};
use super::error::{Failure, InstallError};
use super::staging::Staging;
use super::{archive, folder};
use crate::language::is_plugin_file;
use crate::manifest::Manifest;
use crate::plugin_check::check_plugin;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Extension of components.
const COMPONENT: &str = "wasm";
/// End of the names of plugin files that are taken from a folder or archive.
const PLUGIN_FILE: &str = ".imjoy.html";
/// Extension of archives.
const ARCHIVE: &str = "zip";
/// Name of the component where there are several.
const COMPONENT_NAME: &str = "plugin.wasm";
/// Names of documentation, in the order in which they are looked for.
const DOCS_NAMES: [&str; 2] = ["readme.md", "docs.md"];

/// A package that has been unpacked and checked, and waits to be installed. Dropped, it is
/// removed.
#[derive(Debug)]
pub struct Package {
    pub(super) staging: Staging,
    /// Where it comes from.
    pub(super) source: PathBuf,
    pub(super) manifest: Manifest,
    pub(super) imports: Vec<String>,
    /// Name of the component's file.
    pub(super) component: String,
    /// Hash of the component.
    pub(super) hash: String,
    /// Name of the file with documentation.
    pub(super) docs: Option<String>,
    pub(super) bytes: u64,
    pub(super) files: usize,
    /// Hash of the component that it is to replace, as it was when the user was asked.
    pub(super) replaces: Option<String>,
}

impl Package {
    /// What the plugin says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Refuses a package whose plugin would pass for one of the host's parts, which have
    /// these names.
    pub fn check_name<'a>(&self, mut names_of_host: impl Iterator<Item = &'a str>) -> Result<(), InstallError> {
        let name = folded(self.manifest.name.trim());
        match names_of_host.find(|of_host| folded(of_host) == name) {
            Some(of_host) => {
                Err(InstallError::NameOfHost { package: self.source.display().to_string(), name: of_host.to_owned() })
            }
            None => Ok(()),
        }
    }

    /// Unpacks and checks the package at `source`.
    pub(super) fn read(
        staging: Staging,
        source: &Path,
        component_bytes: u64,
        go_on: &mut dyn FnMut(InstallProgress) -> bool,
    ) -> Result<Self, InstallError> {
        let mut meter = Meter::new(go_on);
        let files = unpack(source, &staging, component_bytes, &mut meter)?;
        let of_source = |failure: Failure| failure.of(source);
        let refused = |reason: String| InstallError::refused(source, reason);
        let component = find_plugin(&files).map_err(refused)?;
        let wasm = read_component(&staging, &component, component_bytes).map_err(of_source)?;
        // The name that a component without a manifest gets is that of the package.
        let named_by = if is_plugin_file(&component) { component.clone() } else { source.display().to_string() };
        let checked = check_plugin(&named_by, &wasm)
            .map_err(|reason| InstallError::Component { package: source.display().to_string(), reason })?;
        meter.go_on().map_err(of_source)?;
        let manifest = checked.manifest;
        if manifest.name.trim().is_empty() {
            return Err(InstallError::refused(source, "its plugin has no name"));
        }
        staging.sync().map_err(of_source)?;
        let at_top = |(parts, bytes): &(Vec<String>, u64)| match parts.as_slice() {
            [name] => Some((name.clone(), *bytes)),
            _ => None,
        };
        let docs = DOCS_NAMES.iter().find_map(|wanted| {
            let is_wanted = |(name, bytes): &(String, u64)| folded(name) == *wanted && *bytes <= DOCS_BYTES;
            files.iter().filter_map(at_top).find(is_wanted).map(|(name, _)| name)
        });
        Ok(Self {
            staging,
            source: source.to_owned(),
            manifest,
            imports: checked.imports,
            component,
            hash: blake3::hash(&wasm).to_hex().to_string(),
            docs,
            bytes: files.iter().map(|(_, bytes)| bytes).sum(),
            files: files.len(),
            replaces: None,
        })
    }
}

/// Whether a path has that extension, in upper or lower case.
fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

/// Puts the files of a package into staging; gives their paths and sizes.
fn unpack(
    source: &Path,
    staging: &Staging,
    component_bytes: u64,
    meter: &mut Meter<'_>,
) -> Result<Vec<(Vec<String>, u64)>, InstallError> {
    let of_source = |failure: Failure| failure.of(source);
    // Before it is opened: a FIFO would be waited for.
    let metadata = std::fs::metadata(source).map_err(|error| InstallError::read(source, error))?;
    if metadata.is_dir() {
        return folder::copy(source, staging, meter).map_err(of_source);
    }
    let not_a_package = || InstallError::NotAPackage { package: source.display().to_string() };
    if !metadata.is_file() {
        return Err(not_a_package());
    }
    let mut file = File::open(source).map_err(|error| InstallError::read(source, error))?;
    if has_extension(source, ARCHIVE) {
        return archive::unpack(file, staging, meter).map_err(of_source);
    }
    let name = match source.file_name().map(|name| name.to_string_lossy().into_owned()) {
        _ if has_extension(source, COMPONENT) => COMPONENT_NAME.to_owned(),
        // A plugin that is a text keeps its name, which may be all that names it.
        Some(name) if is_plugin_file(&name) => {
            Some(name).filter(|name| entry_name::check(name).is_ok()).ok_or_else(not_a_package)?
        }
        _ => return Err(not_a_package()),
    };
    if metadata.len() > component_bytes {
        return Err(of_source(too_large(&name, component_bytes)));
    }
    meter.total = metadata.len();
    let parts = vec![name.clone()];
    match staging.write(&parts, &mut file, component_bytes, meter).map_err(of_source)? {
        Some(bytes) => Ok(vec![(parts, bytes)]),
        None => Err(of_source(too_large(&name, component_bytes))),
    }
}

/// The plugin of a package: `plugin.wasm`, or the only component at the top level, or the
/// only plugin file there. A package that is a single file is that plugin.
fn find_plugin(files: &[(Vec<String>, u64)]) -> Result<String, String> {
    let at_top = |(parts, _): &(Vec<String>, u64)| match parts.as_slice() {
        [name] => Some(name.clone()),
        _ => None,
    };
    if let [file] = files
        && let Some(name) = at_top(file).filter(|name| is_plugin_file(name))
    {
        return Ok(name);
    }
    let names: Vec<String> = files.iter().filter_map(at_top).collect();
    let is_component = |name: &&String| has_extension(Path::new(name), COMPONENT);
    if !names.iter().any(|name| is_component(&name)) {
        let mut plugin_files = names.iter().filter(|name| name.to_lowercase().ends_with(PLUGIN_FILE));
        return match (plugin_files.next(), plugin_files.next()) {
            (Some(name), None) => Ok(name.clone()),
            (Some(one), Some(other)) => {
                Err(format!("it has the plugins {} and {}; install them one by one", shown(one), shown(other)))
            }
            (None, _) => Err(format!("it has no component (.wasm) and no {PLUGIN_FILE} file at its top level")),
        };
    }
    let mut components = names.iter().filter(is_component);
    if let Some(name) = components.clone().find(|name| *name == COMPONENT_NAME) {
        return Ok(name.clone());
    }
    match (components.next(), components.next()) {
        (Some(name), None) => Ok(name.clone()),
        (Some(one), Some(other)) => Err(format!(
            "it has the components {} and {}; the one that is the plugin is to be called {COMPONENT_NAME}",
            shown(one),
            shown(other)
        )),
        (None, _) => Err("it has no component (.wasm) at its top level".to_owned()),
    }
}

fn read_component(staging: &Staging, name: &str, most: u64) -> Result<Vec<u8>, Failure> {
    let file = staging.open(name)?;
    let bytes = file.metadata().map_err(Failure::Read)?.len();
    if bytes > most {
        return Err(too_large(name, most));
    }
    let mut wasm = Vec::new();
    file.take(most).read_to_end(&mut wasm).map_err(Failure::Read)?;
    Ok(wasm)
}

fn too_large(name: &str, most: u64) -> Failure {
    Failure::Refused(format!("its component {} has more than {most} bytes", shown(name)))
}
