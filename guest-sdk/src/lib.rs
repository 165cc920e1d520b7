//! Write ImJoy plugins in Rust.
//!
//! A plugin is a struct with an attribute on its `impl`. Its public methods are what other
//! plugins and the application can call; `run` is what the Run button calls.
//!
//! ```
//! use imjoy_sdk::{Context, Error, Value, api, record};
//!
//! #[derive(Default)]
//! struct Hello;
//!
//! /// Greets. (This comment becomes the plugin's documentation, in Markdown.)
//! #[imjoy_sdk::plugin(name = "hello", icon = "👋", ui = "Name: {id: 'name', type: 'string', placeholder: 'world'}")]
//! impl Hello {
//!     pub async fn run(&self, my: Context) -> Result<impl Into<Value>, Error> {
//!         let name = my.config.get_or("name", "world".to_string())?;
//!         api::alert(self.greeting(&name)).await?;
//!         Ok(record! { "greeted": name })
//!     }
//!
//!     pub fn greeting(&self, name: &str) -> String {
//!         format!("Hello, {name}!")
//!     }
//! }
//! # fn main() {}
//! ```
//!
//! The crate's README goes from nothing to a running plugin. Then: [`plugin`] for the
//! attribute, [`api`] for what the host offers, [`Value`] for what can be passed,
//! [`NdArray`] and [`Bytes`] for big data, [`Error`] for failures.
//!
//! # Several calls at once
//!
//! A plugin that awaits something can be called meanwhile. Methods with `&self` run
//! together: keep state in `Cell` or `RefCell`, and never keep a `RefCell` borrowed across
//! an `.await`. A method with `&mut self` runs alone: it waits until those before it have
//! finished, and those after it wait for it. A call that would have to wait for one that
//! itself awaits another plugin is refused with [`Error::Unavailable`]: it may come from
//! that very plugin, and would then wait for ever. So everything that awaits other plugins
//! should take `&self`.
//!
//! A plugin has one thread. A long calculation lets other calls in by
//! [`yield_now`]`().await` now and then.
//!
//! # On the host's own target
//!
//! Plugins compile natively too, for unit tests and clippy. Only what needs the application
//! cannot be called there: the functions of [`api`], and data above 4 KiB on its way out.

extern crate self as imjoy_sdk;

#[allow(
    missing_docs,
    unsafe_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "generated"
)]
#[doc(hidden)]
pub mod bindings;

pub mod api;
mod arguments;
mod context;
mod conversion;
mod data;
mod error;
mod handles;
pub mod interface;
#[doc(hidden)]
pub mod language_runtime;
mod runtime;
mod tasks;
mod value;

#[doc(inline)]
pub use api::{dialogs, files, plugins, settings, status, utilities, windows};
pub use arguments::{Arguments, FromArguments, parse_arguments};
pub use context::Context;
pub use conversion::{FromValue, IntoValue, from_value, to_value};
pub use data::{AnyNdArray, Bytes, Dtype, Element, F16, File, NdArray, Plot, Real, Series, Shape};
pub use dialogs::{Dialog, FileDialog, Message, Prompt, UriType};
pub use error::{Error, Result};
pub use files::{
    ExportWriter, FileContents, FileKind, FileMetadata, FileUrlOptions, FolderEntry, GrantedFile, GrantedFolder, Pieces,
};
pub use handles::{Function, Plugin, Rectangle, Window};
pub use plugins::{Op, Task};
pub use tasks::{join, join_all, spawn, try_join, try_join_all, yield_now};
pub use value::{Date, ErrorValue, Record, Value};
pub use windows::{WindowOptions, WindowQuery};

pub use imjoy_sdk_macros::plugin;

#[cfg(feature = "ndarray")]
pub use ndarray;

/// Keeps the README's code compiling.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// For the attribute's code and this crate's examples only.
#[doc(hidden)]
pub mod __private {
    pub use crate::runtime::*;
    pub use wit_bindgen;

    /// Runs a future to its end where there is no host, in examples.
    pub fn block_on_native<F: Future>(future: F) -> F::Output {
        futures::executor::block_on(future)
    }
}
