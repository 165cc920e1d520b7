//! `host install`: a plugin from a component, a folder or an archive, for good.

use super::{plugin_argument, print};
use crate::sample_plugins::host_names;
use anyhow::bail;
use imjoy_engine::InstallProgress;
use imjoy_engine::front_end::{InstallChange, InstallQuestion, PermissionChange};
use serde_json::json;
use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;

/// Installs a plugin from a component (.wasm), a folder or a .zip archive with one.
#[derive(Debug, clap::Args)]
pub(super) struct Install {
    /// Component, folder or archive.
    path: PathBuf,
    /// Install without a question.
    #[arg(long)]
    yes: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Install {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let installations = plugin_argument::installations();
        // What cannot be removed now is tried again later.
        let _ = installations.clean();
        let mut bar = Bar { is_terminal: std::io::stderr().is_terminal() && !self.json, percent: 0 };
        let package = installations.unpack(&self.path, &mut |progress| bar.show(progress))?;
        bar.clear();
        package.check_name(host_names()?.iter().map(String::as_str))?;
        let replaced = installations.replaced(&package);
        let question = package.question(replaced.as_ref().map(|(manifest, hash)| (manifest, hash.as_str())));
        if !self.json {
            describe(&question).iter().try_for_each(|line| print(line))?;
        }
        if !self.yes && !is_agreed(&question)? {
            bail!("nothing was installed");
        }
        let installed = installations.install(package)?;
        if self.json {
            let result = json!({
                "name": installed.name,
                "version": installed.version,
                "description": installed.description,
                "folder": installed.folder,
                "replaced_version": question.update.map(|update| update.from),
            });
            return Ok(print(&serde_json::to_string_pretty(&result)?)?);
        }
        Ok(print(&format!("{} is installed; run it with `host run {}`", installed.name, installed.name))?)
    }
}

/// What the user should know, one line each. Texts of the plugin are in one line.
fn describe(question: &InstallQuestion) -> Vec<String> {
    let mut lines = vec![format!("name         {}", shown(&question.name))];
    lines.push(match &question.update {
        Some(update) => format!("version      {} (installed: {})", shown(&question.version), shown(&update.from)),
        None => format!("version      {}", shown(&question.version)),
    });
    lines.push(format!("description  {}", shown(&question.description)));
    lines.push(format!("size         {} bytes in {} files", question.bytes, question.files));
    for (index, ability) in question.abilities.iter().enumerate() {
        lines.push(format!("{:12} {ability}", if index == 0 { "it can" } else { "" }));
    }
    for permission in &question.permissions {
        let change = match permission.change {
            PermissionChange::None => "",
            PermissionChange::New => " (new)",
            PermissionChange::Gone => " (not any more)",
        };
        lines.push(format!("{:12} {}{change}: {}", "it asks to", permission.text, shown(&permission.reason)));
    }
    if let Some(note) = question.update.as_ref().and_then(|update| note(update.change)) {
        lines.push(note.to_owned());
    }
    lines.push("This plugin is not part of the host. Install it only if you trust where it comes from.".to_owned());
    lines
}

fn note(change: InstallChange) -> Option<&'static str> {
    match change {
        InstallChange::Newer => None,
        InstallChange::Older => Some("This is an older version than the one that is installed."),
        InstallChange::SameVersion => {
            Some("This has the same version as the one that is installed, but its contents are different.")
        }
        InstallChange::None => Some("Exactly this is installed already."),
        InstallChange::Other => Some("The versions do not say which of the two is newer."),
    }
}

/// A text of a plugin, which must not command the terminal.
fn shown(text: &str) -> String {
    let harmless = |character: char| if character.is_control() { '\u{fffd}' } else { character };
    text.chars().take(300).map(harmless).collect()
}

/// Asks on the terminal.
fn is_agreed(question: &InstallQuestion) -> anyhow::Result<bool> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        bail!("{} is not installed, because nobody can be asked; give --yes to install it", shown(&question.name));
    }
    eprint!("Install it? [y/N] ");
    std::io::stderr().flush()?;
    let mut answer = String::new();
    stdin.lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// How far the unpacking is, on a terminal.
struct Bar {
    is_terminal: bool,
    percent: u64,
}

impl Bar {
    fn show(&mut self, progress: InstallProgress) -> bool {
        let percent = progress.done.saturating_mul(100).checked_div(progress.total).unwrap_or(0);
        if self.is_terminal && percent != self.percent {
            self.percent = percent;
            eprint!("\runpacking {percent:3} %");
            // Nothing is lost if the terminal is gone.
            let _ = std::io::stderr().flush();
        }
        true
    }

    fn clear(&self) {
        if self.is_terminal && self.percent > 0 {
            eprint!("\r{}\r", " ".repeat(16));
        }
    }
}
