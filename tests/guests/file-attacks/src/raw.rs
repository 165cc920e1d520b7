//! WASI without the standard library, which would put many a path right.

use wasip2::clocks::wall_clock::Datetime;
use wasip2::filesystem::preopens::get_directories;
use wasip2::filesystem::types::{
    Descriptor, DescriptorFlags, ErrorCode, NewTimestamp, OpenFlags, PathFlags, filesystem_error_code,
};
use wasip2::io::streams::StreamError;

/// The guest's paths of the preopened folders.
pub fn folders() -> Vec<String> {
    get_directories().into_iter().map(|(_, path)| path).collect()
}

fn folder(path: &str) -> Result<Descriptor, ErrorCode> {
    let found = get_directories().into_iter().find(|(_, known)| known == path);
    found.map(|(folder, _)| folder).ok_or(ErrorCode::NoEntry)
}

fn open(place: (&str, &str), open_flags: OpenFlags, flags: DescriptorFlags) -> Result<Descriptor, ErrorCode> {
    folder(place.0)?.open_at(PathFlags::SYMLINK_FOLLOW, place.1, open_flags, flags)
}

/// One operation. The paths are as they are given.
pub fn attempt(operation: &str, place: (&str, &str), other: (&str, &str)) -> Result<String, ErrorCode> {
    let path = place.1;
    match operation {
        "read" => {
            let file = open(place, OpenFlags::empty(), DescriptorFlags::READ)?;
            let (bytes, _) = file.read(1000, 0)?;
            return Ok(format!("ok: {}", String::from_utf8_lossy(&bytes)));
        }
        "open-no-follow" => {
            drop(folder(place.0)?.open_at(PathFlags::empty(), path, OpenFlags::empty(), DescriptorFlags::READ)?);
        }
        "open-folder" => {
            let opened = open(place, OpenFlags::DIRECTORY, DescriptorFlags::READ)?;
            let entries = opened.read_directory()?;
            let mut names = Vec::new();
            while let Some(entry) = entries.read_directory_entry()? {
                names.push(entry.name);
            }
            names.sort();
            return Ok(format!("ok: {}", names.join(" ")));
        }
        "create" => drop(open(place, OpenFlags::CREATE, DescriptorFlags::READ)?),
        "truncate-to-read" => drop(open(place, OpenFlags::TRUNCATE, DescriptorFlags::READ)?),
        "truncate" => drop(open(place, OpenFlags::TRUNCATE, DescriptorFlags::WRITE)?),
        // A folder that says it may be changed, and a file made in it.
        "mutate" => {
            let flags = DescriptorFlags::READ | DescriptorFlags::MUTATE_DIRECTORY;
            let opened = open(place, OpenFlags::DIRECTORY, flags)?;
            drop(opened.open_at(PathFlags::empty(), other.1, OpenFlags::CREATE, DescriptorFlags::WRITE)?);
        }
        // Opened to read, then changed.
        "change-opened" => {
            let file = open(place, OpenFlags::empty(), DescriptorFlags::READ)?;
            let ends = [
                file.write(b"changed", 0).map(|_| ()),
                file.set_size(0),
                file.write_via_stream(0).map(|_| ()),
                file.append_via_stream().map(|_| ()),
                file.set_times(NewTimestamp::Now, NewTimestamp::Now),
            ];
            return Ok(ends.map(|end| end.err().map_or("none", |code| code.name())).join(" "));
        }
        "symlink" => folder(place.0)?.symlink_at(other.1, path)?,
        "link" => folder(place.0)?.link_at(PathFlags::empty(), path, &folder(other.0)?, other.1)?,
        "link-followed" => folder(place.0)?.link_at(PathFlags::SYMLINK_FOLLOW, path, &folder(other.0)?, other.1)?,
        "rename" => folder(place.0)?.rename_at(path, &folder(other.0)?, other.1)?,
        "odd-times" => {
            let file = open(place, OpenFlags::CREATE, DescriptorFlags::READ | DescriptorFlags::WRITE)?;
            let mut ends = Vec::new();
            for (seconds, nanoseconds) in [
                (u64::MAX, 0),
                (0, u32::MAX),
                (u64::MAX, u32::MAX),
                (1 << 62, 0),
                (31_556_952_000_000_000, 999_999_999),
            ] {
                let time = || NewTimestamp::Timestamp(Datetime { seconds, nanoseconds });
                ends.push(file.set_times(time(), time()).is_ok());
                let at = folder(place.0)?.set_times_at(PathFlags::empty(), path, time(), time());
                ends.push(at.is_ok());
                // Whatever is there now, it can be looked at.
                file.stat()?;
            }
            return Ok(format!("ok: {} times", ends.len()));
        }
        // Through a stream, without the blocking functions.
        "stream-write" => {
            let file = open(place, OpenFlags::CREATE, DescriptorFlags::WRITE)?;
            let stream = file.append_via_stream()?;
            let pollable = stream.subscribe();
            let mut written = 0u64;
            let error = loop {
                pollable.block();
                let piece = vec![7; stream.check_write().unwrap_or_default().min(10_000) as usize];
                match stream.write(&piece) {
                    Ok(()) => written += piece.len() as u64,
                    Err(StreamError::LastOperationFailed(error)) => break filesystem_error_code(&error),
                    Err(StreamError::Closed) => break None,
                }
            };
            return Ok(format!("ok: {written} {}", error.map_or("none", |code| code.name())));
        }
        _ => return Err(ErrorCode::Invalid),
    }
    Ok("ok: ".to_owned())
}

/// Opens something again and again, and keeps all, until that fails.
pub fn open_many(kind: &str, folder_path: &str, path: &str, most: u32) -> (u32, String) {
    let mut kept: Vec<Box<dyn std::any::Any>> = Vec::new();
    let mut opening = || -> Result<(), ErrorCode> {
        let folder = folder(folder_path)?;
        let file = folder.open_at(PathFlags::empty(), path, OpenFlags::CREATE, DescriptorFlags::WRITE)?;
        while (kept.len() as u32) < most {
            kept.push(match kind {
                "folder" => {
                    Box::new(folder.open_at(PathFlags::empty(), ".", OpenFlags::DIRECTORY, DescriptorFlags::READ)?)
                }
                "listing" => Box::new(folder.read_directory()?),
                "input" => Box::new(file.read_via_stream(0)?),
                "output" => Box::new(file.write_via_stream(0)?),
                _ => return Err(ErrorCode::Invalid),
            });
        }
        Ok(())
    };
    let end = match opening() {
        Ok(()) => "ok".to_owned(),
        Err(code) => format!("error: {}", code.name()),
    };
    (kept.len() as u32, end)
}
