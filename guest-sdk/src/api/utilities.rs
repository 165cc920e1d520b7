//! Small services of the host.

use crate::bindings::imjoy::plugin::utilities as host;
use crate::{Error, Task};

/// Draws the application anew.
///
/// ```no_run
/// imjoy_sdk::api::force_update();
/// ```
pub fn force_update() {
    host::force_update();
}

/// Opens an http, https or mailto URL in the user's browser, after the user has agreed.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// imjoy_sdk::api::open_url("https://imjoy.io").await?;
/// # Ok(())
/// # }
/// ```
pub async fn open_url(url: &str) -> Result<(), Error> {
    host::open_url(url.to_string()).await.map_err(Error::from_wire)
}

/// Waits for a number of seconds; other calls of the plugin go on.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// imjoy_sdk::api::sleep(0.5).await?;
/// # Ok(())
/// # }
/// ```
pub async fn sleep(seconds: f64) -> Result<(), Error> {
    host::sleep(seconds).await.map_err(Error::from_wire)
}

/// Ends a task that the plugin has started; who awaits it gets [`Error::Cancelled`].
///
/// ```no_run
/// # async fn example(task: imjoy_sdk::Task) -> imjoy_sdk::Result<()> {
/// imjoy_sdk::api::kill(&task).await?;
/// # Ok(())
/// # }
/// ```
pub async fn kill(task: &Task) -> Result<(), Error> {
    host::kill(&task.handle).await.map_err(Error::from_wire)
}
