//! The folders that an instance sees.

use super::account::{Account, Changing, Growth, Writing};
use super::look::FileKey;
use super::private_folder::private_folder;
use super::refusal::Refusal;
use super::report::Reporter;
use crate::grants::{Access, Grant};
use crate::plugin::Plugin;
use crate::shared::Shared;
use cap_std::ambient_authority;
use std::collections::HashSet;
use std::io;
use std::path::Path;
use std::sync::Arc;
use wasmtime_wasi::filesystem::Dir;
use wasmtime_wasi::{FsPerms, OpenMode};

/// A folder that an instance sees.
pub(super) struct Mount {
    /// Where the plugin finds it.
    pub(super) guest_path: String,
    /// The folder itself, open: whatever takes its place is not it.
    pub(super) root: Dir,
    right: Right,
    reporter: Arc<Reporter>,
}

/// Why the plugin may use it.
enum Right {
    /// It is the plugin's own, up to a quota.
    Private(Arc<Account>),
    /// It is this run's own, up to a quota.
    Scratch(Arc<Account>),
    /// The user has granted it.
    Granted(Arc<Grant>),
}

/// Opens the folders of a new instance; what is granted and cannot be opened is left out,
/// which the plugin's log tells. Blocks: not for async code.
pub(super) fn open_all(shared: &Arc<Shared>, plugin: &Arc<Plugin>, scratch: &Path) -> io::Result<Vec<Arc<Mount>>> {
    let reporter = Arc::new(Reporter::new(shared, plugin));
    let own = |guest_path: &str, folder: &Path, right: Right| -> io::Result<Mount> {
        let folder = cap_std::fs::Dir::open_ambient_dir(folder, ambient_authority())?;
        let root = root(folder, Access::ReadWrite);
        Ok(Mount { guest_path: guest_path.to_owned(), root, right, reporter: reporter.clone() })
    };
    let owner = plugin.owner_name();
    let private = match plugin.source.text() {
        Some(text) => private_folder(&shared.data_folder, &owner, Some(&text.identity)),
        None => private_folder(&shared.data_folder, &owner, plugin.details().identity.as_ref()),
    };
    std::fs::create_dir_all(&private)?;
    let files = shared.limits.files;
    let mut mounts = vec![
        own("/data", &private, Right::Private(shared.accounts.of(&private, files)))?,
        own("/tmp", scratch, Right::Scratch(Account::measured(scratch, files)))?,
    ];
    let mut taken: HashSet<String> = mounts.iter().map(|mount| mount.guest_path.clone()).collect();
    for crate::grants::Mount { guest_path, grant } in shared.grants.mounts(plugin.id) {
        if !taken.insert(guest_path.clone()) {
            let sentence = format!("{guest_path} is there already; {} is left out", grant.path.display());
            shared.log_error(plugin, &sentence);
            continue;
        }
        match grant.open_root() {
            Ok(folder) => mounts.push(Mount {
                guest_path,
                root: root(folder, grant.access),
                right: Right::Granted(grant),
                reporter: reporter.clone(),
            }),
            Err(error) => {
                let sentence = format!("{guest_path} is not there in this run: {error}");
                shared.log_error(plugin, &sentence);
            }
        }
    }
    Ok(mounts.into_iter().map(Arc::new).collect())
}

/// A folder as `wasmtime-wasi` uses it.
fn root(folder: cap_std::fs::Dir, access: Access) -> Dir {
    let (permissions, mode) = match access {
        Access::Read => (FsPerms::ReadOnly, OpenMode::READ),
        Access::ReadWrite => (FsPerms::ReadWrite, OpenMode::READ | OpenMode::WRITE),
    };
    // False: the threads of the engine do not wait for a disk.
    Dir::new(folder.into_std_file(), permissions, mode, false)
}

impl Mount {
    /// Fails once the grant has been revoked.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        match &self.right {
            Right::Granted(grant) => grant.check().map_err(|_| Refusal::Revoked),
            Right::Private(_) | Right::Scratch(_) => Ok(()),
        }
    }

    /// Whether anything in it may be changed.
    pub(super) fn is_writable(&self) -> bool {
        !self.root.perms.write_not_permitted()
    }

    /// What counts how much is in it, where that is limited.
    pub(super) fn account(&self) -> Option<&Arc<Account>> {
        match &self.right {
            Right::Private(account) | Right::Scratch(account) => Some(account),
            Right::Granted(_) => None,
        }
    }

    /// Bytes of all its files at most.
    fn most_bytes(&self) -> u64 {
        let limits = &self.reporter.shared().limits;
        match &self.right {
            // The user may agree to more while the plugin runs.
            Right::Private(_) => self.reporter.plugin().allowance.data_bytes(limits),
            Right::Scratch(_) => limits.scratch_bytes,
            Right::Granted(_) => u64::MAX,
        }
    }

    /// Counts what a write may add.
    pub(super) fn begin_writing(
        &self,
        account: &Arc<Account>,
        file: FileKey,
        growth: Growth,
    ) -> Result<Writing, Refusal> {
        account.begin_writing(file, growth, self.most_bytes()).map_err(|refusal| self.told(refusal))
    }

    /// As [`begin_writing`](Self::begin_writing); looks again at a folder that seems full.
    pub(super) async fn begin_writing_patiently(
        &self,
        account: &Arc<Account>,
        file: FileKey,
        growth: Growth,
    ) -> Result<Writing, Refusal> {
        let begun = account.begin_writing_patiently(file, growth, self.most_bytes()).await;
        begun.map_err(|refusal| self.told(refusal))
    }

    /// Counts a name that is about to be made.
    pub(super) async fn add_entry(&self, account: &Arc<Account>, changing: &Changing<'_>) -> Result<(), Refusal> {
        account.add_entry(changing).await.map_err(|refusal| self.told(refusal))
    }

    /// Tells the user of a limit, once.
    pub(super) fn told(&self, refusal: Refusal) -> Refusal {
        let (name, path) = (self.reporter.plugin().name(), &self.guest_path);
        match refusal {
            Refusal::Bytes => {
                let bytes = self.most_bytes();
                self.reporter.tell(refusal, path, || {
                    format!("{name} may keep at most {} in {path}; remove files that are not needed", shown(bytes))
                });
            }
            Refusal::Entries => {
                let files = self.reporter.shared().limits.files;
                self.reporter.tell(refusal, path, || {
                    format!("{name} may keep at most {files} files and folders in {path}; remove what is not needed")
                });
            }
            Refusal::OpenFiles => {
                let most = self.reporter.shared().limits.open_files;
                self.reporter.tell(refusal, "", || {
                    format!("{name} may have at most {most} files and folders open; close what is not needed")
                });
            }
            Refusal::Revoked => {}
        }
        refusal
    }
}

/// A number of bytes in words.
fn shown(bytes: u64) -> String {
    const MIB: u64 = 1024 * 1024;
    if bytes.is_multiple_of(MIB) { format!("{} MiB", bytes / MIB) } else { format!("{bytes} bytes") }
}
