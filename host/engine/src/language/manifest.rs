//! From a plugin file to its manifest and to what is run.

use super::dependencies::{Dependency, MOST_DEPENDENCIES};
use super::libraries::{Libraries, MOST_BYTES};
use super::program::{Program, ProgramPlan, Script};
use super::requirements::{required_libraries, unmet_sentence};
use crate::error::LoadError;
use crate::front_end::PluginLanguage;
use crate::manifest::Manifest;
use crate::plugin::PluginSource;
use imjoy_plugin_file::{Block, BlockKind, FileKind, Language, PluginFile, Selected};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// End of the names of plugin files with elements.
pub(crate) const PLUGIN_FILE_END: &str = ".imjoy.html";
/// What a collection runs: it exports nothing, and loads what it depends on.
const COLLECTION_SCRIPT: &str = "api.export({});";
/// What a `passive` plugin, which offers nothing to others, runs after its own scripts.
const PASSIVE_SCRIPTS: [(Language, &str); 2] =
    [(Language::JavaScript, COLLECTION_SCRIPT), (Language::Python, "from imjoy import api\napi.export({})")];
/// Types whose windows are pages.
const WINDOW_TYPES: [&str; 3] = ["window", "web-python-window", "rpc-window"];
/// Types that are pages or workers somewhere else.
const REMOTE_TYPES: [&str; 2] = ["rpc-window", "rpc-worker"];

/// A plugin file that has been read.
#[derive(Clone, Debug)]
pub(crate) struct PluginFileContents(PluginFile);

/// What a plugin file needs and is to be run, for one of its variants.
#[derive(Debug)]
pub(crate) struct PreparedProgram {
    pub(crate) plan: ProgramPlan,
    pub(crate) language: PluginLanguage,
    /// What it asks for and does not get here, a sentence each.
    pub(crate) lacks: Vec<String>,
    /// Plugins that are to be loaded with it.
    pub(crate) dependencies: Vec<Dependency>,
}

/// Whether a file of that name is a plugin that is text.
pub(crate) fn is_plugin_file(path: &str) -> bool {
    FileKind::of(&path.to_ascii_lowercase()).is_some()
}

/// Whether a file of that name is a plugin: a component (`.wasm`), or a text (`.imjoy.html`,
/// `.js`, `.py`).
pub fn is_plugin_path(path: &str) -> bool {
    let is_component = Path::new(path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("wasm"));
    is_component || is_plugin_file(path)
}

/// Reads a plugin file and what it says of itself.
pub(crate) fn read_plugin_file(path: &str, bytes: &[u8]) -> Result<(Manifest, PluginFileContents), LoadError> {
    let failed = |reason: String| LoadError::PluginFile { path: path.to_owned(), reason };
    let file = PluginFile::parse(path, bytes).map_err(|error| failed(error.to_string()))?;
    // The fields by their new names, still with the values of all tags.
    let selected = file.select(None).map_err(|error| failed(error.to_string()))?;
    let attachments: HashMap<String, String> = file
        .attachments()
        .unwrap_or_default()
        .into_iter()
        .rev()
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
    let mut fields = file.fields().clone();
    if file.tags().is_empty() {
        fields = selected.fields.clone();
    }
    fields.insert("name".to_owned(), file.name().into());
    let plugin_type = manifest_type(&selected);
    let docs = file.docs().unwrap_or_default().to_owned();
    let manifest = Manifest::of_plugin_file(fields, plugin_type, docs, attachments)
        .map_err(|reason| LoadError::Manifest { path: path.to_owned(), reason })?;
    Ok((manifest, PluginFileContents(file)))
}

/// The type by which the host tells what to do with a plugin.
fn manifest_type(selected: &Selected) -> String {
    if WINDOW_TYPES.contains(&selected.plugin_type.as_str()) {
        "window".to_owned()
    } else {
        selected.plugin_type.clone()
    }
}

impl PluginFileContents {
    /// What is to be run of the variant `tag`. `path` is for messages. Looks at the disk for
    /// libraries: not for async code.
    pub(crate) fn prepare(
        &self,
        source: &PluginSource,
        path: &str,
        tag: Option<&str>,
    ) -> Result<PreparedProgram, LoadError> {
        let failed = |reason: String| LoadError::PluginFile { path: path.to_owned(), reason };
        let selected = self.0.select(tag).map_err(|error| failed(error.to_string()))?;
        let language = match selected.language {
            Some(Language::JavaScript) => PluginLanguage::JavaScript,
            Some(Language::Python) => PluginLanguage::Python,
            None => PluginLanguage::default(),
        };
        let libraries = match selected.language {
            Some(Language::JavaScript) => Libraries::of(source),
            Some(Language::Python) | None => Libraries::default(),
        };
        let mut left = MOST_BYTES;
        let (required, missing) = required_libraries(&selected, &libraries, &mut left);
        let unmet = unmet_sentence(&selected, &libraries, &missing);
        let mut lacks: Vec<String> = selected.warnings.clone();
        lacks.extend(unmet.clone());
        lacks.extend(selected.flags.iter().filter_map(|flag| flag_without_effect(&selected.name, flag)));
        let named = selected.dependencies.iter().take(MOST_DEPENDENCIES);
        let mut dependencies = Vec::new();
        for written in named {
            match Dependency::parse(written) {
                Some(dependency) => dependencies.push(dependency),
                None => lacks.push(format!("the dependency {written} of {} names no plugin", selected.name)),
            }
        }
        let plan = self.plan(&selected, libraries, required, unmet, left).map_err(failed)?;
        Ok(PreparedProgram { plan, language, lacks, dependencies })
    }

