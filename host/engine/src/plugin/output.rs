//! A plugin's standard output and error, line by line into its log.
//!
//! Invariants: writing never waits and never takes more memory than one line; beyond
//! [`BYTES_PER_SECOND`] output is dropped and the log says so once a second.

use crate::identity::PluginId;
use crate::log::{ENTRY_BYTES, Log, LogLevel};
use bytes::Bytes;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::io::AsyncWrite;
use wasmtime_wasi::cli::{IsTerminal, StdoutStream};
use wasmtime_wasi::p2::{OutputStream, Pollable, StreamResult};

/// Output that is kept of one plugin in one second.
pub(crate) const BYTES_PER_SECOND: usize = 256 * 1024;

/// Bytes taken in one write of the plugin.
const WRITE_BYTES: usize = 64 * 1024;

/// A stream that writes into the log. Clones share the unfinished line.
#[derive(Clone)]
pub(crate) struct LogOutput(Arc<Mutex<Lines>>);

struct Lines {
    log: Arc<Log>,
    plugin: PluginId,
    plugin_name: Arc<str>,
    line: Vec<u8>,
    second: Instant,
    bytes_this_second: usize,
    is_dropping: bool,
}

impl LogOutput {
    pub(crate) fn new(log: Arc<Log>, plugin: PluginId, plugin_name: Arc<str>) -> Self {
        Self(Arc::new(Mutex::new(Lines {
            log,
            plugin,
            plugin_name,
            line: Vec::new(),
            second: Instant::now(),
            bytes_this_second: 0,
            is_dropping: false,
        })))
    }

    fn take(&self, bytes: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take(bytes);
    }
}

impl Lines {
    fn take(&mut self, bytes: &[u8]) {
        if self.second.elapsed() >= Duration::from_secs(1) {
            self.second = Instant::now();
            self.bytes_this_second = 0;
            self.is_dropping = false;
        }
        self.bytes_this_second = self.bytes_this_second.saturating_add(bytes.len());
        if self.bytes_this_second > BYTES_PER_SECOND {
            if !self.is_dropping {
                self.is_dropping = true;
                self.end_line();
                self.add("… (output dropped: more than 256 KiB in a second)");
            }
            return;
        }
        let mut pieces = bytes.split(|byte| *byte == b'\n');
        if let Some(first) = pieces.next() {
            self.extend_line(first);
        }
        for piece in pieces {
            self.end_line();
            self.extend_line(piece);
        }
    }

    fn extend_line(&mut self, piece: &[u8]) {
        let room = (ENTRY_BYTES + 1).saturating_sub(self.line.len());
        self.line.extend(piece.iter().take(room));
    }

    fn end_line(&mut self) {
        if !self.line.is_empty() {
            let line = std::mem::take(&mut self.line);
            self.add(&String::from_utf8_lossy(&line));
        }
    }

    fn add(&self, text: &str) {
        self.log.add(Some(self.plugin), &self.plugin_name, LogLevel::Output, text, None);
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        self.end_line();
    }
}

impl IsTerminal for LogOutput {
    fn is_terminal(&self) -> bool {
        false
    }
}

impl StdoutStream for LogOutput {
    fn async_stream(&self) -> Box<dyn AsyncWrite + Send + Sync> {
        Box::new(self.clone())
    }

    fn p2_stream(&self) -> Box<dyn OutputStream> {
        Box::new(self.clone())
    }
}

impl OutputStream for LogOutput {
    fn write(&mut self, bytes: Bytes) -> StreamResult<()> {
        self.take(&bytes);
        Ok(())
    }

    fn flush(&mut self) -> StreamResult<()> {
        Ok(())
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        Ok(WRITE_BYTES)
    }
}

#[wasmtime_wasi::async_trait]
impl Pollable for LogOutput {
    async fn ready(&mut self) {}
}

impl AsyncWrite for LogOutput {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        self.take(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(log: &Log) -> Vec<String> {
        log.entries(None).iter().map(|entry| entry.text.to_string()).collect()
    }

    #[test]
    fn lines_are_joined_across_writes() {
        let log = Arc::new(Log::default());
        let output = LogOutput::new(log.clone(), PluginId::for_test(1), "p".into());
        output.take(b"hel");
        output.take(b"lo\nwor");
        assert_eq!(texts(&log), ["hello"]);
        drop(output);
        assert_eq!(texts(&log), ["hello", "wor"]);
    }

    #[test]
    fn a_flood_is_dropped_and_said_once() {
        let log = Arc::new(Log::default());
        let output = LogOutput::new(log.clone(), PluginId::for_test(1), "p".into());
        for _ in 0..1000 {
            output.take(&[b'x'; 64 * 1024]);
        }
        let texts = texts(&log);
        assert_eq!(texts.len(), 2, "{texts:?}");
        assert!(texts[1].contains("output dropped"));
    }
}
