//! Open windows: what they show, who feeds them, who listens to them.
//!
//! Invariants: the host keeps a window's data, so it stays readable when its plugin has
//! ended. Functions of a closed window are errors. The number of windows of a plugin and
//! of handlers of a window is bounded.

use crate::error::CallError;
use crate::front_end::{UiQueue, UiRequest, WindowDescription, WindowPresentation, WindowUpdate};
use crate::identity::{PluginId, WindowId};
use crate::value::{FunctionHandle, Record, Value, WindowHandle};
use futures::future::join_all;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Handlers of all events of one window at most.
const MAX_HANDLERS: usize = 256;
/// Events of a window whose data waits for a handler.
const MAX_STORED_EVENTS: usize = 64;
/// Bytes of data of an event that waits for a handler; more is not kept.
const MAX_STORED_BYTES: usize = 1024 * 1024;

/// All open windows.
pub(crate) struct Windows {
    requests: Arc<UiQueue>,
    limit: usize,
    byte_limit: usize,
    open: Mutex<BTreeMap<WindowId, OpenWindow>>,
}

struct OpenWindow {
    owner: Option<PluginId>,
    name: Arc<str>,
    window_type: String,
    data: Value,
    config: Value,
    /// What `data` and `config` hold.
    held_bytes: usize,
    handlers: Vec<(String, FunctionHandle)>,
    stored_events: HashMap<String, Value>,
}

/// Which window is meant; all given fields must match.
#[derive(Clone, Debug, Default)]
pub(crate) struct WindowQuery {
    pub(crate) name: Option<String>,
    pub(crate) id: Option<u64>,
    pub(crate) window_type: Option<String>,
}

/// What a window is opened with.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewWindow {
    pub(crate) owner: Option<(PluginId, Arc<str>)>,
    pub(crate) name: Option<String>,
    pub(crate) window_type: String,
    pub(crate) data: Value,
    pub(crate) config: Value,
    pub(crate) x: Option<u32>,
    pub(crate) y: Option<u32>,
    pub(crate) w: Option<u32>,
    pub(crate) h: Option<u32>,
    pub(crate) presentation: WindowPresentation,
}

impl Windows {
    /// At most `limit` windows of one plugin, with data of at most `byte_limit` bytes.
    pub(crate) fn new(requests: Arc<UiQueue>, limit: usize, byte_limit: usize) -> Self {
        Self { requests, limit, byte_limit, open: Mutex::default() }
    }

    /// Opens a window. Fails with [`CallError::Limit`] when its plugin has too many.
    pub(crate) fn open(&self, window: NewWindow) -> Result<WindowHandle, CallError> {
        let id = WindowId::mint();
        let name = window.name.unwrap_or_else(|| window.window_type.clone());
        let shared_name: Arc<str> = name.as_str().into();
        let (owner, owner_name) = window.owner.unzip();
        {
            let mut open = self.lock();
            let held_bytes = window.data.held_bytes() + window.config.held_bytes();
            check_bytes(&open, owner, held_bytes, self.byte_limit)?;
            if open.values().filter(|window| owner.is_some() && window.owner == owner).count() >= self.limit {
                return Err(CallError::Limit(format!(
                    "{} has {} windows open and may not open more",
                    owner_name.as_deref().unwrap_or("the plugin"),
                    self.limit
                )));
            }
            open.insert(
                id,
                OpenWindow {
                    owner,
                    name: shared_name.clone(),
                    window_type: window.window_type.clone(),
                    data: window.data.clone(),
                    config: window.config.clone(),
                    held_bytes,
                    handlers: Vec::new(),
                    stored_events: HashMap::new(),
                },
            );
        }
        self.requests.push(UiRequest::OpenWindow(WindowDescription {
            id,
            plugin: owner,
            plugin_name: owner_name,
            name,
            window_type: window.window_type,
            data: window.data,
            config: window.config,
            x: window.x,
            y: window.y,
            w: window.w,
            h: window.h,
            presentation: window.presentation,
        }));
        Ok(WindowHandle { id, name: shared_name })
    }

