//! `files`: get-file-url, get-file-path, export-file, start-export, and files that the user
//! has granted.

use super::ok;
use crate::arena::{self, table_full};
use crate::bindings::imjoy::plugin::files::{
    FileContents, FileKind, FileMetadata, FileUrlOptions, FolderEntry, Host, HostExportWriter,
    HostExportWriterWithStore, HostGrantedFile, HostGrantedFileWithStore, HostGrantedFolder,
    HostGrantedFolderWithStore, HostWithStore,
};
use crate::bindings::imjoy::plugin::types::Error;
use crate::buffer::Buffer;
use crate::error::CallError;
use crate::export::{Contents, ExportHandle, ExportWriter};
use crate::grants::{GrantedFile, GrantedFolder, Metadata, Pieces, blocking, parse_path};
use crate::plugin::Plugin;
use crate::plugin::instance::Instance;
use crate::plugin::store::StoreState;
use crate::shared::Shared;
use bytes::Bytes;
use std::sync::Arc;
use wasmtime::component::{Accessor, FutureReader, HasSelf, Resource, StreamReader};

type Caller = (Arc<Shared>, Arc<Plugin>, Arc<Instance>);

fn caller<T: Send + 'static>(accessor: &Accessor<T, HasSelf<StoreState>>) -> Caller {
    accessor.with(|mut access| {
        let state = access.get();
        (state.shared.clone(), state.plugin.clone(), state.instance.clone())
    })
}

/// The bytes of a buffer, which the plugin keeps.
fn bytes_of<T: Send + 'static>(
    accessor: &Accessor<T, HasSelf<StoreState>>,
    buffer: &Resource<Buffer>,
) -> wasmtime::Result<Bytes> {
    accessor.with(|mut access| ok(access.get().table.get(buffer)?.0.clone()))
}

/// Gives the plugin a handle.
fn push<T: Send + 'static, R: Send + Sync + 'static>(
    accessor: &Accessor<T, HasSelf<StoreState>>,
    result: Result<R, CallError>,
) -> Result<Resource<R>, Error> {
    let pushed =
        result.and_then(|resource| accessor.with(|mut access| access.get().table.push(resource).map_err(table_full)));
    pushed.map_err(Error::from)
}

fn metadata(metadata: Metadata) -> FileMetadata {
    FileMetadata {
        kind: if metadata.is_folder { FileKind::Folder } else { FileKind::File },
        size: metadata.size,
        modified: metadata.modified,
    }
}

impl Host for StoreState {}

impl<T: Send + 'static> HostWithStore<T> for HasSelf<StoreState> {
    async fn get_file_url(
        accessor: &Accessor<T, Self>,
        options: FileUrlOptions,
    ) -> wasmtime::Result<Result<String, Error>> {
        let (shared, plugin, instance) = caller(accessor);
        let FileUrlOptions { path, password, headers } = options;
        let url = shared.get_file_url(&plugin, &instance, &path, password, headers).await;
        Ok(url.map_err(Error::from))
    }

    async fn get_file_path(accessor: &Accessor<T, Self>, url: String) -> wasmtime::Result<Result<String, Error>> {
        let (shared, plugin, _) = caller(accessor);
        Ok(shared.get_file_path(&plugin, &url).map_err(Error::from))
    }

    async fn export_file(
        accessor: &Accessor<T, Self>,
        contents: FileContents,
        name: Option<String>,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (contents, own_name) = accessor.with(|mut access| {
            let table = &mut access.get().table;
            ok(match contents {
                FileContents::Text(text) => (Contents::Bytes(Bytes::from(text)), None),
                FileContents::File(file) => {
                    let file = arena::decode_file(file, table)?;
                    (Contents::Bytes(file.data), file.name.map(|name| name.to_string()))
                }
                FileContents::Bytes(bytes) => (Contents::Bytes(arena::decode_binary(bytes, table)?), None),
                FileContents::Granted(file) => {
                    let file = table.get(&file)?.clone();
                    let name = file.name().to_owned();
                    (Contents::Granted(file), Some(name))
                }
            })
        })?;
        let (shared, plugin, instance) = caller(accessor);
        let name = name.or(own_name).unwrap_or_default();
        Ok(shared.export_file(&plugin, &instance, contents, &name).await.map_err(Error::from))
    }

    async fn start_export(
        accessor: &Accessor<T, Self>,
        name: Option<String>,
        size: Option<u64>,
    ) -> wasmtime::Result<Result<Resource<ExportWriter>, Error>> {
        let (shared, plugin, instance) = caller(accessor);
        let begun = shared.start_export(&plugin, &instance, &name.unwrap_or_default(), size).await;
        Ok(push(accessor, begun))
    }

    async fn open_path(
        accessor: &Accessor<T, Self>,
        path: String,
    ) -> wasmtime::Result<Result<Resource<GrantedFile>, Error>> {
        let (shared, plugin, _) = caller(accessor);
        let opened = match parse_path(&path) {
            Ok(path) => {
                let (of, open_files) = (shared.clone(), shared.open_files(&plugin));
                blocking(&shared, move || of.grants.open_file(plugin.id, &path, &open_files)).await
            }
            Err(error) => Err(error),
        };
        Ok(push(accessor, opened))
    }

    async fn open_folder(
        accessor: &Accessor<T, Self>,
        path: String,
    ) -> wasmtime::Result<Result<Resource<GrantedFolder>, Error>> {
        let (shared, plugin, _) = caller(accessor);
        let opened = match parse_path(&path) {
            Ok(path) => {
                let (of, open_files) = (shared.clone(), shared.open_files(&plugin));
                blocking(&shared, move || of.grants.open_folder(plugin.id, &path, open_files)).await
            }
            Err(error) => Err(error),
        };
        Ok(push(accessor, opened))
    }
}

