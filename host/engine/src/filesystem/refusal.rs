//! What the sandbox refuses, and how a plugin's standard library learns of it.

use wasmtime_wasi::p2::bindings::filesystem::types::ErrorCode;
use wasmtime_wasi::p2::{FsError, StreamError};

/// Why nothing was done with a file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, thiserror::Error)]
pub(super) enum Refusal {
    /// The user has revoked the grant.
    #[error("the user has revoked the access to this folder")]
    Revoked,
    /// The files would take more bytes than they may.
    #[error("the quota of bytes is used up")]
    Bytes,
    /// There would be more files and folders than there may be.
    #[error("the quota of files and folders is used up")]
    Entries,
    /// The instance has as many files open as it may.
    #[error("too many files are open")]
    OpenFiles,
}

impl Refusal {
    /// The code that standard libraries know: `PermissionDenied`, `QuotaExceeded` and
    /// `OutOfMemory` of Rust's. WASI has none for too many open files.
    pub(super) fn code(self) -> ErrorCode {
        match self {
            Refusal::Revoked => ErrorCode::Access,
            Refusal::Bytes | Refusal::Entries => ErrorCode::Quota,
            Refusal::OpenFiles => ErrorCode::InsufficientMemory,
        }
    }
}

impl From<Refusal> for FsError {
    fn from(refusal: Refusal) -> Self {
        refusal.code().into()
    }
}

impl From<Refusal> for StreamError {
    fn from(refusal: Refusal) -> Self {
        StreamError::LastOperationFailed(wasmtime::Error::new(refusal))
    }
}
