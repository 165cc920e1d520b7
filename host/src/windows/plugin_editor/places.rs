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

    /// A file for a new source that does not exist yet; a plugin that is built gets a folder
    /// of its own. Asks the disk.
    pub fn new_file(&self, new: &NewFile) -> PathBuf {
        let mut numbers = 1..MOST_NAMES;
        let free = numbers.find(|number| !self.place(new, *number).exists()).unwrap_or(MOST_NAMES);
        self.source_at(self.place(new, free), new)
    }

    /// Whether nothing has the name yet that a new source gets. Asks the disk.
    pub fn is_free(&self, new: &NewFile) -> bool {
        !self.place(new, 1).exists()
    }

    /// Where a new source is saved if nothing has its name yet. Does not ask the disk.
    pub fn first_place(&self, new: &NewFile) -> PathBuf {
        self.source_at(self.place(new, 1), new)
    }

    fn source_at(&self, place: PathBuf, new: &NewFile) -> PathBuf {
        match new.language {
            Language::Rust | Language::C => place.join(new.source_in_folder()),
            _ => place,
        }
    }

    /// The file or folder of a new source, by the how manieth of its name it is.
    fn place(&self, new: &NewFile, number: usize) -> PathBuf {
        let number = if number > 1 { format!("-{number}") } else { String::new() };
        let ending = new.language.ending().map(|ending| format!(".{ending}")).unwrap_or_default();
        self.plugins.join(format!("{}{number}{ending}", folder_name(&new.name)))
    }

    /// Saves a source where it is, or as a new one; the files that belong to a new one are
    /// saved beside it, unless there are such. Gives where the source is. Blocks. The error
    /// is one sentence.
    pub fn save_source(&self, path: Option<PathBuf>, new: &NewFile, code: &str) -> Result<PathBuf, String> {
        let path = path.unwrap_or_else(|| self.new_file(new));
        let source = new.source_in_folder();
        let folder = if path.ends_with(&source) { path.ancestors().nth(source.components().count()) } else { None };
        for (beside, text) in new.beside.iter().filter(|_| new.language.ending().is_none()) {
            if let Some(beside) = folder.map(|folder| folder.join(beside)).filter(|beside| !beside.exists()) {
                self.save(&beside, text)?;
            }
        }
        self.save(&path, code)?;
        Ok(path)
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
    pub fn package(&self, path: &Path, code: &str, language: Language) -> Result<Package, String> {
        if language == Language::C {
            let folder = path.parent().unwrap_or(Path::new(".")).to_owned();
            return Ok(Package { folder, source: path.to_owned() });
        }
        if path.starts_with(&self.plugins) {
            // One folder for what is compiled, so that the SDK is compiled once for all of them.
            let settings = self.plugins.join(".cargo").join("config.toml");
            if !settings.is_file() {
                self.save(&settings, "[build]\ntarget-dir = \"target\"\n")?;
            }
        }
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
        let name = folder_name(&folder.file_name().unwrap_or_default().to_string_lossy());
        let manifest = folder.join("Cargo.toml");
        if !manifest.is_file() {
            self.save(&manifest, &manifest_text(&name, &self.sdk))?;
        }
        Ok(Package { folder, source })
    }
}

/// A source that has no file yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewFile {
    /// What its plugin is called.
    pub name: String,
    /// What it is written in.
    pub language: Language,
    /// Its path in the folder of its own, where it gets one and it is not the usual.
    pub source: Option<PathBuf>,
    /// Files that belong into that folder, by their paths in it.
    pub beside: Vec<(PathBuf, String)>,
}

impl NewFile {
    fn source_in_folder(&self) -> PathBuf {
        let usual = if self.language == Language::C { "plugin.c" } else { "src/lib.rs" };
        self.source.clone().unwrap_or_else(|| PathBuf::from(usual))
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
        let mut new = NewFile { name: "Blur".to_owned(), language: Language::Rust, ..NewFile::default() };
        let first = places.new_file(&new);
        assert_eq!(first, folder.path().join("editor/blur/src/lib.rs"));
        places.save(&first, "code").unwrap();
        assert_eq!(places.new_file(&new), folder.path().join("editor/blur-2/src/lib.rs"));
        let package = places.package(&first, "code", Language::Rust).unwrap();
        assert_eq!(package, Package { folder: folder.path().join("editor/blur"), source: first });
        let manifest = fs::read_to_string(package.folder.join("Cargo.toml")).unwrap();
        assert!(manifest.contains("name = \"blur\"") && manifest.contains("guest-sdk"), "{manifest}");
        new.language = Language::Python;
        assert_eq!(places.new_file(&new), folder.path().join("editor/blur.py"));
    }

    #[test]
    fn files_that_belong_to_a_new_source_are_saved_once() {
        let folder = tempfile::tempdir().unwrap();
        let places = places(folder.path());
        let beside = vec![(PathBuf::from("manifest.json"), "{}".to_owned())];
        let new = NewFile { name: "Fourier".to_owned(), language: Language::C, beside, ..NewFile::default() };
        let path = places.save_source(None, &new, "int x;").unwrap();
        assert_eq!(path, folder.path().join("editor/fourier/plugin.c"));
        let manifest = folder.path().join("editor/fourier/manifest.json");
        assert_eq!(fs::read_to_string(&manifest).unwrap(), "{}");
        fs::write(&manifest, "mine").unwrap();
        assert_eq!(places.save_source(Some(path.clone()), &new, "int y;"), Ok(path.clone()));
        assert_eq!(fs::read_to_string(&manifest).unwrap(), "mine");
        let package = places.package(&path, "int y;", Language::C).unwrap();
        assert_eq!(package, Package { folder: folder.path().join("editor/fourier"), source: path });
        // A source of another name takes nothing along.
        let other = folder.path().join("elsewhere/other.c");
        places.save_source(Some(other), &new, "int z;").unwrap();
        assert!(!folder.path().join("elsewhere/manifest.json").exists());
    }

    #[test]
    fn a_file_of_a_package_is_built_where_it_is_and_another_in_a_folder_made_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let places = places(folder.path());
        let own = folder.path().join("own/src/lib.rs");
        places.save(&own, "code").unwrap();
        fs::write(folder.path().join("own/Cargo.toml"), "[package]").unwrap();
        assert_eq!(places.package(&own, "code", Language::Rust).unwrap().folder, folder.path().join("own"));
        let single = folder.path().join("Sharpen.rs");
        let package = places.package(&single, "fn x() {}", Language::Rust).unwrap();
        assert_eq!(package.folder, folder.path().join("editor/sharpen"));
        assert_eq!(fs::read_to_string(package.source).unwrap(), "fn x() {}");
        let without = Places { sdk: folder.path().join("none"), ..places };
        assert!(without.package(&single, "", Language::Rust).is_err_and(|sentence| sentence.contains("SDK")));
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
