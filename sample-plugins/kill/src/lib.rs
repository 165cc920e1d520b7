//! `api::kill`: ending a task.

use imjoy_sdk::{Context, Error, Message, api, join, record};

#[derive(Default)]
struct Kill;

/// # kill
///
/// Starts the plugin *sleep* as a task of one minute and asks whether to kill it. Whoever
/// waits for a killed task gets the error *cancelled* at once.
///
/// ```rust
/// let task = api::start("sleep", "run", (context,))?;
/// api::kill(&task).await?;
/// ```
#[imjoy_sdk::plugin(icon = "🗡", labels = ["API example"], ui = "Seconds {id:'seconds', type:'number', placeholder:60, min:1, max:3600}")]
impl Kill {
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let seconds: f64 = my.config.get_or("seconds", 60.0)?;
        let context = Context::new(record! { "seconds": seconds }, record! { "from": "kill" });
        let task = api::start("sleep", "run", (context,))?;
        let ask = async {
            let question = Message::new(format!("The plugin sleep is waiting for {seconds} s. Kill the task?"))
                .confirm_text("Kill")
                .cancel_text("Let it be");
            if api::confirm(question).await? { api::kill(&task).await } else { Ok(()) }
        };
        let (asked, result) = join!(ask, task.wait());
        asked?;
        match result {
            Ok(_) => api::show_message("The task came to its end", None),
            Err(Error::Cancelled(reason)) => api::show_message(reason, None),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}
