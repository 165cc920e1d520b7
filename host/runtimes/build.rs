//! Builds the language runtimes and tells the library where they are.

use std::path::Path;
use std::process::ExitCode;

use imjoy_guest_build::{Artifact, CCode, Error, Output, PluginBuild, build_python, from_build_script_with_c};

mod python_program;

fn main() -> ExitCode {
    match build() {
        Ok(artifacts) => {
            for artifact in artifacts {
                let name = artifact.name.trim_start_matches("imjoy-").replace('-', "_").to_uppercase();
                println!("cargo::rustc-env={name}={}", artifact.path.display());
            }
            ExitCode::SUCCESS
        }
        Err(error) => imjoy_guest_build::fail(&error),
    }
}

fn build() -> Result<Vec<Artifact>, Error> {
    let javascript = from_build_script_with_c(&["imjoy-javascript-runtime"], javascript_engine())?;
    let build = PluginBuild::from_env()?;
    let program = python_program::python_program(Path::new(env!("CARGO_MANIFEST_DIR")));
    let python = build_python(&build, &program, &mut Output::Inherit)?;
    for line in python.rerun_lines() {
        println!("{line}");
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=python_program.rs");
    Ok(javascript.into_iter().chain(python.artifacts).collect())
}

/// How QuickJS is compiled.
fn javascript_engine() -> CCode {
    CCode {
        // For WASI it does not look how much of the stack is used, so that endless recursion would be a trap in place
        // of an error that a plugin can catch.
        flags: vec!["-U__wasi__".to_owned()],
        // Else its build script would download a C compiler.
        variables: vec![("RQUICKJS_SYS_NO_WASI_SDK".to_owned(), "1".to_owned())],
    }
}
