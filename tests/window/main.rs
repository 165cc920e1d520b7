//! The program in a real window under Xvfb: it opens, draws, and ends when it is closed.
//!
//! Needs Xvfb and `import` (ImageMagick), which `.ci/run` installs. Without them the
//! test says so and passes, except where `IMJOY_REQUIRE_WINDOW` is set.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic"
)]

use imjoy_tests::{PATIENCE, data_folder, images};
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

/// How often the picture is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(250);

/// Ends a program with the test.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn is_installed(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// Starts Xvfb on a free display and gives the display's name.
fn display() -> (Ended, String) {
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut output = server.stdout.take().unwrap();
    let server = Ended(server);
    // Xvfb writes the number of the display when it is ready.
    let mut number = Vec::new();
    let mut byte = [0];
    while output.read(&mut byte).unwrap() == 1 && byte[0] != b'\n' {
        number.push(byte[0]);
    }
    (server, format!(":{}", String::from_utf8(number).unwrap()))
}

fn screenshot(display: &str, path: &Path) -> image::RgbImage {
    let status = Command::new("import").args(["-display", display, "-window", "root"]).arg(path).status().unwrap();
    assert!(status.success());
    image::open(path).unwrap().into_rgb8()
}

/// Number of different colours, counted up to a bound.
fn colours(picture: &image::RgbImage) -> usize {
    let mut seen = std::collections::HashSet::new();
    for pixel in picture.pixels() {
        seen.insert(pixel.0);
        if seen.len() > 200 {
            break;
        }
    }
    seen.len()
}

/// Waits until the kept layout tells, in words of its file, all of `parts`, and was written
/// after `since`.
fn wait_for_layout(file: &Path, since: SystemTime, parts: &[&str]) {
    let deadline = Instant::now() + PATIENCE;
    let is_there = || {
        let written = std::fs::metadata(file).and_then(|found| found.modified()).is_ok_and(|written| written > since);
        let text = std::fs::read_to_string(file).unwrap_or_default();
        // Whole at any moment, whenever it is looked at.
        assert!(text.is_empty() || serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
        written && parts.iter().all(|part| text.contains(part))
    };
    while !is_there() {
        assert!(Instant::now() < deadline, "the layout is not kept: {parts:?}");
        std::thread::sleep(LOOK_AGAIN);
    }
}

#[test]
fn a_killed_program_comes_back_with_its_windows() {
    if !is_installed("Xvfb") {
        assert!(std::env::var_os("IMJOY_REQUIRE_WINDOW").is_none(), "Xvfb is missing");
        println!("skipped: Xvfb is not installed (apt-get install xvfb)");
        return;
    }
    let (_server, display) = display();
    let folder = tempfile::tempdir().unwrap();
    let layout = folder.path().join("workspaces/default/layout.json");
    let start = |image: Option<std::path::PathBuf>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_host"));
        command
            .args(image)
            .env("DISPLAY", &display)
            .env_remove("WAYLAND_DISPLAY")
            .env("IMJOY_DATA", folder.path())
            .env("LIBGL_ALWAYS_SOFTWARE", "1");
        Ended(command.spawn().unwrap())
    };
    let open = ["coins.png", "\"is_open\":true"];
    let first = start(Some(images().join("coins.png")));
    wait_for_layout(&layout, SystemTime::UNIX_EPOCH, &open);
    // Killed, as by SIGKILL, without a chance to write anything.
    drop(first);
    let killed = SystemTime::now();
    let _second = start(None);
    wait_for_layout(&layout, killed, &open);
}

#[test]
fn the_window_is_not_blank() {
    if !is_installed("Xvfb") || !is_installed("import") {
        assert!(std::env::var_os("IMJOY_REQUIRE_WINDOW").is_none(), "Xvfb or import is missing");
        println!("skipped: Xvfb and ImageMagick's import are not installed (apt-get install xvfb imagemagick)");
        return;
    }
    let (_server, display) = display();
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_host"));
    command
        .arg(images().join("coins.png"))
        .env("DISPLAY", &display)
        .env_remove("WAYLAND_DISPLAY")
        .env("IMJOY_DATA", data_folder())
        .env("LIBGL_ALWAYS_SOFTWARE", "1");
    let mut application = Ended(command.spawn().unwrap());

    let picture = folder.path().join("window.png");
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(status) = application.0.try_wait().unwrap() {
            panic!("the application has ended: {status}");
        }
        // A blank screen has one colour; text and a grey image have hundreds.
        if colours(&screenshot(&display, &picture)) > 200 {
            break;
        }
        assert!(Instant::now() < deadline, "the window stays blank");
        std::thread::sleep(LOOK_AGAIN);
    }
    if let Some(kept) = std::env::var_os("IMJOY_SCREENSHOT") {
        std::fs::copy(&picture, kept).unwrap();
    }
}
