//! The language runtimes: components that run plugins written in a scripting language.
//!
//! A runtime is a component of the WIT world `language-runtime`. The host gives it the scripts of one plugin by the
//! interface `runtime`; to the host it looks like a plugin that was compiled.

/// JavaScript: QuickJS-ng, made from `javascript/`.
#[must_use]
pub fn javascript() -> &'static [u8] {
    include_bytes!(env!("JAVASCRIPT_RUNTIME"))
}

/// Python: CPython with the packages `imjoy` and `imjoy_rpc`, made from `python/`.
#[must_use]
pub fn python() -> &'static [u8] {
    include_bytes!(env!("PYTHON_RUNTIME"))
}
