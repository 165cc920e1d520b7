//! All functions of the ImJoy API in one place: `api::alert`, `api::get_plugin`, …
//!
//! They live in modules named as the interfaces of the WIT ([`crate::dialogs`],
//! [`crate::status`], [`crate::windows`], [`crate::plugins`], [`crate::settings`],
//! [`crate::files`], [`crate::utilities`]); this one re-exports their functions.
//!
//! Whatever may wait for a person, a disk or another plugin is `async`: it starts when it
//! is awaited, and several go on at once by [`join!`](crate::join).
//!
//! ```no_run
//! # async fn example() -> imjoy_sdk::Result<()> {
//! use imjoy_sdk::{api, try_join};
//!
//! api::show_status("asking …");
//! let (name, agreed) = try_join!(api::prompt("Your name?"), api::confirm("Go on?"))?;
//! # Ok(())
//! # }
//! ```

#[doc(hidden)]
pub mod dialogs;
#[doc(hidden)]
pub mod files;
#[doc(hidden)]
pub mod plugins;
#[doc(hidden)]
pub mod settings;
#[doc(hidden)]
pub mod status;
#[doc(hidden)]
pub mod utilities;
#[doc(hidden)]
pub mod windows;

pub use dialogs::{alert, confirm, prompt, show_dialog, show_file_dialog};
pub use files::{export_file, get_file_path, get_file_url, open_folder, open_path, start_export};
pub use plugins::{
    call, call_as, get_plugin, get_services, register, register_service, run, start, unregister, unregister_service,
};
pub use settings::{get_attachment, get_config, set_config, tag, workspace};
pub use status::{
    error, error_items, log, log_items, show_message, show_plugin_progress, show_plugin_status, show_progress,
    show_snackbar, show_status,
};
pub use utilities::{force_update, kill, open_url, sleep};
pub use windows::{create_window, get_window};
