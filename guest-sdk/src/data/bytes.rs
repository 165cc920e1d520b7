//! Bytes that lie in the plugin's memory, in the host, or in both.
//!
//! The memory may be a vector of any element type, so that an array made by a plugin goes
//! to the host, and one that is read comes from there, without an intermediate copy.
//!
//! Invariant: at least one of `memory` and `handle` is set; both hold the same bytes.

use std::any::Any;
use std::cell::OnceCell;
use std::fmt;
use std::ops::{Bound, RangeBounds};
use std::rc::Rc;

use super::element::Element;
use crate::Error;
use crate::bindings::wire;

/// Up to this length bytes travel within the value, above by handle.
const INLINE_LIMIT: usize = 4096;
/// What goes to the host in one call; longer data goes in pieces.
const PIECE_TO_HOST: usize = 64 << 20;
/// What comes from the host in one call: small enough that the piece, which is copied
/// on into its place, does not count.
const PIECE_FROM_HOST: u32 = 4 << 20;
/// What is read from the host in one call when it is wanted as it is; more goes in pieces.
const WHOLE_FROM_HOST: u32 = 64 << 20;

/// Bytes: immutable, cheap to clone, read from the host only when looked into.
///
/// Bytes that another plugin gave can be passed on, shown or saved without ever being
/// copied into this plugin.
///
/// ```
/// use imjoy_sdk::Bytes;
/// let bytes = Bytes::from(vec![1, 2, 3, 4]);
/// assert_eq!(bytes.len(), 4);
/// assert_eq!(bytes.read(1..3)?, [2, 3]);
/// assert_eq!(bytes.as_slice()?, [1, 2, 3, 4]);
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
#[derive(Clone)]
pub struct Bytes(Rc<Contents>);

struct Contents {
    length: OnceCell<u64>,
    memory: OnceCell<Box<dyn Memory>>,
    /// The same bytes as elements, where `memory` is not aligned for them.
    realigned: OnceCell<Box<dyn Memory>>,
    handle: OnceCell<wire::Buffer>,
}

/// A vector of some element type.
trait Memory: Any {
    fn bytes(&self) -> &[u8];
}

impl<T: Element> Memory for Vec<T> {
    fn bytes(&self) -> &[u8] {
        T::bytes_of(self)
    }
}

fn elements<T: Element>(memory: &dyn Memory) -> Option<&[T]> {
    let memory: &dyn Any = memory;
    memory.downcast_ref::<Vec<T>>().map(Vec::as_slice)
}

impl Bytes {
    /// From a vector of bytes; the same as `Bytes::from(vec)`.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::Bytes::from_vec(vec![1, 2]).len(), 2);
    /// ```
    pub fn from_vec(bytes: Vec<u8>) -> Self {
        Self::from_elements(bytes)
    }

    /// The memory of elements as bytes, without a copy.
    pub(crate) fn from_elements<T: Element>(elements: Vec<T>) -> Self {
        let memory: Box<dyn Memory> = Box::new(elements);
        Bytes(Rc::new(Contents {
            length: OnceCell::new(),
            memory: OnceCell::from(memory),
            realigned: OnceCell::new(),
            handle: OnceCell::new(),
        }))
    }

    /// Copies of `bytes`: in the host if they are more than a few KiB, else here.
    pub(crate) fn copied(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() <= INLINE_LIMIT {
            return Ok(Self::from_vec(bytes.to_vec()));
        }
        Ok(Self::from_wire(wire::Binary::Shared(upload(bytes)?)))
    }

    /// The bytes in memory. Those that the host alone keeps are read at once, so that they
    /// are copied once; [`into_vec`](Self::into_vec) reads in pieces, which needs less memory
    /// on the way but copies each piece again.
    pub(crate) fn into_memory(self) -> Result<Vec<u8>, Error> {
        if self.0.memory.get().is_none()
            && let Some(handle) = self.0.handle.get()
            && let Ok(length) = u32::try_from(self.length())
            && length <= WHOLE_FROM_HOST
        {
            let bytes = handle.read(0, length);
            if bytes.len() as u64 == u64::from(length) {
                return Ok(bytes);
            }
        }
        self.into_vec()
    }

    pub(crate) fn from_wire(binary: wire::Binary) -> Self {
        match binary {
            wire::Binary::Inline(bytes) => Self::from_vec(bytes),
            wire::Binary::Shared(handle) => Bytes(Rc::new(Contents {
                length: OnceCell::new(),
                memory: OnceCell::new(),
                realigned: OnceCell::new(),
                handle: OnceCell::from(handle),
            })),
        }
    }

