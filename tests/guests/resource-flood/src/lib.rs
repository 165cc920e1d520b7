//! A guest that takes what the host keeps for it: memory of buffers, requests to the
//! front end.

use imjoy_sdk::bindings::imjoy::plugin::types::{self, BufferBuilder};
use imjoy_sdk::{Context, Error, WindowOptions, api};

#[derive(Default)]
struct ResourceFlood;

/// Takes what the host keeps for it.
#[imjoy_sdk::plugin(icon = "🌊")]
impl ResourceFlood {
    /// Fills builders and opens windows, as many as a plugin never needs.
    pub async fn run(&self, _my: Context) -> Result<(), Error> {
        self.flood_ui(10_000).await?;
        self.builders(100, 100_000_000).map(|_| ())
    }

    /// Appends as many bytes to each of as many builders and finishes none of them.
    pub fn builders(&self, builders: usize, bytes: usize) -> Result<usize, Error> {
        let piece = vec![1; bytes];
        let mut filled = Vec::new();
        for _ in 0..builders {
            let builder = BufferBuilder::new();
            builder.append(&piece).map_err(|error| match error {
                types::Error::Limit(text) => Error::limit(text),
                other => Error::failed(format!("{other:?}")),
            })?;
            filled.push(builder);
        }
        Ok(filled.len())
    }

    /// Opens and closes a window that many times, then brings one to the front as often.
    pub async fn flood_ui(&self, times: u32) -> Result<(), Error> {
        for _ in 0..times {
            api::create_window(WindowOptions::new("imjoy/generic")).await?.close().await?;
        }
        let window = api::create_window(WindowOptions::new("imjoy/generic")).await?;
        for _ in 0..times {
            window.focus().await?;
        }
        window.close().await
    }

    /// A sign of life.
    pub fn ping(&self) -> &'static str {
        "pong"
    }
}
