//! Functions of ImJoy that this host does not have. Each rejects with one sentence.

use imjoy_sdk::{Error, Value};

use super::arguments::{Arguments, text_field};
use super::{Behaviour, Functions};

pub(super) const FUNCTIONS: Functions = &[
    (
        "updateWindow",
        Behaviour::Tells(|_, _| {
            unavailable("updateWindow was removed from ImJoy in 2019: keep what createWindow gives, and call its `run`")
        }),
    ),
    (
        "installPlugin",
        Behaviour::Tells(|_, _| {
            unavailable("a plugin cannot install another: the user does, by Install or by `host install`")
        }),
    ),
    (
        "uninstallPlugin",
        Behaviour::Tells(|_, _| {
            unavailable("a plugin cannot remove another: the user does, by its menu or by `host uninstall`")
        }),
    ),
    ("getFileManager", Behaviour::Tells(|_, arguments| none_at("file manager with url", arguments))),
    ("getEngine", Behaviour::Tells(|_, arguments| none_at("engine with url", arguments))),
    ("getEngineFactory", Behaviour::Tells(|_, arguments| none_at("engine factory with name", arguments))),
    (
        "requestUploadUrl",
        Behaviour::Tells(|_, _| {
            unavailable(
                "requestUploadUrl needs ImJoy's engine, which this host does not have: use exportFile or utils.showSaveFilePicker",
            )
        }),
    ),
    (
        "uploadFileToUrl",
        Behaviour::Tells(|_, _| unavailable("uploadFileToUrl needs the network, which plugins do not have")),
    ),
    (
        "downloadFileFromUrl",
        Behaviour::Tells(|_, _| {
            unavailable(
                "downloadFileFromUrl needs the network, which plugins do not have: ask the user for the file by showFileDialog",
            )
        }),
    ),
    (
        "connectToServer",
        Behaviour::Tells(|_, _| unavailable("connectToServer needs the network, which plugins do not have")),
    ),
    ("oAuthorize", Behaviour::Tells(|_, _| unavailable("oAuthorize needs the network, which plugins do not have"))),
];

/// `api.fs`, the file system in the browser that ImJoy had until 2020.
pub(super) const FILE_SYSTEM: Functions = &[
    ("readFile", Behaviour::Tells(|_, _| no_file_system())),
    ("writeFile", Behaviour::Tells(|_, _| no_file_system())),
    ("appendFile", Behaviour::Tells(|_, _| no_file_system())),
    ("readdir", Behaviour::Tells(|_, _| no_file_system())),
    ("mkdir", Behaviour::Tells(|_, _| no_file_system())),
    ("stat", Behaviour::Tells(|_, _| no_file_system())),
    ("exists", Behaviour::Tells(|_, _| no_file_system())),
    ("rename", Behaviour::Tells(|_, _| no_file_system())),
    ("unlink", Behaviour::Tells(|_, _| no_file_system())),
];

fn no_file_system() -> Result<Value, Error> {
    unavailable(
        "api.fs was removed from ImJoy in 2020: files are chosen by the user, with showFileDialog and exportFile",
    )
}

fn unavailable(sentence: &str) -> Result<Value, Error> {
    Err(Error::unavailable(sentence))
}

/// ImJoy's sentence for an engine that is not there.
fn none_at(what: &str, mut arguments: Arguments) -> Result<Value, Error> {
    let name = match arguments.next() {
        Value::Record(options) => {
            text_field(&options, "url").or_else(|| text_field(&options, "name")).unwrap_or_default()
        }
        other => other.to_string(),
    };
    Err(Error::not_found(format!("{what} {name} not found.")))
}
