//! `api::show_file_dialog`: lets the user choose files or a folder, and reads them.

use imjoy_sdk::{Context, Error, FileDialog, FileKind, Record, WindowOptions, api, record};

/// Bytes that are read at once.
const PIECE: u32 = 4 * 1024 * 1024;

/// Endings of the files that are shown as well.
const IMAGES: [&str; 3] = [".png", ".jpg", ".tif"];

#[derive(Default)]
struct ShowFileDialog;

/// # show-file-dialog
///
/// Choose some files, or a folder: their sizes and numbers of lines come up as a table, and
/// images are shown. What you choose is what the plugin may read, and nothing else; under
/// *Permissions* in its menu you can take that back.
///
/// ```rust
/// let paths = api::show_file_dialog(FileDialog::new().multiple()).await?;
/// let file = api::open_path(&paths[0]).await?;
/// let bytes = file.read(0, 1024).await?;
/// ```
#[imjoy_sdk::plugin(
    icon = "📂",
    labels = ["API example"],
    ui = "Choose {id: 'what', type: 'choose', options: ['files', 'a folder'], placeholder: 'files'}"
)]
impl ShowFileDialog {
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let what: String = my.config.get_or("what", "files".to_owned())?;
        let dialog = FileDialog::new().title("What shall be counted?");
        let dialog = if what == "files" { dialog.multiple() } else { dialog.directory() };
        let paths = match api::show_file_dialog(dialog).await {
            Ok(paths) => paths,
            Err(Error::Cancelled(_)) => {
                api::show_status("Nothing was chosen");
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let mut rows = Vec::new();
        for path in &paths {
            if what == "files" {
                let file = api::open_path(path).await?;
                rows.push(row(file).await?);
            } else {
                let folder = api::open_folder(path).await?;
                for entry in folder.list("").await? {
                    if entry.metadata.kind == FileKind::File {
                        rows.push(row(folder.open(&entry.name).await?).await?);
                    }
                }
            }
        }
        let count = rows.len();
        let table = WindowOptions::new("imjoy/table").name("Chosen files").data(rows);
        api::create_window(table).await?;
        api::show_status(format!("Files counted: {count}"));
        Ok(())
    }
}

/// Reads a file in pieces and counts its lines.
async fn row(file: imjoy_sdk::GrantedFile) -> Result<Record, Error> {
    let (mut bytes, mut lines) = (0u64, 0u64);
    loop {
        let piece = file.read(bytes, PIECE).await?;
        if piece.is_empty() {
            break;
        }
        bytes += piece.len() as u64;
        lines += piece.iter().filter(|byte| **byte == b'\n').count() as u64;
    }
    let name = file.name();
    if IMAGES.iter().any(|ending| name.to_lowercase().ends_with(ending)) {
        // The contents stay in the host; the plugin passes them on.
        let data = record! { "src": file.load().await? };
        api::create_window(WindowOptions::new("imjoy/image").name(&name).data(data)).await?;
    }
    Ok(record! { "name": name, "bytes": file.metadata().await?.size, "lines": lines })
}
