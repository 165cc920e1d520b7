//! What the tests of files share: answers to the questions of the host, and an HTTP client
//! that sends what it is told.

use imjoy_engine::front_end::{
    ALLOW_ALWAYS, ALLOW_ONCE, Dialog, DialogAnswer, DialogContent, PermissionEntry, PermissionWish, UiEvent, UiRequest,
};
use imjoy_engine::identity::PluginId;
use imjoy_engine::value::{Record, Value};
use imjoy_tests::{PATIENCE, TestEngine, guests};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};

/// The line of the permission page that lets other plugins call it.
pub const CALLED: &str = "Be called by other plugins";

/// An engine with the guest that uses files.
pub fn started() -> TestEngine {
    let engine = TestEngine::new();
    engine.start(guests::FILES);
    engine
}

pub fn text(path: &Path) -> Value {
    path.to_str().unwrap().into()
}

pub fn options(fields: &[(&str, &str)]) -> Value {
    let mut options = Record::new();
    for (name, value) in fields {
        options.set(*name, *value);
    }
    Value::Record(options)
}

pub fn texts(value: &Value) -> Vec<String> {
    value.as_list().unwrap().iter().map(|item| item.as_text().unwrap().to_owned()).collect()
}

pub fn count(counted: &Value, field: &str) -> i64 {
    match counted.field(field) {
        Some(Value::Integer(count)) => *count,
        other => panic!("{field}: {other:?}"),
    }
}

fn answer(engine: &TestEngine, dialog: &Dialog, answer: DialogAnswer) {
    engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer });
}

pub fn deny(engine: &TestEngine, dialog: &Dialog) {
    answer(engine, dialog, DialogAnswer::Cancelled);
}

pub fn allow_once(engine: &TestEngine, dialog: &Dialog) {
    answer(engine, dialog, DialogAnswer::Confirmed(ALLOW_ONCE.into()));
}

pub fn allow_always(engine: &TestEngine, dialog: &Dialog) {
    answer(engine, dialog, DialogAnswer::Confirmed(ALLOW_ALWAYS.into()));
}

pub fn pick(engine: &TestEngine, dialog: &Dialog, paths: &[&Path]) {
    let paths: Vec<PathBuf> = paths.iter().map(|path| path.to_path_buf()).collect();
    answer(engine, dialog, DialogAnswer::Picked { paths, is_remembered: false });
}

/// Waits for a question for permission.
pub fn wish(engine: &mut TestEngine) -> (Dialog, PermissionWish) {
    let dialog = engine.dialog();
    match &dialog.content {
        DialogContent::Permission(wish) => (dialog.clone(), wish.clone()),
        other => panic!("{other:?}"),
    }
}

/// Lets the user pick paths for the plugin.
pub fn grant(engine: &mut TestEngine, plugin: &str, paths: &[&Path]) -> Vec<String> {
    let call = engine.spawn(plugin, "choose", vec![options(&[("type", "any"), ("mode", "multiple")])]);
    let dialog = engine.dialog();
    pick(engine, &dialog, paths);
    texts(call.wait().unwrap().field("names").unwrap())
}

/// Lets the user pick paths for the plugin to read and to change.
pub fn grant_change(engine: &mut TestEngine, plugin: &str, paths: &[&Path]) -> Vec<String> {
    let asked = options(&[("type", "any"), ("mode", "multiple"), ("access", "read-write")]);
    let call = engine.spawn(plugin, "choose", vec![asked]);
    let dialog = engine.dialog();
    pick(engine, &dialog, paths);
    texts(call.wait().unwrap().field("names").unwrap())
}

/// Waits until the plugin says that it is under way.
pub fn wait_for_status(engine: &mut TestEngine, expected: &str) {
    engine.request(|request| match request {
        UiRequest::Status(status) => (status.text == expected).then_some(()),
        _ => None,
    });
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// What the plugin is allowed to do.
pub fn permissions(engine: &mut TestEngine, plugin: PluginId) -> Vec<PermissionEntry> {
    engine.engine.send(UiEvent::ShowPermissions(plugin));
    listed(engine, plugin)
}

/// Takes back what `text` names, and gives what is left.
pub fn revoke(engine: &mut TestEngine, plugin: PluginId, text: &str) -> Vec<PermissionEntry> {
    let entries = permissions(engine, plugin);
    let entry = entries.iter().find(|entry| entry.text.contains(text)).unwrap_or_else(|| panic!("{text}: {entries:?}"));
    engine.engine.send(UiEvent::RevokePermission { plugin, permission: entry.id });
    listed(engine, plugin)
}

/// Without the line that lets other plugins call it, which most plugins have.
fn listed(engine: &mut TestEngine, plugin: PluginId) -> Vec<PermissionEntry> {
    let mut listed = all_listed(engine, plugin);
    listed.retain(|entry| entry.text != CALLED);
    listed
}

pub fn all_listed(engine: &mut TestEngine, plugin: PluginId) -> Vec<PermissionEntry> {
    engine.request(|request| match request {
        UiRequest::Permissions { plugin: of, permissions } if *of == plugin => Some(permissions.clone()),
        _ => None,
    })
}

/// What a server has answered.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A URL's port, and its path with the query.
pub fn parts(url: &str) -> (u16, String) {
    let rest = url.strip_prefix("http://127.0.0.1:").unwrap();
    let (port, path) = rest.split_once('/').unwrap();
    (port.parse().unwrap(), format!("/{path}"))
}

pub fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// Sends bytes as they are and reads the answer to its end.
pub fn send(port: u16, request: &str) -> Response {
    let mut stream = connect(port);
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    response(&bytes)
}

pub fn response(bytes: &[u8]) -> Response {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|status| status.parse().ok());
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let body = bytes.get(end + 4..).unwrap_or_default().to_vec();
    Response { status: status.unwrap_or(0), headers, body }
}

/// Asks for a path, with more lines in the head.
pub fn ask(port: u16, method: &str, path: &str, lines: &[&str]) -> Response {
    let more: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
    send(port, &format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{more}\r\n"))
}

/// Gets a URL.
pub fn get(url: &str) -> Response {
    let (port, path) = parts(url);
    ask(port, "GET", &path, &[])
}
