//! Old spellings of fields.

use super::{compare_versions, text};
use crate::Fields;
use serde_json::Value as Json;
use std::cmp::Ordering;

/// The last version of the API with the old spellings.
const LAST_OLD: &str = "0.1.1";

/// Brings the fields of a plugin with `api_version` up to 0.1.1, or none, to what newer ones
/// have: `mode` becomes `type`, and three types have new names.
pub(crate) fn upgrade(fields: &mut Fields) {
    let version = fields.get("api_version").and_then(text).unwrap_or_default();
    if compare_versions(&version, LAST_OLD) == Ordering::Greater {
        return;
    }
    let mode = fields.shift_remove("mode");
    let has_type = fields.get("type").is_some_and(|value| !matches!(value, Json::Null) && value != "");
    if let Some(mode) = mode
        && !has_type
    {
        fields.insert("type".to_owned(), mode);
    }
    let new = match fields.get("type").and_then(Json::as_str) {
        Some("pyworker") => "native-python",
        Some("webworker") => "web-worker",
        Some("webpython") => "web-python",
        _ => return,
    };
    fields.insert("type".to_owned(), new.into());
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn old_names_are_replaced_for_old_versions() {
        for (written, upgraded) in [
            (
                json!({"api_version": "0.1.0", "mode": "webworker"}),
                json!({"api_version": "0.1.0", "type": "web-worker"}),
            ),
            (
                json!({"api_version": "0.1.1", "type": "pyworker"}),
                json!({"api_version": "0.1.1", "type": "native-python"}),
            ),
            (json!({"mode": "webpython"}), json!({"type": "web-python"})),
            (json!({"mode": "window", "type": "iframe"}), json!({"type": "iframe"})),
            (json!({"mode": "window", "type": ""}), json!({"type": "window"})),
            (
                json!({"api_version": "0.1.2", "mode": "webworker"}),
                json!({"api_version": "0.1.2", "mode": "webworker"}),
            ),
            (json!({"api_version": "0.1.2", "type": "pyworker"}), json!({"api_version": "0.1.2", "type": "pyworker"})),
        ] {
            let Json::Object(mut fields) = written.clone() else { panic!() };
            upgrade(&mut fields);
            assert_eq!(Json::Object(fields), upgraded, "{written}");
        }
    }
}
