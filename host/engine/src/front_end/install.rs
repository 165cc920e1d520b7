//! What a front end shows while a plugin is installed.

use crate::identity::InstallId;

/// An installation and how far it is.
#[derive(Clone, Debug, PartialEq)]
pub struct InstallSnapshot {
    /// The installation.
    pub id: InstallId,
    /// The file or folder that is installed, for people.
    pub package: String,
    /// How far it is.
    pub stage: InstallStage,
}

/// How far an installation is.
#[derive(Clone, Debug, PartialEq)]
pub enum InstallStage {
    /// It is unpacked and checked, in percent (0 to 100). It can be cancelled.
    Unpacking(f32),
    /// The user is asked; the answer is
    /// [`UiEvent::AnswerInstall`](super::UiEvent::AnswerInstall).
    Question(Box<InstallQuestion>),
    /// It takes its place. That is not interrupted.
    Placing,
    /// It has failed: one sentence. Nothing has changed.
    Failed(String),
    /// It has been installed or cancelled; there is nothing more to show.
    Ended,
}

/// What the user is told of a plugin before it is installed. All texts but those of the
/// host (`abilities`) are the plugin's.
#[derive(Clone, Debug, PartialEq)]
pub struct InstallQuestion {
    /// Its name.
    pub name: String,
    /// Its version; may be empty.
    pub version: String,
    /// One line that says what it does; may be empty.
    pub description: String,
    /// An emoji or a short text; empty for none.
    pub icon: String,
    /// Bytes of all its files.
    pub bytes: u64,
    /// How many files it has.
    pub files: usize,
    /// What it may do by what its component imports, one phrase each.
    pub abilities: Vec<String>,
    /// What it wants beyond that; last what it does not want any more.
    pub permissions: Vec<InstallPermission>,
    /// The version that is installed now, if one is.
    pub update: Option<InstallUpdate>,
    /// A file from which a plugin of that name is loaded now, and will not be any more.
    pub replaced_file: Option<String>,
}

/// Something that a plugin wants.
#[derive(Clone, Debug, PartialEq)]
pub struct InstallPermission {
    /// What it lets the plugin do, for people.
    pub text: String,
    /// Why, in the plugin's words.
    pub reason: String,
    /// Whether the plugin works without.
    pub is_optional: bool,
    /// Whether the installed version wants it too.
    pub change: PermissionChange,
}

/// How what a plugin wants differs from what its installed version wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermissionChange {
    /// Not at all, or there is no installed version.
    None,
    /// It was not wanted, or not to that extent.
    New,
    /// It is not wanted any more.
    Gone,
}

/// What is installed now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstallUpdate {
    /// Its version; may be empty.
    pub from: String,
    /// How the new one differs.
    pub change: InstallChange,
}

/// How a version comes after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstallChange {
    /// It is newer.
    Newer,
    /// It is older.
    Older,
    /// It has the same version and another component.
    SameVersion,
    /// It has the same component.
    None,
    /// The versions cannot be compared.
    Other,
}
