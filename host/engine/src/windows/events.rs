//! Who listens to a window, and the delivery of its events in order.
//!
//! Invariants: the handlers of one event run together, the next event waits for them.
//! Each window has a queue of its own, so a handler that never returns holds up the
//! events of its window and of no other. A handler that emits an event of its own window
//! is not waited for by that event: it would wait for itself. Handlers and stored events
//! are bounded.

use super::event_queue::{EventQueue, MAX_WAITING_EVENTS, Room, WaitingEvent};
use super::{CLOSE, DROP, closed};
use crate::error::CallError;
use crate::identity::{InstanceId, PluginId, WindowId};
use crate::log::LogLevel;
use crate::shared::Shared;
use crate::value::{FunctionHandle, Value, WindowHandle};
use futures::future::join_all;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{oneshot, watch};

/// Handlers of all events of one window at most.
const MAX_HANDLERS: usize = 256;
/// Events of a window whose data waits for a handler.
const MAX_STORED_EVENTS: usize = 64;
/// Bytes of data of an event that waits for a handler; more is not kept.
const MAX_STORED_BYTES: usize = 1024 * 1024;
/// Bytes of an event's name at most.
const MAX_NAME_BYTES: usize = 256;

/// The events of one window.
pub(crate) struct WindowEvents {
    window: WindowHandle,
    /// In whose log failures of handlers are told.
    owner: Option<PluginId>,
    state: Mutex<EventState>,
    /// Whether a task delivers events now; changed with `state` locked.
    is_delivering: watch::Sender<bool>,
}

#[derive(Default)]
struct EventState {
    handlers: Vec<(String, FunctionHandle)>,
    stored: HashMap<String, Value>,
    waiting: EventQueue,
    /// Whether the owner has been told that events are lost.
    has_told_of_loss: bool,
    /// No event is taken any more.
    is_closed: bool,
}

impl EventState {
    fn is_handled(&self, event: &str) -> bool {
        self.handlers.iter().any(|(name, _)| name == event)
    }

    /// Keeps the data of an event that has no handler, if there is room for it.
    fn store(&mut self, event: &str, data: &Value) {
        let has_room = self.stored.len() < MAX_STORED_EVENTS || self.stored.contains_key(event);
        if has_room && data.held_bytes() <= MAX_STORED_BYTES {
            self.stored.insert(event.to_owned(), data.clone());
        }
    }
}

impl WindowEvents {
    pub(super) fn new(window: WindowHandle, owner: Option<PluginId>) -> Self {
        Self { window, owner, state: Mutex::default(), is_delivering: watch::Sender::new(false) }
    }

    /// Adds a handler. The data of an earlier event that it is to get is given back.
    fn add_handler(
        &self,
        event: String,
        handler: FunctionHandle,
        fire_if_emitted: bool,
    ) -> Result<Option<Value>, CallError> {
        check_name(&event, &self.window)?;
        let mut state = self.lock();
        if state.handlers.len() >= MAX_HANDLERS {
            return Err(CallError::Limit(format!(
                "the window {} has {MAX_HANDLERS} handlers already",
                self.window.name
            )));
        }
        let stored = if fire_if_emitted { state.stored.remove(&event) } else { None };
        state.handlers.push((event, handler));
        Ok(stored)
    }

    pub(super) fn window_id(&self) -> WindowId {
        self.window.id
    }

    /// Whether somebody listens to files that are dropped.
    pub(super) fn takes_files(&self) -> bool {
        self.lock().is_handled(DROP)
    }

    /// Removes the handlers of an event.
    pub(super) fn remove_handlers(&self, event: &str) {
        let removed: Vec<_> = self.lock().handlers.extract_if(.., |(name, _)| name == event).collect();
        // Dropped without the lock: the last handle of a function tells its owner.
        drop(removed);
    }

    /// Removes the handlers of an instance that has ended.
    pub(super) fn remove_handlers_of(&self, instance: InstanceId) {
        let removed: Vec<_> =
            self.lock().handlers.extract_if(.., |(_, handler)| handler.instance() == instance).collect();
        drop(removed);
    }

    /// The handlers of an event; where there are none its data is kept for a later one.
    fn handlers_or_store(&self, event: &str, data: &Value) -> Vec<FunctionHandle> {
        let mut state = self.lock();
        let handlers: Vec<_> =
            state.handlers.iter().filter(|(name, _)| name == event).map(|(_, handler)| handler.clone()).collect();
        if handlers.is_empty() {
            state.store(event, data);
        }
        handlers
    }

    /// Calls the handlers of an event together and awaits them.
    async fn deliver(&self, event: &str, data: Value) -> Result<(), CallError> {
        call_all(&self.handlers_or_store(event, &data), event, data).await
    }

    /// The next event; none when nothing waits, which ends the delivery.
    fn next(&self) -> Option<WaitingEvent> {
        let mut state = self.lock();
        let next = state.waiting.pop();
        if next.is_none() {
            self.is_delivering.send_replace(false);
        }
        next
    }

