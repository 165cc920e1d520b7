//! Plugins read and write granted files and folders by handles, and nothing else.

use crate::file_support::{
    count, grant, grant_change, names, options, permissions, pick, revoke, started, text, texts, wait_for_status,
};
use imjoy_engine::CallError;
use imjoy_engine::front_end::{DialogAnswer, DialogContent, FileAccess, PermissionKind, UiEvent};
use imjoy_engine::value::Value;
use imjoy_tests::{TestEngine, guests};
use std::path::Path;

/// A folder with a granted folder `in`, and something outside of it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("in/below")).unwrap();
    std::fs::write(folder.path().join("in/a.txt"), "contents of a").unwrap();
    std::fs::write(folder.path().join("in/below/c.txt"), "contents of c").unwrap();
    std::fs::write(folder.path().join("secret.txt"), "the secret").unwrap();
    folder
}

fn write(engine: &TestEngine, path: &Path, offset: u64, contents: &str) -> Result<Value, CallError> {
    // Beyond an i64 as the number that JavaScript would write.
    let offset = i64::try_from(offset).map_or(Value::Float(offset as f64), Value::Integer);
    engine.call("files", "write", vec![text(path), offset, contents.into()])
}

fn contents(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn what_the_plugin_wants_reaches_the_front_end() {
    let mut engine = started();
    for (access, expected) in [("read", FileAccess::Read), ("read-write", FileAccess::ReadWrite)] {
        let call = engine.spawn("files", "choose", vec![options(&[("access", access)])]);
        let dialog = engine.dialog();
        let DialogContent::File(question) = &dialog.content else { panic!("{dialog:?}") };
        assert_eq!((question.access, question.offers_remember), (expected, true));
        engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer: DialogAnswer::Cancelled });
        assert!(call.wait().is_err());
    }
}

#[test]
fn what_was_chosen_for_changing_is_changed() {
    let mut engine = started();
    let plugin = engine.engine.plugin_named("files").unwrap();
    let folder = folder();
    let a = folder.path().join("in/a.txt");
    grant_change(&mut engine, "files", &[&a]);
    let entries = permissions(&mut engine, plugin);
    assert!(entries.iter().any(|entry| entry.text == format!("Read and change {}", a.display())), "{entries:?}");
    write(&engine, &a, 0, "CON").unwrap();
    assert_eq!(contents(&a), "CONtents of a");
    write(&engine, &a, 13, " and more").unwrap();
    assert_eq!(contents(&a), "CONtents of a and more");
    engine.call("files", "set_size", vec![text(&a), 3i64.into()]).unwrap();
    assert_eq!(contents(&a), "CON");
    // What lies between is zero.
    write(&engine, &a, 5, "x").unwrap();
    assert_eq!(contents(&a), "CON\0\0x");
    // More than one piece, from the host's memory.
    engine.call("files", "write_buffer", vec![text(&a), 1i64.into(), 9_000_000i64.into()]).unwrap();
    let written = std::fs::read(&a).unwrap();
    assert!(written.len() == 9_000_001 && written[0] == b'C' && written[1..].iter().all(|byte| *byte == 7));
}

#[test]
fn what_was_chosen_for_reading_is_not_changed() {
    let mut engine = started();
    let folder = folder();
    let inside = folder.path().join("in");
    let a = inside.join("a.txt");
    grant(&mut engine, "files", &[&a, &inside]);
    let folder_call = |function: &str, arguments: Vec<Value>| {
        let mut all = vec![text(&inside)];
        all.extend(arguments);
        engine.call("files", function, all)
    };
    for refused in [
        write(&engine, &a, 0, "x"),
        engine.call("files", "write_buffer", vec![text(&a), 0i64.into(), 10i64.into()]),
        engine.call("files", "set_size", vec![text(&a), 0i64.into()]),
        folder_call("create_file", vec!["new.txt".into(), false.into(), "".into()]),
        folder_call("create_file", vec!["a.txt".into(), true.into(), "".into()]),
        folder_call("create_folder", vec!["new".into()]),
        folder_call("remove", vec!["a.txt".into()]),
        folder_call("rename", vec!["a.txt".into(), "b.txt".into(), false.into()]),
    ] {
        assert!(matches!(&refused, Err(CallError::Denied(reason)) if reason.contains("reading only")), "{refused:?}");
    }
    assert_eq!(contents(&a), "contents of a");
    assert_eq!(names(&inside), ["a.txt", "below"]);
}

