//! Settings, attachments, and the constants of `api`.

use futures::FutureExt;
use imjoy_sdk::bindings::imjoy::plugin::settings as host;
use imjoy_sdk::{Value, language_runtime};
use rquickjs::{Ctx, Null, Object};

use super::arguments::Arguments;
use super::{Behaviour, Functions, answered};
use crate::promise::Outcome;

pub(super) const FUNCTIONS: Functions = &[
    ("setConfig", Behaviour::Asks(|_, arguments| set_config(arguments).boxed_local())),
    ("getConfig", Behaviour::Asks(|_, arguments| get_config(arguments).boxed_local())),
    ("getAttachment", Behaviour::Asks(|_, arguments| get_attachment(arguments).boxed_local())),
];

async fn set_config(mut arguments: Arguments) -> Outcome {
    let name = arguments.text("the setting's name")?;
    let value = language_runtime::encode(arguments.next())?;
    answered(host::set_config(name, value).await)?;
    Ok(Value::Absent)
}

async fn get_config(mut arguments: Arguments) -> Outcome {
    let name = arguments.text("the setting's name")?;
    Ok(language_runtime::decode(answered(host::get_config(name).await)?)?)
}

async fn get_attachment(mut arguments: Arguments) -> Outcome {
    let name = arguments.text("the attachment's name")?;
    Ok(answered(host::get_attachment(name).await)?.map_or(Value::Absent, Value::Text))
}

/// `TAG`, `WORKSPACE`, `config`, and the addresses of engines, of which there are none.
pub(super) fn constants<'js>(context: &Ctx<'js>, api: &Object<'js>) -> rquickjs::Result<()> {
    let (tag, workspace) = tag_and_workspace();
    let config = Object::new(context.clone())?;
    let tag = match tag {
        Some(tag) => rquickjs::String::from_str(context.clone(), &tag)?.into_value(),
        None => rquickjs::Value::new_null(context.clone()),
    };
    api.set("TAG", tag.clone())?;
    api.set("WORKSPACE", workspace.as_str())?;
    api.set("ENGINE_URL", Null)?;
    api.set("FILE_MANAGER_URL", Null)?;
    config.set("tag", tag)?;
    config.set("workspace", workspace)?;
    config.set("engine", Null)?;
    config.set("file_manager", Null)?;
    api.set("config", config)
}

#[cfg(target_family = "wasm")]
fn tag_and_workspace() -> (Option<String>, String) {
    (host::tag(), host::workspace())
}

#[cfg(not(target_family = "wasm"))]
fn tag_and_workspace() -> (Option<String>, String) {
    (None, "default".to_owned())
}
