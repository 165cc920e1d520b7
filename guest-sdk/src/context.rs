//! What `run` is given: ImJoy's `my`.

use crate::conversion::FromValue;
use crate::{Error, Record, Value, Window};

/// What an op is run with: ImJoy's `my` (or `ctx`).
///
/// ```
/// use imjoy_sdk::{Context, record};
/// let my = Context::new(record! { "type": "blur", "sigma": 2 }, record! { "name": "coins" });
/// assert_eq!(my.op(), "blur");
/// assert_eq!(my.config.get_or("sigma", 1.0)?, 2.0);
/// assert_eq!(my.data.get_as::<String>("name")?, "coins");
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Context {
    /// The form's answers by their `id`, and the op's name as `type`.
    pub config: Record,
    /// What the op works on: as a rule the data of the active window, a record.
    pub data: Value,
    /// All other fields.
    others: Record,
    /// What was passed, where it was no record at all.
    other: Option<Box<Value>>,
}

impl Context {
    /// A context of answers and data, as for a call of another plugin's `run`, or in tests.
    ///
    /// ```
    /// use imjoy_sdk::{Context, record};
    /// let my = Context::new(record! { "sigma": 2 }, ());
    /// assert!(my.data.is_null());
    /// ```
    pub fn new(config: Record, data: impl Into<Value>) -> Self {
        Context { config, data: data.into(), ..Context::default() }
    }

    /// From what was passed to `run`. Nothing is an empty context; what is no record is
    /// kept as the data.
    pub(crate) fn from_value(value: Value) -> Result<Self, Error> {
        let mut others = match value {
            Value::Record(record) => record,
            value if value.is_null() => Record::new(),
            value => {
                let other = Some(Box::new(value.clone()));
                return Ok(Context { data: value, other, ..Context::default() });
            }
        };
        let config = match others.remove("config") {
            None | Some(Value::Null | Value::Absent) => Record::new(),
            Some(Value::Record(config)) => config,
            Some(other) => {
                return Err(Error::invalid(format!("field `config`: expected a record, found {}", other.kind())));
            }
        };
        let data = others.remove("data").unwrap_or_default();
        Ok(Context { config, data, others, other: None })
    }

    /// Which op was run; empty where nobody says.
    ///
    /// ```
    /// use imjoy_sdk::{Context, record};
    /// assert_eq!(Context::new(record! { "type": "blur" }, ()).op(), "blur");
    /// assert_eq!(Context::default().op(), "");
    /// ```
    pub fn op(&self) -> &str {
        self.config.get("type").and_then(Value::as_str).unwrap_or_default()
    }

    /// Name of the window that the data are from.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::Context::default().name(), None);
    /// ```
    pub fn name(&self) -> Option<&str> {
        self.get("name")?.as_str()
    }

    /// Type of the window that the data are from.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::Context::default().window_type(), None);
    /// ```
    pub fn window_type(&self) -> Option<&str> {
        self.get("type")?.as_str()
    }

    /// The window that the plugin is in, if it is a window plugin: for its contents, its
    /// events, and to close it.
    ///
    /// ```no_run
    /// # async fn example(my: imjoy_sdk::Context) -> imjoy_sdk::Result<()> {
    /// if let Some(window) = my.window() {
    ///     window.on_close(|_| async { imjoy_sdk::api::show_status("closed"); Ok(()) })?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn window(&self) -> Option<Window> {
        match self.get("window")? {
            Value::Window(window) => Some(window.clone()),
            _ => None,
        }
    }

    /// A further field beside `config` and `data`.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::Context::default().get("_workflow_id"), None);
    /// ```
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.others.get(name)
    }

    /// The form's answers as a struct.
    ///
    /// ```
    /// use imjoy_sdk::{Context, record};
    /// #[derive(serde::Deserialize)]
    /// struct Options { sigma: f64 }
    /// let options: Options = Context::new(record! { "sigma": 2 }, ()).config_as()?;
    /// assert_eq!(options.sigma, 2.0);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn config_as<T: FromValue>(&self) -> Result<T, Error> {
        T::from_value(Value::Record(self.config.clone()))
            .map_err(|error| error.map_message(|text| format!("config: {text}")))
    }

    /// The data as a struct.
    ///
    /// ```
    /// use imjoy_sdk::{Context, NdArray, record};
    /// #[derive(serde::Deserialize)]
    /// struct Input { image: NdArray<u8> }
    /// let my = Context::new(record! {}, record! { "image": NdArray::<u8>::zeros([2, 2])? });
    /// assert_eq!(my.data_as::<Input>()?.image.len(), 4);
    /// # Ok::<(), imjoy_sdk::Error>(())
    /// ```
    pub fn data_as<T: FromValue>(&self) -> Result<T, Error> {
        T::from_value(self.data.clone()).map_err(|error| error.map_message(|text| format!("data: {text}")))
    }

    /// All of it as one value, as when a plugin ends with `return my`.
    ///
    /// ```
    /// use imjoy_sdk::{Context, record};
    /// let my = Context::new(record! { "sigma": 2 }, 1);
    /// assert_eq!(my.into_value(), record! { "config": record! { "sigma": 2 }, "data": 1 }.into());
    /// ```
    pub fn into_value(self) -> Value {
        if let Some(other) = self.other {
            return *other;
        }
        let mut record = Record::new().with("config", self.config).with("data", self.data);
        record.extend(self.others);
        Value::Record(record)
    }
}

impl From<Context> for Value {
    fn from(context: Context) -> Self {
        context.into_value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{list, record};

    #[test]
    fn what_was_passed_comes_back() {
        let value: Value =
            record! { "config": record! { "a": 1 }, "data": list![1], "name": "coins", "_op": "x" }.into();
        let my = Context::from_value(value.clone()).unwrap();
        assert_eq!((my.name(), my.get("_op").and_then(Value::as_str)), (Some("coins"), Some("x")));
        assert_eq!(my.into_value(), value);
        assert_eq!(Context::from_value(199.into()).unwrap().into_value(), 199.into());
        assert_eq!(Context::from_value(Value::Absent).unwrap(), Context::default());
        assert!(Context::from_value(record! { "config": 1 }.into()).is_err());
    }
}
