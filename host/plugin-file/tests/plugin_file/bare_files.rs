//! `.js` and `.py` files, which are one script.

use imjoy_plugin_file::Language::{JavaScript, Python};
use imjoy_plugin_file::{FileKind, PluginFile};

fn selected(name: &str, text: &str) -> (PluginFile, imjoy_plugin_file::Selected) {
    let file = PluginFile::parse(name, text.as_bytes()).unwrap();
    let selected = file.select(None).unwrap();
    (file, selected)
}

#[test]
fn the_name_decides_what_a_file_is() {
    for (name, kind) in [
        ("a.imjoy.html", Some(FileKind::Elements)),
        ("a.HTML", Some(FileKind::Elements)),
        ("dir.x/a.js", Some(FileKind::Script(JavaScript))),
        ("a.mjs", Some(FileKind::Script(JavaScript))),
        ("a.b.PY", Some(FileKind::Script(Python))),
        ("a.txt", None),
        ("js", None),
        (".js", None),
        ("", None),
    ] {
        assert_eq!(FileKind::of(name), kind, "{name}");
    }
}

#[test]
fn a_javascript_file_is_its_script() {
    let text = "/** Greets. */\n  api.export({setup() {}})\n";
    let (file, selected) = selected("/some/folder/My tool.js", text);
    assert_eq!((file.name(), file.file_name()), ("My tool", "My tool.js"));
    assert_eq!((&*selected.plugin_type, selected.language), ("web-worker", Some(JavaScript)));
    assert_eq!((selected.scripts.len(), &*selected.scripts[0].content), (1, text));
    assert_eq!((selected.scripts[0].start.line, selected.scripts[0].indentation), (1, 0));
    assert_eq!((file.attachments(), file.docs(), &*selected.description), (None, Some("Greets."), "Greets."));
    assert!(selected.unmet_requirements().is_empty());
}

#[test]
fn a_python_file_is_its_script() {
    let (file, selected) = selected("count.py", "\u{FEFF}\"\"\"Counts.\n\nMore.\n\"\"\"\nimport sys\n");
    assert_eq!((file.name(), &*selected.plugin_type, selected.language), ("count", "native-python", Some(Python)));
    assert_eq!((file.docs(), &*selected.description), (Some("Counts.\n\nMore."), "Counts."));
    assert!(selected.scripts[0].content.starts_with("\"\"\""));
}

#[test]
fn elements_in_a_script_mean_nothing() {
    let (file, selected) = selected("a.js", "const text = `<config lang=\"json\">{\"name\": \"B\"}</config>`;");
    assert_eq!((file.name(), file.blocks().len(), selected.scripts.len()), ("a", 1, 1));
}

#[test]
fn an_mjs_file_is_a_module() {
    let (_, module) = selected("a.mjs", "export const x = 1;");
    assert_eq!((module.language, module.scripts[0].attribute("type")), (Some(JavaScript), Some("module")));
    let (_, script) = selected("a.js", "");
    assert!(!script.scripts[0].has_attribute("type"));
}
