//! The exports of a plugin, generic over it; the attribute's code is a thin layer over these.

use std::future::Future;
use std::rc::Rc;

use super::access::Instance;
use super::call::InCall;
use crate::bindings::wire;
use crate::value::{decode_all, encode};
use crate::{Error, Value, handles};

/// What the attribute implements for a plugin.
pub trait Exported: Sized + 'static {
    /// Names of the exported functions.
    const FUNCTIONS: &'static [&'static str];

    /// The one instance.
    fn instance() -> Rc<Instance<Self>>;

    /// Calls `setup` if there is one.
    fn setup(instance: Rc<Instance<Self>>) -> impl Future<Output = Result<Value, Error>>;

    /// Calls an exported function by name.
    fn dispatch(
        instance: Rc<Instance<Self>>,
        function: String,
        arguments: Vec<Value>,
    ) -> impl Future<Output = Result<Value, Error>>;
}

/// To be called first by every export.
pub fn enter() {
    #[cfg(target_family = "wasm")]
    super::panic::install_hook();
}

/// The export `setup`.
pub async fn setup<P: Exported>() -> Result<(), wire::Error> {
    enter();
    let result = InCall::new("setup", P::setup(P::instance())).await;
    result.map(drop).map_err(Error::into_wire)
}

/// The export `functions`.
pub fn functions<P: Exported>() -> Vec<String> {
    enter();
    P::FUNCTIONS.iter().map(|name| (*name).to_string()).collect()
}

/// The export `call`.
pub async fn call<P: Exported>(function: String, arguments: Vec<wire::Value>) -> Result<wire::Value, wire::Error> {
    enter();
    let result = async {
        let arguments = decode_all(arguments)?;
        let name = function.clone();
        encode(InCall::new(&name, P::dispatch(P::instance(), function, arguments)).await?)
    };
    result.await.map_err(Error::into_wire)
}

/// The export `call-function`.
pub async fn call_function(id: u64, arguments: Vec<wire::Value>) -> Result<wire::Value, wire::Error> {
    enter();
    let result = async { encode(handles::call_own(id, decode_all(arguments)?).await?) };
    result.await.map_err(Error::into_wire)
}

/// The export `release-function`.
pub fn release_function(id: u64) {
    enter();
    handles::release_own(id);
}
