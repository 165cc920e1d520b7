//! The user chooses files; a plugin reads these and no others.

use crate::file_support::{grant, options, permissions, pick, revoke, text, texts, wish};
use imjoy_engine::CallError;
use imjoy_engine::front_end::{DialogAnswer, DialogContent, FileChoice, PermissionKind, UiEvent};
use imjoy_engine::value::Value;
use imjoy_tests::{TestEngine, guests};
use std::path::Path;

/// A folder with two files, one below, and something outside.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, contents: &str| std::fs::write(folder.path().join(name), contents).unwrap();
    std::fs::create_dir_all(folder.path().join("in/below")).unwrap();
    write("in/a.txt", "contents of a");
    write("in/b.txt", "contents of b");
    write("in/below/c.txt", "contents of c");
    write("secret.txt", "the secret");
    folder
}

fn read(engine: &TestEngine, plugin: &str, path: &Path) -> Result<Value, CallError> {
    engine.call(plugin, "read", vec![text(path), 0i64.into(), 100i64.into()])
}

fn is_refused(result: Result<Value, CallError>) -> bool {
    matches!(result, Err(CallError::Denied(_) | CallError::Invalid(_) | CallError::NotFound(_)))
}

#[test]
fn the_mode_tells_the_shape_of_the_result() {
    let mut engine = TestEngine::new();
    engine.start(guests::FILES);
    let folder = folder();
    let (a, b) = (folder.path().join("in/a.txt"), folder.path().join("in/b.txt"));
    for (mode, paths, is_list) in [
        ("single", vec![&a], false),
        ("multiple", vec![&a], true),
        ("multiple", vec![&a, &b], true),
        ("single|multiple", vec![&a], false),
        ("single|multiple", vec![&a, &b], true),
    ] {
        let call = engine.spawn("files", "choose", vec![options(&[("mode", mode)])]);
        let dialog = engine.dialog();
        let DialogContent::File(question) = &dialog.content else { panic!("{dialog:?}") };
        assert_eq!((question.choice, question.takes_many), (FileChoice::Files, mode != "single"));
        let paths: Vec<&Path> = paths.into_iter().map(AsRef::as_ref).collect();
        pick(&engine, &dialog, &paths);
        let chosen = call.wait().unwrap();
        assert_eq!(chosen.field("is_list"), Some(&is_list.into()), "{mode}");
        let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        assert_eq!(texts(chosen.field("names").unwrap()), names);
    }
}

#[test]
fn options_reach_the_front_end_and_cancel_is_an_error() {
    let mut engine = TestEngine::new();
    engine.start(guests::FILES);
    let folder = folder();
    let root = folder.path().display().to_string();
    for (root, expected) in [(root.as_str(), Some(folder.path())), ("/no/such/folder", None), ("", None)] {
        let asked = options(&[("type", "directory"), ("title", "Which?"), ("root", root)]);
        let call = engine.spawn("files", "choose", vec![asked]);
        let dialog = engine.dialog();
        let DialogContent::File(question) = &dialog.content else { panic!("{dialog:?}") };
        assert_eq!((question.choice, question.folder.as_deref()), (FileChoice::Folders, expected));
        assert_eq!((dialog.title.as_deref(), &*dialog.plugin_name), (Some("Which?"), "files"));
        engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer: DialogAnswer::Cancelled });
        assert_eq!(call.wait(), Err(CallError::Cancelled("file dialog canceled by the user.".into())));
    }
    for root in ["relative", "/a/../b"] {
        assert!(matches!(engine.call("files", "choose", vec![options(&[("root", root)])]), Err(CallError::Invalid(_))));
    }
}

#[test]
fn what_was_chosen_can_be_read_and_nothing_else() {
    let mut engine = TestEngine::new();
    engine.start(guests::FILES);
    engine.start(guests::FILES_PARTNER);
    let folder = folder();
    let a = folder.path().join("in/a.txt");
    assert!(matches!(read(&engine, "files", &a), Err(CallError::Denied(_))));
    grant(&mut engine, "files", &[&a]);
    assert_eq!(read(&engine, "files", &a).unwrap(), "contents of a".into());
    let part = engine.call("files", "read", vec![text(&a), 9i64.into(), 2i64.into()]).unwrap();
    assert_eq!(part, "of".into());
    let behind = engine.call("files", "read", vec![text(&a), i64::MAX.into(), 100i64.into()]).unwrap();
    assert_eq!(behind, "".into());

    let path = |name: &str| folder.path().join(name);
    for other in
        [path("in/b.txt"), path("secret.txt"), path("in"), path("in/a.txt/b"), path("no.txt"), "/etc/passwd".into()]
    {
        assert!(matches!(read(&engine, "files", &other), Err(CallError::Denied(_))), "{}", other.display());
    }
    assert!(matches!(read(&engine, "files", &path("in/../in/a.txt")), Err(CallError::Invalid(_))));
    assert!(matches!(engine.call("files", "list", vec![text(&path("in")), "".into()]), Err(CallError::Denied(_))));
    // Another plugin has been granted nothing.
    assert!(matches!(read(&engine, "files-partner", &a), Err(CallError::Denied(_))));
}

