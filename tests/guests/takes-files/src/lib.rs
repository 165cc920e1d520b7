//! Tells what the user drops on its entry, its window and its canvas, and reads it.

use imjoy_sdk::interface::{canvas, column, label};
use imjoy_sdk::{Context, Error, Function, Value, Window, WindowOptions, api};

#[derive(Default)]
struct TakesFiles;

#[imjoy_sdk::plugin]
impl TakesFiles {
    /// Tells what it is run with.
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let files = my.data.get("files").and_then(Value::as_list).unwrap_or_default();
        let image = match my.data.get("src") {
            Some(Value::NdArray(image)) => format!("image {:?} and ", image.shape()),
            _ => String::new(),
        };
        api::show_status(format!("run with {image}{}", told(files).await));
        Ok(())
    }

    /// Opens a window that takes files, with a canvas that takes them too.
    pub async fn open(&self) -> Result<Window, Error> {
        let content =
            column([label("Drop files here"), canvas("surface", 100.0, 50.0, []).label("Surface").with("drop", true)]);
        let options = WindowOptions::new("imjoy/interface").name("Taker").data(Value::from(content));
        let window = api::create_window(options).await?;
        let handler = Function::new(|arguments: Vec<Value>| async move {
            let files = arguments.first().and_then(Value::as_list).unwrap_or_default();
            api::show_status(format!("window got {}", told(files).await));
            Ok(())
        });
        window.on("drop", handler, false)?;
        window.on_interaction(|event| async move {
            if event.kind() == "drop" {
                let at = event.position().map(|[x, y]| format!("{x:.0}, {y:.0}")).unwrap_or_default();
                api::show_status(format!("{} got at {at} {}", event.id(), told(event.files()).await));
            }
            Ok(())
        })?;
        Ok(window)
    }

    /// Does not want files any more.
    pub fn refuse(&self, window: Window) -> Result<(), Error> {
        window.off("drop")
    }

    /// Reads a file, or the names in a folder.
    pub async fn read(&self, path: String) -> Result<String, Error> {
        contents(&path).await
    }
}

/// Kind, name, size and contents of each.
async fn told(files: &[Value]) -> String {
    let mut told = Vec::new();
    for file in files {
        let text = |field: &str| file.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
        let size = file.get("size").and_then(Value::as_i64).unwrap_or(-1);
        let contents = contents(&text("path")).await.unwrap_or_else(|error| error.to_string());
        told.push(format!("{} {} of {size}: {contents}", text("kind"), text("name")));
    }
    told.join("; ")
}

async fn contents(path: &str) -> Result<String, Error> {
    if let Ok(folder) = api::open_folder(path).await {
        let entries = folder.list("").await?;
        return Ok(entries.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>().join(", "));
    }
    let bytes = api::open_path(path).await?.read(0, 64).await?;
    // What is no text is not shown.
    Ok(bytes.into_iter().map(char::from).filter(|character| matches!(character, ' '..='~')).collect())
}
