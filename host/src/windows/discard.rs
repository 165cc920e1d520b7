//! Freeing what is no longer shown, away from the GUI thread.
//!
//! Purpose: much data takes long to free: a table of ten thousand rows half a millisecond,
//! the memory of a large image more. One thread, started with the first of them, does it.
//!
//! Invariant: what waits to be freed is bounded by [`MOST_WAITING`]; beyond that it is freed
//! by who discards it, so that a plugin that sends faster than memory is freed is slowed
//! down and memory does not grow.

use imjoy_engine::value::Value;
use std::any::Any;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};

/// Things that wait to be freed, at most.
const MOST_WAITING: usize = 64;
/// Members from which on freeing a value would be felt in a frame.
const MANY_MEMBERS: usize = 200;
/// Bytes from which on freeing them would be.
const MANY_BYTES: usize = 1 << 18;

/// Where things to be freed are sent; none when the system had no thread.
static DISCARDED: OnceLock<Option<SyncSender<Box<dyn Any + Send>>>> = OnceLock::new();

fn start() -> Option<SyncSender<Box<dyn Any + Send>>> {
    let (sender, discarded) = sync_channel::<Box<dyn Any + Send>>(MOST_WAITING);
    let thread = std::thread::Builder::new().name("discard".to_owned());
    thread.spawn(move || discarded.into_iter().for_each(drop)).ok().map(|_| sender)
}

/// Frees something that holds much memory, soon.
pub fn discard<T: Send + 'static>(value: T) {
    if let Some(sender) = DISCARDED.get_or_init(start) {
        // When too much waits it is dropped here, with the error.
        let _ = sender.try_send(Box::new(value));
    }
}

/// Frees data, here if that is quick.
pub fn discard_data(data: Arc<Value>) {
    // Who else has them frees them later.
    let Some(data) = Arc::into_inner(data) else { return };
    if is_large(&data, &mut { MANY_MEMBERS }) {
        discard(data);
    }
}

/// Whether a value has more than `left` members, or much memory. It looks no further than
/// it has to, which bounds the depth as well.
fn is_large(value: &Value, left: &mut usize) -> bool {
    let mut takes = |count: usize| {
        let is_too_many = count > *left;
        *left = left.saturating_sub(count);
        is_too_many
    };
    match value {
        Value::List(members) | Value::Set(members) => {
            takes(members.len()) || members.iter().any(|member| is_large(member, left))
        }
        Value::Record(record) => takes(record.len()) || record.iter().any(|(_, member)| is_large(member, left)),
        Value::Pairs(pairs) => {
            takes(pairs.len()) || pairs.iter().any(|(key, member)| is_large(key, left) || is_large(member, left))
        }
        Value::Text(text) => text.len() > MANY_BYTES,
        Value::Integers(_) | Value::Floats(_) | Value::Bytes(_) | Value::NdArray(_) | Value::File(_) => {
            value.held_bytes() > MANY_BYTES
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use imjoy_engine::value::Record;
    use std::sync::mpsc::channel;
    use std::thread::{ThreadId, current};
    use std::time::Duration;

    #[test]
    fn it_is_freed_by_another_thread() {
        struct Told(std::sync::mpsc::Sender<ThreadId>);
        impl Drop for Told {
            fn drop(&mut self) {
                self.0.send(current().id()).unwrap();
            }
        }
        let (sender, told) = channel();
        discard(Told(sender));
        assert_ne!(told.recv_timeout(Duration::from_secs(10)).unwrap(), current().id());
    }

    #[test]
    fn large_is_by_members_at_all_levels_and_by_bytes() {
        let is_large = |value: &Value| super::is_large(value, &mut { MANY_MEMBERS });
        let row = || Value::Record(Record::new().with("a", 1i64).with("b", 2i64));
        let rows = |count| Value::Record(Record::new().with("rows", Value::List((0..count).map(|_| row()).collect())));
        assert!(!is_large(&rows(20)) && is_large(&rows(100)));
        assert!(is_large(&Value::Bytes(vec![0; MANY_BYTES + 1].into())));
        assert!(!is_large(&"text".into()));
    }
}
