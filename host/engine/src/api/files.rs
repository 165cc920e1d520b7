//! `files`: get-file-url, get-file-path, export-file, and files that the user has granted.

use super::ok;
use crate::arena::{self, table_full};
use crate::bindings::imjoy::plugin::files::{
    FileContents, FileKind, FileMetadata, FileUrlOptions, FolderEntry, Host, HostGrantedFile, HostGrantedFileWithStore,
    HostGrantedFolder, HostGrantedFolderWithStore, HostWithStore,
};
use crate::bindings::imjoy::plugin::types::Error;
use crate::buffer::Buffer;
use crate::error::CallError;
use crate::grants::{GrantedFile, GrantedFolder, Metadata, blocking, parse_path};
use crate::plugin::Plugin;
use crate::plugin::instance::Instance;
use crate::plugin::store::StoreState;
use crate::shared::Shared;
use bytes::Bytes;
use std::sync::Arc;
use wasmtime::component::{Accessor, HasSelf, Resource};

type Caller = (Arc<Shared>, Arc<Plugin>, Arc<Instance>);

fn caller<T: Send + 'static>(accessor: &Accessor<T, HasSelf<StoreState>>) -> Caller {
    accessor.with(|mut access| {
        let state = access.get();
        (state.shared.clone(), state.plugin.clone(), state.instance.clone())
    })
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
        let (bytes, own_name) = match contents {
            FileContents::Text(text) => (Bytes::from(text), None),
            FileContents::File(file) => {
                let file = accessor.with(|mut access| arena::decode_file(file, &mut access.get().table))?;
                (file.data, file.name)
            }
        };
        let (shared, plugin, instance) = caller(accessor);
        let name = name.or(own_name.map(|name| name.to_string())).unwrap_or_default();
        Ok(shared.export_file(&plugin, &instance, bytes, &name).await.map_err(Error::from))
    }

    async fn open_path(
        accessor: &Accessor<T, Self>,
        path: String,
    ) -> wasmtime::Result<Result<Resource<GrantedFile>, Error>> {
        let (shared, plugin, _) = caller(accessor);
        let opened = match parse_path(&path) {
            Ok(path) => {
                let of = shared.clone();
                blocking(&shared, move || of.grants.open_file(plugin.id, &path)).await
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
                let of = shared.clone();
                blocking(&shared, move || of.grants.open_folder(plugin.id, &path)).await
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
}
