//! The settings of wasmtime, in one place, with the reason for each.

use crate::error::EngineError;
use crate::limits::Limits;
use wasmtime::{Config, Engine, OptLevel};

/// The one wasmtime engine of the host.
pub(crate) fn wasm_engine(limits: &Limits) -> Result<Engine, EngineError> {
    let mut config = Config::new();

    // Concurrent calls and re-entrancy rest on component-model async. The further async
    // built-ins, threads and stackful lifting are not needed by any of our languages, so
    // they stay off.
    config.wasm_component_model(true);
    config.wasm_component_model_async(true);

    // Less surface: none of the supported toolchains emits these.
    config.wasm_memory64(false);
    config.wasm_multi_memory(false);

    // A plugin that computes gives its thread back at every tick, see `plugin::metered`.
    config.epoch_interruption(true);

    // The stack of the guest's code, and room above it for the host functions that run
    // on the same fiber.
    config.max_wasm_stack(limits.stack_bytes);
    config.async_stack_size(limits.stack_bytes + 1024 * 1024);

    // Plugins run hot loops over images; the compiled code is cached, so the time for
    // optimisation is spent once.
    config.cranelift_opt_level(OptLevel::Speed);

    // Compiles the functions of one component on all cores, in the background.
    config.parallel_compilation(true);

    // A new Store of the same component shares its initial memory until it writes.
    config.memory_init_cow(true);

    Engine::new(&config).map_err(|error| EngineError::Wasm(format!("{error:#}")))
}
