//! `<config>`: its languages, its mistakes, and its fields.

use crate::support::{parse, plugin, select};
use imjoy_plugin_file::PluginFileError;
use imjoy_plugin_file::limits::{CONFIG_BYTES, CONFIG_DEPTH};
use serde_json::json;

#[track_caller]
fn error(text: &str) -> String {
    parse(text).unwrap_err().to_string()
}

#[test]
fn the_first_config_counts() {
    let file =
        parse("<config lang=\"json\">{\"name\": \"A\"}</config><config lang=\"json\">{\"name\": \"B\"}</config>");
    assert_eq!(file.unwrap().name(), "A");
}

#[test]
fn json_and_yaml_give_the_same() {
    let json =
        parse("<config lang=\"json\">{\"name\": \"A b\", \"tags\": [\"x\"], \"defaults\": {\"w\": 20}}</config>")
            .unwrap();
    let yaml =
        parse("<config lang=\"yaml\">\n  name: A b\n  tags:\n    - x\n  defaults:\n    w: 20\n</config>").unwrap();
    assert_eq!(json.fields(), yaml.fields());
}

#[test]
fn without_a_language_only_old_plugins_are_read() {
    let with = |attributes: &str, version: &str| {
        format!("<config{attributes}>{{\"name\": \"A\", \"api_version\": \"{version}\"}}</config>")
    };
    assert_eq!(parse(&with("", "0.1.5")).unwrap().name(), "A");
    assert_eq!(parse(&with(" lang=\"toml\"", "0.1.5")).unwrap().name(), "A");
    assert_eq!(parse("<config>{\"name\": \"A\"}</config>").unwrap().name(), "A");
    for (attributes, language) in
        [("", "undefined"), (" lang", "true"), (" lang=\"toml\"", "toml"), (" lang=JSON", "JSON")]
    {
        assert_eq!(
            error(&with(attributes, "0.1.6")),
            format!(
                "Failed to parse the plugin file, error: Unsupported config language {language}, please set lang=\"json\" \
                 or lang=\"yaml\""
            )
        );
    }
    assert!(error("<config lang=\"toml\">name = 1</config>").contains("Unsupported config language toml"));
    assert!(error("<config>name = 1</config>").contains("not valid JSON"));
}

#[test]
fn a_config_has_to_be_there_and_an_object() {
    assert_eq!(error("<script>x</script>"), "Failed to parse the plugin file, error: it has no <config> block");
    assert_eq!(error(""), "Failed to parse the plugin file, error: it has no <config> block");
    for text in ["null", "[]", "1", "\"name\""] {
        assert!(error(&format!("<config lang=\"json\">{text}</config>")).ends_with("such as name and type"), "{text}");
    }
    assert!(error("<config lang=\"yaml\"></config>").ends_with("such as name and type"));
    assert!(error("<config lang=\"json\"></config>").contains("EOF while parsing a value at line 1, column 21"));
}

#[test]
fn the_name_is_a_text_without_a_slash() {
    for name in [json!(null), json!(1), json!(""), json!("  "), json!(["a"])] {
        let text = format!("<config lang=\"json\">{}</config>", json!({ "name": name }));
        assert_eq!(parse(&text).unwrap_err(), PluginFileError::NoName, "{text}");
    }
    assert_eq!(error("<config lang=\"json\">{\"name\": \"a/b\"}</config>"), "Plugin name should not contain '/'.");
    assert_eq!(plugin(&json!({"name": "My Plugin \\ 1"}), "").name(), "My Plugin \\ 1");
}

#[test]
fn missing_fields_have_defaults() {
    let plugin = select(&json!({"name": "My small plugin"}), "<script>x</script>");
    assert_eq!((&*plugin.plugin_type, &*plugin.version, &*plugin.api_version), ("web-worker", "0.0.0", ""));
    assert_eq!((&*plugin.description, plugin.icon.as_deref(), plugin.docs.as_deref()), ("", None, None));
    assert!(plugin.runnable && plugin.flags.is_empty() && plugin.labels.is_empty() && plugin.defaults.is_empty());
    assert!(plugin.requirements.is_empty() && plugin.environment.is_empty() && plugin.dependencies.is_empty());
    assert!(plugin.ui.is_null() && plugin.inputs.is_null() && plugin.outputs.is_null());
    assert_eq!((plugin.identifier().as_str(), plugin.tag.as_deref()), ("My_small_plugin", None));
    assert_eq!(
        json!(plugin.fields),
        json!({"name": "My small plugin", "requirements": [], "tag": null, "runnable": true})
    );
}

