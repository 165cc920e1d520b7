//! Files of the user, by permission.

pub use crate::bindings::imjoy::plugin::files::{FileKind, FileMetadata, FolderEntry};

use crate::bindings::imjoy::plugin::files as host;
use crate::bindings::wire;
use crate::{Bytes, Error, File};

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

/// A file that the user has granted to this plugin, from [`open_path`] or
/// [`GrantedFolder::open`]. Its functions give [`Error::Denied`] once the user has revoked
/// the grant.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::{FileDialog, api};
/// let path = api::show_file_dialog(FileDialog::new()).await?.remove(0);
/// let text = api::open_path(&path).await?.read_to_end().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct GrantedFile(host::GrantedFile);

impl GrantedFile {
    /// Its name, without folders.
    ///
    /// ```no_run
    /// # fn example(file: imjoy_sdk::GrantedFile) {
    /// println!("reading {}", file.name());
    /// # }
    /// ```
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// What is known of it now: its length, and when it was changed.
    ///
    /// ```no_run
    /// # async fn example(file: imjoy_sdk::GrantedFile) -> imjoy_sdk::Result<()> {
    /// let bytes = file.metadata().await?.size;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn metadata(&self) -> Result<FileMetadata, Error> {
        self.0.metadata().await.map_err(Error::from_wire)
    }

    /// Up to `length` bytes from `offset`, at most 64 MiB at once; fewer at that limit and
    /// at the end of the file, none beyond it.
    ///
    /// ```no_run
    /// # async fn example(file: imjoy_sdk::GrantedFile) -> imjoy_sdk::Result<()> {
    /// let head = file.read(0, 512).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn read(&self, offset: u64, length: u32) -> Result<Vec<u8>, Error> {
        self.0.read(offset, length).await.map_err(Error::from_wire)
    }

    /// All of it, in the plugin's own memory.
    ///
    /// ```no_run
    /// # async fn example(file: imjoy_sdk::GrantedFile) -> imjoy_sdk::Result<()> {
    /// let lines = String::from_utf8_lossy(&file.read_to_end().await?).lines().count();
    /// # Ok(())
    /// # }
    /// ```
    pub async fn read_to_end(&self) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        loop {
            let piece = self.read(bytes.len() as u64, u32::MAX).await?;
            if piece.is_empty() {
                return Ok(bytes);
            }
            bytes.extend(piece);
        }
    }

    /// All of it, kept by the host: to pass on, show or save without a copy here.
    ///
    /// ```no_run
    /// # async fn example(file: imjoy_sdk::GrantedFile) -> imjoy_sdk::Result<()> {
    /// use imjoy_sdk::{File, api};
    /// let copy = File::new(file.name(), "application/octet-stream", file.load().await?);
    /// api::export_file(copy, None).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn load(&self) -> Result<Bytes, Error> {
        let buffer = self.0.load(0, None).await.map_err(Error::from_wire)?;
        Ok(Bytes::from_wire(wire::Binary::Shared(buffer)))
    }
}

/// A folder that the user has granted to this plugin, with all that is in it, from
/// [`open_folder`]. Paths are relative to it; none leads out of it.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::{FileDialog, api};
/// let path = api::show_file_dialog(FileDialog::new().directory()).await?.remove(0);
/// let folder = api::open_folder(&path).await?;
/// for entry in folder.list("").await? {
///     println!("{}: {} bytes", entry.name, entry.metadata.size);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct GrantedFolder(host::GrantedFolder);

impl GrantedFolder {
    /// Its name, without the folders that it is in.
    ///
    /// ```no_run
    /// # fn example(folder: imjoy_sdk::GrantedFolder) {
    /// println!("listing {}", folder.name());
    /// # }
    /// ```
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// The files and folders in a folder below, sorted by name; `""` is the folder itself.
    ///
    /// ```no_run
    /// # async fn example(folder: imjoy_sdk::GrantedFolder) -> imjoy_sdk::Result<()> {
    /// let entries = folder.list("images/2019").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn list(&self, path: &str) -> Result<Vec<FolderEntry>, Error> {
        self.0.list(path.to_string()).await.map_err(Error::from_wire)
    }

    /// Opens a file in it.
    ///
    /// ```no_run
    /// # async fn example(folder: imjoy_sdk::GrantedFolder) -> imjoy_sdk::Result<()> {
    /// let file = folder.open("images/cell.png").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn open(&self, path: &str) -> Result<GrantedFile, Error> {
        self.0.open(path.to_string()).await.map(GrantedFile).map_err(Error::from_wire)
    }
}

/// Opens a file that the user has granted to this plugin, by choosing it or a folder that
/// it is in, or by agreeing to [`get_file_url`]; [`Error::Denied`] for any other.
///
/// ```no_run
/// # async fn example(path: &str) -> imjoy_sdk::Result<()> {
/// let file = imjoy_sdk::api::open_path(path).await?;
/// # Ok(())
/// # }
/// ```
pub async fn open_path(path: &str) -> Result<GrantedFile, Error> {
    host::open_path(path.to_string()).await.map(GrantedFile).map_err(Error::from_wire)
}

/// Opens a folder that the user has granted to this plugin.
///
/// ```no_run
/// # async fn example(path: &str) -> imjoy_sdk::Result<()> {
/// let folder = imjoy_sdk::api::open_folder(path).await?;
/// # Ok(())
/// # }
/// ```
pub async fn open_folder(path: &str) -> Result<GrantedFolder, Error> {
    host::open_folder(path.to_string()).await.map(GrantedFolder).map_err(Error::from_wire)
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
