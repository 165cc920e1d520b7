//! Functions as values: callbacks, and functions in data.
//!
//! A closure becomes known to the host when it is first given away. From then on it
//! stands in a table under an id, until the host tells that nobody holds it any more.
//!
//! Invariant: the table is never borrowed while a closure runs or is dropped, since both
//! may come back here.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::rc::Rc;

use futures::FutureExt;
use futures::future::LocalBoxFuture;

use crate::bindings::wire;
use crate::conversion::{FromValue, IntoValue};
use crate::runtime::outgoing;
use crate::value::{decode, encode_all};
use crate::{Arguments, Error, Value};

pub(crate) type Closure = Rc<dyn Fn(Vec<Value>) -> LocalBoxFuture<'static, Result<Value, Error>>>;

thread_local! {
    static OWN: RefCell<BTreeMap<u64, Closure>> = const { RefCell::new(BTreeMap::new()) };
    static NEXT_ID: Cell<u64> = const { Cell::new(1) };
}

/// A function that can be called and given away: a callback, or a function in data.
///
/// ```
/// use imjoy_sdk::{Function, Value, parse_arguments, record};
///
/// let double = Function::new(|arguments| async move {
///     let (number,): (f64,) = parse_arguments(arguments)?;
///     Ok(number * 2.0)
/// });
/// let data = record! { "double": double.clone() };
/// # imjoy_sdk::__private::block_on_native(async move {
/// assert_eq!(double.call_as::<f64>((21,)).await?, 42.0);
/// # Ok::<(), imjoy_sdk::Error>(())
/// # })?;
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
#[derive(Clone)]
pub struct Function(Rc<Contents>);

/// Invariant: at least one is set.
struct Contents {
    /// Of a function made here.
    closure: Option<Closure>,
    handle: OnceCell<wire::Function>,
}

impl Function {
    /// A function from a closure. It cannot borrow from the plugin's `self`: share state
    /// with it by an `Rc`.
    ///
    /// ```
    /// use std::{cell::Cell, rc::Rc};
    /// use imjoy_sdk::Function;
    ///
    /// let count = Rc::new(Cell::new(0));
    /// let counter = Rc::clone(&count);
    /// let on_click = Function::new(move |_arguments| {
    ///     let count = Rc::clone(&counter);
    ///     async move {
    ///         count.set(count.get() + 1);
    ///         Ok(count.get())
    ///     }
    /// });
    /// # imjoy_sdk::__private::block_on_native(async move {
    /// on_click.call(()).await?;
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// # })?;
    /// assert_eq!(count.get(), 1);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn new<F, R, T>(closure: F) -> Self
    where
        F: Fn(Vec<Value>) -> R + 'static,
        R: Future<Output = Result<T, Error>> + 'static,
        T: IntoValue,
    {
        Self::from_closure(Rc::new(move |arguments| {
            let result = closure(arguments);
            async move { result.await?.into_value() }.boxed_local()
        }))
    }

    pub(crate) fn from_closure(closure: Closure) -> Self {
        Function(Rc::new(Contents { closure: Some(closure), handle: OnceCell::new() }))
    }

    /// Calls the function, wherever it is, and awaits its result.
    ///
    /// ```no_run
    /// # async fn example(on_change: imjoy_sdk::Function) -> imjoy_sdk::Result<()> {
    /// let answer = on_change.call(("sigma", 2.5)).await?;
    /// println!("{answer}");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn call(&self, arguments: impl Arguments) -> Result<Value, Error> {
        let arguments = arguments.into_arguments()?;
        if let Some(closure) = &self.0.closure {
            return closure(arguments).await;
        }
        let handle = self.0.handle.get().ok_or_else(no_function)?;
        let arguments = encode_all(arguments)?;
        outgoing::waits(async { decode(handle.call(arguments).await.map_err(Error::from_wire)?) }).await
    }

    /// As [`call`](Self::call), with the result in the type wanted.
    ///
    /// ```no_run
    /// # async fn example(predict: imjoy_sdk::Function) -> imjoy_sdk::Result<()> {
    /// let score: f64 = predict.call_as((1, 2)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn call_as<T: FromValue>(&self, arguments: impl Arguments) -> Result<T, Error> {
        T::from_value(self.call(arguments).await?)
    }

    pub(crate) fn from_wire(handle: wire::Function) -> Self {
        Function(Rc::new(Contents { closure: None, handle: OnceCell::from(handle) }))
    }

    pub(crate) fn into_wire(self) -> Result<wire::Function, Error> {
        if self.0.handle.get().is_none() {
            let closure = Rc::clone(self.0.closure.as_ref().ok_or_else(no_function)?);
            let id = NEXT_ID.with(|next| next.replace(next.get() + 1));
            OWN.with(|own| own.borrow_mut().insert(id, closure));
            self.0.handle.get_or_init(|| wire::Function::new(id));
        }
        match Rc::try_unwrap(self.0) {
            Ok(contents) => contents.handle.into_inner().ok_or_else(no_function),
            Err(shared) => Ok(shared.handle.get().ok_or_else(no_function)?.clone()),
        }
    }
}

fn no_function() -> Error {
    Error::failed("a function without contents")
}

/// Calls a function of this plugin that was given away.
pub(crate) async fn call_own(id: u64, arguments: Vec<Value>) -> Result<Value, Error> {
    let closure = OWN.with(|own| own.borrow().get(&id).cloned());
    let closure = closure.ok_or_else(|| Error::not_found(format!("this plugin has no function with id {id}")))?;
    closure(arguments).await
}

/// Nobody holds the function any more.
pub(crate) fn release_own(id: u64) {
    let released = OWN.with(|own| own.borrow_mut().remove(&id));
    drop(released);
}

impl PartialEq for Function {
    /// Whether they are clones of one another.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Function")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_given_away_is_called_by_its_id_until_it_is_released() {
        let closure: Closure = Rc::new(|arguments| async move { Ok(Value::from(arguments.len())) }.boxed_local());
        OWN.with(|own| own.borrow_mut().insert(7, closure));
        let call = || futures::executor::block_on(call_own(7, vec![Value::Null, Value::Null]));
        assert_eq!(call(), Ok(Value::Integer(2)));
        release_own(7);
        assert!(matches!(call(), Err(Error::NotFound(_))));
    }

    #[test]
    fn dropping_a_function_may_release_another() {
        struct Releases(u64);
        impl Drop for Releases {
            fn drop(&mut self) {
                release_own(self.0);
            }
        }
        let inner: Closure = Rc::new(|_| async { Ok(Value::Null) }.boxed_local());
        let releases = Releases(8);
        let outer: Closure = Rc::new(move |_| {
            let _ = &releases;
            async { Ok(Value::Null) }.boxed_local()
        });
        OWN.with(|own| own.borrow_mut().extend([(8, inner), (9, outer)]));
        release_own(9);
        assert!(OWN.with(|own| own.borrow().is_empty()));
    }
}
