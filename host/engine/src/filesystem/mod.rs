//! The files that a plugin's standard library sees (`wasi:filesystem`).
//!
//! A plugin sees its private folder at `/data`, a scratch folder of this run at `/tmp`,
//! and the folders that the user has granted; nothing else. `wasmtime-wasi` resolves every
//! path within the folder that it begins at and refuses changes where only reading is
//! granted. This module stands before it and adds what it does not do:
//!
//! * **Revocation.** Nothing is done with a file of a revoked grant, also by descriptors
//!   and streams that are open; what a read has brought meanwhile is thrown away.
//! * **Quota.** The bytes and entries of `/data` and of `/tmp` are counted (account.rs).
//!   What would exceed a limit is not begun.
//! * **Open files.** At most [`Limits::open_files`](crate::Limits) of an instance.
//! * **Regular files and folders only.** A pipe, a socket or a device is not opened: it
//!   could keep a thread of the host for ever.
//! * **No way between two of these folders.** A hard link or a renaming from one to another
//!   fails as it does between two disks: what has been granted ends with its grant, and
//!   nothing is brought past a quota.
//!
//! Invariants: every descriptor has a [`Node`](node::Node), which tells the folder that it
//! comes from; one without is an error. Every stream of a file goes through [`streams`].
//! Reading takes no switch of threads beyond those of `wasmtime-wasi`.
//!
//! Known limits: a pipe that a program outside of the sandbox puts in place of a file,
//! between the look at it and its opening, is waited for until the plugin is ended. Two
//! hosts that use one data folder at the same time count for themselves. The C library of
//! plugins tells any error of a stream as an I/O error, also where this module says `quota`
//! or `access`; so the log tells the limit.

mod account;
mod descriptor;
mod directory_stream;
mod link;
mod look;
mod mount;
mod names;
mod node;
mod preopens;
mod private_folder;
mod refusal;
mod remove_tree;
mod report;
mod scratch;
mod streams;

pub(crate) use account::Accounts;
pub(crate) use link::add_to_linker;
pub(crate) use scratch::ScratchFolders;

use crate::plugin::Plugin;
use crate::plugin::store::StoreState;
use crate::shared::Shared;
use mount::Mount;
use node::{Node, OpenFiles};
use scratch::Scratch;
use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use wasmtime::component::HasData;
use wasmtime_wasi::filesystem::{WasiFilesystemCtx, WasiFilesystemCtxView};

/// Streams for each open file: one to read and one to write.
const STREAMS_PER_FILE: usize = 2;

/// What one instance sees of files, and what it has open.
pub(crate) struct Filesystem {
    /// Has no folders of its own: all are in `mounts`.
    context: WasiFilesystemCtx,
    /// What each descriptor belongs to, by its number in the resource table.
    nodes: HashMap<u32, Arc<Node>>,
    mounts: Vec<Arc<Mount>>,
    open_files: OpenFiles,
    open_streams: OpenFiles,
    /// The last field: removed after everything in it is closed.
    _scratch: Scratch,
}

impl Filesystem {
    /// Opens the folders of a new instance. Fails when its private folder or its scratch
    /// folder cannot be made.
    pub(crate) async fn open(shared: &Arc<Shared>, plugin: &Arc<Plugin>) -> io::Result<Self> {
        let (of_shared, of_plugin) = (shared.clone(), plugin.clone());
        let opening = shared.runtime.spawn_blocking(move || Self::open_now(&of_shared, &of_plugin));
        opening.await.unwrap_or_else(|error| Err(io::Error::other(error)))
    }

    /// Blocks: not for async code.
    fn open_now(shared: &Arc<Shared>, plugin: &Arc<Plugin>) -> io::Result<Self> {
        let scratch = shared.scratch_folders.make(&shared.runtime)?;
        Ok(Self {
            context: WasiFilesystemCtx::default(),
            nodes: HashMap::new(),
            mounts: mount::open_all(shared, plugin, scratch.path())?,
            open_files: OpenFiles::new(shared.limits.open_files),
            open_streams: OpenFiles::new(shared.limits.open_files.saturating_mul(STREAMS_PER_FILE)),
            _scratch: scratch,
        })
    }
}

/// The filesystem as the linker knows it.
struct SandboxFilesystem;

impl HasData for SandboxFilesystem {
    type Data<'a> = FilesystemView<'a>;
}

/// What the functions of `wasi:filesystem` work on.
struct FilesystemView<'a> {
    inner: WasiFilesystemCtxView<'a>,
    nodes: &'a mut HashMap<u32, Arc<Node>>,
    mounts: &'a [Arc<Mount>],
    open_files: &'a OpenFiles,
    open_streams: &'a OpenFiles,
}

impl FilesystemView<'_> {
    fn of(state: &mut StoreState) -> FilesystemView<'_> {
        let Filesystem { context, nodes, mounts, open_files, open_streams, .. } = &mut state.filesystem;
        FilesystemView {
            inner: WasiFilesystemCtxView { ctx: context, table: &mut state.table },
            nodes,
            mounts,
            open_files,
            open_streams,
        }
    }
}
