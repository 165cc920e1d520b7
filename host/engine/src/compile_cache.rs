//! Compiled code on disk.
//!
//! Purpose: a plugin is compiled once; later starts take well under a millisecond.
//!
//! Invariants: an entry is used only if the host itself has written it. Its name is the
//! hash of the component, of wasmtime's version and settings; its contents begin with a
//! keyed hash (BLAKE3) under a key that only this user can read and that never leaves the
//! machine. A damaged, truncated or foreign entry, or one of another version, is compiled
//! anew. Entries are written to a temporary file and renamed, so a killed host leaves
//! either the old entry or the new one.
//!
//! This is the one file of the project with `unsafe`: `Component::deserialize` runs what
//! the bytes say. The keyed hash is what makes that sound as long as the user's own
//! account is not compromised, which would make any program of theirs unsound.
//!
//! Known limits: entries are never removed; they are a few MiB each and the folder can be
//! deleted at any time.

use std::fs;
use std::hash::{Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use wasmtime::component::Component;
use wasmtime::{CodeBuilder, Engine};

const TAG_BYTES: usize = blake3::OUT_LEN;
const KEY_FILE: &str = "key";

/// The cache.
#[derive(Debug)]
pub(crate) struct CompileCache {
    folder: PathBuf,
    key: Option<[u8; blake3::KEY_LEN]>,
}

/// Where compiled code came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeOrigin {
    /// Compiled now.
    Compiled,
    /// Taken from the cache.
    Cached,
}

impl CompileCache {
    /// A cache in `folder`. Without a usable folder or key it compiles every time; the
    /// reason is in the log.
    pub(crate) fn new(folder: PathBuf) -> Self {
        let key = match read_or_make_key(&folder) {
            Ok(key) => Some(key),
            Err(error) => {
                tracing::warn!(folder = %folder.display(), %error, "compiled code is not cached");
                None
            }
        };
        Self { folder, key }
    }

    /// The compiled component, if the cache has it. Blocks: not for async code.
    pub(crate) fn cached(&self, engine: &Engine, wasm: &[u8]) -> Option<Component> {
        read_entry(&self.folder.join(entry_name(engine, wasm)), self.key.as_ref()?, engine)
    }

    /// Whether the cache has an entry of that name; it may turn out to be damaged. Blocks.
    pub(crate) fn has(&self, engine: &Engine, wasm: &[u8]) -> bool {
        self.key.is_some() && self.folder.join(entry_name(engine, wasm)).is_file()
    }

    /// Compiles a component and puts it into the cache, unless another host is just doing so:
    /// then it is waited for. Blocks: not for async code. The error is wasmtime's.
    pub(crate) fn compiled(&self, engine: &Engine, wasm: &[u8]) -> wasmtime::Result<Component> {
        let Some(key) = &self.key else {
            return compile(engine, wasm);
        };
        let path = self.folder.join(entry_name(engine, wasm));
        let _turn = Turn::wait(&path);
        if let Some(component) = read_entry(&path, key, engine) {
            return Ok(component);
        }
        let component = compile(engine, wasm)?;
        match component.serialize() {
            Ok(code) => {
                if let Err(error) = write_entry(&path, key, &code) {
                    tracing::warn!(path = %path.display(), %error, "compiled code could not be cached");
                }
            }
            Err(error) => tracing::warn!(%error, "compiled code could not be cached"),
        }
        Ok(component)
    }
}

/// Holds other hosts off from compiling the same component: a language runtime takes a
/// minute of a core. Without a lock, where the file system has none, both compile.
struct Turn {
    path: PathBuf,
    /// Locked until it is dropped, also by a host that is killed.
    _lock: Option<fs::File>,
}

impl Turn {
    fn wait(entry: &Path) -> Self {
        let path = entry.with_extension("lock");
        let lock = fs::File::create(&path).and_then(|file| file.lock().map(|()| file));
        if let Err(error) = &lock {
            tracing::debug!(path = %path.display(), %error, "compiling without a lock");
        }
        Turn { path, _lock: lock.ok() }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // Whoever waits has the file open; whoever comes later finds the entry. Nothing depends on it.
        let _ = fs::remove_file(&self.path);
    }
}

fn compile(engine: &Engine, wasm: &[u8]) -> wasmtime::Result<Component> {
    CodeBuilder::new(engine).wasm_binary(wasm, None)?.compile_component()
}

