//! Memory of arrays: counted before it is there, given back when its last holder is gone.

use crate::error::ArrayError;
use bytemuck::Zeroable;
use bytemuck::allocation::try_zeroed_vec;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A share of memory, of which results and whatever is needed on the way to them are taken.
#[derive(Clone, Debug)]
pub struct Memory {
    used: Arc<AtomicUsize>,
    limit: usize,
}

impl Memory {
    /// A share of `limit` bytes.
    pub fn new(limit: usize) -> Self {
        Self::counted_in(Arc::default(), limit)
    }

    /// A share of `limit` bytes of which others take too: `used` counts what is taken.
    pub fn counted_in(used: Arc<AtomicUsize>, limit: usize) -> Self {
        Self { used, limit }
    }

    /// Bytes that are taken.
    pub fn used(&self) -> usize {
        self.used.load(Ordering::Relaxed)
    }

    fn reserve(&self, bytes: usize) -> Result<Reservation, ArrayError> {
        let used = self.used.fetch_add(bytes, Ordering::Relaxed);
        let reservation = Reservation { used: self.used.clone(), bytes };
        if used.saturating_add(bytes) > self.limit {
            return Err(ArrayError::Memory { limit: self.limit });
        }
        Ok(reservation)
    }

    /// That many elements, all 0.
    pub(crate) fn zeroed<T: Zeroable>(&self, length: usize) -> Result<Elements<T>, ArrayError> {
        let bytes = length.checked_mul(size_of::<T>()).ok_or(ArrayError::Memory { limit: self.limit })?;
        let reservation = self.reserve(bytes)?;
        let values = try_zeroed_vec(length).map_err(|()| ArrayError::OutOfMemory { bytes })?;
        Ok(Elements { values, _reservation: reservation })
    }
}

#[derive(Debug)]
struct Reservation {
    used: Arc<AtomicUsize>,
    bytes: usize,
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.used.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

/// Elements in memory that is counted.
#[derive(Debug)]
pub(crate) struct Elements<T> {
    values: Vec<T>,
    _reservation: Reservation,
}

impl<T> Deref for Elements<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.values
    }
}

impl<T> DerefMut for Elements<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.values
    }
}
