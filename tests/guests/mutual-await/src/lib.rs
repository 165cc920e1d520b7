//! Two guests of the same source that wait for each other: `mutual-await` calls
//! `mutual-await-partner`, which calls `mutual-await`, and so on.

use imjoy_sdk::{Context, Error, Value, api, record};

#[derive(Default)]
struct MutualAwait;

/// Calls its partner, which calls it, and so on.
#[imjoy_sdk::plugin(icon = "⛓")]
impl MutualAwait {
    /// Runs the partner, which does the same, without end. `my.config.partner` names
    /// another partner, such as the plugin itself.
    pub async fn run(&self, my: Context) -> Result<Value, Error> {
        let partner: String = my.config.get_or("partner", partner().to_owned())?;
        let depth: i64 = my.data.get_or("depth", 0)?;
        let next = record! { "config": my.config, "data": record! { "depth": depth + 1 } };
        api::run(&partner, next).await
    }

    /// Goes back and forth that many times, then gives the number of calls made.
    pub async fn bounce(&self, times: i64) -> Result<i64, Error> {
        if times <= 0 {
            return Ok(0);
        }
        Ok(1 + api::call_as::<i64>(partner(), "bounce", (times - 1,)).await?)
    }

    /// A sign of life.
    pub fn ping(&self) -> &'static str {
        "pong"
    }
}

/// The other of the two.
fn partner() -> &'static str {
    match env!("CARGO_PKG_NAME") {
        "mutual-await" => "mutual-await-partner",
        _ => "mutual-await",
    }
}
