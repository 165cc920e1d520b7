//! Folders with C files, built as `host build` and the plugin editor do.

use host::templates::{self, PluginName, TemplateKind, TemplateLanguage};
use imjoy_engine::front_end::{ActiveWindow, UiRequest};
use imjoy_engine::images::read_image;
use imjoy_engine::value::{Record, Value};
use imjoy_guest_build::{Error, Output, build_folder};
use imjoy_tests::{TestEngine, data_folder, images};
use std::fs;
use std::path::{Path, PathBuf};

/// Builds a folder with the compiler that the build of the tests has found; gives what was said, too.
fn build(folder: &Path) -> (Result<PathBuf, Error>, Vec<String>) {
    let target = data_folder().ancestors().nth(2).unwrap().to_owned();
    let mut lines = Vec::new();
    let mut sink = |line: &str| lines.push(line.to_owned());
    let result = build_folder(folder, &target.join("guest-toolchain"), &mut Output::Lines(&mut sink));
    (result, lines)
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn the_first_plugin_of_host_new_builds_without_a_warning_and_runs() {
    let template = templates::find(TemplateLanguage::C, TemplateKind::Plain).unwrap();
    let place = tempfile::tempdir().unwrap();
    for (path, text) in template.files_for(&PluginName::new("My measure").unwrap(), Path::new("/")) {
        let path = place.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let (built, lines) = build(&place.path().join("my-measure"));
    let component = built.unwrap();
    assert_eq!(component.file_name().unwrap(), "my-measure.wasm");
    assert!(!lines.iter().any(|line| line.contains("warning")), "{lines:#?}");
    let mut engine = TestEngine::new();
    let plugin = engine.start(component.to_str().unwrap());
    let coins = read_image(&images().join("coins.png")).unwrap();
    let window = ActiveWindow {
        name: "coins.png".into(),
        window_type: "imjoy/image".into(),
        data: Value::Record(Record::new().with("src", coins)),
    };
    let run = engine.engine.run_op(plugin, "My measure", Record::new(), Some(window));
    let found = engine.block_on(run).unwrap();
    assert_eq!(found.field("pixels").unwrap().as_number(), Some(116_352.0));
    assert!((found.field("mean").unwrap().as_number().unwrap() - 96.855_516_020_352).abs() < 1e-9, "{found}");
    engine.request(|request| {
        matches!(request, UiRequest::OpenWindow(window) if &*window.window_type == "imjoy/plot").then_some(())
    });
}

#[test]
fn a_mistake_is_named_with_file_line_and_column_and_the_older_component_stays() {
    let source = "#include \"answer.h\"\nstatic imjoy_value *run(imjoy_arguments arguments) {\n    \
                  return imjoy_integer(ANSWER);\n}\nIMJOY_EXPORT(run)\n";
    let folder = folder(&[
        ("manifest.json", r#"{"name": "answers"}"#),
        ("docs.md", "# Answers\n"),
        ("src/answer.h", "#include <imjoy.h>\n#define ANSWER 42\n"),
        ("src/plugin.c", source),
    ]);
    let (built, lines) = build(folder.path());
    let component = built.unwrap_or_else(|error| panic!("{error}: {lines:#?}"));
    let good = fs::read(&component).unwrap();
    let engine = TestEngine::new();
    let plugin = engine.start(component.to_str().unwrap());
    let manifest = engine.engine.info(plugin).unwrap().manifest;
    assert_eq!((manifest.docs.as_str(), manifest.runnable), ("# Answers\n", true));
    assert_eq!(engine.call("answers", "run", vec![]).unwrap(), 42i64.into());

    fs::write(folder.path().join("src/plugin.c"), source.replace("ANSWER", "answer")).unwrap();
    let (built, lines) = build(folder.path());
    let error = built.unwrap_err();
    assert!(matches!(error, Error::Build { program: "clang", .. }), "{error}");
    assert!(lines.iter().any(|line| line.starts_with("src/plugin.c:3:26: error: ")), "{lines:#?}");
    assert_eq!(fs::read(&component).unwrap(), good);

    fs::write(folder.path().join("src/plugin.c"), source.replace("ANSWER", "nowhere()")).unwrap();
    fs::write(folder.path().join("src/answer.h"), "#include <imjoy.h>\nint nowhere(void);\n").unwrap();
    let (built, lines) = build(folder.path());
    assert!(matches!(built, Err(Error::Build { .. })));
    assert!(lines.iter().any(|line| line.contains("plugin.c.o: undefined symbol: nowhere")), "{lines:#?}");
}

#[test]
fn what_exports_nothing_is_one_sentence() {
    let folder = folder(&[
        ("manifest.json", "{}"),
        ("plugin.c", "#include <imjoy.h>\nimjoy_value *run(imjoy_arguments arguments) { return imjoy_null(); }\n"),
    ]);
    let error = build(folder.path()).0.unwrap_err().to_string();
    assert!(error.contains("exports no function; write `IMJOY_EXPORT(run)`"), "{error}");
}
