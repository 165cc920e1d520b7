//! The functions of `wasi:filesystem/types`: what `wasmtime-wasi` does, after the checks of
//! the sandbox.

use super::FilesystemView;
use super::account::Growth;
use super::directory_stream::DirectoryStream;
use super::look::{Kind, Seen};
use super::names::{LostName, NewName, without_end};
use super::node::{Node, OpenFile};
use super::refusal::Refusal;
use super::streams::{FileInput, FileOutput};
use std::fs::File;
use std::sync::Arc;
use wasmtime::component::Resource;
use wasmtime_wasi::filesystem::Descriptor;
use wasmtime_wasi::p2::bindings::filesystem::types::{
    self, DescriptorFlags, DescriptorStat, DescriptorType, DirectoryEntry, DirectoryEntryStream, ErrorCode, Filesize,
    HostDescriptor, HostDirectoryEntryStream, MetadataHashValue, NewTimestamp, OpenFlags, PathFlags,
};
use wasmtime_wasi::p2::{DynInputStream, DynOutputStream, FsError, FsResult};

impl FilesystemView<'_> {
    /// What is known of an open file or folder, whose grant still holds.
    fn node(&self, descriptor: &Resource<Descriptor>) -> FsResult<Arc<Node>> {
        let unknown = || FsError::trap(wasmtime::format_err!("there is no file with the number {}", descriptor.rep()));
        let node = self.nodes.get(&descriptor.rep()).ok_or_else(unknown)?;
        node.mount.check()?;
        Ok(node.clone())
    }

    /// The open folder itself.
    fn folder(&self, descriptor: &Resource<Descriptor>) -> FsResult<Arc<File>> {
        match self.inner.table.get(descriptor)? {
            Descriptor::Dir(folder) => Ok(folder.dir.clone()),
            Descriptor::File(_) => Err(ErrorCode::NotDirectory.into()),
        }
    }

    /// Two folders in one mount: nothing is moved or linked from one mount to another.
    fn in_one_mount(old: &Node, new: &Node) -> FsResult<()> {
        if Arc::ptr_eq(&old.mount, &new.mount) {
            return Ok(());
        }
        let is_allowed = old.mount.is_writable() && new.mount.is_writable();
        Err(if is_allowed { ErrorCode::CrossDevice } else { ErrorCode::NotPermitted }.into())
    }

    /// Counts one more open file or folder.
    fn count_open(&self, node: &Node) -> FsResult<OpenFile> {
        Ok(self.open_files.open().map_err(|refusal| node.mount.told(refusal))?)
    }

    /// Counts one more stream of a file.
    fn count_stream(&self, node: &Node) -> FsResult<OpenFile> {
        Ok(self.open_streams.open().map_err(|refusal| node.mount.told(refusal))?)
    }

    /// Opens what nobody has to wait for, and counts it. A name that it makes is counted by
    /// the caller.
    async fn open_seen(
        &mut self,
        (node, folder): (&Arc<Node>, Resource<Descriptor>),
        (path_flags, path): (PathFlags, String),
        (open_flags, flags): (OpenFlags, DescriptorFlags),
    ) -> FsResult<Resource<Descriptor>> {
        let open = self.count_open(node)?;
        let opened = self.inner.open_at(folder, path_flags, path, open_flags, flags).await?;
        let file = match self.inner.table.get(&opened)? {
            Descriptor::File(file) => file.file.clone(),
            Descriptor::Dir(folder) => folder.dir.clone(),
        };
        // The system has just opened it and knows what it is: not worth a switch of threads.
        let refused = match Seen::open(&file) {
            Ok(Seen { kind: Kind::Other, .. }) => FsError::from(ErrorCode::Unsupported),
            Ok(seen) => match node.mount.check() {
                Ok(()) => {
                    let node = Node::opened(node.mount.clone(), &file, seen, open);
                    self.nodes.insert(opened.rep(), Arc::new(node));
                    return Ok(opened);
                }
                Err(refusal) => refusal.into(),
            },
            Err(error) => error.into(),
        };
        self.inner.table.delete(opened)?;
        Err(refused)
    }
}

