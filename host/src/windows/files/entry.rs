//! What is known of one file.

use crate::windows::text;
use imjoy_engine::value::{File, Value};

/// Most files that are shown.
pub const MOST_ENTRIES: usize = 20_000;
/// Most characters of a name, a type or a path.
const CHARACTERS: usize = 300;
/// Most bytes of a text that are shown.
const PREVIEW_BYTES: usize = 20_000;

/// One file of the list.
pub struct Entry {
    /// Its name; of a path the last part.
    pub name: String,
    /// Bytes, if known.
    pub size: Option<u64>,
    /// MIME type or what the plugin calls it; empty when unknown.
    pub kind: String,
    /// Path or address, if the plugin gave one.
    pub place: Option<String>,
    /// File, bytes, array or data URL.
    contents: Option<Value>,
}

/// What can be shown of a file.
pub enum Preview {
    /// The contents, which are an image.
    Image(Value),
    /// The beginning of a text.
    Text(String),
    /// Nothing.
    Nothing,
}

impl Entry {
    /// What a member of the list says of a file. Fails with one sentence.
    pub fn new(member: &Value) -> Result<Self, String> {
        let line = |field: &str| text::line(field, CHARACTERS);
        let entry = match member {
            Value::Text(path) => Self::of_place(path),
            Value::File(file) => Self::of_file(file),
            Value::Record(record) => {
                let field = |name: &str| record.get(name).and_then(Value::as_text);
                let place = field("path").or_else(|| field("relativePath")).or_else(|| field("url"));
                let contents = ["data", "file", "src", "bytes", "content"].iter().find_map(|name| record.get(name));
                let mut entry = match contents {
                    Some(Value::File(file)) => Self::of_file(file),
                    _ => Self::of_place(field("name").or(place).unwrap_or_default()),
                };
                if let Some(name) = field("name") {
                    entry.name = line(name);
                }
                if let Some(Value::Bytes(bytes)) = contents {
                    entry.size = Some(bytes.len() as u64);
                }
                // A negative size saturates to 0.
                entry.size = record.get("size").and_then(Value::as_number).map(|size| size as u64).or(entry.size);
                if let Some(kind) = field("type").or_else(|| field("mime_type")).filter(|kind| !kind.is_empty()) {
                    entry.kind = line(kind);
                }
                entry.place = place.map(line);
                entry.contents = contents
                    .filter(|value| {
                        matches!(value, Value::File(_) | Value::Bytes(_) | Value::NdArray(_) | Value::Text(_))
                    })
                    .cloned();
                entry
            }
            other => return Err(format!("A {} is no file. Send files, or records {{name, size, type}}", other.kind())),
        };
        Ok(if entry.name.is_empty() { Self { name: "(without a name)".to_owned(), ..entry } } else { entry })
    }

    fn of_place(place: &str) -> Self {
        let trimmed = place.trim_end_matches(['/', '\\']);
        let name = trimmed.rsplit(['/', '\\']).next().unwrap_or_default();
        Self {
            name: text::line(name, CHARACTERS),
            size: None,
            kind: if trimmed.len() < place.len() { "folder".to_owned() } else { String::new() },
            place: (name.len() < place.len()).then(|| text::line(place, CHARACTERS)),
            contents: None,
        }
    }

    fn of_file(file: &File) -> Self {
        Self {
            name: text::line(file.name.as_deref().unwrap_or("blob"), CHARACTERS),
            size: Some(file.data.len() as u64),
            kind: text::line(&file.mime_type, CHARACTERS),
            place: None,
            contents: Some(Value::File(file.clone())),
        }
    }

