//! What kind of image a window's data hold.

use bytes::Bytes;
use imjoy_engine::value::{NdArray, Value};

/// An image that has not been looked into yet.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// An array.
    Array(NdArray),
    /// Contents of an image file.
    Encoded(Bytes),
    /// A `data:` URL with the contents of an image file.
    DataUrl(String),
}

/// The image in a window's data: the data themselves, or their field `src` or `image`.
/// Fails with one sentence.
pub fn find(data: &Value) -> Result<Source, String> {
    let value = match data {
        Value::Record(record) => match record.get("src").or_else(|| record.get("image")) {
            Some(value) => value,
            None => {
                return Err("The data have neither a field src nor a field image. Send {src: an array, a file or \
                            a data URL}"
                    .to_owned());
            }
        },
        other => other,
    };
    of(value)
}

/// The image that a value is. Fails with one sentence.
pub fn of(value: &Value) -> Result<Source, String> {
    match value {
        Value::NdArray(array) => Ok(Source::Array(array.clone())),
        Value::Bytes(bytes) => Ok(Source::Encoded(bytes.clone())),
        Value::File(file) => Ok(Source::Encoded(file.data.clone())),
        Value::Text(text) if text.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) => {
            Ok(Source::DataUrl(text.clone()))
        }
        Value::Text(_) => Err("The image is a path or an address, which this window does not open. Send the image \
                               itself: an array, a file or a data URL"
            .to_owned()),
        Value::Absent | Value::Null => Err("There is no image yet".to_owned()),
        // The host could not read a file that was named.
        Value::Error(error) => Err(error.message.to_string()),
        other => Err(format!("A {} is no image. Send an array, a file or a data URL", other.kind())),
    }
}

/// The contents of a `data:` URL, in base64 or percent-encoded. Fails with one sentence.
pub fn data_url_contents(url: &str) -> Result<Vec<u8>, String> {
    let Some((head, body)) = url.split_once(',') else {
        return Err("The data URL has no comma, so no contents. Send data:image/png;base64,…".to_owned());
    };
    let is_base64 = head.rsplit(';').next().is_some_and(|last| last.trim().eq_ignore_ascii_case("base64"));
    if is_base64 { base64(body.as_bytes()) } else { percent(body.as_bytes()) }
        .ok_or_else(|| "The data URL is damaged: its contents are not valid base64 or percent encoding".to_owned())
}

/// Base64 of either alphabet, with or without padding; white space is skipped.
fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut contents = Vec::with_capacity(text.len() / 4 * 3);
    let mut bits: u32 = 0;
    let mut bit_count = 0;
    let mut symbols = 0usize;
    let mut has_ended = false;
    for byte in text {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                has_ended = true;
                continue;
            }
            byte if byte.is_ascii_whitespace() => continue,
            _ => return None,
        };
        if has_ended {
            return None;
        }
        symbols += 1;
        bits = (bits << 6) | u32::from(digit);
        bit_count += 6;
        if bit_count >= 8 {
            bit_count -= 8;
            // The cast keeps the lowest byte on purpose.
            contents.push((bits >> bit_count) as u8);
        }
    }
    // One symbol alone holds no byte.
    (symbols % 4 != 1).then_some(contents)
}

fn percent(text: &[u8]) -> Option<Vec<u8>> {
    let mut contents = Vec::with_capacity(text.len());
    let mut rest = text.iter();
    while let Some(byte) = rest.next() {
        if *byte == b'%' {
            let digits = [*rest.next()?, *rest.next()?];
            contents.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            contents.push(*byte);
        }
    }
    Some(contents)
}

#[cfg(test)]
mod tests {
    use super::*;
    use imjoy_engine::value::{DataType, File, Record};

    #[test]
    fn images_are_found() {
        let array = NdArray::new(DataType::Uint8, vec![1, 1], Bytes::from_static(&[7])).unwrap();
        let file = File { name: None, mime_type: String::new(), data: Bytes::from_static(b"x") };
        for (data, found) in [
            (Value::NdArray(array.clone()), Source::Array(array.clone())),
            (Record::new().with("src", array.clone()).into(), Source::Array(array.clone())),
            (Record::new().with("image", array.clone()).into(), Source::Array(array)),
            (Value::File(file), Source::Encoded(Bytes::from_static(b"x"))),
            ("DATA:,x".into(), Source::DataUrl("DATA:,x".to_owned())),
        ] {
            assert_eq!(find(&data), Ok(found));
        }
    }

    #[test]
    fn other_data_are_refused_in_a_sentence() {
        for (data, words) in [
            (Value::Absent, "no image yet"),
            (Record::new().into(), "neither"),
            (Record::new().with("src", Value::Integer(3)).into(), "integer is no image"),
            ("/etc/passwd".into(), "path or an address"),
            ("http://example.org/x.png".into(), "path or an address"),
            ("ü".into(), "path or an address"),
        ] {
            let error = find(&data).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }

    #[test]
    fn data_urls() {
        assert_eq!(data_url_contents("data:image/png;base64,aGVsbG8="), Ok(b"hello".to_vec()));
        assert_eq!(data_url_contents("data:;base64,aGVs\nbG8"), Ok(b"hello".to_vec()));
        assert_eq!(data_url_contents("data:text/plain,a%20b"), Ok(b"a b".to_vec()));
        for url in ["data:", "data:;base64,a", "data:;base64,a=b=", "data:;base64,ä", "data:,%2", "data:,%zz"] {
            assert!(data_url_contents(url).is_err(), "{url}");
        }
    }
}
