//! A guest that cannot be loaded, as its setup never yields.

use std::hint::black_box;

use imjoy_sdk::Error;

#[derive(Default)]
struct SetupSpins;

/// Never yields in its setup.
#[imjoy_sdk::plugin(icon = "🌀")]
impl SetupSpins {
    async fn setup(&mut self) -> Result<(), Error> {
        let mut turns = 0_u64;
        loop {
            turns = black_box(turns.wrapping_add(1));
        }
    }

    /// Must never be reached.
    pub fn ping(&self) -> &'static str {
        "pong"
    }
}