    /// Takes no more events, and lets those that wait be delivered until `limit` is over.
    pub(super) async fn finish(&self, limit: std::time::Duration) {
        self.lock().is_closed = true;
        let mut delivering = self.is_delivering.subscribe();
        // The sender is borrowed, so the wait ends by its condition or by the limit.
        let _ = tokio::time::timeout(limit, delivering.wait_for(|is_delivering| !is_delivering)).await;
        let left = self.lock().waiting.take_all();
        drop(left);
    }

    /// Calls the handlers of the last event.
    pub(super) async fn deliver_close(&self) -> Result<(), CallError> {
        self.deliver(CLOSE, Value::Absent).await
    }

    fn lock(&self) -> MutexGuard<'_, EventState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shared {
    /// Queues an event of a window, after those that wait. Never waits; an event of a
    /// window that is closed is nobody's.
    pub(crate) fn window_event(self: &Arc<Self>, window: WindowId, event: &str, data: Value) {
        if let Some(events) = self.windows.events(window) {
            self.queue_event(&events, WaitingEvent::new(event, data));
        }
    }

    /// Adds a handler of an event of a window.
    pub(crate) fn add_handler(
        self: &Arc<Self>,
        window: &WindowHandle,
        event: String,
        handler: FunctionHandle,
        fire_if_emitted: bool,
    ) -> Result<(), CallError> {
        let events = self.windows.events(window.id).ok_or_else(|| closed(window))?;
        let stored = events.add_handler(event.clone(), handler.clone(), fire_if_emitted)?;
        if event == DROP {
            self.windows.tell_whether_files_are_taken(&events);
        }
        if let Some(data) = stored {
            self.queue_event(&events, WaitingEvent { only_to: Some(handler), ..WaitingEvent::new(event, data) });
        }
        Ok(())
    }

    /// Emits an event as a plugin does, and awaits its handlers.
    pub(crate) async fn emit_window_event(
        self: &Arc<Self>,
        window: &WindowHandle,
        event: String,
        data: Value,
    ) -> Result<(), CallError> {
        let events = self.windows.events(window.id).ok_or_else(|| closed(window))?;
        check_name(&event, window)?;
        if event == CLOSE {
            return Err(CallError::Invalid(format!(
                "the event close of the window {} cannot be emitted; call its close",
                window.name
            )));
        }
        let handlers_run = *events.is_delivering.borrow();
        if handlers_run {
            // Perhaps by one of these handlers, which would wait for itself.
            return events.deliver(&event, data).await;
        }
        let (reply, answer) = oneshot::channel();
        self.queue_event(&events, WaitingEvent { reply: Some(reply), ..WaitingEvent::new(event, data) });
        // The sender is dropped when the window is closed first.
        answer.await.unwrap_or_else(|_| Err(closed(window)))
    }

    fn queue_event(self: &Arc<Self>, events: &Arc<WindowEvents>, event: WaitingEvent) {
        let (room, is_first_loss, starts) = {
            let mut state = events.lock();
            if state.is_closed {
                return;
            }
            let is_of_interest = event.reply.is_some() || state.is_handled(&event.name) || event.only_to.is_some();
            if !is_of_interest && !*events.is_delivering.borrow() {
                // No task for what nobody listens to, such as each move of the pointer.
                state.store(&event.name, &event.data);
                return;
            }
            let room = state.waiting.push(event);
            let is_first_loss = room == Room::Full && !std::mem::replace(&mut state.has_told_of_loss, true);
            (room, is_first_loss, !events.is_delivering.send_replace(true))
        };
        if room == Room::Full && is_first_loss {
            let name = &events.window.name;
            let text = format!(
                "the window {name} has {MAX_WAITING_EVENTS} events that wait for their handlers; some are left out"
            );
            self.tell_of_window(events, &text);
        }
        if starts {
            self.runtime.spawn(deliver_all(self.clone(), events.clone()));
        }
    }

    /// Adds an error to the log of a window's owner.
    pub(super) fn tell_of_window(&self, events: &WindowEvents, text: &str) {
        match events.owner.and_then(|owner| self.registry.get(owner)) {
            Some(owner) => self.log_error(&owner, text),
            None => self.log.add(None, &"host".into(), LogLevel::Error, text, None),
        }
    }
}

/// Delivers the events of a window until none waits.
async fn deliver_all(shared: Arc<Shared>, events: Arc<WindowEvents>) {
    while let Some(WaitingEvent { name, data, only_to, reply }) = events.next() {
        let result = match only_to {
            Some(handler) => call_all(&[handler], &name, data).await,
            None => events.deliver(&name, data).await,
        };
        match (reply, result) {
            // The emitter may have ended.
            (Some(reply), result) => drop(reply.send(result)),
            (None, Ok(())) => {}
            (None, Err(error)) => shared.tell_of_window(&events, &format!("{name} of {}: {error}", events.window.name)),
        }
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

fn check_name(event: &str, window: &WindowHandle) -> Result<(), CallError> {
    if event.len() > MAX_NAME_BYTES {
        let text = format!("the name of an event of the window {} has at most {MAX_NAME_BYTES} bytes", window.name);
        return Err(CallError::Invalid(text));
    }
    Ok(())
}
