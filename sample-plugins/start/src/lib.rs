//! `api::start`: calls that go on by themselves.

use imjoy_sdk::{Context, Error, api, join};

#[derive(Default)]
struct Start;

/// # start
///
/// Starts `count_primes` of the plugin *export* twice, as tasks: both work while this plugin
/// goes on and shows that they do. Then it waits for their results.
///
/// ```rust
/// let task = api::start("export", "count_primes", (100_000,))?;
/// let result = task.wait().await?;
/// ```
///
/// How to end a task early shows the plugin *kill*.
#[imjoy_sdk::plugin(
    icon = "🚀",
    labels = ["API example"],
    ui = "Primes below {id:'limit', type:'number', placeholder:100000, min:2, max:10000000}"
)]
impl Start {
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let limit: u32 = my.config.get_or("limit", 100_000)?;
        let small = api::start("export", "count_primes", (limit / 10,))?;
        let large = api::start("export", "count_primes", (limit,))?;
        api::show_plugin_status("two tasks are under way");
        let (small, large) = join!(small.wait(), large.wait());
        api::show_plugin_status("");
        api::show_message(format!("{} primes below {}, {} below {limit}", small?, limit / 10, large?), None);
        Ok(())
    }
}
