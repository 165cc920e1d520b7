//! `host list`: the plugins that are part of the host.

use super::print;
use crate::sample_plugins::sample_plugins;
use imjoy_engine::{PluginSource, check_component};

/// Lists the plugins that are part of the host.
#[derive(Debug, clap::Args)]
pub(super) struct List {
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl List {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let mut rows = Vec::new();
        for source in sample_plugins() {
            if let PluginSource::BuiltIn { name, component } = &source {
                rows.push(check_component(name, component)?.manifest);
            }
        }
        if self.json {
            let rows: Vec<_> = rows
                .iter()
                .map(|manifest| {
                    serde_json::json!({
                        "name": manifest.name,
                        "version": manifest.version,
                        "description": manifest.description,
                    })
                })
                .collect();
            print(&serde_json::to_string_pretty(&rows)?)?;
            return Ok(());
        }
        let width = rows.iter().map(|manifest| manifest.name.chars().count()).max().unwrap_or(0);
        for manifest in rows {
            print(&format!("{:width$}  {:7}  {}", manifest.name, manifest.version, manifest.description))?;
        }
        Ok(())
    }
}
