//! Guests of this workspace, for build scripts.
//!
//! The nested cargo has a target directory of its own, `<target>/guests`: the outer cargo holds the lock of the other
//! one while it waits for the build script. All build scripts share it, so the SDK is compiled once; a lock keeps one
//! script from replacing an artifact between another's build and its copy.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::file_lock::FileLock;
use crate::{Artifact, CCompiler, Error, Output, PROFILE, TARGET, Toolchain, artifacts, c_plugin, cargo, inputs};

/// What to build, and where.
#[derive(Debug, Clone)]
pub struct PluginBuild {
    /// The folder of the workspace's Cargo.toml, which declares the profile [`PROFILE`](crate::PROFILE).
    pub workspace: PathBuf,
    /// The workspace's target directory: guests are compiled in `guests/` and `guests-c/` in it, and compilers that must
    /// be prepared go to `guest-toolchain/` (Rust) and `guest-toolchain-c/`.
    pub target_dir: PathBuf,
    /// Where the components are put, as `<package>.wasm`.
    pub out_dir: PathBuf,
    /// For packages with C code in them: a C compiler is found, or prepared, for their build scripts.
    pub c_code: Option<CCode>,
}

/// How the C code in Rust packages is compiled. Their build scripts must use the crate `cc`.
#[derive(Debug, Clone, Default)]
pub struct CCode {
    /// Flags for all C code of the build, beside those that the compiler needs.
    pub flags: Vec<String>,
    /// Variables, name and value, that the packages' build scripts are to see.
    pub variables: Vec<(String, String)>,
}

/// What was built.
#[derive(Debug, Clone)]
pub struct Plugins {
    /// The components, in the order in which they were asked for.
    pub artifacts: Vec<Artifact>,
    /// Every file that they were made from: sources, manifests, the SDK, the WIT files.
    pub inputs: BTreeSet<PathBuf>,
}

impl Plugins {
    /// The lines `cargo::rerun-if-changed=…` that make cargo run the build script again when an input changed, and
    /// only then.
    #[must_use]
    pub fn rerun_lines(&self) -> Vec<String> {
        inputs::rerun_lines(&self.inputs)
    }
}

impl PluginBuild {
    /// Finds the three places from the variables that cargo gives to build scripts.
    ///
    /// # Errors
    ///
    /// [`Error::NotABuildScript`] without these variables, [`Error::NoManifest`] outside a workspace.
    pub fn from_env() -> Result<Self, Error> {
        let variable = |name| env::var_os(name).map(PathBuf::from).ok_or(Error::NotABuildScript { name });
        let manifest_dir = variable("CARGO_MANIFEST_DIR")?;
        let out_dir = variable("OUT_DIR")?;
        let workspace = find_workspace(&manifest_dir).ok_or(Error::NoManifest { dir: manifest_dir })?;
        let target_dir = find_target_dir(&out_dir).unwrap_or_else(|| workspace.join("target"));
        Ok(Self { workspace, target_dir, out_dir, c_code: None })
    }
}

/// All that a build script does: builds the packages, prints the lines for cargo, gives the components.
///
/// # Errors
///
/// Those of [`PluginBuild::from_env`] and [`build_plugins`]. Hand them to [`fail`].
pub fn from_build_script(packages: &[&str]) -> Result<Vec<Artifact>, Error> {
    build_in_script(&PluginBuild::from_env()?, packages)
}

/// As [`from_build_script`], for packages with C code in them.
///
/// # Errors
///
/// As those of [`from_build_script`], and those of [`CCompiler::find`].
pub fn from_build_script_with_c(packages: &[&str], c_code: CCode) -> Result<Vec<Artifact>, Error> {
    build_in_script(&PluginBuild { c_code: Some(c_code), ..PluginBuild::from_env()? }, packages)
}

/// As [`from_build_script`], for plugins in C: folders below the workspace's, as `sample-plugins/fourier-filter`.
///
/// # Errors
///
/// Those of [`PluginBuild::from_env`] and [`build_c_plugins`]. Hand them to [`fail`].
pub fn c_plugins_from_build_script(folders: &[&str]) -> Result<Vec<Artifact>, Error> {
    Ok(told_to_cargo(build_c_plugins(&PluginBuild::from_env()?, folders, &mut Output::Inherit)?))
}

fn build_in_script(build: &PluginBuild, packages: &[&str]) -> Result<Vec<Artifact>, Error> {
    Ok(told_to_cargo(build_plugins(build, packages, &mut Output::Inherit)?))
}

/// Prints the lines for cargo.
fn told_to_cargo(plugins: Plugins) -> Vec<Artifact> {
    for line in plugins.rerun_lines() {
        println!("{line}");
    }
    plugins.artifacts
}

/// Ends a build script: the error stands at the end of cargo's output, and the build fails.
#[must_use]
pub fn fail(error: &Error) -> ExitCode {
    // A line for cargo must be one line.
    println!("cargo::error={}", error.to_string().replace(['\n', '\r'], " "));
    ExitCode::FAILURE
}

