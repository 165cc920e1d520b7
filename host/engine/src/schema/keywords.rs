//! ImJoy's own keywords: `file`, `ndarray` and `instanceof`.
//!
//! | keyword | value |
//! |---|---|
//! | `file` | a text, or an object with `mime` (a pattern that occurs in the MIME type, or several) and `ext` (how the name ends, or several), at least one of them; `size` (bytes, or several), `minSize`, `maxSize` |
//! | `ndarray` | an object with `shape` (a list of lengths; null for any), `dtype` (a name, or several), `ndim` (a number, or several) |
//! | `instanceof` | the name of a class of JavaScript, or several: `File`, `Function`, `Map` … |

use super::describe::kind;
use jsonschema::paths::Location;
use jsonschema::{Keyword, ValidationError, ValidationOptions};
use regex::RegexBuilder;
use serde_json::{Map, Value as Json};

use crate::value::DataType;

/// Bytes of a compiled pattern at most.
const PATTERN_BYTES: usize = 64 * 1024;

/// Adds the keywords.
pub(super) fn add_to(options: ValidationOptions<'_>) -> ValidationOptions<'_> {
    options
        .with_keyword("file", |_: &Map<String, Json>, value: &Json, _: Location| keyword(file(value)))
        .with_keyword("ndarray", |_: &Map<String, Json>, value: &Json, _: Location| keyword(ndarray(value)))
        .with_keyword("instanceof", |_: &Map<String, Json>, value: &Json, _: Location| keyword(instance_of(value)))
}

type Check = Box<dyn Fn(&Json) -> bool + Send + Sync>;

/// A check and what to say where it fails.
struct Described {
    expected: &'static str,
    check: Check,
}

impl<'i> Keyword<'i> for Described {
    fn validate(&self, instance: &'i Json) -> Result<(), ValidationError<'i>> {
        if (self.check)(instance) { Ok(()) } else { Err(ValidationError::custom(self.expected)) }
    }

    fn is_valid(&self, instance: &'i Json) -> bool {
        (self.check)(instance)
    }
}

fn keyword<'a>(described: Result<Described, String>) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    match described {
        Ok(described) => Ok(Box::new(described)),
        Err(reason) => Err(ValidationError::custom(reason)),
    }
}

fn file(value: &Json) -> Result<Described, String> {
    let expected = "it is not such a file as `file` describes";
    let is_file = |data: &Json| kind(data) == Some("file");
    let fields = match value {
        Json::String(_) | Json::Null | Json::Bool(false) => {
            return Ok(Described { expected, check: Box::new(is_file) });
        }
        Json::Object(fields) if fields.contains_key("mime") || fields.contains_key("ext") => fields,
        _ => return Err("Invalid config for keyword: file".to_owned()),
    };
    let mut patterns = Vec::new();
    for pattern in texts(fields, "mime")? {
        let pattern = RegexBuilder::new(&pattern).size_limit(PATTERN_BYTES).build();
        patterns.push(pattern.map_err(|_| "`mime` of `file` is not a pattern".to_owned())?);
    }
    let endings = texts(fields, "ext")?;
    let sizes = numbers(fields, "size")?;
    let bound = |name: &str| match fields.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::Number(number)) => Ok(number.as_f64()),
        Some(_) => Err(format!("{name} must be a number")),
    };
    let (least, most) = (bound("minSize")?, bound("maxSize")?);
    let check = move |data: &Json| {
        let text = |name: &str| data.get(name).and_then(Json::as_str).unwrap_or_default();
        let size = data.get("_rsize").and_then(Json::as_f64).unwrap_or_default();
        is_file(data)
            && (patterns.is_empty() || patterns.iter().any(|pattern| pattern.is_match(text("_rmime"))))
            && (endings.is_empty() || endings.iter().any(|ending| text("_rname").ends_with(ending)))
            && (sizes.is_empty() || sizes.contains(&size))
            && least.is_none_or(|least| size >= least)
            && most.is_none_or(|most| size <= most)
    };
    Ok(Described { expected, check: Box::new(check) })
}

