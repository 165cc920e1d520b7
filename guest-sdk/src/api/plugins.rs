//! Other plugins, the ops of this plugin, and services.

use crate::bindings::imjoy::plugin::plugins as host;
use crate::conversion::FromValue;
use crate::runtime::outgoing;
use crate::value::{decode, encode, encode_all};
use crate::{Arguments, Error, Function, IntoValue, Plugin, Record, Value};

/// An op of this plugin: an entry in the plugin list with its own form.
///
/// ```
/// use imjoy_sdk::Op;
/// let op = Op::new("Blur").ui("Sigma: {id: 'sigma', type: 'number', placeholder: 2}").run_name("blur");
/// ```
#[derive(Debug, Default)]
#[must_use]
pub struct Op {
    name: Option<String>,
    ui: Option<Value>,
    run: Option<OpFunction>,
    update: Option<OpFunction>,
    inputs: Option<Value>,
    outputs: Option<Value>,
}

#[derive(Debug)]
enum OpFunction {
    Name(String),
    Function(Function),
}

impl OpFunction {
    fn into_wire(self) -> Result<host::OpFunction, Error> {
        Ok(match self {
            OpFunction::Name(name) => host::OpFunction::Name(name),
            OpFunction::Function(function) => host::OpFunction::Function(function.into_wire()?),
        })
    }
}

impl Op {
    /// An op of that name.
    ///
    /// ```
    /// let op = imjoy_sdk::Op::new("Blur");
    /// ```
    pub fn new(name: impl Into<String>) -> Self {
        Op { name: Some(name.into()), ..Op::default() }
    }

    /// The plugin's default op, which has the plugin's name.
    ///
    /// ```
    /// let op = imjoy_sdk::Op::main().ui("a new form");
    /// ```
    pub fn main() -> Self {
        Op::default()
    }

    /// The op's form, by the grammar of the `ui` field of ImJoy's `<config>` block.
    ///
    /// ```
    /// let op = imjoy_sdk::Op::new("Blur").ui("Sigma: {id: 'sigma', type: 'number'}");
    /// ```
    pub fn ui(mut self, ui: impl Into<Value>) -> Self {
        self.ui = Some(ui.into());
        self
    }

    /// The exported function that the op runs; `run` without it.
    ///
    /// ```
    /// let op = imjoy_sdk::Op::new("Blur").run_name("blur");
    /// ```
    pub fn run_name(mut self, function: impl Into<String>) -> Self {
        self.run = Some(OpFunction::Name(function.into()));
        self
    }

    /// The function that the op runs; `run` of the plugin without it.
    ///
    /// ```
    /// use imjoy_sdk::{Function, Op};
    /// let op = Op::new("Blur").run(Function::new(|_| async { Ok(()) }));
    /// ```
    pub fn run(mut self, function: Function) -> Self {
        self.run = Some(OpFunction::Function(function));
        self
    }

    /// The exported function that runs when a field of the form has changed; `update`
    /// without it.
    ///
    /// ```
    /// let op = imjoy_sdk::Op::new("Blur").update_name("preview");
    /// ```
    pub fn update_name(mut self, function: impl Into<String>) -> Self {
        self.update = Some(OpFunction::Name(function.into()));
        self
    }

    /// The function that runs when a field of the form has changed.
    ///
    /// ```
    /// use imjoy_sdk::{Function, Op};
    /// let op = Op::new("Blur").update(Function::new(|_| async { Ok(()) }));
    /// ```
    pub fn update(mut self, function: Function) -> Self {
        self.update = Some(OpFunction::Function(function));
        self
    }

    /// JSON Schema of the data that the op takes. The op is offered in the menu of each
    /// window whose data it accepts, and runs without data where it does not accept those
    /// of the active window.
    ///
    /// A record that is not a schema itself is a list of properties, all required. Besides
    /// JSON Schema (draft 7) there are ImJoy's keywords `ndarray` (`shape`, `dtype`,
    /// `ndim`), `file` (`mime`, `ext`, `size`, `minSize`, `maxSize`) and `instanceof`.
    ///
    /// ```
    /// use imjoy_sdk::{Op, record};
    /// let op = Op::new("Blur").inputs(record! { "src": record! { "ndarray": record! { "ndim": 2 } } });
    /// ```
    pub fn inputs(mut self, schema: impl Into<Value>) -> Self {
        self.inputs = Some(schema.into());
        self
    }

    /// JSON Schema of the data that the op gives. A result that does not match is shown
    /// all the same, with an error in the plugin's log.
    ///
    /// ```
    /// use imjoy_sdk::{Op, record};
    /// let op = Op::new("Blur").outputs(record! { "type": "object" });
    /// ```
    pub fn outputs(mut self, schema: impl Into<Value>) -> Self {
        self.outputs = Some(schema.into());
        self
    }
}

/// A call that goes on while the plugin does other things; from [`start`]. Dropping it lets
/// the call go on.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::api;
/// let task = api::start("trainer", "train", (100,))?;
/// if api::confirm("Stop the training?").await? {
///     api::kill(&task).await?;
/// }
/// let result = task.wait().await;
/// # Ok(())
/// # }
/// ```
pub struct Task {
    pub(crate) handle: host::Task,
    /// What the task calls may call this plugin back while `wait` is still to come.
    _waits: outgoing::Waits,
}

impl Task {
    /// Awaits the result; [`Error::Cancelled`] after [`kill`](crate::utilities::kill).
    ///
    /// ```no_run
    /// # async fn example(task: imjoy_sdk::Task) -> imjoy_sdk::Result<()> {
    /// let result = task.wait().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn wait(&self) -> Result<Value, Error> {
        decode(outgoing::waits(self.handle.wait()).await.map_err(Error::from_wire)?)
    }
}

