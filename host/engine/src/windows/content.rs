//! The content of windows that a plugin describes as a tree: `window.set-content` and
//! `window.change-content`.
//!
//! Invariants: the host keeps the tree with the window, so that it is seen and can be
//! changed whatever becomes of the plugin. Its bytes count as those of the window's data.
//! Reading a tree holds up no other window: it happens without the lock, save for changes,
//! which must see the newest tree.

use super::{OpenWindow, Windows, check_bytes, closed, merge};
use crate::error::CallError;
use crate::front_end::UiRequest;
use crate::interface::{Element, INTERFACE_WINDOW_TYPE};
use crate::value::{Record, Value, WindowHandle};
use std::sync::Arc;

/// The tree in the data of a new window; none for other types, and while there are no
/// data.
pub(super) fn content_of(window_type: &str, data: &Value) -> Result<Option<Arc<Element>>, CallError> {
    if window_type != INTERFACE_WINDOW_TYPE || matches!(data, Value::Absent | Value::Null) {
        return Ok(None);
    }
    Element::read(data).map(Some)
}

/// The tree that comes of an update of a window's data; none if it brings none.
pub(super) fn content_of_update(window: &OpenWindow, update: &Record) -> Result<Option<Arc<Element>>, CallError> {
    match update.get("data") {
        Some(data) if window.window_type == INTERFACE_WINDOW_TYPE => {
            let mut merged = window.data.clone();
            merge(&mut merged, data.clone());
            content_of(&window.window_type, &merged)
        }
        _ => Ok(None),
    }
}

/// What the window holds.
pub(super) fn held_bytes(window: &OpenWindow) -> usize {
    window.data.held_bytes()
        + window.config.held_bytes()
        + window.content.as_ref().map_or(0, |content| content.held_bytes())
}

/// Whether windows of that type take a tree: those of window plugins do, the other types
/// of the host draw their data themselves.
fn takes_content(window_type: &str) -> bool {
    window_type == INTERFACE_WINDOW_TYPE || !window_type.starts_with("imjoy/")
}

impl Windows {
    /// Replaces the content of a window by a tree.
    pub(crate) fn set_content(&self, window: &WindowHandle, tree: &Value) -> Result<(), CallError> {
        let tree = Element::read(tree)?;
        self.install_content(window, |_| Ok(tree))
    }

    /// Changes single elements of a window's content.
    pub(crate) fn change_content(&self, window: &WindowHandle, changes: &Value) -> Result<(), CallError> {
        self.install_content(window, |former| match former {
            Some(former) => former.changed(changes),
            None => Err(CallError::Invalid(format!(
                "the window {} has no content yet; set content before changing it",
                window.name
            ))),
        })
    }

    fn install_content(
        &self,
        window: &WindowHandle,
        make: impl FnOnce(Option<&Arc<Element>>) -> Result<Arc<Element>, CallError>,
    ) -> Result<(), CallError> {
        let mut open = self.lock();
        let state = open.get(&window.id).ok_or_else(|| closed(window))?;
        if !takes_content(&state.window_type) {
            return Err(CallError::Invalid(format!(
                "the window {} is of type {}, which draws its data itself; open a window of type \
                 {INTERFACE_WINDOW_TYPE} for content of your own",
                window.name, state.window_type
            )));
        }
        let former = state.content.as_ref();
        let former_bytes = former.map_or(0, |former| former.held_bytes());
        let content = make(former)?;
        let more = content.held_bytes().saturating_sub(former_bytes);
        check_bytes(&open, state.opener, more, self.byte_limit)?;
        let state = open.get_mut(&window.id).ok_or_else(|| closed(window))?;
        state.held_bytes = state.held_bytes.saturating_sub(former_bytes) + content.held_bytes();
        state.content = Some(content.clone());
        // With the lock, so that of two changes the newer comes last.
        self.requests.push(UiRequest::WindowContent { window: window.id, content });
        Ok(())
    }
}