    /// A window that matches, the newest first.
    pub(crate) fn find(&self, query: &WindowQuery) -> Option<WindowHandle> {
        let open = self.lock();
        let (id, window) = open.iter().rev().find(|(id, window)| {
            query.name.as_ref().is_none_or(|name| **name == *window.name)
                && query.id.is_none_or(|number| number == id.number())
                && query.window_type.as_ref().is_none_or(|window_type| *window_type == window.window_type)
        })?;
        Some(WindowHandle { id: *id, name: window.name.clone() })
    }

    /// Merges the fields `data`, `config` and `name` of `update` into the window.
    pub(crate) fn update(&self, window: &WindowHandle, update: Record) -> Result<(), CallError> {
        let mut changed = WindowUpdate { id: window.id, name: None, data: None, config: None, owner_ended: None };
        {
            let mut open = self.lock();
            let owner = open.get(&window.id).ok_or_else(|| closed(window))?.owner;
            // What is replaced is counted as well, so that the check needs no merge.
            check_bytes(&open, owner, update.iter().map(|(_, value)| value.held_bytes()).sum(), self.byte_limit)?;
            let state = open.get_mut(&window.id).ok_or_else(|| closed(window))?;
            for (field, value) in update {
                match (&*field, value) {
                    ("data", value) => {
                        merge(&mut state.data, value);
                        changed.data = Some(state.data.clone());
                    }
                    ("config", value) => {
                        merge(&mut state.config, value);
                        changed.config = Some(state.config.clone());
                    }
                    ("name", Value::Text(name)) => {
                        state.name = name.as_str().into();
                        changed.name = Some(name);
                    }
                    _ => {}
                }
            }
            state.held_bytes = state.data.held_bytes() + state.config.held_bytes();
        }
        self.requests.push(UiRequest::UpdateWindow(changed));
        Ok(())
    }

    /// Adds a handler of an event. The data of an earlier event that is to be delivered
    /// at once is given back.
    pub(crate) fn on(
        &self,
        window: &WindowHandle,
        event: String,
        handler: FunctionHandle,
        fire_if_emitted: bool,
    ) -> Result<Option<Value>, CallError> {
        let mut open = self.lock();
        let state = open.get_mut(&window.id).ok_or_else(|| closed(window))?;
        if state.handlers.len() >= MAX_HANDLERS {
            return Err(CallError::Limit(format!("the window {} has {MAX_HANDLERS} handlers already", window.name)));
        }
        let stored = if fire_if_emitted { state.stored_events.remove(&event) } else { None };
        state.handlers.push((event, handler));
        Ok(stored)
    }

    /// Removes the handlers of an event.
    pub(crate) fn off(&self, window: &WindowHandle, event: &str) -> Result<(), CallError> {
        let removed: Vec<_> = {
            let mut open = self.lock();
            let state = open.get_mut(&window.id).ok_or_else(|| closed(window))?;
            state.handlers.extract_if(.., |(name, _)| name == event).collect()
        };
        // Dropped without the lock: the last handle of a function tells its owner.
        drop(removed);
        Ok(())
    }

    /// Calls the handlers of an event, all at once, and awaits them. Without a handler
    /// the data is kept for one that comes later.
    pub(crate) async fn emit(&self, window: &WindowHandle, event: &str, data: Value) -> Result<(), CallError> {
        let handlers: Vec<FunctionHandle> = {
            let mut open = self.lock();
            let state = open.get_mut(&window.id).ok_or_else(|| closed(window))?;
            let handlers: Vec<_> =
                state.handlers.iter().filter(|(name, _)| name == event).map(|(_, handler)| handler.clone()).collect();
            let has_room = state.stored_events.len() < MAX_STORED_EVENTS || state.stored_events.contains_key(event);
            if handlers.is_empty() && has_room && data.held_bytes() <= MAX_STORED_BYTES {
                state.stored_events.insert(event.to_owned(), data.clone());
            }
            handlers
        };
        call_all(&handlers, event, data).await
    }

