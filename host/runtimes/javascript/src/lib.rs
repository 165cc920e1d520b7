//! Runs ImJoy plugins written in JavaScript.
//!
//! A component of the WIT world `language-runtime` with QuickJS-ng in it. The host makes one
//! instance of it for each plugin, gives it the plugin's scripts, and calls the plugin as it
//! calls any other.
//!
//! * `evaluation` runs the scripts, `exports` takes what they export, `calling` calls it;
//! * `api/` is the object `api`, `globals/` what a worker in a browser has;
//! * `value/` and `handles/` stand between JavaScript's objects and the host's values;
//! * `errors/` and `source` see to it that errors name the plugin's own file, line and column.
//!
//! Everything but the exports (`component`) compiles and is tested natively.
//!
//! # Known limits
//!
//! * A plugin has one thread; while it computes, its other calls wait.
//! * There is no `Intl`; times are in UTC.
//! * Scripts and modules import libraries that lie beside the plugin, nothing else: there is no network.

#![cfg_attr(
    not(target_family = "wasm"),
    allow(dead_code, reason = "the exports, which use all of it, are the component's")
)]

mod api;
mod api_version;
#[allow(
    missing_docs,
    unsafe_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "generated"
)]
mod bindings;
mod calling;
mod codecs;
mod component;
mod engine;
mod errors;
mod evaluation;
mod events;
mod exports;
mod globals;
mod glue;
mod handles;
mod inspection;
mod journal;
mod language;
mod libraries;
mod memory;
mod modules;
mod native;
mod plugin;
mod promise;
mod rejections;
mod source;
mod tasks;
mod text_limit;
mod value;

#[cfg(test)]
mod tests;