    /// A sign for the kind of file.
    pub fn icon(&self) -> &'static str {
        if self.is_image() {
            "🖼"
        } else if self.kind.contains("folder") || self.kind.contains("directory") {
            "📁"
        } else if self.is_text() {
            "📝"
        } else if self.kind.starts_with("video/") {
            "🎬"
        } else if self.kind.starts_with("audio/") {
            "🎵"
        } else {
            "📄"
        }
    }

    /// What can be shown of the file.
    pub fn preview(&self) -> Preview {
        let bytes = match &self.contents {
            None => return Preview::Nothing,
            Some(Value::Bytes(bytes)) => bytes,
            Some(Value::File(file)) => &file.data,
            // An array, or a data URL, which the image window judges.
            Some(other) => return Preview::Image(other.clone()),
        };
        if self.is_image() {
            return Preview::Image(Value::Bytes(bytes.clone()));
        }
        let start = bytes.get(..bytes.len().min(PREVIEW_BYTES)).unwrap_or_default();
        match std::str::from_utf8(start) {
            // Cut within a character.
            Err(error) if error.valid_up_to() + 4 > start.len() => {}
            Err(_) => return Preview::Nothing,
            Ok(_) => {}
        }
        let shown: String = String::from_utf8_lossy(start)
            .chars()
            .filter(|character| matches!(character, '\n' | '\t') || !text::is_hidden(*character))
            .collect();
        Preview::Text(if bytes.len() > start.len() { format!("{shown}\n…") } else { shown })
    }

    fn is_image(&self) -> bool {
        self.kind.starts_with("image/")
            || matches!(self.contents, Some(Value::NdArray(_)))
            || self.has_extension(&["png", "jpg", "jpeg", "tif", "tiff", "bmp", "gif", "webp", "pgm", "ppm"])
    }

    fn is_text(&self) -> bool {
        self.kind.starts_with("text/") || self.has_extension(&["txt", "csv", "tsv", "json", "md", "log", "xml", "yaml"])
    }

    fn has_extension(&self, extensions: &[&str]) -> bool {
        let extension = self.name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        extension.is_some_and(|extension| extensions.contains(&extension.as_str()))
    }
}

/// The members of the list. Fails with one sentence.
pub fn members(data: &Value) -> Result<Vec<Value>, String> {
    let list = match data {
        Value::Record(record) => match record.get("files") {
            Some(list) => list,
            None if record.get("name").is_some() => return Ok(vec![data.clone()]),
            None => return Err("The data have no field files. Send {files: a list of files}".to_owned()),
        },
        other => other,
    };
    match list {
        Value::File(_) => Ok(vec![list.clone()]),
        Value::Absent | Value::Null => Err("There is no file yet".to_owned()),
        other => other
            .as_list()
            .ok_or_else(|| format!("A {} is no list of files. Send {{files: a list of files}}", other.kind())),
    }
}

/// A number of bytes for people.
pub fn size_text(bytes: u64) -> String {
    let mut size = bytes as f64;
    for unit in ["B", "KiB", "MiB", "GiB"] {
        if size < 1024.0 {
            let decimals = usize::from(unit != "B" && size < 10.0);
            return format!("{size:.decimals$} {unit}");
        }
        size /= 1024.0;
    }
    format!("{size:.1} TiB")
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use imjoy_engine::value::Record;

    #[test]
    fn files_of_every_form() {
        let file = Value::File(File {
            name: Some("a.csv".to_owned()),
            mime_type: "text/csv".to_owned(),
            data: Bytes::from_static(b"x,y\n"),
        });
        let entry = Entry::new(&file).unwrap();
        assert_eq!((entry.name.as_str(), entry.size, entry.kind.as_str()), ("a.csv", Some(4), "text/csv"));
        assert!(matches!(entry.preview(), Preview::Text(text) if text == "x,y\n"));
        let entry = Entry::new(&"/data/run 1/cells.tif".into()).unwrap();
        assert_eq!((entry.name.as_str(), entry.place.as_deref()), ("cells.tif", Some("/data/run 1/cells.tif")));
        assert!(matches!(entry.preview(), Preview::Nothing) && entry.icon() == "🖼");
        let record = Record::new()
            .with("name", "b.png")
            .with("size", 7i64)
            .with("type", "image/png")
            .with("data", Value::Bytes(Bytes::from_static(b"x")));
        let entry = Entry::new(&record.into()).unwrap();
        assert_eq!((entry.size, entry.kind.as_str()), (Some(7), "image/png"));
        assert!(matches!(entry.preview(), Preview::Image(_)));
        assert!(Entry::new(&Value::Integer(3)).is_err());
        let entry = Entry::new(&Record::new().with("size", -5.0).into()).unwrap();
        assert_eq!((entry.name.as_str(), entry.size), ("(without a name)", Some(0)));
    }

    #[test]
    fn binary_contents_have_no_preview() {
        let data = Bytes::from_static(&[0xff, 0x00, 0xfe, 0x10, 0x80, 0x80]);
        let file = File { name: Some("a.bin".to_owned()), mime_type: String::new(), data };
        assert!(matches!(Entry::new(&Value::File(file)).unwrap().preview(), Preview::Nothing));
    }

    #[test]
    fn sizes_for_people() {
        assert_eq!(size_text(0), "0 B");
        assert_eq!(size_text(1536), "1.5 KiB");
        assert_eq!(size_text(20 << 20), "20 MiB");
    }
}
