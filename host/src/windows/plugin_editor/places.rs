//! Where the editor keeps plugins that have no folder of their own, and what it builds with.

use super::language::Language;
use imjoy_engine::{EngineOptions, write_atomically};
use std::fs;
use std::path::{Path, PathBuf};

/// Greatest source that is read or saved, in bytes.
pub const MOST_BYTES: usize = 2 << 20;
/// Most folders of one name.
const MOST_NAMES: usize = 1_000;

/// Folders of the editor.
#[derive(Clone, Debug)]
pub struct Places {
    /// Folder of the plugins that the editor makes.
    pub plugins: PathBuf,
    /// Folder of the SDK.
    pub sdk: PathBuf,
    /// Folder in which a compiler for components is prepared.
    pub toolchain: PathBuf,
}

impl Places {
    /// The folders of this user.
    pub fn for_user() -> Places {
        let data = EngineOptions::for_user().data_folder;
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        // The compiler that the build of the host has prepared serves here too.
        let of_build = source.join("target").join("guest-toolchain");
        Places {
            plugins: data.join("editor"),
            sdk: source.join("guest-sdk"),
            toolchain: if of_build.join("KIND").is_file() { of_build } else { data.join("guest-toolchain") },
        }
    }

    /// A file for a new source of that name that does not exist yet; a plugin in Rust gets
    /// a folder of its own. Asks the disk.
    pub fn new_file(&self, name: &str, language: Language) -> PathBuf {
        let name = folder_name(name);
        let ending = language.ending().map(|ending| format!(".{ending}")).unwrap_or_default();
        let numbered = (2..MOST_NAMES).map(|number| format!("{name}-{number}{ending}"));
        let mut names = std::iter::once(format!("{name}{ending}")).chain(numbered).map(|name| self.plugins.join(name));
        let free = names.find(|path| !path.exists()).unwrap_or_else(|| self.plugins.join(&name));
        if language == Language::Rust { free.join("src").join("lib.rs") } else { free }
    }

    /// Saves a source; the folder is made if there is none. Blocks. The error is one
    /// sentence.
    pub fn save(&self, path: &Path, code: &str) -> Result<(), String> {
        let failed = |error: std::io::Error| {
            format!("{} cannot be saved: {error}. Choose another place with Save as", path.display())
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        write_atomically(path, code.as_bytes()).map_err(failed)
    }

    /// The folder to build for a saved source: that of the package it belongs to, else one
    /// that is made for it. Blocks. The error is one sentence.
    pub fn package(&self, path: &Path, code: &str) -> Result<Package, String> {
        if let Some(folder) = package_of(path) {
            return Ok(Package { folder, source: path.to_owned() });
        }
        if !self.sdk.join("Cargo.toml").is_file() {
            return Err(format!(
                "The SDK is not in {}, where this program was built: open a file of a package that names it in its \
                 Cargo.toml",
                self.sdk.display()
            ));
        }
        let is_ours = path.starts_with(&self.plugins) && path.ends_with("src/lib.rs");
        let folder = match path.parent().and_then(Path::parent) {
            Some(folder) if is_ours => folder.to_owned(),
            _ => self.plugins.join(folder_name(&path.file_stem().unwrap_or_default().to_string_lossy())),
        };
        let source = folder.join("src").join("lib.rs");
        if !is_ours {
            self.save(&source, code)?;
        }
        // One folder for what is compiled, so that the SDK is compiled once for all of them.
        let settings = self.plugins.join(".cargo").join("config.toml");
        if !settings.is_file() {
            self.save(&settings, "[build]\ntarget-dir = \"target\"\n")?;
        }
        let name = folder_name(&folder.file_name().unwrap_or_default().to_string_lossy());
        let manifest = folder.join("Cargo.toml");
        if !manifest.is_file() {
            self.save(&manifest, &manifest_text(&name, &self.sdk))?;
        }
        Ok(Package { folder, source })
    }
}

/// What is built for a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Package {
    /// The folder with Cargo.toml.
    pub folder: PathBuf,
    /// The file that the compiler reads for the source.
    pub source: PathBuf,
}