    /// For the way to the host. Uploads the bytes if they are long and have not been yet.
    pub(crate) fn into_wire(self) -> Result<wire::Binary, Error> {
        if self.0.handle.get().is_none()
            && let Some(memory) = self.0.memory.get()
            && memory.bytes().len() <= INLINE_LIMIT
        {
            return Ok(wire::Binary::Inline(self.into_vec()?));
        }
        self.handle()?;
        Ok(wire::Binary::Shared(match Rc::try_unwrap(self.0) {
            Ok(Contents { handle, .. }) => handle.into_inner().ok_or_else(no_bytes)?,
            Err(shared) => shared.handle.get().ok_or_else(no_bytes)?.clone(),
        }))
    }

    /// The handle; uploads the bytes if there is none yet.
    pub(crate) fn handle(&self) -> Result<&wire::Buffer, Error> {
        if self.0.handle.get().is_none() {
            let memory = self.0.memory.get().ok_or_else(no_bytes)?;
            let handle = upload(memory.bytes())?;
            return Ok(self.0.handle.get_or_init(|| handle));
        }
        self.0.handle.get().ok_or_else(no_bytes)
    }

    /// The length as the holder of the bytes tells it.
    fn length(&self) -> u64 {
        *self.0.length.get_or_init(|| match (self.0.memory.get(), self.0.handle.get()) {
            (Some(memory), _) => memory.bytes().len() as u64,
            (None, Some(handle)) => handle.length(),
            (None, None) => 0,
        })
    }

    /// How many bytes there are.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::Bytes::from(vec![1, 2]).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        usize::try_from(self.length()).unwrap_or(usize::MAX)
    }

    /// Whether there are none.
    ///
    /// ```
    /// assert!(imjoy_sdk::Bytes::from(vec![]).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.length() == 0
    }

    /// A part of the bytes, copied; only that part comes from the host. It has to lie
    /// within the bytes.
    ///
    /// ```
    /// let bytes = imjoy_sdk::Bytes::from(vec![1, 2, 3]);
    /// assert_eq!(bytes.read(1..)?, [2, 3]);
    /// assert!(bytes.read(2..9).is_err());
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn read(&self, range: impl RangeBounds<usize>) -> Result<Vec<u8>, Error> {
        let start = match range.start_bound() {
            Bound::Included(start) => *start,
            Bound::Excluded(start) => start.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let end = match range.end_bound() {
            Bound::Included(end) => end.saturating_add(1),
            Bound::Excluded(end) => *end,
            Bound::Unbounded => self.len(),
        };
        let outside = || Error::invalid(format!("bytes {start} to {end} were asked for, there are {}", self.len()));
        if let Some(memory) = self.0.memory.get() {
            return memory.bytes().get(start..end).map(<[u8]>::to_vec).ok_or_else(outside);
        }
        if start > end || end > self.len() {
            return Err(outside());
        }
        let mut part = vec![0; end - start];
        self.download(start as u64, &mut part)?;
        Ok(part)
    }

    /// All bytes, in memory; they come from the host at the first use.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::Bytes::from(vec![1, 2]).as_slice()?, [1, 2]);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn as_slice(&self) -> Result<&[u8], Error> {
        if let Some(memory) = self.0.memory.get() {
            return Ok(memory.bytes());
        }
        self.elements::<u8>()
    }

    /// All bytes, copied.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::Bytes::from(vec![1, 2]).to_vec()?, [1, 2]);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn to_vec(&self) -> Result<Vec<u8>, Error> {
        self.read(..)
    }

    /// All bytes, without a copy where this is the only clone and they are in memory.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::Bytes::from(vec![1, 2]).into_vec()?, [1, 2]);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn into_vec(self) -> Result<Vec<u8>, Error> {
        self.into_elements()
    }

    /// The bytes as elements; they come from the host at the first use.
    pub(crate) fn elements<T: Element>(&self) -> Result<&[T], Error> {
        if let Some(memory) = self.0.memory.get() {
            if let Some(elements) = elements(&**memory).or_else(|| T::cast(memory.bytes())) {
                return Ok(elements);
            }
            if self.0.realigned.get().is_none() {
                let aligned = copy_elements::<T>(memory.bytes())?;
                self.0.realigned.get_or_init(|| Box::new(aligned));
            }
            return self
                .0
                .realigned
                .get()
                .and_then(|memory| elements(&**memory))
                .ok_or_else(|| Error::failed("the bytes of an ndarray were already read with another element type"));
        }
        let loaded = self.load::<T>()?;
        let memory = self.0.memory.get_or_init(|| Box::new(loaded));
        elements(&**memory).ok_or_else(no_bytes)
    }

    /// The bytes as a vector of elements, without a copy where that is possible.
    pub(crate) fn into_elements<T: Element>(self) -> Result<Vec<T>, Error> {
        if self.0.memory.get().is_none() {
            return self.load();
        }
        match Rc::try_unwrap(self.0) {
            Ok(contents) => {
                let memory = contents.memory.into_inner().ok_or_else(no_bytes)?;
                if elements::<T>(&*memory).is_none() {
                    return copy_elements(memory.bytes());
                }
                let memory: Box<dyn Any> = memory;
                memory.downcast::<Vec<T>>().map(|elements| *elements).map_err(|_| no_bytes())
            }
            Err(shared) => Ok(Bytes(shared).elements()?.to_vec()),
        }
    }

    /// All of it from the host.
    fn load<T: Element>(&self) -> Result<Vec<T>, Error> {
        let length = usize::try_from(self.length())
            .map_err(|_| Error::limit(format!("{} bytes do not fit into a plugin's memory", self.length())))?;
        T::load(whole_elements::<T>(length)?, &mut |place| self.download(0, place))
    }

    /// Fills `place` with the host's bytes from `offset`.
    fn download(&self, offset: u64, place: &mut [u8]) -> Result<(), Error> {
        let handle = self.0.handle.get().ok_or_else(no_bytes)?;
        let mut offset = offset;
        let mut place = place;
        while !place.is_empty() {
            let wanted = u32::try_from(place.len()).unwrap_or(u32::MAX).min(PIECE_FROM_HOST);
            let piece = handle.read(offset, wanted);
            let (target, rest) = std::mem::take(&mut place)
                .split_at_mut_checked(piece.len())
                .filter(|_| !piece.is_empty())
                .ok_or_else(|| Error::failed("the host gave another number of bytes than it has"))?;
            target.copy_from_slice(&piece);
            offset += piece.len() as u64;
            place = rest;
        }
        Ok(())
    }
}

