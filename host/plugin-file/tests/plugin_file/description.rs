//! A file as JSON.

use crate::support::with_config;
use imjoy_plugin_file::{PluginFile, describe};
use serde_json::json;

#[test]
fn a_file_is_described_in_full() {
    let text = "<docs>Text</docs>\n<config lang=\"json\">\n  {\"name\": \"A\", \"tags\": [\"x\", \"y\"], \"mode\": \"webworker\",\n   \
                \"api_version\": \"0.1.0\", \"ui\": {\"x\": \"1\", \"y\": \"2\"}, \"requirements\": [\"https://x/a.js\"]}\n</config>\n\
                <script tag=\"x\">a</script><script tag=\"y\" defer>b</script>";
    let expected = json!({
        "file": "a.imjoy.html",
        "blocks": [
            {"name": "docs", "attributes": {}, "content": "Text", "line": 1, "column": 7, "indentation": 0, "closed": true},
            {"name": "config", "attributes": {"lang": "json"}, "line": 2, "column": 21, "indentation": 2, "closed": true,
                "content": "\n{\"name\": \"A\", \"tags\": [\"x\", \"y\"], \"mode\": \"webworker\",\n \"api_version\": \"0.1.0\", \
                            \"ui\": {\"x\": \"1\", \"y\": \"2\"}, \"requirements\": [\"https://x/a.js\"]}\n"},
            {"name": "script", "attributes": {"tag": "x"}, "content": "a", "line": 6, "column": 17, "indentation": 0, "closed": true},
            {"name": "script", "attributes": {"tag": "y", "defer": true}, "content": "b", "line": 6, "column": 49,
                "indentation": 0, "closed": true},
        ],
        "config": {"name": "A", "tags": ["x", "y"], "api_version": "0.1.0", "ui": "2", "requirements": ["https://x/a.js"],
            "type": "web-worker", "tag": "y", "runnable": true},
        "tags": ["x", "y"],
        "tag": "y",
        "language": "javascript",
        "scripts": [3],
        "docs": "Text",
        "unmet": [{"kind": "javascript-library", "name": "https://x/a.js", "severity": "probably-fails"}],
        "warnings": [],
    });
    assert_eq!(describe("folder/a.imjoy.html", text.as_bytes(), Some("y")), expected);
    assert_eq!(PluginFile::parse("a.imjoy.html", text.as_bytes()).unwrap().to_json(Some("y")), expected);
}

#[test]
fn a_file_with_a_mistake_is_described_as_far_as_it_goes() {
    let described = describe("a.imjoy.html", b"<config lang=\"json\">{</config><script>x</script>", None);
    assert_eq!((described["blocks"].as_array().unwrap().len(), described.get("config")), (2, None));
    assert!(described["error"].as_str().unwrap().starts_with("Failed to parse the plugin file, error: "));
    let described = describe("a.imjoy.html", b"<config lang=\"json\">{\"name\": \"A\", \"ui\": {}}</config>", None);
    assert_eq!((described["blocks"][0]["name"].as_str(), described.get("config")), (Some("config"), None));
    assert!(described["error"].as_str().unwrap().contains("You must use 'tags'"));
    assert_eq!(describe("a.imjoy.html", b"", None)["blocks"], json!([]));
}

#[test]
fn a_script_is_described_as_one_element() {
    let described = describe("a.py", b"import sys", None);
    assert_eq!((&described["language"], &described["scripts"]), (&json!("python"), &json!([0])));
    assert_eq!(
        described["config"],
        json!({"name": "a", "type": "native-python", "requirements": [], "tag": null, "runnable": true})
    );
}

#[test]
fn a_file_without_tags_has_no_tag() {
    let described = describe("a.imjoy.html", with_config("").as_bytes(), None);
    assert_eq!(
        (&described["tags"], &described["tag"], &described["config"]["tag"]),
        (&json!([]), &json!(null), &json!(null))
    );
}
