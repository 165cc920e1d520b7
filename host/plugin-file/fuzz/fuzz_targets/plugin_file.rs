//! Any bytes as a plugin file of any kind: the properties that the tests check hold.
//!
//! The first byte chooses the kind of file, the rest is the file.
//!
//! ```sh
//! cargo install cargo-fuzz
//! cd host/plugin-file
//! cargo +nightly fuzz run plugin-file -- -max_total_time=300 -dict=fuzz/plugin-file.dict
//! ```
//!
//! Without a nightly compiler and cargo-fuzz:
//!
//! ```sh
//! cd host/plugin-file/fuzz
//! export RUSTFLAGS="--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
//!   -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
//!   -Cllvm-args=-sanitizer-coverage-trace-compares"
//! cargo build --release --target x86_64-unknown-linux-gnu
//! mkdir -p corpus/plugin-file
//! target/x86_64-unknown-linux-gnu/release/plugin-file corpus/plugin-file -max_total_time=300 -dict=plugin-file.dict
//! ```

#![no_main]

#[path = "../../tests/plugin_file/properties.rs"]
mod properties;

use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 4] = ["fuzz.imjoy.html", "fuzz.js", "fuzz.py", "fuzz.mjs"];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, file)) = bytes.split_first() else { return };
    // Most files have elements; those are the ones with something to get wrong.
    let name = NAMES.get(usize::from(*first).saturating_sub(200)).unwrap_or(&NAMES[0]);
    properties::check(name, file, Some("x"));
});
