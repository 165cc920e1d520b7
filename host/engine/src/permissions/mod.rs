//! What the user has allowed plugins to do, and how they are asked.
//!
//! Invariants: nothing is allowed before the user has said so. A question is drawn by the
//! host alone (`DialogContent::Permission`) and names the plugin by its true name. One
//! question of a plugin is open at a time; the others wait for their turn, at most
//! [`Limits::dialogs`](crate::Limits) of them, and look first whether the answer is there.
//! After three refusals of one kind a plugin is refused without a question,
//! until the user lets it ask again or restarts the host.
//!
//! "Always" belongs to the plugin's identity, the hash of its component: a changed plugin
//! asks again.

mod kept;
mod page;
mod questions;

pub(crate) use kept::KeptPermissions;
pub(crate) use questions::{Allowed, Permissions, mint_entry};

use std::fmt;

/// Who a plugin is: the hash of its component.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Identity(blake3::Hash);

impl Identity {
    /// The identity of a component.
    pub(crate) fn of(component: &[u8]) -> Self {
        Self(blake3::hash(component))
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.to_hex().as_str())
    }
}

/// What a plugin may be allowed to do.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) enum Permission {
    /// Open URLs in the user's browser.
    OpenUrl,
    /// Read a file or folder by a URL.
    FileUrl,
}

impl Permission {
    /// What it is called in the store.
    fn name(self) -> &'static str {
        match self {
            Permission::OpenUrl => "open-url",
            Permission::FileUrl => "file-url",
        }
    }

    /// The permission of that name which can be kept.
    fn kept_by_name(name: &str) -> Option<Self> {
        (name == Permission::OpenUrl.name()).then_some(Permission::OpenUrl)
    }

    /// What it lets a plugin do, for people.
    fn sentence(self) -> &'static str {
        match self {
            Permission::OpenUrl => "Open web addresses in your browser",
            Permission::FileUrl => "Make URLs for your files",
        }
    }
}
