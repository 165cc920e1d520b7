//! What ImJoy adds to a schema before it is compiled.

use super::Side;
use serde_json::{Map, Value as Json};

/// The schema of data from what a plugin wrote: a schema as it is, a list of properties
/// as an object with these. All properties of an object are required unless `required`
/// says which.
///
/// Where ImJoy's rule would make a schema that cannot be compiled (`{type: "object"}`
/// would be a property named `type`), what was written is taken as the schema it is.
pub(super) fn wrapped(written: Map<String, Json>, side: Side) -> Json {
    let is_type = |name: &str| written.get("type").and_then(Json::as_str) == Some(name);
    let is_whole = (is_type("object") && written.contains_key("properties"))
        || (side == Side::Inputs && is_type("array") && written.contains_key("items"));
    let could_be_properties = written.values().all(|value| value.is_object() || value.is_boolean());
    let mut schema = if is_whole || !could_be_properties {
        written
    } else {
        Map::from_iter([("properties".to_owned(), Json::Object(written)), ("type".to_owned(), "object".into())])
    };
    if schema.get("type").and_then(Json::as_str) == Some("object")
        && !schema.contains_key("required")
        && let Some(Json::Object(properties)) = schema.get("properties")
    {
        let names: Vec<Json> = properties.keys().map(|name| name.as_str().into()).collect();
        schema.insert("required".to_owned(), Json::Array(names));
    }
    Json::Object(schema)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn schemas_are_wrapped_as_in_imjoy() {
        for (written, side, expected) in [
            (json!({}), Side::Inputs, json!({"properties": {}, "type": "object", "required": []})),
            (
                json!({"src": {"type": "string"}}),
                Side::Inputs,
                json!({"properties": {"src": {"type": "string"}}, "type": "object", "required": ["src"]}),
            ),
            (
                json!({"type": "object", "properties": {"a": {}, "b": {}}}),
                Side::Outputs,
                json!({"type": "object", "properties": {"a": {}, "b": {}}, "required": ["a", "b"]}),
            ),
            (
                json!({"type": "object", "properties": {"a": {}, "b": {}}, "required": ["a"]}),
                Side::Inputs,
                json!({"type": "object", "properties": {"a": {}, "b": {}}, "required": ["a"]}),
            ),
            // A property that is called `type`.
            (
                json!({"type": {"const": "imjoy/image"}}),
                Side::Inputs,
                json!({"properties": {"type": {"const": "imjoy/image"}}, "type": "object", "required": ["type"]}),
            ),
            (json!({"type": "array", "items": {}}), Side::Inputs, json!({"type": "array", "items": {}})),
            (json!({"type": "object"}), Side::Inputs, json!({"type": "object"})),
            (json!({"anyOf": [{"type": "string"}]}), Side::Outputs, json!({"anyOf": [{"type": "string"}]})),
        ] {
            let Json::Object(fields) = written else { panic!() };
            assert_eq!(wrapped(fields, side), expected);
        }
    }
}
