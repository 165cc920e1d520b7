// What the Python runtime is made of; for the build script and for the tests of its sources.

use std::path::Path;

use imjoy_guest_build::PythonProgram;

/// The runtime's sources in `python/`, for the world `language-runtime`.
pub(crate) fn python_program(manifest_dir: &Path) -> PythonProgram {
    PythonProgram {
        name: "python-runtime".into(),
        application: "imjoy_python_runtime".into(),
        sources: manifest_dir.join("python"),
        modules: ["imjoy_python_runtime", "imjoy_runtime", "imjoy", "imjoy_rpc"].map(String::from).into(),
        wit: manifest_dir.join("../../wit"),
        world: "language-runtime".into(),
    }
}
