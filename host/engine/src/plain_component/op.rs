//! A function run as an op: arguments from the form and the active window, and the window
//! that shows the result.

use super::answers::{Files, values};
use super::interface::PlainFunction;
use crate::error::CallError;
use crate::front_end::ActiveWindow;
use crate::images::{encode_png, image_dimensions};
use crate::run_op::ResultWindow;
use crate::value::{File, Record, Value};
use bytes::Bytes;
use std::io::Read as _;

/// The arguments of a function from the answers of its form. A file that has not been chosen
/// is the image of the active window, as a PNG file. Reads files: not for async code.
///
/// Only the user answers a form, so the paths in it are theirs.
pub(crate) fn op_arguments(
    function: &PlainFunction,
    answers: &Record,
    active_window: Option<ActiveWindow>,
    most_file_bytes: usize,
) -> Result<Vec<Value>, CallError> {
    let mut files = ChosenFiles { most_bytes: most_file_bytes as u64, active_window };
    Ok(values(function, answers, &mut files)?)
}

/// Files of the user.
struct ChosenFiles {
    most_bytes: u64,
    /// Given away once: two parameters are two images.
    active_window: Option<ActiveWindow>,
}

impl Files for ChosenFiles {
    fn read(&mut self, path: &str) -> Result<Bytes, String> {
        let cannot = |error: std::io::Error| format!("{path} cannot be read: {error}");
        let file = std::fs::File::open(path).map_err(cannot)?;
        if !file.metadata().map_err(cannot)?.is_file() {
            return Err(format!("{path} is not a file"));
        }
        let mut contents = Vec::new();
        file.take(self.most_bytes.saturating_add(1)).read_to_end(&mut contents).map_err(cannot)?;
        if contents.len() as u64 > self.most_bytes {
            return Err(format!("{path} has more than the {} bytes that a call takes", self.most_bytes));
        }
        Ok(contents.into())
    }

    fn stand_in(&mut self) -> Option<Result<Bytes, String>> {
        let window = self.active_window.take()?;
        let image = window.data.field("src").unwrap_or(&window.data);
        match image {
            Value::Bytes(bytes) | Value::File(File { data: bytes, .. }) => Some(Ok(bytes.clone())),
            Value::NdArray(array) => Some(encode_png(array).map(Bytes::from).map_err(|error| {
                format!("the image of the window {} cannot be passed ({error}); choose a file", window.name)
            })),
            _ => None,
        }
    }
}

/// The window that shows a result; none for a function without one.
pub(crate) fn op_window(function: &PlainFunction, result: &Value) -> Option<ResultWindow> {
    if matches!(result, Value::Absent) {
        return None;
    }
    let (window_type, data) = match result {
        Value::Bytes(bytes) => bytes_window(function, bytes),
        Value::List(rows) if !rows.is_empty() && rows.iter().all(|row| row.as_record().is_some()) => {
            ("imjoy/table", result.clone())
        }
        other => ("imjoy/generic", other.clone()),
    };
    let name = function.name.to_string();
    Some(ResultWindow { name, window_type: window_type.to_owned(), data, config: Value::Absent })
}

/// Bytes by what they are: an image, a text, or a file of unknown kind.
fn bytes_window(function: &PlainFunction, bytes: &Bytes) -> (&'static str, Value) {
    if image_dimensions(bytes).is_some() {
        return ("imjoy/image", Record::new().with("src", Value::Bytes(bytes.clone())).into());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => ("imjoy/generic", Value::from(text)),
        _ => {
            let file = File {
                name: Some(format!("{}.bin", function.export)),
                mime_type: "application/octet-stream".to_owned(),
                data: bytes.clone(),
            };
            ("imjoy/files", Record::new().with("files", Value::List(vec![Value::File(file)])).into())
        }
    }
}
