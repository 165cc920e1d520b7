//! A guest whose stack overflows.

use std::hint::black_box;

use imjoy_sdk::{Context, Error, api};

#[derive(Default)]
struct DeepRecursion;

/// Calls itself until the stack ends.
#[imjoy_sdk::plugin(icon = "🕳")]
impl DeepRecursion {
    /// Recurses with frames that have nothing in memory: the host's limit of the stack
    /// is what ends it.
    pub async fn run(&self, _my: Context) -> u64 {
        below(black_box(1))
    }

    /// Recurses with large frames in memory: the plugin's own stack there, which is
    /// smaller, runs into its end.
    pub fn with_large_frames(&self) -> u64 {
        below_with_frame(black_box(1))
    }

    /// Recurses through the host: the plugin calls itself by name.
    pub async fn through_the_host(&self, depth: i64) -> Result<i64, Error> {
        api::call_as(env!("CARGO_PKG_NAME"), "through_the_host", (depth + 1,)).await
    }

    /// A sign of life.
    pub fn ping(&self) -> &'static str {
        "pong"
    }
}

/// Does not return before its argument wraps; the rotation keeps it from becoming a loop.
#[inline(never)]
fn below(depth: u64) -> u64 {
    if depth == 0 { 0 } else { below(depth.wrapping_add(1)).rotate_left(5) ^ depth }
}

/// As [`below`], with a kilobyte in each frame.
#[inline(never)]
fn below_with_frame(depth: u64) -> u64 {
    let frame = black_box([depth; 128]);
    let result = if depth == 0 { 0 } else { below_with_frame(depth.wrapping_add(1)) };
    result ^ black_box(frame).iter().sum::<u64>()
}
