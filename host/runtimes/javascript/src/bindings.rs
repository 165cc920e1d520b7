//! The host's interface for language runtimes, as generated from `wit/`. All others are
//! those of `imjoy-sdk`.

wit_bindgen::generate!({
    inline: "
        package imjoy:javascript-runtime;
        world source {
            import imjoy:plugin/runtime@0.1.0;
        }
    ",
    path: "../../../wit",
    world: "imjoy:javascript-runtime/source",
    with: {
        "imjoy:plugin/runtime@0.1.0": generate,
        "imjoy:plugin/types@0.1.0": imjoy_sdk::bindings::imjoy::plugin::types,
    },
    runtime_path: "::imjoy_sdk::__private::wit_bindgen::rt",
});
