//! `imjoy/plugin-editor`: the source of a plugin; Shift+Enter builds and runs it.

use imjoy_sdk::{Error, Function, Value, Window, WindowOptions, api, record};

const SOURCE: &str = r#"use imjoy_sdk::{Context, Error, api};

#[derive(Default)]
struct Greeter;

/// Shift+Enter saves, builds and runs this plugin.
#[imjoy_sdk::plugin(name = "greeter", icon = "🌱")]
impl Greeter {
    pub async fn run(&self, _my: Context) -> Result<(), Error> {
        api::alert("Change this text and press Shift+Enter again").await
    }
}
"#;

pub(crate) fn window() -> WindowOptions {
    let data = record! { "id": "greeter", "name": "greeter", "language": "rust", "code": SOURCE };
    WindowOptions::new("imjoy/plugin-editor").name("Source of greeter").data(data)
}

/// Tells where the source is saved.
pub(crate) fn listen(window: &Window) -> Result<(), Error> {
    let saved = Function::new(|arguments: Vec<Value>| async move {
        let path = arguments.first().and_then(|data| data.get("path")).and_then(Value::as_str);
        api::show_status(format!("The greeter is in {}", path.unwrap_or("no file")));
        Ok::<(), Error>(())
    });
    window.on("save", saved, false)
}