/// Compiles packages of the workspace to components.
///
/// Up-to-date guests cost one run of cargo that finds nothing to do, and their files keep their time of change.
///
/// # Errors
///
/// Those of [`Toolchain::find`], and for C code of [`CCompiler::find`]; [`Error::Build`] after cargo's messages have gone
/// to `output`; [`Error::NoArtifact`], [`Error::NotAComponent`] and [`Error::File`].
pub fn build_plugins(build: &PluginBuild, packages: &[&str], output: &mut Output<'_>) -> Result<Plugins, Error> {
    let mut plugins = Plugins { artifacts: Vec::new(), inputs: BTreeSet::new() };
    if packages.is_empty() {
        return Ok(plugins);
    }
    let toolchain = Toolchain::find(&build.workspace, &build.target_dir.join("guest-toolchain"), output)?;
    let c_compiler = match &build.c_code {
        Some(_) => Some(CCompiler::find(&build.target_dir.join("guest-toolchain-c"), output)?),
        None => None,
    };
    let guests = build.target_dir.join("guests");
    let _lock = FileLock::acquire(&guests.join("guest-build.lock"), &guests.display().to_string(), output)?;

    let mut command = cargo::guest_command(&build.workspace, toolchain.rustc());
    command.args([
        "build",
        "--locked",
        "--profile",
        PROFILE,
        "--target",
        TARGET,
        cargo::MESSAGE_FORMAT,
        "--target-dir",
    ]);
    // A user's `build.build-dir` would lead back to the directory that the outer cargo has locked: a deadlock.
    command.arg(&guests).env("CARGO_BUILD_BUILD_DIR", &guests);
    if let (Some(compiler), Some(code)) = (c_compiler, &build.c_code) {
        command.envs(compiler.variables(&code.flags)).envs(code.variables.iter().cloned());
    }
    for package in packages {
        command.args(["-p", package]);
    }
    let built = cargo::build(&mut command, &format!("the plugins {}", packages.join(", ")), output)?;

    for package in packages {
        let missing = || Error::NoArtifact { package: (*package).to_owned() };
        let wasm = &built.iter().find(|file| file.package == *package).ok_or_else(missing)?.wasm;
        plugins.inputs.extend(inputs::of_artifact(wasm, &build.workspace, &build.target_dir)?);
        let path = build.out_dir.join(format!("{package}.wasm"));
        artifacts::publish(wasm, &path)?;
        plugins.artifacts.push(Artifact { name: (*package).to_owned(), path });
    }
    Ok(plugins)
}

/// Compiles plugins in C, folders below the workspace's, to components that are named after their folder.
///
/// # Errors
///
/// Those of [`CCompiler::find`], and those of [`build_folder`](crate::build_folder) about plugins in C.
pub fn build_c_plugins(build: &PluginBuild, folders: &[&str], output: &mut Output<'_>) -> Result<Plugins, Error> {
    let mut plugins = Plugins { artifacts: Vec::new(), inputs: BTreeSet::new() };
    if folders.is_empty() {
        return Ok(plugins);
    }
    let compiler = CCompiler::find(&build.target_dir.join("guest-toolchain-c"), output)?;
    let work = build.target_dir.join("guests-c");
    let _lock = FileLock::acquire(&work.join("guest-build.lock"), &work.display().to_string(), output)?;
    for folder in folders {
        let dir = build.workspace.join(folder);
        plugins.inputs.extend(c_plugin::inputs(&dir)?);
        let name = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let path = build.out_dir.join(format!("{name}.wasm"));
        c_plugin::build(&dir, &work.join(&name), &compiler, &path, output)?;
        plugins.artifacts.push(Artifact { name, path });
    }
    Ok(plugins)
}

/// The nearest folder above with a Cargo.toml that has a table `[workspace]`.
fn find_workspace(start: &Path) -> Option<PathBuf> {
    let is_workspace = |folder: &&Path| {
        std::fs::read_to_string(folder.join("Cargo.toml"))
            .is_ok_and(|text| text.lines().any(|line| line.trim_start().starts_with("[workspace]")))
    };
    start.ancestors().find(is_workspace).map(Path::to_owned)
}

/// The target directory around OUT_DIR: cargo marks it for backup programs.
fn find_target_dir(out_dir: &Path) -> Option<PathBuf> {
    out_dir.ancestors().find(|folder| folder.join("CACHEDIR.TAG").is_file()).map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn places_are_found_by_their_marks() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let out = root.join("target/x86_64-unknown-linux-gnu/debug/build/host-1/out");
        fs::create_dir_all(&out).unwrap();
        fs::create_dir_all(root.join("host/inner")).unwrap();
        assert_eq!(find_target_dir(&out), None);
        fs::write(root.join("target/CACHEDIR.TAG"), "").unwrap();
        assert_eq!(find_target_dir(&out), Some(root.join("target")));
        fs::write(root.join("host/inner/Cargo.toml"), "[package]\nname = \"host\"\nversion.workspace = true\n")
            .unwrap();
        fs::write(root.join("Cargo.toml"), "[workspace]\n[workspace.package]\n").unwrap();
        assert_eq!(find_workspace(&root.join("host/inner")), Some(root.to_owned()));
    }

    #[test]
    fn nothing_to_build_needs_no_compiler() {
        let build = PluginBuild { workspace: "/x".into(), target_dir: "/x".into(), out_dir: "/x".into(), c_code: None };
        let plugins = build_plugins(&build, &[], &mut Output::Inherit).unwrap();
        assert!(plugins.artifacts.is_empty() && plugins.rerun_lines().is_empty());
    }
}
