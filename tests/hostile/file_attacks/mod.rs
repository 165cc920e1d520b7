//! What a plugin tries with files: each test beside a tree that is not granted, which is
//! the same afterwards.

mod links;
mod open_files;
mod paths;
mod properties;
mod quota;
mod revoked;
mod separation;
mod special_files;

use imjoy_engine::front_end::{DialogAnswer, PermissionEntry, UiEvent, UiRequest};
use imjoy_engine::identity::PluginId;
use imjoy_engine::value::Value;
use imjoy_engine::{EngineOptions, Limits};
use imjoy_tests::{TestEngine, guests};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What stands in every file that has not been granted.
const SECRET: &str = "the secret";

/// The plugin, with folders of the user.
struct Attacks {
    engine: TestEngine,
    plugin: PluginId,
    /// The data folder of the host.
    data: tempfile::TempDir,
    /// Folders of the user: `granted`, and `outside` that is not granted.
    user: tempfile::TempDir,
    outside_before: BTreeMap<PathBuf, String>,
}

impl Attacks {
    fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    fn with_limits(limits: Limits) -> Self {
        let (data, user) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let engine = TestEngine::with_options(EngineOptions {
            data_folder: data.path().to_owned(),
            limits,
            workspace: None,
            runtimes: imjoy_tests::runtimes(),
        });
        let plugin = engine.start(guests::FILE_ATTACKS);
        let path = |name: &str| user.path().join(name);
        for folder in ["granted/below", "outside/below"] {
            std::fs::create_dir_all(path(folder)).unwrap();
        }
        std::fs::write(path("granted/file"), "contents").unwrap();
        std::fs::write(path("granted/below/file"), "contents below").unwrap();
        std::fs::write(path("outside/file"), SECRET).unwrap();
        std::fs::write(path("outside/below/file"), SECRET).unwrap();
        let outside_before = contents(&path("outside"));
        Self { engine, plugin, data, user, outside_before }
    }

    /// A path among the user's folders.
    fn path(&self, name: &str) -> PathBuf {
        self.user.path().join(name)
    }

    /// As [`path`](Self::path), as text.
    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// The user grants the plugin a folder for good.
    fn grant(&mut self, folder: &Path, writes: bool) {
        let call = self.engine.spawn("file-attacks", "choose_folder", vec![writes.into()]);
        let dialog = self.engine.dialog();
        let answer = DialogAnswer::Picked { paths: vec![folder.to_owned()], is_remembered: true };
        self.engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer });
        call.wait().unwrap();
    }

    /// The user has granted `granted`; the plugin runs anew and has it as a folder.
    fn granted(writes: bool) -> Self {
        let mut attacks = Self::new();
        attacks.grant(&attacks.path("granted"), writes);
        attacks.restart();
        attacks
    }

    fn restart(&self) {
        self.engine.block_on(self.engine.engine.restart(self.plugin)).unwrap();
    }

    fn call(&self, function: &str, arguments: Vec<Value>) -> Value {
        self.engine.call("file-attacks", function, arguments).unwrap()
    }

    /// One operation of the standard library.
    fn attempt(&self, operation: &str, path: &str, other: &str) -> String {
        text(&self.call("attempt", vec![operation.into(), path.into(), other.into()]))
    }

    /// One operation of WASI in a granted folder.
    fn raw(&self, operation: &str, folder: &str, path: &str) -> String {
        self.raw_two(operation, (folder, path), (folder, path))
    }

    fn raw_two(&self, operation: &str, one: (&str, &str), other: (&str, &str)) -> String {
        let arguments = [operation, one.0, one.1, other.0, other.1].map(Value::from);
        text(&self.call("attempt_raw", arguments.to_vec()))
    }

    /// The user takes back all that `text` names.
    fn revoke(&mut self, text: &str) {
        let plugin = self.plugin;
        self.engine.engine.send(UiEvent::ShowPermissions(plugin));
        let entries = self.permissions();
        let entry = entries.iter().find(|entry| entry.text.contains(text)).unwrap_or_else(|| panic!("{entries:?}"));
        self.engine.engine.send(UiEvent::RevokePermission { plugin, permission: entry.id });
        self.permissions();
    }

    fn permissions(&mut self) -> Vec<PermissionEntry> {
        let plugin = self.plugin;
        self.engine.request(|request| match request {
            UiRequest::Permissions { plugin: of, permissions } if *of == plugin => Some(permissions.clone()),
            _ => None,
        })
    }

    /// How many lines of the log have that in them.
    fn logged(&self, text: &str) -> usize {
        self.engine.log().iter().filter(|line| line.contains(text)).count()
    }

    /// Nothing that was not granted has been changed, and the plugin still answers.
    fn is_unharmed(&self) {
        assert_eq!(contents(&self.path("outside")), self.outside_before);
        assert_eq!(self.call("ping", vec![]), "pong".into());
    }
}

fn text(value: &Value) -> String {
    value.as_text().unwrap_or_else(|| panic!("{value:?}")).to_owned()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_list().unwrap().iter().map(text).collect()
}

/// How often something was done, and how it ended.
fn done(value: &Value) -> (i64, String) {
    let Some(Value::Integer(done)) = value.field("done") else { panic!("{value:?}") };
    (*done, text(value.field("end").unwrap()))
}

fn is_error(end: &str) -> bool {
    end.starts_with("error: ")
}

/// All that is in a folder: what the files hold and where the links lead.
fn contents(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut contents = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            let kind = entry.file_type().unwrap();
            let is = if kind.is_dir() {
                waiting.push(entry.path());
                "folder".to_owned()
            } else if kind.is_symlink() {
                format!("link to {}", std::fs::read_link(entry.path()).unwrap().display())
            } else if kind.is_file() {
                format!("file {}", String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()))
            } else {
                "something else".to_owned()
            };
            contents.insert(entry.path(), is);
        }
    }
    contents
}