impl HostGrantedFile for StoreState {
    fn name(&mut self, file: Resource<GrantedFile>) -> wasmtime::Result<String> {
        Ok(self.table.get(&file)?.name().to_owned())
    }

    fn drop(&mut self, file: Resource<GrantedFile>) -> wasmtime::Result<()> {
        self.table.delete(file)?;
        Ok(())
    }
}

fn granted_file<T: Send + 'static>(
    accessor: &Accessor<T, HasSelf<StoreState>>,
    file: &Resource<GrantedFile>,
) -> wasmtime::Result<(Arc<Shared>, GrantedFile)> {
    accessor.with(|mut access| {
        let state = access.get();
        ok((state.shared.clone(), state.table.get(file)?.clone()))
    })
}

impl<T: Send + 'static> HostGrantedFileWithStore<T> for HasSelf<StoreState> {
    async fn metadata(
        accessor: &Accessor<T, Self>,
        file: Resource<GrantedFile>,
    ) -> wasmtime::Result<Result<FileMetadata, Error>> {
        let (shared, file) = granted_file(accessor, &file)?;
        Ok(blocking(&shared, move || file.metadata()).await.map(metadata).map_err(Error::from))
    }

    async fn read(
        accessor: &Accessor<T, Self>,
        file: Resource<GrantedFile>,
        offset: u64,
        length: u32,
    ) -> wasmtime::Result<Result<Vec<u8>, Error>> {
        let (shared, file) = granted_file(accessor, &file)?;
        Ok(file.read(&shared, offset, length).await.map_err(Error::from))
    }

    async fn pieces(
        accessor: &Accessor<T, Self>,
        file: Resource<GrantedFile>,
        offset: u64,
    ) -> wasmtime::Result<(StreamReader<u8>, FutureReader<Result<(), Error>>)> {
        let (shared, file) = granted_file(accessor, &file)?;
        let (stream, ended) = Pieces::new(shared, file, offset);
        accessor
            .with(|mut access| Ok((StreamReader::new(&mut access, stream)?, FutureReader::new(&mut access, ended)?)))
    }

    async fn load(
        accessor: &Accessor<T, Self>,
        file: Resource<GrantedFile>,
        offset: u64,
        length: Option<u64>,
    ) -> wasmtime::Result<Result<Resource<Buffer>, Error>> {
        let (shared, file) = granted_file(accessor, &file)?;
        let account = accessor.with(|mut access| access.get().buffers.clone());
        let loaded = file.load(&shared, account, offset, length).await;
        Ok(push(accessor, loaded))
    }

    async fn write(
        accessor: &Accessor<T, Self>,
        file: Resource<GrantedFile>,
        offset: u64,
        bytes: Vec<u8>,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (shared, file) = granted_file(accessor, &file)?;
        Ok(blocking(&shared, move || file.write(offset, &bytes)).await.map_err(Error::from))
    }

    async fn write_buffer(
        accessor: &Accessor<T, Self>,
        file: Resource<GrantedFile>,
        offset: u64,
        contents: Resource<Buffer>,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (shared, file) = granted_file(accessor, &file)?;
        let bytes = bytes_of(accessor, &contents)?;
        Ok(blocking(&shared, move || file.write(offset, &bytes)).await.map_err(Error::from))
    }

    async fn set_size(
        accessor: &Accessor<T, Self>,
        file: Resource<GrantedFile>,
        size: u64,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (shared, file) = granted_file(accessor, &file)?;
        Ok(blocking(&shared, move || file.set_size(size)).await.map_err(Error::from))
    }
}

impl HostGrantedFolder for StoreState {
    fn name(&mut self, folder: Resource<GrantedFolder>) -> wasmtime::Result<String> {
        Ok(self.table.get(&folder)?.name().to_owned())
    }

    fn drop(&mut self, folder: Resource<GrantedFolder>) -> wasmtime::Result<()> {
        self.table.delete(folder)?;
        Ok(())
    }
}

