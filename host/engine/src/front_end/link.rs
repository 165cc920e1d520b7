//! What a front end holds of the engine.

use super::{UiEvent, UiQueue};
use crate::log::Log;
use std::sync::Arc;

/// The three ways between a front end and the engine. None of them waits.
#[derive(Clone)]
pub struct EngineLink {
    /// Requests of the engine, to be taken once a frame.
    pub requests: Arc<UiQueue>,
    /// The log, read when it is shown.
    pub log: Arc<Log>,
    send: Arc<dyn Fn(UiEvent) + Send + Sync>,
}

impl EngineLink {
    /// A link that gives events to `send`, which must not block.
    pub fn new(requests: Arc<UiQueue>, log: Arc<Log>, send: impl Fn(UiEvent) + Send + Sync + 'static) -> Self {
        Self { requests, log, send: Arc::new(send) }
    }

    /// Tells the engine what the user did.
    pub fn send(&self, event: UiEvent) {
        (self.send)(event);
    }
}
