//! `host run`: an op or function of a plugin, without a window.

use super::answers::{self, Answers, key_value};
use super::file_answers::{Allowed, FileAnswers};
use super::progress::Console;
use super::{output, plugin_argument, print};
use crate::language_runtimes::language_runtimes;
use imjoy_engine::front_end::ActiveWindow;
use imjoy_engine::images::read_image;
use imjoy_engine::value::{Record, Value};
use imjoy_engine::{CallError, Engine, EngineOptions};
use std::path::{Path, PathBuf};

/// Runs an op or function of a plugin without a window.
#[derive(Debug, clap::Args)]
pub(super) struct Run {
    /// Name from `host list`, or path of a component (.wasm) or plugin file
    /// (.imjoy.html, .js, .py).
    plugin: String,
    /// Op, or exported function, which then gets the same context as an op; by default
    /// the plugin's own op.
    function: Option<String>,
    /// Variant of a plugin that has several; the first when absent.
    #[arg(long)]
    tag: Option<String>,
    /// Workspace whose name the plugin gets; made if there is none of that name.
    #[arg(long, value_name = "NAME")]
    workspace: Option<String>,
    /// Arguments of an exported function as a JSON list, in place of the context.
    #[arg(long, value_name = "JSON", value_parser = json_list, conflicts_with_all = ["config", "input"])]
    arguments: Option<JsonList>,
    /// Option of the op's form; the others keep their defaults.
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_value)]
    config: Vec<(String, String)>,
    /// Image that the op gets as `my.data.src`.
    #[arg(long, value_name = "FILE")]
    input: Option<PathBuf>,
    /// Where to write the result: .png or .tif for an image, .npy for any array, .csv
    /// for a table, .json for everything. Where the plugin saves a file itself, that file;
    /// where it saves several, give a folder that is there, for files of the plugin's names.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print the result as JSON.
    #[arg(long)]
    json: bool,
    /// Answer to a dialog: `confirm=yes`, `prompt=TEXT`, or a field of a form.
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_value)]
    answer: Vec<(String, String)>,
    /// File or folder that the plugin gets when it lets the user choose; several times for
    /// several.
    #[arg(long, value_name = "PATH")]
    file: Vec<PathBuf>,
    /// Folder or file for what the plugin declares under that name; for this run only.
    #[arg(long, value_name = "NAME=PATH", value_parser = key_value)]
    grant: Vec<(String, String)>,
    /// What the plugin may do without a question.
    #[arg(long, value_name = "WHAT", value_enum)]
    allow: Vec<Allowed>,
}

impl Run {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let (source, checked) = plugin_argument::find(&self.plugin)?;
        let is_plain = checked.is_plain();
        let input = self.input.as_deref().map(read_input).transpose()?;
        let engine = Engine::new(EngineOptions {
            workspace: self.workspace,
            runtimes: language_runtimes(),
            ..EngineOptions::for_user()
        })?;
        let files = FileAnswers::new(self.file, self.output.clone(), self.allow, self.grant)?;
        let console = Console::start(engine.link(), Answers::new(self.answer, files.clone()))?;
        let plugin = plugin_argument::load(&engine, source, &checked.manifest.name, self.tag.as_deref());
        let result = engine.block_on(async {
            engine.ready(plugin).await?;
            let snapshot = engine.info(plugin).map(|info| info.snapshot);
            let ops = snapshot.map(|snapshot| snapshot.ops).unwrap_or_default();
            engine.ask_declared(plugin).await?;
            let op_name = self.function.as_deref().unwrap_or(&checked.manifest.name);
            if let Some(JsonList(arguments)) = self.arguments {
                let call = engine.call(&checked.manifest.name, op_name, arguments);
                let result = engine.unless_stuck(plugin, call).await?;
                engine.settled().await;
                return anyhow::Ok(result);
            }
            let op = ops.iter().find(|op| &*op.name == op_name);
            let config = answers::config(op.map(|op| &*op.form), &self.config)?;
            let call = async {
                match op {
                    // A plain component has no other functions; the engine says which.
                    _ if is_plain => engine.run_op(plugin, op_name, config, input).await,
                    Some(_) => engine.run_op(plugin, op_name, config, input).await,
                    None => call_function(&engine, &checked.manifest.name, op_name, config, input).await,
                }
            };
            let result = engine.unless_stuck(plugin, call).await?;
            // Plugins show dialogs and call others without awaiting them.
            engine.settled().await;
            anyhow::Ok(result)
        });
        console.finish();
        let result = match result? {
            // Has been shown as every window is; it ends with the engine.
            Value::Window(_) => Value::Absent,
            result => result,
        };
        if let Some(path) = self.output.as_ref().filter(|_| !files.has_saved()) {
            output::write(path, &result)?;
        }
        if self.json {
            print(&serde_json::to_string_pretty(&result.to_json()?)?)?;
        } else if self.output.is_none() && !matches!(result, Value::Absent | Value::Null) {
            print(&result.to_string())?;
        }
        Ok(())
    }
}

/// Arguments from the command line.
#[derive(Clone, Debug)]
struct JsonList(Vec<Value>);

fn json_list(text: &str) -> Result<JsonList, String> {
    match serde_json::from_str(text) {
        Ok(serde_json::Value::Array(values)) => Ok(JsonList(values.into_iter().map(Value::from).collect())),
        Ok(_) => Err("it is not a list, such as [1, \"text\"]".to_owned()),
        Err(error) => Err(format!("it is not JSON ({error})")),
    }
}

async fn call_function(
    engine: &Engine,
    plugin: &str,
    function: &str,
    config: Record,
    input: Option<ActiveWindow>,
) -> Result<Value, CallError> {
    let context = engine.context(function, config, input);
    engine.call(plugin, function, vec![context]).await
}

/// The image file as the active window that an op gets.
fn read_input(path: &Path) -> anyhow::Result<ActiveWindow> {
    let array = read_image(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(ActiveWindow {
        data: Value::Record(Record::new().with("src", array).with("name", name.as_str())),
        name,
        window_type: "imjoy/image".to_owned(),
    })
}
