//! The form of the plugin.

use imjoy_sdk::{Error, Record, Value};

use crate::components::Connectivity;

const MINIMUM_AREA: &str = "min_area";
const CONNECTIVITY: &str = "connectivity";
const OBJECTS: &str = "objects";
const BRIGHT: &str = "bright objects";
const DARK: &str = "dark objects";

/// Objects below this area are taken for noise, unless the user says otherwise.
const DEFAULT_MINIMUM_AREA: u32 = 100;

/// What the user can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Smallest area of an object, in pixels.
    pub minimum_area: u32,
    /// Which neighbours belong together.
    pub connectivity: Connectivity,
    /// Whether objects are darker than what is around them.
    pub is_dark: bool,
}

impl Options {
    /// Reads the answers of the form, or options from the command line, where numbers
    /// may come as texts. What is absent has its default.
    pub fn read(config: &Record) -> Result<Self, Error> {
        let minimum_area = match config.get(MINIMUM_AREA) {
            None | Some(Value::Null | Value::Absent) => DEFAULT_MINIMUM_AREA,
            Some(value) => number(value)
                .filter(|number| (0.0..=f64::from(u32::MAX)).contains(number))
                .ok_or_else(|| refused(MINIMUM_AREA, "a number of pixels, 0 or more", value))?
                .ceil() as u32,
        };
        let connectivity = match config.get(CONNECTIVITY) {
            None | Some(Value::Null | Value::Absent) => Connectivity::Eight,
            Some(value) if number(value) == Some(8.0) => Connectivity::Eight,
            Some(value) if number(value) == Some(4.0) => Connectivity::Four,
            Some(value) => return Err(refused(CONNECTIVITY, "8 or 4", value)),
        };
        let is_dark = match config.get(OBJECTS) {
            None | Some(Value::Null | Value::Absent) => false,
            Some(value) => match value.as_str() {
                Some(BRIGHT | "bright") => false,
                Some(DARK | "dark") => true,
                _ => return Err(refused(OBJECTS, "\"bright objects\" or \"dark objects\"", value)),
            },
        };
        Ok(Self { minimum_area, connectivity, is_dark })
    }
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
}

fn refused(id: &str, wanted: &str, value: &Value) -> Error {
    let given = match (value.as_str(), value.as_f64()) {
        (Some(text), _) => format!("\"{text}\""),
        (None, Some(number)) => number.to_string(),
        (None, None) => value.kind().to_owned(),
    };
    Error::invalid(format!("{id} must be {wanted}, and is {given}"))
}

#[cfg(test)]
mod tests {
    use imjoy_sdk::record;

    use super::{Connectivity, Options};

    #[test]
    fn defaults() {
        let wanted = Options { minimum_area: 100, connectivity: Connectivity::Eight, is_dark: false };
        assert_eq!(Options::read(&record! {}).unwrap(), wanted);
    }

    #[test]
    fn from_a_form_and_from_the_command_line() {
        let wanted = Options { minimum_area: 20, connectivity: Connectivity::Four, is_dark: true };
        let form = record! { "min_area": 19.5, "connectivity": 4, "objects": "dark objects", "type": "cell-counter" };
        assert_eq!(Options::read(&form).unwrap(), wanted);
        let line = record! { "min_area": "20", "connectivity": "4", "objects": "dark" };
        assert_eq!(Options::read(&line).unwrap(), wanted);
    }

    #[test]
    fn refusals_name_the_option() {
        let message = |config| Options::read(&config).unwrap_err().to_string();
        assert_eq!(message(record! { "connectivity": 6 }), "connectivity must be 8 or 4, and is 6");
        assert_eq!(message(record! { "min_area": -1 }), "min_area must be a number of pixels, 0 or more, and is -1");
        assert_eq!(
            message(record! { "objects": "red" }),
            "objects must be \"bright objects\" or \"dark objects\", and is \"red\""
        );
    }
}
