//! Runs the tests of the Python runtime's sources, in `python/tests/`, with the machine's Python and a host played in
//! Python. The component itself is tested in the engine, by the package `imjoy-tests`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::env;
use std::path::Path;

use imjoy_guest_build::{Output, python_bindings, python_command};

#[path = "../python_program.rs"]
mod python_program;

#[test]
fn sources() {
    let manifest_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_target = |folder: &&Path| folder.join("CACHEDIR.TAG").is_file();
    let target_dir = Path::new(env!("OUT_DIR")).ancestors().find(is_target).expect("a target directory");
    let bindings = tempfile::tempdir().unwrap();
    let program = python_program::python_program(manifest_dir);
    python_bindings(target_dir, &program, bindings.path(), &mut Output::Inherit).unwrap();

    let tests = manifest_dir.join("python/tests");
    // The fakes come first: they stand for modules that only a component has.
    let path = env::join_paths([tests.join("fakes"), tests.clone(), program.sources, bindings.path().into()]).unwrap();
    let mut command = python_command().unwrap();
    command.args(["-m", "unittest", "discover", "--start-directory"]).arg(&tests);
    let output = command.env("PYTHONPATH", path).env("PYTHONDONTWRITEBYTECODE", "1").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("\nRan ") && !said.contains("Ran 0 tests"), "{said}");
}
