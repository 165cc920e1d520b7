//! `--output FILE`: the result of a run as a file, of the kind that the extension names.

use anyhow::{Context, bail};
use imjoy_engine::images::{decode_image, write_image};
use imjoy_engine::value::{DataType, File, NdArray, Value};
use imjoy_engine::write_atomically;
use std::path::Path;

/// Fields of a result in which an array is looked for, in this order.
const ARRAY_FIELDS: &[&str] = &["src", "image", "labels", "mask", "data"];
/// Fields of a result in which a table is looked for.
const TABLE_FIELDS: &[&str] = &["table", "rows", "data"];

/// Writes a result to a file, atomically.
pub(super) fn write(path: &Path, result: &Value) -> anyhow::Result<()> {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let bytes = match extension.as_str() {
        "json" => serde_json::to_vec_pretty(&result.to_json()?)?,
        "npy" => npy(array(result).context("the result has no array to write as .npy")?),
        "csv" => csv(result).context("the result has no table (a list of records) to write as .csv")?.into_bytes(),
        "txt" => result.to_string().into_bytes(),
        _ if let Some(contents) = contents(result) => match image_of_other_format(path, contents) {
            Some(array) => return Ok(write_image(path, &array)?),
            None => contents.to_vec(),
        },
        "" => bail!("{} has no extension; give .json, .npy, .csv, .txt, .png or .tif", path.display()),
        _ => {
            let array = array(result).with_context(|| format!("the result has no image to write as .{extension}"))?;
            return Ok(write_image(path, array)?);
        }
    };
    write_atomically(path, &bytes).with_context(|| format!("{} cannot be written", path.display()))
}

/// The bytes of a result that is a file's contents; they are written as they are.
fn contents(result: &Value) -> Option<&[u8]> {
    match result {
        Value::Bytes(contents) | Value::File(File { data: contents, .. }) => Some(contents),
        _ => None,
    }
}

/// The image in `contents`, if that is of another format than the extension of `path` says.
fn image_of_other_format(path: &Path, contents: &[u8]) -> Option<NdArray> {
    let wanted = image::ImageFormat::from_path(path).ok()?;
    let given = image::guess_format(contents).ok()?;
    if given == wanted { None } else { decode_image(contents).ok() }
}

/// The array of a result: itself, or in one of the usual fields.
fn array(result: &Value) -> Option<&NdArray> {
    match result {
        Value::NdArray(array) => Some(array),
        _ => ARRAY_FIELDS.iter().find_map(|field| result.field(field).and_then(array)),
    }
}

/// numpy's format, version 1.0.
fn npy(array: &NdArray) -> Vec<u8> {
    let data_type = match array.data_type() {
        DataType::Boolean => "|b1",
        DataType::Int8 => "|i1",
        DataType::Uint8 => "|u1",
        DataType::Int16 => "<i2",
        DataType::Int32 => "<i4",
        DataType::Int64 => "<i8",
        DataType::Uint16 => "<u2",
        DataType::Uint32 => "<u4",
        DataType::Uint64 => "<u8",
        DataType::Float16 => "<f2",
        DataType::Float32 => "<f4",
        DataType::Float64 => "<f8",
        DataType::Complex64 => "<c8",
        DataType::Complex128 => "<c16",
    };
    let shape: String = array.shape().iter().map(|length| format!("{length}, ")).collect();
    let mut header = format!("{{'descr': '{data_type}', 'fortran_order': False, 'shape': ({}), }}", shape.trim_end());
    // Magic, version and length take 10 bytes; the whole is a multiple of 64.
    let padding = 64 - (10 + header.len() + 1) % 64;
    header.push_str(&" ".repeat(padding % 64));
    header.push('\n');
    let mut bytes = Vec::with_capacity(10 + header.len() + array.data().len());
    bytes.extend_from_slice(b"\x93NUMPY\x01\x00");
    // At most 32 axes, so the header is far below 64 KiB.
    bytes.extend_from_slice(&(header.len() as u16).to_le_bytes());
    bytes.extend_from_slice(header.as_bytes());
    bytes.extend_from_slice(array.data());
    bytes
}

/// A list of records as CSV, after RFC 4180.
fn csv(result: &Value) -> Option<String> {
    let rows = match result {
        Value::List(rows) => rows,
        _ => return TABLE_FIELDS.iter().find_map(|field| result.field(field).and_then(csv)),
    };
    let columns: Vec<&str> = rows.first()?.as_record()?.iter().map(|(name, _)| name).collect();
    let mut text = line(columns.iter().map(|name| (*name).to_owned()));
    for row in rows {
        let row = row.as_record()?;
        text.push_str(&line(columns.iter().map(|name| row.get(name).map(Value::to_string).unwrap_or_default())));
    }
    Some(text)
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> =
        cells
            .map(|cell| {
                if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
            })
            .collect();
    cells.join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use imjoy_engine::value::Record;

    #[test]
    fn npy_header_is_aligned() {
        for shape in [vec![], vec![3], vec![2, 3], vec![1; 20]] {
            let length = shape.iter().product::<u64>() as usize;
            let array = NdArray::new(DataType::Uint8, shape, vec![7; length].into()).unwrap();
            let bytes = npy(&array);
            assert_eq!((bytes.len() - length) % 64, 0);
            assert_eq!(bytes[bytes.len() - length - 1], b'\n');
        }
    }

    #[test]
    fn contents_of_files_are_written_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let written = |name: &str, contents: &[u8]| {
            let path = folder.path().join(name);
            write(&path, &Value::Bytes(contents.to_vec().into())).unwrap();
            std::fs::read(path).unwrap()
        };
        assert_eq!(written("any.bin", b"\0\xff"), b"\0\xff");
        assert_eq!(written("none", b"text"), b"text");
        assert_eq!(written("same.pgm", b"P5 1 1 255\n\x07"), b"P5 1 1 255\n\x07");
        assert_eq!(written("no-image.png", b"text"), b"text");
        assert!(written("other.png", b"P5 1 1 255\n\x07").starts_with(b"\x89PNG"));
    }

    #[test]
    fn tables_become_csv() {
        let row = |name: &str, area: i64| Value::Record(Record::new().with("name", name).with("area", area));
        let result = Value::Record(Record::new().with("table", Value::List(vec![row("a,b", 1), row("say \"hi\"", 2)])));
        assert_eq!(csv(&result).unwrap(), "name,area\r\n\"a,b\",1\r\n\"say \"\"hi\"\"\",2\r\n");
        assert_eq!(csv(&Value::Null), None);
    }
}
