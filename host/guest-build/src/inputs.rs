//! What a guest was made from: the `cargo:rerun-if-changed` lines of the build script that built it.
//!
//! Cargo writes beside each artifact a dep-info file (`hello.d` for `hello.wasm`) with every source of the package and
//! of its path dependencies: the SDK, its macros, files that were included (the WIT files among them). Manifests are
//! missing there and are added. A new file needs no line of its own: something that is listed must change to name it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Error;

/// The inputs of one artifact, each existing and outside `target_dir`.
///
/// Files under the target directory are left out: they are made by the build itself, later than the moment with which
/// cargo compares, and would make the build script run again at once.
///
/// # Errors
///
/// [`Error::File`] when cargo wrote no dep-info, or it cannot be read.
pub(crate) fn of_artifact(wasm: &Path, workspace: &Path, target_dir: &Path) -> Result<BTreeSet<PathBuf>, Error> {
    let path = wasm.with_extension("d");
    let text = fs::read_to_string(&path).map_err(Error::file("read the list of sources", &path))?;
    let mut inputs = BTreeSet::new();
    for source in parse_dep_info(&text) {
        // Cargo writes relative paths when `build.dep-info-basedir` is set; then that is the workspace.
        let source = workspace.join(source);
        if source.starts_with(target_dir) {
            continue;
        }
        inputs.extend(manifests_above(&source, workspace));
        inputs.insert(source);
    }
    for name in ["Cargo.toml", "Cargo.lock", ".cargo/config.toml"] {
        inputs.insert(workspace.join(name));
    }
    // Cargo takes a missing file for a changed one, always.
    inputs.retain(|input| input.exists());
    Ok(inputs)
}

/// The lines that a build script prints for these inputs.
pub(crate) fn rerun_lines<'a>(inputs: impl IntoIterator<Item = &'a PathBuf>) -> Vec<String> {
    inputs.into_iter().map(|input| format!("cargo::rerun-if-changed={}", input.display())).collect()
}

/// The Cargo.toml of the package that the source belongs to.
fn manifests_above(source: &Path, workspace: &Path) -> Option<PathBuf> {
    source
        .ancestors()
        .skip(1)
        .take_while(|folder| folder.starts_with(workspace))
        .map(|folder| folder.join("Cargo.toml"))
        .find(|manifest| manifest.is_file())
}

/// The prerequisites in a dep-info file: `target: a b\ c`, with a backslash before a space that is part of a name.
fn parse_dep_info(text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for line in text.lines() {
        // The colon of the rule has a space after it; that of `C:\` has not.
        let Some((_, list)) = line.split_once(": ") else { continue };
        let mut name = String::new();
        let mut letters = list.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' if letters.peek() == Some(&' ') => {
                    letters.next();
                    name.push(' ');
                }
                ' ' => push_name(&mut found, &mut name),
                other => name.push(other),
            }
        }
        push_name(&mut found, &mut name);
    }
    found
}

fn push_name(found: &mut Vec<PathBuf>, name: &mut String) {
    if !name.is_empty() {
        found.push(PathBuf::from(std::mem::take(name)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dep_info_with_spaces_in_names() {
        let text = "/t/hello.wasm: /w/hello/src/lib.rs /w/my\\ plugins/a.rs\n\n/t/other: \n";
        assert_eq!(parse_dep_info(text), [PathBuf::from("/w/hello/src/lib.rs"), PathBuf::from("/w/my plugins/a.rs")]);
        assert!(parse_dep_info("C:\\t\\x.wasm: C:\\w\\lib.rs").contains(&PathBuf::from("C:\\w\\lib.rs")));
        assert!(parse_dep_info("").is_empty());
    }

    #[test]
    fn inputs_are_sources_and_manifests_that_exist_outside_the_target_directory() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for file in
            ["Cargo.toml", "Cargo.lock", "p/Cargo.toml", "p/src/lib.rs", "wit/a.wit", "target/gen.rs", "p/new.rs"]
        {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let target = root.join("target");
        let dep_info = format!(
            "{0}/target/p.wasm: {0}/p/src/lib.rs {0}/wit/a.wit {0}/target/gen.rs {0}/p/gone.rs\n",
            root.display()
        );
        fs::write(target.join("p.d"), dep_info).unwrap();
        let inputs = of_artifact(&target.join("p.wasm"), root, &target).unwrap();
        let relative: Vec<_> = inputs.iter().map(|path| path.strip_prefix(root).unwrap().to_str().unwrap()).collect();
        assert_eq!(relative, ["Cargo.lock", "Cargo.toml", "p/Cargo.toml", "p/src/lib.rs", "wit/a.wit"]);
        assert_eq!(rerun_lines(&inputs)[0], format!("cargo::rerun-if-changed={}/Cargo.lock", root.display()));
    }

    #[test]
    fn missing_dep_info_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let error = of_artifact(&folder.path().join("x.wasm"), folder.path(), folder.path()).unwrap_err();
        assert!(error.to_string().contains("x.d"), "{error}");
    }
}
