//! A guest that takes all the time it can get.

use std::hint::black_box;

use imjoy_sdk::{Context, api, yield_now};

#[derive(Default)]
struct InfiniteLoop;

/// Never yields, or does nothing but yield.
#[imjoy_sdk::plugin(icon = "♾")]
impl InfiniteLoop {
    /// Loops for ever and calls nobody.
    pub async fn run(&self, _my: Context) {
        let mut turns = 0_u64;
        loop {
            turns = black_box(turns.wrapping_add(1));
        }
    }

    /// Loops for ever over a cheap function of the host.
    pub fn spin_with_host_calls(&self) {
        let mut progress = 0.0;
        loop {
            api::show_progress(progress);
            progress = (progress + 1.0) % 100.0;
        }
    }

    /// Loops for ever and yields each turn.
    pub async fn spin_with_yields(&self) {
        loop {
            yield_now().await;
        }
    }

    /// A sign of life.
    pub fn ping(&self) -> &'static str {
        "pong"
    }
}
