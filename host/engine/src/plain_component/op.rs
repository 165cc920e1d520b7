//! A function run as an op: arguments from the form and the active window, and the window
//! that shows the result.

use super::answers::{Files, values};
use super::code::most_call_parts;
use super::interface::PlainFunction;
use crate::error::CallError;
use crate::front_end::ActiveWindow;
use crate::identity::PluginId;
use crate::images::{encode_png, image_dimensions};
use crate::run_op::ResultWindow;
use crate::shared::Shared;
use crate::value::{File, Record, Value};
use bytes::Bytes;
use std::collections::VecDeque;
use std::io::Read as _;
use std::path::Path;

/// The arguments of a function from the answers of its form. A file that has not been chosen
/// is one that was dropped on the op, or the image of the active window as a PNG file. Reads
/// files: not for async code.
///
/// Only the user answers a form, so the paths in it are theirs. Those in a window's data may
/// be anybody's; they are read as far as the user has let the plugin.
pub(crate) fn op_arguments(
    shared: &Shared,
    plugin: PluginId,
    function: &PlainFunction,
    answers: &Record,
    active_window: Option<ActiveWindow>,
) -> Result<Vec<Value>, CallError> {
    let most_bytes = most_call_parts(&shared.limits) as u64;
    let mut files = ChosenFiles { shared, plugin, most_bytes, stand_ins: stand_ins(active_window) };
    Ok(values(function, answers, &mut files)?)
}

/// Files of the user.
struct ChosenFiles<'a> {
    shared: &'a Shared,
    plugin: PluginId,
    most_bytes: u64,
    /// Each is given away once: two parameters are two files.
    stand_ins: VecDeque<StandIn>,
}

/// What is used where no file has been chosen.
enum StandIn {
    /// A file that was dropped.
    Path(String),
    /// The image of a window of that name.
    Image(String, Value),
}

fn stand_ins(window: Option<ActiveWindow>) -> VecDeque<StandIn> {
    let Some(window) = window else { return VecDeque::new() };
    let files = window.data.field("files").and_then(Value::as_list).unwrap_or_default();
    let path = |file: &Value| match file.field("kind").and_then(Value::as_text) {
        Some("folder") => None,
        _ => file.field("path").and_then(Value::as_text).map(|path| StandIn::Path(path.to_owned())),
    };
    let files: VecDeque<StandIn> = files.iter().filter_map(path).collect();
    if files.is_empty() {
        let image = window.data.field("src").unwrap_or(&window.data).clone();
        VecDeque::from([StandIn::Image(window.name, image)])
    } else {
        files
    }
}

impl ChosenFiles<'_> {
    fn contents(&self, path: &str, file: std::fs::File) -> Result<Bytes, String> {
        let cannot = |error: std::io::Error| format!("{path} cannot be read: {error}");
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

    fn dropped(&self, path: &str) -> Result<Bytes, String> {
        let granted = self.shared.grants.covering(self.plugin, Path::new(path));
        let (grant, relative) = granted.ok_or_else(|| format!("you have not let the plugin read {path}; choose it"))?;
        let file = grant.open_file(&relative).map_err(|error| error.to_string())?;
        self.contents(path, file)
    }
}

impl Files for ChosenFiles<'_> {
    fn read(&mut self, path: &str) -> Result<Bytes, String> {
        // Opening a pipe would wait for whoever writes into it.
        let kind = std::fs::metadata(path).map_err(|error| format!("{path} cannot be read: {error}"))?;
        if !kind.is_file() {
            return Err(format!("{path} is not a file"));
        }
        let file = std::fs::File::open(path).map_err(|error| format!("{path} cannot be read: {error}"))?;
        self.contents(path, file)
    }

    fn stand_in(&mut self) -> Option<Result<Bytes, String>> {
        match self.stand_ins.pop_front()? {
            StandIn::Path(path) => Some(self.dropped(&path)),
            StandIn::Image(_, Value::Bytes(bytes) | Value::File(File { data: bytes, .. })) => Some(Ok(bytes)),
            StandIn::Image(window, Value::NdArray(array)) => {
                Some(encode_png(&array).map(Bytes::from).map_err(|error| {
                    format!("the image of the window {window} cannot be passed ({error}); choose a file")
                }))
            }
            StandIn::Image(..) => None,
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