fn ndarray(value: &Json) -> Result<Described, String> {
    let nothing = Map::new();
    let fields = match value {
        Json::Object(fields) => fields,
        Json::Null | Json::Bool(true) => &nothing,
        _ => return Err("`ndarray` must be an object".to_owned()),
    };
    let dimensions = numbers(fields, "ndim")?;
    let shape = match fields.get("shape") {
        None | Some(Json::Null) => None,
        // Whatever is not a number stands for any length.
        Some(Json::Array(lengths)) => Some(lengths.iter().map(Json::as_u64).collect::<Vec<_>>()),
        Some(_) => return Err("shape must be an array".to_owned()),
    };
    if let Some(shape) = &shape
        && !dimensions.is_empty()
        && dimensions != [shape.len() as f64]
    {
        return Err("mismatch between shape and ndim".to_owned());
    }
    let types = texts(fields, "dtype")?;
    if let Some(unknown) = types.iter().find(|name| !DataType::ALL.iter().any(|known| known.name() == **name)) {
        let known: Vec<&str> = DataType::ALL.iter().map(|known| known.name()).collect();
        return Err(format!("Invalid dtype: {unknown}, valid types: {}", known.join(",")));
    }
    let check = move |data: &Json| {
        let lengths = data.get("_rshape").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
        let data_type = data.get("_rdtype").and_then(Json::as_str).unwrap_or_default();
        let fits = |expected: &Vec<Option<u64>>| {
            expected.len() == lengths.len()
                && expected
                    .iter()
                    .zip(lengths)
                    .all(|(expected, length)| expected.is_none() || *expected == length.as_u64())
        };
        kind(data) == Some("ndarray")
            && shape.as_ref().is_none_or(fits)
            && (types.is_empty() || types.iter().any(|known| known == data_type))
            && (dimensions.is_empty() || dimensions.contains(&(lengths.len() as f64)))
    };
    Ok(Described { expected: "it is not such an array as `ndarray` describes", check: Box::new(check) })
}

/// What a value must be to be an instance of a class of JavaScript.
fn is_instance(class: &str, data: &Json) -> bool {
    match (class, kind(data)) {
        ("File", Some("file")) | ("Blob", Some("file" | "blob")) => true,
        ("Function", Some("function")) | ("Date", Some("date")) | ("Error", Some("error")) => true,
        ("Map", Some("orderedmap")) | ("Set", Some("set")) | ("ArrayBuffer", Some("bytes")) => true,
        ("Array", _) => data.is_array(),
        ("Object", _) => data.is_object() || data.is_array(),
        ("null", _) => data.is_null(),
        _ => false,
    }
}

const CLASSES: &[&str] =
    &["File", "Blob", "Function", "Date", "Error", "Map", "Set", "ArrayBuffer", "Array", "Object", "null"];

fn instance_of(value: &Json) -> Result<Described, String> {
    let class = |value: &Json| match value {
        Json::Null => Ok("null".to_owned()),
        Json::String(name) if CLASSES.contains(&name.as_str()) => Ok(name.clone()),
        other => Err(format!("`instanceof` knows no {other}; there are {}", CLASSES.join(", "))),
    };
    let classes = match value {
        Json::Array(values) => values.iter().map(class).collect::<Result<Vec<_>, _>>()?,
        value => vec![class(value)?],
    };
    let check = move |data: &Json| classes.iter().any(|class| is_instance(class, data));
    Ok(Described { expected: "it is of none of the classes of `instanceof`", check: Box::new(check) })
}

/// One text or several; none where the field is missing.
fn texts(fields: &Map<String, Json>, name: &str) -> Result<Vec<String>, String> {
    match fields.get(name) {
        None | Some(Json::Null) => Ok(Vec::new()),
        Some(Json::String(text)) => Ok(vec![text.clone()]),
        Some(Json::Array(values)) if values.iter().all(Json::is_string) => {
            Ok(values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect())
        }
        Some(_) => Err(format!("{name} must be a text or a list of texts")),
    }
}

/// One number or several; none where the field is missing.
fn numbers(fields: &Map<String, Json>, name: &str) -> Result<Vec<f64>, String> {
    match fields.get(name) {
        None | Some(Json::Null) => Ok(Vec::new()),
        Some(Json::Number(number)) => Ok(number.as_f64().into_iter().collect()),
        Some(Json::Array(values)) if values.iter().all(Json::is_number) => {
            Ok(values.iter().filter_map(Json::as_f64).collect())
        }
        Some(_) => Err(format!("{name} must be a number")),
    }
}
