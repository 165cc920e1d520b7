//! Running cargo for guests and reading its JSON messages.
//!
//! `--message-format=json-render-diagnostics` gives diagnostics as readable text on standard error, as without the
//! option, and on standard output one JSON object for each built target with the exact names of its files: no path
//! of cargo's target directory is guessed.

use std::env;
use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::{Error, Output, environment, process};

/// The option that makes [`build`] able to read what was built.
pub(crate) const MESSAGE_FORMAT: &str = "--message-format=json-render-diagnostics";

/// One `.wasm` that cargo built, or found up to date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Built {
    /// The package's name.
    pub(crate) package: String,
    /// The file, in cargo's target directory.
    pub(crate) wasm: PathBuf,
}

/// A cargo command in `dir` with a clean environment: the cargo that runs us if one does, else that of PATH.
pub(crate) fn command(dir: &Path) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    command.current_dir(dir).stdin(Stdio::null());
    environment::clean(&mut command);
    command
}

/// A [`command`] that compiles guests with this rustc.
pub(crate) fn guest_command(dir: &Path, rustc: &Path) -> Command {
    let mut command = command(dir);
    environment::set_guest(&mut command, rustc);
    command
}

/// What cargo knows about the package or workspace in `dir`, as JSON, without its dependencies.
///
/// # Errors
///
/// [`Error::Start`], and [`Error::Build`] after cargo's own messages have been shown.
pub(crate) fn metadata(dir: &Path, output: &mut Output<'_>) -> Result<Value, Error> {
    let mut command = command(dir);
    command.args(["metadata", "--format-version", "1", "--no-deps"]);
    let result = command.output().map_err(|source| process::cannot_start(&command, source))?;
    if !result.status.success() {
        for line in String::from_utf8_lossy(&result.stderr).lines() {
            output.say(line);
        }
        let (what, status) = (dir.display().to_string(), result.status.to_string());
        return Err(Error::Build { program: "cargo", what, status });
    }
    Ok(serde_json::from_slice(&result.stdout).unwrap_or_default())
}

/// Runs a cargo command that was given [`MESSAGE_FORMAT`], and gives what it built.
///
/// # Errors
///
/// [`Error::Start`], and [`Error::Build`] after cargo's own messages have been shown.
pub(crate) fn build(command: &mut Command, what: &str, output: &mut Output<'_>) -> Result<Vec<Built>, Error> {
    process::stream(command, "cargo", what, output, read_messages)
}

fn read_messages(stream: impl Read) -> Vec<Built> {
    let mut built = Vec::new();
    process::for_each_line(stream, |line| built.extend(parse_message(line)));
    built
}

/// The `.wasm` named by one line of cargo's JSON, if it is about one.
fn parse_message(line: &str) -> Option<Built> {
    let message: Value = serde_json::from_str(line).ok()?;
    if message.get("reason")?.as_str()? != "compiler-artifact" {
        return None;
    }
    let package = package_name(message.get("package_id")?.as_str()?)?;
    let files = message.get("filenames")?.as_array()?;
    let wasm = files.iter().filter_map(Value::as_str).find(|file| file.ends_with(".wasm"))?;
    Some(Built { package, wasm: PathBuf::from(wasm) })
}

/// The name in a package id: `path+file:///x/hello#0.1.0`, `path+file:///x/dir#hello@0.1.0`, or `hello 0.1.0 (path+…)`
/// as older cargos write it.
fn package_name(id: &str) -> Option<String> {
    let name = match id.rsplit_once('#') {
        Some((url, fragment)) => match fragment.split_once('@') {
            Some((name, _)) => name,
            None => url.trim_end_matches('/').rsplit('/').next()?.split('?').next()?,
        },
        None => id.split(' ').next()?,
    };
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn package_ids() {
        assert_eq!(package_name("path+file:///work/main/sample-plugins/hello#0.1.0").unwrap(), "hello");
        assert_eq!(package_name("path+file:///work/dir#cell-counter@0.1.0").unwrap(), "cell-counter");
        assert_eq!(package_name("registry+https://github.com/rust-lang/crates.io-index#serde@1.0.0").unwrap(), "serde");
        assert_eq!(package_name("hello 0.1.0 (path+file:///work)").unwrap(), "hello");
        assert_eq!(package_name(""), None);
    }

    #[test]
    fn messages() {
        let wasm = r#"{"reason":"compiler-artifact","package_id":"path+file:///w/hello#0.1.0","target":{"name":"hello"},"filenames":["/t/libhello.rlib","/t/hello.wasm"],"fresh":true}"#;
        let expected = Built { package: "hello".into(), wasm: "/t/hello.wasm".into() };
        assert_eq!(parse_message(wasm), Some(expected));
        for other in [
            r#"{"reason":"compiler-artifact","package_id":"path+file:///w/sdk#0.1.0","filenames":["/t/libsdk.rlib"]}"#,
            r#"{"reason":"build-finished","success":true}"#,
            r#"{"reason":7}"#,
            "not json",
            "",
        ] {
            assert_eq!(parse_message(other), None, "{other}");
        }
    }

    #[test]
    fn failure_shows_the_programs_own_lines() {
        let mut lines = Vec::new();
        let mut sink = |line: &str| lines.push(line.to_owned());
        let mut command = Command::new("sh");
        command.args(["-c", "echo 'error: no such thing' >&2; exit 101"]);
        let error = build(&mut command, "`hello`", &mut Output::Lines(&mut sink)).unwrap_err();
        assert_eq!(lines, ["error: no such thing"]);
        assert!(
            matches!(&error, Error::Build { what, status, .. } if what == "`hello`" && status.contains("101")),
            "{error}"
        );
    }
}
