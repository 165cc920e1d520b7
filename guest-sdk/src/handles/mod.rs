//! What a value can refer to: functions, plugins, windows.
//!
//! All are host resources, counted: cloning one here costs nothing, only giving it away
//! while keeping it asks the host for a further handle.

mod function;
mod plugin;
mod window;

pub use function::Function;
pub(crate) use function::{call_own, release_own};
pub use plugin::Plugin;
pub use window::{Rectangle, Window};
