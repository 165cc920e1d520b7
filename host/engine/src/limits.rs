//! All limits in one table.

use std::time::Duration;

/// What a plugin may use. Every limit has a default that suits scientific images; all
/// can be changed for the whole engine.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// Size of a component file, in bytes.
    pub component_bytes: u64,
    /// Linear memory of one plugin, all its memories together, in bytes.
    pub memory_bytes: usize,
    /// Elements of one table.
    pub table_elements: usize,
    /// Core instances, memories and tables of one plugin, each.
    pub instances: usize,
    /// Resources (functions, buffers, windows …) that a plugin holds at once.
    pub resources: usize,
    /// Tasks, futures and streams that a plugin has at once.
    pub tasks: usize,
    /// Calls of one plugin under way at once. Endless mutual calls end here.
    pub calls: u32,
    /// Functions that a plugin has given away and not got back.
    pub functions: usize,
    /// Bytes that a plugin passes to the host in one call.
    pub call_bytes: usize,
    /// Memory that the arguments, or the result, of one call of a plain component take in the
    /// host while they are passed, in bytes. Each number in a list takes some 40.
    pub plain_value_bytes: usize,
    /// Bytes of buffers that a plugin makes and that are still held by anyone; and the
    /// data of its windows.
    pub buffer_bytes: usize,
    /// CPU time without waiting for anything.
    pub cpu_without_pause: Duration,
    /// Time for `setup`, not counting open dialogs.
    pub setup: Duration,
    /// Time for `exit`.
    pub exit: Duration,
    /// Dialogs of one plugin open at once.
    pub dialogs: usize,
    /// Windows that one plugin has opened and that are open at once.
    pub windows: usize,
    /// Windows of one window plugin open at once, each with an instance of it.
    pub window_instances: usize,
    /// Ops of one plugin.
    pub ops: usize,
    /// Parts of one plugin: plugins that it has loaded from texts, with all that these have
    /// loaded.
    pub texts: usize,
    /// Stack of the plugin's code, in bytes; memory is taken as far as it is used. Engines
    /// of languages end endless recursion by a count of their own, which must come first:
    /// CPython's takes up to 48 MiB here.
    pub stack_bytes: usize,
    /// Bytes of all files in a plugin's private folder `/data`, unless the user has
    /// agreed to more.
    pub data_bytes: u64,
    /// Files and folders in `/data`, and in `/tmp`, each.
    pub files: u64,
    /// Bytes of all files in a plugin's scratch folder `/tmp`.
    pub scratch_bytes: u64,
    /// Files and folders that a plugin has open at once.
    pub open_files: usize,
    /// CPU time that a plugin may take after its calls have ended, unless the user has
    /// agreed to work in the background.
    pub background_cpu: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: usize = 1024 * 1024;
        Self {
            component_bytes: 128 * MIB as u64,
            memory_bytes: 2048 * MIB,
            table_elements: 1_000_000,
            instances: 64,
            resources: 100_000,
            tasks: 20_000,
            calls: 256,
            functions: 10_000,
            call_bytes: 128 * MIB,
            plain_value_bytes: 1024 * MIB,
            buffer_bytes: 4096 * MIB,
            cpu_without_pause: Duration::from_secs(60),
            setup: Duration::from_secs(60),
            exit: Duration::from_secs(1),
            dialogs: 32,
            windows: 256,
            window_instances: 64,
            texts: 8,
            ops: 256,
            stack_bytes: 64 * MIB,
            data_bytes: 256 * MIB as u64,
            files: 10_000,
            scratch_bytes: 1024 * MIB as u64,
            open_files: 256,
            background_cpu: Duration::from_secs(5),
        }
    }
}
