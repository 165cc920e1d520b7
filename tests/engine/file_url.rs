//! URLs of files, and attacks on the server behind them with a real HTTP client.

use crate::file_support::{
    allow_once, ask, connect, deny, get, grant, options, parts, revoke, send, started, text, wish,
};
use imjoy_engine::CallError;
use imjoy_engine::front_end::{FileKind, PermissionWish, UiEvent, UiRequest};
use imjoy_engine::value::Value;
use imjoy_tests::{PATIENCE, TestEngine, guests};
use std::io::{Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("in/be low")).unwrap();
    std::fs::write(folder.path().join("in/a.txt"), "0123456789").unwrap();
    std::fs::write(folder.path().join("in/be low/<c>.png"), "not really").unwrap();
    std::fs::write(folder.path().join("secret.txt"), "the secret").unwrap();
    folder
}

/// A URL that the user agrees to.
fn url(engine: &mut TestEngine, path: &Path) -> String {
    let call = engine.spawn("files", "get_file_url", vec![text(path)]);
    let (dialog, _) = wish(engine);
    allow_once(engine, &dialog);
    call.wait().unwrap().as_text().unwrap().to_owned()
}

fn with(engine: &TestEngine, path: &Path, password: &str, headers: &[(&str, &str)]) -> Result<String, CallError> {
    let headers = headers.iter().map(|(name, value)| Value::List(vec![(*name).into(), (*value).into()])).collect();
    let password = if password.is_empty() { Value::Null } else { password.into() };
    let url = engine.call("files", "get_file_url_with", vec![text(path), password, Value::List(headers)])?;
    Ok(url.as_text().unwrap().to_owned())
}

