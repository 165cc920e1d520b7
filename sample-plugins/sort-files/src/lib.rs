//! Making, moving and removing files in a folder that the user has chosen for changing.

use imjoy_sdk::{Context, Error, FileDialog, FileKind, GrantedFolder, api};
use std::cell::RefCell;

/// The list of what was moved.
const LIST: &str = "sorted.csv";

#[derive(Default)]
struct SortFiles {
    last: RefCell<Option<Sorted>>,
}

/// What was done to a folder.
struct Sorted {
    path: String,
    /// Names and where they went.
    moved: Vec<(String, String)>,
    /// Folders that were made for it.
    folders: Vec<String>,
}

/// # sort-files
///
/// Choose a folder, and its files go into folders by their kind: `png`, `csv`, `other`. What
/// went where is listed in `sorted.csv`. *Put back* undoes the last time. The plugin may
/// change that folder and nothing else.
///
/// ```rust
/// let folder = api::open_folder(&path).await?;
/// folder.create_folder("png").await?;
/// folder.rename("cell.png", "png/cell.png", false).await?;
/// ```
#[imjoy_sdk::plugin(
    icon = "📂",
    labels = ["API example"],
    ui = "Task {id: 'what', type: 'choose', options: ['sort', 'put back'], placeholder: 'sort'}"
)]
impl SortFiles {
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let what: String = my.config.get_or("what", "sort".to_owned())?;
        if what == "put back" {
            return self.put_back().await;
        }
        let dialog = FileDialog::new().title("Which folder shall be sorted?").directory().read_write();
        let path = match api::show_file_dialog(dialog).await {
            Ok(mut paths) => paths.remove(0),
            Err(Error::Cancelled(_)) => {
                api::show_status("Nothing was chosen");
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let folder = api::open_folder(&path).await?;
        let mut sorted = Sorted { path, moved: Vec::new(), folders: Vec::new() };
        let done = sort(&folder, &mut sorted).await;
        let count = sorted.moved.len();
        // Also when it failed half way, so that it can be put back.
        self.last.replace(Some(sorted));
        done?;
        api::show_status(format!("Files sorted: {count}"));
        Ok(())
    }
}

impl SortFiles {
    /// Undoes what was done last.
    async fn put_back(&self) -> Result<(), Error> {
        let Some(sorted) = self.last.borrow_mut().take() else {
            api::show_status("Nothing was sorted yet");
            return Ok(());
        };
        let folder = api::open_folder(&sorted.path).await?;
        for (name, place) in &sorted.moved {
            folder.rename(place, name, false).await?;
        }
        for name in &sorted.folders {
            // The user may have put something else there meanwhile; then it stays.
            if folder.folder(name).await?.list("").await?.is_empty() {
                folder.remove(name).await?;
            }
        }
        folder.remove(LIST).await?;
        api::show_status(format!("Files put back: {}", sorted.moved.len()));
        Ok(())
    }
}

async fn sort(folder: &GrantedFolder, sorted: &mut Sorted) -> Result<(), Error> {
    let entries = folder.list("").await?;
    for entry in &entries {
        // Hidden files belong to programs.
        if entry.metadata.kind != FileKind::File || entry.name.starts_with('.') || entry.name == LIST {
            continue;
        }
        let kind = kind(&entry.name);
        if !sorted.folders.contains(&kind) && !entries.iter().any(|entry| entry.name == kind) {
            folder.create_folder(&kind).await?;
            sorted.folders.push(kind.clone());
        }
        let place = format!("{kind}/{}", entry.name);
        folder.rename(&entry.name, &place, false).await?;
        sorted.moved.push((entry.name.clone(), place));
    }
    let rows: Vec<String> = sorted.moved.iter().map(|(name, place)| format!("\"{name}\",\"{place}\"\n")).collect();
    let list = folder.create_file(LIST, true).await?;
    list.write(0, format!("file,place\n{}", rows.concat())).await
}

/// The folder for a file: its ending, if it is a plain one.
fn kind(name: &str) -> String {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let is_plain = (1..=8).contains(&ending.len()) && ending.chars().all(|character| character.is_ascii_alphanumeric());
    if is_plain { ending } else { "other".to_owned() }
}
