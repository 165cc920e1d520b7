//! Host memory that plugins fill: counted, shared, immutable once made.

use bytes::Bytes;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The `buffer` resource: shared, immutable bytes.
#[derive(Clone, Debug)]
pub struct Buffer(pub Bytes);

/// The `buffer-builder` resource: bytes being collected.
#[derive(Debug)]
pub struct BufferBuilder {
    /// The pieces so far.
    pub(crate) bytes: Vec<u8>,
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
        self.check(bytes.len())?;
        self.used.fetch_add(bytes.len(), Ordering::Relaxed);
        Ok(Buffer(Bytes::from_owner(Counted { bytes, used: self.used.clone() })))
    }

    /// Whether `more` bytes fit.
    pub(crate) fn check(&self, more: usize) -> Result<(), BufferLimit> {
        if self.used.load(Ordering::Relaxed).saturating_add(more) > self.limit {
            return Err(BufferLimit { limit: self.limit });
        }
        Ok(())
    }
}

struct Counted {
    bytes: Vec<u8>,
    used: Arc<AtomicUsize>,
}

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.used.fetch_sub(self.bytes.len(), Ordering::Relaxed);
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
}
