//! Files of the user, by permission.

pub use crate::bindings::imjoy::plugin::files::{FileKind, FileMetadata, FolderEntry};

use crate::bindings::imjoy::plugin::files as host;
use crate::bindings::wire;
use crate::{Bytes, Error, File};
use std::rc::Rc;
use wit_bindgen::{FutureReader, StreamReader, StreamResult};

/// Bytes of one piece of a file that is read through: few enough that they stay in the
/// processor's cache.
const PIECE: usize = 1024 * 1024;
/// What goes to the host in one call; longer data goes in pieces.
const PIECE_TO_HOST: usize = 64 << 20;

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

/// What [`export_file`] writes: a text, a [`File`], [`Bytes`], or a copy of a
/// [`GrantedFile`].
///
/// ```
/// use imjoy_sdk::{Bytes, File, FileContents};
/// let text = FileContents::from("area,mean\n12,0.5\n");
/// let file = FileContents::from(File::new("a.bin", "application/octet-stream", vec![1, 2]));
/// let bytes = FileContents::from(Bytes::from(vec![1, 2]));
/// ```
#[derive(Debug, Clone)]
pub enum FileContents {
    /// A text, written as UTF-8.
    Text(String),
    /// A file or blob.
    File(File),
    /// Bytes, here or in the host.
    Bytes(Bytes),
    /// A file of the user, which the host copies.
    Granted(GrantedFile),
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

impl From<Bytes> for FileContents {
    fn from(bytes: Bytes) -> Self {
        FileContents::Bytes(bytes)
    }
}

impl From<Vec<u8>> for FileContents {
    fn from(bytes: Vec<u8>) -> Self {
        FileContents::Bytes(bytes.into())
    }
}

impl From<GrantedFile> for FileContents {
    fn from(file: GrantedFile) -> Self {
        FileContents::Granted(file)
    }
}

impl From<&GrantedFile> for FileContents {
    fn from(file: &GrantedFile) -> Self {
        FileContents::Granted(file.clone())
    }
}

/// A file that the user has granted to this plugin, from [`open_path`] or
/// [`GrantedFolder::open`]. Its functions give [`Error::Denied`] once the user has revoked
/// the grant. Clones are the same open file; it is closed with the last of them.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::{FileDialog, api};
/// let path = api::show_file_dialog(FileDialog::new()).await?.remove(0);
/// let text = api::open_path(&path).await?.read_to_end().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct GrantedFile(Rc<host::GrantedFile>);

impl GrantedFile {
    fn of(file: host::GrantedFile) -> Self {
        GrantedFile(Rc::new(file))
    }

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
        let size = usize::try_from(self.metadata().await?.size).unwrap_or(usize::MAX);
        bytes.try_reserve_exact(size).map_err(|_| {
            Error::limit(format!("{size} bytes do not fit into a plugin's memory; read the file in pieces"))
        })?;
        let (mut stream, ended) = self.0.pieces(0).await;
        loop {
            if bytes.len() == bytes.capacity() {
                // Looks whether the file has grown meanwhile.
                bytes.reserve(PIECE);
            }
            let (status, filled) = stream.read(bytes).await;
            bytes = filled;
            if !matches!(status, StreamResult::Complete(_)) {
                return ended.await.map(|()| bytes).map_err(Error::from_wire);
            }
        }
    }

    /// All of it from the beginning, one piece after the other: for files of any size. The
    /// host reads each straight into the memory of the plugin.
    ///
    /// ```no_run
    /// # async fn example(file: imjoy_sdk::GrantedFile) -> imjoy_sdk::Result<()> {
    /// let mut lines = 0;
    /// let mut pieces = file.pieces();
    /// while let Some(piece) = pieces.next().await? {
    ///     lines += piece.iter().filter(|byte| **byte == b'\n').count();
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn pieces(&self) -> Pieces {
        Pieces { file: self.clone(), state: Reading::NotBegun }
    }

