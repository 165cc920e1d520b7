//! A guest that panics.

use imjoy_sdk::{Context, Error, api, join};

#[derive(Default)]
struct Panic;

/// Panics on purpose.
#[imjoy_sdk::plugin(icon = "💥")]
impl Panic {
    /// Panics at once.
    pub async fn run(&self, _my: Context) -> Result<(), Error> {
        panic!("the plugin gave up on purpose")
    }

    /// Panics while its alert is open.
    pub async fn in_a_dialog(&self) -> Result<(), Error> {
        let (answer, ()) = join!(api::alert("the plugin will panic while you read this"), async {
            let _ = api::sleep(0.2).await;
            panic!("the plugin gave up during its alert")
        });
        answer
    }

    /// Panics after a while, so that calls can be under way.
    pub async fn later(&self, seconds: f64) -> Result<(), Error> {
        api::sleep(seconds).await?;
        panic!("the plugin gave up after a while")
    }

    /// Waits, to be interrupted by a panic of another call.
    pub async fn wait(&self, seconds: f64) -> Result<(), Error> {
        api::sleep(seconds).await
    }

    /// A sign of life.
    pub fn ping(&self) -> &'static str {
        "pong"
    }
}
