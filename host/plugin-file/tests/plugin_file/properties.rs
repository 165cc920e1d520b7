//! What holds for every file, whatever is in it. The fuzz target checks the same.

use imjoy_plugin_file::{Block, FileKind, PluginFile, Position, describe};
use serde_json::Value as Json;

/// Checks a file in every way that the crate offers.
///
/// # Panics
///
/// One of the properties does not hold.
pub fn check(file_name: &str, bytes: &[u8], tag: Option<&str>) {
    let described = describe(file_name, bytes, tag);
    if let Some(blocks) = described.get("blocks").and_then(Json::as_array) {
        assert!(blocks.iter().all(|block| block["line"].as_u64() >= Some(1) && block["column"].as_u64() >= Some(1)));
    }
    let parsed = PluginFile::parse(file_name, bytes);
    let described_error = described.get("error").and_then(Json::as_str);
    let file = match parsed {
        Ok(file) => file,
        Err(error) => {
            let error = error.to_string();
            assert_eq!(described_error, Some(error.as_str()));
            check_message(&error);
            return;
        }
    };
    assert!(!file.name().trim().is_empty() && !file.name().contains('/'));
    if let Ok(text) = std::str::from_utf8(bytes) {
        let lines: Vec<&str> = text.strip_prefix('\u{FEFF}').unwrap_or(text).split('\n').collect();
        file.blocks().iter().for_each(|block| check_positions(block, &lines));
    }
    assert_eq!(file.attachments().is_none(), matches!(file.kind(), FileKind::Script(_)));
    for tag in [None, tag].into_iter().chain(file.tags().iter().map(|tag| Some(tag.as_str()))) {
        check_selected(&file, tag);
    }
    match file.select(tag) {
        Ok(selected) => assert_eq!(described.get("config"), Some(&Json::Object(selected.fields))),
        Err(error) => assert_eq!(described_error, Some(error.to_string().as_str())),
    }
}

/// A message is one line of bounded length.
fn check_message(message: &str) {
    assert!(!message.is_empty() && message.chars().count() < 1000 && !message.contains('\n'), "{message:?}");
}

/// Each line of an element stands in the file where the element says.
fn check_positions(block: &Block, lines: &[&str]) {
    let content: Vec<&str> = block.content.split('\n').collect();
    for (index, line) in content.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Position { line: number, column } = block.position_in_file(Position { line: index + 1, column: 1 });
        let written: String = lines[number - 1].chars().skip(column - 1).collect();
        let line = line.trim_end_matches('\r');
        assert!(written.starts_with(line), "{line:?} is not at {number}:{column}: {written:?}");
    }
}

fn check_selected(file: &PluginFile, tag: Option<&str>) {
    let Ok(selected) = file.select(tag) else { return };
    assert!(!selected.plugin_type.is_empty());
    assert!(selected.language.is_none() || !selected.scripts.is_empty());
    selected.warnings.iter().for_each(|warning| check_message(warning));
    let unmet = selected.unmet_requirements();
    assert_eq!((unmet.sentence().is_none(), unmet.severity().is_none()), (unmet.is_empty(), unmet.is_empty()));
    if let Some(sentence) = unmet.sentence() {
        assert!(sentence.chars().count() < 5000 && !sentence.contains('\n'), "{sentence:?}");
    }
}
