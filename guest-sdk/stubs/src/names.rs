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

    /// Whether plugins in every scripting language have it by its name.
    pub fn is_for_scripts(&self) -> bool {
        self.languages() == Language::ALL
    }

    /// The languages whose plugins have it by its name.
    pub fn languages(&self) -> &'static [Language] {
        if NOT_FOR_SCRIPTS.iter().any(|(path, _)| self.wit == *path) {
            &[]
        } else if OF_THE_WEB.iter().any(|start| self.wit.starts_with(start)) {
            &[Language::Python]
        } else {
            Language::ALL
        }
    }

    /// Whether the stubs of a language have it from `wit/`, and not from the frame.
    pub(crate) fn is_derived_in(&self, language: Language) -> bool {
        self.languages().contains(&language) && !IN_FRAMES.contains(&self.wit)
    }

    /// The last part: `sleep` of `utils.sleep`.
    pub fn member(&self) -> &'static str {
        self.imjoy.rsplit('.').next().unwrap_or(self.imjoy)
    }
}

/// Functions that the frames of the stubs declare under their names, because each language has
/// them in a way of its own.
const IN_FRAMES: &[&str] = &["plugin-api.call", "types.ndarray", "files.granted-file.pieces"];

/// Functions that plugins in JavaScript have by the web's names, which its frame declares: handles
/// of files and folders. By the beginnings of their paths.
const OF_THE_WEB: &[&str] =
    &["files.open-", "files.granted-file.", "files.granted-folder.", "files.start-export", "files.export-writer."];

/// Functions that the language runtimes do not offer, each with the reason. They are in no
/// stubs, and the name is what they would have.
pub const NOT_FOR_SCRIPTS: &[(&str, &str)] = &[("types.plugin.name", "who asks for a plugin knows its name")];

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
    name("types.window.plugin-id", "window.config.plugin_id"),
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
    name("files.open-path", "openPath"),
    name("files.open-folder", "openFolder"),
    name("files.granted-file.name", "file.name"),
    name("files.granted-file.metadata", "file.metadata"),
    name("files.granted-file.read", "file.read"),
    name("files.granted-file.pieces", "file.pieces"),
    name("files.granted-file.load", "file.load"),
    name("files.granted-file.write", "file.write"),
    name("files.granted-file.write-buffer", "file.write"),
    name("files.granted-file.set-size", "file.setSize"),
    name("files.granted-folder.name", "folder.name"),
    name("files.granted-folder.list", "folder.list"),
    name("files.granted-folder.open", "folder.open"),
    name("files.granted-folder.folder", "folder.folder"),
    name("files.granted-folder.create-file", "folder.createFile"),
    name("files.granted-folder.create-folder", "folder.createFolder"),
    name("files.granted-folder.remove", "folder.remove"),
    name("files.granted-folder.rename", "folder.rename"),
    name("files.get-file-url", "getFileUrl"),
    name("files.get-file-path", "getFilePath"),
    name("files.export-file", "exportFile"),
    name("files.start-export", "startExport"),
    name("files.export-writer.write", "writer.write"),
    name("files.export-writer.write-buffer", "writer.write"),
    name("files.export-writer.finish", "writer.finish"),
    name("utilities.force-update", "utils.$forceUpdate"),
    name("utilities.open-url", "utils.openUrl"),
    name("utilities.sleep", "utils.sleep"),
    name("utilities.kill", "utils.kill"),
    name("types.ndarray", "utils.ndarray"),
    name("plugin-api.call", "export"),
];
