//! Settings of the plugin that outlive it, and what it was installed with.

use crate::bindings::imjoy::plugin::settings as host;
use crate::value::{decode, encode};
use crate::{Error, IntoValue, Value};

/// Keeps a setting: a number or a text. Numbers are kept as texts; null, false, 0, NaN and
/// the empty text remove the setting. It is kept, also over a crash, when this resolves.
/// Settings belong to the plugin's name and are the same in all workspaces.
///
/// A record would be kept as `[object Object]`, as in ImJoy: keep it as the text of its
/// JSON. [`Error::Limit`] above 1 MiB, or 5 MiB for all settings of the plugin.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// imjoy_sdk::api::set_config("sigma", 2.5).await?;
/// imjoy_sdk::api::set_config("name of the sample", ()).await?; // removed
/// # Ok(())
/// # }
/// ```
pub async fn set_config(name: &str, value: impl IntoValue) -> Result<(), Error> {
    let value = encode(value.into_value()?)?;
    host::set_config(name.to_string(), value).await.map_err(Error::from_wire)
}

/// Reads a setting as a text, or null. `_name` and so on give the fields of the manifest as
/// they are; such names cannot be set.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// let sigma: f64 = match imjoy_sdk::api::get_config("sigma").await?.as_str() {
///     Some(text) => text.parse()?,
///     None => 2.0,
/// };
/// # Ok(())
/// # }
/// ```
pub async fn get_config(name: &str) -> Result<Value, Error> {
    decode(host::get_config(name.to_string()).await.map_err(Error::from_wire)?)
}

/// Text of an attachment of the plugin, or none. The attribute names the files:
/// `#[imjoy_sdk::plugin(attachments("lookup-table" = "data/table.csv"))]`.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// let table = imjoy_sdk::api::get_attachment("lookup-table").await?.unwrap_or_default();
/// # Ok(())
/// # }
/// ```
pub async fn get_attachment(name: &str) -> Result<Option<String>, Error> {
    host::get_attachment(name.to_string()).await.map_err(Error::from_wire)
}

/// The variant that the user has chosen, if the plugin has tags:
/// `#[imjoy_sdk::plugin(tags = ["CPU", "GPU"])]`. The first where nobody has chosen.
///
/// ```no_run
/// let on_gpu = imjoy_sdk::api::tag().as_deref() == Some("GPU");
/// ```
pub fn tag() -> Option<String> {
    host::tag()
}

/// Name of the current workspace.
///
/// ```no_run
/// println!("in {}", imjoy_sdk::api::workspace());
/// ```
pub fn workspace() -> String {
    host::workspace()
}
