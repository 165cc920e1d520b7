//! What each URL stands for.

use crate::error::CallError;
use crate::grants::Grant;
use crate::identity::PluginId;
use axum::http::{HeaderName, HeaderValue, header};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// URLs of one plugin at most.
const MOST_LINKS: usize = 1000;
/// Bytes of a password or header at most.
const TEXT_BYTES: usize = 1024;
/// Headers that a plugin may choose.
const HEADERS: [HeaderName; 3] = [header::CONTENT_DISPOSITION, header::CONTENT_TYPE, header::CACHE_CONTROL];

/// All URLs.
#[derive(Debug, Default)]
pub(super) struct Links {
    by_id: Mutex<HashMap<String, Arc<Link>>>,
}

/// What a plugin wants served; the same again gives the same URL.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LinkOptions {
    pub(super) plugin: PluginId,
    pub(super) path: PathBuf,
    pub(super) password: Option<String>,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
}

/// What a URL stands for.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) id: String,
    pub(super) options: LinkOptions,
    pub(super) grant: Arc<Grant>,
    /// The path within the grant.
    pub(super) relative: PathBuf,
    pub(super) name: String,
    pub(super) is_folder: bool,
}

impl LinkOptions {
    /// Checks what a plugin has given.
    pub(super) fn new(
        plugin: PluginId,
        path: PathBuf,
        password: Option<String>,
        headers: Vec<(String, String)>,
    ) -> Result<Self, CallError> {
        if password.as_ref().is_some_and(|password| password.len() > TEXT_BYTES) {
            return Err(CallError::Invalid(format!("the password has more than {TEXT_BYTES} bytes")));
        }
        let mut checked: Vec<(HeaderName, HeaderValue)> = Vec::new();
        for (name, value) in headers {
            let header = check_header(&name, &value)?;
            if checked.iter().any(|(name, _)| *name == header.0) {
                return Err(CallError::Invalid(format!("the header {} is given twice", header.0)));
            }
            checked.push(header);
        }
        // An empty password is none, as in JavaScript.
        Ok(Self { plugin, path, password: password.filter(|password| !password.is_empty()), headers: checked })
    }
}

fn check_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), CallError> {
    let known = HeaderName::from_bytes(name.as_bytes()).ok().filter(|name| HEADERS.contains(name));
    let Some(known) = known else {
        let cut: String = name.chars().take(60).collect();
        return Err(CallError::Invalid(format!(
            "the header {cut:?} cannot be chosen, only Content-Disposition, Content-Type and Cache-Control"
        )));
    };
    match HeaderValue::from_bytes(value.as_bytes()) {
        Ok(value) if value.len() <= TEXT_BYTES => Ok((known, value)),
        _ => Err(CallError::Invalid(format!("the header {known} is too long or has control characters in it"))),
    }
}

impl Link {
    /// Whether `password` is right. Takes the same time for every wrong one.
    pub(super) fn is_password(&self, password: &str) -> bool {
        let Some(right) = &self.options.password else { return true };
        // Hashes are compared in constant time.
        blake3::hash(right.as_bytes()) == blake3::hash(password.as_bytes())
    }
}

impl Links {
    /// The URL that the plugin has got for these options.
    pub(super) fn known(&self, options: &LinkOptions) -> Option<Arc<Link>> {
        let by_id = self.lock();
        by_id.values().find(|link| link.options == *options && link.grant.check().is_ok()).cloned()
    }

    /// Adds a URL. Fails with [`CallError::Limit`] when the plugin has too many.
    pub(super) fn add(
        &self,
        options: LinkOptions,
        grant: Arc<Grant>,
        relative: PathBuf,
        is_folder: bool,
    ) -> Result<Arc<Link>, CallError> {
        let id = random_id()?;
        let mut by_id = self.lock();
        by_id.retain(|_, link| link.grant.check().is_ok());
        if let Some(link) = by_id.values().find(|link| link.options == options) {
            return Ok(link.clone());
        }
        if by_id.values().filter(|link| link.options.plugin == options.plugin).count() >= MOST_LINKS {
            return Err(CallError::Limit(format!(
                "the plugin has {MOST_LINKS} URLs of files; get one for the folder that they are in"
            )));
        }
        let name = crate::grants::file_name(&options.path);
        let link = Arc::new(Link { id: id.clone(), options, grant, relative, name, is_folder });
        by_id.insert(id, link.clone());
        Ok(link)
    }

    /// The URL of that id, while its grant holds.
    pub(super) fn get(&self, id: &str) -> Option<Arc<Link>> {
        self.lock().get(id).filter(|link| link.grant.check().is_ok()).cloned()
    }

    /// Ends all URLs of a plugin.
    pub(super) fn forget(&self, plugin: PluginId) {
        self.lock().retain(|_, link| link.options.plugin != plugin);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Link>>> {
        self.by_id.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A random UUID (version 4): 122 bits that nobody can guess.
fn random_id() -> Result<String, CallError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| CallError::Failed(format!("the system gives no random numbers: {error}")))?;
    let number = u128::from_be_bytes(bytes);
    let number = number & !(0xf << 76) | (0x4 << 76);
    let number = number & !(0x3 << 62) | (0x2 << 62);
    let part = |shift: u32, digits: u32| (number >> shift) & ((1 << (4 * digits)) - 1);
    Ok(format!("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", part(96, 8), part(80, 4), part(64, 4), part(48, 4), part(0, 12)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_uuids_of_version_4() {
        let id = random_id().unwrap();
        let lengths: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12], "{id}");
        assert_eq!(&id[14..15], "4");
        assert!("89ab".contains(&id[19..20]), "{id}");
        assert_ne!(id, random_id().unwrap());
    }

    #[test]
    fn only_harmless_headers_can_be_chosen() {
        let options = |headers: Vec<(&str, &str)>| {
            let headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            LinkOptions::new(PluginId::for_test(1), "/a".into(), None, headers)
        };
        let right =
            options(vec![("Content-disposition", "attachment; filename=\"ü.png\""), ("content-type", "image/png")]);
        assert_eq!(right.unwrap().headers.len(), 2);
        for headers in [
            vec![("Set-Cookie", "a=b")],
            vec![("Access-Control-Allow-Origin", "*")],
            vec![("Content-Type", "image/png\r\nSet-Cookie: a=b")],
            vec![("Content-Type", "a\0")],
            vec![("Content-Type", "a"), ("content-type", "b")],
            vec![("", "a")],
        ] {
            assert!(matches!(options(headers), Err(CallError::Invalid(_))));
        }
    }
}
