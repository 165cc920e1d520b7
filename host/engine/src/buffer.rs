//! Host memory that plugins fill: counted, shared, immutable once made.

use bytes::Bytes;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The `buffer` resource: shared, immutable bytes.
#[derive(Clone, Debug)]
pub struct Buffer(pub Bytes);

/// The `buffer-builder` resource: bytes being collected, counted as they come.
#[derive(Debug)]
pub struct BufferBuilder {
    pieces: Counted,
}

impl BufferBuilder {
    /// Appends a piece.
    pub(crate) fn append(&mut self, piece: &[u8]) -> Result<(), BufferLimit> {
        self.pieces.account.reserve(piece.len())?;
        self.pieces.bytes.extend_from_slice(piece);
        Ok(())
    }

    /// The bytes so far as a buffer, without a copy; the builder is empty again.
    pub(crate) fn finish(&mut self) -> Buffer {
        let empty = Counted { bytes: Vec::new(), account: self.pieces.account.clone() };
        Buffer(Bytes::from_owner(std::mem::replace(&mut self.pieces, empty)))
    }
}

/// How many bytes a plugin has made buffers of that somebody still holds.
#[derive(Clone, Debug)]
pub(crate) struct BufferAccount {
    used: Arc<AtomicUsize>,
    limit: usize,
}

/// The plugin's share of host memory is used up.
#[derive(Debug, thiserror::Error)]
#[error("more than {limit} bytes of buffers are held")]
pub(crate) struct BufferLimit {
    limit: usize,
}

impl BufferAccount {
    pub(crate) fn new(limit: usize) -> Self {
        Self { used: Arc::default(), limit }
    }

    /// Makes a buffer of `bytes` without a copy and counts it until its last holder
    /// drops it.
    pub(crate) fn buffer(&self, bytes: Vec<u8>) -> Result<Buffer, BufferLimit> {
        self.reserve(bytes.len())?;
        Ok(Buffer(Bytes::from_owner(Counted { bytes, account: self.clone() })))
    }

    /// Makes a buffer of what `read` puts into an empty vector, at most `most` bytes,
    /// which are counted before they are there.
    pub(crate) fn read<E>(
        &self,
        most: usize,
        read: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<Result<Buffer, E>, BufferLimit> {
        self.reserve(most)?;
        let mut bytes = Vec::new();
        let result = read(&mut bytes);
        bytes.truncate(most);
        self.used.fetch_sub(most - bytes.len(), Ordering::Relaxed);
        let counted = Counted { bytes, account: self.clone() };
        Ok(result.map(|()| Buffer(Bytes::from_owner(counted))))
    }

    /// The same share as memory of arrays.
    pub(crate) fn memory(&self) -> imjoy_arrays::Memory {
        imjoy_arrays::Memory::counted_in(self.used.clone(), self.limit)
    }

    /// An empty builder.
    pub(crate) fn builder(&self) -> BufferBuilder {
        BufferBuilder { pieces: Counted { bytes: Vec::new(), account: self.clone() } }
    }

    fn reserve(&self, more: usize) -> Result<(), BufferLimit> {
        let used = self.used.fetch_add(more, Ordering::Relaxed);
        if used.saturating_add(more) > self.limit {
            self.used.fetch_sub(more, Ordering::Relaxed);
            return Err(BufferLimit { limit: self.limit });
        }
        Ok(())
    }
}

#[derive(Debug)]
struct Counted {
    bytes: Vec<u8>,
    account: BufferAccount,
}

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.account.used.fetch_sub(self.bytes.len(), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buffers_count_until_the_last_holder_drops_them() {
        let account = BufferAccount::new(10);
        let buffer = account.buffer(vec![0; 8]).unwrap();
        let slice = buffer.0.slice(1..2);
        assert!(account.buffer(vec![0; 3]).is_err());
        drop(buffer);
        assert!(account.buffer(vec![0; 3]).is_err());
        drop(slice);
        assert!(account.buffer(vec![0; 10]).is_ok());
    }

    #[test]
    fn what_is_read_counts_before_it_is_there() {
        let account = BufferAccount::new(10);
        let read = account.read(8, |bytes| {
            assert!(account.buffer(vec![0; 3]).is_err());
            bytes.extend([1; 4]);
            Ok::<(), ()>(())
        });
        let buffer = read.unwrap().unwrap();
        assert!(account.buffer(vec![0; 7]).is_err());
        assert!(account.read(7, |_| Ok::<(), ()>(())).is_err());
        drop(buffer);
        assert_eq!(account.read(10, |_| Err::<(), u8>(1)).unwrap().unwrap_err(), 1);
        assert!(account.buffer(vec![0; 10]).is_ok());
    }

    #[test]
    fn builders_count_as_they_grow() {
        let account = BufferAccount::new(10);
        let (mut first, mut second) = (account.builder(), account.builder());
        first.append(&[1; 6]).unwrap();
        assert!(second.append(&[2; 6]).is_err());
        let buffer = first.finish();
        assert_eq!(&buffer.0[..], [1; 6]);
        assert!(second.append(&[2; 6]).is_err());
        drop(buffer);
        second.append(&[2; 6]).unwrap();
        drop(second);
        assert!(account.buffer(vec![0; 10]).is_ok());
    }
}
