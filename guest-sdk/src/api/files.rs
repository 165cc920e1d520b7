//! Files of the user, by permission.

use crate::bindings::imjoy::plugin::files as host;
use crate::{Error, File};

/// What [`get_file_url`] serves, and how. A path alone is one too.
///
/// ```
/// let options = imjoy_sdk::FileUrlOptions::new("~/output.png").header("Content-Type", "image/png");
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct FileUrlOptions {
    path: String,
    password: Option<String>,
    headers: Vec<(String, String)>,
}

impl FileUrlOptions {
    /// An absolute path of a file or folder; `~` stands for the home folder.
    ///
    /// ```
    /// let options = imjoy_sdk::FileUrlOptions::new("~/data/output.png");
    /// ```
    pub fn new(path: impl Into<String>) -> Self {
        FileUrlOptions { path: path.into(), password: None, headers: Vec::new() }
    }

    /// A password that the URL then needs.
    ///
    /// ```
    /// let options = imjoy_sdk::FileUrlOptions::new("~/data").password("secret");
    /// ```
    pub fn password(mut self, password: impl Into<String>) -> Self {
        self.password = Some(password.into());
        self
    }

    /// A header to serve with.
    ///
    /// ```
    /// let options = imjoy_sdk::FileUrlOptions::new("~/a.png").header("Content-disposition", "attachment");
    /// ```
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl<T: Into<String>> From<T> for FileUrlOptions {
    fn from(path: T) -> Self {
        FileUrlOptions::new(path)
    }
}

/// What [`export_file`] writes: a text or a [`File`].
///
/// ```
/// use imjoy_sdk::{File, FileContents};
/// let text = FileContents::from("area,mean\n12,0.5\n");
/// let file = FileContents::from(File::new("a.bin", "application/octet-stream", vec![1, 2]));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum FileContents {
    /// A text, written as UTF-8.
    Text(String),
    /// A file or blob.
    File(File),
}

impl From<&str> for FileContents {
    fn from(text: &str) -> Self {
        FileContents::Text(text.to_string())
    }
}

impl From<String> for FileContents {
    fn from(text: String) -> Self {
        FileContents::Text(text)
    }
}

impl From<File> for FileContents {
    fn from(file: File) -> Self {
        FileContents::File(file)
    }
}

/// An URL for a local file or folder, after the user has agreed; [`Error::Denied`] when they
/// have not.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// let url = imjoy_sdk::api::get_file_url("~/data/output.png").await?;
/// # Ok(())
/// # }
/// ```
pub async fn get_file_url(options: impl Into<FileUrlOptions>) -> Result<String, Error> {
    let FileUrlOptions { path, password, headers } = options.into();
    host::get_file_url(host::FileUrlOptions { path, password, headers }).await.map_err(Error::from_wire)
}

/// The path behind an URL from [`get_file_url`].
///
/// ```no_run
/// # async fn example(url: String) -> imjoy_sdk::Result<()> {
/// let path = imjoy_sdk::api::get_file_path(&url).await?;
/// # Ok(())
/// # }
/// ```
pub async fn get_file_path(url: &str) -> Result<String, Error> {
    host::get_file_path(url.to_string()).await.map_err(Error::from_wire)
}

/// Lets the user save a file under a name, by default the file's own. [`Error::Cancelled`]
/// when they do not.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// imjoy_sdk::api::export_file("area,mean\n12,0.5\n", Some("cells.csv")).await?;
/// # Ok(())
/// # }
/// ```
pub async fn export_file(contents: impl Into<FileContents>, name: Option<&str>) -> Result<(), Error> {
    let contents = match contents.into() {
        FileContents::Text(text) => host::FileContents::Text(text),
        FileContents::File(file) => host::FileContents::File(file.into_wire()?),
    };
    host::export_file(contents, name.map(str::to_string)).await.map_err(Error::from_wire)
}