#[test]
fn fields_by_their_types() {
    let fields = json!({
        "name": "A", "type": "window", "version": 1.5, "api_version": "0.1.8", "description": "d", "icon": "🔬",
        "ui": [{"a": 1}], "inputs": {"x": {"type": "string"}}, "outputs": null, "runnable": false,
        "flags": ["functional", 1, null], "labels": "one", "requirements": "https://x/a.js",
        "env": ["conda create -n a"], "dependencies": ["o/r:B"], "defaults": {"w": 20, "h": 10}, "docs": "text",
    });
    let plugin = select(&fields, "");
    assert_eq!((&*plugin.plugin_type, &*plugin.version, &*plugin.api_version), ("window", "1.5", "0.1.8"));
    assert_eq!((&*plugin.description, plugin.icon.as_deref(), plugin.docs.as_deref()), ("d", Some("🔬"), Some("text")));
    assert_eq!((&plugin.ui, &plugin.inputs), (&json!([{"a": 1}]), &json!({"x": {"type": "string"}})));
    assert!(!plugin.runnable);
    assert_eq!((plugin.flags, plugin.labels), (vec!["functional".to_owned(), "1".to_owned()], vec!["one".to_owned()]));
    assert_eq!(
        (plugin.requirements, plugin.dependencies),
        (vec!["https://x/a.js".to_owned()], vec!["o/r:B".to_owned()])
    );
    assert_eq!(
        (plugin.environment, json!(plugin.defaults)),
        (vec!["conda create -n a".to_owned()], json!({"w": 20, "h": 10}))
    );
}

#[test]
fn only_false_takes_the_run_button_away() {
    for runnable in [json!(null), json!(0), json!("false"), json!(true)] {
        assert!(select(&json!({"name": "A", "runnable": runnable}), "").runnable, "{runnable}");
    }
    assert!(!select(&json!({"name": "A", "runnable": false}), "").runnable);
}

#[test]
fn the_first_docs_come_before_the_field() {
    let fields = json!({"name": "A", "docs": "field"});
    assert_eq!(plugin(&fields, "<docs lang=\"markdown\">first</docs><docs>second</docs>").docs(), Some("first"));
    assert_eq!(plugin(&fields, "").docs(), Some("field"));
}

#[test]
fn old_names_become_new_ones() {
    for (old, new) in
        [("pyworker", "native-python"), ("webworker", "web-worker"), ("webpython", "web-python"), ("iframe", "iframe")]
    {
        let plugin = select(&json!({"name": "A", "mode": old, "api_version": "0.1.1"}), "");
        assert_eq!((&*plugin.plugin_type, plugin.fields.contains_key("mode")), (new, false));
    }
    let newer = select(&json!({"name": "A", "type": "pyworker", "mode": "x", "api_version": "0.1.2"}), "");
    assert_eq!((&*newer.plugin_type, &newer.fields["mode"]), ("pyworker", &json!("x")));
}

#[test]
fn the_version_of_the_api_is_compared() {
    let is_old = |version: &str| select(&json!({"name": "A", "api_version": version}), "").is_for_api_up_to("0.1.5");
    assert!(
        is_old("0.1.5") && is_old("0.1") && is_old("0.1.0-x") && !is_old("0.1.6") && !is_old("0.1.10") && !is_old("")
    );
}

#[test]
fn order_of_fields_is_kept() {
    let plugin = select(&json!({"z": 1, "name": "A", "a": 2, "runnable": true, "m": 3}), "");
    let names: Vec<&String> = plugin.fields.keys().collect();
    assert_eq!(names, ["z", "name", "a", "runnable", "m", "requirements", "tag"]);
}

#[test]
fn size_and_depth_are_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for language in ["json", "yaml"] {
        let config =
            |depth| format!("<config lang=\"{language}\">{{\"name\": \"A\", \"x\": {}}}</config>", nested(depth));
        assert!(parse(&config(CONFIG_DEPTH - 1)).is_ok(), "{language}");
        assert!(matches!(parse(&config(CONFIG_DEPTH + 1)), Err(PluginFileError::ConfigSyntax { .. })), "{language}");
        let long = format!("<config lang=\"{language}\">{{\"name\": \"{}\"}}</config>", "x".repeat(CONFIG_BYTES));
        assert_eq!(parse(&long).unwrap_err(), PluginFileError::ConfigTooLong { bytes: CONFIG_BYTES + 12 });
    }
}
