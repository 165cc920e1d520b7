//! Values of JavaScript for the host.

use imjoy_sdk::language_runtime::Names;
use imjoy_sdk::{AnyNdArray, Bytes, Date, Dtype, Error, ErrorValue, File, Record, Value};
use rquickjs::function::This;
use rquickjs::object::Filter;
use rquickjs::{Array, ArrayBuffer, Atom, Ctx, Function, Object, Type};

use super::binary::{bytes_of, bytes_of_view, transferred};
use super::ndarray::{self, dtype_of_typed_array};
use super::text::text_of;
use crate::errors::Thrown;
use crate::handles::{self, Handle};
use crate::plugin::Running;

/// How many levels the host takes.
const DEPTH_LIMIT: usize = 64;
/// Up to here, and from its negative on, a number without a fraction is a whole number.
const LARGEST_INTEGER: f64 = 9_007_199_254_740_992.0;

type JsValue<'js> = rquickjs::Value<'js>;

/// The value for the host. Fields of objects are read in their order, getters are called.
///
/// # Errors
///
/// [`Error::Invalid`] for what cannot be passed, with its path in the value, and
/// [`Error::Failed`] when a getter throws.
pub(crate) fn from_js<'js>(running: Running, context: &Ctx<'js>, value: &JsValue<'js>) -> Result<Value, Error> {
    let mut reader =
        Reader { running, context, record_prototype: None, known_names: None, within: Vec::new(), path: Vec::new() };
    reader.value(value).map_err(|failure| match failure {
        Failure::Refused(error) => reader.at_its_place(error),
        Failure::Thrown(error) => Thrown::of(running, context, error).error,
    })
}

/// Why a value cannot be passed.
enum Failure {
    Refused(Error),
    Thrown(rquickjs::Error),
}

impl From<rquickjs::Error> for Failure {
    fn from(error: rquickjs::Error) -> Self {
        Failure::Thrown(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Refused(error)
    }
}

struct Reader<'a, 'js> {
    running: Running,
    context: &'a Ctx<'js>,
    record_prototype: Option<Object<'js>>,
    /// The keys of the record that was read last, with their names.
    known_names: Option<(Vec<Atom<'js>>, Names)>,
    /// The objects that the present one is in.
    within: Vec<JsValue<'js>>,
    /// Their names; for messages.
    path: Vec<Step>,
}

#[derive(Clone)]
enum Step {
    Field(Names, usize),
    Item(usize),
    Member,
}

impl<'js> Reader<'_, 'js> {
    fn value(&mut self, value: &JsValue<'js>) -> Result<Value, Failure> {
        Ok(match value.type_of() {
            Type::Uninitialized | Type::Undefined => Value::Absent,
            Type::Null => Value::Null,
            Type::Bool => Value::Boolean(value.as_bool().unwrap_or_default()),
            Type::Int | Type::Float => number(value.as_number().unwrap_or(f64::NAN)),
            Type::String => return self.text(value),
            Type::BigInt => Value::Integer(self.big_integer(value)?),
            Type::Symbol => return Err(refused("a symbol")),
            Type::Promise => return Err(refused("a promise, which is to be awaited first,")),
            Type::Function | Type::Constructor => return self.function(value),
            Type::Array => return self.within(value, |reader, object| reader.list(object)),
            _ => match value.as_object() {
                Some(object) if !value.is_function() => self.object(value, object)?,
                Some(_) => return self.function(value),
                None => return Err(refused("such a thing")),
            },
        })
    }

    fn text(&mut self, value: &JsValue<'js>) -> Result<Value, Failure> {
        let Some(text) = value.as_string() else { return Ok(Value::Absent) };
        let text = text_of(self.running, self.context, text)?;
        Ok(match crate::globals::file_of_url(self.running, &text) {
            Some(file) => Value::File(file),
            None => Value::Text(text),
        })
    }

    fn big_integer(&mut self, value: &JsValue<'js>) -> Result<i64, Failure> {
        // QuickJS cuts larger ones off, so the way by text.
        let text: rquickjs::Coerced<String> = value.get()?;
        text.0.parse().map_err(|_| {
            Failure::Refused(Error::invalid(format!("the BigInt {} does not fit into 64 bits", shortened(&text.0))))
        })
    }

    fn function(&mut self, value: &JsValue<'js>) -> Result<Value, Failure> {
        let function = Function::from_value(value.clone())?;
        Ok(Value::Function(handles::to_host(self.running, self.context, &function, None)?))
    }

