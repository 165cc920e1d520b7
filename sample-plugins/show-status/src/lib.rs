//! `api::show_status`: the application's status text.

use imjoy_sdk::{Context, Error, Op, api};

/// Status texts of the op that sends too many.
const FLOOD: u32 = 100_000;

#[derive(Default)]
struct ShowStatus;

/// # show-status
///
/// Sets the text at the top. A text that tells of an error (ImJoy looks for `rror`,
/// `Traceback` and `Fail`) is red; a click on it shows the whole text.
///
/// The op **Count fast** sends 100 000 texts as fast as it can. The host draws at most one
/// a frame and never misses the last.
///
/// ```rust
/// api::show_status("processing …");
/// ```
#[imjoy_sdk::plugin(icon = "💡", labels = ["API example"], ui = "Status {id:'status', type:'string', placeholder:'The microscope is focused'}")]
impl ShowStatus {
    async fn setup(&mut self) -> Result<(), Error> {
        api::register(Op::new("Count fast").run_name("count_fast")).await
    }

    pub fn run(&self, my: Context) -> Result<(), Error> {
        let status: String = my.config.get_or("status", "The microscope is focused".to_owned())?;
        api::show_status(status);
        Ok(())
    }

    /// The op *Count fast*.
    pub fn count_fast(&self, _my: Context) {
        for number in 1..=FLOOD {
            api::show_status(format!("{number} status texts"));
        }
    }
}
