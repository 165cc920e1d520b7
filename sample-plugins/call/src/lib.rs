//! `api::call`: functions of other plugins by name.

use imjoy_sdk::{AnyNdArray, Context, Error, Record, api, record};

#[derive(Default)]
struct Call;

/// # call
///
/// Calls functions of the plugin *export* by name: a division, and a picture whose pixels are
/// then described. Divide by 0, and the error of the other plugin comes here as it is.
///
/// ```rust
/// let quotient: f64 = api::call_as("export", "divide", (84, 2)).await?;
/// ```
///
/// Whoever calls one plugin often takes a handle instead: see *get-plugin*.
#[imjoy_sdk::plugin(
    icon = "📞",
    labels = ["API example"],
    ui = "{id:'dividend', type:'number', placeholder:84} divided by {id:'divisor', type:'number', placeholder:2}<br>\
          Plugin {id:'plugin', type:'string', placeholder:'export'}"
)]
impl Call {
    pub async fn run(&self, my: Context) -> Result<Record, Error> {
        let plugin: String = my.config.get_or("plugin", "export".to_owned())?;
        let dividend: f64 = my.config.get_or("dividend", 84.0)?;
        let divisor: f64 = my.config.get_or("divisor", 2.0)?;
        let quotient: f64 = api::call_as(&plugin, "divide", (dividend, divisor)).await?;
        // An array is passed on without being copied.
        let picture: AnyNdArray = api::call_as(&plugin, "gradient", (64,)).await?;
        let description = api::call(&plugin, "describe", (picture,)).await?;
        Ok(record! { "quotient": quotient, "picture": description })
    }
}
