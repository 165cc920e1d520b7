//! Prints what the parser makes of plugin files, one line of JSON for each file and each of its
//! tags: `{"path": …, "tag": …, "description": …}`. For comparing it with other parsers.
//!
//! ```sh
//! cargo run --release -p imjoy-plugin-file --example describe-plugins -- FOLDER-OR-FILE …
//! ```

use imjoy_plugin_file::{FileKind, describe};
use serde_json::{Value as Json, json};
use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    let paths: Vec<OsString> = env::args_os().skip(1).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    let result = paths.iter().try_for_each(|path| describe_all(Path::new(path), &mut out)).and_then(|()| out.flush());
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Failed to describe plugin files: {error}");
            ExitCode::FAILURE
        }
    }
}

fn describe_all(path: &Path, out: &mut impl Write) -> io::Result<()> {
    if !path.is_dir() {
        return describe_file(path, out);
    }
    let entries: io::Result<Vec<PathBuf>> = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect();
    let mut paths = entries?;
    paths.sort();
    let is_plugin = |path: &PathBuf| path.to_str().and_then(FileKind::of).is_some();
    paths.iter().filter(|path| path.is_dir() || is_plugin(path)).try_for_each(|path| describe_all(path, out))
}

fn describe_file(path: &Path, out: &mut impl Write) -> io::Result<()> {
    let bytes = fs::read(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let description = describe(&name, &bytes, None);
    let tags: Vec<String> = description
        .get("tags")
        .and_then(Json::as_array)
        .map_or_else(Vec::new, |tags| tags.iter().filter_map(Json::as_str).map(str::to_owned).collect());
    let mut print = |tag: Option<&str>, description: Json| {
        writeln!(out, "{}", json!({ "path": path.to_string_lossy(), "tag": tag, "description": description }))
    };
    print(None, description)?;
    tags.iter().try_for_each(|tag| print(Some(tag), describe(&name, &bytes, Some(tag))))
}
