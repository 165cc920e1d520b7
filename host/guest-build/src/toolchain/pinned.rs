//! The locks of Debian's packages: which version is taken, and the SHA-256 of each file.
//!
//! `debian-pair.lock` and `debian-clang.lock` have the form of `sha256sum`. To move to a newer compiler: empty a
//! toolchain folder, let a build prepare it, try the guests, and copy the folder's `LOCK` over the committed file.
//!
//! Debian removes old versions from its mirrors, so a file that is not in the lock is no error: it still passed apt's
//! own check against Debian's signed index. A file that *is* in the lock and differs is an attack or damage.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::{DebianError, Error};

/// Hashes by file name.
#[derive(Debug, Default)]
pub(crate) struct Lock<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Lock<'a> {
    /// Reads lines `<hash>  <file name>`; other lines are skipped.
    pub(crate) fn parse(text: &'a str) -> Self {
        let entry = |line: &'a str| {
            let (hash, name) = line.trim().split_once(char::is_whitespace)?;
            let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_hash.then(|| (name.trim_start().trim_start_matches('*'), hash))
        };
        Self(text.lines().filter_map(entry).collect())
    }

    /// The version of the package that is pinned. Names of files have `%3a` for the colon of a version.
    pub(crate) fn version_of(&self, package: &str) -> Option<String> {
        let version = |name: &&'a str| name.strip_prefix(package)?.strip_prefix('_')?.split('_').next();
        self.0.keys().find_map(version).map(|version| version.replace("%3a", ":"))
    }

    /// How many files are pinned.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Checks one downloaded file; `true` when it is pinned, `false` when it is not in the lock.
    pub(crate) fn check(&self, name: &str, found: &str) -> Result<bool, DebianError> {
        match self.0.get(name) {
            None => Ok(false),
            Some(pinned) if pinned.eq_ignore_ascii_case(found) => Ok(true),
            Some(pinned) => Err(DebianError::WrongHash {
                file: name.to_owned(),
                found: found.to_owned(),
                pinned: (*pinned).to_owned(),
            }),
        }
    }
}

/// The SHA-256 of a file, in hexadecimal.
pub(crate) fn hash(path: &Path) -> Result<String, Error> {
    let mut hasher = Sha256::new();
    let mut file = File::open(path).map_err(Error::file("open", path))?;
    io::copy(&mut file, &mut hasher).map_err(Error::file("read", path))?;
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_tells_pinned_unknown_and_wrong() {
        let text = format!("{}  a_1%3a2_amd64.deb\nnot a line\n\nshort  b.deb\n", "ab".repeat(32));
        let lock = Lock::parse(&text);
        assert!(lock.check("a_1%3a2_amd64.deb", &"AB".repeat(32)).unwrap());
        assert!(!lock.check("b.deb", "").unwrap());
        let error = lock.check("a_1%3a2_amd64.deb", &"00".repeat(32)).unwrap_err();
        assert!(matches!(error, DebianError::WrongHash { .. }), "{error}");
        assert_eq!(lock.version_of("a").as_deref(), Some("1:2"));
        assert_eq!(lock.version_of("b"), None);
    }

    #[test]
    fn hash_of_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        std::fs::write(&path, "abc").unwrap();
        assert_eq!(hash(&path).unwrap(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
