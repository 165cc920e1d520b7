//! Where the elements of arrays are kept: bytes from outside, or memory of our own.

use crate::computation::Computation;
use crate::error::ArrayError;
use crate::memory::Elements;
use bytemuck::Pod;
use bytes::Bytes;
use std::sync::Arc;

/// Memory of one or more arrays.
pub(crate) enum Storage {
    /// Bytes that others may have too.
    Shared(Bytes),
    /// Elements that only arrays have; their alignment is that of their type.
    Own(Box<dyn Memory>),
}

/// Elements without their type.
pub(crate) trait Memory: Send + Sync {
    fn bytes(&self) -> &[u8];
    fn bytes_mut(&mut self) -> &mut [u8];
}

impl<T: Pod + Send + Sync> Memory for Elements<T> {
    fn bytes(&self) -> &[u8] {
        bytemuck::cast_slice(self)
    }

    fn bytes_mut(&mut self) -> &mut [u8] {
        bytemuck::cast_slice_mut(self)
    }
}

impl Storage {
    /// Memory for `count` elements of `size` bytes, all 0, aligned for them.
    pub(crate) fn zeroed(computation: &Computation, size: usize, count: usize) -> Result<Self, ArrayError> {
        Ok(Self::Own(match size {
            1 => Box::new(computation.zeroed::<u8>(count)?),
            2 => Box::new(computation.zeroed::<u16>(count)?),
            4 => Box::new(computation.zeroed::<u32>(count)?),
            8 => Box::new(computation.zeroed::<u64>(count)?),
            _ => Box::new(computation.zeroed::<[u64; 2]>(count)?),
        }))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Shared(bytes) => bytes,
            Self::Own(memory) => memory.bytes(),
        }
    }

    /// The bytes to be written to; none where others may have them.
    pub(crate) fn bytes_mut(&mut self) -> Option<&mut [u8]> {
        match self {
            Self::Shared(_) => None,
            Self::Own(memory) => Some(memory.bytes_mut()),
        }
    }
}

/// A part of a storage as the owner of [`Bytes`].
pub(crate) struct Owner(pub(crate) Arc<Storage>);

impl AsRef<[u8]> for Owner {
    fn as_ref(&self) -> &[u8] {
        self.0.bytes()
    }
}

/// Evaluates `body` with `$size` as a constant: the bytes of one element.
macro_rules! for_size {
    ($bytes:expr, $size:ident => $body:expr) => {
        match $bytes {
            1 => {
                const $size: usize = 1;
                $body
            }
            2 => {
                const $size: usize = 2;
                $body
            }
            4 => {
                const $size: usize = 4;
                $body
            }
            8 => {
                const $size: usize = 8;
                $body
            }
            _ => {
                const $size: usize = 16;
                $body
            }
        }
    };
}
pub(crate) use for_size;
