//! The language runtimes that are part of the host, built with it.

use bytes::Bytes;
use imjoy_engine::LanguageRuntimes;

/// The runtimes of all languages.
pub fn language_runtimes() -> LanguageRuntimes {
    LanguageRuntimes {
        javascript: Some(Bytes::from_static(imjoy_runtimes::javascript())),
        python: Some(Bytes::from_static(imjoy_runtimes::python())),
    }
}
