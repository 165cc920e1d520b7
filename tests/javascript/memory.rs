//! What one more plugin costs in memory. How fast it starts is measured by the benchmark `languages`.

use imjoy_tests::TestEngine;

/// Linear memory of a plugin that is ready, at most, in bytes.
const MOST: u64 = 8 << 20;

#[test]
fn each_plugin_takes_little_memory() {
    let engine = TestEngine::new();
    let folder = tempfile::tempdir().unwrap();
    for name in ["one", "two"] {
        let file = folder.path().join(format!("{name}.js"));
        std::fs::write(&file, "api.export({ setup() {}, echo: (value) => value })").unwrap();
        let plugin = engine.start(file.to_str().unwrap());
        engine.call(name, "echo", vec![1i64.into()]).unwrap();
        let bytes = engine.engine.info(plugin).unwrap().snapshot.memory_bytes;
        assert!(bytes > 0 && bytes <= MOST, "{name}: {bytes}");
    }
}
