//! `api::get_attachment`: texts that are part of the plugin.

use imjoy_sdk::{Context, Error, Value, api, record};

#[derive(Default)]
struct GetAttachment;

/// # get-attachment
///
/// A table of fluorescent dyes is part of this plugin, as a text. It is read when you run the
/// plugin and shown in a window. For a name that no attachment has there is nothing, which is
/// no error.
///
/// ```rust
/// #[imjoy_sdk::plugin(attachments(dyes = "dyes.csv"))]
/// …
/// let dyes: Option<String> = api::get_attachment("dyes").await?;
/// ```
#[imjoy_sdk::plugin(
    icon = "📎",
    labels = ["API example"],
    attachments(dyes = "dyes.csv"),
    ui = "Attachment {id:'name', type:'string', placeholder:'dyes'}"
)]
impl GetAttachment {
    pub async fn run(&self, my: Context) -> Result<Value, Error> {
        let name: String = my.config.get_or("name", "dyes".to_owned())?;
        let Some(text) = api::get_attachment(&name).await? else {
            api::show_status(format!("There is no attachment {name}"));
            return Ok(Value::Null);
        };
        let mut lines = text.lines().map(|line| line.split(',').map(str::trim));
        let names: Vec<&str> = lines.next().map(Iterator::collect).unwrap_or_default();
        let rows: Vec<Value> = lines
            .map(|cells| {
                let fields = names.iter().zip(cells).map(|(name, cell)| {
                    let number: Option<i64> = cell.parse().ok();
                    (*name, number.map_or_else(|| Value::from(cell), Value::from))
                });
                Value::Record(fields.collect())
            })
            .collect();
        Ok(record! { "type": "imjoy/table", "name": name, "data": rows }.into())
    }
}
