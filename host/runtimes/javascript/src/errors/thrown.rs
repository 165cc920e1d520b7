//! What JavaScript threw, for the host and for people.
//!
//! Anything can be thrown. The text that callers get is `Name: message` of an error, a text
//! as it is, and the `message` of any other object, else what it looks like. The stack goes
//! to the plugin's log, with the plugin's own file, lines and columns.

use imjoy_sdk::Error;
use rquickjs::{Coerced, Ctx, Object, Value};

use crate::inspection;
use crate::plugin::Running;
use crate::source::Place;
use crate::text_limit::bounded;

/// Something that was thrown, or the reason of a rejected promise.
#[derive(Debug)]
pub(crate) struct Thrown {
    /// For the caller.
    pub(crate) error: Error,
    /// Frames of the stack, innermost first, a line each; empty when there is none.
    pub(crate) stack: String,
    /// Where in the plugin's file it was thrown.
    pub(crate) place: Option<Place>,
}

impl Thrown {
    /// What an operation failed with.
    pub(crate) fn of(running: Running, context: &Ctx<'_>, error: rquickjs::Error) -> Self {
        match error {
            rquickjs::Error::Exception => Thrown::read(running, context, &context.catch()),
            other => Thrown::plain(Error::failed(other.to_string())),
        }
    }

    /// An error that has no stack.
    pub(crate) fn plain(error: Error) -> Self {
        Thrown { error, stack: String::new(), place: None }
    }

    /// The value that was thrown.
    pub(crate) fn read<'js>(running: Running, context: &Ctx<'js>, value: &Value<'js>) -> Self {
        if value.is_undefined() && running.dialog_was_cancelled.get() {
            return Thrown::plain(Error::cancelled("the user cancelled the dialog"));
        }
        let Some(object) = value.as_object() else {
            return Thrown::plain(Error::failed(text_of_plain(context, value)));
        };
        let text = |name: &str| -> Option<String> {
            let value: Value = object.get(name).ok()?;
            value.as_string()?.to_string().ok().map(bounded)
        };
        let message = text("message");
        if let (Some(code), Some(message)) = (text("code"), &message)
            && let Some(error) = error_of_code(&code, message)
        {
            return Thrown::with_stack(running, object, error);
        }
        if !value.is_error() && message.is_none() {
            let seen = inspection::inspect(running, context, value);
            return Thrown::plain(Error::failed(format!("the plugin threw {seen}")));
        }
        let written = coerced(context, value);
        let error = Error::failed(match written {
            Some(written) if written != "[object Object]" => explained(written),
            _ => message.unwrap_or_else(|| "an error without a message".to_owned()),
        });
        Thrown::with_stack(running, object, error)
    }

    fn with_stack(running: Running, object: &Object<'_>, error: Error) -> Self {
        let stack: String = object.get::<_, Coerced<String>>("stack").map(|stack| stack.0).unwrap_or_default();
        let (stack, place) = running.scripts.stack(&stack);
        Thrown { error, stack, place }
    }

    /// The message and the stack.
    pub(crate) fn report(&self) -> String {
        let message = self.error.message();
        if self.stack.is_empty() { message.to_owned() } else { format!("{message}\n{}", self.stack) }
    }
}

/// Names that only a page in a browser has.
const OF_A_PAGE: &[&str] = &["document", "window", "localStorage", "sessionStorage", "HTMLElement", "Image", "Audio"];

/// The message, and for a plugin that looks for a page why there is none.
fn explained(message: String) -> String {
    let missing = message
        .strip_prefix("ReferenceError: ")
        .and_then(|rest| rest.strip_suffix(" is not defined"))
        .map(|name| name.trim_matches('\''));
    match missing {
        Some(name) if OF_A_PAGE.contains(&name) => {
            format!("{message}: plugins have no page; api.createWindow and api.showDialog show things")
        }
        _ => message,
    }
}

/// An error of the host that JavaScript has thrown on stays what it was.
fn error_of_code(code: &str, message: &str) -> Option<Error> {
    let message = message.to_owned();
    Some(match code {
        "cancelled" => Error::Cancelled(message),
        "not-found" => Error::NotFound(message),
        "denied" => Error::Denied(message),
        "invalid" => Error::Invalid(message),
        "terminated" => Error::Terminated(message),
        "limit" => Error::Limit(message),
        "unavailable" => Error::Unavailable(message),
        "failed" => Error::Failed(message),
        _ => return None,
    })
}

fn text_of_plain<'js>(context: &Ctx<'js>, value: &Value<'js>) -> String {
    match value.as_string() {
        Some(_) => coerced(context, value).unwrap_or_default(),
        None if value.is_symbol() => "the plugin threw a symbol".to_owned(),
        None => format!("the plugin threw {}", coerced(context, value).unwrap_or_default()),
    }
}

/// `String(value)`, unless that throws in turn.
fn coerced<'js>(context: &Ctx<'js>, value: &Value<'js>) -> Option<String> {
    match value.get::<Coerced<String>>() {
        Ok(text) => Some(bounded(text.0)),
        Err(_) => {
            let _ = context.catch();
            None
        }
    }
}
