//! From C files to a core module.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use super::sdk::Sdk;
use crate::process::show;
use crate::{CCompiler, Error, Output};

/// How all C is compiled. The engine has SIMD, so plugins get it without asking.
const FLAGS: [&str; 3] = ["-O2", "-std=gnu17", "-msimd128"];
/// What the plugin's own code is checked for. Exported functions need not look at their arguments.
const WARNINGS: [&str; 3] = ["-Wall", "-Wextra", "-Wno-unused-parameter"];
/// The stack is as large as that of plugins in Rust, and lies where overflowing it traps.
const LINK_FLAGS: [&str; 3] = ["-Wl,-z,stack-size=1048576", "-Wl,--stack-first", "-Wl,--strip-debug"];

/// Compiles and links; gives the module.
///
/// The compiler runs in `dir`, so that its messages name files as the user does. Object files of the SDK are kept in
/// `work` and used again as long as SDK, compiler and flags are the same.
///
/// # Errors
///
/// [`Error::Build`] after the compiler's messages have gone to `output`, [`Error::Start`] and [`Error::File`].
pub(super) fn compile(
    dir: &Path,
    sources: &[PathBuf],
    sdk: &Sdk,
    work: &Path,
    compiler: &CCompiler,
    output: &mut Output<'_>,
) -> Result<PathBuf, Error> {
    let what = dir.display().to_string();
    let includes: Vec<OsString> = sdk.include_folders().iter().map(|folder| include(folder)).collect();
    let mut objects = compile_sdk(sdk, &includes, compiler, output)?;
    let folder = work.join("objects");
    fs::create_dir_all(&folder).map_err(Error::file("create the folder", &folder))?;
    for source in sources {
        // The linker names it where something is missing.
        let name = source.to_string_lossy().replace(['/', '\\'], "-");
        let object = folder.join(format!("{name}.o"));
        let mut command = compiler.compile();
        command.current_dir(dir).args(FLAGS).args(WARNINGS).args(["-I.", "-Isrc"]).args(&includes);
        show(command.arg(source).arg("-o").arg(&object), "clang", &what, output)?;
        objects.push(object);
    }
    let module = work.join("module.wasm");
    link(dir, &objects, sdk, &module, compiler, &what, output)?;
    Ok(module)
}

fn include(folder: &Path) -> OsString {
    let mut flag = OsString::from("-I");
    flag.push(folder);
    flag
}

/// The object files of the SDK.
fn compile_sdk(
    sdk: &Sdk,
    includes: &[OsString],
    compiler: &CCompiler,
    output: &mut Output<'_>,
) -> Result<Vec<PathBuf>, Error> {
    let folder = sdk.folder.join(format!("objects-{}", identity(&compiler.compile())));
    fs::create_dir_all(&folder).map_err(Error::file("create the folder", &folder))?;
    let mut objects = Vec::new();
    for source in sdk.sources() {
        let object = folder.join(source.replace('/', "-")).with_extension("o");
        if !object.is_file() {
            // Half an object file must not be found by a later build.
            let made = object.with_extension("o.new");
            let mut command = compiler.compile();
            command.current_dir(&sdk.folder).args(FLAGS).args(includes);
            show(command.arg(source).arg("-o").arg(&made), "clang", "the C SDK", output)?;
            fs::rename(&made, &object).map_err(Error::file("write", &object))?;
        }
        objects.push(object);
    }
    Ok(objects)
}

/// What the object files of a compiler have in common.
fn identity(command: &Command) -> String {
    let mut hasher = Sha256::new();
    hasher.update(command.get_program().as_encoded_bytes());
    for argument in command.get_args() {
        hasher.update(argument.as_encoded_bytes());
    }
    FLAGS.iter().for_each(|flag| hasher.update(flag));
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn link(
    dir: &Path,
    objects: &[PathBuf],
    sdk: &Sdk,
    module: &Path,
    compiler: &CCompiler,
    what: &str,
    output: &mut Output<'_>,
) -> Result<(), Error> {
    let mut command = compiler.link();
    command.current_dir(dir).args(LINK_FLAGS).args(objects).arg(sdk.component_type());
    show(command.arg("-o").arg(module), "clang", what, output)
}
