//! URL, URLSearchParams, by the `url` crate.

use imjoy_sdk::Error;
use rquickjs::{Array, Ctx, Object, String as JsString, Value};
use url::{Url, form_urlencoded, quirks};

use super::lazy::Library;
use super::object_urls;
use crate::errors::throw;
use crate::plugin::Running;
use crate::value::text_of;

pub(super) const LIBRARY: Library = Library {
    name: "url",
    source: include_str!("urls.js"),
    globals: &["URL", "URLSearchParams"],
    natives: &[
        ("parse", parse),
        ("change", change),
        ("decodeQuery", decode_query),
        ("encodeQuery", encode_query),
        ("createObjectURL", object_urls::create),
        ("revokeObjectURL", object_urls::revoke),
    ],
};

type Made<'js> = rquickjs::Result<Value<'js>>;

fn text<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>], index: usize) -> String {
    let text = arguments.get(index).and_then(|value| value.as_string());
    text.and_then(|text| text_of(running, context, text).ok()).unwrap_or_default()
}

/// `parse(text, base?)`: the parts of the URL, or null.
fn parse<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> Made<'js> {
    let written = text(running, context, arguments, 0);
    let base = arguments.get(1).filter(|base| base.is_string()).map(|_| text(running, context, arguments, 1));
    let parsed = match base {
        Some(base) => Url::parse(&base).and_then(|base| base.join(&written)),
        None => Url::parse(&written),
    };
    match parsed {
        Ok(url) => parts(context, &url),
        Err(_) => Ok(Value::new_null(context.clone())),
    }
}

/// `change(href, part, text)`: the parts of the URL with one changed; one that does not fit
/// stays as it is.
fn change<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> Made<'js> {
    let Ok(mut url) = Url::parse(&text(running, context, arguments, 0)) else {
        return Err(throw(running, context, Error::invalid("a URL that is none")));
    };
    let value = text(running, context, arguments, 2);
    let part = text(running, context, arguments, 1);
    let set: fn(&mut Url, &str) -> Result<(), ()> = match part.as_str() {
        "protocol" => quirks::set_protocol,
        "username" => quirks::set_username,
        "password" => quirks::set_password,
        "host" => quirks::set_host,
        "hostname" => quirks::set_hostname,
        "port" => quirks::set_port,
        "pathname" => |url, value| {
            quirks::set_pathname(url, value);
            Ok(())
        },
        "search" => |url, value| {
            quirks::set_search(url, value);
            Ok(())
        },
        _ => |url, value| {
            quirks::set_hash(url, value);
            Ok(())
        },
    };
    // What is refused changes nothing, as in a browser.
    let _ = set(&mut url, &value);
    parts(context, &url)
}

fn parts<'js>(context: &Ctx<'js>, url: &Url) -> Made<'js> {
    let parts = Object::new(context.clone())?;
    parts.set("href", url.as_str())?;
    parts.set("origin", quirks::origin(url))?;
    parts.set("protocol", quirks::protocol(url))?;
    parts.set("username", quirks::username(url))?;
    parts.set("password", quirks::password(url))?;
    parts.set("host", quirks::host(url))?;
    parts.set("hostname", quirks::hostname(url))?;
    parts.set("port", quirks::port(url))?;
    parts.set("pathname", quirks::pathname(url))?;
    parts.set("search", quirks::search(url))?;
    parts.set("hash", quirks::hash(url))?;
    Ok(parts.into_value())
}

/// `decodeQuery(text)`: a list of names and values in turn.
fn decode_query<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> Made<'js> {
    let written = text(running, context, arguments, 0);
    let list = Array::new(context.clone())?;
    let texts = form_urlencoded::parse(written.as_bytes()).flat_map(|(name, value)| [name, value]);
    for (index, text) in texts.enumerate() {
        list.set(index, JsString::from_str(context.clone(), &text)?)?;
    }
    Ok(list.into_value())
}

/// `encodeQuery(list)`: the text for names and values in turn.
fn encode_query<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> Made<'js> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let Some(list) = arguments.first().and_then(|list| list.as_array()) {
        let mut texts = list.iter::<JsString>();
        while let (Some(name), Some(value)) = (texts.next(), texts.next()) {
            query.append_pair(&text_of(running, context, &name?)?, &text_of(running, context, &value?)?);
        }
    }
    Ok(JsString::from_str(context.clone(), &query.finish())?.into_value())
}
