//! Components that know nothing of ImJoy.

use super::{failure, image, success};
use imjoy_tests::guests;

const PLAIN: &str = guests::PLAIN_COMPONENT;

#[test]
fn info_shows_functions_and_their_types() {
    let (stdout, _) = success(&["info", PLAIN]);
    assert!(stdout.contains("\nfunctions    add: func(a: s32, b: s32) -> s32\n"), "{stdout}");
    assert!(stdout.contains("\n             head: func(image: list<u8>, count: u8) -> list<u8>\n"), "{stdout}");
    assert!(stdout.contains("\nleft out     counters/[constructor]counter belongs to a resource\n"), "{stdout}");
    let (stdout, _) = success(&["info", PLAIN, "--json"]);
    let info: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(info["functions"][0], "add");
    assert_eq!(info["signatures"][0], "add: func(a: s32, b: s32) -> s32");
    assert_eq!(info["description"], "17 functions");
}

#[test]
fn functions_are_run_by_their_forms_and_by_arguments() {
    let (stdout, _) = success(&["run", PLAIN, "add", "--config", "a=2", "--config", "b=40"]);
    assert_eq!(stdout, "42\n");
    let (stdout, _) = success(&["run", PLAIN, "isEven", "--arguments", "[18446744073709551615]"]);
    assert_eq!(stdout, "false\n");
    let (stdout, _) = success(&["run", PLAIN, "area", "--config", "region={\"x\":0,\"y\":0,\"width\":6,\"height\":7}"]);
    assert_eq!(stdout, "42\n");
    let (stdout, _) = success(&["run", PLAIN, "cells", "--config", "count=2", "--json"]);
    let cells: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(cells[1], serde_json::json!({"name": "cell 1", "area": 1.5, "is-round": false}));
    for (arguments, text) in [
        (vec!["add", "--config", "c=1"], "add has no parameter c; there is a or b"),
        (vec!["cells", "--config", "count=256"], "--config count=256: it is not between 0 and 255"),
        (vec!["add", "--arguments", "[1]"], "add takes 2 arguments (a, b), and got 1"),
        (vec!["subtract"], "has no function subtract; it has add, is-even"),
        (vec![], "it has add, is-even"),
        (vec!["measure"], "there are no numbers to measure"),
    ] {
        let error = failure(&[["run", PLAIN].as_slice(), &arguments].concat());
        assert!(error.contains(text), "{arguments:?}: {error}");
    }
}

#[test]
fn bytes_come_from_files_and_go_to_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let size = ["--config", "width=8", "--config", "height=4"];
    success(&[["run", PLAIN, "gradient"].as_slice(), &size, &["--output", &path("gradient.pgm")]].concat());
    success(&[["run", PLAIN, "gradient"].as_slice(), &size, &["--output", &path("gradient.png")]].concat());
    let (pgm, png) = (image::open(path("gradient.pgm")).unwrap(), image::open(path("gradient.png")).unwrap());
    assert_eq!(pgm.into_luma8(), png.into_luma8());
    let chosen = format!("image={}", image("coins.png"));
    let head = ["run", PLAIN, "head", "--config", "count=4"];
    success(&[head.as_slice(), &["--config", &chosen, "--output", &path("chosen.bin")]].concat());
    success(&[head.as_slice(), &["--input", &image("coins.png"), "--output", &path("input.bin")]].concat());
    for name in ["chosen.bin", "input.bin"] {
        assert_eq!(std::fs::read(path(name)).unwrap(), b"\x89PNG");
    }
}
