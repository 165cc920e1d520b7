//! Host bindings, generated from `wit/`, the one definition of the API.

#![allow(missing_docs, clippy::all, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

wasmtime::component::bindgen!({
    path: "../../wit",
    world: "language-runtime",
    imports: { default: trappable },
    exports: { default: async | store },
    with: {
        "imjoy:plugin/types.buffer": crate::buffer::Buffer,
        "imjoy:plugin/types.buffer-builder": crate::buffer::BufferBuilder,
        "imjoy:plugin/types.function": crate::value::FunctionHandle,
        "imjoy:plugin/types.plugin": crate::value::PluginHandle,
        "imjoy:plugin/types.window": crate::value::WindowHandle,
        "imjoy:plugin/plugins.task": crate::api::plugins::Task,
        "imjoy:plugin/files.granted-file": crate::grants::GrantedFile,
        "imjoy:plugin/files.granted-folder": crate::grants::GrantedFolder,
        "imjoy:plugin/files.export-writer": crate::export::ExportWriter,
    },
});
