//! Writing into a file that the user has chosen for changing.

use imjoy_sdk::{Context, Error, FileDialog, GrantedFile, api};
use std::cell::RefCell;

#[derive(Default)]
struct AddToFile {
    /// The file that is written to, and its lengths before each addition.
    notes: RefCell<Option<(String, Vec<u64>)>>,
}

/// # add-to-file
///
/// Writes what you type at the end of a text file of yours, such as a lab journal, or adds a
/// whole file to it. The file is chosen at the first time. *take back* removes what was
/// added last.
///
/// ```rust
/// let file = api::open_path(&path).await?;
/// let end = file.metadata().await?.size;
/// file.write(end, "one more line\n").await?;
/// file.set_size(end).await?; // as it was
/// ```
#[imjoy_sdk::plugin(
    icon = "📝",
    labels = ["API example"],
    ui = "Task {id: 'what', type: 'choose', options: ['add', 'add a file', 'take back', 'choose another'], \
          placeholder: 'add'} Line {id: 'line', type: 'string', placeholder: 'pH 7.4, 21 °C'}"
)]
impl AddToFile {
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let what: String = my.config.get_or("what", "add".to_owned())?;
        let line: String = my.config.get_or("line", "pH 7.4, 21 °C".to_owned())?;
        match self.change(&what, &line).await {
            Err(Error::Cancelled(_)) => {
                api::show_status("Nothing was chosen");
                Ok(())
            }
            done => done,
        }
    }
}

impl AddToFile {
    async fn change(&self, what: &str, line: &str) -> Result<(), Error> {
        if what == "choose another" {
            self.notes.replace(None);
        }
        let known = self.notes.borrow_mut().take();
        let (path, mut lengths) = match known {
            Some(known) => known,
            None => {
                let dialog = FileDialog::new().title("Which file shall be written to?").read_write();
                (api::show_file_dialog(dialog).await?.remove(0), Vec::new())
            }
        };
        let done = add(&path, what, line, &mut lengths).await;
        self.notes.replace(Some((path, lengths)));
        done
    }
}

async fn add(path: &str, what: &str, line: &str, lengths: &mut Vec<u64>) -> Result<(), Error> {
    let file = api::open_path(path).await?;
    let end = file.metadata().await?.size;
    match what {
        "take back" => {
            let Some(length) = lengths.pop() else {
                api::show_status("There is nothing to take back");
                return Ok(());
            };
            file.set_size(length).await?;
        }
        "add a file" => add_file(&file, end).await?,
        _ => file.write(end, format!("{line}\n")).await?,
    }
    if what != "take back" {
        lengths.push(end);
    }
    let size = file.metadata().await?.size;
    api::show_status(format!("{} has {size} bytes now", file.name()));
    Ok(())
}

async fn add_file(file: &GrantedFile, end: u64) -> Result<(), Error> {
    let added = api::show_file_dialog(FileDialog::new().title("Which file shall be added?")).await?.remove(0);
    // The contents stay in the host; the plugin passes them on.
    file.write_buffer(end, &api::open_path(&added).await?.load().await?).await
}
