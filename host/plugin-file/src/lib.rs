//! Reads plugin files: `.imjoy.html` files with elements such as `<config>` and `<script>`, and
//! `.js` and `.py` files that are one script.
//!
//! ```
//! use imjoy_plugin_file::{Language, PluginFile};
//!
//! let text = r#"
//! <config lang="json">{"name": "Hello", "type": "web-worker", "tags": ["A", "B"], "ui": {"A": "a", "B": "b"}}</config>
//! <script lang="javascript">api.export({setup() {}})</script>
//! "#;
//! let file = PluginFile::parse("Hello.imjoy.html", text.as_bytes())?;
//! let selected = file.select(Some("B"))?;
//! assert_eq!((file.name(), &selected.ui), ("Hello", &"b".into()));
//! assert_eq!((selected.language, selected.scripts.len()), (Some(Language::JavaScript), 1));
//! # Ok::<(), imjoy_plugin_file::PluginFileError>(())
//! ```
//!
//! # Invariants
//!
//! * No file makes it panic, and none takes time or memory beyond what grows with its length.
//!   [`limits`] says what is refused.
//! * Files mean what they mean to ImJoy (`imjoy-core` 0.14): the same elements, contents and
//!   fields. Where ImJoy fails for no reason, on a missing `api_version` for example, there is a
//!   default.
//!
//! # Known limits
//!
//! * Nothing is loaded from elsewhere: scripts and styles with `src` have no content.
//! * YAML: see the differences named in the parser of scalars: dates and sexagesimal numbers stay
//!   texts.

mod bare_file;
mod blocks;
mod config;
mod describe;
mod error;
mod language;
pub mod limits;
mod plugin_file;
mod requirements;
mod script_choice;
mod selected;
mod text;

pub use blocks::{Attribute, Block, BlockKind, Position};
pub use config::compare_versions;
pub use describe::describe;
pub use error::PluginFileError;
pub use language::Language;
pub use plugin_file::{FileKind, PluginFile};
pub use requirements::{Severity, Unmet, UnmetKind, UnmetRequirements};
pub use selected::Selected;

use serde_json::Value as Json;

/// The fields of a plugin, in the order written.
pub type Fields = serde_json::Map<String, Json>;
