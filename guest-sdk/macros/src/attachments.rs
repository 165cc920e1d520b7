//! Text files that become part of a plugin's manifest.

use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};
use syn::{Error, Result};

use crate::attribute::Attachment;

/// Bytes of all attachments of a plugin at most; the host takes a manifest of twice that.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Reads the files, whose paths are relative to `package`. Gives the field of the manifest,
/// and code that makes the compiler look at the files again when they have changed.
pub(crate) fn read(attachments: &[Attachment], package: &Path) -> Result<(Option<Value>, TokenStream)> {
    let mut texts = Map::new();
    let mut code = TokenStream::new();
    let mut bytes = 0;
    for Attachment { name, file } in attachments {
        let wrong = |reason: String| Error::new(file.span(), reason);
        let path: PathBuf = package.join(file.value());
        let contents =
            std::fs::read(&path).map_err(|error| wrong(format!("{} cannot be read: {error}", path.display())))?;
        bytes += contents.len();
        if bytes > MOST_BYTES {
            return Err(wrong(format!("the attachments have more than {MOST_BYTES} bytes")));
        }
        let text = String::from_utf8(contents).map_err(|_| wrong(format!("{} is not text (UTF-8)", path.display())))?;
        texts.insert(name.clone(), text.into());
        let Some(path) = path.to_str() else {
            return Err(wrong("its path is not text (UTF-8)".to_string()));
        };
        code.extend(quote! { const _: &::core::primitive::str = ::core::include_str!(#path); });
    }
    Ok(((!texts.is_empty()).then_some(Value::Object(texts)), code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::Span;
    use syn::LitStr;

    fn attachment(file: &str) -> Attachment {
        Attachment { name: "a".into(), file: LitStr::new(file, Span::call_site()) }
    }

    #[test]
    fn files_are_read_relative_to_the_package() {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (field, code) = read(&[attachment("src/attachments.rs")], package).unwrap();
        assert!(field.unwrap()["a"].as_str().unwrap().starts_with("//! Text files"));
        assert!(code.to_string().contains("include_str"));
        assert_eq!(read(&[], package).unwrap().0, None);
        for (file, reason) in [("src/nothing.txt", "cannot be read"), ("src", "cannot be read")] {
            let message = read(&[attachment(file)], package).err().unwrap().to_string();
            assert!(message.contains(reason), "{message}");
        }
    }
}
