//! What one more plugin costs in memory. How fast it starts is measured by the benchmark `languages`.

use crate::path;
use imjoy_tests::TestEngine;

/// Linear memory of a plugin that is ready, at most, in bytes. Most of it is the snapshot, of which pages that are not
/// written are shared.
const MOST: u64 = 40 << 20;

#[test]
fn each_plugin_takes_little_memory() {
    let engine = TestEngine::new();
    for (file, name) in [("values.imjoy.html", "values"), ("calls.py", "calls")] {
        let plugin = engine.start(&path(file));
        let bytes = engine.engine.info(plugin).unwrap().snapshot.memory_bytes;
        assert!(bytes > 0 && bytes <= MOST, "{name}: {bytes}");
    }
}
