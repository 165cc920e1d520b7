//! `api::alert`: a message that waits for OK.

use std::time::Instant;

use imjoy_sdk::{Context, Error, Message, api};

#[derive(Default)]
struct Alert;

/// # alert
///
/// Shows a message and waits until you press **OK** (or Enter, or Escape). Then the status
/// text says how long it stood there: `alert` is awaited, and nothing else of the host has
/// to wait with it.
///
/// ```rust
/// api::alert(Message::new("<b>24</b> cells").html().title("Done")).await?;
/// ```
///
/// With *HTML* the basic formatting is shown; nothing is ever fetched or run.
#[imjoy_sdk::plugin(
    icon = "💬",
    labels = ["API example"],
    ui = "Message {id:'message', type:'string', placeholder:'<b>24</b> cells were counted'}<br>\
          Written in {id:'format', type:'choose', options:['HTML', 'plain text'], placeholder:'HTML'}"
)]
impl Alert {
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let text: String = my.config.get_or("message", "<b>24</b> cells were counted".to_owned())?;
        let format: String = my.config.get_or("format", "HTML".to_owned())?;
        let message = Message::new(text).title("The count is done").confirm_text("Thanks");
        let shown_at = Instant::now();
        api::alert(if format == "HTML" { message.html() } else { message }).await?;
        api::show_status(format!("You read it in {:.1} seconds", shown_at.elapsed().as_secs_f64()));
        Ok(())
    }
}
