//! How often a large array is copied on its way into a plugin in JavaScript and out again.
//!
//! Each copy goes into memory that is taken for it: in the host, which an allocator that counts
//! tells, or in the plugin, whose linear memory grows. This program has one test, because the
//! allocator counts all threads.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail by a panic")]

use imjoy_engine::value::{DataType, NdArray, Value};
use imjoy_tests::TestEngine;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// Bytes of the array.
const ARRAY: u64 = 16 << 20;
/// Copies at most.
const MOST: u64 = 4;
/// Bytes that all else may take, in the host and in the plugin together.
const ELSE: u64 = 6 << 20;

#[test]
fn a_large_array_is_copied_four_times_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copies.js");
    // The array is looked at and changed, so that it is there and is not passed on by its handle.
    let script = "api.export({ setup() {}, bump(array) { array[3] = array[2] + 1; return array } })";
    std::fs::write(&file, script).unwrap();
    let engine = TestEngine::new();
    let plugin = engine.start(file.to_str().unwrap());
    let memory = || engine.engine.info(plugin).unwrap().snapshot.memory_bytes;
    let bytes = vec![7u8; ARRAY as usize];
    let array = NdArray::new(DataType::Uint8, vec![ARRAY], bytes.into()).unwrap();
    let before = memory();

    // From here on allocations are counted.
    let _profiler = dhat::Profiler::builder().testing().build();
    let Value::NdArray(bumped) = engine.call("copies", "bump", vec![Value::NdArray(array)]).unwrap() else {
        panic!("no array");
    };
    let taken_by_host = dhat::HeapStats::get().total_bytes;
    let taken_by_plugin = memory() - before;

    assert_eq!((bumped.shape(), bumped.data().get(..4)), (&[ARRAY][..], Some(&[7, 7, 7, 8][..])));
    assert!(taken_by_host >= ARRAY && taken_by_plugin >= ARRAY, "{taken_by_host} and {taken_by_plugin}: not counted");
    assert!(taken_by_host + taken_by_plugin <= MOST * ARRAY + ELSE, "{taken_by_host} and {taken_by_plugin}");
}
