//! What the code does not say of itself: widgets, and where sample, wrapper or test do not have
//! the function's name. What functions are called in ImJoy is in `imjoy_stubs::names`.

use imjoy_stubs::names::name_of;
use std::borrow::Cow;

/// A function of the API.
pub struct Row {
    /// Its path in `wit/`.
    pub wit: &'static str,
    /// The file that draws what the user sees of it.
    pub widget: Option<&'static str>,
    /// Folder in `sample-plugins/`, where it is not the function's name.
    pub sample: Option<&'static str>,
    /// File in `tests/gui/api/` without its extension, where it is not the function's name.
    pub test: Option<&'static str>,
    /// File and item of the SDK, where it is not a function of the same name in the file of
    /// the interface or resource.
    pub sdk: Option<(&'static str, &'static str)>,
}

const fn row(wit: &'static str) -> Row {
    Row { wit, widget: None, sample: None, test: None, sdk: None }
}

impl Row {
    /// Its name in ImJoy, as the API page has it; in brackets what later ImJoy or this host has
    /// added.
    pub fn imjoy(&self) -> Cow<'static, str> {
        match name_of(self.wit).map(|name| name.imjoy) {
            Some(name) if IMJOY_PAGE.contains(&name) => name.into(),
            Some(name) => format!("({name})").into(),
            None => "".into(),
        }
    }

    const fn widget(self, file: &'static str) -> Self {
        Row { widget: Some(file), ..self }
    }

    const fn sample(self, folder: &'static str) -> Self {
        Row { sample: Some(folder), ..self }
    }

    const fn test(self, file: &'static str) -> Self {
        Row { test: Some(file), ..self }
    }

    const fn sdk(self, file: &'static str, item: &'static str) -> Self {
        Row { sdk: Some((file, item)), ..self }
    }
}

/// A function of the window handle: all are shown by one sample.
const fn window(wit: &'static str, test: &'static str) -> Row {
    row(wit).sample("window").test(test)
}

/// Reading what the user has chosen: all shown by the sample of the file dialog.
const fn granted(wit: &'static str) -> Row {
    row(wit).sample("show-file-dialog").test("show_file_dialog")
}

/// Changing the files of a folder that the user has chosen for that.
const fn sorting(wit: &'static str) -> Row {
    row(wit).sample("sort-files").test("sort_files")
}

/// Writing into a file that the user has chosen for that.
const fn adding(wit: &'static str) -> Row {
    row(wit).sample("add-to-file").test("add_to_file")
}

/// Saving a file in pieces.
const fn joining(wit: &'static str) -> Row {
    row(wit).sample("join-files").test("join_files")
}