fn granted_folder<T: Send + 'static>(
    accessor: &Accessor<T, HasSelf<StoreState>>,
    folder: &Resource<GrantedFolder>,
) -> wasmtime::Result<(Arc<Shared>, GrantedFolder)> {
    accessor.with(|mut access| {
        let state = access.get();
        ok((state.shared.clone(), state.table.get(folder)?.clone()))
    })
}

impl<T: Send + 'static> HostGrantedFolderWithStore<T> for HasSelf<StoreState> {
    async fn list(
        accessor: &Accessor<T, Self>,
        folder: Resource<GrantedFolder>,
        path: String,
    ) -> wasmtime::Result<Result<Vec<FolderEntry>, Error>> {
        let (shared, folder) = granted_folder(accessor, &folder)?;
        let listed = blocking(&shared, move || folder.list(&path)).await;
        Ok(match listed {
            Ok(entries) => Ok(entries
                .into_iter()
                .map(|entry| FolderEntry { name: entry.name, metadata: metadata(entry.metadata) })
                .collect()),
            Err(error) => Err(error.into()),
        })
    }

    async fn open(
        accessor: &Accessor<T, Self>,
        folder: Resource<GrantedFolder>,
        path: String,
    ) -> wasmtime::Result<Result<Resource<GrantedFile>, Error>> {
        let (shared, folder) = granted_folder(accessor, &folder)?;
        let opened = blocking(&shared, move || folder.open(&path)).await;
        Ok(push(accessor, opened))
    }

    async fn folder(
        accessor: &Accessor<T, Self>,
        folder: Resource<GrantedFolder>,
        path: String,
    ) -> wasmtime::Result<Result<Resource<GrantedFolder>, Error>> {
        let (shared, folder) = granted_folder(accessor, &folder)?;
        let opened = blocking(&shared, move || folder.folder(&path)).await;
        Ok(push(accessor, opened))
    }

    async fn create_file(
        accessor: &Accessor<T, Self>,
        folder: Resource<GrantedFolder>,
        path: String,
        overwrite: bool,
    ) -> wasmtime::Result<Result<Resource<GrantedFile>, Error>> {
        let (shared, folder) = granted_folder(accessor, &folder)?;
        let created = blocking(&shared, move || folder.create_file(&path, overwrite)).await;
        Ok(push(accessor, created))
    }

    async fn create_folder(
        accessor: &Accessor<T, Self>,
        folder: Resource<GrantedFolder>,
        path: String,
    ) -> wasmtime::Result<Result<Resource<GrantedFolder>, Error>> {
        let (shared, folder) = granted_folder(accessor, &folder)?;
        let created = blocking(&shared, move || folder.create_folder(&path)).await;
        Ok(push(accessor, created))
    }

    async fn remove(
        accessor: &Accessor<T, Self>,
        folder: Resource<GrantedFolder>,
        path: String,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (shared, folder) = granted_folder(accessor, &folder)?;
        Ok(blocking(&shared, move || folder.remove(&path)).await.map_err(Error::from))
    }

    async fn rename(
        accessor: &Accessor<T, Self>,
        folder: Resource<GrantedFolder>,
        path: String,
        to: String,
        overwrite: bool,
    ) -> wasmtime::Result<Result<(), Error>> {
        let (shared, folder) = granted_folder(accessor, &folder)?;
        Ok(blocking(&shared, move || folder.rename(&path, &to, overwrite)).await.map_err(Error::from))
    }
}

impl HostExportWriter for StoreState {
    fn drop(&mut self, writer: Resource<ExportWriter>) -> wasmtime::Result<()> {
        self.table.delete(writer)?;
        Ok(())
    }
}

fn export_writer<T: Send + 'static>(
    accessor: &Accessor<T, HasSelf<StoreState>>,
    writer: &Resource<ExportWriter>,
) -> wasmtime::Result<ExportHandle> {
    accessor.with(|mut access| ok(access.get().table.get(writer)?.handle()))
}

impl<T: Send + 'static> HostExportWriterWithStore<T> for HasSelf<StoreState> {
    async fn write(
        accessor: &Accessor<T, Self>,
        writer: Resource<ExportWriter>,
        bytes: Vec<u8>,
    ) -> wasmtime::Result<Result<(), Error>> {
        let writer = export_writer(accessor, &writer)?;
        Ok(writer.append(Contents::Bytes(Bytes::from(bytes))).await.map_err(Error::from))
    }

    async fn write_buffer(
        accessor: &Accessor<T, Self>,
        writer: Resource<ExportWriter>,
        contents: Resource<Buffer>,
    ) -> wasmtime::Result<Result<(), Error>> {
        let writer = export_writer(accessor, &writer)?;
        let bytes = bytes_of(accessor, &contents)?;
        Ok(writer.append(Contents::Bytes(bytes)).await.map_err(Error::from))
    }

    async fn finish(
        accessor: &Accessor<T, Self>,
        writer: Resource<ExportWriter>,
    ) -> wasmtime::Result<Result<(), Error>> {
        let writer = export_writer(accessor, &writer)?;
        Ok(writer.finish().await.map_err(Error::from))
    }
}
