//! This crate by hand: `cargo run -p imjoy-guest-build --example guest-build -- …`
//!
//! * `toolchain <toolchain folder>` prepares the Rust compiler and prints its path;
//! * `c-compiler <toolchain folder>` does so with the C compiler;
//! * `folder <dir> <toolchain folder>` compiles a plugin folder;
//! * `plugins <workspace> <target dir> <out dir> <package>…` compiles packages of a workspace.

use std::path::Path;
use std::process::ExitCode;

use imjoy_guest_build::{CCompiler, Error, Output, PluginBuild, Toolchain, build_folder, build_plugins};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("see the first lines of examples/guest-build.rs for how to call this");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<bool, Error> {
    let output = &mut Output::Inherit;
    match words {
        ["toolchain", folder] => {
            let toolchain = Toolchain::find(Path::new("."), Path::new(folder), output)?;
            println!("{} ({:?})", toolchain.rustc().display(), toolchain.kind());
        }
        ["c-compiler", folder] => {
            println!("{}", CCompiler::find(Path::new(folder), output)?.clang().display());
        }
        ["folder", dir, toolchain] => {
            println!("{}", build_folder(Path::new(dir), Path::new(toolchain), output)?.display());
        }
        ["plugins", workspace, target_dir, out_dir, packages @ ..] => {
            let build = PluginBuild {
                workspace: workspace.into(),
                target_dir: target_dir.into(),
                out_dir: out_dir.into(),
                c_code: None,
            };
            let plugins = build_plugins(&build, packages, output)?;
            for artifact in &plugins.artifacts {
                println!("{} {}", artifact.name, artifact.path.display());
            }
            for line in plugins.rerun_lines() {
                println!("{line}");
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}
