//! URLs for files of the user (`api.getFileUrl`), served on this computer only.
//!
//! Invariants: the server listens on 127.0.0.1 alone, from the first URL until the host
//! ends. A URL has 122 random bits; who does not know it gets 404, for whatever reason. A
//! request must name this server as its host, so that a web page cannot reach it through
//! a name of its own (DNS rebinding). A URL works as long as the grant behind it; files are
//! opened inside that grant. Connections, their heads and their idle time are bounded.
//!
//! A page that is served runs in an origin of its own (`Content-Security-Policy:
//! sandbox`), so that it cannot read other URLs. No other origin may read what is served.

mod connections;
mod image_source;
mod link;
mod range;
mod response;
mod urls;

use crate::error::CallError;
use crate::identity::PluginId;
use link::Links;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// The server, which starts when it is used first.
#[derive(Debug, Default)]
pub(crate) struct FileServer {
    links: Arc<Links>,
    port: OnceCell<u16>,
}

impl FileServer {
    /// The port on which the server listens; starts it if need be.
    async fn port(&self) -> Result<u16, CallError> {
        let started = self.port.get_or_try_init(|| connections::listen(self.links.clone())).await;
        started.copied().map_err(|error| CallError::Failed(format!("the server for file URLs cannot start: {error}")))
    }

    /// The port, if the server has been started.
    fn known_port(&self) -> Option<u16> {
        self.port.get().copied()
    }

    /// Ends all URLs of a plugin.
    pub(crate) fn forget(&self, plugin: PluginId) {
        self.links.forget(plugin);
    }
}
