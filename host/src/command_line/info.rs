//! `host info`: what a plugin says of itself, without running any of it.

use super::{plugin_argument, print};
use imjoy_engine::value::Value;
use serde_json::json;

/// Shows name, version, exported functions, imports and permissions of a plugin.
#[derive(Debug, clap::Args)]
pub(super) struct Info {
    /// Name from `host list`, or path of a component (.wasm) or plugin file (.imjoy.html, .js,
    /// .py).
    plugin: String,
    /// Variant of a plugin that has several; the first when absent.
    #[arg(long)]
    tag: Option<String>,
    /// Print JSON; for a plugin file the file as it is read: its blocks, and its fields after
    /// the values of the tag have been put in.
    #[arg(long)]
    json: bool,
}

impl Info {
    pub(super) fn run(self) -> anyhow::Result<()> {
        if self.json
            && let Some((name, text)) = plugin_argument::plugin_file(&self.plugin)?
        {
            let described = imjoy_plugin_file::describe(&name, &text, self.tag.as_deref());
            print(&serde_json::to_string_pretty(&described)?)?;
            return match described.get("error").and_then(serde_json::Value::as_str) {
                Some(error) => Err(anyhow::Error::msg(error.to_owned())),
                None => Ok(()),
            };
        }
        let (source, checked) = plugin_argument::find(&self.plugin)?;
        let is_text = checked.is_text();
        let is_plain = checked.is_plain();
        let (plain_functions, left_out) = (checked.plain_functions(), checked.left_out_functions());
        let manifest = match &self.tag {
            None => checked.manifest,
            Some(tag) => match checked.manifest.with_tag(tag).map_err(anyhow::Error::msg)? {
                Some(variant) => variant,
                None => anyhow::bail!(
                    "{} has no tag {tag}; it has {}",
                    checked.manifest.name,
                    if checked.manifest.tags.is_empty() { "none".to_owned() } else { checked.manifest.tags.join(", ") }
                ),
            },
        };
        if self.json {
            let permissions: Vec<_> = manifest.permissions.iter().map(Value::to_json).collect::<Result<_, _>>()?;
            let info = json!({
                "name": manifest.name,
                "version": manifest.version,
                "description": manifest.description,
                "type": manifest.plugin_type,
                "source": source.describe(),
                "tags": manifest.tags,
                "tag": manifest.tag,
                "functions": manifest.functions,
                "signatures": plain_functions,
                "left_out": left_out,
                "imports": checked.imports,
                "permissions": permissions,
            });
            print(&serde_json::to_string_pretty(&info)?)?;
            return Ok(());
        }
        print(&format!("name         {}", manifest.name))?;
        print(&format!("version      {}", manifest.version))?;
        print(&format!("description  {}", manifest.description))?;
        print(&format!("type         {}", manifest.plugin_type))?;
        print(&format!("source       {}", source.describe()))?;
        if let Some(tag) = &manifest.tag {
            print(&format!("tag          {tag} (of {})", manifest.tags.join(", ")))?;
        }
        if is_text {
            // What it exports is known when its scripts have run.
            print(&format!("{:12} a text; host info --json shows it as it is read", "made of"))?;
        } else {
            print_list("functions", if is_plain { &plain_functions } else { &manifest.functions })?;
            if !left_out.is_empty() {
                print_list("left out", &left_out)?;
            }
            print_list("imports", &checked.imports)?;
        }
        let permissions: Vec<String> = manifest.permissions.iter().map(Value::to_string).collect();
        print_list("permissions", &permissions)?;
        Ok(())
    }
}

fn print_list(title: &str, items: &[String]) -> std::io::Result<()> {
    match items.split_first() {
        None => print(&format!("{title:12} none")),
        Some((first, others)) => {
            print(&format!("{title:12} {first}"))?;
            others.iter().try_for_each(|item| print(&format!("{:12} {item}", "")))
        }
    }
}
