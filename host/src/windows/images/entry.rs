//! The images of a gallery: what each is called and where its pixels are.

use crate::windows::image::source::{self, Source};
use crate::windows::text;
use imjoy_engine::value::Value;

/// Most images of one gallery.
pub const MOST_ENTRIES: usize = 10_000;
const NAME_CHARACTERS: usize = 120;

/// One image.
pub struct Entry {
    /// Its name, or its number.
    pub name: String,
    /// Where its pixels are, or why there are none.
    pub source: Result<Source, String>,
    /// The image as a window of type `imjoy/image` takes it.
    pub value: Value,
}

/// The images in a window's data, and how many are left out. Fails with one sentence.
pub fn entries(data: &Value) -> Result<(Vec<Entry>, usize), String> {
    let list = match data {
        Value::Record(record) => match record.get("images").or_else(|| record.get("src")) {
            Some(list) => list,
            None => {
                return Err("The data have no field images. Send {images: a list of arrays, files or data URLs}".into());
            }
        },
        other => other,
    };
    let members = match list {
        Value::List(members) => members.as_slice(),
        Value::Absent | Value::Null => return Err("There is no image yet".to_owned()),
        // One image in place of a list of one.
        Value::NdArray(_) | Value::File(_) | Value::Bytes(_) | Value::Text(_) => std::slice::from_ref(list),
        other => {
            return Err(format!(
                "A {} is no list of images. Send {{images: a list of arrays, files or data URLs}}",
                other.kind()
            ));
        }
    };
    if members.is_empty() {
        return Err("There is no image in the list".to_owned());
    }
    let entries = members.iter().take(MOST_ENTRIES).enumerate().map(|(index, member)| entry(index, member)).collect();
    Ok((entries, members.len().saturating_sub(MOST_ENTRIES)))
}

fn entry(index: usize, member: &Value) -> Entry {
    let name = member
        .field("name")
        .or_else(|| member.field("title"))
        .and_then(Value::as_text)
        .or(match member.field("src").unwrap_or(member) {
            Value::File(file) => file.name.as_deref(),
            _ => None,
        })
        .map(|name| text::line(name, NAME_CHARACTERS))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| format!("Image {}", index + 1));
    Entry { name, source: source::find(member), value: member.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use imjoy_engine::value::{DataType, File, NdArray, Record};

    #[test]
    fn images_of_every_form() {
        let array = NdArray::new(DataType::Uint8, vec![1, 1], Bytes::from_static(&[7])).unwrap();
        let file = File { name: Some("b.png".to_owned()), mime_type: String::new(), data: Bytes::from_static(b"x") };
        let list = Value::List(vec![
            array.clone().into(),
            Value::File(file),
            "data:image/png;base64,AAAA".into(),
            Value::Bytes(Bytes::from_static(b"y")),
            Record::new().with("src", array.clone()).with("name", "last\n one").into(),
            Value::Integer(3),
        ]);
        for data in [list.clone(), Record::new().with("images", list).into()] {
            let (entries, left_out) = entries(&data).unwrap();
            let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
            assert_eq!(names, ["Image 1", "b.png", "Image 3", "Image 4", "last one", "Image 6"]);
            assert_eq!(entries.iter().filter(|entry| entry.source.is_ok()).count(), 5);
            assert_eq!(left_out, 0);
        }
        assert_eq!(entries(&array.into()).unwrap().0.len(), 1);
    }

    #[test]
    fn other_data_are_a_sentence() {
        for (data, words) in [
            (Value::Absent, "no image yet"),
            (Value::List(Vec::new()), "no image in the list"),
            (Record::new().into(), "no field images"),
            (Value::Integer(1), "integer is no list"),
        ] {
            let error = entries(&data).err().unwrap();
            assert!(error.contains(words), "{error}");
        }
        let (_, left_out) = entries(&Value::List(vec![Value::Null; MOST_ENTRIES + 5])).unwrap();
        assert_eq!(left_out, 5);
    }
}