    /// The error says why there is nothing to run.
    fn plan(
        &self,
        selected: &Selected,
        libraries: Libraries,
        required: Vec<Script>,
        unmet: Option<String>,
        mut left: u64,
    ) -> Result<ProgramPlan, String> {
        let Selected { name, plugin_type, .. } = selected;
        if WINDOW_TYPES.contains(&plugin_type.as_str()) && draws_html(selected) {
            return Ok(ProgramPlan::NeedsBrowser);
        }
        if REMOTE_TYPES.contains(&plugin_type.as_str()) {
            return Err(format!(
                "{name} is of type {plugin_type}: it is a page of a web server, which needs a browser"
            ));
        }
        let scripts = if plugin_type == "collection" {
            vec![Script::of_host("collection", COLLECTION_SCRIPT)]
        } else {
            let mut scripts = required;
            scripts.extend(self.scripts(selected, &libraries, &mut left)?);
            scripts.extend(passive_script(selected));
            scripts
        };
        let language = if plugin_type == "collection" { Some(Language::JavaScript) } else { selected.language };
        let Some(language) = language else {
            let written = selected.scripts.iter().find_map(|script| script.attribute("lang"));
            return Err(match written {
                Some(language) => format!("{name} is written in {language}; this host runs JavaScript and Python"),
                None => format!("{name} has no script"),
            });
        };
        Ok(ProgramPlan::Run(Arc::new(Program {
            language,
            plugin_type: plugin_type.clone(),
            api_version: selected.api_version.clone(),
            scripts,
            libraries,
            unmet,
        })))
    }

    fn scripts(&self, selected: &Selected, libraries: &Libraries, left: &mut u64) -> Result<Vec<Script>, String> {
        if selected.scripts.is_empty() {
            return Err(format!("{} has no script", selected.name));
        }
        let script = |block: &Arc<Block>| {
            let is_module = block.attribute("type") == Some("module");
            if let Some(address) = block.attribute("src") {
                return match libraries.read_within(address, left) {
                    Ok(library) => Ok(Script::of_library(library, is_module)),
                    Err(reason) => Err(format!("{} takes a script from elsewhere: {reason}", selected.name)),
                };
            }
            // A file has at most 32 MiB, so none is cut off.
            let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            Ok(Script {
                file: self.0.file_name().to_owned(),
                line: number(block.start.line),
                indent: number(block.indentation),
                before: number(block.start.column.saturating_sub(1)),
                text: block.content.as_str().into(),
                is_module,
            })
        };
        selected.scripts.iter().map(script).collect()
    }
}

/// The export of a `passive` plugin, which need not export anything itself.
fn passive_script(selected: &Selected) -> Option<Script> {
    let is_passive = selected.fields.get("passive").and_then(serde_json::Value::as_bool) == Some(true);
    let exports = selected.scripts.iter().any(|script| script.content.contains("api.export"));
    let (_, text) = PASSIVE_SCRIPTS.iter().find(|(language, _)| Some(*language) == selected.language)?;
    (is_passive && !exports).then(|| Script::of_host("passive", text))
}

/// The sentence for a flag that nothing here can bring about. Of the others `functional` and
/// `single-instance` always hold: a plugin has one instance, in the one application.
fn flag_without_effect(plugin: &str, flag: &str) -> Option<String> {
    let reason = match flag {
        "allow-detach" => "a plugin ends with the application, and `resume` is not called",
        "engine" | "engine-factory" => "there are no plugin engines",
        "file-manager" => "files are chosen in the application's own dialog",
        "browserfs" => "there is no browser; Python's open() and api.showFileDialog give files",
        _ => return None,
    };
    Some(format!("the flag {flag} of {plugin} has no effect here: {reason}"))
}

/// Whether a window plugin fills its window with a page: it has HTML, or style sheets, or
/// loads libraries, or uses `document`, or is a page somewhere else. One without all these
/// describes its window as data.
fn draws_html(selected: &Selected) -> bool {
    let has_text = |blocks: &[Arc<Block>]| blocks.iter().any(|block| !block.content.trim().is_empty());
    let is_address = |text: &String| text.contains("://") || text.starts_with("//");
    has_text(&selected.windows)
        || has_text(&selected.styles)
        || !selected.links.is_empty()
        || selected.requirements.iter().any(is_address)
        || REMOTE_TYPES.contains(&selected.plugin_type.as_str())
        || selected.plugin_type == "web-python-window"
        || selected.scripts.iter().any(|script| script.kind == BlockKind::Script && script.has_attribute("src"))
        || selected.scripts.iter().any(|script| uses_document(&script.content))
}

/// Whether a script looks into the page, by `document.…` or `document[…]`; not a field of that name.
fn uses_document(script: &str) -> bool {
    const NAME: &str = "document";
    script.match_indices(NAME).any(|(start, _)| {
        let before = script.get(..start).and_then(|before| before.chars().next_back());
        let mut after = script.get(start + NAME.len()..).unwrap_or_default().trim_start().chars();
        let is_own_word = before.is_none_or(|letter| !letter.is_alphanumeric() && !"_$.'\"`".contains(letter));
        let leads_on = match after.next() {
            // Not the end of a sentence in a comment.
            Some('.') => after.next().is_some_and(|letter| letter.is_alphabetic() || letter == '_'),
            first => first == Some('['),
        };
        is_own_word && leads_on
    })
}

#[cfg(test)]
mod tests {
    use super::uses_document;

    #[test]
    fn a_script_that_looks_into_the_page_is_known_by_it() {
        for script in ["document.title = 1", "(document\n  .body)", "x = !document['body']"] {
            assert!(uses_document(script), "{script}");
        }
        for script in
            ["", "my.document.title", "documents.x", "let document = 1", "a 'document.x'", "// the document. Then"]
        {
            assert!(!uses_document(script), "{script}");
        }
    }
}
