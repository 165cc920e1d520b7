//! For components that run plugins of another language: the host's JavaScript runtime.
//!
//! Such a component takes the bindings as they are generated and makes its own objects of
//! values and handles. What it shares with plugins written in Rust is offered here: the
//! arena, big data, and functions that are called by an id.

use std::rc::Rc;

use futures::FutureExt;

use crate::bindings::wire;
use crate::{Bytes, Error, Function, Record, Value, Window};

pub use crate::runtime::enter;

/// A value as the WIT writes it.
///
/// # Errors
///
/// [`Error::Invalid`] for more than 64 levels; what the host says when it does not take
/// big data.
pub fn encode(value: Value) -> Result<wire::Value, Error> {
    crate::value::encode(value)
}

/// One value of the WIT for each of `values`; see [`encode`].
pub fn encode_all(values: Vec<Value>) -> Result<Vec<wire::Value>, Error> {
    crate::value::encode_all(values)
}

/// The value that the WIT's nodes make up; [`Error::Invalid`] when they do not fit together.
pub fn decode(value: wire::Value) -> Result<Value, Error> {
    crate::value::decode(value)
}

/// One value for each of `values`; see [`decode`].
pub fn decode_all(values: Vec<wire::Value>) -> Result<Vec<Value>, Error> {
    crate::value::decode_all(values)
}

/// An error as the WIT writes it.
pub fn error_into_wire(error: Error) -> wire::Error {
    error.into_wire()
}

/// An error of the host.
pub fn error_from_wire(error: wire::Error) -> Error {
    Error::from_wire(error)
}

/// A window of the host.
pub fn window_from_wire(window: wire::Window) -> Window {
    Window::from_wire(window)
}

/// A plugin of the host.
pub fn plugin_from_wire(plugin: wire::Plugin) -> crate::Plugin {
    crate::Plugin::from_wire(plugin)
}

/// A handle to the function, to be given to the host.
pub fn function_into_wire(function: Function) -> Result<wire::Function, Error> {
    function.into_wire()
}

/// A function whose results are values already; [`Function::new`] would look at every node
/// of them.
pub fn function<F, R>(closure: F) -> Function
where
    F: Fn(Vec<Value>) -> R + 'static,
    R: Future<Output = Result<Value, Error>> + 'static,
{
    Function::from_closure(Rc::new(move |arguments| closure(arguments).boxed_local()))
}

/// Names of fields that many records share.
#[derive(Debug, Clone)]
pub struct Names(Rc<crate::value::Shape>);

impl Names {
    /// The names in their order; none of them may be there twice.
    pub fn new(names: &[String]) -> Option<Self> {
        let mut sorted: Vec<&String> = names.iter().collect();
        sorted.sort();
        sorted.dedup();
        (sorted.len() == names.len())
            .then(|| Names(Rc::new(names.iter().map(|name| Rc::from(name.as_str())).collect())))
    }

    /// A record of these names, if there is one value for each.
    pub fn record(&self, values: Vec<Value>) -> Option<Record> {
        (values.len() == self.0.len()).then(|| Record::from_shape(Rc::clone(&self.0), values))
    }

    /// The name at that place.
    pub fn name(&self, index: usize) -> Option<&str> {
        self.0.get(index).map(|name| &**name)
    }
}

/// The bytes in memory, by a single copy where the host keeps them.
///
/// # Errors
///
/// [`Error::Limit`] when they do not fit into the plugin's memory.
pub fn download(bytes: Bytes) -> Result<Vec<u8>, Error> {
    bytes.into_memory()
}

/// Bytes that the host keeps, copied there straight from `bytes`; short ones are kept here.
///
/// # Errors
///
/// [`Error::Limit`] when the plugin's share of host memory would be exceeded.
pub fn upload(bytes: &[u8]) -> Result<Bytes, Error> {
    Bytes::copied(bytes)
}

/// A file or blob as the WIT writes it.
pub fn file_into_wire(file: crate::File) -> Result<wire::File, Error> {
    file.into_wire()
}

/// Bytes as the WIT writes them.
pub fn bytes_into_wire(bytes: Bytes) -> Result<wire::Binary, Error> {
    bytes.into_wire()
}

/// Bytes that the host keeps, as a handle.
pub fn buffer(bytes: &Bytes) -> Result<&wire::Buffer, Error> {
    bytes.handle()
}

/// Bytes that the host has given.
pub fn bytes_from_buffer(buffer: wire::Buffer) -> Bytes {
    Bytes::from_wire(wire::Binary::Shared(buffer))
}