#[test]
fn files_grow_within_bounds() {
    let mut engine = started();
    let folder = folder();
    let a = folder.path().join("in/a.txt");
    grant_change(&mut engine, "files", &[&a]);
    let size = |size: Value| engine.call("files", "set_size", vec![text(&a), size]);
    assert!(matches!(size((2i64 << 40).into()), Err(CallError::Limit(_))));
    assert!(matches!(size(i64::MAX.into()), Err(CallError::Limit(_))));
    assert!(matches!(write(&engine, &a, i64::MAX as u64, "x"), Err(CallError::Limit(_))));
    // At the end of all numbers.
    let near_end = write(&engine, &a, u64::MAX - 2047, "abc");
    assert!(matches!(near_end, Err(CallError::Limit(_) | CallError::Invalid(_))), "{near_end:?}");
    assert_eq!(contents(&a), "contents of a");
    let behind = engine.call("files", "read", vec![text(&a), (1i64 << 50).into(), 100i64.into()]);
    assert_eq!(behind.unwrap(), "".into());
}

#[test]
fn a_folder_is_kept_in_order() {
    let mut engine = started();
    let folder = folder();
    let inside = folder.path().join("in");
    grant_change(&mut engine, "files", &[&inside]);
    let call = |function: &str, arguments: Vec<Value>| {
        let mut all = vec![text(&inside)];
        all.extend(arguments);
        engine.call("files", function, all)
    };
    // Files are made, and replaced only if that is meant.
    call("create_file", vec!["new.txt".into(), false.into(), "one".into()]).unwrap();
    let again = call("create_file", vec!["new.txt".into(), false.into(), "two".into()]);
    assert!(matches!(&again, Err(CallError::Invalid(reason)) if reason.contains("already exist")), "{again:?}");
    assert_eq!(contents(&inside.join("new.txt")), "one");
    call("create_file", vec!["new.txt".into(), true.into(), "2".into()]).unwrap();
    assert_eq!(contents(&inside.join("new.txt")), "2");
    assert!(matches!(
        call("create_file", vec!["no/such.txt".into(), false.into(), "".into()]),
        Err(CallError::NotFound(_))
    ));
    assert!(matches!(call("create_file", vec!["below".into(), true.into(), "".into()]), Err(CallError::Invalid(_))));
    // Folders.
    assert_eq!(call("create_folder", vec!["x/y/z".into()]).unwrap(), "z".into());
    call("create_folder", vec!["x/y/z".into()]).unwrap();
    assert!(call("create_folder", vec!["a.txt".into()]).is_err());
    assert_eq!(call("read_in", vec!["below".into(), "c.txt".into()]).unwrap(), "contents of c".into());
    assert!(matches!(call("read_in", vec!["below".into(), "../a.txt".into()]), Err(CallError::Denied(_))));
    // Moving.
    call("rename", vec!["new.txt".into(), "x/moved.txt".into(), false.into()]).unwrap();
    let taken = call("rename", vec!["a.txt".into(), "x/moved.txt".into(), false.into()]);
    assert!(matches!(taken, Err(CallError::Invalid(_))), "{taken:?}");
    call("rename", vec!["a.txt".into(), "x/moved.txt".into(), true.into()]).unwrap();
    assert_eq!(contents(&inside.join("x/moved.txt")), "contents of a");
    assert!(matches!(
        call("rename", vec!["x/moved.txt".into(), "below".into(), true.into()]),
        Err(CallError::Invalid(_))
    ));
    assert!(matches!(call("rename", vec!["no".into(), "b".into(), true.into()]), Err(CallError::NotFound(_))));
    assert!(call("rename", vec!["x".into(), "x/y/inner".into(), false.into()]).is_err());
    // Removing.
    assert!(
        matches!(call("remove", vec!["x".into()]), Err(CallError::Invalid(reason)) if reason.contains("not empty"))
    );
    call("remove", vec!["x/moved.txt".into()]).unwrap();
    call("remove", vec!["x/y/z/".into()]).unwrap();
    assert!(matches!(call("remove", vec!["x/y/z".into()]), Err(CallError::NotFound(_))));
    assert_eq!(names(&inside), ["below", "x"]);
}

