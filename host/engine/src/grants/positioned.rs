//! Reading and writing at a place of a file, without moving a common position.

use std::fs::File;
use std::io;

/// Appends up to `length` bytes from `offset` to `bytes`, and gives how many. They are
/// read into memory that nobody has filled with zeros before, where the system can.
#[cfg(unix)]
pub(super) fn read_at(file: &File, bytes: &mut Vec<u8>, length: usize, offset: u64) -> io::Result<usize> {
    let start = bytes.len();
    if bytes.capacity() - start > length {
        // The vector has room for more than is wanted now.
        return read_at_filled(file, bytes, length, offset, std::os::unix::fs::FileExt::read_at);
    }
    Ok(rustix::io::pread(file, rustix::buffer::spare_capacity(bytes), offset)?)
}

/// Reads what the system has in memory of a file, without waiting for the disk; none where
/// it would have to, or where the system cannot tell.
#[cfg(target_os = "linux")]
pub(super) fn read_cached(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<Option<usize>> {
    use rustix::io::{Errno, ReadWriteFlags, preadv2};
    match preadv2(file, &mut [io::IoSliceMut::new(bytes)], offset, ReadWriteFlags::NOWAIT) {
        Ok(count) => Ok(Some(count)),
        Err(Errno::AGAIN | Errno::OPNOTSUPP | Errno::NOSYS | Errno::INTR) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn read_cached(_: &File, _: &mut [u8], _: u64) -> io::Result<Option<usize>> {
    Ok(None)
}

#[cfg(windows)]
pub(super) fn read_at(file: &File, bytes: &mut Vec<u8>, length: usize, offset: u64) -> io::Result<usize> {
    read_at_filled(file, bytes, length, offset, std::os::windows::fs::FileExt::seek_read)
}

fn read_at_filled(
    file: &File,
    bytes: &mut Vec<u8>,
    length: usize,
    offset: u64,
    read: impl Fn(&File, &mut [u8], u64) -> io::Result<usize>,
) -> io::Result<usize> {
    let start = bytes.len();
    bytes.resize(start + length, 0);
    let result = read(file, bytes.get_mut(start..).unwrap_or_default(), offset);
    bytes.truncate(start + result.as_ref().copied().unwrap_or(0));
    result
}

/// Writes bytes at `offset`, and gives how many.
pub(super) fn write_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<usize> {
    #[cfg(unix)]
    return std::os::unix::fs::FileExt::write_at(file, bytes, offset);
    #[cfg(windows)]
    return std::os::windows::fs::FileExt::seek_write(file, bytes, offset);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_appended_and_never_more_than_wanted() {
        let file = tempfile::tempfile().unwrap();
        assert_eq!(write_at(&file, b"0123456789", 0).unwrap(), 10);
        for room in [0, 3, 100] {
            let mut bytes = b"x".to_vec();
            bytes.reserve_exact(room);
            assert_eq!(read_at(&file, &mut bytes, 3, 4).unwrap(), if room == 0 { bytes.len() - 1 } else { 3 });
            assert_eq!(&bytes[..1], b"x");
            assert!(b"456".starts_with(&bytes[1..]), "{bytes:?}");
        }
        let mut bytes = Vec::with_capacity(4);
        assert_eq!(read_at(&file, &mut bytes, 4, 10).unwrap(), 0);
        assert_eq!(read_at(&file, &mut bytes, 4, u64::MAX >> 1).unwrap_or(0), 0);
        assert!(bytes.is_empty());
    }
}
