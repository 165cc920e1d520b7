//! `GrantedFile::pieces`: reads files of any size through.

use imjoy_sdk::{Context, Error, FileDialog, GrantedFile, Record, WindowOptions, api, record};
use sha2::{Digest, Sha256};

#[derive(Default)]
struct Checksum;

/// # checksum
///
/// Choose files, and their SHA-256 checksums are shown in a table, to compare with those
/// that a publisher of data gives. The host reads each file straight into the plugin's
/// memory, a piece after the other, so that they may be as large as you like. Cancel ends
/// it.
///
/// ```rust
/// let mut pieces = file.pieces();
/// while let Some(piece) = pieces.next().await? {
///     hasher.update(&piece);
/// }
/// ```
#[imjoy_sdk::plugin(icon = "✅", labels = ["API example"])]
impl Checksum {
    pub async fn run(&self, _my: Context) -> Result<(), Error> {
        let chosen = api::show_file_dialog(FileDialog::new().title("Files to check").multiple()).await;
        let paths = match chosen {
            Ok(paths) => paths,
            Err(Error::Cancelled(_)) => {
                api::show_status("Nothing was checked");
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let mut files = Vec::new();
        let mut progress = Progress::default();
        for path in &paths {
            let file = api::open_path(path).await?;
            progress.all += file.metadata().await?.size;
            files.push(file);
        }
        let mut rows = Vec::new();
        for file in &files {
            rows.push(checked(file, &mut progress).await?);
        }
        api::show_status(format!("Files checked: {}", rows.len()));
        let table = WindowOptions::new("imjoy/table").name("SHA-256").size(24, 8).data(rows);
        api::create_window(table).await?;
        Ok(())
    }
}

/// Bytes of all files, and those that have been read.
#[derive(Default)]
struct Progress {
    all: u64,
    read: u64,
}

/// The row of one file.
async fn checked(file: &GrantedFile, progress: &mut Progress) -> Result<Record, Error> {
    let mut hasher = Sha256::new();
    let mut length = 0;
    let mut pieces = file.pieces();
    while let Some(piece) = pieces.next().await? {
        hasher.update(&piece);
        length += piece.len() as u64;
        progress.read += piece.len() as u64;
        api::show_progress(100.0 * progress.read as f64 / progress.all.max(1) as f64);
    }
    let digits: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(record! { "file": file.name(), "bytes": length, "SHA-256": digits })
}
