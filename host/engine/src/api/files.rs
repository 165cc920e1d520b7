//! `files`: get-file-url, get-file-path, export-file.

use crate::arena;
use crate::bindings::imjoy::plugin::files::{FileContents, FileUrlOptions, Host, HostWithStore};
use crate::bindings::imjoy::plugin::types::Error;
use crate::error::CallError;
use crate::plugin::store::StoreState;
use wasmtime::component::{Accessor, HasSelf};

impl Host for StoreState {}

impl<T: Send + 'static> HostWithStore<T> for HasSelf<StoreState> {
    async fn get_file_url(_: &Accessor<T, Self>, _options: FileUrlOptions) -> wasmtime::Result<Result<String, Error>> {
        Ok(Err(CallError::not_available_yet("get-file-url").into()))
    }

    async fn get_file_path(_: &Accessor<T, Self>, _url: String) -> wasmtime::Result<Result<String, Error>> {
        Ok(Err(CallError::not_available_yet("get-file-path").into()))
    }

    async fn export_file(
        accessor: &Accessor<T, Self>,
        contents: FileContents,
        _name: Option<String>,
    ) -> wasmtime::Result<Result<(), Error>> {
        accessor.with(|mut access| {
            if let FileContents::File(file) = contents {
                let _ = arena::decode_file(file, &mut access.get().table)?;
            }
            Ok(Err(CallError::not_available_yet("export-file").into()))
        })
    }
}