    /// Reads what is in an object, unless it is in itself.
    fn within(
        &mut self,
        value: &JsValue<'js>,
        read: impl FnOnce(&mut Self, &Object<'js>) -> Result<Value, Failure>,
    ) -> Result<Value, Failure> {
        if self.within.len() + 1 >= DEPTH_LIMIT {
            return Err(Error::invalid(format!("a value has more than {DEPTH_LIMIT} levels")).into());
        }
        if self.within.contains(value) {
            return Err(Error::invalid("a value contains itself and cannot be passed").into());
        }
        let Some(object) = value.as_object() else { return Ok(Value::Absent) };
        self.within.push(value.clone());
        let result = read(self, object)?;
        self.within.pop();
        Ok(result)
    }

    fn list(&mut self, object: &Object<'js>) -> Result<Value, Failure> {
        let Some(array) = object.as_array() else { return Ok(Value::Absent) };
        self.items(array).map(Value::List)
    }

    fn items(&mut self, array: &Array<'js>) -> Result<Vec<Value>, Failure> {
        let length = array.len();
        let mut values = Vec::new();
        // A length can be written down without any members.
        values.try_reserve(length).map_err(|_| Error::limit(format!("a list of {length} members is too long")))?;
        for index in 0..length {
            let item: JsValue = array.get(index)?;
            values.push(match scalar(&item) {
                Some(value) => value,
                None => self.step(Step::Item(index), |reader| reader.value(&item))?,
            });
        }
        Ok(values)
    }

    fn step<R>(&mut self, step: Step, read: impl FnOnce(&mut Self) -> Result<R, Failure>) -> Result<R, Failure> {
        self.path.push(step);
        let result = read(self)?;
        self.path.pop();
        Ok(result)
    }

    fn object(&mut self, value: &JsValue<'js>, object: &Object<'js>) -> Result<Value, Failure> {
        if self.is_record(object)? {
            let record = self.within(value, |reader, object| reader.record(object).map(Value::Record))?;
            return match record {
                Value::Record(record) => Ok(ndarray::of_record(record)?),
                other => Ok(other),
            };
        }
        if let Some(handle) = handles::of(self.running, object) {
            return self.handle(object, handle);
        }
        if let Some(encoded) = self.running.codecs.encode(self.context, object)? {
            return self.within(value, |reader, _| reader.value(&encoded));
        }
        self.special(value, object)
    }

    fn is_record(&mut self, object: &Object<'js>) -> Result<bool, Failure> {
        let Some(prototype) = object.get_prototype() else { return Ok(true) };
        if self.record_prototype.is_none() {
            self.record_prototype = Some(self.running.language.object_prototype.clone().restore(self.context)?);
        }
        Ok(self.record_prototype.as_ref() == Some(&prototype))
    }

    fn record(&mut self, object: &Object<'js>) -> Result<Record, Failure> {
        let keys = object.own_keys(Filter::default()).collect::<rquickjs::Result<Vec<Atom>>>()?;
        let names = self.names_of(&keys)?;
        let mut values = Vec::with_capacity(keys.len());
        for (index, key) in keys.iter().enumerate() {
            let field: JsValue = object.get(key.clone())?;
            values.push(match scalar(&field) {
                Some(value) => value,
                None => self.step(Step::Field(names.clone(), index), |reader| reader.value(&field))?,
            });
        }
        self.known_names = Some((keys, names.clone()));
        names.record(values).ok_or_else(|| refused("an object that changes while it is read"))
    }

    /// The names that the keys are. Rows of a table have the same ones, which are kept once.
    fn names_of(&self, keys: &[Atom<'js>]) -> Result<Names, Failure> {
        if let Some((known, names)) = &self.known_names
            && known == keys
        {
            return Ok(names.clone());
        }
        let mut names = Vec::with_capacity(keys.len());
        for key in keys {
            names.push(text_of(self.running, self.context, &key.to_js_string()?)?);
        }
        Names::new(&names).ok_or_else(|| refused("an object with two names that differ in halves of letters alone"))
    }

    fn handle(&mut self, object: &Object<'js>, handle: Handle) -> Result<Value, Failure> {
        Ok(match handle {
            Handle::Function(function) => Value::Function(function),
            Handle::Plugin(plugin) => Value::Plugin(plugin),
            Handle::Window(window) => Value::Window(window),
            Handle::NdArray(array) => Value::NdArray(array),
            Handle::Bytes(bytes) => {
                let text = |name: &str| object.get::<_, Option<String>>(name);
                let mime_type = text("type")?.unwrap_or_default();
                Value::File(match text("name")? {
                    Some(name) => File::new(name, mime_type, bytes),
                    None => File::blob(mime_type, bytes),
                })
            }
            Handle::File(_) => {
                return Err(refused("the handle of a file; its getFile() gives what is in it, and that"));
            }
            Handle::Folder(_) | Handle::Writer(_) => {
                return Err(refused("the handle of a folder or of a file being saved"));
            }
            Handle::Task(_) => return Err(refused("a started call")),
        })
    }

    /// Objects that are neither records nor handles.
    fn special(&mut self, value: &JsValue<'js>, object: &Object<'js>) -> Result<Value, Failure> {
        let language = &self.running.language;
        let function = |name: &str| language.function(self.context, name);
        let kind: String = function("classify")?.call((object.clone(),))?;
        Ok(match kind.as_str() {
            "map" => {
                let flat: Array = function("entries")?.call((object.clone(),))?;
                return self.within(value, |reader, _| reader.pairs(&flat));
            }
            "set" => {
                let members: Array = function("members")?.call((object.clone(),))?;
                return self.within(value, |reader, _| {
                    reader.step(Step::Member, |reader| reader.items(&members)).map(Value::Set)
                });
            }
            "date" => Value::Date(Date(function("time")?.call((object.clone(),))?)),
            "error" => {
                let text = |name: &str| object.get::<_, rquickjs::Coerced<String>>(name).map(|text| text.0);
                Value::Error(Box::new(ErrorValue { name: text("name")?, message: text("message")? }))
            }
            "buffer" => Value::Bytes(match ArrayBuffer::from_object(object.clone()) {
                Some(buffer) => bytes_of(&buffer, 0..buffer.len())?,
                // Neither has an address.
                None if object.get("detached")? => return Err(transferred().into()),
                None => Bytes::default(),
            }),
            "view" => Value::Bytes(bytes_of_view(object)?),
            "text" => {
                let text: rquickjs::Coerced<rquickjs::String> = value.get()?;
                Value::Text(text_of(self.running, self.context, &text.0)?)
            }
            "number" => number(value.get::<rquickjs::Coerced<f64>>()?.0),
            "boolean" => {
                let plain: JsValue = object.get::<_, Function>("valueOf")?.call((This(object.clone()),))?;
                Value::Boolean(plain.as_bool().unwrap_or_default())
            }
            "instance" => return self.within(value, |reader, object| reader.instance(object)),
            kind => match dtype_of_typed_array(kind) {
                Some(dtype) => Value::NdArray(typed_array(dtype, object)?),
                None => return Err(refused(kind)),
            },
        })
    }

    fn pairs(&mut self, flat: &Array<'js>) -> Result<Value, Failure> {
        let mut values = self.step(Step::Member, |reader| reader.items(flat))?.into_iter();
        let mut pairs = Vec::with_capacity(values.len() / 2);
        while let (Some(key), Some(value)) = (values.next(), values.next()) {
            pairs.push((key, value));
        }
        Ok(Value::Pairs(pairs))
    }

    /// An object of a class: its fields, and its methods, which keep their `this`.
    fn instance(&mut self, object: &Object<'js>) -> Result<Value, Failure> {
        let mut record = self.record(object)?;
        let methods: Array = self.running.language.function(self.context, "methods")?.call((object.clone(),))?;
        for method in methods.iter::<Array>() {
            let method = method?;
            let (name, function): (String, Function) = (method.get(0)?, method.get(1)?);
            if !record.contains_key(&name) {
                let function = handles::to_host(self.running, self.context, &function, Some(object))?;
                record.insert(name, Value::Function(function));
            }
        }
        Ok(ndarray::of_record(record)?)
    }

    /// The error with where in the value it lies.
    fn at_its_place(&self, error: Error) -> Error {
        let mut place = String::new();
        for step in &self.path {
            match step {
                Step::Field(names, index) => {
                    if !place.is_empty() {
                        place.push('.');
                    }
                    place.push_str(names.name(*index).unwrap_or_default());
                }
                Step::Item(index) => place.push_str(&format!("[{index}]")),
                Step::Member => place.push_str("(…)"),
            }
        }
        match error {
            Error::Invalid(message) if !place.is_empty() => {
                Error::Invalid(format!("{message} (at {})", shortened(&place)))
            }
            other => other,
        }
    }
}

fn refused(what: &str) -> Failure {
    Failure::Refused(Error::invalid(format!("{what} cannot be passed to the host or another plugin")))
}

/// Values that are in nothing and have nothing in them.
fn scalar(value: &JsValue<'_>) -> Option<Value> {
    Some(match value.type_of() {
        Type::Undefined => Value::Absent,
        Type::Null => Value::Null,
        Type::Bool => Value::Boolean(value.as_bool()?),
        Type::Int => Value::Integer(value.as_int()?.into()),
        Type::Float => number(value.as_float()?),
        _ => return None,
    })
}

/// JavaScript has one kind of number: those without a fraction count as whole.
fn number(number: f64) -> Value {
    let is_whole = number.fract() == 0.0
        && (-LARGEST_INTEGER..=LARGEST_INTEGER).contains(&number)
        && !(number == 0.0 && number.is_sign_negative());
    if is_whole { Value::Integer(number as i64) } else { Value::Float(number) }
}

fn typed_array(dtype: Dtype, object: &Object<'_>) -> Result<AnyNdArray, Error> {
    let bytes = bytes_of_view(object)?;
    let length = bytes.len() / dtype.size();
    AnyNdArray::from_bytes(dtype, [length], bytes)
}

/// Enough of a text for a message.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
