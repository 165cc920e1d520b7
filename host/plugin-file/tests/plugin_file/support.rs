//! What the tests of several modules need.

use imjoy_plugin_file::{Block, PluginFile, PluginFileError, Selected, describe};
use serde_json::Value as Json;

/// A file with a config, then what is given.
pub fn with_config(rest: &str) -> String {
    format!("<config lang=\"json\">{{\"name\": \"Test\", \"api_version\": \"0.1.7\"}}</config>\n{rest}")
}

pub fn parse(text: &str) -> Result<PluginFile, PluginFileError> {
    PluginFile::parse("test.imjoy.html", text.as_bytes())
}

/// A plugin with the fields of a JSON object, and what follows the config.
pub fn plugin(fields: &Json, rest: &str) -> PluginFile {
    parse(&format!("<config lang=\"json\">{fields}</config>\n{rest}")).expect("a config of fields")
}

pub fn select(fields: &Json, rest: &str) -> Selected {
    plugin(fields, rest).select(None).expect("fields for the first tag")
}

/// Name, attributes as JSON, and content of all elements of a text that need not have a config.
pub fn elements(text: &str) -> Vec<(String, String, String)> {
    let description = describe("test.imjoy.html", text.as_bytes(), None);
    let blocks = description["blocks"].as_array().expect("elements");
    let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
    blocks
        .iter()
        .map(|block| (text(&block["name"]), block["attributes"].to_string(), text(&block["content"])))
        .collect()
}

pub fn contents<'a>(blocks: impl IntoIterator<Item = &'a std::sync::Arc<Block>>) -> Vec<&'a str> {
    blocks.into_iter().map(|block| block.content.as_str()).collect()
}
