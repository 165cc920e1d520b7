//! A window plugin whose manifest says that it can be run, but which has no `run`.

#[derive(Default)]
struct WithoutRun;

/// Cannot be run.
#[imjoy_sdk::plugin(type = "window", icon = "🕳", runnable = true)]
impl WithoutRun {
    /// A sign of life.
    pub fn ping(&self) -> &'static str {
        "pong"
    }
}
