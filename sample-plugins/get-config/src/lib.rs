//! `api::get_config`: fields of the manifest, and settings.

use imjoy_sdk::{Context, Error, Record, Value, api};

#[derive(Default)]
struct GetConfig;

/// # get-config
///
/// Reads what you name. With `_` in front it is a field of the plugin's manifest, as it is:
/// `_name`, `_version`, `_description`, `_icon`, `_ui`, `_type`, … Without, it is a setting that
/// the plugin has kept with `set-config`: a text, or null if there is none.
///
/// ```rust
/// let name: String = api::get_config("_name").await?.to()?;
/// ```
#[imjoy_sdk::plugin(
    icon = "📖",
    labels = ["API example"],
    ui = "Names {id:'names', type:'string', placeholder:'_name, _version, _icon, _description'}"
)]
impl GetConfig {
    pub async fn run(&self, my: Context) -> Result<Record, Error> {
        let names: String = my.config.get_or("names", "_name, _version, _icon, _description".to_owned())?;
        let mut values = Record::new();
        for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let value: Value = api::get_config(name).await?;
            values.insert(name, value);
        }
        Ok(values)
    }
}
