//! A guest whose stack overflows.

use std::hint::black_box;

use imjoy_sdk::{Context, Error, api};

#[derive(Default)]
struct DeepRecursion;

/// Calls itself until the stack ends.
#[imjoy_sdk::plugin(icon = "🕳")]
impl DeepRecursion {
    /// Recurses within the plugin.
    pub async fn run(&self, _my: Context) -> u64 {
        depth_below(1)
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

/// Never returns; what follows the call keeps it from becoming a loop.
#[allow(unconditional_recursion, reason = "that is the test")]
#[inline(never)]
fn depth_below(depth: u64) -> u64 {
    let frame = black_box([depth; 8]);
    depth_below(depth + 1) + black_box(frame).iter().sum::<u64>()
}
