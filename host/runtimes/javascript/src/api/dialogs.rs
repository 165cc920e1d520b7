//! Dialogs: alert, confirm, prompt, showDialog, showFileDialog.

use futures::FutureExt;
use imjoy_sdk::bindings::imjoy::plugin::dialogs as host;
use imjoy_sdk::bindings::imjoy::plugin::files as host_files;
use imjoy_sdk::{Error, Record, Value, language_runtime, record};

use super::arguments::{Arguments, cells, field, text_field};
use super::{Behaviour, Functions, answered};
use crate::api_version::FileDialogResult;
use crate::plugin::Running;
use crate::promise::{Outcome, Rejection};

pub(super) const FUNCTIONS: Functions = &[
    ("alert", Behaviour::Asks(|_, arguments| alert(arguments).boxed_local())),
    ("confirm", Behaviour::Asks(|_, arguments| confirm(arguments).boxed_local())),
    ("prompt", Behaviour::Asks(|_, arguments| prompt(arguments).boxed_local())),
    ("showDialog", Behaviour::Asks(|running, arguments| show_dialog(running, arguments).boxed_local())),
    ("showFileDialog", Behaviour::Asks(|running, arguments| show_file_dialog(running, arguments).boxed_local())),
];

/// A text is shown as it is; the `content` of a record is HTML.
fn message(value: &Value) -> host::Message {
    let plain = |content: String| host::Message {
        title: None,
        content,
        format: host::TextFormat::Plain,
        confirm_text: None,
        cancel_text: None,
    };
    match value {
        Value::Record(options) if options.contains_key("content") || options.contains_key("title") => host::Message {
            title: text_field(options, "title"),
            content: text_field(options, "content").unwrap_or_default(),
            format: host::TextFormat::Html,
            confirm_text: text_field(options, "confirm_text"),
            cancel_text: text_field(options, "cancel_text"),
        },
        other => plain(other.to_string()),
    }
}

async fn alert(mut arguments: Arguments) -> Outcome {
    answered(host::alert(message(&arguments.next())).await)?;
    Ok(Value::Absent)
}

async fn confirm(mut arguments: Arguments) -> Outcome {
    Ok(answered(host::confirm(message(&arguments.next())).await)?.into())
}

async fn prompt(mut arguments: Arguments) -> Outcome {
    let question = arguments.next();
    if !matches!(question, Value::Text(_) | Value::Record(_)) {
        return Err(Error::invalid("unsupported prompt arguments").into());
    }
    let placeholder = question.as_record().and_then(|options| text_field(options, "placeholder"));
    let default = arguments.optional().map(|default| default.to_string());
    cancelled_is_undefined(answered(host::prompt(message(&question), placeholder, default).await).map(Into::into))
}

async fn show_dialog(running: Running, mut arguments: Arguments) -> Outcome {
    let dialog = dialog(arguments.next())?;
    let is_window = dialog.window_type.is_some();
    let answer = answered(host::show_dialog(dialog).await).and_then(language_runtime::decode);
    match answer {
        Err(error) if error.is_cancelled() && !is_window => {
            if running.api_version.dialog_cancel_rejects() {
                Err(Rejection::Cancelled)
            } else {
                Ok(Value::Absent)
            }
        }
        answer => Ok(answer?),
    }
}

fn dialog(value: Value) -> Result<host::Dialog, Error> {
    let mut options = match value {
        Value::Record(options) => options,
        ui @ (Value::Text(_) | Value::List(_)) => record! { "ui": ui },
        other => {
            return Err(Error::invalid(format!(
                "showDialog needs an object with `name` and `ui`, it got {}",
                other.kind()
            )));
        }
    };
    let window_type =
        text_field(&options, "type").filter(|window_type| !matches!(window_type.as_str(), "joy" | "imjoy/joy"));
    Ok(host::Dialog {
        name: text_field(&options, "name").or_else(|| text_field(&options, "title")),
        window_type,
        w: cells(&options, "w"),
        h: cells(&options, "h"),
        data: field(&mut options, "data").map(language_runtime::encode).transpose()?,
        config: field(&mut options, "config").map(language_runtime::encode).transpose()?,
        ui: language_runtime::encode(field(&mut options, "ui").unwrap_or_else(|| "".into()))?,
    })
}

/// Cancel rejects with `undefined`.
fn cancelled_is_undefined(answer: Result<Value, Error>) -> Outcome {
    answer.map_err(|error| if error.is_cancelled() { Rejection::Cancelled } else { error.into() })
}

