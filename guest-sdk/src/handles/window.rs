//! Handles to open windows.

use std::fmt;
use std::future::Future;
use std::rc::Rc;

pub use crate::bindings::wire::Rectangle;

use crate::bindings::wire;
use crate::conversion::{FromValue, IntoValue};
use crate::interface::Interaction;
use crate::runtime::outgoing;
use crate::value::{decode, encode, encode_all};
use crate::{Arguments, Error, Function, Value};

/// A handle to an open window, from [`create_window`](crate::windows::create_window) or
/// [`get_window`](crate::windows::get_window). Once the window is closed its functions
/// fail with [`Error::Terminated`].
///
/// ```no_run
/// # async fn example(image: imjoy_sdk::NdArray<u8>) -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::{WindowOptions, api, record};
///
/// let window = api::create_window(WindowOptions::new("imjoy/image").data(record! { "image": image })).await?;
/// window.on_close(|_| async { api::show_status("closed"); Ok(()) })?;
/// window.focus().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Window(Rc<wire::Window>);

macro_rules! plain_calls {
    ($($(#[$documentation:meta])* $name:ident;)*) => {$(
        $(#[$documentation])*
        ///
        /// ```no_run
        /// # async fn example(window: imjoy_sdk::Window) -> imjoy_sdk::Result<()> {
        #[doc = concat!("window.", stringify!($name), "().await?;")]
        /// # Ok(())
        /// # }
        /// ```
        pub async fn $name(&self) -> Result<(), Error> {
            outgoing::waits(self.0.$name()).await.map_err(Error::from_wire)
        }
    )*};
}

impl Window {
    /// The host's id of the window; unique, never used again.
    ///
    /// ```no_run
    /// # fn example(window: imjoy_sdk::Window) {
    /// println!("window {}", window.id());
    /// # }
    /// ```
    pub fn id(&self) -> u64 {
        self.0.id()
    }

    /// The window's name, shown in its title.
    ///
    /// ```no_run
    /// # fn example(window: imjoy_sdk::Window) {
    /// println!("{}", window.name());
    /// # }
    /// ```
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Id of the window plugin's instance in this window, never used again; none for a
    /// window of an internal type, and once the window is closed.
    ///
    /// ```no_run
    /// # async fn example(window: imjoy_sdk::Window) -> imjoy_sdk::Result<()> {
    /// use imjoy_sdk::{WindowQuery, api};
    /// if let Some(id) = window.plugin_id() {
    ///     assert!(api::get_window(WindowQuery::new().plugin_id(id)).await?.is_some());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn plugin_id(&self) -> Option<String> {
        self.0.plugin_id()
    }

    /// Gives the window new contents: the fields `data`, `config` and `name` of the record
    /// are merged into it. For a window plugin the `run` of its instance is then called
    /// with the new context, and its result given back.
    ///
    /// ```no_run
    /// # async fn example(window: imjoy_sdk::Window) -> imjoy_sdk::Result<()> {
    /// use imjoy_sdk::record;
    /// window.run(record! { "data": record! { "source": "# Done" } }).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn run(&self, update: impl IntoValue) -> Result<Value, Error> {
        let update = encode(update.into_value()?)?;
        decode(outgoing::waits(self.0.run(update)).await.map_err(Error::from_wire)?)
    }

    /// Calls a function of the window plugin's instance in this window.
    ///
    /// ```no_run
    /// # async fn example(window: imjoy_sdk::Window) -> imjoy_sdk::Result<()> {
    /// window.call("zoom_to", (0.5,)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn call(&self, function: &str, arguments: impl Arguments) -> Result<Value, Error> {
        let arguments = encode_all(arguments.into_arguments()?)?;
        let result = outgoing::waits(self.0.call(function.to_string(), arguments)).await;
        decode(result.map_err(Error::from_wire)?)
    }

    /// As [`call`](Self::call), with the result in the type wanted.
    ///
    /// ```no_run
    /// # async fn example(window: imjoy_sdk::Window) -> imjoy_sdk::Result<()> {
    /// let selected: Vec<u32> = window.call_as("selection", ()).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn call_as<T: FromValue>(&self, function: &str, arguments: impl Arguments) -> Result<T, Error> {
        T::from_value(self.call(function, arguments).await?)
    }

    /// Calls `handler` with the data of each `event`: `ready`, `resize`, `focus`, `show`,
    /// `hide`, `refresh`, `close`, one that the window's contents send, such as `change`, or
    /// one that somebody [emits](Self::emit). The events of a window come in order, each
    /// after all handlers of the one before have ended; while they wait, events of which
    /// only the last counts replace each other. With `fire_if_emitted`, the data of an
    /// earlier event that nobody handled is delivered at once.
    ///
    /// `drop` has a list of what the user has let go over the window: records of `path`,
    /// `name`, `kind` (`file` or `folder`) and `size`. The plugin may read it from then on.
    ///
    /// ```no_run
    /// # fn example(window: imjoy_sdk::Window) -> imjoy_sdk::Result<()> {
    /// use imjoy_sdk::{Function, api};
    /// let handler = Function::new(|data| async move { api::log(data); Ok(()) });
    /// window.on("resize", handler, false)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn on(&self, event: &str, handler: Function, fire_if_emitted: bool) -> Result<(), Error> {
        self.0.on(event, handler.into_wire()?, fire_if_emitted).map_err(Error::from_wire)
    }

    /// Calls the closure when the window is closed: its last event.
    ///
    /// ```no_run
    /// # fn example(window: imjoy_sdk::Window) -> imjoy_sdk::Result<()> {
    /// window.on_close(|_| async { imjoy_sdk::api::show_status("closed"); Ok(()) })?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn on_close<F, R, T>(&self, closure: F) -> Result<(), Error>
    where
        F: Fn(Vec<Value>) -> R + 'static,
        R: Future<Output = Result<T, Error>> + 'static,
        T: IntoValue,
    {
        self.on("close", Function::new(closure), false)
    }

    /// Removes the handlers of `event`.
    ///
    /// ```no_run
    /// # fn example(window: imjoy_sdk::Window) -> imjoy_sdk::Result<()> {
    /// window.off("resize")?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn off(&self, event: &str) -> Result<(), Error> {
        self.0.off(event).map_err(Error::from_wire)
    }

    /// Emits an event with data; done when all handlers have run, fails with their errors.
    /// Without a handler the data is kept for one that comes later with `fire_if_emitted`.
    /// `close` cannot be emitted; see [`close`](Self::close).
    ///
    /// ```no_run
    /// # async fn example(window: imjoy_sdk::Window) -> imjoy_sdk::Result<()> {
    /// window.emit("selected", vec![1, 2]).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn emit(&self, event: &str, data: impl IntoValue) -> Result<(), Error> {
        let data = encode(data.into_value()?)?;
        outgoing::waits(self.0.emit(event.to_string(), data)).await.map_err(Error::from_wire)
    }

    /// Replaces the content of the window, of type `imjoy/interface` or of a window plugin,
    /// by a tree of [elements](crate::interface).
    ///
    /// ```no_run
    /// # async fn example(window: imjoy_sdk::Window) -> imjoy_sdk::Result<()> {
    /// use imjoy_sdk::interface::{button, column, label};
    /// window.set_content(column([label("Ready?"), button("go", "Go")])).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn set_content(&self, content: impl Into<Value>) -> Result<(), Error> {
        let content = encode(content.into())?;
        outgoing::waits(self.0.set_content(content)).await.map_err(Error::from_wire)
    }

    /// Changes single elements of the content: a record of element ids, each with the fields
    /// that change, or null to remove it.
    ///
    /// ```no_run
    /// # async fn example(window: imjoy_sdk::Window) -> imjoy_sdk::Result<()> {
    /// use imjoy_sdk::record;
    /// window.change_content(record! { "go": record! { "enabled": false } }).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn change_content(&self, changes: impl Into<Value>) -> Result<(), Error> {
        let changes = encode(changes.into())?;
        outgoing::waits(self.0.change_content(changes)).await.map_err(Error::from_wire)
    }

    /// Calls the closure at everything that the user does with the content. Events come one
    /// after the other: the next waits until this one's future is done.
    ///
    /// ```no_run
    /// # fn example(window: imjoy_sdk::Window) -> imjoy_sdk::Result<()> {
    /// window.on_interaction(|event| async move {
    ///     imjoy_sdk::api::log(format!("{} of {}", event.kind(), event.id()));
    ///     Ok(())
    /// })?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn on_interaction<F, R>(&self, closure: F) -> Result<(), Error>
    where
        F: Fn(Interaction) -> R + 'static,
        R: Future<Output = Result<(), Error>> + 'static,
    {
        let closure = Rc::new(closure);
        let handler = Function::new(move |arguments: Vec<Value>| {
            let closure = Rc::clone(&closure);
            async move { closure(Interaction::from_value(arguments.into_iter().next().unwrap_or_default())?).await }
        });
        // An interaction that came before anybody listened is not lost.
        self.on("interaction", handler, true)
    }

    plain_calls! {
        /// Closes the window, after the events that wait: its `close` handlers run, and a
        /// window plugin's instance ends.
        close;
        /// Has the window's contents drawn anew and emits `refresh`.
        refresh;
        /// Brings the window to the front and emits `focus`.
        focus;
        /// Shows a hidden window and emits `show`.
        show;
        /// Hides the window without closing it and emits `hide`.
        hide;
    }

    /// Moves and resizes the window, in cells of 30 pixels, and emits `resize`; `None`
    /// restores the default size.
    ///
    /// ```no_run
    /// # async fn example(window: imjoy_sdk::Window) -> imjoy_sdk::Result<()> {
    /// window.resize(Some(imjoy_sdk::Rectangle { x: 0, y: 0, w: 20, h: 15 })).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn resize(&self, rectangle: Option<Rectangle>) -> Result<(), Error> {
        outgoing::waits(self.0.resize(rectangle)).await.map_err(Error::from_wire)
    }

    pub(crate) fn from_wire(window: wire::Window) -> Self {
        Window(Rc::new(window))
    }

    pub(crate) fn into_wire(self) -> wire::Window {
        Rc::try_unwrap(self.0).unwrap_or_else(|shared| wire::Window::clone(&shared))
    }
}

impl PartialEq for Window {
    /// Whether they are the same window.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.id() == other.id()
    }
}

impl fmt::Debug for Window {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Window")
    }
}