    /// Writes at `offset`: bytes or a text. The file grows where need be. It has to be
    /// granted for that, as by [`FileDialog::read_write`](crate::FileDialog::read_write),
    /// else this is [`Error::Denied`].
    ///
    /// ```no_run
    /// # async fn example(file: imjoy_sdk::GrantedFile) -> imjoy_sdk::Result<()> {
    /// let end = file.metadata().await?.size;
    /// file.write(end, "one more line\n").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn write(&self, offset: u64, bytes: impl Into<Vec<u8>>) -> Result<(), Error> {
        let mut offset = offset;
        for piece in pieces_to_host(bytes.into()) {
            let length = piece.len() as u64;
            self.0.write(offset, piece).await.map_err(Error::from_wire)?;
            offset = offset.saturating_add(length);
        }
        Ok(())
    }

    /// As [`write`](Self::write), with bytes that the host keeps: they are not copied into
    /// the plugin.
    ///
    /// ```no_run
    /// # async fn example(file: imjoy_sdk::GrantedFile, other: imjoy_sdk::GrantedFile) -> imjoy_sdk::Result<()> {
    /// file.write_buffer(0, &other.load().await?).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn write_buffer(&self, offset: u64, contents: &Bytes) -> Result<(), Error> {
        self.0.write_buffer(offset, contents.handle()?).await.map_err(Error::from_wire)
    }

    /// Cuts it off at `size` bytes, or lets it grow to that with zeros.
    ///
    /// ```no_run
    /// # async fn example(file: imjoy_sdk::GrantedFile) -> imjoy_sdk::Result<()> {
    /// file.set_size(0).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn set_size(&self, size: u64) -> Result<(), Error> {
        self.0.set_size(size).await.map_err(Error::from_wire)
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

/// A file on its way into the plugin, from [`GrantedFile::pieces`].
///
/// ```no_run
/// # async fn example(file: imjoy_sdk::GrantedFile) -> imjoy_sdk::Result<()> {
/// let mut pieces = file.pieces();
/// let first = pieces.next().await?;
/// # Ok(())
/// # }
/// ```
pub struct Pieces {
    file: GrantedFile,
    state: Reading,
}

/// How far a file has been read.
enum Reading {
    NotBegun,
    Begun(StreamReader<u8>, FutureReader<Result<(), wire::Error>>),
    Ended,
}

impl Pieces {
    /// The next piece, at most 1 MiB; none at the end of the file.
    ///
    /// ```no_run
    /// # async fn example(mut pieces: imjoy_sdk::Pieces) -> imjoy_sdk::Result<()> {
    /// while let Some(piece) = pieces.next().await? {
    ///     println!("{} bytes", piece.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        if let Reading::NotBegun = self.state {
            let (stream, ended) = self.file.0.pieces(0).await;
            self.state = Reading::Begun(stream, ended);
        }
        let Reading::Begun(stream, _) = &mut self.state else { return Ok(None) };
        let (status, piece) = stream.read(Vec::with_capacity(PIECE)).await;
        if let StreamResult::Complete(_) = status {
            return Ok(Some(piece));
        }
        match std::mem::replace(&mut self.state, Reading::Ended) {
            Reading::Begun(_, ended) => ended.await.map(|()| None).map_err(Error::from_wire),
            Reading::NotBegun | Reading::Ended => Ok(None),
        }
    }
}

impl std::fmt::Debug for Pieces {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Pieces({:?})", self.file)
    }
}

/// Cuts what is too long for one call.
fn pieces_to_host(bytes: Vec<u8>) -> Vec<Vec<u8>> {
    if bytes.len() <= PIECE_TO_HOST {
        return vec![bytes];
    }
    bytes.chunks(PIECE_TO_HOST).map(<[u8]>::to_vec).collect()
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
        self.0.open(path.to_string()).await.map(GrantedFile::of).map_err(Error::from_wire)
    }

    /// A folder in it, as a handle of its own.
    ///
    /// ```no_run
    /// # async fn example(folder: imjoy_sdk::GrantedFolder) -> imjoy_sdk::Result<()> {
    /// let images = folder.folder("images").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn folder(&self, path: &str) -> Result<GrantedFolder, Error> {
        self.0.folder(path.to_string()).await.map(GrantedFolder).map_err(Error::from_wire)
    }

    /// Makes an empty file in it and opens that for writing. One that is there is emptied
    /// if `overwrite` is true, else this is [`Error::Invalid`]. The folder has to be
    /// granted for changing, as by
    /// [`FileDialog::read_write`](crate::FileDialog::read_write), for this and all that
    /// follows.
    ///
    /// ```no_run
    /// # async fn example(folder: imjoy_sdk::GrantedFolder) -> imjoy_sdk::Result<()> {
    /// folder.create_file("results.csv", true).await?.write(0, "area,mean\n").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_file(&self, path: &str, overwrite: bool) -> Result<GrantedFile, Error> {
        self.0.create_file(path.to_string(), overwrite).await.map(GrantedFile::of).map_err(Error::from_wire)
    }

    /// Makes a folder in it, and those on the way there, as far as they are missing.
    ///
    /// ```no_run
    /// # async fn example(folder: imjoy_sdk::GrantedFolder) -> imjoy_sdk::Result<()> {
    /// let masks = folder.create_folder("results/masks").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_folder(&self, path: &str) -> Result<GrantedFolder, Error> {
        self.0.create_folder(path.to_string()).await.map(GrantedFolder).map_err(Error::from_wire)
    }

    /// Removes a file or an empty folder.
    ///
    /// ```no_run
    /// # async fn example(folder: imjoy_sdk::GrantedFolder) -> imjoy_sdk::Result<()> {
    /// folder.remove("results/old.csv").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn remove(&self, path: &str) -> Result<(), Error> {
        self.0.remove(path.to_string()).await.map_err(Error::from_wire)
    }

    /// Moves a file or folder within it. A file that is there is replaced if `overwrite` is
    /// true, else this is [`Error::Invalid`].
    ///
    /// ```no_run
    /// # async fn example(folder: imjoy_sdk::GrantedFolder) -> imjoy_sdk::Result<()> {
    /// folder.rename("results.csv", "2019/results.csv", false).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn rename(&self, path: &str, to: &str, overwrite: bool) -> Result<(), Error> {
        self.0.rename(path.to_string(), to.to_string(), overwrite).await.map_err(Error::from_wire)
    }
}