/// Reads a source. Blocks. The error is one sentence.
pub fn read_source(path: &Path) -> Result<String, String> {
    let failed = |reason: String| format!("{} cannot be opened: {reason}", path.display());
    let size = fs::metadata(path).map_err(|error| failed(error.to_string()))?.len();
    if size > MOST_BYTES as u64 {
        return Err(failed(format!("it has {size} bytes, and the editor takes {MOST_BYTES}")));
    }
    let bytes = fs::read(path).map_err(|error| failed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|_| failed("it is no text in UTF-8".to_owned()))
}

/// The folder of the package that has the file among its sources.
fn package_of(path: &Path) -> Option<PathBuf> {
    let folder = path.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").is_file())?;
    let is_source = path.strip_prefix(folder).is_ok_and(|inside| inside.starts_with("src"));
    is_source.then(|| folder.to_owned())
}

/// A name as a package may have it: small letters, digits and hyphens.
pub fn folder_name(name: &str) -> String {
    let mut folder = String::new();
    for character in name.chars().take(40) {
        if character.is_ascii_alphanumeric() {
            folder.push(character.to_ascii_lowercase());
        } else if !folder.is_empty() && !folder.ends_with('-') {
            folder.push('-');
        }
    }
    let folder = folder.trim_end_matches('-');
    match folder.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => folder.to_owned(),
        Some(_) => format!("plugin-{folder}"),
        None => "plugin".to_owned(),
    }
}

fn manifest_text(name: &str, sdk: &Path) -> String {
    let sdk = fs::canonicalize(sdk).unwrap_or_else(|_| sdk.to_owned());
    // A literal text of TOML, whose backslashes are no escapes.
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[lib]\ncrate-type = [\"cdylib\", \
         \"rlib\"]\n\n[dependencies]\nimjoy-sdk = {{ path = '{}' }}\n\n[workspace]\n",
        sdk.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(folder: &Path) -> Places {
        let sdk = Path::new(env!("CARGO_MANIFEST_DIR")).join("../guest-sdk");
        Places { plugins: folder.join("editor"), sdk, toolchain: folder.join("toolchain") }
    }

    #[test]
    fn names_fit_packages() {
        for (name, expected) in
            [("My plugin!", "my-plugin"), ("../../etc", "etc"), ("", "plugin"), ("3d", "plugin-3d"), ("äö", "plugin")]
        {
            assert_eq!(folder_name(name), expected);
        }
    }

    #[test]
    fn a_new_plugin_gets_a_folder_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let places = places(folder.path());
        let first = places.new_file("Blur", Language::Rust);
        assert_eq!(first, folder.path().join("editor/blur/src/lib.rs"));
        places.save(&first, "code").unwrap();
        assert_eq!(places.new_file("Blur", Language::Rust), folder.path().join("editor/blur-2/src/lib.rs"));
        let package = places.package(&first, "code").unwrap();
        assert_eq!(package, Package { folder: folder.path().join("editor/blur"), source: first });
        let manifest = fs::read_to_string(package.folder.join("Cargo.toml")).unwrap();
        assert!(manifest.contains("name = \"blur\"") && manifest.contains("guest-sdk"), "{manifest}");
    }

    #[test]
    fn a_file_of_a_package_is_built_where_it_is_and_another_in_a_folder_made_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let places = places(folder.path());
        let own = folder.path().join("own/src/lib.rs");
        places.save(&own, "code").unwrap();
        fs::write(folder.path().join("own/Cargo.toml"), "[package]").unwrap();
        assert_eq!(places.package(&own, "code").unwrap().folder, folder.path().join("own"));
        let single = folder.path().join("Sharpen.rs");
        let package = places.package(&single, "fn x() {}").unwrap();
        assert_eq!(package.folder, folder.path().join("editor/sharpen"));
        assert_eq!(fs::read_to_string(package.source).unwrap(), "fn x() {}");
        let without = Places { sdk: folder.path().join("none"), ..places };
        assert!(without.package(&single, "").is_err_and(|sentence| sentence.contains("SDK")));
    }

    #[test]
    fn what_is_no_source_is_one_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.rs");
        assert!(read_source(&path).is_err());
        fs::write(&path, [0xff, 0xfe]).unwrap();
        assert!(read_source(&path).is_err_and(|sentence| sentence.contains("UTF-8")));
        fs::write(&path, vec![b'a'; MOST_BYTES + 1]).unwrap();
        assert!(read_source(&path).is_err_and(|sentence| sentence.contains("bytes")));
    }
}
