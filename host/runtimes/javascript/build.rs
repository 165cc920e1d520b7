//! Makes room for JavaScript's stack in the component's memory.

/// Bytes of stack in the component's memory: what `STACK_BYTES` in `src/engine.rs` allows
/// JavaScript, and 1 MiB for what is around it.
const STACK: &str = "3145728";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let wasm =
        std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family.split(',').any(|name| name == "wasm"));
    if wasm {
        println!("cargo::rustc-link-arg-cdylib=-zstack-size={STACK}");
    }
}