/// A file that is being saved in pieces, from [`start_export`]. Nothing is where the user
/// has chosen before [`finish`](Self::finish); without it nothing stays behind.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// let writer = imjoy_sdk::api::start_export(Some("numbers.txt"), None).await?;
/// for number in 0..1_000_000 {
///     writer.write(format!("{number}\n")).await?;
/// }
/// writer.finish().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct ExportWriter(host::ExportWriter);

impl ExportWriter {
    /// Appends bytes or a text.
    ///
    /// ```no_run
    /// # async fn example(writer: imjoy_sdk::ExportWriter) -> imjoy_sdk::Result<()> {
    /// writer.write("area,mean\n").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn write(&self, bytes: impl Into<Vec<u8>>) -> Result<(), Error> {
        for piece in pieces_to_host(bytes.into()) {
            self.0.write(piece).await.map_err(Error::from_wire)?;
        }
        Ok(())
    }

    /// Appends bytes that the host keeps: they are not copied into the plugin.
    ///
    /// ```no_run
    /// # async fn example(writer: imjoy_sdk::ExportWriter, file: imjoy_sdk::GrantedFile) -> imjoy_sdk::Result<()> {
    /// writer.write_buffer(&file.load().await?).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn write_buffer(&self, contents: &Bytes) -> Result<(), Error> {
        self.0.write_buffer(contents.handle()?).await.map_err(Error::from_wire)
    }

    /// Puts the file in its place, whole, in one step.
    ///
    /// ```no_run
    /// # async fn example(writer: imjoy_sdk::ExportWriter) -> imjoy_sdk::Result<()> {
    /// writer.finish().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn finish(self) -> Result<(), Error> {
        self.0.finish().await.map_err(Error::from_wire)
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
    host::open_path(path.to_string()).await.map(GrantedFile::of).map_err(Error::from_wire)
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
    // Lives until the host has copied it.
    let granted;
    let contents = match contents.into() {
        FileContents::Text(text) => host::FileContents::Text(text),
        FileContents::File(file) => host::FileContents::File(file.into_wire()?),
        FileContents::Bytes(bytes) => host::FileContents::Bytes(bytes.into_wire()?),
        FileContents::Granted(file) => {
            granted = file;
            host::FileContents::Granted(&granted.0)
        }
    };
    host::export_file(contents, name.map(str::to_string)).await.map_err(Error::from_wire)
}

/// Lets the user save a file that is then made piece by piece, however large; `size` is its
/// length in bytes where that is known, for the progress.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// let writer = imjoy_sdk::api::start_export(Some("cells.csv"), None).await?;
/// writer.write("area,mean\n").await?;
/// writer.finish().await?;
/// # Ok(())
/// # }
/// ```
pub async fn start_export(name: Option<&str>, size: Option<u64>) -> Result<ExportWriter, Error> {
    host::start_export(name.map(str::to_string), size).await.map(ExportWriter).map_err(Error::from_wire)
}
