//! Panics: a plugin cannot go on after one, but its callers can be told what happened.

use std::sync::Once;

use crate::bindings::imjoy::plugin::utilities;

/// From now on a panic is told to the host, with its message and place, and printed to
/// stderr, before the instance ends.
pub(super) fn install_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let payload = panic.payload();
            let message = payload
                .downcast_ref::<&str>()
                .copied()
                .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
                .unwrap_or("a panic without a message");
            let place = panic.location().map(ToString::to_string);
            utilities::report_panic(message, place.as_deref());
            eprintln!("panic at {}: {message}", place.as_deref().unwrap_or("an unknown place"));
        }));
    });
}
