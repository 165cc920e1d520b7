//! Files that the user chooses.

use crate::{list, started};
use imjoy_engine::front_end::{Dialog, DialogAnswer, DropTarget, UiEvent, UiRequest};
use imjoy_engine::value::{Record, Value};
use imjoy_tests::{SpawnedCall, TestEngine};
use std::path::Path;

fn pick(engine: &TestEngine, dialog: &Dialog, path: &Path) {
    let answer = DialogAnswer::Picked { paths: vec![path.to_owned()], is_remembered: false };
    engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer });
}

/// Starts a function that asks for one file, which is picked.
fn with_picked(engine: &mut TestEngine, function: &str, path: &Path) -> SpawnedCall {
    let call = engine.spawn("files", function, vec![]);
    let dialog = engine.dialog();
    pick(engine, &dialog, path);
    call
}

#[test]
fn what_the_dialog_gives_can_be_fetched() {
    let mut engine = started(&["files.imjoy.html"]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "größe").unwrap();
    let name: Value = path.to_str().unwrap().into();
    let call = with_picked(&mut engine, "readChosen", &path);
    assert_eq!(call.wait().unwrap(), list(["a.txt".into(), name.clone(), "größe".into(), name]));
    let call = engine.spawn("files", "readChosen", vec![]);
    let dialog = engine.dialog();
    engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer: DialogAnswer::Cancelled });
    assert_eq!(call.wait().unwrap(), "nothing".into());
}

#[test]
fn a_data_loader_gets_the_file_that_is_dropped_on_it() {
    let mut engine = started(&["loader.imjoy.html"]);
    let plugin = engine.engine.plugin_named("loader").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cells.csv");
    std::fs::write(&path, "a,b\n1,2\n").unwrap();
    let target = DropTarget::Plugin { plugin, op: "loader".into(), config: Record::new() };
    engine.engine.send(UiEvent::DropFiles { paths: vec![path], target });
    let status = engine.request(|request| match request {
        UiRequest::Status(status) if status.text.contains("cells") => Some(status.text.clone()),
        _ => None,
    });
    assert_eq!(status, "true cells.csv 8 a,b");
}

#[test]
fn a_data_loader_is_asked_before_a_file_is_read() {
    let mut engine = started(&["loader.imjoy.html"]);
    let plugin = engine.engine.plugin_named("loader").unwrap();
    let folder = tempfile::tempdir().unwrap();
    // Larger than what is given, and with nothing in it on the disk.
    for (name, sentence) in [("big.csv", "is larger than 1024 MiB"), ("big.txt", "does not take what was dropped")] {
        let path = folder.path().join(name);
        std::fs::File::create(&path).unwrap().set_len((1 << 30) + 1).unwrap();
        let target = DropTarget::Plugin { plugin, op: "loader".into(), config: Record::new() };
        engine.engine.send(UiEvent::DropFiles { paths: vec![path], target });
        let text = engine.request(|request| match request {
            UiRequest::Snackbar(snackbar) if snackbar.is_error => Some(snackbar.text.clone()),
            _ => None,
        });
        assert!(text.contains(sentence), "{text}");
    }
    assert_eq!(engine.engine.info(plugin).unwrap().snapshot.unseen_errors, 2);
}

#[test]
fn picked_files_are_read_and_written() {
    let mut engine = started(&["files.imjoy.html"]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("b.txt");
    std::fs::write(&path, "before").unwrap();
    let call = with_picked(&mut engine, "pick", &path);
    assert_eq!(
        call.wait().unwrap(),
        list(["file".into(), "b.txt".into(), "before".into(), "Aefore and more".into(), "TypeError".into()])
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "Aefore and more");
}

#[test]
fn folders_are_listed_and_changed_and_nothing_outside() {
    let mut engine = started(&["files.imjoy.html"]);
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("in");
    std::fs::create_dir_all(inside.join("gone/deeper")).unwrap();
    std::fs::write(inside.join("gone/deeper/x"), "").unwrap();
    std::fs::write(inside.join("old.txt"), "").unwrap();
    std::fs::write(folder.path().join("secret.txt"), "").unwrap();
    let call = with_picked(&mut engine, "folder", &inside);
    let answer = call.wait().unwrap().as_list().unwrap();
    assert_eq!(answer[..3], ["in".into(), list(["gone directory".into(), "old.txt file".into()]), "not-found".into()]);
    assert_ne!(answer[3], Value::Null, "a file outside was opened");
    let mut left: Vec<String> =
        std::fs::read_dir(&inside).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    assert_eq!(left, ["deep", "new.txt"]);
    assert_eq!(std::fs::read_to_string(inside.join("new.txt")).unwrap(), "made");
}

#[test]
fn files_are_saved() {
    let mut engine = started(&["files.imjoy.html"]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    let call = with_picked(&mut engine, "save", &path);
    assert_eq!(call.wait().unwrap(), "out.csv".into());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "a,b\n1,2\n");
    let call = engine.spawn("files", "exportAll", vec![]);
    for (name, contents) in [("a.txt", &b"a text"[..]), ("b.html", b"<p>"), ("c.txt", b"c"), ("d.bin", &[1, 2, 3])] {
        let dialog = engine.dialog();
        assert!(format!("{dialog:?}").contains(name), "{dialog:?}");
        let path = folder.path().join(name);
        pick(&engine, &dialog, &path);
        while std::fs::read(&path).ok().as_deref() != Some(contents) {
            std::thread::yield_now();
        }
    }
    assert!(call.wait().unwrap().as_text().unwrap().starts_with("exportFile needs a text"));
}

#[test]
fn what_was_not_chosen_is_refused() {
    let engine = started(&["files.imjoy.html"]);
    let refused = list(["denied".into(), true.into()]);
    assert_eq!(engine.call("files", "refused", vec![]).unwrap(), list([refused.clone(), refused.clone(), refused]));
}
