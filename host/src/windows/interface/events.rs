//! Events of the content, as records.

use imjoy_engine::interface::Element;
use imjoy_engine::value::{Record, Value};

/// Greatest whole number that a float holds exactly.
const GREATEST_WHOLE: f64 = 9_007_199_254_740_992.0;
/// Events that wait to be taken, at most: they are taken after each frame.
const MOST_EVENTS: usize = 1_000;

/// Events that nobody has taken yet.
#[derive(Default)]
pub struct Events(Vec<(String, Value)>);

impl Events {
    /// Adds an event of an element; one without an id has none.
    pub fn push(&mut self, element: &Element, kind: &str, fields: Record) {
        let Some(id) = &element.id else { return };
        if self.0.len() >= MOST_EVENTS {
            return;
        }
        let mut event = Record::new().with("id", &**id).with("kind", kind);
        event.merge(fields);
        self.0.push(("interaction".to_owned(), Value::Record(event)));
    }

    /// Adds an event with a value.
    pub fn push_value(&mut self, element: &Element, kind: &str, value: impl Into<Value>) {
        self.push(element, kind, Record::new().with("value", value));
    }

    /// Takes all events, oldest first.
    pub fn take(&mut self) -> Vec<(String, Value)> {
        std::mem::take(&mut self.0)
    }
}

/// A whole number as an integer.
pub fn number_value(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < GREATEST_WHOLE {
        Value::Integer(number as i64)
    } else {
        Value::Float(number)
    }
}
