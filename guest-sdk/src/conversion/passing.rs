//! How arrays, bytes, handles and whole values pass through `serde` as they are.
//!
//! `serde` knows numbers, texts, lists and maps, nothing else. A type of ours therefore
//! serialises as a newtype struct with a reserved name, and lays the value itself into a
//! thread-local slot, from where our serialiser takes it. On the way back it asks for the
//! newtype struct of that name; our deserialiser lays the value into the slot. (The way
//! of `serde_json`'s `RawValue` and `toml`'s `Datetime`.)
//!
//! Where `serde` first buffers what it reads (`untagged`, `flatten`), a value cannot be
//! laid into the slot, because it is not asked for yet. Then it waits in a list, and a
//! text that is its ticket is buffered in its place. Tickets are valid within one
//! `from_value`; a sender that guesses one gets a value that it sent itself.
//!
//! Other formats get plain values as their like, and refuse all else.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use crate::{Record, Value};

/// Name of the newtype struct; no real one has a `$` in it.
pub(super) const NAME: &str = "$imjoy_sdk::Value";
const TICKET: &str = "\0imjoy-sdk-value:";

thread_local! {
    static SLOT: RefCell<Option<Value>> = const { RefCell::new(None) };
    static WAITING: RefCell<Vec<Value>> = const { RefCell::new(Vec::new()) };
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// Lays a value into the slot for the other side, which follows immediately.
pub(super) fn put(value: Value) {
    SLOT.with(|slot| slot.replace(Some(value)));
}

/// Takes what lies in the slot.
pub(super) fn take() -> Option<Value> {
    SLOT.with(RefCell::take)
}

/// While one lives tickets are valid; the outermost clears the list when it goes.
pub(super) struct Waiting(());

impl Waiting {
    pub(super) fn begin() -> Self {
        DEPTH.with(|depth| depth.set(depth.get() + 1));
        Waiting(())
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let depth = DEPTH.with(|depth| {
            depth.set(depth.get().saturating_sub(1));
            depth.get()
        });
        if depth == 0 {
            // Values may have destructors that come back here: empty the list first.
            drop(WAITING.with(RefCell::take));
        }
    }
}

/// Lets a value wait and gives its ticket.
pub(super) fn ticket(value: Value) -> String {
    WAITING.with(|waiting| {
        let mut waiting = waiting.borrow_mut();
        waiting.push(value);
        format!("{TICKET}{}", waiting.len() - 1)
    })
}

/// The value of a ticket; it may be asked for again, as untagged enums do.
fn redeem(text: &str) -> Option<Value> {
    let number: usize = text.strip_prefix(TICKET)?.parse().ok()?;
    WAITING.with(|waiting| waiting.borrow().get(number).cloned())
}

/// Serialises a value as it is.
pub(super) fn give<S: Serializer>(value: Value, serializer: S) -> Result<S::Ok, S::Error> {
    put(value);
    let result = serializer.serialize_newtype_struct(NAME, &Foreign);
    // A format that ignores newtype structs has not taken it.
    take();
    result
}

/// Deserialises a value as it is.
pub(super) fn accept<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    deserializer.deserialize_newtype_struct(NAME, Accept)
}

/// What formats other than ours get: the value in the slot, as plain data.
struct Foreign;

impl Serialize for Foreign {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match take() {
            Some(value) => plain(&value, serializer),
            None => Err(S::Error::custom("a value of ImJoy was serialised twice")),
        }
    }
}

struct ForeignRef<'a>(&'a Value);

impl Serialize for ForeignRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        plain(self.0, serializer)
    }
}

fn plain<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Value::Absent | Value::Null => serializer.serialize_unit(),
        Value::Boolean(value) => serializer.serialize_bool(*value),
        Value::Integer(value) => serializer.serialize_i64(*value),
        Value::Float(value) => serializer.serialize_f64(*value),
        Value::Date(date) => serializer.serialize_f64(date.0),
        Value::Text(text) => serializer.serialize_str(text),
        Value::List(values) | Value::Set(values) => serializer.collect_seq(values.iter().map(ForeignRef)),
        Value::Record(record) => serializer.collect_map(record.iter().map(|(name, value)| (name, ForeignRef(value)))),
        Value::Pairs(pairs) => {
            let mut map = serializer.serialize_map(Some(pairs.len()))?;
            for (key, value) in pairs {
                map.serialize_entry(&ForeignRef(key), &ForeignRef(value))?;
            }
            map.end()
        }
        other => Err(S::Error::custom(format_args!("{} can be part of values of ImJoy only", other.kind()))),
    }
}

/// Takes what lies in the slot, redeems a ticket, or builds a value from another format.
struct Accept;

impl<'de> Visitor<'de> for Accept {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(take().unwrap_or(Value::Null))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(Accept)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(Accept)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(redeem(text).unwrap_or_else(|| text.into()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(redeem(&text).unwrap_or_else(|| text.into()))
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Value, E> {
        Ok(Value::Bytes(bytes.into()))
    }

    fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Value, E> {
        Ok(Value::Bytes(bytes.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = members.next_element::<Value>()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut pairs: Vec<(Value, Value)> = Vec::new();
        while let Some(pair) = fields.next_entry::<Value, Value>()? {
            pairs.push(pair);
        }
        Ok(map(pairs))
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        accept(deserializer)
    }
}

/// A record where all keys are texts, else pairs.
pub(super) fn map(pairs: Vec<(Value, Value)>) -> Value {
    if !pairs.iter().all(|(key, _)| matches!(key, Value::Text(_))) {
        return Value::Pairs(pairs);
    }
    let mut record = Record::new();
    for (key, value) in pairs {
        if let Value::Text(name) = key {
            record.insert(name, value);
        }
    }
    Value::Record(record)
}
