//! Why a plugin file could not be read.

use crate::limits;

/// Why a plugin file could not be read. Each text is a whole sentence for people.
///
/// The texts that ImJoy has for the same mistakes are ImJoy's, so that what is written about
/// them elsewhere holds here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PluginFileError {
    /// The file is too long to be read.
    #[error("Failed to parse the plugin file, error: it has {bytes} bytes, at most {} are allowed", limits::FILE_BYTES)]
    FileTooLong {
        /// Length of the file.
        bytes: usize,
    },
    /// The file has more top-level elements than are read.
    #[error("Failed to parse the plugin file, error: it has more than {} top-level elements", limits::BLOCKS)]
    TooManyBlocks,
    /// A top-level element has more attributes than are read.
    #[error(
        "Failed to parse the plugin file, error: <{element}> on line {line} has more than {} attributes",
        limits::ATTRIBUTES
    )]
    TooManyAttributes {
        /// Name of the element.
        element: String,
        /// Line of the file on which it begins.
        line: usize,
    },
    /// So many elements lack an end tag that the file is not read further.
    #[error(
        "Failed to parse the plugin file, error: on line {line} more than {} elements are open at once; end tags are missing",
        limits::OPEN_ELEMENTS
    )]
    TooManyOpenElements {
        /// Line of the file on which the last of them begins.
        line: usize,
    },
    /// The file has no top-level `<config>`.
    #[error("Failed to parse the plugin file, error: it has no <config> block{}", .unclosed.as_ref().map(|(element, line)| format!("; <{element}> on line {line} has no end tag and takes in all that follows it")).unwrap_or_default())]
    NoConfig {
        /// Name and line of the last element, if it is not closed: what it swallowed may have
        /// held the `<config>`.
        unclosed: Option<(String, usize)>,
    },
    /// The `<config>` is too long to be read.
    #[error(
        "Failed to parse the plugin file, error: its <config> has {bytes} bytes, at most {} are allowed",
        limits::CONFIG_BYTES
    )]
    ConfigTooLong {
        /// Length of the block.
        bytes: usize,
    },
    /// The `<config>` does not say in which of the known languages it is written.
    #[error(
        "Failed to parse the plugin file, error: Unsupported config language {0}, please set lang=\"json\" or lang=\"yaml\""
    )]
    ConfigLanguage(String),
    /// The `<config>` breaks the rules of its language.
    #[error(
        "Failed to parse the plugin file, error: its <config> is not valid {language}: {problem} at line {line}, column {column}"
    )]
    ConfigSyntax {
        /// `JSON` or `YAML`.
        language: &'static str,
        /// One phrase that says what is wrong.
        problem: String,
        /// Line of the file, counted from 1.
        line: usize,
        /// Column of that line in characters, counted from 1.
        column: usize,
    },
    /// The `<config>` is a text, a number or a list.
    #[error(
        "Failed to parse the plugin file, error: its <config> has to be an object with fields such as name and type"
    )]
    ConfigNotObject,
    /// The plugin has no name.
    #[error("Failed to parse the plugin file, error: its <config> has no name, or one that is not a text")]
    NoName,
    /// The name has a slash in it.
    #[error("Plugin name should not contain '/'.")]
    SlashInName,
    /// A field has a value for each tag, but there are no tags.
    #[error("Failed to parse the plugin file, error: You must use 'tags' with configurable fields.")]
    FieldsWithoutTags,
}
