//! Generates the C bindings of `wit/` and gathers the files of the C SDK, so that the crate carries them.

use std::env;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use wit_bindgen_core::Files;
use wit_bindgen_core::wit_parser::Resolve;

/// The world that plugins are made for.
const WORLD: &str = "plugin";
/// Under which name C sees it: `imjoy_bindings.h`.
const NAME: &str = "imjoy-bindings";

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../..");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut list = String::from("&[\n");
    for path in generate(&root.join("wit"), &out)? {
        add(&mut list, "generated", &path)?;
    }
    let sdk = root.join("guest-sdk/c");
    for folder in ["include", "include/imjoy", "source"] {
        println!("cargo::rerun-if-changed={}", sdk.join(folder).display());
        let mut files: Vec<PathBuf> = fs::read_dir(sdk.join(folder))?.flatten().map(|entry| entry.path()).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "c" || extension == "h"));
        files.sort();
        for file in files {
            add(&mut list, folder, &file)?;
        }
    }
    list.push_str("]\n");
    fs::write(out.join("c_sdk.rs"), list)?;
    Ok(())
}

/// Writes the bindings and gives their files.
///
/// All functions are lowered and lifted without the asynchronous form: C has no way to leave a function and to come back.
fn generate(wit: &Path, out: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", wit.display());
    let mut resolve = Resolve::default();
    let (package, _) = resolve.push_dir(wit)?;
    let world = resolve.select_world(&[package], Some(WORLD))?;
    let mut options = wit_bindgen_c::Opts { rename_world: Some(NAME.to_owned()), ..Default::default() };
    options.async_.push("-all");
    let mut files = Files::default();
    options.build().generate(&mut resolve, world, &mut files)?;
    let mut paths = Vec::new();
    for (name, contents) in files.iter() {
        let path = out.join(name);
        fs::write(&path, contents)?;
        paths.push(path);
    }
    Ok(paths)
}

/// Adds a file to the list, by its path within the SDK.
fn add(list: &mut String, folder: &str, path: &Path) -> Result<(), Box<dyn Error>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    writeln!(list, "    ({:?}, include_bytes!({:?})),", format!("{folder}/{name}"), path.display().to_string())?;
    Ok(())
}
