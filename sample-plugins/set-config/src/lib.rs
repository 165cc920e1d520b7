//! `api::set_config`: settings that outlive the plugin.

use imjoy_sdk::{Context, Error, Record, Value, api, record};

#[derive(Default)]
struct SetConfig;

/// # set-config
///
/// Keeps a setting and shows what is kept. It is still there when the host is started anew,
/// in every workspace. Numbers are kept as texts; an empty text, 0 and *nothing* remove the
/// setting. It also counts how often you have run it.
///
/// ```rust
/// api::set_config("sigma", 2.5).await?;
/// let sigma = api::get_config("sigma").await?; // "2.5"
/// ```
///
/// Names such as `_name` belong to the manifest and cannot be kept.
#[imjoy_sdk::plugin(
    icon = "💾",
    labels = ["API example"],
    ui = "Name {id:'name', type:'string', placeholder:'sigma'}<br>\
          Value {id:'value', type:'string', placeholder:'2.5'}<br>\
          Keep it as {id:'kind', type:'choose', options:['text', 'number', 'nothing'], placeholder:'number'}"
)]
impl SetConfig {
    pub async fn run(&self, my: Context) -> Result<Record, Error> {
        let name: String = my.config.get_or("name", "sigma".to_owned())?;
        let text: String = my.config.get_or("value", "2.5".to_owned())?;
        let kind: String = my.config.get_or("kind", "number".to_owned())?;
        let value = match kind.as_str() {
            "number" => Value::from(text.trim().parse::<f64>()?),
            "nothing" => Value::Null,
            _ => text.into(),
        };
        let before = api::get_config(&name).await?;
        api::set_config(&name, value).await?;
        let after = api::get_config(&name).await?;
        let runs = 1 + api::get_config("runs").await?.as_str().and_then(|runs| runs.parse().ok()).unwrap_or(0);
        api::set_config("runs", runs).await?;
        Ok(record! { "name": name, "before": before, "after": after, "runs": runs })
    }
}
