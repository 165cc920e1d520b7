//! The first plugin to look at: each way of telling the user something, once.

use imjoy_sdk::{Context, Error, Message, api};

/// How long the progress bar takes, in seconds.
const PROGRESS_SECS: f64 = 1.0;

/// Steps of the progress bar.
const PROGRESS_STEPS: u32 = 50;

#[derive(Default)]
struct Hello;

/// # Hello
///
/// Greets you by name: with a **status text**, an **alert** that waits for OK, a
/// **progress bar** that takes about a second, a **snackbar** and a line in the
/// plugin's **log**.
///
/// Its source is the shortest way to see how a plugin talks to its user.
#[imjoy_sdk::plugin(icon = "👋", ui = "Your name {id:'name', type:'string', placeholder:'world'}")]
impl Hello {
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let name: String = my.config.get_or("name", "world".to_owned())?;
        api::show_status(format!("hello is greeting {name}"));
        api::alert(Message::new("Hello from a WebAssembly plugin").title(format!("Hello, {name}!"))).await?;
        for step in 0..=PROGRESS_STEPS {
            let percent = f64::from(step) * 100.0 / f64::from(PROGRESS_STEPS);
            api::show_progress(percent);
            api::show_plugin_progress(percent);
            api::sleep(PROGRESS_SECS / f64::from(PROGRESS_STEPS)).await?;
        }
        api::show_snackbar(format!("Nice to meet you, {name}"), Some(5.0));
        api::show_status("hello is done");
        api::log("hello went on after OK");
        Ok(())
    }
}