/// All functions, in the order of the page of `ARCHITECTURE.md`.
pub const ROWS: &[Row] = &[
    row("dialogs.alert").widget("host/src/application/dialogs/alert.rs"),
    row("dialogs.confirm").widget("host/src/application/dialogs/confirm.rs"),
    row("dialogs.prompt").widget("host/src/application/dialogs/prompt.rs"),
    row("dialogs.show-dialog").widget("host/src/application/dialogs/form.rs"),
    row("dialogs.show-file-dialog").widget("host/src/application/file_browser/mod.rs"),
    row("status.show-progress").widget("host/src/application/top_bar.rs"),
    row("status.show-status").widget("host/src/application/top_bar.rs"),
    row("status.show-snackbar").widget("host/src/application/notifications.rs"),
    row("status.show-message").widget("host/src/application/notifications.rs"),
    row("status.show-plugin-progress").widget("host/src/application/plugins/entry.rs"),
    row("status.show-plugin-status").widget("host/src/application/plugins/entry.rs"),
    row("status.log").widget("host/src/windows/log.rs"),
    row("status.error").widget("host/src/windows/log.rs"),
    row("windows.create-window").widget("host/src/windows/content.rs"),
    row("windows.get-window"),
    window("types.window.id", "window_id"),
    window("types.window.name", "window_name"),
    window("types.window.plugin-id", "window_plugin_id"),
    window("types.window.run", "window_run").widget("host/src/windows/workspace/mod.rs"),
    window("types.window.call", "window_call"),
    window("types.window.on", "window_on"),
    window("types.window.off", "window_off"),
    window("types.window.emit", "window_emit"),
    window("types.window.close", "window_close").widget("host/src/windows/workspace/mod.rs"),
    window("types.window.refresh", "window_refresh").widget("host/src/windows/workspace/mod.rs"),
    window("types.window.resize", "window_resize").widget("host/src/windows/workspace/mod.rs"),
    window("types.window.focus", "window_focus").widget("host/src/windows/workspace/mod.rs"),
    window("types.window.show", "window_show").widget("host/src/windows/workspace/mod.rs"),
    window("types.window.hide", "window_hide").widget("host/src/windows/workspace/mod.rs"),
    row("types.window.set-content")
        .sample("live-histogram")
        .test("../live_histogram")
        .widget("host/src/windows/interface/mod.rs"),
    row("types.window.change-content")
        .sample("annotator")
        .test("../annotator")
        .widget("host/src/windows/interface/mod.rs"),
    row("plugins.call"),
    row("plugins.run"),
    row("plugins.get-plugin"),
    row("types.plugin.name").sample("get-plugin").test("get_plugin"),
    row("types.plugin.functions").sample("get-plugin").test("get_plugin"),
    row("types.plugin.variables").sample("get-plugin").test("get_plugin"),
    row("types.plugin.call").sample("get-plugin").test("get_plugin"),
    row("types.function.call").sample("get-plugin").test("function_call"),
    row("plugins.start"),
    row("plugins.task.wait").sample("start").test("start"),
    row("plugins.register").widget("host/src/application/plugins/op.rs"),
    row("plugins.unregister").widget("host/src/application/plugins/op.rs"),
    row("plugins.register-service"),
    row("plugins.unregister-service"),
    row("plugins.get-services"),
    row("settings.set-config"),
    row("settings.get-config"),
    row("settings.get-attachment"),
    row("settings.tag").widget("host/src/application/plugins/menu.rs"),
    row("settings.workspace"),
    granted("files.open-path"),
    granted("files.open-folder"),
    granted("files.granted-file.name"),
    granted("files.granted-file.metadata"),
    granted("files.granted-file.read"),
    row("files.granted-file.pieces").sample("checksum").test("checksum"),
    granted("files.granted-file.load"),
    adding("files.granted-file.write"),
    adding("files.granted-file.write-buffer"),
    adding("files.granted-file.set-size"),
    granted("files.granted-folder.name"),
    granted("files.granted-folder.list"),
    granted("files.granted-folder.open"),
    sorting("files.granted-folder.folder"),
    sorting("files.granted-folder.create-file"),
    sorting("files.granted-folder.create-folder"),
    sorting("files.granted-folder.remove"),
    sorting("files.granted-folder.rename"),
    row("files.get-file-url").widget("host/src/application/dialogs/permission.rs"),
    row("files.get-file-path"),
    row("files.export-file").widget("host/src/application/file_browser/mod.rs"),
    joining("files.start-export").widget("host/src/application/file_browser/mod.rs"),
    joining("files.export-writer.write"),
    joining("files.export-writer.write-buffer"),
    joining("files.export-writer.finish"),
    row("utilities.force-update").widget("host/src/application/shell.rs"),
    row("utilities.open-url").widget("host/src/application/dialogs/permission.rs"),
    row("utilities.sleep"),
    row("utilities.kill"),
    row("types.ndarray")
        .widget("host/src/windows/image/mod.rs")
        .sdk("guest-sdk/src/data/ndarray.rs", "pub struct NdArray"),
    row("plugin-api.call").sample("export").test("export").sdk("guest-sdk/macros/src/lib.rs", "pub fn plugin("),
];

/// What ImJoy's API page has: the headings `### api.…`, what stands under `api.utils.XXXX`, and
/// what windows and plugins are said to have.
pub const IMJOY_PAGE: &[&str] = &[
    "alert",
    "call",
    "getPlugin",
    "export",
    "register",
    "unregister",
    "run",
    "createWindow",
    "showDialog",
    "showProgress",
    "showSnackbar",
    "showStatus",
    "showPluginProgress",
    "showPluginStatus",
    "setConfig",
    "getConfig",
    "showFileDialog",
    "getFileUrl",
    "getFilePath",
    "exportFile",
    "getAttachment",
    "utils.$forceUpdate",
    "utils.openUrl",
    "utils.sleep",
    "utils.kill",
    "utils.ndarray",
    "TAG",
    "WORKSPACE",
    "window.run",
    "window.<function>",
    "plugin.<function>",
];
