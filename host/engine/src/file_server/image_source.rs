//! Images that a window names by a URL of ours or by a granted path: the host reads the
//! file itself, so that it does not pass through a plugin.

use crate::error::CallError;
use crate::identity::PluginId;
use crate::shared::Shared;
use crate::value::{ErrorValue, Value};
use std::sync::Arc;

/// The window type whose images are read.
const IMAGE_WINDOW: &str = "imjoy/image";
/// The fields of its data that can hold an image.
const FIELDS: [&str; 2] = ["src", "image"];

impl Shared {
    /// Puts the image in the place of its name in the data of an image window of
    /// `plugin`. Where it cannot be read the window says why.
    pub(crate) async fn read_named_image(
        self: &Arc<Self>,
        plugin: Option<PluginId>,
        window_type: &str,
        data: Value,
    ) -> Value {
        let (true, Some(plugin)) = (window_type == IMAGE_WINDOW, plugin) else { return data };
        match data {
            Value::Text(name) => self.image_or_name(plugin, name).await,
            Value::Record(mut record) => {
                for field in FIELDS {
                    if let Some(Value::Text(name)) = record.get(field) {
                        let name = name.clone();
                        record.set(field, self.image_or_name(plugin, name).await);
                    }
                }
                Value::Record(record)
            }
            other => other,
        }
    }

    async fn image_or_name(self: &Arc<Self>, plugin: PluginId, name: String) -> Value {
        if name.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
            return Value::Text(name);
        }
        let read = match self.registry.get(plugin) {
            Some(plugin) => self.read_image_source(&plugin, &name).await,
            None => Err(CallError::Terminated("the plugin was removed".to_owned())),
        };
        match read {
            Ok(Some(image)) => Value::NdArray(image),
            Ok(None) => Value::Text(name),
            Err(error) => {
                Value::Error(ErrorValue { name: "FileError".into(), message: error.to_string().as_str().into() })
            }
        }
    }
}
