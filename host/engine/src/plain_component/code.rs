//! A plain component, compiled, and in a Store.
//!
//! Invariants: functions are called by the concurrent way only, whatever kind they are of, so
//! that one that waits holds up nobody; wasmtime lets calls of one instance in one after the
//! other where the component cannot take several at once. Arguments that do not fit never
//! reach the component; what it gives is checked by wasmtime, and traps if it is wrong.
//!
//! # Known limits
//!
//! wasmtime passes values whose types are only known at run time piece by piece, so a byte in
//! a list takes as much memory in the host as any other value ([`PART_BYTES`]) while it is
//! passed. Hence the limit on the parts of a call.

use super::argument::arguments;
use super::error::one_of;
use super::form::form;
use super::interface::{PlainFunction, PlainInterface};
use super::result::result;
use crate::error::CallError;
use crate::form::Form;
use crate::limits::Limits;
use crate::plugin::store::StoreState;
use crate::value::Value;
use std::sync::Arc;
use wasmtime::Store;
use wasmtime::component::{Accessor, Func, InstancePre, Val};

/// Bytes that each part of a value takes while it is passed.
const PART_BYTES: usize = size_of::<Val>();

/// A plain component that is compiled and linked.
#[derive(Clone)]
pub(crate) struct PlainCode(Arc<Compiled>);

struct Compiled {
    interface: Arc<PlainInterface>,
    /// The forms of the functions, in order.
    forms: Vec<Arc<Form>>,
    component: InstancePre<StoreState>,
}

impl PlainCode {
    /// The code of a component with that interface. Makes the forms, which takes a while for
    /// large types.
    pub(crate) fn new(interface: Arc<PlainInterface>, component: InstancePre<StoreState>) -> Self {
        let forms = interface.functions.iter().map(|function| Arc::new(form(function))).collect();
        Self(Arc::new(Compiled { interface, forms, component }))
    }

    /// The functions, each with its form.
    pub(crate) fn functions(&self) -> impl Iterator<Item = (&Arc<PlainFunction>, &Arc<Form>)> {
        self.0.interface.functions.iter().zip(&self.0.forms)
    }

    /// Makes an instance in `store`.
    pub(crate) async fn instantiate(&self, store: &mut Store<StoreState>) -> wasmtime::Result<RunningPlain> {
        let bytes = store.data().shared.limits.plain_value_bytes;
        store.set_hostcall_fuel(bytes);
        let instance = self.0.component.instantiate_async(&mut *store).await?;
        let mut functions = Vec::with_capacity(self.0.interface.functions.len());
        for function in &self.0.interface.functions {
            let holder =
                function.instance.as_deref().and_then(|name| instance.get_export_index(&mut *store, None, name));
            let index = instance.get_export_index(&mut *store, holder.as_ref(), &function.export);
            let found = index.and_then(|index| instance.get_func(&mut *store, index));
            functions.push(found.ok_or_else(|| wasmtime::format_err!("it does not export {}", function.name))?);
        }
        Ok(RunningPlain { code: self.clone(), functions, most_parts: most_parts(bytes) })
    }
}

/// How many parts (numbers, texts, fields …) the arguments or the result of a call may have.
pub(crate) fn most_call_parts(limits: &Limits) -> usize {
    most_parts(limits.plain_value_bytes)
}

fn most_parts(bytes: usize) -> usize {
    bytes / PART_BYTES
}

/// A plain component in a Store. The outer errors of its functions are traps.
pub(crate) struct RunningPlain {
    code: PlainCode,
    /// In the order of the interface.
    functions: Vec<Func>,
    most_parts: usize,
}

impl RunningPlain {
    /// Names of the functions.
    pub(crate) fn functions(&self) -> Vec<String> {
        self.code.0.interface.functions.iter().map(|function| function.name.to_string()).collect()
    }

    /// Calls a function with arguments in the order of its parameters.
    pub(crate) async fn call(
        &self,
        accessor: &Accessor<StoreState>,
        name: &str,
        given: Vec<Value>,
    ) -> wasmtime::Result<Result<Value, CallError>> {
        let interface = &self.code.0.interface;
        let found =
            interface.find(name).and_then(|index| Some((interface.functions.get(index)?, self.functions.get(index)?)));
        let Some((function, callee)) = found else {
            let names = one_of(interface.functions.iter().map(|function| &*function.name));
            let plugin = accessor.with(|mut access| access.get().instance.name.clone());
            return Ok(Err(CallError::NotFound(format!("{plugin} has no function {name}; it has {names}"))));
        };
        let made = match arguments(function, given, self.most_parts) {
            Ok(made) => made,
            Err(error) => return Ok(Err(error.into())),
        };
        let mut results = vec![Val::Bool(false); usize::from(function.result.is_some())];
        callee.call_concurrent(accessor, &made, &mut results).await?;
        Ok(result(function, results))
    }
}
