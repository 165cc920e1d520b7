//! The parser of plugin files, rule by rule, by texts of our own.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod bare_files;
mod config;
mod description;
mod elements;
mod hostile;
mod positions;
mod properties;
mod requirements;
mod scripts;
mod support;
mod variants;
