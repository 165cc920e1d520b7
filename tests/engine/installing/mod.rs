//! Installing plugins: what is refused, what an update does, and what a crash leaves.

mod archives;
mod folders;
mod mutated;
mod plugins;
mod store;

use imjoy_engine::{Installations, Installed, Limits};
use std::path::{Path, PathBuf};

/// A data folder in a folder in which nothing else may change.
struct Place {
    folder: tempfile::TempDir,
    installations: Installations,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let installations = Installations::new(&folder.path().join("data"), Limits::default().component_bytes);
        Self { folder, installations }
    }

    /// Writes a package beside the data folder.
    fn package(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn installed(&self) -> PathBuf {
        self.folder.path().join("data/installed")
    }

    fn install(&self, package: &Path) -> Result<Installed, String> {
        let package = self.installations.unpack(package, &mut |_| true).map_err(|error| error.to_string())?;
        self.installations.install(package).map_err(|error| error.to_string())
    }

    /// Installs a package that must be refused; the reason. Nothing of it may be left.
    fn refusal(&self, package: &Path) -> String {
        let before = files(self.folder.path());
        let reason = self.install(package).expect_err(&package.display().to_string());
        let is_lock = |path: &PathBuf| path.ends_with("installed/.lock");
        let after: Vec<PathBuf> = files(self.folder.path()).into_iter().filter(|path| !is_lock(path)).collect();
        let before: Vec<PathBuf> = before.into_iter().filter(|path| !is_lock(path)).collect();
        assert_eq!(after, before, "{reason}");
        assert!(!reason.contains('\n') && reason.starts_with(&package.display().to_string()), "{reason}");
        reason
    }
}

/// All files below a folder, sorted. Links are not followed.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() { folders.push(entry.path()) } else { all.push(entry.path()) }
        }
    }
    all.sort();
    all
}
