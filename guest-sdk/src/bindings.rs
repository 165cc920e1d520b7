//! The API as generated from `wit/`, the one definition of it.
//!
//! Plugins use the typed wrappers of this crate instead; [`crate::plugin`] refers to the
//! exports here. Nothing else is public on purpose: what is generated may change with
//! `wit-bindgen`.

wit_bindgen::generate!({
    path: "../wit",
    world: "plugin",
    pub_export_macro: true,
    default_bindings_module: "::imjoy_sdk::bindings",
    runtime_path: "::imjoy_sdk::__private::wit_bindgen::rt",
});

pub(crate) use imjoy::plugin::types as wire;
