//! First plugins in each language, which `host new` and the plugin editor begin with.
//!
//! The texts are files in the folders beside this one. In them and in their paths `{{name}}` is
//! the plugin's name, `{{package}}` that of its folder, `{{sdk}}` the folder of the SDKs.
//!
//! Invariant: each template runs as it is; the tests of the command line make, load and run it.

mod name;

pub use name::PluginName;

use std::path::{Path, PathBuf};

/// A language that plugins are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, clap::ValueEnum)]
#[value(rename_all = "lower")]
pub enum TemplateLanguage {
    /// An `.imjoy.html` file, run as it is.
    JavaScript,
    /// An `.imjoy.html` file, run as it is.
    Python,
    /// A folder that `host build` compiles.
    Rust,
    /// A folder that `host build` compiles.
    C,
}

/// A first plugin.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// What it is written in.
    pub language: TemplateLanguage,
    /// What kind of plugin it is.
    pub kind: TemplateKind,
    /// What it does, in one sentence.
    pub description: &'static str,
    /// Paths and texts, with placeholders. The first is the source to begin with.
    files: &'static [(&'static str, &'static str)],
}

/// What kind of plugin a template is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TemplateKind {
    /// One that works on the image of the active window.
    Plain,
    /// A window plugin, which has an instance in each of its windows.
    Window,
}

const MEASURES: &str = "Measures the image of the active window and plots its histogram";
const THRESHOLD: &str = "A window that shows which pixels of an image are above a threshold";

const TEMPLATES: &[Template] = &[
    Template {
        language: TemplateLanguage::JavaScript,
        kind: TemplateKind::Plain,
        description: MEASURES,
        files: &[("{{name}}.imjoy.html", include_str!("javascript/plugin.imjoy.html"))],
    },
    Template {
        language: TemplateLanguage::JavaScript,
        kind: TemplateKind::Window,
        description: THRESHOLD,
        files: &[("{{name}}.imjoy.html", include_str!("javascript/window.imjoy.html"))],
    },
    Template {
        language: TemplateLanguage::Python,
        kind: TemplateKind::Plain,
        description: MEASURES,
        files: &[("{{name}}.imjoy.html", include_str!("python/plugin.imjoy.html"))],
    },
    Template {
        language: TemplateLanguage::Python,
        kind: TemplateKind::Window,
        description: THRESHOLD,
        files: &[("{{name}}.imjoy.html", include_str!("python/window.imjoy.html"))],
    },
    Template {
        language: TemplateLanguage::Rust,
        kind: TemplateKind::Plain,
        description: MEASURES,
        files: &[
            ("{{package}}/src/lib.rs", include_str!("rust/plugin.rs.template")),
            ("{{package}}/Cargo.toml", include_str!("rust/Cargo.toml.template")),
        ],
    },
    Template {
        language: TemplateLanguage::Rust,
        kind: TemplateKind::Window,
        description: THRESHOLD,
        files: &[
            ("{{package}}/src/lib.rs", include_str!("rust/window.rs.template")),
            ("{{package}}/Cargo.toml", include_str!("rust/Cargo.toml.template")),
        ],
    },
    Template {
        language: TemplateLanguage::C,
        kind: TemplateKind::Plain,
        description: MEASURES,
        files: &[
            ("{{package}}/plugin.c", include_str!("c/plugin.c.template")),
            ("{{package}}/manifest.json", include_str!("c/manifest.json.template")),
        ],
    },
];

/// All templates, those that need no compiler first.
pub fn all() -> &'static [Template] {
    TEMPLATES
}

/// The template of a language and kind, if there is one.
pub fn find(language: TemplateLanguage, kind: TemplateKind) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.language == language && template.kind == kind)
}

/// The folder of the SDKs: in the source that this program was built from, which compiled
/// languages need. `None` when it is gone.
pub fn sdk_folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join("guest-sdk");
    std::fs::canonicalize(folder).ok().filter(|folder| folder.join("Cargo.toml").is_file())
}

impl Template {
    /// The files of a plugin of that name, with paths relative to the folder that it is put
    /// into; the first is the source to begin with. `sdk` is named in the files of compiled
    /// languages.
    pub fn files_for(&self, name: &PluginName, sdk: &Path) -> Vec<(PathBuf, String)> {
        let fill = |text: &str| {
            text.replace("{{name}}", name.as_str())
                .replace("{{package}}", &name.package())
                .replace("{{description}}", self.description)
                .replace("{{sdk}}", &sdk.display().to_string())
        };
        self.files.iter().map(|(path, text)| (PathBuf::from(fill(path)), fill(text))).collect()
    }

    /// What is made: a single file, or a folder with several. Relative as in
    /// [`files_for`](Self::files_for).
    pub fn place_for(&self, name: &PluginName) -> PathBuf {
        if self.language.is_compiled() {
            PathBuf::from(name.package())
        } else {
            PathBuf::from(format!("{}.imjoy.html", name.as_str()))
        }
    }
}

impl TemplateLanguage {
    /// Whether plugins are built before they can run.
    pub fn is_compiled(self) -> bool {
        matches!(self, Self::Rust | Self::C)
    }

    /// Its name, for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::JavaScript => "JavaScript",
            Self::Python => "Python",
            Self::Rust => "Rust",
            Self::C => "C",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_to_fill_in() {
        let name = PluginName::new("My plugin").unwrap();
        for template in all() {
            let place = template.place_for(&name);
            for (path, text) in template.files_for(&name, Path::new("/sdk")) {
                assert!(path.starts_with(&place), "{} is not in {}", path.display(), place.display());
                assert!(!text.contains("{{"), "{}", path.display());
                assert!(text.contains("My plugin") || text.contains("my-plugin"), "{}", path.display());
            }
        }
    }

    #[test]
    fn every_language_has_a_plain_template() {
        use clap::ValueEnum;
        for language in TemplateLanguage::value_variants() {
            assert!(find(*language, TemplateKind::Plain).is_some(), "{language:?}");
        }
        assert!(sdk_folder().is_some());
    }
}
