//! `imjoy/schema-io`: a form made from a JSON Schema; only a valid value can be submitted.

use imjoy_sdk::{Error, Function, Record, Value, Window, WindowOptions, api, record};

pub(crate) fn window() -> WindowOptions {
    let texts = |texts: &[&str]| texts.iter().map(|text| Value::from(*text)).collect::<Vec<Value>>();
    let mut properties = Record::new();
    let mut add = |name: &str, field: Record| {
        properties.insert(name, field);
    };
    add("name", record! { "type": "string", "title": "Name", "minLength": 3i64, "description": "At least 3 letters" });
    add("method", record! { "title": "Method", "enum": texts(&["watershed", "threshold"]), "default": "watershed" });
    add("sigma", record! { "type": "number", "title": "Sigma", "minimum": 0i64, "maximum": 10i64, "default": 1.5 });
    add("frames", record! { "type": "integer", "title": "Frames", "minimum": 1i64, "default": 20i64 });
    add("invert", record! { "type": "boolean", "title": "Dark objects" });
    let label = record! { "type": "string" };
    add("labels", record! { "type": "array", "title": "Labels", "items": label, "maxItems": 5i64 });
    let least = record! { "type": "integer", "title": "Least area", "minimum": 0i64, "default": 100i64 };
    let note = record! { "type": "string", "title": "Note", "format": "textarea" };
    let inner = record! { "least": least, "note": note };
    add("filter", record! { "type": "object", "title": "Filter", "properties": inner });
    let schema = record! {
        "type": "object", "title": "Segmentation", "required": texts(&["name", "sigma"]), "properties": properties,
    };
    WindowOptions::new("imjoy/schema-io").name("Segmentation").data(record! { "schema": schema })
}

/// Shows what is submitted.
pub(crate) fn listen(window: &Window) -> Result<(), Error> {
    let submitted = Function::new(|arguments: Vec<Value>| async move {
        let value = arguments.into_iter().next().unwrap_or_default();
        api::create_window(WindowOptions::new("imjoy/generic").name("Submitted").data(value)).await?;
        Ok::<(), Error>(())
    });
    window.on("submit", submitted, false)
}
