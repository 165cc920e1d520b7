//! A guest that cannot be loaded, as its setup waits for ever.

use imjoy_sdk::{Error, api};

#[derive(Default)]
struct SetupHangs;

/// Never ends its setup.
#[imjoy_sdk::plugin(icon = "⏳")]
impl SetupHangs {
    async fn setup(&mut self) -> Result<(), Error> {
        loop {
            api::sleep(3600.0).await?;
        }
    }

    /// Must never be reached.
    pub fn ping(&self) -> &'static str {
        "pong"
    }
}
