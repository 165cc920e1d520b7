//! Files that the user grants, and files that are saved.

use crate::{list, started};
use bytes::Bytes;
use imjoy_engine::front_end::{DialogAnswer, DialogContent, UiEvent};
use imjoy_engine::value::{Record, Value};
use imjoy_tests::TestEngine;
use std::path::Path;

/// Answers the next dialog, which lets the user choose files, by a path. Gives the name that is
/// suggested for a file to save.
fn pick(engine: &mut TestEngine, path: &Path) -> Option<String> {
    let dialog = engine.dialog();
    let answer = DialogAnswer::Picked { paths: vec![path.to_path_buf()], is_remembered: false };
    engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer });
    match &dialog.content {
        DialogContent::SaveFile { name, .. } => Some(name.clone()),
        _ => None,
    }
}

/// A folder with the file `a.txt`.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "hello").unwrap();
    folder
}

#[test]
fn a_granted_file_is_read_in_every_way() {
    let mut engine = started("files.py");
    let folder = folder();
    let options = Value::Record(Record::new().with("type", "file").with("mode", "single"));
    let call = engine.spawn("files", "read", vec![options]);
    pick(&mut engine, &folder.path().join("a.txt"));
    let read = call.wait().unwrap();
    let bytes = |text: &'static str| Value::Bytes(Bytes::from_static(text.as_bytes()));
    for (field, expected) in [
        ("name", "a.txt".into()),
        ("kind", "file".into()),
        ("size", 5i64.into()),
        ("is_dated", true.into()),
        ("text", "hello".into()),
        ("part", bytes("el")),
        ("beyond", bytes("")),
        ("streamed", 3i64.into()),
        ("again", bytes("ell")),
    ] {
        assert_eq!(read.field(field), Some(&expected), "{field}");
    }
    assert!(matches!(read.field("loaded"), Some(Value::File(file)) if file.data == "ell"));
}

#[test]
fn a_granted_file_is_changed_if_the_user_allows_that() {
    let mut engine = started("files.py");
    let folder = folder();
    let path = folder.path().join("a.txt");
    let call = engine.spawn("files", "denied", vec![]);
    pick(&mut engine, &path);
    assert_eq!(call.wait().unwrap(), "denied".into());
    let call = engine.spawn("files", "change", vec![]);
    pick(&mut engine, &path);
    assert_eq!(call.wait().unwrap(), "hELlo!".into());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "hELlo!");
}

#[test]
fn a_granted_folder_is_listed_and_changed() {
    let mut engine = started("files.py");
    let folder = folder();
    let call = engine.spawn("files", "folder", vec![]);
    pick(&mut engine, folder.path());
    let name = folder.path().file_name().unwrap().to_str().unwrap();
    let entry = |name: &str| list([name.into(), "file".into()]);
    assert_eq!(
        call.wait().unwrap(),
        list([name.into(), list([entry("a.txt"), entry("moved.txt")]), "made".into(), "denied".into()])
    );
}

#[test]
fn files_are_saved_whole_and_in_pieces() {
    let mut engine = started("files.py");
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let call = engine.spawn("files", "export", vec![]);
    assert_eq!(pick(&mut engine, &path("pieces.bin")).unwrap(), "pieces.bin");
    call.wait().unwrap();
    assert_eq!(std::fs::read(path("pieces.bin")).unwrap(), b"\x00\x01\x02text");

    let call = engine.spawn("files", "export_all", vec![]);
    pick(&mut engine, &path("a.txt"));
    let names: Vec<_> = ["1", "2", "3", "4"].iter().map(|name| pick(&mut engine, &path(name)).unwrap()).collect();
    call.wait().unwrap();
    assert_eq!(names, ["a.txt", "b.bin", "c.bin", "a.txt"]);
    let contents: Vec<_> = ["1", "2", "3", "4"].iter().map(|name| std::fs::read(path(name)).unwrap()).collect();
    assert_eq!(contents, [&b"a text"[..], b"\x01\x02", b"bytes", b"hello"]);
}

#[test]
fn urls_lead_back_to_their_path() {
    let mut engine = started("files.py");
    let folder = folder();
    let call = engine.spawn("files", "address", vec![]);
    pick(&mut engine, &folder.path().join("a.txt"));
    assert_eq!(call.wait().unwrap(), list([true.into(), true.into()]));
}
