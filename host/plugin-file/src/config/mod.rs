//! The fields of a plugin: `<config>`.

mod compare;
mod json;
mod legacy;
mod numbers;
mod tags;
mod yaml;
mod yaml_scalar;

pub use compare::compare_versions;
pub(crate) use legacy::upgrade;
pub(crate) use tags::{choose, tags_of};

use crate::blocks::{Block, BlockKind, Position};
use crate::limits::CONFIG_BYTES;
use crate::text::shown;
use crate::{Fields, PluginFileError};
use serde_json::Value as Json;
use std::cmp::Ordering;
use std::sync::Arc;

/// The last version of the API in which a `<config>` without `lang` is read as JSON.
const LAST_WITHOUT_LANGUAGE: &str = "0.1.5";

/// What is wrong in the text of a config, and where in it.
#[derive(Debug, PartialEq)]
struct SyntaxError {
    problem: String,
    position: Position,
}

/// The fields of the first `<config>` of a file, as written.
pub(crate) fn fields_of(blocks: &[Arc<Block>]) -> Result<Fields, PluginFileError> {
    let Some(block) = blocks.iter().find(|block| block.kind == BlockKind::Config) else {
        let last = blocks.last().filter(|block| !block.closed);
        return Err(PluginFileError::NoConfig { unclosed: last.map(|block| (shown(&block.name), block.start.line)) });
    };
    if block.content.len() > CONFIG_BYTES {
        return Err(PluginFileError::ConfigTooLong { bytes: block.content.len() });
    }
    let json = match block.attribute("lang") {
        Some("yaml") => yaml::parse(&block.content).map_err(|error| syntax_error("YAML", error, block))?,
        Some("json") => json::parse(&block.content).map_err(|error| syntax_error("JSON", error, block))?,
        language => {
            let named = block.has_attribute("lang");
            // Without a value the attribute is `true`.
            let unsupported =
                || PluginFileError::ConfigLanguage(shown(language.unwrap_or(if named { "true" } else { "undefined" })));
            let json = match json::parse(&block.content) {
                Ok(json) => json,
                Err(_) if named => return Err(unsupported()),
                Err(error) => return Err(syntax_error("JSON", error, block)),
            };
            let version = json.get("api_version").and_then(text).unwrap_or_default();
            if compare_versions(&version, LAST_WITHOUT_LANGUAGE) == Ordering::Greater {
                return Err(unsupported());
            }
            json
        }
    };
    let Json::Object(fields) = json else {
        return Err(PluginFileError::ConfigNotObject);
    };
    Ok(fields)
}

/// The name of a plugin.
pub(crate) fn name_of(fields: &Fields) -> Result<&str, PluginFileError> {
    let name = fields.get("name").and_then(Json::as_str).filter(|name| !name.trim().is_empty());
    match name {
        None => Err(PluginFileError::NoName),
        Some(name) if name.contains('/') => Err(PluginFileError::SlashInName),
        Some(name) => Ok(name),
    }
}

/// A field that should be a text; numbers are written as text.
pub(crate) fn text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A field that should be a list of texts; one text is a list of one. What is no text is left
/// out.
pub(crate) fn texts(value: Option<&Json>) -> Vec<String> {
    match value {
        Some(Json::Array(values)) => values.iter().filter_map(text).collect(),
        Some(value) => text(value).filter(|text| !text.trim().is_empty()).into_iter().collect(),
        None => Vec::new(),
    }
}

fn syntax_error(language: &'static str, error: SyntaxError, block: &Block) -> PluginFileError {
    let Position { line, column } = block.position_in_file(error.position);
    PluginFileError::ConfigSyntax { language, problem: error.problem, line, column }
}
