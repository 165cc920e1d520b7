//! The answer to a request.

use super::link::{Link, Links};
use super::range::{Wanted, wanted};
use crate::error::CallError;
use crate::grants::{Grant, GrantedFile, list_folder};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use bytes::Bytes;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes of a file that are read at once.
const PIECE: usize = 256 * 1024;
/// What may be done by a page that is served: scripts run, in an origin of their own.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static("sandbox allow-scripts");
/// What may be done by the listing of a folder: nothing.
const LISTING_POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

/// What answers requests.
pub(super) struct Server {
    pub(super) links: Arc<Links>,
    pub(super) port: u16,
}

/// What is meant by a URL's path and query.
pub(super) struct Target<'a> {
    pub(super) id: &'a str,
    /// The path below the id; empty for the link itself.
    pub(super) below: PathBuf,
    pub(super) password: Option<String>,
}

/// A part of a file on its way to the client.
struct Sending {
    file: GrantedFile,
    left: Range<u64>,
}

/// Answers one request.
pub(super) async fn respond(State(server): State<Arc<Server>>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    // Nothing of a body is read.
    drop(body);
    let mut response = if !is_for_us(&server, &head.uri, &head.headers) {
        refuse(StatusCode::FORBIDDEN, "This server answers to 127.0.0.1 only.")
    } else if head.method != Method::GET && head.method != Method::HEAD {
        let mut response = refuse(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD are served.");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        response
    } else {
        let range = head.headers.get(header::RANGE).and_then(|range| range.to_str().ok()).map(str::to_owned);
        // Without a validator of ours a condition on it is never met.
        let range = range.filter(|_| !head.headers.contains_key(header::IF_RANGE));
        serve(&server, &head.uri, range).await
    };
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(PAGE_POLICY);
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if head.method == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    response
}

/// Whether the request names this server as its host.
fn is_for_us(server: &Server, uri: &Uri, headers: &HeaderMap) -> bool {
    let is_ours = |host: &str| {
        let (name, port) = host.rsplit_once(':').unwrap_or((host, ""));
        (name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost")) && port == server.port.to_string()
    };
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    host.is_some_and(is_ours) && hosts.next().is_none() && uri.authority().is_none_or(|host| is_ours(host.as_str()))
}

async fn serve(server: &Server, uri: &Uri, range: Option<String>) -> Response<Body> {
    let found = target(uri.path(), uri.query()).and_then(|target| Some((server.links.get(target.id)?, target)));
    let Some((link, target)) = found else { return not_found() };
    match &target.password {
        None if link.options.password.is_some() => {
            return refuse(StatusCode::UNAUTHORIZED, "This URL needs a password.");
        }
        Some(password) if !link.is_password(password) => return refuse(StatusCode::FORBIDDEN, "Wrong password."),
        _ => {}
    }
    if !link.is_folder && !target.below.as_os_str().is_empty() {
        return not_found();
    }
    let relative = link.relative.join(&target.below);
    let (grant, path) = (link.grant.clone(), relative.clone());
    let opened = tokio::task::spawn_blocking(move || open(grant, &path)).await;
    match opened {
        Ok(Ok(Opened::File(file, size))) => send(&link, &target, file, size, range.as_deref()),
        Ok(Ok(Opened::Listing(names))) => listing(&link, &target, &names),
        Ok(Err(_)) | Err(_) => not_found(),
    }
}

enum Opened {
    File(GrantedFile, u64),
    /// Names, with a slash behind those of folders.
    Listing(Vec<String>),
}

fn open(grant: Arc<Grant>, relative: &Path) -> Result<Opened, CallError> {
    match GrantedFile::open(grant.clone(), relative) {
        Ok(file) => {
            let size = file.metadata()?.size;
            Ok(Opened::File(file, size))
        }
        Err(_) => {
            let folder = grant.open_folder(relative)?;
            let entries = list_folder(&grant, &folder, &grant.path.join(relative))?;
            let name = |entry: crate::grants::FolderEntry| {
                if entry.metadata.is_folder { format!("{}/", entry.name) } else { entry.name }
            };
            Ok(Opened::Listing(entries.into_iter().map(name).collect()))
        }
    }
}

/// Takes a URL's path apart: `/file/<id>` and names below it. None for any other path, and
/// for names that are not plain names.
pub(super) fn target<'a>(path: &'a str, query: Option<&str>) -> Option<Target<'a>> {
    let rest = path.strip_prefix("/file/")?;
    let (id, below) = rest.split_once('/').unwrap_or((rest, ""));
    let mut names = PathBuf::new();
    // A folder's URL may end with a slash.
    let below = below.strip_suffix('/').unwrap_or(below);
    for name in below.split('/').filter(|_| !below.is_empty()) {
        let name = percent_decode_str(name).decode_utf8().ok()?;
        if name.is_empty() || name == "." || name == ".." || name.contains(['/', '\\', '\0']) {
            return None;
        }
        names.push(&*name);
    }
    let password = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .find(|(name, _)| name == "password")
        .map(|(_, password)| password.into_owned());
    Some(Target { id, below: names, password })
}