#[test]
fn a_folder_grants_what_is_in_it() {
    let mut engine = TestEngine::new();
    engine.start(guests::FILES);
    let folder = folder();
    let inside = folder.path().join("in");
    grant(&mut engine, "files", &[&inside]);
    let list = |below: &str| engine.call("files", "list", vec![text(&inside), below.into()]).map(|names| texts(&names));
    assert_eq!(list("").unwrap(), ["a.txt", "b.txt", "below"]);
    assert_eq!(list("below/").unwrap(), ["c.txt"]);
    assert_eq!(read(&engine, "files", &inside.join("below/c.txt")).unwrap(), "contents of c".into());
    let below = |path: &str| engine.call("files", "read_below", vec![text(&inside), path.into()]);
    assert_eq!(below("./below//c.txt").unwrap(), "contents of c".into());
    for path in [
        "../secret.txt",
        "below/../../secret.txt",
        "/etc/passwd",
        "",
        ".",
        "below",
        "a.txt/",
        "C:\\a",
        "\\\\?\\a",
        "NUL",
        "COM1.txt",
        "a\0",
        &"a/".repeat(5000),
    ] {
        assert!(is_refused(below(path)) || path == "a.txt/", "{path}");
    }
    assert!(list("..").is_err() && list("a.txt").is_err());
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_and_things_that_are_no_files_are_refused() {
    use std::os::unix::fs::symlink;
    let mut engine = TestEngine::new();
    engine.start(guests::FILES);
    let folder = folder();
    let inside = folder.path().join("in");
    symlink(folder.path().join("secret.txt"), inside.join("link")).unwrap();
    symlink("../secret.txt", inside.join("relative")).unwrap();
    symlink("link", inside.join("chain")).unwrap();
    symlink("loop", inside.join("loop")).unwrap();
    symlink(folder.path(), inside.join("up")).unwrap();
    symlink("a.txt", inside.join("good")).unwrap();
    symlink("/proc/self/environ", inside.join("environ")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(inside.join("pipe")).status().unwrap();
    assert!(made.success());
    grant(&mut engine, "files", &[&inside]);
    let below = |path: &str| engine.call("files", "read_below", vec![text(&inside), path.into()]);
    assert_eq!(below("good").unwrap(), "contents of a".into());
    for path in ["link", "link/", "relative", "chain", "loop", "up/secret.txt", "up/", "pipe", "environ"] {
        assert!(is_refused(below(path)), "{path}: {:?}", below(path));
    }
    assert!(is_refused(engine.call("files", "list", vec![text(&inside), "up".into()])));
    let names = texts(&engine.call("files", "list", vec![text(&inside), "".into()]).unwrap());
    assert_eq!(names, ["a.txt", "b.txt", "below", "good"]);

    // Chosen by hand, what is no file is refused as well, at once.
    for path in [inside.join("pipe"), "/dev/zero".into(), "/proc/self/mem".into()] {
        let call = engine.spawn("files", "choose", vec![options(&[])]);
        let dialog = engine.dialog();
        pick(&engine, &dialog, &[&path]);
        match call.wait() {
            // A file of the kernel, which cannot be read as one.
            Ok(_) => assert!(
                engine
                    .call("files", "sums", vec![text(&path)])
                    .is_ok_and(|sums| sums == Value::List(vec![0i64.into(), 0i64.into(), 0i64.into()]))
            ),
            Err(error) => assert!(matches!(error, CallError::Invalid(_) | CallError::Denied(_)), "{error}"),
        }
    }
}

#[cfg(unix)]
#[test]
fn what_takes_the_place_of_a_granted_thing_is_not_granted() {
    use std::os::unix::fs::symlink;
    let mut engine = TestEngine::new();
    engine.start(guests::FILES);
    let folder = folder();
    let (inside, a) = (folder.path().join("in"), folder.path().join("in/a.txt"));
    grant(&mut engine, "files", &[&a]);
    std::fs::remove_file(&a).unwrap();
    symlink(folder.path().join("secret.txt"), &a).unwrap();
    assert!(is_refused(read(&engine, "files", &a)));
    // A new file under the name is the file, as editors save it.
    std::fs::remove_file(&a).unwrap();
    std::fs::write(&a, "saved anew").unwrap();
    assert_eq!(read(&engine, "files", &a).unwrap(), "saved anew".into());

    grant(&mut engine, "files", &[&inside]);
    std::fs::rename(&inside, folder.path().join("gone")).unwrap();
    symlink(folder.path(), &inside).unwrap();
    assert!(is_refused(read(&engine, "files", &inside.join("secret.txt"))));
}

#[test]
fn a_revoked_grant_ends_at_once_also_for_an_open_file() {
    let mut engine = TestEngine::new();
    let plugin = engine.start(guests::FILES);
    let folder = folder();
    let a = folder.path().join("in/a.txt");
    grant(&mut engine, "files", &[&a]);
    engine.call("files", "hold", vec![text(&a)]).unwrap();
    assert_eq!(engine.call("files", "read_held", vec![]).unwrap(), "contents of a".into());
    let entries = permissions(&mut engine, plugin);
    assert_eq!(entries.iter().map(|entry| entry.kind).collect::<Vec<_>>(), [PermissionKind::ThisRun]);
    assert_eq!(revoke(&mut engine, plugin, "a.txt"), []);
    assert!(
        matches!(engine.call("files", "read_held", vec![]), Err(CallError::Denied(text)) if text.contains("revoked"))
    );
    assert!(matches!(read(&engine, "files", &a), Err(CallError::Denied(_))));
}

#[test]
fn chosen_urls_need_no_second_question() {
    let mut engine = TestEngine::new();
    engine.start(guests::FILES);
    let folder = folder();
    let (a, b) = (folder.path().join("in/a.txt"), folder.path().join("in/b.txt"));
    let call = engine.spawn("files", "choose", vec![options(&[("mode", "multiple"), ("uri_type", "url")])]);
    let dialog = engine.dialog();
    pick(&engine, &dialog, &[&a, &b]);
    let urls = texts(call.wait().unwrap().field("names").unwrap());
    for (url, path) in urls.iter().zip([&a, &b]) {
        assert!(url.starts_with("http://127.0.0.1:") && url.contains("/file/"), "{url}");
        assert_eq!(engine.call("files", "get_file_path", vec![url.as_str().into()]).unwrap(), text(path));
    }
    // The same file has the same URL, and no question comes.
    assert_eq!(engine.call("files", "get_file_url", vec![text(&a)]).unwrap(), urls[0].as_str().into());
}

#[test]
fn a_large_file_is_read_in_pieces_and_as_a_buffer() {
    let mut engine = TestEngine::new();
    engine.start(guests::FILES);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.bin");
    // More than one piece of 64 MiB.
    let length = 65 * 1024 * 1024 + 17;
    std::fs::write(&path, vec![3; length]).unwrap();
    grant(&mut engine, "files", &[&path]);
    let (length, sum) = (length as i64, 3 * length as i64);
    let expected = Value::List(vec![length.into(), sum.into(), sum.into()]);
    assert_eq!(engine.call("files", "sums", vec![text(&path)]).unwrap(), expected);
}

#[test]
fn grants_end_with_the_plugin() {
    let mut engine = TestEngine::new();
    let plugin = engine.start(guests::FILES);
    let folder = folder();
    let a = folder.path().join("in/a.txt");
    grant(&mut engine, "files", &[&a]);
    // A restart of the same component keeps them.
    engine.block_on(engine.engine.restart(plugin)).unwrap();
    assert_eq!(read(&engine, "files", &a).unwrap(), "contents of a".into());
    engine.engine.send(UiEvent::Remove(plugin));
    engine.request(|request| {
        matches!(request, imjoy_engine::front_end::UiRequest::PluginRemoved(id) if *id == plugin).then_some(())
    });
    engine.start(guests::FILES);
    assert!(matches!(read(&engine, "files", &a), Err(CallError::Denied(_))));
}

#[test]
fn a_question_for_a_url_says_whether_something_is_there() {
    // Asked in both cases, so that a plugin does not find out what there is.
    let mut engine = TestEngine::new();
    engine.start(guests::FILES);
    for path in ["/no/such/file", "/etc"] {
        let call = engine.spawn("files", "get_file_url", vec![path.into()]);
        let (dialog, _) = wish(&mut engine);
        crate::file_support::deny(&engine, &dialog);
        assert_eq!(call.wait(), Err(CallError::Denied("Permission Denied!".into())));
    }
}
