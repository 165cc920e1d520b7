//! Handles to things that live in the engine: functions, plugins and windows.
//!
//! A handle is unforgeable: it names its object by an id of the host that is never used
//! again, and only the engine makes handles. Dropping the last handle of a function tells
//! its owner to free it.

use super::Value;
use crate::error::CallError;
use crate::identity::{FunctionId, InstanceId, PluginId, WindowId};
use futures::future::BoxFuture;
use std::fmt;
use std::sync::Arc;

/// What a handle stands for, for display.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandleKind {
    /// A function.
    Function,
    /// A plugin.
    Plugin,
    /// A window.
    Window,
}

/// Whoever has to be told when a function's last handle is gone.
pub(crate) trait FunctionOwner: Send + Sync {
    /// The plugin that owns the function.
    fn plugin(&self) -> PluginId;
    /// The run of that plugin that owns it.
    fn instance(&self) -> InstanceId;
    /// Calls the function; an error at once when the owner has ended.
    fn call(
        self: Arc<Self>,
        function: FunctionId,
        arguments: Vec<Value>,
    ) -> BoxFuture<'static, Result<Value, CallError>>;
    /// Nobody holds the function any more.
    fn release(&self, function: FunctionId);
}

struct FunctionInner {
    id: FunctionId,
    owner: Arc<dyn FunctionOwner>,
}

impl Drop for FunctionInner {
    fn drop(&mut self) {
        self.owner.release(self.id);
    }
}

/// A function of a plugin. The plugin is told when the last clone is dropped.
#[derive(Clone)]
pub struct FunctionHandle(Arc<FunctionInner>);

impl FunctionHandle {
    pub(crate) fn new(id: FunctionId, owner: Arc<dyn FunctionOwner>) -> Self {
        Self(Arc::new(FunctionInner { id, owner }))
    }

    /// The owner's id of the function.
    pub fn id(&self) -> FunctionId {
        self.0.id
    }

    /// The plugin that owns the function.
    pub fn plugin(&self) -> PluginId {
        self.0.owner.plugin()
    }

    /// The run of the plugin that owns it.
    pub(crate) fn instance(&self) -> InstanceId {
        self.0.owner.instance()
    }

    /// Calls the function and awaits its result.
    pub(crate) fn call(&self, arguments: Vec<Value>) -> BoxFuture<'static, Result<Value, CallError>> {
        self.0.owner.clone().call(self.0.id, arguments)
    }
}

impl PartialEq for FunctionHandle {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for FunctionHandle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "FunctionHandle({:?} of {:?})", self.id(), self.plugin())
    }
}

/// A plugin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PluginHandle {
    /// The plugin meant.
    pub id: PluginId,
    /// Its name.
    pub name: Arc<str>,
}

/// A window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowHandle {
    /// The window meant.
    pub id: WindowId,
    /// Its name.
    pub name: Arc<str>,
}
