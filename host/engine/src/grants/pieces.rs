//! Granted files as streams: read straight into the memory of the plugin.
//!
//! Invariants: before each piece it is looked whether the grant still holds. The plugin's
//! task never waits for the disk: what the system has in memory is copied at once, and
//! what it has not is read on a thread that may block. Only its length is asked for, which
//! the system knows of an open file.

use super::GrantedFile;
use super::handles::blocking;
use super::positioned::read_cached;
use crate::bindings::imjoy::plugin::types::Error;
use crate::error::CallError;
use crate::shared::Shared;
use futures::future::BoxFuture;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::sync::oneshot;
use wasmtime::StoreContextMut;
use wasmtime::component::{Destination, StreamProducer, StreamResult, VecBuffer};

/// Bytes of one piece at most: few enough that a plugin's turn stays short.
const PIECE: usize = 1024 * 1024;

/// The reading end of a file that is on its way into a plugin.
pub(crate) struct Pieces {
    shared: Arc<Shared>,
    file: GrantedFile,
    offset: u64,
    /// What is being read where it may block.
    reading: Option<BoxFuture<'static, Result<Vec<u8>, CallError>>>,
    /// Told how the stream has ended.
    ended: Option<oneshot::Sender<Result<(), Error>>>,
}

impl Pieces {
    /// A stream of `file` from `offset`, and how it will have ended.
    pub(crate) fn new(
        shared: Arc<Shared>,
        file: GrantedFile,
        offset: u64,
    ) -> (Self, oneshot::Receiver<Result<(), Error>>) {
        let (ended, result) = oneshot::channel();
        (Self { shared, file, offset, reading: None, ended: Some(ended) }, result)
    }

    fn end(&mut self, result: Result<(), CallError>) -> Poll<wasmtime::Result<StreamResult>> {
        if let Some(ended) = self.ended.take() {
            // The plugin may not want to know.
            let _ = ended.send(result.map_err(Error::from));
        }
        Poll::Ready(Ok(StreamResult::Dropped))
    }

    /// Reads on a thread that may block.
    fn begin_reading(&self, length: usize) -> BoxFuture<'static, Result<Vec<u8>, CallError>> {
        let (shared, file, offset) = (self.shared.clone(), self.file.clone(), self.offset);
        Box::pin(async move {
            let read = move || {
                let mut bytes = Vec::new();
                file.read_into(&mut bytes, offset, length)?;
                Ok(bytes)
            };
            blocking(&shared, read).await
        })
    }
}

impl Drop for Pieces {
    fn drop(&mut self) {
        // The plugin has not wanted the rest.
        let _ = self.end(Ok(()));
    }
}

impl<D> StreamProducer<D> for Pieces {
    type Item = u8;
    type Buffer = VecBuffer<u8>;

    fn poll_produce<'a>(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        store: StoreContextMut<'a, D>,
        mut destination: Destination<'a, u8, VecBuffer<u8>>,
        must_finish: bool,
    ) -> Poll<wasmtime::Result<StreamResult>> {
        let this = &mut *self;
        if let Err(revoked) = this.file.check() {
            return this.end(Err(revoked));
        }
        if this.reading.is_none() {
            let mut direct = destination.reborrow().as_direct(store, PIECE);
            let room = direct.remaining();
            // No further than the file says that it goes: files of the kernel say nothing,
            // and can be the memory of the host.
            let left = match this.file.left(this.offset) {
                Ok(left) => left,
                Err(error) => return this.end(Err(error)),
            };
            if left == 0 {
                return this.end(Ok(()));
            }
            let length = room.len().min(PIECE).min(left);
            let Some(room) = room.get_mut(..length).filter(|room| !room.is_empty()) else {
                return Poll::Ready(Ok(StreamResult::Completed));
            };
            match read_cached(this.file.file(), room, this.offset) {
                Ok(Some(0)) => return this.end(Ok(())),
                Ok(Some(count)) => {
                    direct.mark_written(count);
                    this.offset = this.offset.saturating_add(count as u64);
                    return Poll::Ready(Ok(StreamResult::Completed));
                }
                Ok(None) => this.reading = Some(this.begin_reading(length)),
                Err(error) => {
                    let failed = this.file.failed(&error);
                    return this.end(Err(failed));
                }
            }
        }
        let Some(reading) = &mut this.reading else { return Poll::Ready(Ok(StreamResult::Completed)) };
        let read = match reading.as_mut().poll(context) {
            // What it brings is for the next read.
            Poll::Pending if must_finish => return Poll::Ready(Ok(StreamResult::Cancelled)),
            Poll::Pending => return Poll::Pending,
            Poll::Ready(read) => read,
        };
        this.reading = None;
        match read {
            Ok(bytes) if bytes.is_empty() => this.end(Ok(())),
            Ok(bytes) => {
                this.offset = this.offset.saturating_add(bytes.len() as u64);
                destination.set_buffer(VecBuffer::from(bytes));
                Poll::Ready(Ok(StreamResult::Completed))
            }
            Err(error) => this.end(Err(error)),
        }
    }
}
