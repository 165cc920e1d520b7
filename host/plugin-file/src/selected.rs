//! A plugin with its tag chosen.

use crate::blocks::{Block, BlockKind};
use crate::config::{compare_versions, text, texts};
use crate::language::Language;
use crate::plugin_file::PluginFile;
use crate::requirements::{UnmetRequirements, unmet_requirements};
use crate::{Fields, Json};
use std::cmp::Ordering;
use std::sync::Arc;

/// The version of a plugin that names none.
const NO_VERSION: &str = "0.0.0";

/// A plugin with its tag chosen: fields by their types, with defaults for what is missing.
#[derive(Clone, Debug)]
pub struct Selected {
    /// Name.
    pub name: String,
    /// The chosen tag.
    pub tag: Option<String>,
    /// Type by its new name: `web-worker`, `window`, `native-python` … A plugin that names none
    /// is a `web-worker` or `native-python` by its language, or a `collection` if it has no
    /// script.
    pub plugin_type: String,
    /// Version; `0.0.0` when there is none.
    pub version: String,
    /// Version of the API that it was written for; empty when there is none.
    pub api_version: String,
    /// One line; empty when there is none.
    pub description: String,
    /// Name of a Material icon, emoji or URL.
    pub icon: Option<String>,
    /// Documentation as Markdown.
    pub docs: Option<String>,
    /// Form of the plugin's own op: a text or a list; `null` when there is none.
    pub ui: Json,
    /// JSON Schema, as written, of the data that it takes; `null` when there is none.
    pub inputs: Json,
    /// JSON Schema, as written, of the data that it gives; `null` when there is none.
    pub outputs: Json,
    /// Whether it has a run button; only `false` takes it away.
    pub runnable: bool,
    /// Flags such as `functional` or `single-instance`.
    pub flags: Vec<String>,
    /// Words under which it is grouped.
    pub labels: Vec<String>,
    /// What it needs, as written: URLs or packages, with prefixes such as `pip:`.
    pub requirements: Vec<String>,
    /// Commands that make its environment, such as `conda create …`.
    pub environment: Vec<String>,
    /// Plugins that have to be loaded before it, as URIs.
    pub dependencies: Vec<String>,
    /// Configuration of its windows: `w`, `h`, `fullscreen` …
    pub defaults: Fields,
    /// The language that its scripts are in; `None` when there is no script, or when they are in
    /// a language that the host has no runtime for.
    pub language: Option<Language>,
    /// The scripts to run, in order. One with `src` has its source elsewhere.
    pub scripts: Vec<Arc<Block>>,
    /// HTML for its windows; of each only the first element is shown.
    pub windows: Vec<Arc<Block>>,
    /// CSS.
    pub styles: Vec<Arc<Block>>,
    /// Style sheets elsewhere.
    pub links: Vec<Arc<Block>>,
    /// All fields with the values of the tag and by their new names, for `getConfig("_field")`.
    /// `runnable` and `tag` are always there; `tag` is `null` for a plugin without tags.
    pub fields: Fields,
    /// What the author may want to know; each is one phrase.
    pub warnings: Vec<String>,
}

impl Selected {
    pub(crate) fn new(
        file: &PluginFile,
        mut fields: Fields,
        tag: Option<&str>,
        language: Option<Language>,
        scripts: Vec<Arc<Block>>,
        warnings: Vec<String>,
    ) -> Self {
        let runnable = fields.get("runnable") != Some(&Json::Bool(false));
        fields.insert("tag".to_owned(), tag.into());
        fields.insert("runnable".to_owned(), runnable.into());
        let blocks = |kind| file.blocks_of(kind).cloned().collect();
        let word = |field: &str| fields.get(field).and_then(text);
        let json = |field: &str| fields.get(field).cloned().unwrap_or_default();
        let by_language = match language {
            Some(Language::JavaScript) => "web-worker",
            Some(Language::Python) => "native-python",
            None => "collection",
        };
        Self {
            name: file.name().to_owned(),
            tag: tag.map(str::to_owned),
            plugin_type: word("type").filter(|word| !word.is_empty()).unwrap_or_else(|| by_language.to_owned()),
            version: word("version").unwrap_or_else(|| NO_VERSION.to_owned()),
            api_version: word("api_version").unwrap_or_default(),
            description: word("description").unwrap_or_default(),
            icon: word("icon").filter(|icon| !icon.is_empty()),
            docs: file.docs().map(str::to_owned),
            ui: json("ui"),
            inputs: json("inputs"),
            outputs: json("outputs"),
            runnable,
            flags: texts(fields.get("flags")),
            labels: texts(fields.get("labels")),
            requirements: texts(fields.get("requirements")),
            environment: texts(fields.get("env")),
            dependencies: texts(fields.get("dependencies")),
            defaults: fields.get("defaults").and_then(Json::as_object).cloned().unwrap_or_default(),
            language,
            scripts,
            windows: blocks(BlockKind::Window),
            styles: blocks(BlockKind::Style),
            links: blocks(BlockKind::Link),
            fields,
            warnings,
        }
    }

    /// The name with `_` for each space: ImJoy's `_id`.
    #[must_use]
    pub fn identifier(&self) -> String {
        self.name.replace(' ', "_")
    }

    /// Whether the plugin was written for a version of the API up to this one. A plugin that
    /// names none counts as new.
    #[must_use]
    pub fn is_for_api_up_to(&self, version: &str) -> bool {
        !self.api_version.is_empty() && compare_versions(&self.api_version, version) != Ordering::Greater
    }

    /// What the plugin asks for and this host does not have.
    #[must_use]
    pub fn unmet_requirements(&self) -> UnmetRequirements {
        unmet_requirements(self)
    }
}
