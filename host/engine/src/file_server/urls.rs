//! From paths to URLs and back, for plugins.

use super::link::{Link, LinkOptions};
use super::response::{Target, encoded, target};
use crate::error::CallError;
use crate::front_end::{FileKind, PermissionWish};
use crate::grants::{Access, Grant, GrantedFile, blocking, parse_path};
use crate::images::decode_image;
use crate::permissions::Permission;
use crate::plugin::Plugin;
use crate::plugin::instance::Instance;
use crate::shared::Shared;
use crate::value::NdArray;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use url::Url;

/// Bytes of an image file that is read for a window.
const IMAGE_BYTES: u64 = 1024 * 1024 * 1024;

impl Shared {
    /// A URL for a file or folder (`api.getFileUrl`). The user is asked unless they have
    /// granted the path.
    pub(crate) async fn get_file_url(
        self: &Arc<Self>,
        plugin: &Plugin,
        instance: &Instance,
        path: &str,
        password: Option<String>,
        headers: Vec<(String, String)>,
    ) -> Result<String, CallError> {
        let path = parse_path(path)?;
        let options = LinkOptions::new(plugin.id, path.clone(), password, headers)?;
        if let Some(link) = self.file_server.links.known(&options) {
            return self.url_of(&link).await;
        }
        let (grant, relative) = match self.grants.covering(plugin.id, &path) {
            Some(covering) => covering,
            None => (self.ask_for_path(plugin, instance, &path).await?, PathBuf::new()),
        };
        self.link(options, grant, relative).await
    }

    /// A URL for a path that has just been granted.
    pub(crate) async fn url_of_granted(
        self: &Arc<Self>,
        plugin: &Plugin,
        path: &Path,
        grant: Arc<Grant>,
    ) -> Result<String, CallError> {
        let options = LinkOptions::new(plugin.id, path.to_owned(), None, Vec::new())?;
        self.link(options, grant, PathBuf::new()).await
    }

    /// The path behind a URL of the plugin (`api.getFilePath`).
    pub(crate) fn get_file_path(&self, plugin: &Plugin, url: &str) -> Result<String, CallError> {
        let not_found = || CallError::NotFound("url not found.".to_owned());
        let url = self.own_url(url).ok_or_else(not_found)?;
        let target = target(url.path(), url.query()).ok_or_else(not_found)?;
        let link = self.file_server.links.get(target.id).ok_or_else(not_found)?;
        if link.options.plugin != plugin.id || (!link.is_folder && !target.below.as_os_str().is_empty()) {
            return Err(not_found());
        }
        let path: PathBuf = link.options.path.join(&target.below).components().collect();
        path.into_os_string().into_string().map_err(|_| not_found())
    }

    /// The image that a URL of ours or a granted path stands for; none when `source` is
    /// neither. It does not pass through a plugin. An `http` URL of someone else is
    /// refused: there is no network.
    pub(crate) async fn read_image_source(
        self: &Arc<Self>,
        plugin: &Plugin,
        source: &str,
    ) -> Result<Option<NdArray>, CallError> {
        let found = if let Some(url) = self.own_url(source) {
            let target = target(url.path(), url.query());
            let found = target.and_then(|target| self.link_for(&target));
            Some(found.ok_or_else(|| CallError::NotFound("url not found.".to_owned()))?)
        } else if source.starts_with("http://") || source.starts_with("https://") {
            let host = Url::parse(source).ok().and_then(|url| url.host_str().map(str::to_owned));
            return Err(CallError::Invalid(format!(
                "the image at {} cannot be shown: nothing is fetched from the network; let the user choose a file",
                host.as_deref().unwrap_or("an address")
            )));
        } else {
            parse_path(source).ok().and_then(|path| self.grants.covering(plugin.id, &path))
        };
        let Some((grant, relative)) = found else { return Ok(None) };
        let image = blocking(self, move || {
            let name = grant.path.join(&relative).display().to_string();
            let file = GrantedFile::open(grant, &relative)?;
            let size = file.metadata()?.size;
            if size > IMAGE_BYTES {
                return Err(CallError::Limit(format!("{name} has {size} bytes, an image has at most {IMAGE_BYTES}")));
            }
            let mut bytes = Vec::new();
            file.read_into(&mut bytes, 0, usize::try_from(size).unwrap_or(usize::MAX))?;
            decode_image(&bytes)
                .map_err(|reason| CallError::Invalid(format!("{name} is not an image that can be read: {reason}")))
        });
        image.await.map(Some)
    }

    /// Whoever knows a URL and its password may use it, as over HTTP.
    fn link_for(&self, target: &Target) -> Option<(Arc<Grant>, PathBuf)> {
        let link = self.file_server.links.get(target.id)?;
        let is_right = link.is_password(target.password.as_deref().unwrap_or_default());
        (is_right && (link.is_folder || target.below.as_os_str().is_empty()))
            .then(|| (link.grant.clone(), link.relative.join(&target.below)))
    }

    async fn ask_for_path(
        self: &Arc<Self>,
        plugin: &Plugin,
        instance: &Instance,
        path: &Path,
    ) -> Result<Arc<Grant>, CallError> {
        let turn = self.permissions.turn(instance).await?;
        // The answer to another call may have granted it meanwhile.
        if let Some((grant, relative)) = self.grants.covering(plugin.id, path)
            && relative.as_os_str().is_empty()
        {
            return Ok(grant);
        }
        let looked = path.to_owned();
        let found = blocking(self, move || {
            Ok(match std::fs::metadata(&looked) {
                Ok(metadata) if metadata.is_dir() => FileKind::Folder,
                Ok(metadata) if metadata.is_file() => FileKind::File,
                _ => FileKind::Nothing,
            })
        })
        .await?;
        // Asked also when nothing is there: else a plugin could find out what is.
        let wish = PermissionWish::FileUrl { path: path.display().to_string(), found };
        turn.ask(&self.dialogs, instance, Permission::FileUrl, wish, "Permission Denied!").await?;
        let (shared, id, path) = (self.clone(), plugin.id, path.to_owned());
        blocking(self, move || shared.grants.grant(id, &path, Access::Read)).await
    }

    async fn link(
        self: &Arc<Self>,
        options: LinkOptions,
        grant: Arc<Grant>,
        relative: PathBuf,
    ) -> Result<String, CallError> {
        let (opened, path) = (grant.clone(), relative.clone());
        // Opened once, so that what cannot be served is told now.
        let is_folder = blocking(self, move || match opened.open_file(&path) {
            Ok(_) => Ok(false),
            Err(error) => match opened.open_folder(&path) {
                Ok(_) => Ok(true),
                Err(_) => Err(error),
            },
        })
        .await?;
        let link = self.file_server.links.add(options, grant, relative, is_folder)?;
        self.url_of(&link).await
    }

    async fn url_of(&self, link: &Link) -> Result<String, CallError> {
        let port = self.file_server.port().await?;
        let mut url = format!("http://127.0.0.1:{port}/file/{}?name={}", link.id, encoded(&link.name));
        if let Some(password) = &link.options.password {
            url.push_str("&password=");
            url.push_str(&encoded(password));
        }
        Ok(url)
    }

    /// The URL, if it is one of this server.
    fn own_url(&self, text: &str) -> Option<Url> {
        let port = self.file_server.known_port()?;
        let url = Url::parse(text).ok()?;
        let is_ours = url.scheme() == "http"
            && matches!(url.host_str(), Some("127.0.0.1" | "localhost"))
            && url.port() == Some(port);
        is_ours.then_some(url)
    }
}