impl std::fmt::Debug for Task {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Task")
    }
}

/// Calls a function of another plugin.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// imjoy_sdk::api::call("PluginX", "funcX", (1,)).await?;
/// # Ok(())
/// # }
/// ```
pub async fn call(plugin: &str, function: &str, arguments: impl Arguments) -> Result<Value, Error> {
    let arguments = encode_all(arguments.into_arguments()?)?;
    let result = outgoing::waits(host::call(plugin.to_string(), function.to_string(), arguments)).await;
    decode(result.map_err(Error::from_wire)?)
}

/// As [`call`], with the result in the type wanted.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// let sum: i64 = imjoy_sdk::api::call_as("calculator", "add", (1, 2)).await?;
/// # Ok(())
/// # }
/// ```
pub async fn call_as<T: FromValue>(plugin: &str, function: &str, arguments: impl Arguments) -> Result<T, Error> {
    T::from_value(call(plugin, function, arguments).await?)
}

/// Calls the `run` of another plugin, with a [`Context`](crate::Context), a record, or any
/// value; `()` for an empty one.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::{Context, api, record};
/// api::run("viewer", Context::new(record! { "zoom": 2 }, record! { "name": "coins" })).await?;
/// # Ok(())
/// # }
/// ```
pub async fn run(plugin: &str, context: impl IntoValue) -> Result<Value, Error> {
    let context = context.into_value()?;
    let context = (!context.is_null()).then(|| encode(context)).transpose()?;
    decode(outgoing::waits(host::run(plugin.to_string(), context)).await.map_err(Error::from_wire)?)
}

/// A handle to another plugin.
///
/// ```no_run
/// # async fn example(image: imjoy_sdk::NdArray<f32>) -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::api;
/// let blurred = api::get_plugin("image-filters").await?.call("gaussian", (image, 2.0)).await?;
/// # Ok(())
/// # }
/// ```
pub async fn get_plugin(plugin: &str) -> Result<Plugin, Error> {
    outgoing::waits(host::get_plugin(plugin.to_string())).await.map(Plugin::from_wire).map_err(Error::from_wire)
}

/// Starts a call as a task that [`kill`](crate::utilities::kill) can end.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// let task = imjoy_sdk::api::start("trainer", "train", (100,))?;
/// # Ok(())
/// # }
/// ```
pub fn start(plugin: &str, function: &str, arguments: impl Arguments) -> Result<Task, Error> {
    let arguments = encode_all(arguments.into_arguments()?)?;
    let handle = host::start(plugin, function, arguments).map_err(Error::from_wire)?;
    Ok(Task { handle, _waits: outgoing::Waits::begin() })
}

/// Adds an op, or replaces that of the same name.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::{Op, api};
/// api::register(Op::new("Invert").run_name("invert")).await?;
/// # Ok(())
/// # }
/// ```
pub async fn register(op: Op) -> Result<(), Error> {
    let op = host::Op {
        name: op.name,
        ui: op.ui.map(encode).transpose()?,
        run: op.run.map(OpFunction::into_wire).transpose()?,
        update: op.update.map(OpFunction::into_wire).transpose()?,
        inputs: op.inputs.map(encode).transpose()?,
        outputs: op.outputs.map(encode).transpose()?,
    };
    host::register(op).await.map_err(Error::from_wire)
}

/// Removes an op by name, or with `None` all ops of the plugin.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// imjoy_sdk::api::unregister(Some("Invert")).await?;
/// # Ok(())
/// # }
/// ```
pub async fn unregister(name: Option<&str>) -> Result<(), Error> {
    host::unregister(name.map(str::to_string)).await.map_err(Error::from_wire)
}

/// Offers a service, a record with `type`, `name` and any functions, and gives its id. It
/// vanishes when the plugin ends. The type `operator` registers an op: its id is its name.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::{Function, api, record};
/// let segment = Function::new(|arguments| async move { Ok(arguments) });
/// let id = api::register_service(record! { "type": "segmentation", "name": "otsu", "segment": segment }).await?;
/// # Ok(())
/// # }
/// ```
pub async fn register_service(service: Record) -> Result<String, Error> {
    host::register_service(encode(service.into())?).await.map_err(Error::from_wire)
}

/// Withdraws a service.
///
/// ```no_run
/// # async fn example(id: String) -> imjoy_sdk::Result<()> {
/// imjoy_sdk::api::unregister_service(&id).await?;
/// # Ok(())
/// # }
/// ```
pub async fn unregister_service(id: &str) -> Result<(), Error> {
    host::unregister_service(id.to_string()).await.map_err(Error::from_wire)
}

/// All services whose fields equal those of a record, whose type is a text, or, for `()`,
/// that there are. Each is a record with `id` and `provider`, and functions that can be
/// called.
///
/// ```no_run
/// # async fn example(image: imjoy_sdk::NdArray<u8>) -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::{Function, api, record};
/// for service in api::get_services(record! { "type": "segmentation" }).await? {
///     let segment: Function = service.get_as("segment")?;
///     let labels = segment.call((image.clone(),)).await?;
/// }
/// # Ok(())
/// # }
/// ```
pub async fn get_services(query: impl IntoValue) -> Result<Vec<Value>, Error> {
    let services = host::get_services(encode(query.into_value()?)?).await.map_err(Error::from_wire)?;
    crate::value::decode_all(services)
}
