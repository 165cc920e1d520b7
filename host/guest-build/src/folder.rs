//! A user's plugin folder: `host build <dir>`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{CCompiler, Error, Output, TARGET, Toolchain, artifacts, c_plugin, cargo};

/// Compiles the plugin in `dir` to a component in it, and gives the component's path.
///
/// The folder is of one of two kinds:
///
/// * one that `cargo new --lib` made, with the SDK as its one dependency: `crate-type` need not be set. It is compiled
///   with its own profile `release`, into its own target directory, to `<package name>.wasm`;
/// * one with C files and a `manifest.json`. It is compiled by way of its folder `target/imjoy` to `<folder name>.wasm`.
///
/// `toolchain` is the folder in which a compiler is prepared when none is installed, see [`Toolchain::find`]; that for C
/// is `<toolchain>-c`, see [`CCompiler::find`]. When this fails, an older component at that path stays as it was.
///
/// # Errors
///
/// [`Error::NoManifest`], [`Error::NoPackage`], [`Error::NoLibrary`], [`Error::NoCManifest`], [`Error::NoCSources`] and
/// [`Error::CManifest`] when this is no plugin folder; the errors of [`Toolchain::find`] and [`CCompiler::find`];
/// [`Error::Build`] after the compiler's messages have gone to `output`; [`Error::NotAComponent`], [`Error::NoExports`],
/// [`Error::Component`] and [`Error::File`].
pub fn build_folder(dir: &Path, toolchain: &Path, output: &mut Output<'_>) -> Result<PathBuf, Error> {
    let is_rust = dir.join("Cargo.toml").is_file();
    if !is_rust && !c_plugin::is_c_folder(dir) {
        return Err(Error::NoManifest { dir: dir.to_owned() });
    }
    let dir = fs::canonicalize(dir).map_err(Error::file("open the folder", dir))?;
    let result = if is_rust { build_rust(&dir, toolchain, output) } else { build_c(&dir, &for_c(toolchain), output) }?;
    output.say(&format!("wrote {}", result.display()));
    Ok(result)
}

/// The folder for the C compiler beside that for Rust's.
fn for_c(toolchain: &Path) -> PathBuf {
    let mut path = toolchain.as_os_str().to_owned();
    path.push("-c");
    PathBuf::from(path)
}

fn build_c(dir: &Path, toolchain: &Path, output: &mut Output<'_>) -> Result<PathBuf, Error> {
    // Asked first: nobody shall wait for a download to learn that this is no plugin.
    c_plugin::check(dir)?;
    output.go_on()?;
    let compiler = CCompiler::find(toolchain, output)?;
    output.go_on()?;
    output.say(&format!("compiling the C files in {}", dir.display()));
    let result = dir.join(dir.file_name().unwrap_or_default()).with_added_extension("wasm");
    c_plugin::build(dir, &dir.join("target/imjoy"), &compiler, &result, output)?;
    Ok(result)
}

fn build_rust(dir: &Path, toolchain: &Path, output: &mut Output<'_>) -> Result<PathBuf, Error> {
    // Asked first: nobody shall wait for a download to learn that this is no plugin.
    let package = find_package(&cargo::metadata(dir, output)?, dir)?;
    output.go_on()?;
    let toolchain = Toolchain::find(dir, toolchain, output)?;
    output.go_on()?;

    output.say(&format!("compiling {package} in {}", dir.display()));
    let mut command = cargo::guest_command(dir, toolchain.rustc());
    command.args(["rustc", "--lib", "--crate-type", "cdylib", "--release", "--target", TARGET, cargo::MESSAGE_FORMAT]);
    let built = cargo::build(&mut command, &dir.display().to_string(), output)?;
    let wasm = built.into_iter().find(|file| file.package == package);
    let wasm = wasm.ok_or_else(|| Error::NoArtifact { package: package.clone() })?.wasm;
    let result = dir.join(format!("{package}.wasm"));
    artifacts::publish(&wasm, &result)?;
    Ok(result)
}

/// The name of the library package whose manifest is `<dir>/Cargo.toml`.
fn find_package(metadata: &Value, dir: &Path) -> Result<String, Error> {
    let list = |value: &Value, name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let manifest = dir.join("Cargo.toml");
    let is_this = |package: &Value| {
        package.get("manifest_path").and_then(Value::as_str).is_some_and(|path| Path::new(path) == manifest)
    };
    let no_package = || Error::NoPackage { dir: dir.to_owned() };
    let package = list(metadata, "packages").into_iter().find(is_this).ok_or_else(no_package)?;
    let name = package.get("name").and_then(Value::as_str).ok_or_else(no_package)?;
    let library = |target: &Value| {
        list(target, "kind").iter().any(|kind| matches!(kind.as_str(), Some("lib" | "rlib" | "cdylib" | "dylib")))
    };
    if list(&package, "targets").iter().any(library) {
        Ok(name.to_owned())
    } else {
        Err(Error::NoLibrary { package: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(kind: &str) -> Value {
        let text = format!(
            r#"{{"packages":[{{"name":"other","manifest_path":"/w/other/Cargo.toml","targets":[]}},
                {{"name":"my-plugin","manifest_path":"/w/p/Cargo.toml","targets":[{{"kind":["{kind}"],"name":"my_plugin"}}]}}]}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn package_is_that_of_the_folder() {
        for kind in ["lib", "rlib", "cdylib"] {
            assert_eq!(find_package(&metadata(kind), Path::new("/w/p")).unwrap(), "my-plugin");
        }
        let error = find_package(&metadata("bin"), Path::new("/w/p")).unwrap_err();
        assert!(matches!(error, Error::NoLibrary { .. }), "{error}");
        for other in [metadata("lib"), Value::Null] {
            let error = find_package(&other, Path::new("/w")).unwrap_err();
            assert!(matches!(error, Error::NoPackage { .. }), "{error}");
        }
    }

    #[test]
    fn folder_without_manifest_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = build_folder(folder.path(), &folder.path().join("tc"), &mut Output::Inherit).unwrap_err();
        assert!(error.to_string().contains("cargo new --lib"), "{error}");
        assert!(!folder.path().join("tc").exists());
    }
}
