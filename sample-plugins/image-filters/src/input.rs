//! What an op gets: the image of the active window and the answers of its form.

use imjoy_sdk::{AnyNdArray, Context, Error, Record, Value};

/// The image that an op shall work on.
pub(crate) struct Input {
    pub(crate) image: AnyNdArray,
    /// Name of its window or file.
    pub(crate) name: String,
}

impl Input {
    /// Finds the image in `my.data.src`, where image windows have it, in
    /// `my.data.image`, or in `my.data` itself.
    pub(crate) fn of(my: &Context, op: &str) -> Result<Self, Error> {
        let found = match &my.data {
            Value::NdArray(_) => Some(&my.data),
            data => data.get("src").or_else(|| data.get("image")),
        };
        let image = match found {
            Some(Value::NdArray(image)) => image.clone(),
            None | Some(Value::Null | Value::Absent) => {
                return Err(Error::invalid(format!("open an image first (Ctrl+O), then run {op} on it")));
            }
            Some(other) => {
                return Err(Error::invalid(format!(
                    "{op} takes an image as an array, and the active window holds {} in its place: open an image \
                     (Ctrl+O), then run {op} on it",
                    other.kind()
                )));
            }
        };
        let name = my.name().or_else(|| my.data.get("name").and_then(Value::as_str)).unwrap_or("image").to_owned();
        Ok(Self { image, name })
    }
}

/// A number from a form; from the command line it may come as a text.
pub(crate) fn number(config: &Record, id: &str, default: f64) -> Result<f64, Error> {
    match config.get(id) {
        None | Some(Value::Null | Value::Absent) => Ok(default),
        Some(value) => value
            .as_f64()
            .or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()))
            .ok_or_else(|| Error::invalid(format!("{id} must be a number, and is {}", describe(value)))),
    }
}

fn describe(value: &Value) -> String {
    value.as_str().map_or_else(|| value.kind().to_owned(), |text| format!("\"{text}\""))
}

#[cfg(test)]
mod tests {
    use imjoy_sdk::{AnyNdArray, Context, NdArray, Value, record};

    use super::{Input, number};

    fn image() -> AnyNdArray {
        NdArray::from_vec([1, 2], vec![1_u8, 2]).unwrap().into_any()
    }

    #[test]
    fn image_is_found_where_windows_and_plugins_put_it() {
        let places: [Value; 3] =
            [record! { "src": image() }.into(), record! { "image": image() }.into(), image().into()];
        for data in places {
            let input = Input::of(&Context::new(record! {}, data), "Median").unwrap();
            assert_eq!((input.image.shape(), input.name.as_str()), (&[1, 2][..], "image"));
        }
        let input =
            Input::of(&Context::new(record! {}, record! { "src": image(), "name": "coins.png" }), "Median").unwrap();
        assert_eq!(input.name, "coins.png");
    }

    #[test]
    fn no_image_is_one_sentence() {
        let message =
            |data: Value| Input::of(&Context::new(record! {}, data), "Gaussian blur").err().unwrap().to_string();
        let wanted = "open an image first (Ctrl+O), then run Gaussian blur on it";
        assert_eq!(message(record! {}.into()), wanted);
        assert_eq!(message(Value::Null), wanted);
        assert!(message(record! { "src": "http://a" }.into()).contains("as an array"));
    }

    #[test]
    fn numbers_come_as_such_or_as_texts() {
        let config = record! { "a": 3, "b": 0.5, "c": "7.5", "d": "seven" };
        assert_eq!(number(&config, "a", 1.0).unwrap(), 3.0);
        assert_eq!(number(&config, "b", 1.0).unwrap(), 0.5);
        assert_eq!(number(&config, "c", 1.0).unwrap(), 7.5);
        assert_eq!(number(&config, "e", 1.0).unwrap(), 1.0);
        assert_eq!(number(&config, "d", 1.0).unwrap_err().to_string(), "d must be a number, and is \"seven\"");
    }
}
