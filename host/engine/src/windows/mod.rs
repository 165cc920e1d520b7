//! Open windows: what they show, who feeds them, who listens to them.
//!
//! Invariants: the host keeps a window's data, so it stays readable when its plugin has
//! ended. Functions of a closed window are errors. The number of windows of a plugin, of
//! handlers of a window and of events that wait is bounded. The place of a window is the
//! front end's alone.

mod closing;
mod content;
mod event_queue;
mod events;
mod opening;
mod placing;

use crate::error::CallError;
use crate::front_end::{UiQueue, UiRequest, WindowDescription, WindowPresentation, WindowUpdate};
use crate::identity::{InstanceId, PluginId, WindowId};
use crate::interface::Element;
use crate::plugin::instance::Instance;
use crate::value::{Record, Value, WindowHandle};
use events::WindowEvents;
pub(crate) use opening::OpenFailure;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The last event of a window.
const CLOSE: &str = "close";
/// The event of files that the user drops on a window.
pub(crate) const DROP: &str = "drop";

/// All open windows.
pub(crate) struct Windows {
    requests: Arc<UiQueue>,
    limit: usize,
    byte_limit: usize,
    open: Mutex<BTreeMap<WindowId, OpenWindow>>,
    /// The events of the same windows, under a lock of their own that nobody holds for long.
    events: Mutex<HashMap<WindowId, Arc<WindowEvents>>>,
}

/// What the host keeps of an open window.
pub(crate) struct OpenWindow {
    /// The plugin in whose name it is shown: that of its instance for a window plugin,
    /// else the one that opened it; `None` for the host.
    pub(crate) owner: Option<PluginId>,
    /// The plugin to whose limits it counts.
    opener: Option<PluginId>,
    /// The instance without which nobody feeds it.
    made_by: Option<InstanceId>,
    /// The instance of a window plugin that it belongs to.
    pub(crate) inhabitant: Option<Arc<Instance>>,
    /// Whether it stands in for a window of a plugin that needs a browser, and has no instance.
    needs_browser: bool,
    name: Arc<str>,
    window_type: String,
    data: Value,
    config: Value,
    /// Its content as a tree, if it has any.
    content: Option<Arc<Element>>,
    /// What `data`, `config` and `content` hold.
    held_bytes: usize,
}

impl OpenWindow {
    /// What plugins know the window plugin in it by; a window that needs a browser has functions
    /// as well, which say so.
    fn plugin_id(&self, id: WindowId) -> Option<String> {
        match &self.inhabitant {
            Some(instance) => instance.plugin_id(),
            None => self.needs_browser.then(|| format!("window-{id}")),
        }
    }
}

/// What a window is and shows.
pub(crate) struct WindowContents {
    pub(crate) name: Arc<str>,
    pub(crate) window_type: String,
    pub(crate) data: Value,
    pub(crate) config: Value,
}

/// Which window is meant; all given fields must match.
#[derive(Clone, Debug, Default)]
pub(crate) struct WindowQuery {
    pub(crate) name: Option<String>,
    pub(crate) id: Option<u64>,
    /// See [`Instance::plugin_id`].
    pub(crate) plugin_id: Option<String>,
    pub(crate) window_type: Option<String>,
}

/// What a window is opened with.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewWindow {
    pub(crate) owner: Option<(PluginId, Arc<str>)>,
    /// The instance that opens it, if one does.
    pub(crate) made_by: Option<InstanceId>,
    /// The plugin that opens it, where that is not its owner.
    pub(crate) opener: Option<PluginId>,
    pub(crate) name: Option<String>,
    pub(crate) window_type: String,
    pub(crate) data: Value,
    pub(crate) config: Value,
    pub(crate) x: Option<u32>,
    pub(crate) y: Option<u32>,
    pub(crate) w: Option<u32>,
    pub(crate) h: Option<u32>,
    pub(crate) presentation: WindowPresentation,
    /// The file that the user opened in it.
    pub(crate) file: Option<Arc<Path>>,
    /// Whether it stands in for a window of a plugin that needs a browser.
    pub(crate) needs_browser: bool,
}

impl Windows {
    /// At most `limit` windows of one plugin, with data of at most `byte_limit` bytes.
    pub(crate) fn new(requests: Arc<UiQueue>, limit: usize, byte_limit: usize) -> Self {
        Self { requests, limit, byte_limit, open: Mutex::default(), events: Mutex::default() }
    }

