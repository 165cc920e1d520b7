//! `api::get_file_path`: from the URL of a file back to its path.

use imjoy_sdk::{Error, FileDialog, Record, UriType, WindowOptions, api, record};

#[derive(Default)]
struct GetFilePath;

/// # get-file-path
///
/// Choose some files. The dialog gives their **URLs**; the plugin turns each back into the
/// path and shows both as a table. Only the plugin that has got a URL learns the path behind
/// it; for any other, and for a URL that it made up, there is an error.
///
/// ```rust
/// let path = api::get_file_path(&url).await?;
/// ```
#[imjoy_sdk::plugin(icon = "📍", labels = ["API example"])]
impl GetFilePath {
    pub async fn run(&self) -> Result<(), Error> {
        let dialog = FileDialog::new().title("Whose path?").multiple().uri_type(UriType::Url);
        let urls = match api::show_file_dialog(dialog).await {
            Ok(urls) => urls,
            Err(Error::Cancelled(_)) => {
                api::show_status("Nothing was chosen");
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let mut rows: Vec<Record> = Vec::new();
        for url in urls {
            let path = api::get_file_path(&url).await?;
            rows.push(record! { "path": path, "url": url });
        }
        let made_up = api::get_file_path("http://127.0.0.1/file/made-up").await;
        if let Err(error) = made_up {
            api::log(format!("a URL that was made up: {error}"));
        }
        let table = WindowOptions::new("imjoy/table").name("Paths and URLs").data(rows);
        api::create_window(table).await?;
        api::show_status("Each URL has its path");
        Ok(())
    }
}