impl types::Host for FilesystemView<'_> {
    fn convert_error_code(&mut self, error: FsError) -> wasmtime::Result<ErrorCode> {
        self.inner.convert_error_code(error)
    }

    fn filesystem_error_code(&mut self, error: Resource<wasmtime::Error>) -> wasmtime::Result<Option<ErrorCode>> {
        if let Some(refusal) = self.inner.table.get(&error)?.downcast_ref::<Refusal>() {
            return Ok(Some(refusal.code()));
        }
        self.inner.filesystem_error_code(error)
    }
}

impl HostDescriptor for FilesystemView<'_> {
    async fn advise(
        &mut self,
        descriptor: Resource<Descriptor>,
        offset: Filesize,
        length: Filesize,
        advice: types::Advice,
    ) -> FsResult<()> {
        self.node(&descriptor)?;
        self.inner.advise(descriptor, offset, length, advice).await
    }

    async fn sync_data(&mut self, descriptor: Resource<Descriptor>) -> FsResult<()> {
        self.node(&descriptor)?;
        self.inner.sync_data(descriptor).await
    }

    async fn get_flags(&mut self, descriptor: Resource<Descriptor>) -> FsResult<DescriptorFlags> {
        self.node(&descriptor)?;
        self.inner.get_flags(descriptor).await
    }

    async fn get_type(&mut self, descriptor: Resource<Descriptor>) -> FsResult<DescriptorType> {
        self.node(&descriptor)?;
        self.inner.get_type(descriptor).await
    }

    async fn set_size(&mut self, descriptor: Resource<Descriptor>, size: Filesize) -> FsResult<()> {
        let node = self.node(&descriptor)?;
        let Some(counted) = node.counted() else { return self.inner.set_size(descriptor, size).await };
        let growth = Growth::UpTo(size);
        let writing = node.mount.begin_writing_patiently(&counted.account, counted.key, growth).await?;
        let result = self.inner.set_size(descriptor, size).await;
        writing.end(&counted.file);
        result
    }

    async fn set_times(
        &mut self,
        descriptor: Resource<Descriptor>,
        accessed: NewTimestamp,
        modified: NewTimestamp,
    ) -> FsResult<()> {
        self.node(&descriptor)?;
        self.inner.set_times(descriptor, accessed, modified).await
    }

    async fn read(
        &mut self,
        descriptor: Resource<Descriptor>,
        length: Filesize,
        offset: Filesize,
    ) -> FsResult<(Vec<u8>, bool)> {
        let node = self.node(&descriptor)?;
        let read = self.inner.read(descriptor, length, offset).await;
        // Revoked meanwhile.
        node.mount.check()?;
        read
    }

    async fn write(
        &mut self,
        descriptor: Resource<Descriptor>,
        bytes: Vec<u8>,
        offset: Filesize,
    ) -> FsResult<Filesize> {
        let node = self.node(&descriptor)?;
        let Some(counted) = node.counted().filter(|_| !bytes.is_empty()) else {
            return self.inner.write(descriptor, bytes, offset).await;
        };
        let growth = Growth::UpTo(offset.saturating_add(bytes.len() as u64));
        let writing = node.mount.begin_writing_patiently(&counted.account, counted.key, growth).await?;
        let result = self.inner.write(descriptor, bytes, offset).await;
        writing.end(&counted.file);
        result
    }

    async fn read_directory(&mut self, descriptor: Resource<Descriptor>) -> FsResult<Resource<DirectoryEntryStream>> {
        let node = self.node(&descriptor)?;
        let open = self.count_open(&node)?;
        let stream = DirectoryStream::open(node, self.folder(&descriptor)?, open).await?;
        // The linker knows it by the type of `wasmtime-wasi`; all functions of it are here.
        Ok(Resource::new_own(self.inner.table.push(stream)?.rep()))
    }

    async fn sync(&mut self, descriptor: Resource<Descriptor>) -> FsResult<()> {
        self.node(&descriptor)?;
        self.inner.sync(descriptor).await
    }

    async fn create_directory_at(&mut self, descriptor: Resource<Descriptor>, path: String) -> FsResult<()> {
        let node = self.node(&descriptor)?;
        let name = NewName::begin(&node.mount).await?;
        let made = self.inner.create_directory_at(descriptor, path).await;
        name.end(made.is_ok());
        made
    }

    async fn stat(&mut self, descriptor: Resource<Descriptor>) -> FsResult<DescriptorStat> {
        self.node(&descriptor)?;
        self.inner.stat(descriptor).await
    }

    async fn stat_at(
        &mut self,
        descriptor: Resource<Descriptor>,
        path_flags: PathFlags,
        path: String,
    ) -> FsResult<DescriptorStat> {
        self.node(&descriptor)?;
        self.inner.stat_at(descriptor, path_flags, path).await
    }

    async fn set_times_at(
        &mut self,
        descriptor: Resource<Descriptor>,
        path_flags: PathFlags,
        path: String,
        accessed: NewTimestamp,
        modified: NewTimestamp,
    ) -> FsResult<()> {
        self.node(&descriptor)?;
        self.inner.set_times_at(descriptor, path_flags, path, accessed, modified).await
    }

    async fn link_at(
        &mut self,
        old: Resource<Descriptor>,
        path_flags: PathFlags,
        old_path: String,
        new: Resource<Descriptor>,
        new_path: String,
    ) -> FsResult<()> {
        let (old_node, new_node) = (self.node(&old)?, self.node(&new)?);
        Self::in_one_mount(&old_node, &new_node)?;
        let name = NewName::begin(&new_node.mount).await?;
        let made = self.inner.link_at(old, path_flags, old_path, new, new_path).await;
        name.end(made.is_ok());
        made
    }

    async fn open_at(
        &mut self,
        descriptor: Resource<Descriptor>,
        path_flags: PathFlags,
        path: String,
        open_flags: OpenFlags,
        flags: DescriptorFlags,
    ) -> FsResult<Resource<Descriptor>> {
        let node = self.node(&descriptor)?;
        let folder = self.folder(&descriptor)?;
        // Held until the file is open: so nothing else makes it meanwhile.
        let account = node.mount.account();
        let changing = match account {
            Some(account) => Some(account.begin_change().await),
            None => None,
        };
        let before = Seen::at(&folder, &path, path_flags.contains(PathFlags::SYMLINK_FOLLOW)).await;
        if matches!(before, Ok(Seen { kind: Kind::Other, .. })) {
            return Err(ErrorCode::Unsupported.into());
        }
        let is_new = open_flags.contains(OpenFlags::CREATE) && before.is_err();
        let counting = account.zip(changing.as_ref()).filter(|_| is_new);
        if let Some((account, changing)) = counting {
            node.mount.add_entry(account, changing).await?;
        }
        let opened = self.open_seen((&node, descriptor), (path_flags, path), (open_flags, flags)).await;
        if let Some((account, changing)) = counting.filter(|_| opened.is_err()) {
            account.cancel_entry(changing);
        }
        opened
    }

    fn drop(&mut self, descriptor: Resource<Descriptor>) -> wasmtime::Result<()> {
        let number = descriptor.rep();
        HostDescriptor::drop(&mut self.inner, descriptor)?;
        self.nodes.remove(&number);
        Ok(())
    }

    async fn readlink_at(&mut self, descriptor: Resource<Descriptor>, path: String) -> FsResult<String> {
        self.node(&descriptor)?;
        self.inner.readlink_at(descriptor, path).await
    }

    async fn remove_directory_at(&mut self, descriptor: Resource<Descriptor>, path: String) -> FsResult<()> {
        let node = self.node(&descriptor)?;
        let name = LostName::begin(&node.mount, &self.folder(&descriptor)?, without_end(&path)).await;
        let removed = self.inner.remove_directory_at(descriptor, path).await;
        name.end(removed.is_ok());
        removed
    }

    async fn rename_at(
        &mut self,
        old: Resource<Descriptor>,
        old_path: String,
        new: Resource<Descriptor>,
        new_path: String,
    ) -> FsResult<()> {
        let (old_node, new_node) = (self.node(&old)?, self.node(&new)?);
        Self::in_one_mount(&old_node, &new_node)?;
        let (old_folder, new_folder) = (self.folder(&old)?, self.folder(&new)?);
        let name = LostName::begin_renaming(
            &new_node.mount,
            (&old_folder, without_end(&old_path)),
            (&new_folder, without_end(&new_path)),
        )
        .await;
        let renamed = self.inner.rename_at(old, old_path, new, new_path).await;
        name.end(renamed.is_ok());
        renamed
    }

    async fn symlink_at(&mut self, descriptor: Resource<Descriptor>, target: String, path: String) -> FsResult<()> {
        let node = self.node(&descriptor)?;
        let name = NewName::begin(&node.mount).await?;
        let made = self.inner.symlink_at(descriptor, target, path).await;
        name.end(made.is_ok());
        made
    }

    async fn unlink_file_at(&mut self, descriptor: Resource<Descriptor>, path: String) -> FsResult<()> {
        let node = self.node(&descriptor)?;
        let name = LostName::begin(&node.mount, &self.folder(&descriptor)?, &path).await;
        let removed = self.inner.unlink_file_at(descriptor, path).await;
        name.end(removed.is_ok());
        removed
    }

    fn read_via_stream(
        &mut self,
        descriptor: Resource<Descriptor>,
        offset: Filesize,
    ) -> FsResult<Resource<DynInputStream>> {
        let node = self.node(&descriptor)?;
        let open = self.count_stream(&node)?;
        let stream = self.inner.read_via_stream(descriptor, offset)?;
        let stream = self.inner.table.delete(stream)?;
        let guarded: DynInputStream = Box::new(FileInput::new(stream, node, open));
        Ok(self.inner.table.push(guarded)?)
    }

    fn write_via_stream(
        &mut self,
        descriptor: Resource<Descriptor>,
        offset: Filesize,
    ) -> FsResult<Resource<DynOutputStream>> {
        let node = self.node(&descriptor)?;
        let open = self.count_stream(&node)?;
        let stream = self.inner.write_via_stream(descriptor, offset)?;
        let stream = self.inner.table.delete(stream)?;
        let guarded: DynOutputStream = Box::new(FileOutput::new(stream, node, Some(offset), open));
        Ok(self.inner.table.push(guarded)?)
    }

    fn append_via_stream(&mut self, descriptor: Resource<Descriptor>) -> FsResult<Resource<DynOutputStream>> {
        let node = self.node(&descriptor)?;
        let open = self.count_stream(&node)?;
        let stream = self.inner.append_via_stream(descriptor)?;
        let stream = self.inner.table.delete(stream)?;
        let guarded: DynOutputStream = Box::new(FileOutput::new(stream, node, None, open));
        Ok(self.inner.table.push(guarded)?)
    }

    async fn is_same_object(
        &mut self,
        one: Resource<Descriptor>,
        other: Resource<Descriptor>,
    ) -> wasmtime::Result<bool> {
        // It has no error for what has been revoked: that is the same as nothing.
        if self.node(&one).is_err() || self.node(&other).is_err() {
            return Ok(false);
        }
        self.inner.is_same_object(one, other).await
    }

    async fn metadata_hash(&mut self, descriptor: Resource<Descriptor>) -> FsResult<MetadataHashValue> {
        self.node(&descriptor)?;
        self.inner.metadata_hash(descriptor).await
    }

    async fn metadata_hash_at(
        &mut self,
        descriptor: Resource<Descriptor>,
        path_flags: PathFlags,
        path: String,
    ) -> FsResult<MetadataHashValue> {
        self.node(&descriptor)?;
        self.inner.metadata_hash_at(descriptor, path_flags, path).await
    }
}

impl HostDirectoryEntryStream for FilesystemView<'_> {
    async fn read_directory_entry(
        &mut self,
        stream: Resource<DirectoryEntryStream>,
    ) -> FsResult<Option<DirectoryEntry>> {
        let stream = self.inner.table.get_mut(&Resource::<DirectoryStream>::new_borrow(stream.rep()))?;
        stream.node.mount.check()?;
        let entry = stream.next().await;
        // Revoked meanwhile.
        stream.node.mount.check()?;
        Ok(entry?)
    }

    fn drop(&mut self, stream: Resource<DirectoryEntryStream>) -> wasmtime::Result<()> {
        self.inner.table.delete(Resource::<DirectoryStream>::new_own(stream.rep()))?;
        Ok(())
    }
}
