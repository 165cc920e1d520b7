//! `host list`: the plugins that are part of the host, and the installed ones.

use super::{plugin_argument, print};
use crate::sample_plugins::sample_plugins;
use imjoy_engine::{PluginSource, check_plugin};

/// Lists the plugins that are part of the host, and the installed ones.
#[derive(Debug, clap::Args)]
pub(super) struct List {
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

struct Row {
    name: String,
    version: String,
    description: String,
    is_installed: bool,
}

impl List {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let mut rows = Vec::new();
        for source in sample_plugins() {
            if let PluginSource::BuiltIn { name, contents } = &source {
                let manifest = check_plugin(name, contents)?.manifest;
                rows.push(Row {
                    name: manifest.name,
                    version: manifest.version,
                    description: manifest.description,
                    is_installed: false,
                });
            }
        }
        for installed in plugin_argument::installations().all() {
            if let Some(damage) = &installed.damage {
                eprintln!("warning: {damage}");
            }
            rows.push(Row {
                name: installed.name,
                version: installed.version,
                description: installed.damage.map_or(installed.description, |_| "(damaged)".to_owned()),
                is_installed: true,
            });
        }
        if self.json {
            let rows: Vec<_> = rows
                .iter()
                .map(|row| {
                    serde_json::json!({
                        "name": row.name,
                        "version": row.version,
                        "description": row.description,
                        "installed": row.is_installed,
                    })
                })
                .collect();
            print(&serde_json::to_string_pretty(&rows)?)?;
            return Ok(());
        }
        let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
        for row in rows {
            let installed = if row.is_installed { "  (installed)" } else { "" };
            print(&format!("{:width$}  {:7}  {}{installed}", row.name, row.version, row.description))?;
        }
        Ok(())
    }
}
