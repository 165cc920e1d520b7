//! `api::force_update`: drawing the application anew.

use imjoy_sdk::{Error, api};

/// How often the application is drawn anew.
const FRAMES: u32 = 20;

#[derive(Default)]
struct ForceUpdate;

/// # force-update
///
/// Asks the application twenty times to draw itself anew. You see nothing of it, and that is
/// as it should be: what plugins change is drawn without being asked for. It is there for
/// plugins that were written for ImJoy, where `$forceUpdate` was needed now and then.
///
/// ```rust
/// api::force_update();
/// ```
#[imjoy_sdk::plugin(icon = "🔄", labels = ["API example"])]
impl ForceUpdate {
    pub async fn run(&self) -> Result<(), Error> {
        for _ in 0..FRAMES {
            api::force_update();
            api::sleep(0.02).await?;
        }
        api::show_status(format!("Drawn anew {FRAMES} times"));
        Ok(())
    }
}
