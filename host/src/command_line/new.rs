//! `host new`: a first plugin to begin with.

use super::print;
use crate::templates::{self, PluginName, TemplateKind, TemplateLanguage};
use anyhow::{Context, anyhow, bail};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Makes a first plugin to begin with, ready to run.
#[derive(Debug, clap::Args)]
pub(super) struct New {
    /// Name of the plugin: letters, digits, spaces, - and _.
    name: String,
    /// Language: JavaScript and Python are run as they are, Rust and C are built.
    #[arg(long, value_enum, ignore_case = true, default_value = "javascript")]
    language: TemplateLanguage,
    /// A window plugin, which draws its own window and has an instance in each.
    #[arg(long)]
    window: bool,
    /// Folder to put it into; the current one when absent.
    #[arg(long, value_name = "PATH")]
    folder: Option<PathBuf>,
}

impl New {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let name = PluginName::new(&self.name).map_err(anyhow::Error::msg)?;
        let kind = if self.window { TemplateKind::Window } else { TemplateKind::Plain };
        let template = templates::find(self.language, kind).ok_or_else(|| {
            let others = templates::all().iter().filter(|template| template.kind == kind);
            let others: Vec<&str> = others.map(|template| template.language.label()).collect();
            let language = self.language.label();
            anyhow!("there is no window plugin in {language} to begin with, but in {}", others.join(", "))
        })?;
        let folder = self.folder.unwrap_or_default();
        let sdk = match templates::sdk_folder() {
            Some(sdk) => sdk,
            None if self.language.is_compiled() => bail!(
                "a plugin in {} needs the folder guest-sdk of the source that this program was built from, and that is \
                 gone; JavaScript and Python need none",
                self.language.label()
            ),
            None => PathBuf::new(),
        };
        let place = folder.join(template.place_for(&name));
        if fs::symlink_metadata(&place).is_ok() {
            bail!("{} is there already; choose another name or --folder", place.display());
        }
        for (path, text) in template.files_for(&name, &sdk) {
            write_new(&folder.join(path), &text)?;
        }
        let next = if self.language.is_compiled() { "build" } else { "run" };
        let place = place.display();
        Ok(print(&format!("{place} is ready; {next} it with `host {next} {}`", quoted(&place.to_string())))?)
    }
}

/// Writes a file that is not there yet.
fn write_new(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    let written = File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("{} is there already; choose another name or --folder", path.display())
        }
        written => written.with_context(|| format!("{} cannot be written", path.display())),
    }
}

/// A path as it is typed on a command line.
fn quoted(path: &str) -> String {
    if path.contains(' ') { format!("'{path}'") } else { path.to_owned() }
}
