//! What a language runtime gets to run.

use super::libraries::{Libraries, Library};
use imjoy_plugin_file::Language;
use std::sync::Arc;

/// One script of a program.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Script {
    /// Name of the file that it comes from.
    pub(crate) file: String,
    /// Line of the file on which it begins, from 1.
    pub(crate) line: u32,
    /// Characters that were taken from the start of each line.
    pub(crate) indent: u32,
    /// Characters before the source in its first line.
    pub(crate) before: u32,
    /// The source.
    pub(crate) text: Arc<str>,
    /// Whether it is an ES module.
    pub(crate) is_module: bool,
}

impl Script {
    /// A script that the host adds.
    pub(crate) fn of_host(name: &str, text: &str) -> Self {
        Self { file: name.to_owned(), line: 1, indent: 0, before: 0, text: text.into(), is_module: false }
    }

    /// The script of a library.
    pub(crate) fn of_library(library: Library, is_module: bool) -> Self {
        Self { file: library.file, line: 1, indent: 0, before: 0, text: library.text, is_module }
    }
}

/// A plugin that is text, as its runtime gets it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Program {
    /// Which runtime runs it.
    pub(crate) language: Language,
    /// Its type, by ImJoy's names.
    pub(crate) plugin_type: String,
    /// Its `api_version`; empty when it names none.
    pub(crate) api_version: String,
    /// Its scripts, in the order in which they run.
    pub(crate) scripts: Vec<Script>,
    /// Further scripts that they name by addresses.
    pub(crate) libraries: Libraries,
    /// The sentence that names what it requires and does not get here; why its setup may fail.
    pub(crate) unmet: Option<String>,
}

/// What is to be done with a plugin file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ProgramPlan {
    /// Run it.
    Run(Arc<Program>),
    /// Nothing: a window plugin that draws HTML. It is listed, and says when it is run that
    /// it needs a browser.
    NeedsBrowser,
}
