//! The engine with real components: what works.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic"
)]

mod calls;
mod dialogs;
mod functions;
mod lifetime;
mod loading;
mod ops;
mod status;
mod values;
