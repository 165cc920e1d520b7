//! The object of JavaScript that keeps a handle of the host.
#![allow(unsafe_code, reason = "rquickjs wants a promise about lifetimes, which a type without any keeps")]

use std::cell::RefCell;
use std::rc::Rc;

use imjoy_sdk::{AnyNdArray, Bytes, ExportWriter, Function, GrantedFile, GrantedFolder, Plugin, Task, Window};
use rquickjs::class::{JsClass, Readable, Trace, Tracer};
use rquickjs::object::Property;
use rquickjs::{Class, Constructor, Ctx, JsLifetime, Object, Value};

use crate::plugin::Running;

/// A thing of the host.
#[derive(Clone)]
pub(crate) enum Handle {
    /// A function of another plugin, or of this one after a journey through the host.
    Function(Function),
    /// Another plugin.
    Plugin(Plugin),
    /// A window.
    Window(Window),
    /// Bytes that may lie in the host.
    Bytes(Bytes),
    /// An array whose elements have not been read.
    NdArray(AnyNdArray),
    /// A file that the user has granted.
    File(GrantedFile),
    /// A folder that the user has granted.
    Folder(Rc<GrantedFolder>),
    /// A file that is being saved; none when it is finished.
    Writer(Rc<RefCell<Option<ExportWriter>>>),
    /// A call that was started.
    Task(Rc<Task>),
}

// SAFETY: the type has no lifetime, so it is the same with any other.
unsafe impl<'js> JsLifetime<'js> for Handle {
    type Changed<'to> = Handle;
}

impl<'js> Trace<'js> for Handle {
    fn trace<'a>(&self, _tracer: Tracer<'a, 'js>) {}
}

impl<'js> JsClass<'js> for Handle {
    const NAME: &'static str = "Handle";
    type Mutable = Readable;

    fn constructor(_context: &Ctx<'js>) -> rquickjs::Result<Option<Constructor<'js>>> {
        Ok(None)
    }
}

/// Gives the object a handle.
pub(crate) fn put<'js>(running: Running, object: &Object<'js>, handle: Handle) -> rquickjs::Result<()> {
    let context = object.ctx();
    let symbol = running.language.handle_symbol.clone().restore(context)?;
    object.prop(symbol.as_atom(), Property::from(Class::instance(context.clone(), handle)?).configurable())
}

/// The handle of the object, if it has one.
pub(crate) fn of<'js>(running: Running, object: &Object<'js>) -> Option<Handle> {
    let symbol = running.language.handle_symbol.clone().restore(object.ctx()).ok()?;
    let kept: Value<'js> = object.get(symbol.as_atom()).ok()?;
    if !kept.is_object() {
        return None;
    }
    Class::<Handle>::from_value(&kept).ok().map(|class| class.borrow().clone())
}

/// Takes the handle from the object.
pub(crate) fn take_away(running: Running, object: &Object<'_>) -> rquickjs::Result<()> {
    let symbol = running.language.handle_symbol.clone().restore(object.ctx())?;
    object.remove(symbol.as_atom())
}
