//! Libraries that a plugin names by their addresses and that lie beside it.

use crate::list;
use imjoy_engine::CallError;
use imjoy_engine::value::Value;
use imjoy_tests::TestEngine;
use std::path::Path;

const PLUGIN: &str = r#"<config lang="json">
{ "name": "user", "type": "web-worker",
  "requirements": ["https://static.x.org/js/required.js", "mjs:https://esm.sh/package@1.2"] }
</config>
<script src="https://x.org/sourced.js"></script>
<script lang="javascript">
  importScripts('https://x.org/lib/imported.min.js?v=3')
  api.export({
    setup() {},
    run: async () => [required, fromModule, sourced, imported(1), (await import('https://x.org/module.js')).default],
    missing() { importScripts('https://x.org/missing.js') },
    secret() { importScripts('secret.js') },
    broken() { importScripts('broken.js') },
  })
</script>"#;

fn write(folder: &Path, files: &[(&str, &str)]) {
    std::fs::create_dir_all(folder.join("libraries")).unwrap();
    for (name, text) in files {
        std::fs::write(folder.join("libraries").join(name), text).unwrap();
    }
}

fn load(engine: &TestEngine, folder: &Path) -> Result<(), CallError> {
    let file = folder.join("user.imjoy.html");
    std::fs::write(&file, PLUGIN).unwrap();
    let plugin = engine.load(file.to_str().unwrap());
    engine.block_on(engine.engine.ready(plugin))
}

#[test]
fn libraries_beside_the_plugin_are_run() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        &[
            ("required.js", "var required = 'required'"),
            ("package.js", "import half from './half.js'\nglobalThis.fromModule = half(4)"),
            ("half.js", "export default (n) => n / 2"),
            ("sourced.js", "const sourced = required + '!'"),
            ("imported.min.js", "function imported(n) { return n + 1 }"),
            ("module.js", "export default 'module'"),
            ("broken.js", "var a = 1\nlet = 3 +"),
        ],
    );
    // Beside the plugin, but in no folder of libraries.
    std::fs::write(folder.path().join("secret.js"), "var secret = 1").unwrap();
    let engine = TestEngine::new();
    load(&engine, folder.path()).unwrap();
    let expected: [Value; 5] = ["required".into(), 2i64.into(), "required!".into(), 2i64.into(), "module".into()];
    assert_eq!(engine.call("user", "run", vec![]).unwrap(), list(expected));
    let error = engine.call("user", "missing", vec![]).unwrap_err().to_string();
    assert!(error.contains("save it as libraries/missing.js beside the plugin's file"), "{error}");
    assert!(!error.contains(folder.path().to_str().unwrap()), "a plugin does not learn where it is: {error}");
    write(folder.path(), &[("missing.js", "")]);
    engine.call("user", "missing", vec![]).unwrap();
    assert!(
        engine.call("user", "secret", vec![]).unwrap_err().to_string().contains("the library secret.js is not there")
    );
    let error = engine.call("user", "broken", vec![]).unwrap_err().to_string();
    assert!(error.contains("SyntaxError"), "{error}");
    assert!(engine.log().iter().any(|line| line.contains("broken.js:2")), "{:?}", engine.log());
}

#[test]
fn what_is_missing_is_named_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("required.js", "var required = 1"), ("sourced.js", "")]);
    let engine = TestEngine::new();
    let error = load(&engine, folder.path()).unwrap_err().to_string();
    assert!(error.contains("save it as libraries/imported.min.js beside"), "{error}");
    // The one that is required and missing, and none that is there.
    assert!(
        error.contains("user needs https://esm.sh/package@1.2, which") && !error.contains("required.js"),
        "{error}"
    );
}
