//! Components of Python programs, by componentize-py: a whole CPython with the program's modules already imported.
//!
//! [`build_python`] makes one for a build script. It takes some twenty seconds, so it is done only when an input has
//! changed: the Python sources, the WIT files or the version of componentize-py. The finished component is kept in
//! `<target>/guests/python/`, beside a stamp with the hash of its inputs.
//!
//! # Known limits
//!
//! * componentize-py's wheels are for Linux with glibc (x86-64, aarch64), macOS and Windows (x86-64).

mod componentizer;
mod error;
mod interpreter;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::file_lock::FileLock;
use crate::{Artifact, Error, Output, PluginBuild, Plugins, artifacts, process};
use componentizer::Componentizer;
pub use error::PythonError;
use interpreter::Interpreter;

/// The oldest Python 3 that componentize-py's wheels run on: 3.9.
pub(crate) const MINIMUM_MINOR: u32 = 9;

/// Where componentize-py is kept in the target directory.
const TOOL_FOLDER: &str = "guest-toolchain-python";

/// A Python program to make a component of.
#[derive(Debug, Clone)]
pub struct PythonProgram {
    /// What the component is called: it becomes `<name>.wasm`.
    pub name: String,
    /// The Python module whose classes are the component's exports.
    pub application: String,
    /// Folder of that module.
    pub sources: PathBuf,
    /// Modules and packages in that folder that belong to the program; no other is seen.
    pub modules: Vec<String>,
    /// Folder of the WIT files.
    pub wit: PathBuf,
    /// The WIT world that the module implements.
    pub world: String,
}

/// Makes the component, or finds it up to date, and puts it in `build.out_dir`.
///
/// # Errors
///
/// [`Error::Python`] for what is missing or wrong, after componentize-py's messages have gone to `output`;
/// [`Error::NotAComponent`] and [`Error::File`].
pub fn build_python(build: &PluginBuild, program: &PythonProgram, output: &mut Output<'_>) -> Result<Plugins, Error> {
    let inputs = inputs_of(program)?;
    let stamp = stamp_of(program, &inputs)?;
    let folder = build.target_dir.join("guests/python");
    let _lock = FileLock::acquire(&folder.join(".lock"), &folder.display().to_string(), output)?;
    let component = folder.join(format!("{}.wasm", program.name));
    let stamp_file = folder.join(format!("{}.inputs", program.name));
    let is_current = component.is_file() && fs::read_to_string(&stamp_file).is_ok_and(|text| text == stamp);
    if !is_current {
        let tool = Componentizer::ensure(&build.target_dir.join(TOOL_FOLDER), output)?;
        output.go_on()?;
        componentize(&tool, program, &inputs, &folder, &component, output)?;
        artifacts::replace(&stamp_file, |path| fs::write(path, &stamp))?;
    }
    let path = build.out_dir.join(format!("{}.wasm", program.name));
    artifacts::publish(&component, &path)?;
    Ok(Plugins { artifacts: vec![Artifact { name: program.name.clone(), path }], inputs })
}

/// Writes the Python modules that componentize-py makes of the WIT into `folder`: for tests of a program's sources
/// without a component.
///
/// # Errors
///
/// As [`build_python`].
pub fn python_bindings(
    target_dir: &Path,
    program: &PythonProgram,
    folder: &Path,
    output: &mut Output<'_>,
) -> Result<(), Error> {
    let tool = Componentizer::ensure(&target_dir.join(TOOL_FOLDER), output)?;
    let mut command = tool.command();
    command.arg("--wit-path").arg(&program.wit).arg("--world").arg(&program.world);
    process::capture(command.arg("bindings").arg(folder)).map(drop)
}

/// A command that runs the machine's Python, with the user's environment.
///
/// # Errors
///
/// [`Error::Python`] when there is none.
pub fn python_command() -> Result<Command, Error> {
    Ok(Interpreter::find()?.command())
}

fn componentize(
    tool: &Componentizer,
    program: &PythonProgram,
    inputs: &BTreeSet<PathBuf>,
    folder: &Path,
    component: &Path,
    output: &mut Output<'_>,
) -> Result<(), Error> {
    output.say(&format!("making the component {} of Python, which takes about half a minute", program.name));
    // A copy, because Python leaves its caches beside the sources.
    let copy = folder.join(format!("{}.sources", program.name));
    copy_sources(program, inputs, &copy)?;
    let made = folder.join(format!("{}.made", program.name));
    let mut command = tool.command();
    command.arg("--wit-path").arg(&program.wit).arg("--world").arg(&program.world);
    command.arg("componentize").arg("--python-path").arg(&copy).arg("--output").arg(&made).arg(&program.application);
    let result = command.output().map_err(|source| process::cannot_start(&command, source))?;
    if !result.status.success() {
        let messages = String::from_utf8_lossy(&result.stderr);
        // After that come frames of componentize-py itself.
        for line in messages.lines().take_while(|line| !line.starts_with("Stack backtrace")) {
            output.say(line);
        }
        let (application, status) = (program.application.clone(), result.status.to_string());
        return Err(PythonError::Componentize { application, status }.into());
    }
    fs::rename(&made, component).map_err(Error::file("write", component))
}

