//! Workspaces: which plugins the user has loaded from files, and with which tags.
//!
//! Source: §8 of the behaviour of ImJoy. Each workspace is a folder of its own with a file
//! `workspace.json` (see [`json_file`](crate::json_file)). Settings and private folders of
//! plugins belong to the plugin's name and are the same in all workspaces.
//!
//! Invariants: `default` and `sandbox` are always there and cannot be removed, and the open
//! one cannot be removed either. `sandbox` is wiped when the application starts. What the
//! command line does without a window is never remembered.
//!
//! Known limits: two applications that have the same workspace open both keep what they
//! load, but show it to each other only after a restart.

mod store;
mod switching;

pub(crate) use store::{Workspaces, check_name};
