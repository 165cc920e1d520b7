//! `api::unregister`: taking ops away.

use imjoy_sdk::{Context, Error, Op, api};

#[derive(Default)]
struct Unregister;

/// # unregister
///
/// A list of things to do. **Run** adds what you have filled in, as an op. Running such an op
/// says that it is done: the op takes itself away. *Clear the list* takes all ops away and
/// registers the plugin's own two anew.
///
/// ```rust
/// api::unregister(Some("Feed the cells")).await?;
/// api::unregister(None).await?; // all ops of the plugin
/// ```
///
/// To take away what is not there is an error, which the plugin can catch.
#[imjoy_sdk::plugin(icon = "✅", labels = ["API example"], ui = "To do {id:'task', type:'string', placeholder:'Feed the cells'}")]
impl Unregister {
    async fn setup(&mut self) -> Result<(), Error> {
        api::register(Op::new("Clear the list").run_name("clear")).await
    }

    /// Adds an op for the task.
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let task: String = my.config.get_or("task", "Feed the cells".to_owned())?;
        api::register(Op::new(&task).ui("Run it when it is done").run_name("done")).await?;
        api::show_status(format!("To do: {task}"));
        Ok(())
    }

    /// The op of a task.
    pub async fn done(&self, my: Context) -> Result<(), Error> {
        api::unregister(Some(my.op())).await?;
        api::show_status(format!("Done: {}", my.op()));
        Ok(())
    }

    /// The op *Clear the list*.
    pub async fn clear(&self, _my: Context) -> Result<(), Error> {
        api::unregister(None).await?;
        let form = "To do {id:'task', type:'string', placeholder:'Feed the cells'}";
        api::register(Op::main().ui(form)).await?;
        api::register(Op::new("Clear the list").run_name("clear")).await?;
        match api::unregister(Some("Fly to the moon")).await {
            Err(Error::NotFound(reason)) => api::show_status(format!("The list is empty. By the way, {reason}")),
            other => return other,
        }
        Ok(())
    }
}
