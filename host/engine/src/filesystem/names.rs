//! Names that a plugin makes, removes and moves, as far as they are counted.

use super::account::{Account, Changing};
use super::look::Seen;
use super::mount::Mount;
use super::refusal::Refusal;
use std::fs::File;
use std::sync::Arc;

/// A name about to be made. Dropped without [`end`](Self::end) it stays counted.
pub(super) struct NewName<'a>(Option<(&'a Account, Changing<'a>)>);

impl<'a> NewName<'a> {
    /// Counts one more name in `mount`.
    pub(super) async fn begin(mount: &'a Mount) -> Result<Self, Refusal> {
        let Some(account) = mount.account() else { return Ok(Self(None)) };
        let changing = account.begin_change().await;
        mount.add_entry(account, &changing).await?;
        Ok(Self(Some((account, changing))))
    }

    /// It has been made or not.
    pub(super) fn end(self, is_made: bool) {
        if let Some((account, changing)) = self.0
            && !is_made
        {
            account.cancel_entry(&changing);
        }
    }
}

/// A name about to be removed, or to be given to something else.
pub(super) struct LostName<'a>(Option<(&'a Account, Changing<'a>, Option<Seen>)>);

impl<'a> LostName<'a> {
    /// Looks at what `path` in `folder` names.
    pub(super) async fn begin(mount: &'a Mount, folder: &Arc<File>, path: &str) -> Self {
        let Some(account) = mount.account() else { return Self(None) };
        let changing = account.begin_change().await;
        // What cannot be seen cannot be removed either.
        let seen = Seen::at(folder, path, false).await.ok();
        Self(Some((account, changing, seen)))
    }

    /// Looks at what will be replaced when `old` is renamed to `new`.
    pub(super) async fn begin_renaming(mount: &'a Mount, old: (&Arc<File>, &str), new: (&Arc<File>, &str)) -> Self {
        let lost = Self::begin(mount, new.0, new.1).await;
        let Some((account, changing, Some(replaced))) = lost.0 else { return lost };
        let moved = Seen::at(old.0, old.1, false).await.ok();
        // Two names of one file: the system then does nothing.
        let is_replaced = moved.is_none_or(|moved| moved.key != replaced.key);
        Self(Some((account, changing, is_replaced.then_some(replaced))))
    }

    /// It has been removed or not.
    pub(super) fn end(self, is_removed: bool) {
        if let Some((account, changing, Some(seen))) = self.0
            && is_removed
        {
            account.removed(seen, &changing);
        }
    }
}

/// A path without separators at its end, which the system ignores where it removes a folder.
pub(super) fn without_end(path: &str) -> &str {
    let stripped = path.trim_end_matches('/');
    if stripped.is_empty() { path } else { stripped }
}
