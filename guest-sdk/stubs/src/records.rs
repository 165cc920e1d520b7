//! What the records of `wit/` are called in the stubs, and where their fields differ from
//! those of ImJoy.

/// A record of `wit/` as plugins see it.
#[derive(Debug)]
pub struct RecordForm {
    /// `dialogs.message`.
    pub wit: &'static str,
    /// `Message`.
    pub name: &'static str,
    /// Fields that have another name in ImJoy than `wit/` has (apart from `_` for `-`).
    pub renamed: &'static [(&'static str, &'static str)],
    /// Fields that may be left out although `wit/` wants them, because the runtimes know
    /// what is meant then.
    pub optional: &'static [&'static str],
    /// Fields that the runtimes fill in.
    pub left_out: &'static [&'static str],
}

const fn form(wit: &'static str, name: &'static str) -> RecordForm {
    RecordForm { wit, name, renamed: &[], optional: &[], left_out: &[] }
}

/// All records that plugins see as such, in the order in which they are written.
pub const RECORDS: &[RecordForm] = &[
    RecordForm { left_out: &["format"], ..form("dialogs.message", "Message") },
    RecordForm { renamed: &[("window-type", "type")], optional: &["ui"], ..form("dialogs.dialog", "DialogOptions") },
    RecordForm {
        renamed: &[("file-type", "type")],
        optional: &["file-type", "mode"],
        ..form("dialogs.file-dialog", "FileDialogOptions")
    },
    RecordForm { renamed: &[("window-type", "type")], ..form("windows.window-options", "WindowOptions") },
    RecordForm { renamed: &[("window-type", "type")], ..form("windows.window-query", "WindowQuery") },
    form("types.rectangle", "Rectangle"),
    form("plugins.op", "OpOptions"),
    RecordForm { optional: &["headers"], ..form("files.file-url-options", "FileUrlOptions") },
    form("files.file-metadata", "FileMetadata"),
    form("files.folder-entry", "FolderEntry"),
];

/// Records that are values of the languages themselves, or of a class that a runtime has.
pub const VALUES: &[(&str, &str)] =
    &[("types.file", "File"), ("types.error-value", "Error"), ("types.ndarray", "NdArray")];
