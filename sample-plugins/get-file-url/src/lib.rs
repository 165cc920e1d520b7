//! `api::get_file_url`: a URL for a local file, which a window shows and a browser opens.

use imjoy_sdk::{Context, Error, WindowOptions, api, record};

#[derive(Default)]
struct GetFileUrl;

/// # get-file-url
///
/// Type the path of an image. After you have agreed, the plugin gets a **URL** for it, shows
/// the image by that URL, and writes the URL into its log: it works in a browser on this
/// computer as long as the application is open. The plugin itself never holds the image.
///
/// ```rust
/// let url = api::get_file_url("~/data/output.png").await?;
/// // http://127.0.0.1:8080/file/1ba89354-ae98-457c-a53b-39a4bdd14941?name=output.png
/// ```
#[imjoy_sdk::plugin(
    icon = "🔗",
    labels = ["API example"],
    ui = "Path of an image {id: 'path', type: 'string', placeholder: '~/image.png'}"
)]
impl GetFileUrl {
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let path: String = my.config.get_or("path", "~/image.png".to_owned())?;
        let url = match api::get_file_url(path.trim()).await {
            Ok(url) => url,
            Err(error @ (Error::Denied(_) | Error::NotFound(_))) => {
                api::show_message(format!("No URL for {path}: {error}"), None);
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        api::log(format!("the image is at {url}"));
        let name = path.rsplit('/').next().unwrap_or_default();
        api::create_window(WindowOptions::new("imjoy/image").name(name).data(record! { "src": url })).await?;
        api::show_status("The URL is in the log");
        Ok(())
    }
}
