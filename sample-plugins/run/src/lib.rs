//! `api::run`: the `run` of other plugins.

use imjoy_sdk::{Context, Error, Op, Record, api, record, try_join};

#[derive(Default)]
struct Run;

/// # run
///
/// Runs two plugins. **Run** does it one after the other: the second starts when the first is
/// done. **Both at once** starts both and waits for both results; with *sleep* twice that takes
/// half as long.
///
/// ```rust
/// let first = api::run("sleep", ()).await?;
/// let (first, second) = try_join!(api::run("sleep", ()), api::run("alert", ()))?;
/// ```
///
/// A context goes with it: the answers in `config`, the data of the active window in `data`.
#[imjoy_sdk::plugin(
    icon = "🏃",
    labels = ["API example"],
    ui = "First {id:'first', type:'string', placeholder:'sleep'}<br>\
                                 Second {id:'second', type:'string', placeholder:'sleep'}"
)]
impl Run {
    async fn setup(&mut self) -> Result<(), Error> {
        let form = "First {id:'first', type:'string', placeholder:'sleep'}<br>\
                    Second {id:'second', type:'string', placeholder:'sleep'}";
        api::register(Op::new("Both at once").ui(form).run_name("run_both")).await
    }

    pub async fn run(&self, my: Context) -> Result<Record, Error> {
        let (first, second) = names(&my)?;
        let first = api::run(&first, context()).await?;
        let second = api::run(&second, context()).await?;
        Ok(record! { "how": "one after the other", "first": first, "second": second })
    }

    /// The op *Both at once*.
    pub async fn run_both(&self, my: Context) -> Result<Record, Error> {
        let (first, second) = names(&my)?;
        let (first, second) = try_join!(api::run(&first, context()), api::run(&second, context()))?;
        Ok(record! { "how": "both at once", "first": first, "second": second })
    }
}

fn names(my: &Context) -> Result<(String, String), Error> {
    Ok((my.config.get_or("first", "sleep".to_owned())?, my.config.get_or("second", "sleep".to_owned())?))
}

/// What the other plugin gets as `my`.
fn context() -> Context {
    Context::new(record! { "seconds": 1 }, record! { "from": "run" })
}
