//! What a plugin's Store holds, and its sandbox.
//!
//! No ambient authority: no environment, no network, no inherited standard streams; the
//! only files are those of [`Filesystem`].

use super::Plugin;
use super::instance::Instance;
use super::metered::Turn;
use super::output::LogOutput;
use crate::buffer::BufferAccount;
use crate::filesystem::Filesystem;
use crate::language::Program;
use crate::limits::Limits;
use crate::shared::Shared;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::task::AbortHandle;
use wasmtime::component::ResourceTable;
use wasmtime::{ResourceLimiter, Store};
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

/// Bytes of random data that a plugin gets in one call.
const RANDOM_BYTES: u64 = 1024 * 1024;

/// The data of a plugin's Store.
pub(crate) struct StoreState {
    pub(crate) shared: Arc<Shared>,
    pub(crate) plugin: Arc<Plugin>,
    pub(crate) instance: Arc<Instance>,
    pub(crate) table: ResourceTable,
    /// After `table`: what is open is closed before the scratch folder is removed.
    pub(crate) filesystem: Filesystem,
    pub(crate) buffers: BufferAccount,
    pub(crate) turn: Arc<Turn>,
    /// What a language runtime runs; none in a plugin that is a component itself.
    pub(crate) program: Option<Arc<Program>>,
    /// Calls that the plugin has started as tasks; they end with it.
    pub(crate) tasks: Vec<AbortHandle>,
    wasi: WasiCtx,
    limiter: Limiter,
}

impl Drop for StoreState {
    fn drop(&mut self) {
        self.tasks.iter().for_each(AbortHandle::abort);
    }
}

impl WasiView for StoreState {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.wasi, table: &mut self.table }
    }
}

/// A new Store for one run of `plugin`.
pub(crate) fn new_store(
    shared: &Arc<Shared>,
    plugin: &Arc<Plugin>,
    instance: &Arc<Instance>,
    turn: &Arc<Turn>,
    filesystem: Filesystem,
    program: Option<Arc<Program>>,
) -> Store<StoreState> {
    let limits = &shared.limits;
    let output = || LogOutput::new(shared.log.clone(), plugin.id, instance.name.clone());
    let mut wasi = WasiCtx::builder();
    wasi.stdout(output()).stderr(output()).max_random_size(RANDOM_BYTES).allow_tcp(false).allow_udp(false);

    let mut table = ResourceTable::new();
    table.set_max_capacity(limits.resources);
    let state = StoreState {
        shared: shared.clone(),
        plugin: plugin.clone(),
        instance: instance.clone(),
        table,
        filesystem,
        buffers: BufferAccount::new(limits.buffer_bytes),
        turn: turn.clone(),
        program,
        tasks: Vec::new(),
        wasi: wasi.build(),
        limiter: Limiter {
            memory: 0,
            limits: limits.clone(),
            table_limit: limits.table_elements,
            instance_limit: limits.instances,
            plugin: plugin.clone(),
            instance: instance.clone(),
        },
    };
    let mut store = Store::new(&shared.wasm, state);
    store.limiter(|state| &mut state.limiter);
    store.set_hostcall_fuel(limits.call_bytes);
    store.set_max_component_handles(limits.resources);
    if let Some(tasks) = store.concurrent_resource_table() {
        tasks.set_max_capacity(limits.tasks);
    }
    store.set_epoch_deadline(1);
    let turn = turn.clone();
    store.epoch_deadline_callback(move |_| Ok(turn.at_deadline()));
    store
}

/// Keeps a plugin within its memory, tables and instances. Memory is limited for all
/// instances of a plugin together.
struct Limiter {
    /// What this Store has of it, in bytes.
    memory: usize,
    limits: Limits,
    table_limit: usize,
    instance_limit: usize,
    plugin: Arc<Plugin>,
    instance: Arc<Instance>,
}

impl Drop for Limiter {
    fn drop(&mut self) {
        self.plugin.usage.release_memory(self.memory);
    }
}

impl ResourceLimiter for Limiter {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        let limit = self.plugin.allowance.memory_bytes(&self.limits);
        if !self.plugin.usage.grow_memory(current, desired, limit) {
            // The plugin may cope with the refusal; if it traps instead, this tells why.
            self.instance.memory_refused.store(true, Ordering::Relaxed);
            return Ok(false);
        }
        self.memory = self.memory.saturating_sub(current).saturating_add(desired);
        // The plugin has coped with an earlier refusal.
        self.instance.memory_refused.store(false, Ordering::Relaxed);
        Ok(true)
    }

    fn table_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        Ok(desired <= self.table_limit)
    }

    fn instances(&self) -> usize {
        self.instance_limit
    }

    fn tables(&self) -> usize {
        self.instance_limit
    }

    fn memories(&self) -> usize {
        self.instance_limit
    }
}
