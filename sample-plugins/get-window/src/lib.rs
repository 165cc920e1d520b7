//! `api::get_window`: windows that are open.

use imjoy_sdk::{Context, Error, Value, WindowOptions, WindowQuery, api, record};

#[derive(Default)]
struct GetWindow;

/// # get-window
///
/// Looks for an open window by name, type or both, whoever opened it, brings it to the front
/// and says which it is. When there is none, that is no error: the plugin offers to open a
/// text window of that name, so that it is found the next time.
///
/// ```rust
/// if let Some(window) = api::get_window(WindowQuery::new().name("Notes")).await? {
///     window.focus().await?;
/// }
/// ```
#[imjoy_sdk::plugin(
    icon = "🔎",
    labels = ["API example"],
    ui = "Name {id:'name', type:'string', placeholder:'Notes'}<br>\
          Type {id:'type_wanted', type:'choose', options:['any', 'imjoy/image', 'imjoy/markdown', 'imjoy/generic'], \
          placeholder:'any'}"
)]
impl GetWindow {
    pub async fn run(&self, my: Context) -> Result<Value, Error> {
        let name: String = my.config.get_or("name", "Notes".to_owned())?;
        let wanted: String = my.config.get_or("type_wanted", "any".to_owned())?;
        let mut query = WindowQuery::new();
        if !name.is_empty() {
            query = query.name(&name);
        }
        if wanted != "any" {
            query = query.window_type(&wanted);
        }
        match api::get_window(query).await? {
            Some(window) => {
                window.focus().await?;
                api::show_status(format!("Found window {} \"{}\"", window.id(), window.name()));
            }
            None if api::confirm(format!("No window \"{name}\" is open. Open one?")).await? => {
                let text = record! { "source": "# Notes\n\nRun *get-window* again: now this window is found." };
                api::create_window(WindowOptions::new("imjoy/markdown").name(name).size(14, 8).data(text)).await?;
            }
            None => api::show_status("No such window"),
        }
        Ok(Value::Null)
    }
}
