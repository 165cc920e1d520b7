//! Host bindings, generated from `wit/`, the one definition of the API.

#![allow(missing_docs, clippy::all, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

wasmtime::component::bindgen!({
    path: "../../wit",
    world: "language-runtime",
    imports: {
        // Long operations are done on other threads.
        "imjoy:plugin/arrays": async | trappable,
        "imjoy:plugin/arrays.[static]array.from-buffer": trappable,
        "imjoy:plugin/arrays.[static]array.from-bytes": trappable,
        "imjoy:plugin/arrays.[method]array.dtype": trappable,
        "imjoy:plugin/arrays.[method]array.shape": trappable,
        "imjoy:plugin/arrays.[method]array.to-buffer": trappable,
        "imjoy:plugin/arrays.[method]array.element": trappable,
        "imjoy:plugin/arrays.[method]array.clone": trappable,
        "imjoy:plugin/arrays.[drop]array": trappable,
        "imjoy:plugin/image-processing": async | trappable,
        // It is read from the disk; the plugin waits for it, as for `importScripts`.
        "imjoy:plugin/runtime.library": async | trappable,
        default: trappable,
    },
    exports: { default: async | store },
    with: {
        "imjoy:plugin/types.buffer": crate::buffer::Buffer,
        "imjoy:plugin/types.buffer-builder": crate::buffer::BufferBuilder,
        "imjoy:plugin/types.function": crate::value::FunctionHandle,
        "imjoy:plugin/types.plugin": crate::value::PluginHandle,
        "imjoy:plugin/types.window": crate::value::WindowHandle,
        "imjoy:plugin/plugins.task": crate::api::plugins::Task,
        "imjoy:plugin/arrays.array": imjoy_arrays::Array,
        "imjoy:plugin/files.granted-file": crate::grants::GrantedFile,
        "imjoy:plugin/files.granted-folder": crate::grants::GrantedFolder,
        "imjoy:plugin/files.export-writer": crate::export::ExportWriter,
    },
});
