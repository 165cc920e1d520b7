//! Packages of plugins for tests: components with a manifest of the test's choice, and zip
//! archives written byte by byte, so that they may say anything.

#![allow(clippy::indexing_slicing, reason = "a test may fail by a panic")]

use std::io::Write;
use zip::write::SimpleFileOptions;

/// A component that passes all checks, with this manifest; it is small and cannot be run.
pub fn small_component(manifest: &str) -> Vec<u8> {
    let text = r#"(component (instance $api) (export "imjoy:plugin/plugin-api@0.1.0" (instance $api)))"#;
    with_manifest(&wat::parse_str(text).unwrap(), manifest)
}

/// The component with another manifest: the first that is found counts.
pub fn with_manifest(component: &[u8], manifest: &str) -> Vec<u8> {
    let name = "imjoy:manifest";
    let mut section = vec![name.len() as u8];
    section.extend(name.bytes());
    section.extend(manifest.bytes());
    let (header, rest) = component.split_at(8);
    let mut whole = header.to_vec();
    whole.push(0);
    let mut length = section.len();
    while length >= 0x80 {
        whole.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    whole.push(length as u8);
    whole.extend(section);
    whole.extend(rest);
    whole
}

/// An archive as programs write it.
pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, contents) in entries {
        match name.strip_suffix('/') {
            Some(folder) => writer.add_directory(folder, SimpleFileOptions::default()).unwrap(),
            None => {
                writer.start_file(*name, SimpleFileOptions::default()).unwrap();
                writer.write_all(contents).unwrap();
            }
        }
    }
    writer.finish().unwrap().into_inner()
}

/// An entry of an archive with all that an archive can say of it.
#[derive(Clone, Debug)]
pub struct RawEntry {
    /// Name in the list of entries.
    pub name: Vec<u8>,
    /// Name before the contents.
    pub local_name: Vec<u8>,
    /// The bytes in the archive.
    pub packed: Vec<u8>,
    /// 0 for stored, 8 for deflate.
    pub method: u16,
    /// The flags: bit 0 for encrypted, bit 11 for UTF-8.
    pub flags: u16,
    /// The size that it is said to have unpacked.
    pub bytes: u32,
    /// The size that it is said to have in the archive.
    pub packed_bytes: u32,
    /// The checksum of the contents.
    pub checksum: u32,
    /// The system that has written it: 3 for Unix.
    pub system: u8,
    /// The attributes; for Unix the mode in the upper half.
    pub attributes: u32,
    /// Where its contents are, if not where it is written.
    pub offset: Option<u32>,
}

impl RawEntry {
    /// A stored file.
    pub fn new(name: &str, contents: &[u8]) -> Self {
        Self {
            name: name.into(),
            local_name: name.into(),
            packed: contents.to_vec(),
            method: 0,
            flags: 1 << 11,
            bytes: contents.len() as u32,
            packed_bytes: contents.len() as u32,
            checksum: crc32(contents),
            system: 3,
            attributes: 0o100_644 << 16,
            offset: None,
        }
    }

    /// A file that is packed by deflate.
    pub fn deflated(name: &str, contents: &[u8]) -> Self {
        let archive = zip(&[("a", contents)]);
        // The contents stand behind a header of 30 bytes, the name, and no more.
        let packed = u32::from_le_bytes(archive[18..22].try_into().unwrap()) as usize;
        let start = 30 + usize::from(archive[26]) + usize::from(archive[28]);
        Self {
            packed: archive[start..start + packed].to_vec(),
            packed_bytes: packed as u32,
            method: 8,
            ..Self::new(name, contents)
        }
    }

    /// The same entry of another kind: the mode of Unix.
    pub fn with_mode(self, mode: u32) -> Self {
        Self { attributes: mode << 16, ..self }
    }

    /// The same entry with another name in the list.
    pub fn with_name(self, name: &[u8]) -> Self {
        Self { name: name.to_vec(), local_name: name.to_vec(), ..self }
    }
}

/// An archive that says just this.
pub fn raw_zip(entries: &[RawEntry]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut list = Vec::new();
    for entry in entries {
        let offset = entry.offset.unwrap_or(archive.len() as u32);
        let common = |bytes: &mut Vec<u8>, name: &[u8]| {
            bytes.extend(20u16.to_le_bytes());
            bytes.extend(entry.flags.to_le_bytes());
            bytes.extend(entry.method.to_le_bytes());
            bytes.extend([0, 0, 0x21, 0]);
            bytes.extend(entry.checksum.to_le_bytes());
            bytes.extend(entry.packed_bytes.to_le_bytes());
            bytes.extend(entry.bytes.to_le_bytes());
            bytes.extend((name.len() as u16).to_le_bytes());
            bytes.extend([0, 0]);
        };
        if entry.offset.is_none() {
            archive.extend(b"PK\x03\x04");
            common(&mut archive, &entry.local_name);
            archive.extend(&entry.local_name);
            archive.extend(&entry.packed);
        }
        list.extend(b"PK\x01\x02");
        list.extend([20, entry.system]);
        common(&mut list, &entry.name);
        list.extend([0; 6]);
        list.extend(entry.attributes.to_le_bytes());
        list.extend(offset.to_le_bytes());
        list.extend(&entry.name);
    }
    let start = archive.len() as u32;
    archive.extend(&list);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend((entries.len() as u16).to_le_bytes());
    archive.extend((entries.len() as u16).to_le_bytes());
    archive.extend((list.len() as u32).to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0, 0]);
    archive
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}
