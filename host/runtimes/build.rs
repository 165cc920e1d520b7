//! Builds the language runtimes and tells the library where they are.

use std::path::Path;
use std::process::ExitCode;

use imjoy_guest_build::{Artifact, Error, Output, PluginBuild, build_python};

mod python_program;

fn main() -> ExitCode {
    match build() {
        Ok(artifacts) => {
            for artifact in artifacts {
                let name = artifact.name.replace('-', "_").to_uppercase();
                println!("cargo::rustc-env={name}={}", artifact.path.display());
            }
            ExitCode::SUCCESS
        }
        Err(error) => imjoy_guest_build::fail(&error),
    }
}

fn build() -> Result<Vec<Artifact>, Error> {
    let build = PluginBuild::from_env()?;
    let program = python_program::python_program(Path::new(env!("CARGO_MANIFEST_DIR")));
    let python = build_python(&build, &program, &mut Output::Inherit)?;
    for line in python.rerun_lines() {
        println!("{line}");
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=python_program.rs");
    Ok(python.artifacts)
}
