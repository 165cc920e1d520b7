//! `host install`, `host uninstall`, and a host that is killed while it installs.

use super::text;
use imjoy_tests::guests;
use imjoy_tests::packages::{RawEntry, raw_zip, small_component, with_manifest, zip};
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// How often the host is killed.
const ROUNDS: u32 = 24;

/// The host with a data folder of its own.
fn command(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_host"));
    command.args(arguments).env("IMJOY_DATA", data).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    command.stdin(Stdio::null());
    command
}

fn host(data: &Path, arguments: &[&str]) -> Output {
    command(data, arguments).output().unwrap()
}

fn success(data: &Path, arguments: &[&str]) -> String {
    let output = host(data, arguments);
    assert!(output.status.success(), "{arguments:?}: {}: {}", output.status, text(&output.stderr));
    text(&output.stdout)
}

fn failure(data: &Path, arguments: &[&str]) -> String {
    let output = host(data, arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", text(&output.stderr));
    let stderr = text(&output.stderr);
    let error = stderr.lines().find_map(|line| line.strip_prefix("error: "));
    error.unwrap_or_else(|| panic!("{arguments:?}: {stderr}")).to_owned()
}

/// The guest `echo` under another name, in an archive with so many further bytes.
fn package(folder: &Path, version: &str, bytes: usize) -> String {
    let manifest = format!(r#"{{"name":"cell-tools","version":"{version}","functions":["echo"]}}"#);
    let component = with_manifest(&std::fs::read(guests::ECHO).unwrap(), &manifest);
    let assets: Vec<RawEntry> = (0..8).map(|number| RawEntry::new(&format!("{number}"), &vec![1; bytes / 8])).collect();
    let archive = raw_zip(&[assets, vec![RawEntry::new("plugin.wasm", &component)]].concat());
    let path = folder.join(format!("{version}.zip"));
    std::fs::write(&path, archive).unwrap();
    path.display().to_string()
}

/// The installed version of the plugin as `host list` tells it.
fn listed(data: &Path) -> Option<String> {
    let rows: serde_json::Value = serde_json::from_str(&success(data, &["list", "--json"])).unwrap();
    let rows = rows.as_array().unwrap().iter().filter(|row| row["installed"] == true);
    let versions: Vec<String> = rows.map(|row| row["version"].as_str().unwrap().to_owned()).collect();
    assert!(versions.len() <= 1, "{versions:?}");
    versions.into_iter().next()
}

#[test]
fn a_plugin_is_installed_listed_run_and_uninstalled() {
    let folder = tempfile::tempdir().unwrap();
    let (data, package) = (folder.path().join("data"), package(folder.path(), "1.0", 80));
    let refused = failure(&data, &["install", &package]);
    assert!(refused.contains("nobody can be asked; give --yes"), "{refused}");
    assert_eq!(listed(&data), None);
    let told = success(&data, &["install", &package, "--yes"]);
    for line in ["name         cell-tools", "version      1.0", "not part of the host", "cell-tools is installed"] {
        assert!(told.contains(line), "{line}: {told}");
    }
    assert!(
        success(&data, &["list"]).lines().any(|line| line.starts_with("cell-tools") && line.ends_with("(installed)"))
    );
    assert!(success(&data, &["info", "cell-tools"]).contains("source       cell-tools (installed)"));
    let result = success(&data, &["run", "cell-tools", "echo", "--arguments", "[7]", "--json"]);
    assert_eq!(result.trim(), "7");

    let newer = self::package(folder.path(), "1.1", 80);
    let told: serde_json::Value =
        serde_json::from_str(&success(&data, &["install", &newer, "--yes", "--json"])).unwrap();
    assert_eq!((told["version"].as_str(), told["replaced_version"].as_str()), (Some("1.1"), Some("1.0")));
    assert_eq!(listed(&data).as_deref(), Some("1.1"));

    let told = success(&data, &["uninstall", "cell-tools", "--keep-data"]);
    assert!(told.contains("its data are kept") && data.join("plugins").read_dir().unwrap().count() > 0, "{told}");
    assert_eq!(listed(&data), None);
    success(&data, &["install", &newer, "--yes"]);
    success(&data, &["uninstall", "cell-tools"]);
    let left = data.join("plugins").read_dir().unwrap().flatten().map(|entry| entry.file_name().into_string().unwrap());
    assert!(!left.into_iter().any(|name| name.starts_with("cell-tools")));
    for arguments in [["uninstall", "cell-tools"], ["run", "cell-tools"]] {
        let error = failure(&data, &arguments);
        assert!(error.starts_with("there is no"), "{error}");
    }
}

#[test]
fn what_cannot_be_installed_is_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name).display().to_string();
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let component = small_component(r#"{"name":"small"}"#);
    let of_host = small_component(r#"{"name":"Hello"}"#);
    let slip = raw_zip(&[RawEntry::new("plugin.wasm", &component), RawEntry::new("../../evil", b"x")]);
    for (package, expected) in [
        ("missing.zip".to_owned(), "missing.zip cannot be read"),
        (
            file("a.txt", b"x"),
            "is no plugin: give a component (.wasm), a plugin file (.imjoy.html, .js, .py), a folder",
        ),
        (file("a.zip", b"x"), "it is not a whole zip archive"),
        (file("slip.zip", &slip), "its entry “../../evil” leads out of the package"),
        (file("empty.zip", &zip(&[])), "has no component"),
        (file("host.wasm", &of_host), "hello is the name of a plugin that is part of the host"),
    ] {
        let error = failure(&data, &["install", &package, "--yes"]);
        assert!(error.contains(expected), "{package}: {error}");
    }
    assert!(!folder.path().join("evil").exists() && !folder.path().join("data/evil").exists());
    assert_eq!(listed(&data), None);
}

#[test]
fn a_damaged_plugin_is_told_and_the_host_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    success(&data, &["install", &package(folder.path(), "1.0", 80), "--yes"]);
    let versions: Vec<PathBuf> =
        data.join("installed/cell-tools").read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    let version = versions.into_iter().find(|path| path.is_dir()).unwrap();
    std::fs::remove_file(version.join("plugin.wasm")).unwrap();
    let output = host(&data, &["list"]);
    assert!(text(&output.stderr).contains("warning: the installed plugin cell-tools is damaged"));
    assert!(text(&output.stdout).lines().any(|line| line.starts_with("cell-tools") && line.contains("(damaged)")));
    let error = failure(&data, &["run", "cell-tools"]);
    assert!(
        error.contains("the installed plugin cell-tools is damaged: its component plugin.wasm cannot be read"),
        "{error}"
    );
    success(&data, &["run", "hello", "--config", "name=Ada"]);
}

/// Installs in a process of its own, which is killed after a random time, at most `longest`;
/// whether it was.
fn install_and_kill(data: &Path, package: &str, longest: Duration) -> bool {
    let mut host =
        command(data, &["install", package, "--yes"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let share = RandomState::new().build_hasher().finish() % 1_000;
    std::thread::sleep(longest.mul_f64(0.3 + 0.7 * share as f64 / 1_000.0));
    // SIGKILL: nothing of the host runs any more. Fails where it has ended by itself.
    let _ = host.kill();
    !host.wait().unwrap().success()
}

#[test]
fn a_host_that_is_killed_leaves_the_old_or_the_new_plugin_whole() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let packages: Vec<String> =
        (0..3).map(|version| package(folder.path(), &format!("{version}.0"), 24 << 20)).collect();
    let began = std::time::Instant::now();
    success(&data, &["install", &packages[0], "--yes"]);
    // Where the kills are is led by what they hit, so that they come close to the end of an
    // installation, however long that takes here.
    let mut longest = began.elapsed();
    let mut version = 0;
    let (mut killed, mut changed) = (0, 0);
    for round in 0..ROUNDS {
        let next = (version + 1) % packages.len();
        let was_killed = install_and_kill(&data, &packages[next], longest);
        let found = listed(&data).unwrap_or_else(|| panic!("round {round}: neither the old nor the new is there"));
        assert!(found == format!("{version}.0") || found == format!("{next}.0"), "round {round}: {found}");
        longest = longest.mul_f64(if was_killed { 1.15 } else { 0.8 });
        // Who was not killed has installed it.
        assert!(was_killed || found == format!("{next}.0"), "round {round}: {found}");
        killed += u32::from(was_killed);
        if found == format!("{next}.0") {
            (version, changed) = (next, changed + 1);
        }
        if round % 6 == 0 {
            let result = success(&data, &["run", "cell-tools", "echo", "--arguments", "[7]", "--json"]);
            assert_eq!(result.trim(), "7", "round {round}");
        } else {
            // Reads and checks all of the component.
            assert!(success(&data, &["info", "cell-tools"]).contains(&format!("version      {found}")));
        }
    }
    assert!(killed > 0 && changed > 0, "killed {killed} times, changed {changed} times");
    // What the killed ones have left goes away with the next installation.
    success(&data, &["install", &packages[version], "--yes"]);
    let left: Vec<String> = data
        .join("installed")
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(!left.iter().any(|name| name.starts_with(".st") || name.starts_with(".rem")), "{left:?}");
    assert_eq!(data.join("installed/cell-tools").read_dir().unwrap().count(), 2);
}
