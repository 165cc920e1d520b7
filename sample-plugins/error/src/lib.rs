//! `api::error`: entries of the log that count as errors.

use imjoy_sdk::{Context, Error, api};

#[derive(Default)]
struct ErrorSample;

/// # error
///
/// Reads measurements and writes an error to its log for each that cannot be. The badge at
/// the plugin's name counts the errors that you have not seen; click it to read them. The
/// plugin itself goes on: `error` tells of a fault, it does not end anything.
///
/// ```rust
/// api::error("the image is empty");
/// api::error_items(("no such file:", "cells.png"));
/// ```
#[imjoy_sdk::plugin(icon = "🚨", labels = ["API example"], ui = "Areas in µm² {id:'areas', type:'string', placeholder:'12.5, -3, 88, many, 41'}")]
impl ErrorSample {
    pub fn run(&self, my: Context) -> Result<(), Error> {
        let areas: String = my.config.get_or("areas", "12.5, -3, 88, many, 41".to_owned())?;
        let mut sum = 0.0;
        let mut count = 0_u32;
        for (index, text) in areas.split(',').map(str::trim).enumerate() {
            match text.parse::<f64>() {
                Ok(area) if area < 0.0 => api::error(format!("area {} is negative: {area}", index + 1)),
                Ok(area) => {
                    sum += area;
                    count += 1;
                }
                Err(_) => api::error_items((format!("area {} is no number:", index + 1), text)),
            }
        }
        let mean = sum / f64::from(count.max(1));
        api::show_status(format!("Mean of {count} good areas: {mean:.2}"));
        Ok(())
    }
}
