//! The events of a window that wait for their turn.
//!
//! Invariants: events leave in the order in which they came. The queue is bounded: events
//! of which only the last counts replace a waiting neighbour of their kind, and a full
//! queue gives up the oldest of these first.

use crate::error::CallError;
use crate::value::{FunctionHandle, Value};
use std::collections::VecDeque;
use tokio::sync::oneshot;

/// Events that wait, at most.
pub(crate) const MAX_WAITING_EVENTS: usize = 256;

/// Events of which only the last counts.
const REPLACEABLE: &[&str] = &["resize", "focus", "change"];
/// Kinds of `interaction` of which only the last counts.
const REPLACEABLE_INTERACTIONS: &[&str] = &["move", "hover", "change", "drag"];

/// An event on its way to its handlers.
pub(super) struct WaitingEvent {
    pub(super) name: String,
    pub(super) data: Value,
    /// The only handler that gets it; all of the event's when there is none.
    pub(super) only_to: Option<FunctionHandle>,
    /// Who awaits that the handlers have run, and gets their errors.
    pub(super) reply: Option<oneshot::Sender<Result<(), CallError>>>,
}

impl WaitingEvent {
    /// An event for all its handlers, which nobody awaits.
    pub(super) fn new(name: impl Into<String>, data: Value) -> Self {
        Self { name: name.into(), data, only_to: None, reply: None }
    }

    fn is_replaceable(&self) -> bool {
        let is_interaction_of_that_kind = || {
            self.name == "interaction"
                && self
                    .data
                    .field("kind")
                    .and_then(Value::as_text)
                    .is_some_and(|kind| REPLACEABLE_INTERACTIONS.contains(&kind))
        };
        self.reply.is_none()
            && self.only_to.is_none()
            && (REPLACEABLE.contains(&self.name.as_str()) || is_interaction_of_that_kind())
    }

    /// Whether this makes an event that waits superfluous.
    fn replaces(&self, waiting: &Self) -> bool {
        self.is_replaceable()
            && waiting.is_replaceable()
            && self.name == waiting.name
            && self.data.field("id") == waiting.data.field("id")
            && (self.name != "interaction" || self.data.field("kind") == waiting.data.field("kind"))
    }
}

/// Whether all events have found room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// Nothing was lost.
    Enough,
    /// An event was dropped.
    Full,
}

/// The events of a window that wait.
#[derive(Default)]
pub(super) struct EventQueue(VecDeque<WaitingEvent>);

impl EventQueue {
    /// Adds an event, in the place of a neighbour that it replaces.
    pub(super) fn push(&mut self, event: WaitingEvent) -> Room {
        if let Some(last) = self.0.back_mut()
            && event.replaces(last)
        {
            *last = event;
            return Room::Enough;
        }
        if self.0.len() < MAX_WAITING_EVENTS {
            self.0.push_back(event);
            return Room::Enough;
        }
        if let Some(oldest) = self.0.iter().position(WaitingEvent::is_replaceable) {
            self.0.remove(oldest);
            self.0.push_back(event);
        }
        Room::Full
    }

    /// Takes the next event.
    pub(super) fn pop(&mut self) -> Option<WaitingEvent> {
        self.0.pop_front()
    }

    /// Takes all events; to be dropped without a lock, because they may hold functions.
    pub(super) fn take_all(&mut self) -> VecDeque<WaitingEvent> {
        std::mem::take(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Record;

    fn interaction(kind: &str, id: &str, x: i64) -> WaitingEvent {
        let data = Record::new().with("kind", kind).with("id", id).with("x", x);
        WaitingEvent::new("interaction", Value::Record(data))
    }

    /// What is left, in short.
    fn drain(mut queue: EventQueue) -> Vec<String> {
        std::iter::from_fn(|| queue.pop())
            .map(|event| match event.data.field("kind") {
                Some(kind) => format!("{kind}{}", event.data.field("x").unwrap()),
                None => format!("{}{}", event.name, event.data),
            })
            .collect()
    }

    #[test]
    fn neighbours_of_which_the_last_counts_replace_each_other() {
        let mut queue = EventQueue::default();
        for event in [
            interaction("down", "canvas", 0),
            interaction("move", "canvas", 1),
            interaction("move", "canvas", 2),
            interaction("up", "canvas", 3),
            interaction("move", "canvas", 4),
            interaction("move", "other", 5),
            interaction("hover", "other", 6),
            interaction("hover", "other", 7),
        ] {
            assert_eq!(queue.push(event), Room::Enough);
        }
        assert_eq!(drain(queue), ["down0", "move2", "up3", "move4", "move5", "hover7"]);
        let mut queue = EventQueue::default();
        for (name, data) in [("resize", 1), ("resize", 2), ("select", 3), ("select", 4), ("resize", 5), ("focus", 6)] {
            queue.push(WaitingEvent::new(name, data.into()));
        }
        assert_eq!(drain(queue), ["resize2", "select3", "select4", "resize5", "focus6"]);
    }

    #[test]
    fn a_full_queue_gives_up_the_oldest_replaceable_event_else_the_newest() {
        let mut queue = EventQueue::default();
        queue.push(WaitingEvent::new("select", 0.into()));
        queue.push(WaitingEvent::new("resize", 1.into()));
        for number in 2..MAX_WAITING_EVENTS {
            assert_eq!(queue.push(WaitingEvent::new("select", (number as i64).into())), Room::Enough);
        }
        assert_eq!(queue.push(WaitingEvent::new("select", 1000.into())), Room::Full);
        assert_eq!(queue.push(WaitingEvent::new("select", 1001.into())), Room::Full);
        let left = drain(queue);
        assert_eq!(left.len(), MAX_WAITING_EVENTS);
        assert_eq!((left[0].as_str(), left[1].as_str()), ("select0", "select2"));
        assert_eq!(left.last().unwrap(), "select1000");
    }
}
