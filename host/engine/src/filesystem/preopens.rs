//! The folders that a plugin's standard library begins at.

use super::FilesystemView;
use super::node::Node;
use std::sync::Arc;
use wasmtime::component::Resource;
use wasmtime_wasi::filesystem::Descriptor;
use wasmtime_wasi::p2::bindings::filesystem::preopens;

impl preopens::Host for FilesystemView<'_> {
    fn get_directories(&mut self) -> wasmtime::Result<Vec<(Resource<Descriptor>, String)>> {
        let mut folders = Vec::new();
        for mount in self.mounts {
            let folder = self.inner.table.push(Descriptor::Dir(mount.root.clone()))?;
            self.nodes.insert(folder.rep(), Arc::new(Node::root(mount.clone())));
            folders.push((folder, mount.guest_path.clone()));
        }
        Ok(folders)
    }
}