#[test]
fn nothing_outside_of_the_folder_is_changed() {
    let mut engine = started();
    let folder = folder();
    let inside = folder.path().join("in");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.path(), inside.join("up")).unwrap();
        std::os::unix::fs::symlink("../secret.txt", inside.join("link")).unwrap();
        std::os::unix::fs::symlink("../made.txt", inside.join("dangling")).unwrap();
    }
    grant_change(&mut engine, "files", &[&inside]);
    let call = |function: &str, arguments: Vec<Value>| {
        let mut all = vec![text(&inside)];
        all.extend(arguments);
        engine.call("files", function, all)
    };
    let is_refused = |result: Result<Value, CallError>| {
        matches!(result, Err(CallError::Denied(_) | CallError::Invalid(_) | CallError::NotFound(_)))
    };
    for path in [
        "../secret.txt",
        "/etc/passwd",
        "below/../../secret.txt",
        "up/secret.txt",
        "link/",
        "link",
        "dangling",
        "up/made.txt",
        "..\\made.txt",
        "",
        ".",
        "a\0b",
        "a\nb",
        "NUL",
        "COM1.txt",
        "a:b",
        "end.",
        &"a/".repeat(5000),
        &"a".repeat(300),
    ] {
        for overwrite in [false, true] {
            assert!(is_refused(call("create_file", vec![path.into(), overwrite.into(), "x".into()])), "{path}");
            // A link is replaced, not followed: that is looked at below.
            let is_link = path.starts_with("link") || path == "dangling";
            let rename = || call("rename", vec!["a.txt".into(), path.into(), overwrite.into()]);
            assert!(is_link || is_refused(rename()), "{path}");
        }
    }
    #[cfg(unix)]
    {
        assert!(is_refused(call("rename", vec!["a.txt".into(), "link".into(), false.into()])));
        call("rename", vec!["a.txt".into(), "link".into(), true.into()]).unwrap();
        assert_eq!(contents(&inside.join("link")), "contents of a");
    }
    for path in ["..", "../in", "up/in/a.txt", "up/secret.txt", "", ".", "/"] {
        assert!(is_refused(call("remove", vec![path.into()])), "{path}");
        assert!(is_refused(call("rename", vec![path.into(), "taken".into(), true.into()])), "{path}");
        assert!(
            is_refused(call("create_folder", vec![format!("{path}/new").into()])) || path.is_empty() || path == ".",
            "{path}"
        );
    }
    // A link itself may go; what it leads to stays.
    #[cfg(unix)]
    call("remove", vec!["up".into()]).unwrap();
    assert_eq!(contents(&folder.path().join("secret.txt")), "the secret");
    assert_eq!(names(folder.path()), ["in", "secret.txt"]);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_written() {
    let mut engine = started();
    let folder = folder();
    let inside = folder.path().join("in");
    assert!(std::process::Command::new("mkfifo").arg(inside.join("pipe")).status().unwrap().success());
    grant_change(&mut engine, "files", &[&inside]);
    for (function, arguments) in [
        ("create_file", vec!["pipe".into(), true.into(), "x".into()]),
        ("read_below", vec!["pipe".into()]),
        ("remove", vec!["pipe".into()]),
    ] {
        let mut all = vec![text(&inside)];
        all.extend(arguments);
        let refused = engine.call("files", function, all);
        assert!(matches!(refused, Err(CallError::Invalid(_))), "{function}: {refused:?}");
    }
    assert!(inside.join("pipe").exists());
}

#[cfg(unix)]
#[test]
fn a_removed_file_is_read_on_by_those_who_have_it_open() {
    let mut engine = started();
    let folder = folder();
    let a = folder.path().join("in/a.txt");
    grant(&mut engine, "files", &[&a]);
    engine.call("files", "hold", vec![text(&a)]).unwrap();
    std::fs::remove_file(&a).unwrap();
    assert_eq!(engine.call("files", "read_held", vec![]).unwrap(), "contents of a".into());
    let gone = engine.call("files", "read", vec![text(&a), 0i64.into(), 10i64.into()]);
    assert_eq!(gone, Err(CallError::NotFound("file does not exist.".into())));
}

#[test]
fn revoking_ends_reading_and_writing_that_are_under_way() {
    let mut engine = started();
    let plugin = engine.engine.plugin_named("files").unwrap();
    let folder = folder();
    let a = folder.path().join("in/a.txt");
    std::fs::write(&a, vec![1; 16 << 20]).unwrap();
    for function in ["read_on", "pieces_on", "write_on"] {
        grant_change(&mut engine, "files", &[&a]);
        let call = engine.spawn("files", function, vec![text(&a)]);
        wait_for_status(&mut engine, "under way");
        revoke(&mut engine, plugin, "a.txt");
        let ended = call.wait();
        assert!(
            matches!(&ended, Err(CallError::Denied(reason)) if reason.contains("revoked")),
            "{function}: {ended:?}"
        );
    }
    assert!(matches!(write(&engine, &a, 0, "x"), Err(CallError::Denied(_))));
}

