//! A guest whose manifest declares what it wants, and that uses it as it is told.

use imjoy_sdk::{Context, Error, api, spawn, yield_now};

#[derive(Default)]
struct DeclaredPermissions;

/// Wants folders and to work in the background, and says why.
#[imjoy_sdk::plugin(
    icon = "🗝",
    permissions = r#"[
        {"kind": "folder", "name": "images", "reason": "It reads images."},
        {"kind": "folder", "name": "results", "access": "read-write", "reason": "It writes results.", "optional": true},
        {"kind": "background", "reason": "It goes on.", "optional": true}
    ]"#
)]
impl DeclaredPermissions {
    /// What is in the folder of images.
    pub async fn run(&self, _my: Context) -> Result<Vec<String>, Error> {
        self.list("/images".to_owned())
    }

    /// The names in a folder.
    pub fn list(&self, path: String) -> Result<Vec<String>, Error> {
        let entries = std::fs::read_dir(&path).map_err(|error| failed(&path, &error))?;
        let mut names: Vec<String> =
            entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        Ok(names)
    }

    /// The text of a file.
    pub fn read(&self, path: String) -> Result<String, Error> {
        std::fs::read_to_string(&path).map_err(|error| failed(&path, &error))
    }

    /// Writes a text into a file.
    pub fn write(&self, path: String, text: String) -> Result<(), Error> {
        std::fs::write(&path, text).map_err(|error| failed(&path, &error))
    }

    /// The text of a file, opened by the host.
    pub async fn open_path(&self, path: String) -> Result<String, Error> {
        let file = api::open_path(&path).await?;
        let bytes = file.read(0, 1 << 20).await?;
        String::from_utf8(bytes).map_err(|error| Error::failed(error.to_string()))
    }

    /// Goes on computing after it has returned.
    pub fn go_on(&self) {
        spawn(async {
            loop {
                yield_now().await;
            }
        });
    }

    /// A sign of life.
    pub fn ping(&self) -> &'static str {
        "pong"
    }
}

fn failed(path: &str, error: &std::io::Error) -> Error {
    Error::failed(format!("{path}: {error}"))
}