fn no_bytes() -> Error {
    Error::failed("bytes without contents")
}

fn whole_elements<T: Element>(bytes: usize) -> Result<usize, Error> {
    let size = T::DTYPE.size();
    if bytes.is_multiple_of(size) {
        Ok(bytes / size)
    } else {
        Err(Error::invalid(format!("{bytes} bytes are no whole number of {} elements", T::DTYPE)))
    }
}

fn copy_elements<T: Element>(bytes: &[u8]) -> Result<Vec<T>, Error> {
    T::load(whole_elements::<T>(bytes.len())?, &mut |place| {
        place.copy_from_slice(bytes);
        Ok(())
    })
}

fn upload(bytes: &[u8]) -> Result<wire::Buffer, Error> {
    if bytes.len() <= PIECE_TO_HOST {
        return Ok(wire::Buffer::new(bytes));
    }
    let builder = wire::BufferBuilder::new();
    for piece in bytes.chunks(PIECE_TO_HOST) {
        builder.append(piece).map_err(Error::from_wire)?;
    }
    Ok(builder.finish())
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from_vec(bytes)
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self::from_vec(bytes.to_vec())
    }
}

impl Default for Bytes {
    fn default() -> Self {
        Self::from_vec(Vec::new())
    }
}

impl PartialEq for Bytes {
    /// Compares the bytes themselves; loads them if need be.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
            || (self.length() == other.length()
                && matches!((self.as_slice(), other.as_slice()), (Ok(mine), Ok(others)) if mine == others))
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Bytes({})", self.length())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_come_back_without_a_copy() {
        let numbers = vec![1.0f32, 2.0];
        let address = numbers.as_ptr();
        let bytes = Bytes::from_elements(numbers);
        assert_eq!(bytes.len(), 8);
        assert_eq!(bytes.as_slice().unwrap(), [0, 0, 128, 63, 0, 0, 0, 64]);
        let back = bytes.into_elements::<f32>().unwrap();
        assert_eq!(back.as_ptr(), address);
    }

    #[test]
    fn bytes_become_elements_and_back() {
        let bytes = Bytes::from(vec![1, 0, 2, 0]);
        assert_eq!(bytes.elements::<u16>().unwrap(), [1, 2]);
        assert_eq!(bytes.clone().into_elements::<u16>().unwrap(), [1, 2]);
        assert_eq!(Bytes::from_elements(vec![1u16, 2]).into_vec().unwrap(), [1, 0, 2, 0]);
        assert!(bytes.elements::<f64>().is_err());
        assert_eq!(Bytes::from(vec![0, 1, 7]).elements::<bool>().unwrap(), [false, true, true]);
    }

    #[test]
    #[allow(clippy::reversed_empty_ranges, reason = "that such a range is refused is what is tested")]
    fn ranges_are_checked() {
        let bytes = Bytes::from(vec![1, 2, 3]);
        assert_eq!(bytes.read(..=1).unwrap(), [1, 2]);
        assert!(bytes.read(3..).unwrap().is_empty());
        assert!(bytes.read(..4).is_err());
        assert!(bytes.read(2..1).is_err());
    }

    #[test]
    fn short_bytes_travel_inline() {
        let binary = Bytes::from(vec![7; INLINE_LIMIT]).into_wire().unwrap();
        assert!(matches!(binary, wire::Binary::Inline(bytes) if bytes.len() == INLINE_LIMIT));
    }
}
