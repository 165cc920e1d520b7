//! How many files a plugin holds open: each takes a handle of the system, of which the
//! whole host has few.

use crate::error::CallError;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The files that one plugin has open by handles.
#[derive(Debug)]
pub(crate) struct OpenFiles {
    count: AtomicUsize,
    limit: usize,
}

/// A file that is open; it counts until this is dropped.
#[derive(Debug)]
pub(crate) struct OpenFile(Arc<OpenFiles>);

impl OpenFiles {
    /// None are open; at most `limit` may be.
    pub(crate) fn new(limit: usize) -> Arc<Self> {
        Arc::new(Self { count: AtomicUsize::new(0), limit })
    }

    /// Counts one more. Fails with [`CallError::Limit`] when there are too many.
    pub(crate) fn begin(self: &Arc<Self>) -> Result<OpenFile, CallError> {
        let one_more = self
            .count
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |count| (count < self.limit).then_some(count + 1));
        match one_more {
            Ok(_) => Ok(OpenFile(self.clone())),
            Err(_) => Err(CallError::Limit(format!(
                "the plugin has {} files open, and may not open more; it must drop one before",
                self.limit
            ))),
        }
    }
}

impl Drop for OpenFile {
    fn drop(&mut self) {
        self.0.count.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_count_until_they_are_closed() {
        let files = OpenFiles::new(2);
        let (first, _second) = (files.begin().unwrap(), files.begin().unwrap());
        assert!(matches!(files.begin(), Err(CallError::Limit(_))));
        drop(first);
        assert!(files.begin().is_ok());
    }
}
