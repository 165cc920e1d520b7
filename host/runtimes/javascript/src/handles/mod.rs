//! What the host gave, as JavaScript has it: functions, plugins, windows, files, and bytes
//! that have not been read yet.
//!
//! An object of JavaScript that stands for such a thing has a [`Handle`] under a symbol that
//! plugins do not get. When JavaScript frees the object, the handle goes, and the host is
//! told. Given away again, it is the same handle, not a new one around it.

mod class;
mod function;
mod plugin;
mod window;

pub(crate) use class::{Handle, of, put, take_away};
pub(crate) use function::{from_host, to_host};
pub(crate) use plugin::{Description, describe, to_object as plugin_object};
pub(crate) use window::{
    Class as WindowClass, from_wire as window_value, perform as perform_on_window, remember_own,
    to_object as window_object,
};
