//! `api::show_snackbar`: a short message.

use imjoy_sdk::{Context, Error, api};

#[derive(Default)]
struct ShowSnackbar;

/// # show-snackbar
///
/// Shows a message at the bottom that goes by itself: after as many seconds as you say, or
/// after ten if you say nothing. Run it several times: three are shown at once, and the bell
/// at the top keeps all of them.
///
/// ```rust
/// api::show_snackbar("saved", Some(5.0));
/// ```
#[imjoy_sdk::plugin(
    icon = "🍫",
    labels = ["API example"],
    ui = "Message {id:'message', type:'string', placeholder:'The image is saved'}<br>\
          Seconds {id:'seconds', type:'number', placeholder:5, min:1, max:120}"
)]
impl ShowSnackbar {
    pub fn run(&self, my: Context) -> Result<(), Error> {
        let message: String = my.config.get_or("message", "The image is saved".to_owned())?;
        let seconds: Option<f64> = my.config.get_or("seconds", None)?;
        api::show_snackbar(message, seconds);
        Ok(())
    }
}
