//! Zip archives, unpacked into staging.
//!
//! Everything that the archive says of itself is looked at before anything is written: how
//! many entries there are, their names, kinds and sizes, and that they do not overlap.
//! What the archive says need not be true, so what comes out is counted again.

use super::bounds::{self, Meter};
use super::entry_name::{self, Names, shown};
use super::error::{Failure, Refusal};
use super::staging::Staging;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use zip::CompressionMethod;
use zip::read::ZipArchive;

use zip::read::{Config, ZipFileEntry};
use zip::result::ZipError;
// Reads the list of entries one by one; `ZipArchive` alone would read all of it first, and
// hides an entry behind another of the same name.
use zip::unstable::read::ZipIterable;

/// The bits of a Unix mode that say what kind a file is of.
const KIND: u32 = 0o170_000;
const KIND_FILE: u32 = 0o100_000;
const KIND_FOLDER: u32 = 0o040_000;
/// The attribute of DOS for folders.
const DOS_FOLDER: u32 = 0x10;
/// What macOS adds to archives.
const LEFT_OUT: [&str; 2] = ["__MACOSX", ".DS_Store"];

/// An entry that is to be unpacked.
struct Entry {
    /// As the archive writes it.
    name: String,
    parts: Vec<String>,
    is_folder: bool,
    bytes: u64,
}

/// Unpacks an archive; gives the files with their sizes. A folder that is the only entry
/// at the top level is left out of their names.
pub(super) fn unpack(file: File, staging: &Staging, meter: &mut Meter<'_>) -> Result<Vec<(Vec<String>, u64)>, Failure> {
    let length = file.metadata().map_err(Failure::Read)?.len();
    if length > bounds::ARCHIVE_BYTES {
        return Err(Failure::Refused(format!(
            "it has {length} bytes, at most {} are allowed for an archive",
            bounds::ARCHIVE_BYTES
        )));
    }
    let mut reader = BufReader::new(file);
    let mut entries = list(&mut reader, length)?;
    let mut archive = ZipArchive::new(reader).map_err(|error| unreadable(&error))?;
    if archive.len() != entries.len() {
        return Err(Failure::Refused("it can be read in two ways".to_owned()));
    }
    check_overlap(&mut archive)?;
    archive.validate_header_consistency().map_err(|error| unreadable(&error))?;
    leave_out_root(&mut entries);
    meter.total = entries.iter().map(|entry| entry.bytes).sum();

    let mut files = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        meter.go_on()?;
        if entry.parts.iter().any(|part| LEFT_OUT.contains(&part.as_str())) {
            continue;
        }
        if entry.is_folder {
            staging.make_folder(&entry.parts)?;
            continue;
        }
        let mut contents = archive.by_index(index).map_err(|error| damaged(&entry.name, &error))?;
        if contents.name_raw() != entry.name.as_bytes() || contents.size() != entry.bytes {
            return Err(Failure::Refused("it can be read in two ways".to_owned()));
        }
        let written = match staging.write(&entry.parts, &mut contents, entry.bytes, meter) {
            Err(Failure::Read(error)) => return Err(damaged(&entry.name, &error).into()),
            written => written?,
        };
        if written != Some(entry.bytes) {
            return Err(Failure::Refused(format!(
                "its entry {} has another size than the {} bytes that the archive says",
                shown(&entry.name),
                entry.bytes
            )));
        }
        files.push((entry.parts.clone(), entry.bytes));
    }
    Ok(files)
}