    /// Opens a window. Fails with [`CallError::Limit`] when its plugin has too many.
    pub(crate) fn open(&self, window: NewWindow) -> Result<WindowHandle, CallError> {
        let id = WindowId::mint();
        let name = window.name.unwrap_or_else(|| window.window_type.clone());
        let shared_name: Arc<str> = name.as_str().into();
        let (owner, owner_name) = window.owner.unzip();
        let opener = window.opener.or(owner);
        let handle = WindowHandle { id, name: shared_name.clone() };
        let content = content::content_of(&window.window_type, &window.data)?;
        {
            let mut open = self.lock();
            let held_bytes = window.data.held_bytes()
                + window.config.held_bytes()
                + content.as_ref().map_or(0, |content| content.held_bytes());
            check_bytes(&open, opener, held_bytes, self.byte_limit)?;
            if open.values().filter(|window| opener.is_some() && window.opener == opener).count() >= self.limit {
                let name = if opener == owner { owner_name.as_deref() } else { None };
                return Err(CallError::Limit(format!(
                    "{} has {} windows open and may not open more",
                    name.unwrap_or("the plugin"),
                    self.limit
                )));
            }
            // Before the window, so that whoever finds it can listen to it.
            self.lock_events().insert(id, Arc::new(WindowEvents::new(handle.clone(), owner)));
            open.insert(
                id,
                OpenWindow {
                    owner,
                    opener,
                    made_by: window.made_by,
                    inhabitant: None,
                    needs_browser: window.needs_browser,
                    name: shared_name,
                    window_type: window.window_type.clone(),
                    data: window.data.clone(),
                    config: window.config.clone(),
                    content: content.clone(),
                    held_bytes,
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
            file: window.file,
            needs_browser: window.needs_browser,
        }));
        if let Some(content) = content {
            self.requests.push(UiRequest::WindowContent { window: id, content });
        }
        Ok(handle)
    }

    /// A window that matches, the newest first.
    pub(crate) fn find(&self, query: &WindowQuery) -> Option<WindowHandle> {
        let open = self.lock();
        let (id, window) = open.iter().rev().find(|(id, window)| {
            query.name.as_ref().is_none_or(|name| **name == *window.name)
                && query.id.is_none_or(|number| number == id.number())
                && query.plugin_id.as_ref().is_none_or(|wanted| window.plugin_id(**id).as_ref() == Some(wanted))
                && query.window_type.as_ref().is_none_or(|window_type| *window_type == window.window_type)
        })?;
        Some(WindowHandle { id: *id, name: window.name.clone() })
    }

    /// What plugins know the window plugin in a window by; none for other windows and closed ones.
    pub(crate) fn plugin_id(&self, window: &WindowHandle) -> Option<String> {
        self.lock().get(&window.id)?.plugin_id(window.id)
    }

    /// Whether a window stands in for one that needs a browser.
    pub(crate) fn needs_browser(&self, window: &WindowHandle) -> bool {
        self.lock().get(&window.id).is_some_and(|window| window.needs_browser)
    }

    /// Merges the fields `data`, `config` and `name` of `update` into the window.
    pub(crate) fn update(&self, window: &WindowHandle, update: Record) -> Result<(), CallError> {
        let mut changed = WindowUpdate { id: window.id, name: None, data: None, config: None, owner_ended: None };
        let content;
        {
            let mut open = self.lock();
            let opener = open.get(&window.id).ok_or_else(|| closed(window))?.opener;
            // What is replaced is counted as well, so that the check needs no merge.
            check_bytes(&open, opener, update.iter().map(|(_, value)| value.held_bytes()).sum(), self.byte_limit)?;
            let state = open.get_mut(&window.id).ok_or_else(|| closed(window))?;
            content = content::content_of_update(state, &update)?;
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
            if content.is_some() {
                state.content.clone_from(&content);
            }
            state.held_bytes = content::held_bytes(state);
        }
        self.requests.push(UiRequest::UpdateWindow(changed));
        if let Some(content) = content {
            self.requests.push(UiRequest::WindowContent { window: window.id, content });
        }
        Ok(())
    }

    /// Takes a window out, so that its functions are errors from now on; none if that has
    /// happened already.
    fn take(&self, window: WindowId) -> Option<(OpenWindow, Arc<WindowEvents>)> {
        let removed = self.lock().remove(&window)?;
        let events = self.lock_events().remove(&window)?;
        self.requests.push(UiRequest::CloseWindow(window));
        Some((removed, events))
    }

    /// Fails with [`CallError::Terminated`] when the window is closed.
    pub(crate) fn check_open(&self, window: &WindowHandle) -> Result<(), CallError> {
        if self.lock().contains_key(&window.id) { Ok(()) } else { Err(closed(window)) }
    }

    /// Handle of an open window.
    pub(crate) fn handle(&self, id: WindowId) -> Option<WindowHandle> {
        self.lock().get(&id).map(|window| WindowHandle { id, name: window.name.clone() })
    }

