//! `URL.createObjectURL`: texts that stand for a blob within this plugin.
//!
//! In a browser such a text is an address that a page can show. Here a value that goes to the
//! host has the file itself in place of the text: so `data: {src: URL.createObjectURL(blob)}`
//! shows a picture as it does in ImJoy.

use std::cell::RefCell;
use std::collections::BTreeMap;

use imjoy_sdk::{Error, File};
use rquickjs::{Ctx, Value};

use crate::errors::throw;
use crate::handles::{self, Handle};
use crate::plugin::Running;
use crate::value::from_js;

/// How the texts begin.
const PREFIX: &str = "blob:imjoy/";
/// How many there may be at once.
const LIMIT: usize = 10_000;

/// The files that have such a text.
#[derive(Default)]
pub(crate) struct ObjectUrls {
    last: std::cell::Cell<u64>,
    files: RefCell<BTreeMap<String, File>>,
}

/// The file that the text stands for.
pub(crate) fn file_of_url(running: Running, text: &str) -> Option<File> {
    if !text.starts_with(PREFIX) {
        return None;
    }
    running.object_urls.files.borrow().get(text).cloned()
}

/// `createObjectURL(blob)`.
pub(super) fn create<'js>(
    running: Running,
    context: &Ctx<'js>,
    arguments: &[Value<'js>],
) -> rquickjs::Result<Value<'js>> {
    let urls = &running.object_urls;
    let blob = arguments.first().map(|blob| from_js(running, context, blob));
    let Some(Ok(imjoy_sdk::Value::File(file))) = blob else {
        return Err(throw(running, context, Error::invalid("createObjectURL needs a Blob or a File")));
    };
    if urls.files.borrow().len() >= LIMIT {
        return Err(throw(running, context, Error::limit(format!("a plugin may have {LIMIT} object URLs at once"))));
    }
    urls.last.set(urls.last.get() + 1);
    let text = format!("{PREFIX}{}", urls.last.get());
    urls.files.borrow_mut().insert(text.clone(), file);
    Ok(rquickjs::String::from_str(context.clone(), &text)?.into_value())
}

/// `revokeObjectURL(text)`.
pub(super) fn revoke<'js>(
    running: Running,
    context: &Ctx<'js>,
    arguments: &[Value<'js>],
) -> rquickjs::Result<Value<'js>> {
    if let Some(text) = arguments.first().and_then(|text| text.as_string()?.to_string().ok()) {
        running.object_urls.files.borrow_mut().remove(&text);
    }
    Ok(Value::new_undefined(context.clone()))
}

/// `isHandle(object)`: whether it stands for something of the host.
pub(super) fn is_handle<'js>(
    running: Running,
    context: &Ctx<'js>,
    arguments: &[Value<'js>],
) -> rquickjs::Result<Value<'js>> {
    let handle = arguments.first().and_then(|value| value.as_object()).and_then(|object| handles::of(running, object));
    let is_handle = handle.is_some_and(|handle| !matches!(handle, Handle::Bytes(_) | Handle::NdArray(_)));
    Ok(Value::new_bool(context.clone(), is_handle))
}
