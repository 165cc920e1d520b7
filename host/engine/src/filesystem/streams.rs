//! Streams of files: those of `wasmtime-wasi`, with the grant and the quota before them.

use super::account::{Growth, Writing};
use super::node::{Node, OpenFile};
use bytes::Bytes;
use std::sync::Arc;
use wasmtime_wasi::async_trait;
use wasmtime_wasi::p2::{DynInputStream, DynOutputStream, InputStream, OutputStream, Pollable, StreamResult};

/// Reads from a file for as long as its grant holds.
pub(super) struct FileInput {
    inner: DynInputStream,
    node: Arc<Node>,
    _open: OpenFile,
}

impl FileInput {
    pub(super) fn new(inner: DynInputStream, node: Arc<Node>, open: OpenFile) -> Self {
        Self { inner, node, _open: open }
    }
}

#[async_trait]
impl InputStream for FileInput {
    fn read(&mut self, size: usize) -> StreamResult<Bytes> {
        self.node.mount.check()?;
        self.inner.read(size)
    }

    async fn blocking_read(&mut self, size: usize) -> StreamResult<Bytes> {
        self.node.mount.check()?;
        let read = self.inner.blocking_read(size).await;
        // Revoked meanwhile.
        self.node.mount.check()?;
        read
    }

    async fn cancel(&mut self) {
        self.inner.cancel().await;
    }
}

#[async_trait]
impl Pollable for FileInput {
    async fn ready(&mut self) {
        // Begins to read. Of a revoked grant the read itself then tells.
        if self.node.mount.check().is_ok() {
            self.inner.ready().await;
        }
    }
}

/// Writes to a file for as long as its grant holds and the quota allows it.
pub(super) struct FileOutput {
    inner: DynOutputStream,
    node: Arc<Node>,
    /// Where the next byte is written; none at the end of the file.
    position: Option<u64>,
    /// The write that goes on.
    writing: Option<Writing>,
    _open: OpenFile,
}

impl FileOutput {
    pub(super) fn new(inner: DynOutputStream, node: Arc<Node>, position: Option<u64>, open: OpenFile) -> Self {
        Self { inner, node, position, writing: None, _open: open }
    }

    /// What writing so many bytes needs.
    fn growth(&self, length: usize) -> Growth {
        let length = length as u64;
        self.position.map_or(Growth::By(length), |position| Growth::UpTo(position.saturating_add(length)))
    }

    fn advance(&mut self, length: usize) {
        self.position = self.position.map(|position| position.saturating_add(length as u64));
    }

    /// No write is under way any more.
    fn end_writing(&mut self) {
        if let (Some(writing), Some(counted)) = (self.writing.take(), self.node.counted()) {
            writing.end(&counted.file);
        }
    }
}

#[async_trait]
impl OutputStream for FileOutput {
    fn write(&mut self, bytes: Bytes) -> StreamResult<()> {
        self.node.mount.check()?;
        let length = bytes.len();
        if let Some(counted) = self.node.counted().filter(|_| length > 0) {
            let growth = self.growth(length);
            self.writing = Some(self.node.mount.begin_writing(&counted.account, counted.key, growth)?);
        }
        self.inner.write(bytes)?;
        self.advance(length);
        Ok(())
    }

    async fn blocking_write_and_flush(&mut self, bytes: Bytes) -> StreamResult<()> {
        self.ready().await;
        self.node.mount.check()?;
        let length = bytes.len();
        if let Some(counted) = self.node.counted().filter(|_| length > 0) {
            let growth = self.growth(length);
            let begun = self.node.mount.begin_writing_patiently(&counted.account, counted.key, growth).await;
            self.writing = Some(begun?);
        }
        let written = self.inner.blocking_write_and_flush(bytes).await;
        self.end_writing();
        if written.is_ok() {
            self.advance(length);
        }
        written
    }

    fn flush(&mut self) -> StreamResult<()> {
        self.node.mount.check()?;
        self.inner.flush()
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        self.node.mount.check()?;
        let permit = self.inner.check_write();
        // None is given for as long as a write goes on.
        if !matches!(permit, Ok(0)) {
            self.end_writing();
        }
        permit
    }

    async fn cancel(&mut self) {
        self.inner.cancel().await;
        self.end_writing();
    }
}

#[async_trait]
impl Pollable for FileOutput {
    async fn ready(&mut self) {
        self.inner.ready().await;
        self.end_writing();
    }
}
