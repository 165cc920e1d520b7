//! What an editor that the user opens begins with.

use super::language::Language;
use super::name_in_code::renamed;
use super::places::{NewFile, Places, read_source};
use crate::sample_plugins::sample_plugins;
use crate::templates::{self, PluginName, TemplateKind, TemplateLanguage};
use imjoy_engine::{PluginSource, check_plugin};
use std::path::{Path, PathBuf};

/// What a new plugin is called until the user gives it a name.
const NEW_PLUGIN: &str = "My plugin";
/// Most names that are tried for a new plugin.
const MOST_NAMES: usize = 1_000;

/// What an editor of the host begins with.
#[derive(Clone, Debug, PartialEq)]
pub enum EditorStart {
    /// A new plugin.
    Template(TemplateLanguage, TemplateKind),
    /// A source file.
    File(PathBuf),
    /// A copy of a plugin that is part of the host, by its name.
    Sample(String),
}

/// A source to begin with.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The source.
    pub code: String,
    /// What it becomes when it is saved as a new one.
    pub new: NewFile,
    /// What the user is to know first.
    pub note: Option<String>,
}

/// Reads what the editor begins with. Blocks. The error is one sentence.
pub fn open(start: &EditorStart, places: &Places) -> Result<Opened, String> {
    match start {
        EditorStart::Template(language, kind) => from_template(*language, *kind, places),
        EditorStart::File(path) => {
            let code = read_source(path)?;
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let new = NewFile {
                name: name.trim_end_matches(".imjoy").to_owned(),
                language: Language::find(None, Some(path), &code),
                ..NewFile::default()
            };
            Ok(Opened { code, new, note: None })
        }
        EditorStart::Sample(name) => copy_of_sample(name),
    }
}

fn from_template(language: TemplateLanguage, kind: TemplateKind, places: &Places) -> Result<Opened, String> {
    let missing = || format!("There is no template for such a plugin in {}", language.label());
    let template = templates::find(language, kind).ok_or_else(missing)?;
    let names = std::iter::once(NEW_PLUGIN.to_owned()).chain((2..MOST_NAMES).map(|n| format!("{NEW_PLUGIN} {n}")));
    let is_free = |name: &PluginName| {
        let language = of_template(language);
        places.is_free(&NewFile { name: name.as_str().to_owned(), language, ..NewFile::default() })
    };
    let name = names.filter_map(|name| PluginName::new(&name).ok()).find(is_free).ok_or_else(|| {
        format!("All names for new plugins are taken in {}: rename or remove some", places.plugins.display())
    })?;
    let mut files = template.files_for(&name, &places.sdk).into_iter();
    let (path, code) = files.next().ok_or_else(|| "The template has no files".to_owned())?;
    // The first part of the paths is the folder, which the editor names itself.
    let in_folder = |path: &Path| path.components().skip(1).collect::<PathBuf>();
    let language = of_template(language);
    let new = NewFile {
        name: name.as_str().to_owned(),
        language,
        source: language.ending().is_none().then(|| in_folder(&path)),
        beside: files.map(|(path, text)| (in_folder(&path), text)).collect(),
    };
    Ok(Opened { code, new, note: None })
}

/// What the templates of a language are written in.
fn of_template(language: TemplateLanguage) -> Language {
    match language {
        TemplateLanguage::JavaScript | TemplateLanguage::Python => Language::ImJoyHtml,
        TemplateLanguage::Rust => Language::Rust,
        TemplateLanguage::C => Language::C,
    }
}

fn copy_of_sample(name: &str) -> Result<Opened, String> {
    let missing = || format!("The source of {name} is not part of this program");
    let (file, code) = sample_plugins().into_iter().find_map(|source| text_of(source, name)).ok_or_else(missing)?;
    let copy = format!("{name} copy");
    // Two plugins of one name cannot be loaded together.
    let code = renamed(&code, &copy).unwrap_or(code);
    let language = Language::find(None, Some(Path::new(&file)), &code);
    let new = NewFile { name: copy.clone(), language, ..NewFile::default() };
    let note = format!("This is a copy of {name}, called {copy}; it is saved in a file of its own");
    Ok(Opened { code, new, note: Some(note) })
}

/// File name and text of the plugin, if it has that name and is text.
fn text_of(source: PluginSource, name: &str) -> Option<(String, String)> {
    let PluginSource::BuiltIn { name: file, contents } = source else { return None };
    let text = String::from_utf8(contents.to_vec()).ok().filter(|_| !contents.starts_with(b"\0asm"))?;
    let is_meant = check_plugin(&file, &contents).is_ok_and(|checked| checked.manifest.name == name);
    // A carriage return would be a character of its own in the editor.
    is_meant.then(|| (file, text.replace("\r\n", "\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(folder: &Path) -> Places {
        Places { plugins: folder.join("editor"), sdk: folder.join("sdk"), toolchain: folder.join("toolchain") }
    }

    #[test]
    fn a_new_plugin_has_a_name_that_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let places = places(folder.path());
        let start = EditorStart::Template(TemplateLanguage::JavaScript, TemplateKind::Plain);
        let first = open(&start, &places).unwrap();
        assert_eq!((first.new.name.as_str(), first.new.language), ("My plugin", Language::ImJoyHtml));
        assert!(first.code.contains("My plugin"));
        std::fs::create_dir_all(&places.plugins).unwrap();
        std::fs::write(places.plugins.join("my-plugin.imjoy.html"), "").unwrap();
        assert_eq!(open(&start, &places).unwrap().new.name, "My plugin 2");
    }

    #[test]
    fn a_plugin_that_is_built_brings_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let start = EditorStart::Template(TemplateLanguage::Rust, TemplateKind::Plain);
        let new = open(&start, &places(folder.path())).unwrap().new;
        assert_eq!((new.language, new.source.as_deref()), (Language::Rust, Some(Path::new("src/lib.rs"))));
        assert_eq!(new.beside.iter().map(|(path, _)| path.as_path()).collect::<Vec<_>>(), [Path::new("Cargo.toml")]);
    }

    #[test]
    fn what_cannot_be_opened_is_one_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let places = places(folder.path());
        assert!(
            open(&EditorStart::Sample("no such plugin".to_owned()), &places)
                .is_err_and(|text| text.contains("no such"))
        );
        assert!(open(&EditorStart::File(folder.path().join("none.js")), &places).is_err());
        let path = folder.path().join("cells.imjoy.html");
        std::fs::write(&path, "<config>{}</config>").unwrap();
        let opened = open(&EditorStart::File(path), &places).unwrap();
        assert_eq!((opened.new.name.as_str(), opened.new.language), ("cells", Language::ImJoyHtml));
    }
}
