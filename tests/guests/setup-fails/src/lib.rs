//! A guest that cannot be loaded, as its setup fails.

use imjoy_sdk::Error;

#[derive(Default)]
struct SetupFails;

/// Fails in its setup.
#[imjoy_sdk::plugin(icon = "🚫")]
impl SetupFails {
    async fn setup(&mut self) -> Result<(), Error> {
        Err(Error::failed("setup failed on purpose"))
    }

    /// Must never be reached.
    pub fn ping(&self) -> &'static str {
        "pong"
    }
}