#[test]
fn a_file_is_read_through_in_pieces() {
    let mut engine = started();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.bin");
    for length in [0, 1, 1 << 20, (5 << 20) + 17] {
        std::fs::write(&path, vec![3; length]).unwrap();
        grant(&mut engine, "files", &[&path]);
        // In the system's memory, and on the disk alone.
        for _ in 0..2 {
            let read = engine.call("files", "pieces", vec![text(&path)]).unwrap();
            let read = read.as_list().unwrap();
            assert_eq!(read[..2], [(length as i64).into(), (3 * length as i64).into()], "{length}");
            let pieces = length.div_ceil(1 << 20) as i64;
            assert!(matches!(read[2], Value::Integer(count) if count >= pieces), "{read:?}");
            forget_cached(&path);
        }
    }
}

/// Lets the system forget what it has of a file in its memory.
fn forget_cached(path: &Path) {
    let file = std::fs::File::open(path).unwrap();
    file.sync_all().unwrap();
    #[cfg(target_os = "linux")]
    rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed).unwrap();
}

/// Streams that are left in the middle hold nothing: neither the file nor a place in the
/// tables.
#[test]
fn a_file_is_not_read_to_its_end() {
    let mut engine = started();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.bin");
    std::fs::write(&path, vec![3; 3 << 20]).unwrap();
    grant(&mut engine, "files", &[&path]);
    for is_cached in [true, false] {
        if !is_cached {
            forget_cached(&path);
        }
        let length = engine.call("files", "first_pieces", vec![text(&path), 30_000i64.into()]).unwrap();
        assert!(matches!(length, Value::Integer(length) if length > 30_000), "{length}");
    }
}

#[test]
fn the_files_that_a_plugin_has_open_are_bounded() {
    let mut engine = started();
    let folder = folder();
    let a = folder.path().join("in/a.txt");
    grant(&mut engine, "files", &[&a]);
    let counted = engine.call("files", "open_many", vec![text(&a), 2000i64.into()]).unwrap();
    assert_eq!((count(&counted, "done"), count(&counted, "limit")), (256, 2000 - 256), "{counted}");
    // Closed ones do not count.
    assert_eq!(counted.field("again"), Some(&true.into()));
}

#[test]
fn what_is_remembered_is_there_in_the_next_run() {
    let data = tempfile::tempdir().unwrap();
    let folder = folder();
    let (a, secret) = (folder.path().join("in/a.txt"), folder.path().join("secret.txt"));
    {
        let mut engine = TestEngine::in_folder(data.path());
        let plugin = engine.start(guests::FILES);
        for (path, is_remembered) in [(&a, true), (&secret, false)] {
            let asked = options(&[("access", "read-write")]);
            let call = engine.spawn("files", "choose", vec![asked]);
            let dialog = engine.dialog();
            let answer = DialogAnswer::Picked { paths: vec![path.clone()], is_remembered };
            engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer });
            call.wait().unwrap();
        }
        let kinds: Vec<PermissionKind> = permissions(&mut engine, plugin).into_iter().map(|entry| entry.kind).collect();
        assert!(kinds.contains(&PermissionKind::Kept) && kinds.contains(&PermissionKind::ThisRun), "{kinds:?}");
    }
    let mut engine = TestEngine::in_folder(data.path());
    let plugin = engine.start(guests::FILES);
    write(&engine, &a, 0, "KEPT").unwrap();
    assert!(matches!(write(&engine, &secret, 0, "x"), Err(CallError::Denied(_))));
    assert_eq!((contents(&a).as_str(), contents(&secret).as_str()), ("KEPTents of a", "the secret"));
    // Another plugin has nothing of it, and revoking ends it for good.
    engine.start(guests::FILES_PARTNER);
    let other = engine.call("files-partner", "read", vec![text(&a), 0i64.into(), 10i64.into()]);
    assert!(matches!(other, Err(CallError::Denied(_))));
    revoke(&mut engine, plugin, "a.txt");
    drop(engine);
    let engine = TestEngine::in_folder(data.path());
    engine.start(guests::FILES);
    assert!(matches!(write(&engine, &a, 0, "x"), Err(CallError::Denied(_))));
}

#[test]
fn a_plugin_that_was_denied_everything_else_reads_what_is_chosen() {
    let mut engine = started();
    let folder = folder();
    let a = folder.path().join("in/a.txt");
    let call = engine.spawn("files", "get_file_url", vec![text(&folder.path().join("secret.txt"))]);
    let (dialog, _) = crate::file_support::wish(&mut engine);
    crate::file_support::deny(&engine, &dialog);
    assert!(call.wait().is_err());
    let call = engine.spawn("files", "choose", vec![options(&[("mode", "multiple")])]);
    let dialog = engine.dialog();
    pick(&engine, &dialog, &[&a]);
    assert_eq!(texts(call.wait().unwrap().field("names").unwrap()), [a.display().to_string()]);
    let read = engine.call("files", "read", vec![text(&a), 0i64.into(), 8i64.into()]);
    assert_eq!(read.unwrap(), "contents".into());
}