#[test]
fn the_user_agrees_and_the_file_is_served() {
    let mut engine = started();
    let folder = folder();
    let path = folder.path().join("in/a.txt");
    let call = engine.spawn("files", "get_file_url", vec![text(&path)]);
    let (dialog, asked) = wish(&mut engine);
    assert_eq!(asked, PermissionWish::FileUrl { path: path.display().to_string(), found: FileKind::File });
    assert_eq!(&*dialog.plugin_name, "files");
    allow_once(&engine, &dialog);
    let url = call.wait().unwrap().as_text().unwrap().to_owned();
    assert!(url.ends_with("?name=a.txt"), "{url}");

    let response = get(&url);
    assert_eq!((response.status, response.body.as_slice()), (200, &b"0123456789"[..]));
    assert_eq!(response.header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(response.header("content-disposition"), Some("inline; filename=\"a.txt\"; filename*=UTF-8''a.txt"));
    assert_eq!(response.header("content-length"), Some("10"));
    assert_eq!(response.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(response.header("access-control-allow-origin"), None);
    // The same again is the same, without a question.
    assert_eq!(engine.call("files", "get_file_url", vec![text(&path)]).unwrap(), url.as_str().into());
    assert_eq!(engine.call("files", "get_file_path", vec![url.as_str().into()]).unwrap(), text(&path));
}

#[test]
fn refused_missing_and_malformed() {
    let mut engine = started();
    let call = engine.spawn("files", "get_file_url", vec!["/etc/passwd".into()]);
    let (dialog, _) = wish(&mut engine);
    deny(&engine, &dialog);
    assert_eq!(call.wait(), Err(CallError::Denied("Permission Denied!".into())));
    let call = engine.spawn("files", "get_file_url", vec!["/no/such/file".into()]);
    let (dialog, asked) = wish(&mut engine);
    assert_eq!(asked, PermissionWish::FileUrl { path: "/no/such/file".into(), found: FileKind::Nothing });
    allow_once(&engine, &dialog);
    assert_eq!(call.wait(), Err(CallError::NotFound("file does not exist.".into())));
    let home = std::env::home_dir().unwrap();
    let call = engine.spawn("files", "get_file_url", vec!["~".into()]);
    let (dialog, asked) = wish(&mut engine);
    assert_eq!(asked, PermissionWish::FileUrl { path: home.display().to_string(), found: FileKind::Folder });
    deny(&engine, &dialog);
    assert!(call.wait().is_err());
    for path in ["", "a.txt", "../a", "/a/../b"] {
        assert!(
            matches!(engine.call("files", "get_file_url", vec![path.into()]), Err(CallError::Invalid(_))),
            "{path}"
        );
    }
    let passwd = Path::new("/etc/passwd");
    for headers in
        [&[("Set-Cookie", "a")][..], &[("Content-Type", "a\r\nb: c")], &[("Access-Control-Allow-Origin", "*")]]
    {
        assert!(matches!(with(&engine, passwd, "", headers), Err(CallError::Invalid(_))), "{headers:?}");
    }
}

#[test]
fn ranges_and_heads() {
    let mut engine = started();
    let folder = folder();
    let url = url(&mut engine, &folder.path().join("in/a.txt"));
    let (port, path) = parts(&url);
    for (range, status, body, content_range) in [
        ("bytes=2-4", 206, "234", Some("bytes 2-4/10")),
        ("bytes=-3", 206, "789", Some("bytes 7-9/10")),
        ("bytes=8-100", 206, "89", Some("bytes 8-9/10")),
        ("bytes=0-0,2-2", 200, "0123456789", None),
        ("bytes=0-", 206, "0123456789", Some("bytes 0-9/10")),
        ("bytes=-100", 206, "0123456789", Some("bytes 0-9/10")),
        ("bytes=10-", 416, "The file ends before that range.", Some("bytes */10")),
        ("bytes=-0", 416, "The file ends before that range.", Some("bytes */10")),
        ("bytes=99999999999999999999-", 416, "The file ends before that range.", Some("bytes */10")),
        // What is no range of bytes is as good as none.
        ("bytes=4-2", 200, "0123456789", None),
        ("bytes=a-b", 200, "0123456789", None),
        ("lines=1-2", 200, "0123456789", None),
    ] {
        let response = ask(port, "GET", &path, &[&format!("Range: {range}")]);
        assert_eq!(
            (response.status, String::from_utf8(response.body.clone()).unwrap().as_str()),
            (status, body),
            "{range}"
        );
        assert_eq!(response.header("content-range"), content_range, "{range}");
    }
    let conditional = ask(port, "GET", &path, &["Range: bytes=2-4", "If-Range: \"x\""]);
    assert_eq!(conditional.status, 200);
    let head = ask(port, "HEAD", &path, &[]);
    assert_eq!((head.status, head.body.len(), head.header("content-length")), (200, 0, Some("10")));
    assert_eq!(head.header("accept-ranges"), Some("bytes"));
    let part = ask(port, "HEAD", &path, &["Range: bytes=2-4"]);
    assert_eq!((part.status, part.body.len(), part.header("content-length")), (206, 0, Some("3")));
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        assert_eq!(ask(port, method, &path, &[]).status, 405, "{method}");
    }
}

#[test]
fn folders_are_served_with_what_is_in_them() {
    let mut engine = started();
    let folder = folder();
    let inside = folder.path().join("in");
    let url = url(&mut engine, &inside);
    let (port, path) = parts(&url);
    let (base, query) = path.split_once('?').unwrap();
    assert_eq!(query, "name=in");
    let listing = String::from_utf8(get(&url).body).unwrap();
    assert!(listing.contains(">a.txt</a>") && listing.contains(">be low/</a>"), "{listing}");
    assert!(!listing.contains("secret"), "{listing}");
    let below = ask(port, "GET", &format!("{base}/be%20low"), &[]);
    let page = String::from_utf8(below.body).unwrap();
    assert!(page.contains("&lt;c&gt;.png") && !page.contains("<c>"), "{page}");
    assert!(below.headers.iter().any(|(name, value)| name == "content-security-policy" && value.contains("'none'")));
    let link = page.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let file = ask(port, "GET", link, &[]);
    assert_eq!((file.status, file.header("content-type")), (200, Some("image/png")));
    let path = engine.call("files", "get_file_path", vec![format!("http://127.0.0.1:{port}{link}").into()]).unwrap();
    assert_eq!(path, text(&inside.join("be low/<c>.png")));

    for bad in [
        "/..",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/..%2fsecret.txt",
        "/be%20low/../a.txt",
        "/a.txt%00",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/..\\secret.txt",
        "/%5c..%5csecret.txt",
        "/no.txt",
        "/a.txt/b",
        "/%ff",
    ] {
        let response = ask(port, "GET", &format!("{base}{bad}"), &[]);
        // What is no URL at all is refused before.
        assert!(matches!(response.status, 404 | 400), "{bad}: {response:?}");
        assert!(!String::from_utf8_lossy(&response.body).contains("the secret"), "{bad}");
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_not_served() {
    let mut engine = started();
    let folder = folder();
    let inside = folder.path().join("in");
    std::os::unix::fs::symlink("../secret.txt", inside.join("link")).unwrap();
    std::os::unix::fs::symlink(folder.path(), inside.join("up")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(inside.join("pipe")).status().unwrap().success());
    let url = url(&mut engine, &inside);
    let (port, path) = parts(&url);
    let (base, _) = path.split_once('?').unwrap();
    for name in ["link", "link/", "up", "up/secret.txt", "pipe"] {
        assert_eq!(ask(port, "GET", &format!("{base}/{name}"), &[]).status, 404, "{name}");
    }
}

#[test]
fn who_does_not_know_the_url_gets_nothing() {
    let mut engine = started();
    engine.start(guests::FILES_PARTNER);
    let folder = folder();
    let path = folder.path().join("in/a.txt");
    let url = url(&mut engine, &path);
    let (port, known) = parts(&url);
    for guess in [
        "/",
        "/file",
        "/file/",
        "/file/x",
        "/file/00000000-0000-4000-8000-000000000000",
        "/favicon.ico",
        "/file//",
        &known.replace("/file/", "/FILE/"),
        &known[..20],
    ] {
        assert_eq!(ask(port, "GET", guess, &[]).status, 404, "{guess}");
    }
    // Another plugin neither learns the path nor reads the file.
    let other = engine.call("files-partner", "get_file_path", vec![url.as_str().into()]);
    assert_eq!(other, Err(CallError::NotFound("url not found.".into())));
    assert!(matches!(
        engine.call("files-partner", "read", vec![text(&path), 0i64.into(), 10i64.into()]),
        Err(CallError::Denied(_))
    ));
    for made_up in
        ["", "x", "http://127.0.0.1/file/x", &url.replace("127.0.0.1", "10.0.0.1"), &url.replace("http:", "https:")]
    {
        let path = engine.call("files", "get_file_path", vec![made_up.into()]);
        assert_eq!(path, Err(CallError::NotFound("url not found.".into())), "{made_up}");
    }
}

#[test]
fn a_foreign_host_is_refused() {
    let mut engine = started();
    let folder = folder();
    let url = url(&mut engine, &folder.path().join("in/a.txt"));
    let (port, path) = parts(&url);
    let request =
        |line: &str, host: &str| send(port, &format!("GET {line} HTTP/1.1\r\n{host}Connection: close\r\n\r\n"));
    assert_eq!(request(&path, &format!("Host: localhost:{port}\r\n")).status, 200);
    for host in [
        "Host: evil.example\r\n".to_owned(),
        format!("Host: evil.example:{port}\r\n"),
        "Host: 127.0.0.1\r\n".to_owned(),
        format!("Host: 127.0.0.1:{}\r\n", port ^ 1),
        format!("Host: 127.0.0.1.evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n"),
        String::new(),
    ] {
        let response = request(&path, &host);
        assert!(matches!(response.status, 403 | 400), "{host:?}: {response:?}");
        assert!(!response.body.windows(4).any(|part| part == b"0123"));
    }
    let absolute = request(&format!("http://evil.example{path}"), &format!("Host: 127.0.0.1:{port}\r\n"));
    assert_eq!(absolute.status, 403);
}

#[test]
fn a_password_is_needed_where_there_is_one() {
    let mut engine = started();
    let folder = folder();
    let path = folder.path().join("in/a.txt");
    grant(&mut engine, "files", &[&path]);
    let url = with(&engine, &path, "SECRET & more", &[]).unwrap();
    assert!(url.ends_with("&password=SECRET%20%26%20more"), "{url}");
    assert_eq!(get(&url).status, 200);
    let bare = url.split("&password").next().unwrap();
    let missing = get(bare);
    assert_eq!((missing.status, missing.body.windows(4).any(|part| part == b"0123")), (401, false));
    for wrong in ["", "S", "SECRET", "SECRET%20%26%20more%20"] {
        assert_eq!(get(&format!("{bare}&password={wrong}")).status, 403, "{wrong:?}");
    }
    // Other options are other URLs.
    assert_ne!(with(&engine, &path, "", &[]).unwrap(), url);
    assert_eq!(with(&engine, &path, "SECRET & more", &[]).unwrap(), url);
}

#[test]
fn headers_are_those_of_the_plugin() {
    let mut engine = started();
    let folder = folder();
    let path = folder.path().join("in/a.txt");
    grant(&mut engine, "files", &[&path]);
    let headers = [("Content-disposition", "attachment; filename=\"b.txt\""), ("Content-Type", "image/png")];
    let response = get(&with(&engine, &path, "", &headers).unwrap());
    assert_eq!(response.header("content-disposition"), Some("attachment; filename=\"b.txt\""));
    assert_eq!(response.header("content-type"), Some("image/png"));
    assert_eq!(response.header("cache-control"), Some("no-store"));
    // What the plugin chooses does not lift what protects other pages from it.
    assert_eq!(response.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(response.header("content-security-policy"), Some("sandbox allow-scripts"));
    let inline = get(&with(&engine, &path, "", &[("Content-Disposition", "inline")]).unwrap());
    assert_eq!(inline.header("content-disposition"), Some("inline"));
    // Guessed by name.
    assert_eq!(inline.header("content-type"), Some("text/plain; charset=utf-8"));
}

#[test]
fn a_revoked_grant_is_404_at_once_and_breaks_a_download_off() {
    let mut engine = started();
    let plugin = engine.engine.plugin_named("files").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.bin");
    // More than the sockets hold.
    let length = 256 * 1024 * 1024;
    std::fs::File::create(&path).unwrap().set_len(length).unwrap();
    let url = url(&mut engine, &path);
    let (port, target) = parts(&url);
    let mut stream = connect(port);
    write!(stream, "GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").unwrap();
    let mut head = [0; 1024];
    stream.read_exact(&mut head).unwrap();
    assert!(head.starts_with(b"HTTP/1.1 200"));
    revoke(&mut engine, plugin, "large.bin");
    let mut rest = Vec::new();
    // Closed or reset.
    let _ = stream.read_to_end(&mut rest);
    assert!((rest.len() as u64) < length / 2, "{} bytes came after all", rest.len());
    assert_eq!(get(&url).status, 404);
    assert_eq!(
        engine.call("files", "get_file_path", vec![url.as_str().into()]),
        Err(CallError::NotFound("url not found.".into()))
    );
}

#[test]
fn urls_end_with_their_plugin_and_with_the_engine() {
    let mut engine = started();
    let plugin = engine.engine.plugin_named("files").unwrap();
    let folder = folder();
    let url = url(&mut engine, &folder.path().join("in/a.txt"));
    let (port, _) = parts(&url);
    assert_eq!(get(&url).status, 200);
    engine.engine.send(UiEvent::Remove(plugin));
    engine.request(|request| matches!(request, UiRequest::PluginRemoved(id) if *id == plugin).then_some(()));
    assert_eq!(get(&url).status, 404);
    drop(engine);
    let deadline = Instant::now() + PATIENCE;
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
        assert!(Instant::now() < deadline, "the server goes on");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn who_says_nothing_does_not_keep_others_out() {
    let mut engine = started();
    let folder = folder();
    let url = url(&mut engine, &folder.path().join("in/a.txt"));
    let (port, path) = parts(&url);
    // As many as the server takes, each with half a head.
    let slow: Vec<_> = (0..64)
        .map(|_| {
            let mut stream = connect(port);
            stream.write_all(b"GET / HTTP/1.1\r\nHost:").unwrap();
            stream
        })
        .collect();
    // They are thrown out, so that this one is answered within our patience.
    assert_eq!(ask(port, "GET", &path, &[]).status, 200);
    drop(slow);
    let huge = format!("X: {}", "a".repeat(100_000));
    let mut stream = connect(port);
    // The server may close before all is sent.
    let _ = write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{huge}\r\n\r\n");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP/1.1 200"));
    assert_eq!(get(&url).status, 200);
}

#[test]
fn the_urls_of_a_plugin_are_bounded() {
    let mut engine = started();
    let folder = folder();
    let path = folder.path().join("in/a.txt");
    grant(&mut engine, "files", &[&path]);
    let error = engine.call("files", "get_many_urls", vec![text(&path), 10_000i64.into()]).unwrap_err();
    assert!(matches!(error, CallError::Limit(_)), "{error}");
    // Questions are bounded as well.
    let call = engine.spawn("files", "get_file_urls", vec!["/no/such/file".into(), 10_000i64.into()]);
    for _ in 0..3 {
        let (dialog, _) = wish(&mut engine);
        deny(&engine, &dialog);
    }
    let counted = call.wait().unwrap();
    let count = |field: &str| crate::file_support::count(&counted, field);
    assert_eq!(count("denied") + count("limit"), 10_000, "{counted}");
}

#[test]
fn an_image_window_shows_a_url_without_the_plugin() {
    let mut engine = started();
    let picture = imjoy_tests::images().join("cell.png");
    let url = url(&mut engine, &picture);
    let source = |engine: &mut TestEngine, source: &str| {
        engine.call("files", "show_image", vec![source.into()]).unwrap();
        engine.request(|request| match request {
            UiRequest::OpenWindow(window) => Some(window.data.field("src").unwrap().clone()),
            _ => None,
        })
    };
    let expected = Value::NdArray(imjoy_engine::images::read_image(&picture).unwrap());
    assert_eq!(source(&mut engine, &url), expected);
    assert_eq!(source(&mut engine, picture.to_str().unwrap()), expected);
    for (name, sentence) in
        [("https://imjoy.io/logo.png", "nothing is fetched"), (&url.replace("/file/", "/file/0"), "url not found.")]
    {
        match source(&mut engine, name) {
            Value::Error(error) => assert!(error.message.contains(sentence), "{error:?}"),
            other => panic!("{other:?}"),
        }
    }
    // So does a window that gets it later.
    engine.call("files", "show_other_image", vec![url.as_str().into()]).unwrap();
    let shown = engine.request(|request| match request {
        UiRequest::UpdateWindow(update) => update.data.as_ref().and_then(|data| data.field("src")).cloned(),
        _ => None,
    });
    assert_eq!(shown, expected);
    // A path that was not granted stays a name.
    assert_eq!(source(&mut engine, "/etc/passwd"), "/etc/passwd".into());
    let _ = options(&[]);
}

#[test]
fn urls_of_two_plugins_have_nothing_to_do_with_each_other() {
    let mut engine = started();
    let files = engine.engine.plugin_named("files").unwrap();
    engine.start(guests::FILES_PARTNER);
    let folder = folder();
    let path = folder.path().join("in/a.txt");
    let one = url(&mut engine, &path);
    // The other one has to ask by itself, and gets a URL of its own.
    let call = engine.spawn("files-partner", "get_file_url", vec![text(&path)]);
    let (dialog, _) = wish(&mut engine);
    assert_eq!(&*dialog.plugin_name, "files-partner");
    allow_once(&engine, &dialog);
    let other = call.wait().unwrap().as_text().unwrap().to_owned();
    assert_ne!(one, other);
    revoke(&mut engine, files, "a.txt");
    assert_eq!((get(&one).status, get(&other).status), (404, 200));
}

#[test]
fn a_file_that_changes_under_its_url_is_served_as_it_is_and_never_what_is_elsewhere() {
    let mut engine = started();
    let folder = folder();
    let path = folder.path().join("in/a.txt");
    let url = url(&mut engine, &path);
    std::fs::write(&path, "saved anew").unwrap();
    assert_eq!(get(&url).body, b"saved anew");
    std::fs::remove_file(&path).unwrap();
    assert_eq!(get(&url).status, 404);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.path().join("secret.txt"), &path).unwrap();
        assert_eq!(get(&url).status, 404);
        // Nor is a folder that has taken the place of the one with the file.
        std::fs::rename(folder.path().join("in"), folder.path().join("gone")).unwrap();
        std::fs::create_dir(folder.path().join("in")).unwrap();
        std::fs::write(&path, "not the same").unwrap();
        assert_eq!(get(&url).status, 404);
    }
}
