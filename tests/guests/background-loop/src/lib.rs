//! A guest that spins after it has delivered its result.

use imjoy_sdk::{Context, spawn, yield_now};

#[derive(Default)]
struct BackgroundLoop;

/// Goes on computing after its calls have ended.
#[imjoy_sdk::plugin(icon = "🌀")]
impl BackgroundLoop {
    /// Returns at once, and goes on for ever.
    pub async fn run(&self, _my: Context) {
        spawn(async {
            loop {
                yield_now().await;
            }
        });
    }

    /// A sign of life.
    pub fn ping(&self) -> &'static str {
        "pong"
    }
}
