//! Files and blobs: bytes with a MIME type and, for files, a name.

use std::rc::Rc;

use super::bytes::Bytes;
use crate::Error;
use crate::bindings::wire;

/// A file or blob with its contents.
///
/// ```
/// use imjoy_sdk::File;
/// let file = File::new("table.csv", "text/csv", b"area,mean\n".to_vec());
/// assert_eq!(file.name(), Some("table.csv"));
/// assert_eq!(file.bytes().len(), 10);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct File(Rc<Contents>);

#[derive(Debug, Clone, PartialEq)]
struct Contents {
    name: Option<String>,
    mime_type: String,
    bytes: Bytes,
}

impl File {
    /// A file; its name has no folders in it.
    ///
    /// ```
    /// let file = imjoy_sdk::File::new("a.txt", "text/plain", "hello".as_bytes());
    /// assert_eq!(file.mime_type(), "text/plain");
    /// ```
    pub fn new(name: impl Into<String>, mime_type: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        File(Rc::new(Contents { name: Some(name.into()), mime_type: mime_type.into(), bytes: bytes.into() }))
    }

    /// A blob: contents without a name.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::File::blob("image/png", vec![]).name(), None);
    /// ```
    pub fn blob(mime_type: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        File(Rc::new(Contents { name: None, mime_type: mime_type.into(), bytes: bytes.into() }))
    }

    /// The file's name; none for a blob.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::File::new("a.txt", "text/plain", vec![]).name(), Some("a.txt"));
    /// ```
    pub fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// The MIME type, for example `image/png`.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::File::blob("image/png", vec![]).mime_type(), "image/png");
    /// ```
    pub fn mime_type(&self) -> &str {
        &self.0.mime_type
    }

    /// The contents.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::File::blob("text/plain", vec![65]).bytes().to_vec()?, b"A");
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn bytes(&self) -> &Bytes {
        &self.0.bytes
    }

    pub(crate) fn from_wire(file: wire::File) -> Self {
        File(Rc::new(Contents { name: file.name, mime_type: file.mime_type, bytes: Bytes::from_wire(file.data) }))
    }

    pub(crate) fn into_wire(self) -> Result<wire::File, Error> {
        let Contents { name, mime_type, bytes } = Rc::unwrap_or_clone(self.0);
        Ok(wire::File { name, mime_type, data: bytes.into_wire()? })
    }
}