    /// Closes a window after its `close` handlers have run; closing it twice is no error
    /// for the user.
    pub(crate) async fn close(&self, window: WindowId) -> Result<(), CallError> {
        let removed = self.lock().remove(&window);
        let Some(removed) = removed else {
            return Err(CallError::Terminated("the window is closed already".to_owned()));
        };
        self.requests.push(UiRequest::CloseWindow(window));
        let handlers: Vec<_> =
            removed.handlers.into_iter().filter(|(event, _)| event == "close").map(|(_, handler)| handler).collect();
        call_all(&handlers, "close", Value::Absent).await
    }

    /// Takes away a window that its plugin could not be given.
    pub(crate) fn withdraw(&self, window: WindowId) {
        if self.lock().remove(&window).is_some() {
            self.requests.push(UiRequest::CloseWindow(window));
        }
    }

    /// Brings a window to the front.
    pub(crate) fn focus(&self, window: &WindowHandle) -> Result<(), CallError> {
        self.check_open(window)?;
        self.requests.push(UiRequest::FocusWindow(window.id));
        Ok(())
    }

    /// Fails with [`CallError::Terminated`] when the window is closed.
    pub(crate) fn check_open(&self, window: &WindowHandle) -> Result<(), CallError> {
        if self.lock().contains_key(&window.id) { Ok(()) } else { Err(closed(window)) }
    }

    /// Handle of an open window.
    pub(crate) fn handle(&self, id: WindowId) -> Option<WindowHandle> {
        self.lock().get(&id).map(|window| WindowHandle { id, name: window.name.clone() })
    }

    /// Marks the windows of a plugin that has ended, and frees its handlers.
    pub(crate) fn owner_ended(&self, plugin: PluginId, reason: &Arc<str>) {
        let mut dropped = Vec::new();
        let mut marked = Vec::new();
        for (id, window) in self.lock().iter_mut() {
            dropped.extend(window.handlers.extract_if(.., |(_, handler)| handler.plugin() == plugin));
            if window.owner == Some(plugin) {
                marked.push(*id);
            }
        }
        // Dropped without the lock: the last handle of a function tells its owner.
        drop(dropped);
        for id in marked {
            self.requests.push(UiRequest::UpdateWindow(WindowUpdate {
                id,
                name: None,
                data: None,
                config: None,
                owner_ended: Some(reason.clone()),
            }));
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<WindowId, OpenWindow>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Fails with [`CallError::Limit`] when the windows of a plugin would hold too much.
fn check_bytes(
    open: &BTreeMap<WindowId, OpenWindow>,
    owner: Option<PluginId>,
    more: usize,
    limit: usize,
) -> Result<(), CallError> {
    let held: usize = open.values().filter(|window| window.owner == owner).map(|window| window.held_bytes).sum();
    if owner.is_some() && held.saturating_add(more) > limit {
        return Err(CallError::Limit(format!("the windows of a plugin hold at most {} MiB", limit >> 20)));
    }
    Ok(())
}

/// The error of ImJoy for a window that is gone.
fn closed(window: &WindowHandle) -> CallError {
    CallError::Terminated(format!("the window {} is closed, its plugin api is terminated", window.name))
}

/// Fields of a record are merged into a record; anything else replaces.
fn merge(into: &mut Value, value: Value) {
    match (into, value) {
        (Value::Record(record), Value::Record(update)) => record.merge(update),
        (into, value) => *into = value,
    }
}

async fn call_all(handlers: &[FunctionHandle], event: &str, data: Value) -> Result<(), CallError> {
    let results = join_all(handlers.iter().map(|handler| handler.call(vec![data.clone()]))).await;
    let errors: Vec<String> = results.into_iter().filter_map(Result::err).map(|error| error.to_string()).collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(CallError::Failed(format!("handlers of {event} failed: {}", errors.join("; "))))
    }
}
