//! `fetch` of what needs no network: `data:` URLs, object URLs, and the URLs of files that
//! the user has granted (`showFileDialog`, `getFileUrl`). Any other is refused.

use imjoy_sdk::bindings::imjoy::plugin::files as host;
use imjoy_sdk::{Error, File, language_runtime};
use rquickjs::{Ctx, Value};

use super::lazy::Library;
use super::object_urls::file_of_url;
use crate::plugin::Running;
use crate::promise::{self, Outcome};

pub(super) const LIBRARY: Library = Library {
    name: "fetch",
    source: include_str!("fetching.js"),
    globals: &["fetch", "Response", "Headers", "Request"],
    natives: &[("load", load)],
};

/// `load(url)`: the file that the URL stands for, as a `File`.
fn load<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> rquickjs::Result<Value<'js>> {
    let url = arguments.first().and_then(|url| url.as_string()?.to_string().ok()).unwrap_or_default();
    if let Some(file) = file_of_url(running, &url) {
        return promise::settled(running, context, Ok(imjoy_sdk::Value::File(file)));
    }
    promise::of_work(running, context, granted(url))
}

async fn granted(url: String) -> Outcome {
    let refused = || {
        Error::denied(format!(
            "fetch of {url} is refused: plugins have no network; ask the user for a file by api.showFileDialog, whose URLs can be fetched"
        ))
    };
    if !url.starts_with("http://127.0.0.1:") && !url.starts_with("http://localhost:") {
        return Err(refused().into());
    }
    let path = host::get_file_path(url.clone()).await.map_err(|_| refused())?;
    let file = host::open_path(path).await.map_err(language_runtime::error_from_wire)?;
    let name = file.name();
    // The host keeps the bytes; they come here when they are read.
    let buffer = file.load(0, None).await.map_err(language_runtime::error_from_wire)?;
    Ok(imjoy_sdk::Value::File(File::new(name, "", language_runtime::bytes_from_buffer(buffer))))
}
