//! Values of the host for JavaScript.

use std::collections::VecDeque;

use imjoy_sdk::{AnyNdArray, File, Record, Value};
use rquickjs::object::Property;
use rquickjs::{Array, Ctx, Function, Object, String as JsString};

use super::binary::buffer_of;
use super::ndarray::{self, typed_array_of_dtype};
use crate::errors::throw;
use crate::handles::{self, Description};
use crate::plugin::Running;

type JsValue<'js> = rquickjs::Value<'js>;

/// Up to here a whole number is a number in JavaScript, beyond a `BigInt`.
const LARGEST_NUMBER: i64 = 1 << 53;

/// Values on their way into JavaScript, with what had to be asked of the host before.
pub(crate) struct Incoming {
    values: Vec<Value>,
    /// Of the plugins in the values, in the order in which they are met.
    plugins: VecDeque<Description>,
}

impl Incoming {
    /// Asks the host what the plugins among the values export, which takes a while.
    pub(crate) async fn prepare(values: Vec<Value>) -> Self {
        let mut plugins = Vec::new();
        values.iter().for_each(|value| collect_plugins(value, &mut plugins));
        let mut descriptions = VecDeque::with_capacity(plugins.len());
        for plugin in plugins {
            descriptions.push_back(handles::describe(&plugin).await);
        }
        Incoming { values, plugins: descriptions }
    }

    /// A value that has no plugin in it.
    pub(crate) fn plain(value: Value) -> Self {
        Incoming { values: vec![value], plugins: VecDeque::new() }
    }

    /// All of them, as values of JavaScript.
    pub(crate) fn all<'js>(self, running: Running, context: &Ctx<'js>) -> rquickjs::Result<Vec<JsValue<'js>>> {
        let mut writer = Writer { running, context, plugins: self.plugins };
        self.values.into_iter().map(|value| writer.value(value)).collect()
    }

    /// The one value that there is.
    pub(crate) fn only<'js>(self, running: Running, context: &Ctx<'js>) -> rquickjs::Result<JsValue<'js>> {
        let first = self.all(running, context)?.into_iter().next();
        Ok(first.unwrap_or_else(|| JsValue::new_undefined(context.clone())))
    }
}

fn collect_plugins(value: &Value, plugins: &mut Vec<imjoy_sdk::Plugin>) {
    match value {
        Value::Plugin(plugin) => plugins.push(plugin.clone()),
        Value::List(values) | Value::Set(values) => values.iter().for_each(|value| collect_plugins(value, plugins)),
        Value::Record(record) => record.values().for_each(|value| collect_plugins(value, plugins)),
        Value::Pairs(pairs) => {
            for (key, value) in pairs {
                collect_plugins(key, plugins);
                collect_plugins(value, plugins);
            }
        }
        _ => {}
    }
}

struct Writer<'a, 'js> {
    running: Running,
    context: &'a Ctx<'js>,
    plugins: VecDeque<Description>,
}

impl<'js> Writer<'_, 'js> {
    fn value(&mut self, value: Value) -> rquickjs::Result<JsValue<'js>> {
        let context = self.context.clone();
        Ok(match value {
            Value::Absent => JsValue::new_undefined(context),
            Value::Null => JsValue::new_null(context),
            Value::Boolean(value) => JsValue::new_bool(context, value),
            Value::Integer(number) => return whole(context, number),
            Value::Float(number) => JsValue::new_number(context, number),
            Value::Text(text) => JsString::from_str(context, &text)?.into_value(),
            Value::List(values) => self.list(values)?.into_value(),
            Value::Record(record) => return self.record(record),
            Value::Pairs(pairs) => {
                let flat = pairs.into_iter().flat_map(|(key, value)| [key, value]).collect();
                let flat = self.list(flat)?;
                self.language("map")?.call((flat,))?
            }
            Value::Set(values) => {
                let members = self.list(values)?;
                self.language("set")?.call((members,))?
            }
            Value::Date(date) => self.language("date")?.call((date.0,))?,
            Value::Error(error) => self.language("error")?.call((error.name, error.message))?,
            Value::Bytes(bytes) => {
                buffer_of(self.context, bytes).map_err(|error| throw(self.running, self.context, error))?.into_value()
            }
            Value::NdArray(array) => return self.array(array),
            Value::File(file) => return self.file(file),
            Value::Function(function) => handles::from_host(self.running, self.context, function)?.into_value(),
            Value::Plugin(plugin) => {
                let description = self.plugins.pop_front().unwrap_or_default();
                handles::plugin_object(self.running, self.context, &plugin, description)?.into_value()
            }
            Value::Window(window) => handles::window_object(self.running, self.context, window)?,
        })
    }

    fn language(&self, name: &str) -> rquickjs::Result<Function<'js>> {
        self.running.language.function(self.context, name)
    }

    fn list(&mut self, values: Vec<Value>) -> rquickjs::Result<Array<'js>> {
        let array = Array::new(self.context.clone())?;
        for (index, value) in values.into_iter().enumerate() {
            array.set(index, self.value(value)?)?;
        }
        Ok(array)
    }

    fn record(&mut self, record: Record) -> rquickjs::Result<JsValue<'js>> {
        let kind = record.get("_rtype").and_then(Value::as_str).map(str::to_owned);
        let object = Object::new(self.context.clone())?;
        for (name, value) in record {
            let value = self.value(value)?;
            if name == "__proto__" {
                // A field like any other; setting it would change what the object inherits.
                object.prop(name, Property::from(value).writable().enumerable().configurable())?;
            } else {
                object.set(name, value)?;
            }
        }
        match kind {
            Some(kind) => self.running.codecs.decode(self.context, &kind, object),
            None => Ok(object.into_value()),
        }
    }

    fn array(&mut self, array: AnyNdArray) -> rquickjs::Result<JsValue<'js>> {
        match (array.shape(), typed_array_of_dtype(array.dtype())) {
            ([_], Some(class)) => {
                let dtype = array.dtype().name();
                let buffer = buffer_of(self.context, array.bytes().clone())
                    .map_err(|error| throw(self.running, self.context, error))?;
                self.language("typedArray")?.call((class, buffer, dtype))
            }
            _ => Ok(ndarray::to_object(self.running, self.context, array)?.into_value()),
        }
    }

    fn file(&mut self, file: File) -> rquickjs::Result<JsValue<'js>> {
        crate::globals::file_object(self.running, self.context, &file)
    }
}

fn whole<'js>(context: Ctx<'js>, number: i64) -> rquickjs::Result<JsValue<'js>> {
    if let Ok(small) = i32::try_from(number) {
        return Ok(JsValue::new_int(context, small));
    }
    if (-LARGEST_NUMBER..=LARGEST_NUMBER).contains(&number) {
        return Ok(JsValue::new_float(context, number as f64));
    }
    JsValue::new_big_int(context, number)
}
