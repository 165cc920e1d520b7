//! Tags: fields with a value for each.

use crate::support::{contents, plugin, select};
use imjoy_plugin_file::PluginFileError;
use serde_json::json;

#[test]
fn the_first_tag_is_chosen_when_none_is_given() {
    let file = plugin(
        &json!({"name": "A", "tags": ["CPU", "GPU"], "requirements": {"CPU": ["a"], "GPU": ["b"]}, "icon": {"CPU": "c"}}),
        "",
    );
    assert_eq!(file.tags(), ["CPU", "GPU"]);
    for (tag, chosen, requirement) in [(None, "CPU", "a"), (Some(""), "CPU", "a"), (Some("GPU"), "GPU", "b")] {
        let selected = file.select(tag).unwrap();
        assert_eq!((selected.tag.as_deref(), &*selected.requirements[0]), (Some(chosen), requirement));
        assert_eq!(selected.fields["tag"], json!(chosen));
    }
    // The file keeps all.
    assert_eq!(file.fields()["requirements"], json!({"CPU": ["a"], "GPU": ["b"]}));
}

#[test]
fn a_field_without_a_value_for_the_tag_is_missing() {
    let fields = json!({"name": "A", "tags": ["x", "y"], "icon": {"x": "i"}, "ui": {"x": "u", "y": null}});
    let selected = plugin(&fields, "").select(Some("y")).unwrap();
    assert_eq!((selected.icon, selected.fields.get("icon"), &selected.fields["ui"]), (None, None, &json!(null)));
    assert_eq!(selected.warnings, ["icon has no value for the tag y"]);
    let selected = plugin(&fields, "").select(Some("z")).unwrap();
    assert_eq!(
        selected.warnings,
        ["A has no tag named z", "icon has no value for the tag z", "ui has no value for the tag z"]
    );
    assert_eq!(selected.tag.as_deref(), Some("z"));
}

#[test]
fn fields_for_tags_need_tags() {
    for fields in [
        json!({"name": "A", "ui": {"x": "u"}}),
        json!({"name": "A", "env": {}}),
        json!({"name": "A", "env": {}, "tags": []}),
    ] {
        let error = plugin(&fields, "").select(None).unwrap_err();
        assert_eq!(error, PluginFileError::FieldsWithoutTags);
        assert_eq!(
            error.to_string(),
            "Failed to parse the plugin file, error: You must use 'tags' with configurable fields."
        );
    }
}

#[test]
fn other_objects_are_no_variants() {
    let fields = json!({"name": "A", "defaults": {"w": 1}, "inputs": {"x": {}}, "version": {"a": 1}});
    let selected = select(&fields, "");
    assert_eq!(
        (json!(selected.defaults), selected.inputs, &*selected.version),
        (json!({"w": 1}), json!({"x": {}}), "0.0.0")
    );
}

#[test]
fn the_type_may_depend_on_the_tag() {
    let fields =
        json!({"name": "A", "api_version": "0.1.0", "tags": ["w", "p"], "type": {"w": "webworker", "p": "pyworker"}});
    let file = plugin(&fields, "<script tag=\"w\">js</script><script tag=\"p\">py</script><script>all</script>");
    for (tag, plugin_type, scripts) in [("w", "web-worker", ["js", "all"]), ("p", "native-python", ["py", "all"])] {
        let selected = file.select(Some(tag)).unwrap();
        assert_eq!((&*selected.plugin_type, contents(&selected.scripts)), (plugin_type, scripts.to_vec()));
    }
}