fn send(link: &Link, target: &Target, file: GrantedFile, size: u64, range: Option<&str>) -> Response<Body> {
    let (status, part) = match wanted(range, size) {
        Wanted::All => (StatusCode::OK, 0..size),
        Wanted::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
        Wanted::Unsatisfiable => {
            let mut response = refuse(StatusCode::RANGE_NOT_SATISFIABLE, "The file ends before that range.");
            set(response.headers_mut(), header::CONTENT_RANGE, &format!("bytes */{size}"));
            return response;
        }
    };
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(part.end - part.start));
    if status == StatusCode::PARTIAL_CONTENT {
        let text = format!("bytes {}-{}/{size}", part.start, part.end - 1);
        set(headers, header::CONTENT_RANGE, &text);
    }
    let name = target.below.file_name().map_or_else(|| link.name.clone(), |name| name.to_string_lossy().into_owned());
    set(headers, header::CONTENT_DISPOSITION, &disposition(&name));
    set(headers, header::CONTENT_TYPE, &content_type(&name));
    for (name, value) in &link.options.headers {
        headers.insert(name, value.clone());
    }
    *response.body_mut() = Body::from_stream(futures::stream::try_unfold(Sending { file, left: part }, next_piece));
    response
}

/// The next piece of a file. Fails, which breaks the connection off, when the grant was
/// revoked or the file has become shorter.
async fn next_piece(mut sending: Sending) -> std::io::Result<Option<(Bytes, Sending)>> {
    if sending.left.is_empty() {
        return Ok(None);
    }
    let read = tokio::task::spawn_blocking(move || {
        let length = usize::try_from(sending.left.end - sending.left.start).unwrap_or(usize::MAX).min(PIECE);
        let mut bytes = Vec::new();
        sending.file.read_into(&mut bytes, sending.left.start, length).map_err(std::io::Error::other)?;
        if bytes.is_empty() {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        sending.left.start += bytes.len() as u64;
        Ok(Some((Bytes::from(bytes), sending)))
    });
    read.await.map_err(std::io::Error::other)?
}

fn listing(link: &Link, target: &Target, names: &[String]) -> Response<Body> {
    let mut here = format!("/file/{}/", link.id);
    for name in &target.below {
        let _ = write!(here, "{}/", encoded(&name.to_string_lossy()));
    }
    let query = target.password.as_ref().map(|password| format!("?password={}", encoded(password)));
    let query = query.unwrap_or_default();
    let title = escaped(&link.grant.path.join(&link.relative).join(&target.below).display().to_string());
    let mut page =
        format!("<!doctype html>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<h1>{title}</h1>\n<ul>\n");
    for name in names {
        let (plain, slash) = name.strip_suffix('/').map_or((name.as_str(), ""), |plain| (plain, "/"));
        // Writing into a String cannot fail.
        let _ = writeln!(page, "<li><a href=\"{here}{}{slash}{query}\">{}</a>", encoded(plain), escaped(name));
    }
    page.push_str("</ul>\n");
    let mut response = Response::new(Body::from(page));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, LISTING_POLICY);
    response
}

/// The kind of a file by its name, as Python's `mimetypes` does.
fn content_type(name: &str) -> String {
    let kind = mime_guess2::from_path(name).first_or_octet_stream();
    if kind.type_() == mime_guess2::mime::TEXT { format!("{kind}; charset=utf-8") } else { kind.to_string() }
}

/// To be shown, and saved under its name if it is saved.
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|character| match character {
            '"' | '\\' => '_',
            ' '..='~' => character,
            _ => '_',
        })
        .collect();
    format!("inline; filename=\"{plain}\"; filename*=UTF-8''{}", encoded(name))
}

/// A name as one part of a URL.
pub(super) fn encoded(name: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(name, KEPT).to_string()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

fn not_found() -> Response<Body> {
    refuse(StatusCode::NOT_FOUND, "There is no such file.")
}

fn refuse(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, plain);
    response
}

fn set(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    // All texts are made of visible characters; one that is not is left out.
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_nowhere_else() {
        let below = |path: &str| target(path, None).map(|target| target.below);
        assert_eq!(below("/file/id"), Some(PathBuf::new()));
        assert_eq!(below("/file/id/"), Some(PathBuf::new()));
        assert_eq!(below("/file/id/a%20b/c.png"), Some(PathBuf::from("a b/c.png")));
        for path in [
            "/",
            "/file",
            "/files/id",
            "//file/id",
            "/file/id/..",
            "/file/id/a/../b",
            "/file/id/%2e%2e",
            "/file/id/%2E./a",
            "/file/id/a%2fb",
            "/file/id/a%5cb",
            "/file/id/..%2f",
            "/file/id//etc",
            "/file/id/a//b",
            "/file/id/%00",
            "/file/id/%ff",
            "/file/id/.",
        ] {
            assert_eq!(below(path), None, "{path}");
        }
        let password = target("/file/id", Some("name=a&password=a%26b%20")).unwrap().password;
        assert_eq!(password.as_deref(), Some("a&b "));
    }

    #[test]
    fn names_do_no_harm_in_headers_and_pages() {
        assert_eq!(
            disposition("a\"\r\nü.png"),
            "inline; filename=\"a____.png\"; filename*=UTF-8''a%22%0D%0A%C3%BC.png"
        );
        assert_eq!(escaped("<a href='x'>&\""), "&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
        assert_eq!(content_type("a.png"), "image/png");
        assert_eq!(content_type("a.csv"), "text/csv; charset=utf-8");
        assert_eq!(content_type("a"), "application/octet-stream");
    }
}
