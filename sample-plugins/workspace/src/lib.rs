//! `api::workspace`: the workspace that is open.

use imjoy_sdk::{Context, Error, Record, api, record};

#[derive(Default)]
struct Workspace;

/// # workspace
///
/// Says which workspace is open, and keeps a note for each: what you write is shown when you
/// run the plugin in that workspace the next time. Settings themselves are the same in all
/// workspaces, so the name of the workspace is part of the setting's name.
///
/// ```rust
/// println!("in {}", api::workspace());
/// ```
#[imjoy_sdk::plugin(
    icon = "💻",
    labels = ["API example"],
    ui = "Note {id:'note', type:'string', placeholder:'images of Monday'}"
)]
impl Workspace {
    pub async fn run(&self, my: Context) -> Result<Record, Error> {
        let workspace = api::workspace();
        let setting = format!("note for {workspace}");
        let earlier = api::get_config(&setting).await?;
        api::set_config(&setting, my.config.get_or("note", "images of Monday".to_owned())?).await?;
        Ok(record! { "workspace": workspace, "earlier note": earlier })
    }
}
