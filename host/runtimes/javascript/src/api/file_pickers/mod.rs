//! `utils.showOpenFilePicker`, `utils.showSaveFilePicker`, `utils.showDirectoryPicker`: files
//! and folders of the user as objects to read and write, after the File System Access API of
//! browsers (`handles.js`).
//!
//! What differs: whether files may be changed is asked when they are picked, by
//! `mode: 'readwrite'`, and what is written to a picked file is in it at once, not when the
//! stream is closed. A file that is saved by `showSaveFilePicker` is whole or not there.

mod handles;

use futures::FutureExt;
use imjoy_sdk::bindings::imjoy::plugin::dialogs as host;
use imjoy_sdk::{Error, GrantedFile, Record, Value, language_runtime};
use rquickjs::{Array, Ctx};

use super::arguments::text_field;
use super::{Behaviour, Functions, answered};
use crate::plugin::Running;
use crate::promise::{self, Make, Rejection};
use crate::value::from_js;

pub(crate) use handles::Classes;
use handles::{file_object, folder_object, writer_object};

type JsValue<'js> = rquickjs::Value<'js>;

pub(super) const FUNCTIONS: Functions = &[
    ("showOpenFilePicker", Behaviour::Local(show_open)),
    ("showSaveFilePicker", Behaviour::Local(show_save)),
    ("showDirectoryPicker", Behaviour::Local(show_directory)),
];

/// The options of a picker; anything but an object counts as none.
fn options<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> Record {
    // Types of files are told by functions in some libraries; what cannot be passed is no option.
    match arguments.first().map(|options| from_js(running, context, options)) {
        Some(Ok(Value::Record(options))) => options,
        _ => Record::new(),
    }
}

fn dialog(options: &Record, file_type: host::FileDialogType, several: bool) -> host::FileDialog {
    let writes = text_field(options, "mode").is_some_and(|mode| mode == "readwrite");
    host::FileDialog {
        file_type,
        title: text_field(options, "title"),
        root: text_field(options, "startIn"),
        mode: if several { host::FileDialogMode::Multiple } else { host::FileDialogMode::Single },
        uri_type: Some(host::UriType::Path),
        access: Some(if writes { host::FileAccess::ReadWrite } else { host::FileAccess::Read }),
    }
}

/// The paths that the user picks.
async fn picked(dialog: host::FileDialog) -> Result<Vec<String>, Error> {
    Ok(match language_runtime::decode(answered(host::show_file_dialog(dialog).await)?)? {
        Value::List(paths) => paths.iter().map(ToString::to_string).collect(),
        path => vec![path.to_string()],
    })
}

/// `showOpenFilePicker({multiple, title, startIn, mode})`: a list of file handles.
fn show_open<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> rquickjs::Result<JsValue<'js>> {
    let options = options(running, context, arguments);
    let several = options.get("multiple").and_then(Value::as_bool).unwrap_or_default();
    let dialog = dialog(&options, host::FileDialogType::File, several);
    promise::of_making(running, context, async move { Ok(list_of_files(opened(dialog).await?)) })
}

async fn opened(dialog: host::FileDialog) -> Result<Vec<GrantedFile>, Rejection> {
    let mut files = Vec::new();
    for path in picked(dialog).await? {
        files.push(imjoy_sdk::api::open_path(&path).await?);
    }
    Ok(files)
}

fn list_of_files(files: Vec<GrantedFile>) -> Make {
    Box::new(move |running, context| {
        let list = Array::new(context.clone())?;
        for (index, file) in files.into_iter().enumerate() {
            list.set(index, file_object(running, context, file)?)?;
        }
        Ok(list.into_value())
    })
}

/// `showDirectoryPicker({title, startIn, mode})`: a folder handle.
fn show_directory<'js>(
    running: Running,
    context: &Ctx<'js>,
    arguments: &[JsValue<'js>],
) -> rquickjs::Result<JsValue<'js>> {
    let options = options(running, context, arguments);
    let dialog = dialog(&options, host::FileDialogType::Directory, false);
    promise::of_making(running, context, async move {
        let paths = picked(dialog).await?;
        let path = paths.first().ok_or_else(|| Error::cancelled("no folder was chosen"))?;
        let folder = imjoy_sdk::api::open_folder(path).await?;
        let make: Make = Box::new(move |running, context| folder_object(running, context, folder));
        Ok(make)
    })
}

/// `showSaveFilePicker({suggestedName})`: a file handle that can be written once.
fn show_save<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> rquickjs::Result<JsValue<'js>> {
    let name = text_field(&options(running, context, arguments), "suggestedName");
    promise::of_making(
        running,
        context,
        async move {
            let writer = imjoy_sdk::api::start_export(name.as_deref(), None).await?;
            let make: Make = Box::new(move |running, context| {
                writer_object(running, context, &name.unwrap_or_else(|| "file_export".to_owned()), writer)
            });
            Ok(make)
        }
        .boxed_local(),
    )
}
