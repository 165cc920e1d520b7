//! How much a plugin file may have of anything. What is over a limit is an error that names it.

/// Bytes of a file at most.
pub const FILE_BYTES: usize = 32 * 1024 * 1024;
/// Top-level elements of a file at most.
pub const BLOCKS: usize = 4096;
/// Attributes of a top-level element at most.
pub const ATTRIBUTES: usize = 256;
/// Elements that may be open at once; those without an end tag (`<br>`, `<img>`) stay open to
/// the end of the element around them.
pub const OPEN_ELEMENTS: usize = 200_000;
/// Bytes of a `<config>` at most.
pub const CONFIG_BYTES: usize = 1024 * 1024;
/// How deep lists and objects of a `<config>` may nest.
pub const CONFIG_DEPTH: usize = 127;
/// Bytes that a YAML `<config>` may have once its aliases are replaced.
pub const CONFIG_EXPANDED_BYTES: usize = 8 * 1024 * 1024;
/// Bytes of documentation taken from a comment of a `.js` or `.py` file at most.
pub const COMMENT_DOCS_BYTES: usize = 256 * 1024;
