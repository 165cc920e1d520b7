//! `api::sleep`: waiting without keeping anybody from working.

use imjoy_sdk::{Context, Error, Record, api, record};

#[derive(Default)]
struct Sleep;

/// # sleep
///
/// An egg timer: waits for as many seconds as you say and counts them down under its name. It
/// can be started several times; the timers run side by side, because a plugin that sleeps can
/// be called.
///
/// ```rust
/// api::sleep(0.5).await?;
/// ```
///
/// 0, negative numbers and more than a day are refused.
#[imjoy_sdk::plugin(icon = "⏰", labels = ["API example"], ui = "Seconds {id:'seconds', type:'number', placeholder:3}")]
impl Sleep {
    pub async fn run(&self, my: Context) -> Result<Option<Record>, Error> {
        let seconds: f64 = my.config.get_or("seconds", 3.0)?;
        let mut left = seconds;
        while left > 1.0 {
            api::show_plugin_status(format!("{left} s to go"));
            api::sleep(1.0).await?;
            left -= 1.0;
        }
        api::sleep(left).await?;
        api::show_plugin_status("");
        api::log(format!("slept for {seconds} s"));
        // Another plugin that runs this one gets a result, the user a message.
        if my.data.get("from").is_some() {
            return Ok(Some(record! { "slept for": seconds }));
        }
        api::show_message(format!("The egg is done after {seconds} s"), None);
        Ok(None)
    }
}
