//! Which scripts run, and in which language.

use crate::support::{contents, plugin, select};
use imjoy_plugin_file::Language::{JavaScript, Python};
use serde_json::json;

#[test]
fn scripts_without_a_tag_and_of_the_tag_run_in_order() {
    let file = plugin(
        &json!({"name": "A", "type": "web-worker", "tags": ["x", "y"]}),
        "<script>1</script><script tag=\"y\">2</script><script tag=\"x\" lang=\"javascript\">3</script>\
         <script lang=\"javascript\">4</script><script tag>5</script>",
    );
    assert_eq!(contents(&file.select(Some("x")).unwrap().scripts), ["1", "3", "4"]);
    assert_eq!(contents(&file.select(Some("y")).unwrap().scripts), ["1", "2", "4"]);
    assert_eq!(contents(&file.select(Some("z")).unwrap().scripts), ["1", "4"]);
}

#[test]
fn when_all_scripts_are_of_other_tags_the_main_one_runs() {
    let fields = json!({"name": "A", "type": "web-worker"});
    let scripts =
        "<script tag=\"x\">1</script><script tag=\"y\" lang=\"javascript\">2</script><script tag=\"z\">3</script>";
    assert_eq!(contents(&select(&fields, scripts).scripts), ["2"]);
    assert_eq!(contents(&select(&fields, "<script tag=\"x\">1</script><script tag=\"y\">2</script>").scripts), ["1"]);
    assert_eq!(contents(&select(&fields, "").scripts), Vec::<&str>::new());
}

#[test]
fn the_language_is_that_of_the_script_or_of_the_type() {
    for (plugin_type, scripts, language, run) in [
        (Some("web-worker"), "<script>1</script>", Some(JavaScript), vec!["1"]),
        (Some("native-python"), "<script>1</script>", Some(Python), vec!["1"]),
        (Some("web-python"), "<script lang=\"python\">1</script>", Some(Python), vec!["1"]),
        (Some("web-worker"), "<script lang=\"python\">1</script>", Some(Python), vec!["1"]),
        (Some("rpc-window"), "<script lang=\"python\">1</script>", Some(Python), vec!["1"]),
        (Some("rpc-window"), "<script>1</script>", Some(JavaScript), vec!["1"]),
        (None, "<script>1</script>", Some(JavaScript), vec!["1"]),
        (None, "<script lang=\"python\">1</script>", Some(Python), vec!["1"]),
        (Some("collection"), "", None, vec![]),
        (Some("web-worker"), "", None, vec![]),
        (Some("native-python"), "<script lang=\"ijm\">1</script>", None, vec!["1"]),
        // Scripts of other languages do not run.
        (
            Some("native-python"),
            "<script lang=\"python\">1</script><script lang=\"javascript\">2</script>",
            Some(Python),
            vec!["1"],
        ),
        (Some("native-python"), "<script>1</script><script lang=\"python\">2</script>", Some(Python), vec!["1", "2"]),
    ] {
        let selected = select(&json!({"name": "A", "type": plugin_type}), scripts);
        assert_eq!((selected.language, contents(&selected.scripts)), (language, run), "{plugin_type:?} {scripts}");
    }
}

#[test]
fn the_type_follows_the_language_when_there_is_none() {
    for (scripts, plugin_type) in [
        ("<script>1</script>", "web-worker"),
        ("<script lang=\"python\">1</script>", "native-python"),
        ("", "collection"),
    ] {
        assert_eq!(select(&json!({"name": "A"}), scripts).plugin_type, plugin_type);
    }
}

#[test]
fn data_in_scripts_does_not_run() {
    let selected = select(
        &json!({"name": "A", "type": "window"}),
        "<script type=\"text/x-template\">1</script><script type=\"module\">2</script>\
         <script lang=\"javascript\" type=\"application/javascript\">3</script>\
         <script lang=\"javascript\" type=\"x-shader/x-vertex\">4</script>",
    );
    assert_eq!((selected.language, contents(&selected.scripts)), (Some(JavaScript), vec!["2", "3"]));
}
