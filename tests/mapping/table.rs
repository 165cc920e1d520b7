//! What the code does not say of itself: names in ImJoy, widgets, and where sample, wrapper
//! or test do not have the function's name.

/// A function of the API.
pub struct Row {
    /// Its path in `wit/`.
    pub wit: &'static str,
    /// Its name in ImJoy, as the heading of the API page has it; in brackets what later
    /// ImJoy or this host has added.
    pub imjoy: &'static str,
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

const fn row(wit: &'static str, imjoy: &'static str) -> Row {
    Row { wit, imjoy, widget: None, sample: None, test: None, sdk: None }
}

impl Row {
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
const fn window(wit: &'static str, imjoy: &'static str, test: &'static str) -> Row {
    row(wit, imjoy).sample("window").test(test)
}

/// Reading what the user has chosen: all shown by the sample of the file dialog.
const fn granted(wit: &'static str, imjoy: &'static str) -> Row {
    row(wit, imjoy).sample("show-file-dialog").test("show_file_dialog")
}

/// Changing the files of a folder that the user has chosen for that.
const fn sorting(wit: &'static str, imjoy: &'static str) -> Row {
    row(wit, imjoy).sample("sort-files").test("sort_files")
}

/// Writing into a file that the user has chosen for that.
const fn adding(wit: &'static str, imjoy: &'static str) -> Row {
    row(wit, imjoy).sample("add-to-file").test("add_to_file")
}

/// Saving a file in pieces.
const fn joining(wit: &'static str, imjoy: &'static str) -> Row {
    row(wit, imjoy).sample("join-files").test("join_files")
}

/// All functions, in the order of the page of `ARCHITECTURE.md`.
pub const ROWS: &[Row] = &[
    row("dialogs.alert", "alert").widget("host/src/application/dialogs/alert.rs"),
    row("dialogs.confirm", "(confirm)").widget("host/src/application/dialogs/confirm.rs"),
    row("dialogs.prompt", "(prompt)").widget("host/src/application/dialogs/prompt.rs"),
    row("dialogs.show-dialog", "showDialog").widget("host/src/application/dialogs/form.rs"),
    row("dialogs.show-file-dialog", "showFileDialog").widget("host/src/application/file_browser/mod.rs"),
    row("status.show-progress", "showProgress").widget("host/src/application/top_bar.rs"),
    row("status.show-status", "showStatus").widget("host/src/application/top_bar.rs"),
    row("status.show-snackbar", "showSnackbar").widget("host/src/application/notifications.rs"),
    row("status.show-message", "(showMessage)").widget("host/src/application/notifications.rs"),
    row("status.show-plugin-progress", "showPluginProgress").widget("host/src/application/plugins/entry.rs"),
    row("status.show-plugin-status", "showPluginStatus").widget("host/src/application/plugins/entry.rs"),
    row("status.log", "(log)").widget("host/src/windows/log.rs"),
    row("status.error", "(error)").widget("host/src/windows/log.rs"),
    row("windows.create-window", "createWindow").widget("host/src/windows/content.rs"),
    row("windows.get-window", "(getWindow)"),
    window("types.window.id", "(window.config.window_id)", "window_id"),
    window("types.window.name", "(window.config.name)", "window_name"),
    window("types.window.plugin-id", "(window.config.id)", "window_plugin_id"),
    window("types.window.run", "createWindow: win.run", "window_run").widget("host/src/windows/workspace/mod.rs"),
    window("types.window.call", "createWindow: win.<function>", "window_call"),
    window("types.window.on", "createWindow: win.onclose, (win.on)", "window_on"),
    window("types.window.off", "(win.off)", "window_off"),
    window("types.window.emit", "(win.emit)", "window_emit"),
    window("types.window.close", "(win.close)", "window_close").widget("host/src/windows/workspace/mod.rs"),
    window("types.window.refresh", "(win.refresh)", "window_refresh").widget("host/src/windows/workspace/mod.rs"),
    window("types.window.resize", "(win.resize)", "window_resize").widget("host/src/windows/workspace/mod.rs"),
    window("types.window.focus", "(win.focus)", "window_focus").widget("host/src/windows/workspace/mod.rs"),
    window("types.window.show", "(win.show)", "window_show").widget("host/src/windows/workspace/mod.rs"),
    window("types.window.hide", "(win.hide)", "window_hide").widget("host/src/windows/workspace/mod.rs"),
    row("types.window.set-content", "(the content of a window plugin)")
        .sample("live-histogram")
        .test("../live_histogram")
        .widget("host/src/windows/interface/mod.rs"),
    row("types.window.change-content", "(the content of a window plugin)")
        .sample("annotator")
        .test("../annotator")
        .widget("host/src/windows/interface/mod.rs"),
    row("plugins.call", "call"),
    row("plugins.run", "run"),
    row("plugins.get-plugin", "getPlugin"),
    row("types.plugin.name", "getPlugin: plugin.config.name").sample("get-plugin").test("get_plugin"),
    row("types.plugin.functions", "getPlugin: the functions of the handle").sample("get-plugin").test("get_plugin"),
    row("types.plugin.call", "getPlugin: plugin.<function>").sample("get-plugin").test("get_plugin"),
    row("types.function.call", "(functions as values)").sample("get-plugin").test("function_call"),
    row("plugins.start", "(a call as a subprocess)"),
    row("plugins.task.wait", "(a call as a subprocess)").sample("start").test("start"),
    row("plugins.register", "register").widget("host/src/application/plugins/op.rs"),
    row("plugins.unregister", "unregister").widget("host/src/application/plugins/op.rs"),
    row("plugins.register-service", "(registerService)"),
    row("plugins.unregister-service", "(unregisterService)"),
    row("plugins.get-services", "(getServices)"),
    row("settings.set-config", "setConfig"),
    row("settings.get-config", "getConfig"),
    row("settings.get-attachment", "getAttachment"),
    row("settings.tag", "TAG").widget("host/src/application/plugins/menu.rs"),
    row("settings.workspace", "WORKSPACE"),
    granted("files.open-path", "(an open file, by path)"),
    granted("files.open-folder", "(an open folder, by path)"),
    granted("files.granted-file.name", "(an open file)"),
    granted("files.granted-file.metadata", "(an open file)"),
    granted("files.granted-file.read", "(an open file)"),
    row("files.granted-file.pieces", "(an open file)").sample("checksum").test("checksum"),
    granted("files.granted-file.load", "(an open file)"),
    adding("files.granted-file.write", "(an open file)"),
    adding("files.granted-file.write-buffer", "(an open file)"),
    adding("files.granted-file.set-size", "(an open file)"),
    granted("files.granted-folder.name", "(an open folder)"),
    granted("files.granted-folder.list", "(an open folder)"),
    granted("files.granted-folder.open", "(an open folder)"),
    sorting("files.granted-folder.folder", "(an open folder)"),
    sorting("files.granted-folder.create-file", "(fm.putFile)"),
    sorting("files.granted-folder.create-folder", "(an open folder)"),
    sorting("files.granted-folder.remove", "(fm.removeFile)"),
    sorting("files.granted-folder.rename", "(an open folder)"),
    row("files.get-file-url", "getFileUrl").widget("host/src/application/dialogs/permission.rs"),
    row("files.get-file-path", "getFilePath"),
    row("files.export-file", "exportFile").widget("host/src/application/file_browser/mod.rs"),
    joining("files.start-export", "(exportFile in pieces)").widget("host/src/application/file_browser/mod.rs"),
    joining("files.export-writer.write", "(exportFile in pieces)"),
    joining("files.export-writer.write-buffer", "(exportFile in pieces)"),
    joining("files.export-writer.finish", "(exportFile in pieces)"),
    row("utilities.force-update", "utils.$forceUpdate").widget("host/src/application/shell.rs"),
    row("utilities.open-url", "utils.openUrl").widget("host/src/application/dialogs/permission.rs"),
    row("utilities.sleep", "utils.sleep"),
    row("utilities.kill", "utils.kill"),
    row("types.ndarray", "utils.ndarray")
        .widget("host/src/windows/image/mod.rs")
        .sdk("guest-sdk/src/data/ndarray.rs", "pub struct NdArray"),
    row("plugin-api.call", "export")
        .sample("export")
        .test("export")
        .sdk("guest-sdk/macros/src/lib.rs", "pub fn plugin("),
];

/// The headings `### api.…` of ImJoy's API page, and what stands under `api.utils.XXXX`.
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
];