/// Every file that the component is made of.
fn inputs_of(program: &PythonProgram) -> Result<BTreeSet<PathBuf>, Error> {
    let mut inputs = BTreeSet::new();
    for module in &program.modules {
        let folder = program.sources.join(module);
        if folder.is_dir() {
            collect(&folder, "py", &mut inputs)?;
        } else {
            inputs.insert(program.sources.join(format!("{module}.py")));
        }
    }
    collect(&program.wit, "wit", &mut inputs)?;
    Ok(inputs)
}

fn collect(folder: &Path, extension: &str, inputs: &mut BTreeSet<PathBuf>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::file("read the folder", folder))? {
        let path = entry.map_err(Error::file("read the folder", folder))?.path();
        if path.is_dir() {
            collect(&path, extension, inputs)?;
        } else if path.extension().is_some_and(|found| found == extension) {
            inputs.insert(path);
        }
    }
    Ok(())
}

/// A hash of all that the component depends on.
fn stamp_of(program: &PythonProgram, inputs: &BTreeSet<PathBuf>) -> Result<String, Error> {
    let mut hasher = Sha256::new();
    for text in [componentizer::LOCK, &program.name, &program.application, &program.world] {
        hasher.update(text.as_bytes());
        hasher.update([0]);
    }
    for input in inputs {
        let name = input.strip_prefix(&program.sources).or_else(|_| input.strip_prefix(&program.wit)).unwrap_or(input);
        let contents = fs::read(input).map_err(Error::file("read", input))?;
        hasher.update(name.to_string_lossy().as_bytes());
        hasher.update([0]);
        // Its length, so that no text can pass for the next file.
        hasher.update((contents.len() as u64).to_le_bytes());
        hasher.update(&contents);
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn copy_sources(program: &PythonProgram, inputs: &BTreeSet<PathBuf>, to: &Path) -> Result<(), Error> {
    if to.exists() {
        fs::remove_dir_all(to).map_err(Error::file("remove", to))?;
    }
    fs::create_dir_all(to).map_err(Error::file("create the folder", to))?;
    for input in inputs {
        let Ok(relative) = input.strip_prefix(&program.sources) else { continue };
        let target = to.join(relative);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(Error::file("create the folder", parent))?;
        }
        fs::copy(input, &target).map_err(Error::file("copy", input))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(root: &Path) -> PythonProgram {
        for (file, text) in [
            ("sources/application.py", "import part\n"),
            ("sources/part/__init__.py", ""),
            ("sources/part/__pycache__/x.pyc", "cache"),
            ("sources/tests/test.py", "not part of it"),
            ("wit/world.wit", "package a:b;\nworld w {\n  export hello: func() -> string;\n}\n"),
        ] {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        PythonProgram {
            name: "program".into(),
            application: "application".into(),
            sources: root.join("sources"),
            modules: vec!["application".into(), "part".into()],
            wit: root.join("wit"),
            world: "w".into(),
        }
    }

    #[test]
    fn inputs_are_the_named_modules_and_the_wit() {
        let folder = tempfile::tempdir().unwrap();
        let inputs = inputs_of(&program(folder.path())).unwrap();
        let names: Vec<_> =
            inputs.iter().map(|path| path.strip_prefix(folder.path()).unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["sources/application.py", "sources/part/__init__.py", "wit/world.wit"]);
    }

    #[test]
    fn stamp_follows_every_input() {
        let folder = tempfile::tempdir().unwrap();
        let program = program(folder.path());
        let stamp = |program: &PythonProgram| stamp_of(program, &inputs_of(program).unwrap()).unwrap();
        let first = stamp(&program);
        assert_eq!(first, stamp(&program));
        fs::write(folder.path().join("sources/part/__init__.py"), "x = 1\n").unwrap();
        let second = stamp(&program);
        assert_ne!(first, second);
        fs::write(folder.path().join("wit/world.wit"), "package a:b;\n").unwrap();
        assert_ne!(second, stamp(&program));
        assert_ne!(stamp(&program), stamp(&PythonProgram { world: "other".into(), ..program.clone() }));
    }

    #[test]
    fn a_component_that_is_current_needs_no_python_and_a_missing_module_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let program = program(folder.path());
        let build = PluginBuild {
            workspace: folder.path().into(),
            target_dir: folder.path().join("target"),
            out_dir: folder.path().join("out"),
            c_code: None,
        };
        let kept = folder.path().join("target/guests/python");
        fs::create_dir_all(&kept).unwrap();
        let component = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00];
        fs::write(kept.join("program.wasm"), component).unwrap();
        fs::write(kept.join("program.inputs"), stamp_of(&program, &inputs_of(&program).unwrap()).unwrap()).unwrap();
        let built = build_python(&build, &program, &mut Output::Inherit).unwrap();
        assert_eq!(fs::read(&built.artifacts[0].path).unwrap(), component);
        assert!(!build.target_dir.join("guest-toolchain-python").exists());

        let missing = PythonProgram { modules: vec!["nothing".into()], ..program };
        let text = build_python(&build, &missing, &mut Output::Inherit).unwrap_err().to_string();
        assert!(text.contains("nothing.py"), "{text}");
    }
}
