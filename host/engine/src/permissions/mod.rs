//! What the user has allowed plugins to do, and how they are asked.
//!
//! Invariants: nothing is allowed before the user has said so. A question is drawn by the
//! host alone (`DialogContent::Permission`) and names the plugin by its true name. One
//! question of a plugin is open at a time; the others wait for their turn, at most
//! [`Limits::dialogs`](crate::Limits) of them, and look first whether the answer is there.
//! After three refusals of one kind a plugin is refused without a question,
//! until the user lets it ask again or restarts the host.
//!
//! What is allowed for good belongs to the plugin's name and origin, with the hash of its
//! component. What its manifest declares ([`declared`]) is asked for when the user uses the
//! plugin first ([`first_use`]) and survives an update that wants no more; anything else
//! that was allowed ends when the component changes.

mod allowance;
pub(crate) mod declared;
mod first_use;
mod force;
mod identity;
mod kept;
mod origin;
mod page;
mod questions;

pub(crate) use allowance::Allowance;
pub(crate) use declared::Declared;
pub(crate) use identity::Identity;
pub(crate) use kept::KeptPermission;
pub(crate) use origin::{INSTALLED, Origin};
pub(crate) use questions::{Allowed, Permissions, mint_entry};

/// What a plugin may be allowed to do.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) enum Permission {
    /// Open URLs in the user's browser.
    OpenUrl,
    /// Read a file or folder by a URL.
    FileUrl,
}

impl Permission {
    /// What it lets a plugin do, for people.
    fn sentence(self) -> &'static str {
        match self {
            Permission::OpenUrl => "Open web addresses in your browser",
            Permission::FileUrl => "Make URLs for your files",
        }
    }
}
