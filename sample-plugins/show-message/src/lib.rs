//! `api::show_message`: snackbar and status text at once.

use imjoy_sdk::{Context, Error, api};

#[derive(Default)]
struct ShowMessage;

/// # show-message
///
/// Tells how many days a year has, at the bottom and in the status text at the top. The
/// message at the bottom goes after some seconds; the status text stays.
///
/// ```rust
/// api::show_message("saved", None);
/// ```
#[imjoy_sdk::plugin(icon = "📣", labels = ["API example"], ui = "Year {id:'year', type:'number', placeholder:2024, min:1, max:9999}")]
impl ShowMessage {
    pub fn run(&self, my: Context) -> Result<(), Error> {
        let year: u32 = my.config.get_or("year", 2024)?;
        let is_leap_year = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = if is_leap_year { 366 } else { 365 };
        api::show_message(format!("The year {year} has {days} days"), Some(5.0));
        Ok(())
    }
}