/// All entries, checked. Reads the list one by one, so that a list of millions costs
/// nothing before it is refused.
fn list<R: Read + Seek>(reader: &mut R, length: u64) -> Result<Vec<Entry>, Failure> {
    let mut archive = ZipIterable::try_new(reader, Config::default()).map_err(|error| unreadable(&error))?;
    bounds::check_entries(archive.len())?;
    let mut names = Names::default();
    let mut entries = Vec::new();
    let mut bytes = 0u64;
    for entry in archive.files().map_err(|error| unreadable(&error))? {
        let entry = entry.map_err(|error| unreadable(&error))?;
        if entries.is_empty() && length.saturating_sub(entry.central_header_start()) > bounds::DIRECTORY_BYTES {
            return Err(Failure::Refused(format!(
                "the list of its entries has more than {} bytes",
                bounds::DIRECTORY_BYTES
            )));
        }
        let entry = check_entry(&entry)?;
        names.add(&entry.parts, entry.is_folder)?;
        bytes = bytes.saturating_add(entry.bytes);
        bounds::check_unpacked(bytes)?;
        entries.push(entry);
    }
    Ok(entries)
}

fn check_entry(entry: &ZipFileEntry<'_>) -> Result<Entry, Refusal> {
    let Ok(name) = std::str::from_utf8(entry.name_raw()) else {
        return Err(format!(
            "the name of its entry {} is not a text",
            shown(&String::from_utf8_lossy(entry.name_raw()))
        ));
    };
    let parts = entry_name::check(name)?;
    let is_folder = name.ends_with('/');
    let kind = (entry.external_attributes() >> 16) & KIND;
    let is_plain = match kind {
        0 => is_folder || entry.external_attributes() & DOS_FOLDER == 0,
        KIND_FILE => !is_folder,
        KIND_FOLDER => is_folder,
        _ => false,
    };
    if !is_plain {
        let what = if kind == 0o120_000 { "a link" } else { "neither a file nor a folder" };
        return Err(format!("its entry {} is {what}", shown(name)));
    }
    if entry.encrypted() {
        return Err(format!("its entry {} is encrypted", shown(name)));
    }
    if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
        return Err(format!("its entry {} is packed by a method other than deflate", shown(name)));
    }
    let bytes = entry.size();
    if is_folder && bytes > 0 {
        return Err(format!("its entry {} is a folder with contents", shown(name)));
    }
    if bytes > bounds::SUSPICIOUS_BYTES && bytes / bounds::RATIO > entry.compressed_size() {
        return Err(format!(
            "its entry {} grows from {} to {bytes} bytes, as in an archive that is made to fill a disk",
            shown(name),
            entry.compressed_size()
        ));
    }
    Ok(Entry { name: name.to_owned(), parts, is_folder, bytes })
}

/// Refuses entries that share bytes of the archive.
fn check_overlap<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<(), Failure> {
    let mut places = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|error| unreadable(&error))?;
        let start = entry.data_start().unwrap_or(entry.header_start());
        let end = start.saturating_add(entry.compressed_size());
        places.push((entry.header_start(), end, String::from_utf8_lossy(entry.name_raw()).into_owned()));
    }
    places.sort();
    let mut earlier: Option<(u64, String)> = None;
    for (start, end, name) in places {
        if let Some((earlier_end, earlier_name)) = &earlier
            && *earlier_end > start
        {
            let refusal = format!("its entries {} and {} overlap", shown(earlier_name), shown(&name));
            return Err(Failure::Refused(refusal));
        }
        earlier = Some((end, name));
    }
    Ok(())
}

/// Leaves the folder out that everything is in.
fn leave_out_root(entries: &mut [Entry]) {
    let mut root: Option<&str> = None;
    for entry in entries.iter() {
        let Some(first) = entry.parts.first() else { return };
        if LEFT_OUT.contains(&first.as_str()) {
            continue;
        }
        let is_within = entry.is_folder || entry.parts.len() > 1;
        if !is_within || root.is_some_and(|root| root != first) {
            return;
        }
        root = Some(first);
    }
    let Some(root) = root.map(str::to_owned) else { return };
    for entry in entries.iter_mut().filter(|entry| entry.parts.first() == Some(&root)) {
        entry.parts.remove(0);
    }
}

fn unreadable(error: &ZipError) -> Refusal {
    format!("it is not a whole zip archive ({})", crate::error::one_line(&error.to_string()))
}

fn damaged(name: &str, error: &dyn std::error::Error) -> Refusal {
    format!("its entry {} is damaged ({})", shown(name), crate::error::one_line(&error.to_string()))
}
