//! TextEncoder, TextDecoder.

use rquickjs::{Array, Ctx, TypedArray, Value};

use super::lazy::Library;
use crate::errors::throw;
use crate::plugin::Running;
use crate::value::{bytes_of_part, text_of};

pub(super) const LIBRARY: Library = Library {
    name: "encoding",
    source: include_str!("encoding.js"),
    globals: &["TextEncoder", "TextDecoder"],
    natives: &[("encode", encode), ("decode", decode)],
};

/// `encode(text)`: the UTF-8 of the text.
fn encode<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> rquickjs::Result<Value<'js>> {
    let text = match arguments.first().and_then(|text| text.as_string()) {
        Some(text) => text_of(running, context, text)?,
        None => String::new(),
    };
    Ok(TypedArray::new(context.clone(), text.into_bytes())?.into_value())
}

/// `decode(bytes, encoding, isLast)`: `[text, used, isValid]`. Bytes at the end that begin a
/// letter are not used unless they are the last.
fn decode<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> rquickjs::Result<Value<'js>> {
    let bytes = match arguments.first().and_then(|bytes| bytes.as_object()) {
        Some(bytes) => bytes_of_part(bytes).map_err(|error| throw(running, context, error))?,
        None => Vec::new(),
    };
    let encoding = arguments.get(1).and_then(|name| name.as_string()?.to_string().ok()).unwrap_or_default();
    let is_last = arguments.get(2).and_then(|is_last| is_last.as_bool()).unwrap_or(true);
    let decoded = match encoding.as_str() {
        "utf-16le" => utf_16(&bytes, is_last, u16::from_le_bytes),
        "utf-16be" => utf_16(&bytes, is_last, u16::from_be_bytes),
        "windows-1252" => {
            Decoded { text: bytes.iter().map(|byte| windows_1252(*byte)).collect(), used: bytes.len(), is_valid: true }
        }
        _ => utf_8(&bytes, is_last),
    };
    let result = Array::new(context.clone())?;
    result.set(0, decoded.text)?;
    result.set(1, decoded.used as f64)?;
    result.set(2, decoded.is_valid)?;
    Ok(result.into_value())
}

struct Decoded {
    text: String,
    used: usize,
    is_valid: bool,
}

fn utf_8(bytes: &[u8], is_last: bool) -> Decoded {
    let used = if is_last { bytes.len() } else { bytes.len() - begun_letter(bytes) };
    let bytes = bytes.get(..used).unwrap_or_default();
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.to_owned(), used, is_valid: true },
        Err(_) => Decoded { text: String::from_utf8_lossy(bytes).into_owned(), used, is_valid: false },
    }
}

/// How many bytes at the end begin a letter whose other bytes are still to come.
fn begun_letter(bytes: &[u8]) -> usize {
    match std::str::from_utf8(bytes.get(bytes.len().saturating_sub(3)..).unwrap_or_default()) {
        Ok(_) => 0,
        Err(_) => (1..=bytes.len().min(3))
            .find(|count| {
                let end = bytes.get(bytes.len() - count..).unwrap_or_default();
                std::str::from_utf8(end).is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
            })
            .unwrap_or(0),
    }
}

fn utf_16(bytes: &[u8], is_last: bool, unit: fn([u8; 2]) -> u16) -> Decoded {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    let mut used = pairs.len() * 2;
    let mut is_valid = true;
    if !is_last && units.last().is_some_and(|last| (0xd800..0xdc00).contains(last)) {
        // The first half of a pair of surrogates.
        units.pop();
        used -= 2;
    }
    let mut text: String = char::decode_utf16(units)
        .map(|letter| {
            letter.unwrap_or_else(|_| {
                is_valid = false;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    if is_last && !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
        used = bytes.len();
        is_valid = false;
    }
    Decoded { text, used, is_valid }
}

/// What browsers take for latin1.
fn windows_1252(byte: u8) -> char {
    const FROM_80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    byte.checked_sub(0x80).and_then(|index| FROM_80.get(usize::from(index))).copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_cut_at_the_end_of_a_piece_wait_for_the_next() {
        let text = "aä€😀";
        for cut in 0..text.len() {
            let (before, after) = text.as_bytes().split_at(cut);
            let first = utf_8(before, false);
            let rest = [&before[first.used..], after].concat();
            let second = utf_8(&rest, true);
            assert_eq!(format!("{}{}", first.text, second.text), text, "cut at {cut}");
            assert!(first.is_valid && second.is_valid, "cut at {cut}");
        }
    }

    #[test]
    fn wrong_bytes_are_replaced_and_told() {
        let decoded = utf_8(&[b'a', 0xff, b'b'], true);
        assert_eq!((decoded.text.as_str(), decoded.is_valid), ("a\u{fffd}b", false));
        let decoded = utf_8(&[0xe2, 0x82], true);
        assert!(!decoded.is_valid);
    }

    #[test]
    fn other_encodings() {
        assert_eq!(utf_16(&[0x3d, 0xd8, 0x00, 0xde], true, u16::from_le_bytes).text, "😀");
        assert_eq!(utf_16(&[0x3d, 0xd8], false, u16::from_le_bytes).used, 0);
        assert_eq!([0x41, 0xe4, 0x80].map(windows_1252), ['A', 'ä', '€']);
    }
}
