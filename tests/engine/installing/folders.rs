//! Folders and single components.

use super::Place;
use imjoy_engine::{InstallError, Installations};
use imjoy_tests::packages::small_component;
use std::path::PathBuf;

fn folder(place: &Place) -> PathBuf {
    let folder = place.folder.path().join("small plugin");
    std::fs::create_dir_all(folder.join("assets/deep")).unwrap();
    std::fs::write(folder.join("small.wasm"), small_component(r#"{"name":"small"}"#)).unwrap();
    std::fs::write(folder.join("assets/deep/a.txt"), "a").unwrap();
    folder
}

#[test]
fn a_folder_and_a_component_are_installed() {
    let place = Place::new();
    place.install(&folder(&place)).unwrap();
    let component = place.package("other.wasm", &small_component(r#"{"name":"other"}"#));
    place.install(&component).unwrap();
    let names: Vec<String> = place.installations.all().into_iter().map(|installed| installed.name).collect();
    assert_eq!(names, ["other", "small"]);
}

#[test]
fn a_component_without_a_manifest_has_the_name_of_its_file() {
    let place = Place::new();
    let text = r#"(component (instance $api) (export "imjoy:plugin/plugin-api@0.1.0" (instance $api)))"#;
    let package = place.package("From C.wasm", &wat::parse_str(text).unwrap());
    let installed = place.install(&package).unwrap();
    assert_eq!(installed.name, "From C");
    let (_, checked) = place.installations.check("From C").unwrap();
    assert_eq!(checked.manifest.name, "From C");
}

#[test]
fn documentation_beside_the_component_is_shown() {
    let place = Place::new();
    let folder = folder(&place);
    std::fs::write(folder.join("Readme.md"), "# Small").unwrap();
    place.install(&folder).unwrap();
    assert_eq!(place.installations.check("small").unwrap().1.manifest.docs, "# Small");
}

#[cfg(unix)]
#[test]
fn links_and_special_files_are_refused() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    let secret = place.package("secret", b"secret");
    for (name, target) in
        [("to-file", secret.as_path()), ("to-folder", place.folder.path()), ("to-nothing", "gone".as_ref())]
    {
        let folder = folder(&place);
        let link = folder.join("assets").join(name);
        symlink(target, &link).unwrap();
        let refusal = place.refusal(&folder);
        assert!(refusal.contains(&format!("“assets/{name}” is a link")), "{refusal}");
        std::fs::remove_file(link).unwrap();
    }
    let folder = folder(&place);
    let component = folder.join("small.wasm");
    std::fs::rename(&component, place.folder.path().join("real.wasm")).unwrap();
    symlink(place.folder.path().join("real.wasm"), &component).unwrap();
    assert!(place.refusal(&folder).contains("“small.wasm” is a link"));
    std::fs::remove_file(&component).unwrap();

    let fifo = folder.join("fifo");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    // It would hang if it were opened.
    let refusal = place.refusal(&folder);
    assert!(refusal.contains("“fifo” is neither a file nor a folder"), "{refusal}");
    assert!(place.refusal(&fifo).contains("is no plugin"));
    assert!(place.refusal("/dev/zero".as_ref()).contains("is no plugin"));
}

#[cfg(unix)]
#[test]
fn a_hard_link_is_content() {
    let place = Place::new();
    let folder = folder(&place);
    std::fs::hard_link(place.package("shared", b"shared"), folder.join("shared")).unwrap();
    place.install(&folder).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn names_in_folders_are_checked() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    for (name, reason) in [
        (&b"a\\b"[..], "backslash"),
        (b"aux.txt", "device"),
        (b"end ", "dot or a space"),
        (b"\xff", "not a text"),
        (b"SMALL.wasm", "same on some systems"),
        (b"a\nb", "cannot be seen"),
    ] {
        let folder = folder(&place);
        let path = folder.join(std::ffi::OsStr::from_bytes(name));
        std::fs::write(&path, "").unwrap();
        let refusal = place.refusal(&folder);
        assert!(refusal.contains(reason), "{refusal}");
        std::fs::remove_file(path).unwrap();
    }
    let folder = folder(&place);
    std::fs::create_dir_all(folder.join("a/".repeat(17))).unwrap();
    assert!(place.refusal(&folder).contains("16 folders"));
}

#[test]
fn sizes_are_bounded() {
    let place = Place::new();
    let large = Installations::new(&place.folder.path().join("data"), 100);
    let folder = folder(&place);
    let error = large.unpack(&folder, &mut |_| true).unwrap_err();
    assert!(error.to_string().contains("“small.wasm” has more than 100 bytes"), "{error}");
    let single = place.package("small.wasm", &small_component(r#"{"name":"small","description":"a longer one"}"#));
    let error = large.unpack(&single, &mut |_| true).unwrap_err();
    assert!(error.to_string().contains("has more than 100 bytes"), "{error}");

    // Takes no room on the disk.
    let sparse = std::fs::File::create(folder.join("sparse")).unwrap();
    sparse.set_len(2 << 30).unwrap();
    assert!(place.refusal(&folder).contains("more than 1024 MiB"));
    std::fs::remove_file(folder.join("sparse")).unwrap();
    for number in 0..4096 {
        std::fs::write(folder.join(format!("f{number}")), "").unwrap();
    }
    assert!(place.refusal(&folder).contains("at most 4096"));
}

#[test]
fn it_tells_how_far_it_is_and_can_be_cancelled() {
    let place = Place::new();
    let folder = folder(&place);
    std::fs::write(folder.join("large"), vec![1; 3 << 20]).unwrap();
    let mut told = Vec::new();
    let package = place.installations.unpack(&folder, &mut |progress| {
        told.push(progress);
        true
    });
    drop(package.unwrap());
    assert!(told.windows(2).all(|pair| pair[0].done <= pair[1].done));
    let last = told.last().unwrap();
    assert!(last.done == last.total && last.total > 3 << 20, "{last:?}");
    let half = last.total / 2;
    let cancelled = place.installations.unpack(&folder, &mut |progress| progress.done < half);
    assert!(matches!(cancelled, Err(InstallError::Cancelled)), "{cancelled:?}");
    // A package that is not installed leaves nothing either.
    let left: Vec<_> = super::files(&place.installed());
    assert_eq!(left, [place.installed().join(".lock")]);
}
