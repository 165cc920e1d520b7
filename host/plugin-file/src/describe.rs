//! A plugin file as JSON, for people and programs that look at one.

use crate::blocks::Block;
use crate::plugin_file::{PluginFile, read_blocks};
use crate::{Json, PluginFileError, Selected};
use serde_json::json;
use std::sync::Arc;

/// A plugin file as JSON, also one that cannot be loaded.
///
/// A file that can be read gives what [`PluginFile::to_json`] gives. Otherwise the object has the
/// field `error`, a sentence; and, where it is not a limit that is exceeded, `file` and `blocks` as
/// in the other case.
#[must_use]
pub fn describe(file_name: &str, bytes: &[u8], tag: Option<&str>) -> Json {
    let blocks = match read_blocks(file_name, bytes) {
        Ok(blocks) => blocks,
        Err(error) => return json!({ "error": error.to_string() }),
    };
    match PluginFile::from_blocks(file_name, blocks.clone()) {
        Ok(file) => file.to_json(tag),
        Err(error) => failure(file_name, &blocks, &error),
    }
}

impl PluginFile {
    /// The file as JSON with a tag chosen, or its first tag when none is given.
    ///
    /// ```json
    /// {
    ///   "file": "Hello.imjoy.html",
    ///   "blocks": [
    ///     {"name": "config", "attributes": {"lang": "json"}, "content": "…", "line": 1, "column": 21,
    ///      "indentation": 2, "closed": true}
    ///   ],
    ///   "config": {"name": "Hello", "type": "web-worker", "tag": null, "runnable": true, "requirements": []},
    ///   "tags": [],
    ///   "tag": null,
    ///   "language": "javascript",
    ///   "scripts": [2],
    ///   "docs": null,
    ///   "unmet": [{"kind": "javascript-library", "name": "https://…", "severity": "probably-fails"}],
    ///   "warnings": []
    /// }
    /// ```
    ///
    /// * `blocks`: all top-level elements in the order written. An attribute without a value is
    ///   `true`. `line` and `column` are where the content begins, counted from 1; `indentation`
    ///   is how many characters were taken from the start of each of its lines.
    /// * `config`: all fields after the values of the tag and the new names have been put in.
    /// * `language`: `javascript`, `python` or `null`.
    /// * `scripts`: which of the blocks run, in order, as indexes counted from 0.
    /// * `unmet`: what the plugin asks for and that is not to be had; see [`crate::Unmet`].
    ///
    /// When the tag cannot be chosen, the object has `file`, `blocks` and `error`, a sentence.
    #[must_use]
    pub fn to_json(&self, tag: Option<&str>) -> Json {
        match self.select(tag) {
            Ok(selected) => self.description(&selected),
            Err(error) => failure(self.file_name(), self.blocks(), &error),
        }
    }

    fn description(&self, selected: &Selected) -> Json {
        let index = |script: &Arc<Block>| self.blocks().iter().position(|block| Arc::ptr_eq(block, script));
        let unmet =
            selected.unmet_requirements().list.into_iter().map(
                |unmet| json!({ "kind": unmet.kind.name(), "name": unmet.name, "severity": unmet.severity.name() }),
            );
        json!({
            "file": self.file_name(),
            "blocks": blocks(self.blocks()),
            "config": selected.fields,
            "tags": self.tags(),
            "tag": selected.tag,
            "language": selected.language.map(|language| language.name()),
            "scripts": selected.scripts.iter().filter_map(index).collect::<Vec<_>>(),
            "docs": selected.docs,
            "unmet": unmet.collect::<Vec<_>>(),
            "warnings": selected.warnings,
        })
    }
}

fn failure(file_name: &str, read: &[Arc<Block>], error: &PluginFileError) -> Json {
    json!({ "file": file_name, "blocks": blocks(read), "error": error.to_string() })
}

fn blocks(blocks: &[Arc<Block>]) -> Json {
    blocks.iter().map(|block| self::block(block)).collect()
}

fn block(block: &Block) -> Json {
    let attributes = block.attributes.iter().map(|attribute| {
        let value = attribute.value.as_deref().map_or(Json::Bool(true), Json::from);
        (attribute.name.clone(), value)
    });
    json!({
        "name": block.name,
        "attributes": attributes.collect::<crate::Fields>(),
        "content": block.content,
        "line": block.start.line,
        "column": block.start.column,
        "indentation": block.indentation,
        "closed": block.closed,
    })
}
