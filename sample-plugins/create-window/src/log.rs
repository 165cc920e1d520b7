//! `imjoy/log`: what the plugin has logged.

use imjoy_sdk::{Error, WindowOptions, api};

pub(crate) fn window() -> Result<WindowOptions, Error> {
    api::log("the log window shows what its plugin has logged");
    for step in 1..=3 {
        api::log(format!("step {step} of 3 is done"));
    }
    api::error("this line stands for an error");
    Ok(WindowOptions::new("imjoy/log").name("Log of create-window"))
}
