//! `api::show_plugin_status`: the text under the plugin's name.

use imjoy_sdk::{Context, Error, api};

#[derive(Default)]
struct ShowPluginStatus;

/// # show-plugin-status
///
/// Halves an even number, triples an odd one and adds 1, until it is 1. As far as anybody
/// knows that always happens; from 27 it takes 111 steps. Each step is shown under the
/// plugin's name in the list, where other plugins do not overwrite it.
///
/// ```rust
/// api::show_plugin_status("3 of 7");
/// ```
#[imjoy_sdk::plugin(icon = "👣", labels = ["API example"], ui = "Start at {id:'start', type:'number', placeholder:27, min:1, max:1000000}")]
impl ShowPluginStatus {
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let start: u64 = my.config.get_or("start", 27)?;
        let mut number = start;
        let mut steps = 0;
        while number > 1 {
            number = if number.is_multiple_of(2) { number / 2 } else { number * 3 + 1 };
            steps += 1;
            api::show_plugin_status(format!("step {steps}: {number}"));
            api::sleep(0.01).await?;
        }
        api::show_plugin_status(format!("{start} is at 1 after {steps} steps"));
        Ok(())
    }
}
