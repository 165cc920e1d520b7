//! The boundary between the engine and whoever shows it: the egui application, the
//! command line, or a test.
//!
//! The engine sends [`UiRequest`]s, plain data without behaviour, through a
//! [`UiQueue`]; the front end sends [`UiEvent`]s by [`Engine::send`](crate::Engine::send).
//! Neither waits for the other.

mod event;
mod install;
mod link;
mod queue;
mod request;

pub use event::{ActiveWindow, DialogAnswer, DropTarget, UiEvent};
pub use install::{
    InstallChange, InstallPermission, InstallQuestion, InstallSnapshot, InstallStage, InstallUpdate, PermissionChange,
};
pub use link::EngineLink;
pub use queue::UiQueue;
pub use request::{
    ALLOW_ALWAYS, ALLOW_ONCE, DeclaredWish, Dialog, DialogContent, FOR_THIS_RUN, FileAccess, FileChoice, FileKind,
    FileQuestion, LoadStage, MessageText, OfferedOp, OpDescription, PermissionEntry, PermissionKind, PermissionWish,
    PluginLanguage, PluginSnapshot, PluginState, Snackbar, StatusText, TextFormat, UiRequest, WindowDescription,
    WindowPresentation, WindowRectangle, WindowUpdate,
};
