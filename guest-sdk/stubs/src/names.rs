//! What the functions of `wit/` are called in ImJoy.

use crate::Language;

/// The name of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// Its path in `wit/`: `dialogs.alert`, `types.window.run`.
    pub wit: &'static str,
    /// How a plugin writes it: `alert` for `api.alert(…)`, `utils.sleep`, `TAG` for a
    /// constant; `window.run` for a function of an object; `window.config.name` for a field
    /// of its `config`; `window.<function>` for one named by whoever exports it.
    pub imjoy: &'static str,
}

/// Where a plugin finds a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// `api.alert(…)`.
    Api,
    /// `api.utils.sleep(…)`.
    Utilities,
    /// `api.TAG`, which is no function.
    Constant,
    /// `window.run(…)`, a function of an object.
    Member,
    /// `file.name`, a field of an object.
    Field,
    /// `window.config.name`, a field of what describes an object.
    Config,
    /// `plugin.<function>(…)`: whatever the other plugin exports, by its own name.
    Exported,
    /// A function, as the language has it.
    Language,
}

impl Name {
    /// Where a plugin finds the function.
    pub fn place(&self) -> Place {
        let parts: Vec<&str> = self.imjoy.split('.').collect();
        match parts.as_slice() {
            ["<function>"] => Place::Language,
            ["utils", _] => Place::Utilities,
            [_, "config", _] => Place::Config,
            [_, "<function>" | "<variable>"] => Place::Exported,
            [_, "name"] => Place::Field,
            [_, _] => Place::Member,
            [name] if name.chars().all(|character| character.is_ascii_uppercase()) => Place::Constant,
            _ => Place::Api,
        }
    }

    /// Whether plugins in every scripting language have it.
    pub fn is_for_scripts(&self) -> bool {
        self.languages() == Language::ALL
    }

    /// Whether the stubs have it from `wit/`, and not from a frame.
    pub(crate) fn is_derived(&self) -> bool {
        self.is_for_scripts() && self.written().is_none()
    }

    /// The languages whose plugins have it.
    pub fn languages(&self) -> &'static [Language] {
        if NOT_FOR_SCRIPTS.iter().any(|(path, _)| self.wit == *path) {
            return &[];
        }
        self.written().unwrap_or(Language::ALL)
    }

    fn written(&self) -> Option<&'static [Language]> {
        WRITTEN.iter().find(|(start, _)| self.wit.starts_with(start)).map(|(_, languages)| *languages)
    }

    /// The last part: `sleep` of `utils.sleep`.
    pub fn member(&self) -> &'static str {
        self.imjoy.rsplit('.').next().unwrap_or(self.imjoy)
    }
}

/// Functions that the frames of the stubs declare, because a language has them in a way of its
/// own, by the beginnings of their paths, and in which languages they are. Open files and folders
/// have the web's names in JavaScript.
pub const WRITTEN: &[(&str, &[Language])] = &[
    ("plugin-api.call", Language::ALL),
    ("types.ndarray", Language::ALL),
    ("files.open-", &[Language::JavaScript]),
    ("files.granted-file.", &[Language::JavaScript]),
    ("files.granted-folder.", &[Language::JavaScript]),
    ("files.start-export", &[Language::JavaScript]),
    ("files.export-writer.", &[Language::JavaScript]),
];

/// Functions that the language runtimes do not offer, each with the reason. They are in no
/// stubs, and the name is what they would have.
pub const NOT_FOR_SCRIPTS: &[(&str, &str)] = &[
    ("types.plugin.name", "who asks for a plugin knows its name"),
    ("files.granted-folder.rename", "a folder of the web cannot rename what is in it"),
];

/// The name of the function at a path of `wit/`.
pub fn name_of(wit: &str) -> Option<&'static Name> {
    NAMES.iter().find(|name| name.wit == wit)
}

const fn name(wit: &'static str, imjoy: &'static str) -> Name {
    Name { wit, imjoy }
}

