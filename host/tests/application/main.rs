//! The application shell, driven by AccessKit labels as a person would, with requests
//! pushed by hand in the place of the engine.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod dialogs;
mod driver;
mod dropping;
mod file_browser;
mod file_dialogs;
mod forms;
mod installing;
mod messages;
mod permissions;
mod plugin_files;
mod plugin_list;
mod rest;
mod system_dialogs;
mod windows;
