//! `api::show_plugin_progress`: the plugin's own progress bar.

use imjoy_sdk::{Context, Error, Op, api};

#[derive(Default)]
struct ShowPluginProgress;

/// # show-plugin-progress
///
/// Counts the primes below a number. The bar is under the plugin's name in the list, so
/// several plugins can each show how far they are. It follows the rule of `show-progress`
/// (0.5 is 50 %, 1 is 1 %) and goes at 100 %.
///
/// ```rust
/// api::show_plugin_progress(85.0);
/// ```
#[imjoy_sdk::plugin(
    icon = "📶",
    labels = ["API example"],
    ui = "Primes below {id:'limit', type:'number', placeholder:200000, min:2, max:10000000}"
)]
impl ShowPluginProgress {
    async fn setup(&mut self) -> Result<(), Error> {
        let form = "Progress {id:'progress', type:'number', placeholder:0.5}";
        api::register(Op::new("Set the bar").ui(form).run_name("set_bar")).await
    }

    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let limit: u32 = my.config.get_or("limit", 200_000)?;
        let mut count = 0;
        for number in 2..limit {
            count += u32::from(is_prime(number));
            if number.is_multiple_of(2_000) {
                api::show_plugin_progress(100.0 * f64::from(number) / f64::from(limit));
                imjoy_sdk::yield_now().await;
            }
        }
        api::show_plugin_progress(100.0);
        api::show_message(format!("{count} primes are below {limit}"), None);
        Ok(())
    }

    /// The op *Set the bar*.
    pub async fn set_bar(&self, my: Context) -> Result<(), Error> {
        api::show_plugin_progress(my.config.get_or("progress", 0.5)?);
        // The bar goes when the op has ended.
        api::alert("See the bar under the plugin's name").await
    }
}

fn is_prime(number: u32) -> bool {
    number > 1 && (2..).take_while(|factor| factor * factor <= number).all(|factor| !number.is_multiple_of(factor))
}
