//! The engine with real components: what works.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic"
)]

mod attachments;
mod calls;
mod declared_permissions;
mod dialogs;
mod export_file;
mod file_dialog;
mod file_handles;
mod file_support;
mod file_url;
mod functions;
mod installing;
mod lifetime;
mod loading;
mod open_url;
mod ops;
mod ops_schema;
mod plain_component;
mod run_component;
mod services;
mod settings;
mod status;
mod tags;
mod values;
mod window_plugins;
mod windows;
mod workspaces;