/// All functions that plugins call, in the order of the page of `ARCHITECTURE.md`.
pub const NAMES: &[Name] = &[
    name("dialogs.alert", "alert"),
    name("dialogs.confirm", "confirm"),
    name("dialogs.prompt", "prompt"),
    name("dialogs.show-dialog", "showDialog"),
    name("dialogs.show-file-dialog", "showFileDialog"),
    name("status.show-progress", "showProgress"),
    name("status.show-status", "showStatus"),
    name("status.show-snackbar", "showSnackbar"),
    name("status.show-message", "showMessage"),
    name("status.show-plugin-progress", "showPluginProgress"),
    name("status.show-plugin-status", "showPluginStatus"),
    name("status.log", "log"),
    name("status.error", "error"),
    name("windows.create-window", "createWindow"),
    name("windows.get-window", "getWindow"),
    name("types.window.id", "window.config.window_id"),
    name("types.window.name", "window.config.name"),
    name("types.window.plugin-id", "window.config.id"),
    name("types.window.run", "window.run"),
    name("types.window.call", "window.<function>"),
    name("types.window.on", "window.on"),
    name("types.window.off", "window.off"),
    name("types.window.emit", "window.emit"),
    name("types.window.close", "window.close"),
    name("types.window.refresh", "window.refresh"),
    name("types.window.resize", "window.resize"),
    name("types.window.focus", "window.focus"),
    name("types.window.show", "window.show"),
    name("types.window.hide", "window.hide"),
    name("types.window.set-content", "window.setContent"),
    name("types.window.change-content", "window.changeContent"),
    name("plugins.call", "call"),
    name("plugins.run", "run"),
    name("plugins.get-plugin", "getPlugin"),
    name("types.plugin.name", "plugin.name"),
    name("types.plugin.functions", "plugin.<function>"),
    name("types.plugin.variables", "plugin.<variable>"),
    name("types.plugin.call", "plugin.<function>"),
    name("types.function.call", "<function>"),
    name("plugins.start", "start"),
    name("plugins.task.wait", "task.wait"),
    name("plugins.register", "register"),
    name("plugins.unregister", "unregister"),
    name("plugins.register-service", "registerService"),
    name("plugins.unregister-service", "unregisterService"),
    name("plugins.get-services", "getServices"),
    name("settings.set-config", "setConfig"),
    name("settings.get-config", "getConfig"),
    name("settings.get-attachment", "getAttachment"),
    name("settings.tag", "TAG"),
    name("settings.workspace", "WORKSPACE"),
    name("files.open-path", "utils.showOpenFilePicker"),
    name("files.open-folder", "utils.showDirectoryPicker"),
    name("files.granted-file.name", "file.name"),
    name("files.granted-file.metadata", "file.getFile"),
    name("files.granted-file.read", "file.getFile"),
    name("files.granted-file.pieces", "file.getFile"),
    name("files.granted-file.load", "file.getFile"),
    name("files.granted-file.write", "stream.write"),
    name("files.granted-file.write-buffer", "stream.write"),
    name("files.granted-file.set-size", "stream.truncate"),
    name("files.granted-folder.name", "folder.name"),
    name("files.granted-folder.list", "folder.entries"),
    name("files.granted-folder.open", "folder.getFileHandle"),
    name("files.granted-folder.folder", "folder.getDirectoryHandle"),
    name("files.granted-folder.create-file", "folder.getFileHandle"),
    name("files.granted-folder.create-folder", "folder.getDirectoryHandle"),
    name("files.granted-folder.remove", "folder.removeEntry"),
    name("files.granted-folder.rename", "folder.rename"),
    name("files.get-file-url", "getFileUrl"),
    name("files.get-file-path", "getFilePath"),
    name("files.export-file", "exportFile"),
    name("files.start-export", "utils.showSaveFilePicker"),
    name("files.export-writer.write", "stream.write"),
    name("files.export-writer.write-buffer", "stream.write"),
    name("files.export-writer.finish", "stream.close"),
    name("utilities.force-update", "utils.$forceUpdate"),
    name("utilities.open-url", "utils.openUrl"),
    name("utilities.sleep", "utils.sleep"),
    name("utilities.kill", "utils.kill"),
    name("types.ndarray", "utils.ndarray"),
    name("plugin-api.call", "export"),
];
