//! Files: exportFile, getFileUrl, getFilePath.

use futures::FutureExt;
use imjoy_sdk::bindings::imjoy::plugin::files as host;
use imjoy_sdk::{Error, Record, Value, language_runtime};

use super::arguments::{Arguments, text_field};
use super::{Behaviour, Functions, answered};
use crate::promise::Outcome;

pub(super) const FUNCTIONS: Functions = &[
    ("exportFile", Behaviour::Asks(|_, arguments| export_file(arguments).boxed_local())),
    ("getFileUrl", Behaviour::Asks(|_, arguments| get_file_url(arguments).boxed_local())),
    ("getFilePath", Behaviour::Asks(|_, arguments| get_file_path(arguments).boxed_local())),
];

async fn export_file(mut arguments: Arguments) -> Outcome {
    let contents = contents(arguments.next())?;
    let name = arguments.optional().map(|name| name.to_string());
    answered(host::export_file(contents, name).await)?;
    Ok(Value::Absent)
}

fn contents(value: Value) -> Result<host::FileContents<'static>, Error> {
    Ok(match value {
        Value::Text(text) => host::FileContents::Text(text),
        Value::File(file) => host::FileContents::File(language_runtime::file_into_wire(file)?),
        Value::Bytes(bytes) => host::FileContents::Bytes(language_runtime::bytes_into_wire(bytes)?),
        Value::NdArray(array) => host::FileContents::Bytes(language_runtime::bytes_into_wire(array.bytes().clone())?),
        other => {
            return Err(Error::invalid(format!(
                "exportFile needs a text, a Blob, a File or bytes, it got {}",
                other.kind()
            )));
        }
    })
}

async fn get_file_url(mut arguments: Arguments) -> Outcome {
    let options = match arguments.next() {
        Value::Text(path) => {
            let more = arguments.record("the options")?;
            url_options(path, &more)
        }
        Value::Record(options) => {
            let path = text_field(&options, "path").ok_or_else(|| Error::invalid("getFileUrl needs a path"))?;
            url_options(path, &options)
        }
        other => return Err(Error::invalid(format!("getFileUrl needs a path, it got {}", other.kind())).into()),
    };
    Ok(answered(host::get_file_url(options).await)?.into())
}

fn url_options(path: String, options: &Record) -> host::FileUrlOptions {
    let headers = match options.get("headers") {
        Some(Value::Record(headers)) => {
            headers.iter().map(|(name, value)| (name.to_owned(), value.to_string())).collect()
        }
        _ => Vec::new(),
    };
    host::FileUrlOptions { path, password: text_field(options, "password"), headers }
}

async fn get_file_path(mut arguments: Arguments) -> Outcome {
    let url = match arguments.next() {
        Value::Record(options) => text_field(&options, "url").unwrap_or_default(),
        other => other.to_string(),
    };
    Ok(answered(host::get_file_path(url).await)?.into())
}

#[cfg(test)]
mod tests {
    use imjoy_sdk::record;

    use super::*;

    #[test]
    fn options_of_urls() {
        let options = record! { "password": "p", "headers": record! { "Content-Type": "image/png" } };
        let options = url_options("~/a.png".into(), &options);
        assert_eq!(options.password.as_deref(), Some("p"));
        assert_eq!(options.headers, [("Content-Type".to_owned(), "image/png".to_owned())]);
    }

    #[test]
    fn what_can_be_exported() {
        assert!(matches!(contents("text".into()), Ok(host::FileContents::Text(_))));
        assert!(matches!(contents(imjoy_sdk::Bytes::from(vec![1]).into()), Ok(host::FileContents::Bytes(_))));
        assert!(matches!(contents(Value::Absent), Err(Error::Invalid(_))));
    }
}
