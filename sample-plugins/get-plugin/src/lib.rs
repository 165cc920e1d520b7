//! `api::get_plugin`: a handle to another plugin.

use imjoy_sdk::{Context, Error, Function, NdArray, Record, api, record, try_join};

#[derive(Default)]
struct GetPlugin;

/// # get-plugin
///
/// Takes a handle to the plugin *export*, lists the functions and variables that it exports, and calls several functions,
/// two of them at once. A function that *export* gives as a result is called like any other.
///
/// Terminate *export* between two runs: a handle of a plugin that has ended gives an error at
/// once and never waits.
///
/// ```rust
/// let export = api::get_plugin("export").await?;
/// let mean: f64 = export.call_as("mean", (vec![1, 2, 6],)).await?;
/// ```
#[imjoy_sdk::plugin(icon = "🔌", labels = ["API example"], ui = "Plugin {id:'plugin', type:'string', placeholder:'export'}")]
impl GetPlugin {
    pub async fn run(&self, my: Context) -> Result<Record, Error> {
        let name: String = my.config.get_or("plugin", "export".to_owned())?;
        let plugin = api::get_plugin(&name).await?;
        let functions = plugin.functions().await?;
        // Plugins in a scripting language export numbers, texts and truth values too.
        let variables = plugin.variables().await?;
        let (mean, picture): (f64, NdArray<f32>) =
            try_join!(plugin.call_as("mean", (vec![1, 2, 6],)), plugin.call_as("gradient", (64,)))?;
        let add_two: Function = plugin.call_as("adder", (2,)).await?;
        let sum: f64 = add_two.call_as((40,)).await?;
        Ok(record! {
            "name": plugin.name(),
            "functions": functions,
            "mean": mean,
            "sum": sum,
            "picture": picture,
            "variables": variables,
        })
    }
}