async fn show_file_dialog(running: Running, mut arguments: Arguments) -> Outcome {
    let options = arguments.record("the options")?;
    let result = running.api_version.file_dialog_result();
    let dialog = file_dialog(&options, result)?;
    let by_path = dialog.uri_type == Some(host::UriType::Path);
    let chosen = answered(host::show_file_dialog(dialog).await).and_then(language_runtime::decode);
    let chosen = match (chosen, result) {
        (Ok(chosen), FileDialogResult::Texts) => return Ok(chosen),
        (Ok(chosen), _) => chosen,
        (Err(error), _) if !error.is_cancelled() => return Err(error.into()),
        (Err(_), FileDialogResult::Texts) => {
            return Err(Error::cancelled("file dialog canceled by the user.").into());
        }
        (Err(_), FileDialogResult::Objects) => return Ok(Value::Null),
        (Err(_), FileDialogResult::List) => return Ok(Value::List(Vec::new())),
    };
    let (is_list, names) = match chosen {
        Value::List(names) => (true, names),
        name => (false, vec![name]),
    };
    let mut files = Vec::with_capacity(names.len());
    for name in names {
        files.push(chosen_file(name.to_string(), by_path).await?);
    }
    if result == FileDialogResult::List || is_list {
        return Ok(Value::List(files));
    }
    Ok(files.into_iter().next().unwrap_or(Value::Null))
}

fn file_dialog(options: &Record, result: FileDialogResult) -> Result<host::FileDialog, Error> {
    let unsupported = |what: &str, value: &str| Error::invalid(format!("unsupported {what}: {value}"));
    let text = |name: &str| text_field(options, name);
    let file_type = match text("type").as_deref() {
        None | Some("file") => host::FileDialogType::File,
        Some("directory") => host::FileDialogType::Directory,
        Some("any") => host::FileDialogType::Any,
        Some(other) => return Err(unsupported("type", other)),
    };
    let mode = match text("mode").as_deref() {
        None | Some("single|multiple") => host::FileDialogMode::SingleOrMultiple,
        Some("single") => host::FileDialogMode::Single,
        Some("multiple") => host::FileDialogMode::Multiple,
        Some(other) => return Err(unsupported("mode", other)),
    };
    let uri_type = match text("uri_type").as_deref() {
        None | Some("url") => host::UriType::Url,
        Some("path") => host::UriType::Path,
        Some(other) => return Err(unsupported("uri_type", other)),
    };
    let access = match text("access").as_deref() {
        None | Some("read") => host::FileAccess::Read,
        Some("read-write" | "readwrite") => host::FileAccess::ReadWrite,
        Some(other) => return Err(unsupported("access", other)),
    };
    // Objects have both; the URL leads to the path without another question to the user.
    let uri_type =
        if result == FileDialogResult::Texts || text("uri_type").is_some() { uri_type } else { host::UriType::Url };
    Ok(host::FileDialog {
        file_type,
        title: text("title"),
        root: text("root"),
        mode,
        uri_type: Some(uri_type),
        access: Some(access),
    })
}

/// The object that stands for a chosen file.
async fn chosen_file(name: String, by_path: bool) -> Result<Value, Error> {
    if by_path {
        return Ok(record! { "path": name, "type": "imjoy/path" }.into());
    }
    let path = answered(host_files::get_file_path(name.clone()).await)?;
    let short = path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    Ok(record! { "path": path, "url": name, "name": short, "type": "imjoy/url" }.into())
}

#[cfg(test)]
mod tests {
    use imjoy_sdk::list;

    use super::*;

    #[test]
    fn texts_are_plain_and_records_are_html() {
        let text = message(&"a < b\nc".into());
        assert_eq!((text.content.as_str(), text.format), ("a < b\nc", host::TextFormat::Plain));
        assert_eq!(message(&Value::Absent).content, "undefined");
        assert_eq!(message(&3.into()).content, "3");
        let html = message(&record! { "title": "T", "content": "<b>x</b>", "confirm_text": "Go" }.into());
        assert_eq!((html.title.as_deref(), html.format), (Some("T"), host::TextFormat::Html));
        assert_eq!(html.confirm_text.as_deref(), Some("Go"));
    }

    #[test]
    fn dialogs_are_forms_unless_they_name_a_window_type() {
        let form = dialog(record! { "name": "N", "ui": "x", "type": "joy" }.into()).unwrap();
        assert_eq!((form.name.as_deref(), form.window_type), (Some("N"), None));
        let window = dialog(record! { "type": "imjoy/image", "w": 20, "data": record! { "src": "a" } }.into()).unwrap();
        assert_eq!(
            (window.window_type.as_deref(), window.w, window.data.is_some()),
            (Some("imjoy/image"), Some(20), true)
        );
        assert!(dialog(list!["a", record! { "b": 1 }]).is_ok());
        assert!(dialog(Value::Absent).is_err());
    }

    #[test]
    fn file_dialogs_give_urls_unless_asked_for_paths() {
        let read = |options: Record| file_dialog(&options, FileDialogResult::Texts);
        let default = read(Record::new()).unwrap();
        assert_eq!(default.uri_type, Some(host::UriType::Url));
        assert_eq!(default.file_type, host::FileDialogType::File);
        assert_eq!(default.mode, host::FileDialogMode::SingleOrMultiple);
        assert_eq!(read(record! { "uri_type": "path" }).unwrap().uri_type, Some(host::UriType::Path));
        assert_eq!(read(record! { "uri_type": "x" }).unwrap_err(), Error::invalid("unsupported uri_type: x"));
    }
}