/// Hash of everything on which the compiled code depends.
fn entry_name(engine: &Engine, wasm: &[u8]) -> String {
    struct IntoBlake3(blake3::Hasher);
    impl Hasher for IntoBlake3 {
        fn finish(&self) -> u64 {
            0
        }
        fn write(&mut self, bytes: &[u8]) {
            self.0.update(bytes);
        }
    }
    let mut hasher = IntoBlake3(blake3::Hasher::new());
    engine.precompile_compatibility_hash().hash(&mut hasher);
    hasher.0.update(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.0.update(blake3::hash(wasm).as_bytes());
    format!("{}.cwasm", hasher.0.finalize().to_hex())
}

fn tag(key: &[u8; blake3::KEY_LEN], name: &Path, code: &[u8]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new_keyed(key);
    // The name is part of what is signed, so an entry cannot stand in for another.
    hasher.update(name.file_name().unwrap_or_default().as_encoded_bytes());
    hasher.update(code);
    hasher.finalize()
}

#[allow(unsafe_code)]
fn read_entry(path: &Path, key: &[u8; blake3::KEY_LEN], engine: &Engine) -> Option<Component> {
    let entry = fs::read(path).ok()?;
    let (found, code) = entry.split_at_checked(TAG_BYTES)?;
    let found: [u8; TAG_BYTES] = found.try_into().ok()?;
    // `blake3::Hash` compares in constant time.
    if tag(key, path, code) != blake3::Hash::from_bytes(found) {
        tracing::warn!(path = %path.display(), "a cache entry is damaged or foreign; compiling again");
        return None;
    }
    // SAFETY: the keyed hash shows that these bytes are, unchanged, what `serialize` gave
    // a host with this key; wasmtime itself checks its version and settings.
    match unsafe { Component::deserialize(engine, code) } {
        Ok(component) => Some(component),
        Err(error) => {
            tracing::warn!(path = %path.display(), %error, "a cache entry does not fit; compiling again");
            None
        }
    }
}

fn write_entry(path: &Path, key: &[u8; blake3::KEY_LEN], code: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(tag(key, path, code).as_bytes())?;
    file.write_all(code)?;
    file.persist(path)?;
    Ok(())
}

fn read_or_make_key(folder: &Path) -> std::io::Result<[u8; blake3::KEY_LEN]> {
    fs::create_dir_all(folder)?;
    let path = folder.join(KEY_FILE);
    match fs::read(&path) {
        Ok(bytes) if bytes.len() == blake3::KEY_LEN && is_private(&path, folder)? => {
            let mut key = [0; blake3::KEY_LEN];
            key.copy_from_slice(&bytes);
            return Ok(key);
        }
        Ok(_) => fs::remove_file(&path)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let mut key = [0; blake3::KEY_LEN];
    getrandom::fill(&mut key).map_err(std::io::Error::other)?;
    // A temporary file is readable by its owner only.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&key)?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(&path) {
        Ok(_) => Ok(key),
        // Another host has made one at the same moment: theirs counts.
        Err(_) => {
            let bytes = fs::read(&path)?;
            bytes.try_into().map_err(|_| std::io::Error::other("the cache key is damaged"))
        }
    }
}

/// Whether only this user can have written the file: a key that somebody else has put
/// there would let them sign code.
#[cfg(unix)]
fn is_private(path: &Path, folder: &Path) -> std::io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let own = tempfile::NamedTempFile::new_in(folder)?.as_file().metadata()?.uid();
    let metadata = fs::symlink_metadata(path)?;
    Ok(metadata.is_file() && metadata.uid() == own && metadata.mode() & 0o077 == 0)
}

/// Elsewhere the folder's own protection has to do.
#[cfg(not(unix))]
fn is_private(_: &Path, _: &Path) -> std::io::Result<bool> {
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::wasm_configuration::wasm_engine;

    // The smallest component: a preamble.
    const EMPTY_COMPONENT: &[u8] = b"\0asm\x0d\0\x01\0";

    fn only_entry(folder: &Path) -> PathBuf {
        fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| path.extension().is_some_and(|extension| extension == "cwasm"))
            .unwrap()
    }

    #[test]
    fn who_comes_second_takes_what_the_first_has_compiled() {
        let folder = tempfile::tempdir().unwrap();
        let engine = wasm_engine(&Limits::default()).unwrap();
        let cache = CompileCache::new(folder.path().into());
        cache.compiled(&engine, EMPTY_COMPONENT).unwrap();
        let written = fs::metadata(only_entry(folder.path())).unwrap().modified().unwrap();
        cache.compiled(&engine, EMPTY_COMPONENT).unwrap();
        assert_eq!(fs::metadata(only_entry(folder.path())).unwrap().modified().unwrap(), written);
        let locks = fs::read_dir(folder.path()).unwrap();
        assert_eq!(locks.filter(|file| file.as_ref().unwrap().path().extension() == Some("lock".as_ref())).count(), 0);
    }

    #[test]
    fn entries_that_the_host_has_not_written_are_compiled_again() {
        let folder = tempfile::tempdir().unwrap();
        let engine = wasm_engine(&Limits::default()).unwrap();
        let cache = CompileCache::new(folder.path().into());
        let origin = |cache: &CompileCache| match cache.cached(&engine, EMPTY_COMPONENT) {
            Some(_) => CodeOrigin::Cached,
            None => {
                cache.compiled(&engine, EMPTY_COMPONENT).unwrap();
                CodeOrigin::Compiled
            }
        };
        assert_eq!(origin(&cache), CodeOrigin::Compiled);
        assert_eq!(origin(&cache), CodeOrigin::Cached);
        assert_eq!(origin(&CompileCache::new(folder.path().into())), CodeOrigin::Cached);

        let path = only_entry(folder.path());
        let good = fs::read(&path).unwrap();
        for damage in [
            vec![],
            good[..TAG_BYTES - 1].to_vec(),
            good[..good.len() / 2].to_vec(),
            {
                let mut flipped = good.clone();
                flipped[good.len() / 2] ^= 1;
                flipped
            },
            // A foreign entry: valid code, no tag of ours.
            [vec![0; TAG_BYTES], good[TAG_BYTES..].to_vec()].concat(),
        ] {
            fs::write(&path, &damage).unwrap();
            assert_eq!(origin(&cache), CodeOrigin::Compiled);
            assert_eq!(origin(&cache), CodeOrigin::Cached);
        }

        // An entry of another machine has another key.
        fs::write(folder.path().join(KEY_FILE), [7; blake3::KEY_LEN]).unwrap();
        assert_eq!(origin(&CompileCache::new(folder.path().into())), CodeOrigin::Compiled);
    }
}
