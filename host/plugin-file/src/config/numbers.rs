//! Numbers as JavaScript has them: `1.0` is `1`.

use serde_json::{Number, Value as Json};

/// Whole numbers up to here are exact in JavaScript (2^53).
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The number of a config: a whole one is written without a fraction.
pub(super) fn number(value: f64) -> Json {
    if value.fract() == 0.0 && value.abs() <= EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and exact")]
        let whole = value as i64;
        return Json::Number(whole.into());
    }
    // What JSON has no number for is `null` to JavaScript.
    Number::from_f64(value).map_or(Json::Null, Json::Number)
}

/// Rewrites all numbers of a value.
pub(super) fn as_javascript(json: &mut Json) {
    match json {
        Json::Number(written) if written.is_f64() => {
            if let Some(value) = written.as_f64() {
                *json = number(value);
            }
        }
        Json::Array(values) => values.iter_mut().for_each(as_javascript),
        Json::Object(fields) => fields.values_mut().for_each(as_javascript),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn whole_numbers_have_no_fraction() {
        let mut json = json!({"a": [1.0, -2.0, 0.5, 1e300, 3], "b": -0.0});
        as_javascript(&mut json);
        assert_eq!(json.to_string(), r#"{"a":[1,-2,0.5,1e+300,3],"b":0}"#);
        assert_eq!(number(f64::NAN), Json::Null);
    }
}