    /// The events of an open window. Its lock is held for moments only, so that the
    /// front end can ask.
    fn events(&self, window: WindowId) -> Option<Arc<WindowEvents>> {
        self.lock_events().get(&window).cloned()
    }

    /// Removes the handlers of an event.
    pub(crate) fn off(&self, window: &WindowHandle, event: &str) -> Result<(), CallError> {
        let events = self.events(window.id).ok_or_else(|| closed(window))?;
        events.remove_handlers(event);
        if event == DROP {
            self.tell_whether_files_are_taken(&events);
        }
        Ok(())
    }

    /// Tells the front end whether somebody listens to files that are dropped.
    fn tell_whether_files_are_taken(&self, events: &WindowEvents) {
        let takes = events.takes_files();
        self.requests.push(UiRequest::WindowTakesFiles { window: events.window_id(), takes });
    }

    /// All open windows, the oldest first.
    pub(crate) fn all(&self) -> Vec<WindowId> {
        self.lock().keys().copied().collect()
    }

    /// Puts an instance of a window plugin into its window. Fails when the window has been
    /// closed meanwhile.
    pub(crate) fn inhabit(&self, window: &WindowHandle, instance: &Arc<Instance>) -> Result<(), CallError> {
        let mut open = self.lock();
        let state = open.get_mut(&window.id).ok_or_else(|| closed(window))?;
        state.made_by = Some(instance.id);
        state.inhabitant = Some(instance.clone());
        Ok(())
    }

    /// The instance of a window plugin in a window; none for an internal type. Also one
    /// that has ended, whose functions are errors.
    pub(crate) fn inhabitant(&self, window: &WindowHandle) -> Result<Option<Arc<Instance>>, CallError> {
        let open = self.lock();
        Ok(open.get(&window.id).ok_or_else(|| closed(window))?.inhabitant.clone())
    }

    /// What the window is and shows.
    pub(crate) fn contents(&self, window: &WindowHandle) -> Result<WindowContents, CallError> {
        let open = self.lock();
        let state = open.get(&window.id).ok_or_else(|| closed(window))?;
        Ok(WindowContents {
            name: state.name.clone(),
            window_type: state.window_type.clone(),
            data: state.data.clone(),
            config: state.config.clone(),
        })
    }

    /// Its type.
    pub(crate) fn window_type(&self, window: &WindowHandle) -> Result<String, CallError> {
        let open = self.lock();
        Ok(open.get(&window.id).ok_or_else(|| closed(window))?.window_type.clone())
    }

    /// Marks the windows that an instance has made or is in, and frees its handlers.
    pub(crate) fn owner_ended(&self, instance: &Instance, reason: &Arc<str>) {
        let events: Vec<_> = self.lock_events().values().cloned().collect();
        for events in &events {
            let took_files = events.takes_files();
            events.remove_handlers_of(instance.id);
            if took_files {
                self.tell_whether_files_are_taken(events);
            }
        }
        let of_instance = |window: &OpenWindow| match window.made_by {
            Some(made_by) => made_by == instance.id,
            // Opened by the host on behalf of a plugin.
            None => window.owner == Some(instance.plugin) && instance.window.is_none(),
        };
        let marked: Vec<WindowId> =
            self.lock().iter().filter(|(_, window)| of_instance(window)).map(|(id, _)| *id).collect();
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

    /// The open windows. Not to be held across an await, nor where a function is dropped.
    pub(crate) fn lock(&self) -> MutexGuard<'_, BTreeMap<WindowId, OpenWindow>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_events(&self) -> MutexGuard<'_, HashMap<WindowId, Arc<WindowEvents>>> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Fails with [`CallError::Limit`] when the windows of a plugin would hold too much.
fn check_bytes(
    open: &BTreeMap<WindowId, OpenWindow>,
    opener: Option<PluginId>,
    more: usize,
    limit: usize,
) -> Result<(), CallError> {
    let held: usize = open.values().filter(|window| window.opener == opener).map(|window| window.held_bytes).sum();
    if opener.is_some() && held.saturating_add(more) > limit {
        return Err(CallError::Limit(format!("the windows of a plugin hold at most {} MiB", limit >> 20)));
    }
    Ok(())
}

/// The error of ImJoy for a window that is gone.
fn closed(window: &WindowHandle) -> CallError {
    CallError::Terminated(format!("the window {} is closed, its plugin api is terminated", window.name))
}

fn closed_already() -> CallError {
    CallError::Terminated("the window is closed already".to_owned())
}

/// Fields of a record are merged into a record; anything else replaces.
fn merge(into: &mut Value, value: Value) {
    match (into, value) {
        (Value::Record(record), Value::Record(update)) => record.merge(update),
        (into, value) => *into = value,
    }
}
