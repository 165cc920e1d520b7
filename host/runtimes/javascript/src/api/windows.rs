//! Windows: createWindow, getWindow.

use futures::FutureExt;
use imjoy_sdk::bindings::imjoy::plugin::windows as host;
use imjoy_sdk::{Error, Record, Value, language_runtime, record};

use super::arguments::{Arguments, cells, field, number, text_field};
use super::plugins::Source;
use super::{Behaviour, Functions, answered};
use crate::handles::window_value;
use crate::plugin::Running;
use crate::promise::Outcome;

pub(super) const FUNCTIONS: Functions = &[
    ("createWindow", Behaviour::Asks(|running, arguments| create_window(running, arguments).boxed_local())),
    ("getWindow", Behaviour::Asks(|_, arguments| get_window(arguments).boxed_local())),
];

/// How many types of windows are remembered; enough for all that can be open.
const TYPES: usize = 4096;

async fn create_window(running: Running, mut arguments: Arguments) -> Outcome {
    let window = arguments.next();
    let mut description = description(window, arguments.record("the options")?)?;
    let is_drawn = text_field(&description, "type").is_some_and(|window_type| window_type.starts_with("imjoy/"));
    if let Some(source) = Source::of_record(&description).filter(|_| !is_drawn) {
        let window_type = match source.page() {
            Some(address) => address.to_owned(),
            None => source.load().await?,
        };
        description.insert("type", window_type);
    }
    let options = options(description)?;
    let window_type = options.window_type.clone();
    let window = answered(host::create_window(options).await)?;
    let mut types = running.window_types.borrow_mut();
    if types.len() >= TYPES {
        types.pop_first();
    }
    types.insert(window.id(), window_type);
    Ok(window_value(window))
}

/// What is said of the window. Fields of `extra` go before those of the first argument.
fn description(value: Value, extra: Record) -> Result<Record, Error> {
    let mut description = match value {
        Value::Record(description) => description,
        Value::Text(text) if Source::of_text(&text).is_some() => record! { "src": text },
        Value::Text(window_type) => record! { "type": window_type },
        other => {
            return Err(Error::invalid(format!("createWindow needs an object with `type`, it got {}", other.kind())));
        }
    };
    for (name, value) in extra {
        description.insert(name, value);
    }
    Ok(description)
}

fn options(mut options: Record) -> Result<host::WindowOptions, Error> {
    let window_type = match text_field(&options, "type") {
        Some(window_type) => window_type,
        None if options.contains_key("ui") => "imjoy/joy".to_owned(),
        None => return Err(Error::invalid("createWindow needs the `type` of the window")),
    };
    if window_type == "imjoy/joy"
        && let Some(ui) = field(&mut options, "ui")
    {
        let mut data = match field(&mut options, "data") {
            Some(Value::Record(data)) => data,
            _ => Record::new(),
        };
        data.insert("ui", ui);
        options.insert("data", data);
    }
    Ok(host::WindowOptions {
        name: text_field(&options, "name"),
        window_type,
        w: cells(&options, "w"),
        h: cells(&options, "h"),
        x: cells(&options, "x"),
        y: cells(&options, "y"),
        data: field(&mut options, "data").map(language_runtime::encode).transpose()?,
        config: field(&mut options, "config").map(language_runtime::encode).transpose()?,
    })
}

async fn get_window(mut arguments: Arguments) -> Outcome {
    let query = query(arguments.next())?;
    let window = answered(host::get_window(query).await)?;
    Ok(window.map_or(Value::Null, window_value))
}

fn query(value: Value) -> Result<host::WindowQuery, Error> {
    let mut query = host::WindowQuery { name: None, window_id: None, plugin_id: None, window_type: None };
    match value {
        Value::Text(name) => query.name = Some(name),
        Value::Record(fields) => {
            query.name = text_field(&fields, "name");
            query.plugin_id = text_field(&fields, "plugin_id");
            query.window_type = text_field(&fields, "type");
            if let Some(id) = fields.get("window_id").filter(|id| !id.is_null()) {
                let id = number(id).filter(|id| *id >= 0.0);
                // An id that no window can have finds none.
                query.window_id = Some(id.map_or(u64::MAX, |id| id as u64));
            }
        }
        Value::Window(window) => query.window_id = Some(window.id()),
        other => return Err(Error::invalid(format!("getWindow needs the name of a window, it got {}", other.kind()))),
    }
    Ok(query)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(value: Value, extra: Record) -> Result<host::WindowOptions, Error> {
        description(value, extra).and_then(options)
    }

    #[test]
    fn a_text_is_a_type_or_a_source() {
        assert_eq!(opened("imjoy/image".into(), Record::new()).unwrap().window_type, "imjoy/image");
        for source in ["<docs>\n</docs>", "https://a.b/c.imjoy.html"] {
            let description = description(source.into(), Record::new()).unwrap();
            assert_eq!(text_field(&description, "src").as_deref(), Some(source));
        }
        assert!(matches!(opened(record! { "name": "x" }.into(), Record::new()), Err(Error::Invalid(_))));
    }

    #[test]
    fn a_second_record_adds_to_the_first_argument() {
        let named = opened("imjoy/image".into(), record! { "name": "N", "data": record! { "src": "a" } }).unwrap();
        assert_eq!((named.window_type.as_str(), named.name.as_deref()), ("imjoy/image", Some("N")));
        assert!(named.data.is_some());
        let given = record! { "type": "a", "name": "b", "w": 3 };
        let named = opened(given.into(), record! { "name": "c" }).unwrap();
        assert_eq!((named.name.as_deref(), named.w), (Some("c"), Some(3)));
    }

    #[test]
    fn a_form_in_a_window_is_its_data() {
        let form = record! { "ui": "a {id:'b', type:'number'}", "data": record! { "c": 1 } };
        let form = opened(form.into(), Record::new()).unwrap();
        let data = language_runtime::decode(form.data.unwrap()).unwrap();
        assert_eq!(form.window_type, "imjoy/joy");
        assert_eq!(data.get("c"), Some(&1.into()));
        assert!(data.get("ui").is_some());
    }

    #[test]
    fn windows_are_found_by_name_or_fields() {
        assert_eq!(query("a".into()).unwrap().name.as_deref(), Some("a"));
        let found = query(record! { "window_id": 7, "type": "imjoy/image", "name": () }.into()).unwrap();
        assert_eq!((found.window_id, found.window_type.as_deref(), found.name), (Some(7), Some("imjoy/image"), None));
        assert_eq!(query(record! { "window_id": "x" }.into()).unwrap().window_id, Some(u64::MAX));
    }
}
