//! The plugin's log.

use crate::errors::Thrown;
#[cfg(target_family = "wasm")]
use crate::text_limit::bounded;

/// Writes a line that tells something.
pub(crate) fn note(text: &str) {
    write(text, false);
}

/// Writes an error.
pub(crate) fn error(text: &str) {
    write(text, true);
}

/// Writes an error that nobody has handled.
pub(crate) fn unhandled(thrown: &Thrown) {
    if !thrown.error.is_cancelled() {
        error(&format!("not handled: {}", thrown.report()));
    }
}

#[cfg(target_family = "wasm")]
fn write(text: &str, is_error: bool) {
    let text = bounded(text.to_owned());
    if is_error {
        imjoy_sdk::api::error(text);
    } else {
        imjoy_sdk::api::log(text);
    }
}

/// Natively there is no host; tests look at what was written.
#[cfg(not(target_family = "wasm"))]
fn write(text: &str, is_error: bool) {
    let line = if is_error { format!("error: {text}") } else { text.to_owned() };
    native::WRITTEN.with_borrow_mut(|written| written.push(line));
}

/// What was written, for tests.
#[cfg(not(target_family = "wasm"))]
pub(crate) mod native {
    use std::cell::RefCell;

    thread_local! {
        pub(super) static WRITTEN: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    }

    /// The lines since the last call.
    #[cfg(test)]
    pub(crate) fn written() -> Vec<String> {
        WRITTEN.take()
    }
}
