//! Archives, good and bad.

use super::Place;
use imjoy_tests::packages::{RawEntry, raw_zip, small_component, zip};

fn component() -> Vec<u8> {
    small_component(r#"{"name":"small","version":"1.0"}"#)
}

fn plugin() -> RawEntry {
    RawEntry::new("plugin.wasm", &component())
}

#[test]
fn archives_are_installed() {
    let component = component();
    let with_files: &[(&str, &[u8])] =
        &[("plugin.wasm", &component), ("README.md", b"# Small"), ("assets/", b""), ("assets/a/b.txt", b"b")];
    let in_folder: &[(&str, &[u8])] =
        &[("small-1.0/", b""), ("small-1.0/tool.WASM", &component), ("small-1.0/assets/b.txt", b"b")];
    let from_mac: &[(&str, &[u8])] =
        &[("small/plugin.wasm", &component), ("__MACOSX/small/._plugin.wasm", b"x"), ("small/.DS_Store", b"x")];
    let chosen: &[(&str, &[u8])] = &[("other.wasm", b"not looked at"), ("plugin.wasm", &component)];
    for (name, entries, files) in [
        ("a.zip", with_files, vec!["README.md", "assets/a/b.txt", "plugin.wasm"]),
        ("b.imjoy.zip", in_folder, vec!["assets/b.txt", "tool.WASM"]),
        ("C.ZIP", from_mac, vec!["plugin.wasm"]),
        ("d.zip", chosen, vec!["other.wasm", "plugin.wasm"]),
    ] {
        let place = Place::new();
        let installed = place.install(&place.package(name, &zip(entries))).unwrap();
        assert_eq!((installed.name.as_str(), installed.version.as_str()), ("small", "1.0"), "{name}");
        assert_eq!(place.installations.all(), std::slice::from_ref(&installed));
        let all = super::files(&installed.folder);
        let version = all.iter().find(|path| !path.ends_with("current.json")).unwrap();
        let version = installed.folder.join(version.strip_prefix(&installed.folder).unwrap().iter().next().unwrap());
        let within: Vec<String> = super::files(&version)
            .iter()
            .map(|path| path.strip_prefix(&version).unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(within, files, "{name}");
    }
}

#[test]
fn archives_of_common_programs_are_installed() {
    // By deflate and stored, with the sizes behind the contents as a program does that
    // cannot go back.
    let component = component();
    for entry in
        [plugin(), RawEntry::deflated("plugin.wasm", &component), RawEntry { system: 0, attributes: 0x20, ..plugin() }]
    {
        let place = Place::new();
        place.install(&place.package("a.zip", &raw_zip(&[entry]))).unwrap();
    }
    let mut streamed = ::zip::ZipWriter::new_stream(Vec::new());
    let options = ::zip::write::SimpleFileOptions::default();
    streamed.start_file("plugin.wasm", options).unwrap();
    std::io::Write::write_all(&mut streamed, &component).unwrap();
    let place = Place::new();
    place.install(&place.package("a.zip", &streamed.finish().unwrap().into_inner())).unwrap();
}

#[test]
fn names_that_lead_out_of_the_package_are_refused() {
    for (name, reason) in [
        ("../evil", "leads out of the package"),
        ("a/../../evil", "leads out of the package"),
        ("/tmp/evil", "is an absolute path"),
        ("C:/evil", "drive"),
        ("..\\evil", "backslash"),
        ("evil\0.txt", "NUL"),
        ("a\u{202e}b", "cannot be seen"),
        ("NUL.txt", "device"),
        ("COM1", "device"),
        ("evil.", "dot or a space"),
        ("ab:c", "not every system"),
        ("./evil", "empty part"),
        ("", "is empty"),
    ] {
        let place = Place::new();
        let archive = raw_zip(&[plugin(), RawEntry::new(name, b"evil")]);
        let refusal = place.refusal(&place.package("a.zip", &archive));
        assert!(refusal.contains(reason), "{name}: {refusal}");
        if !name.is_empty() && !name.contains(['\0', '\u{202e}']) {
            assert!(refusal.contains(&format!("“{name}”")), "{refusal}");
        }
    }
}

#[test]
fn kinds_other_than_files_and_folders_are_refused() {
    for (mode, reason) in [
        (0o120_777, "is a link"),
        (0o010_644, "neither a file nor a folder"),
        (0o020_644, "neither a file nor a folder"),
        (0o060_644, "neither a file nor a folder"),
        (0o140_644, "neither a file nor a folder"),
        (0o040_755, "neither a file nor a folder"),
    ] {
        for system in [3, 0, 19] {
            let place = Place::new();
            let odd = RawEntry { system, ..RawEntry::new("odd", b"/etc/passwd").with_mode(mode) };
            let refusal = place.refusal(&place.package("a.zip", &raw_zip(&[plugin(), odd])));
            assert!(refusal.contains(reason) && refusal.contains("“odd”"), "{mode:o}: {refusal}");
        }
    }
    let place = Place::new();
    let folder = RawEntry::new("folder/", b"contents").with_mode(0o040_755);
    let refusal = place.refusal(&place.package("a.zip", &raw_zip(&[plugin(), folder])));
    assert!(refusal.contains("a folder with contents"), "{refusal}");
}

#[test]
fn names_that_are_the_same_are_refused() {
    for (one, other, reason) in [
        ("a.txt", "a.txt", "“a.txt” is there twice"),
        ("a.txt", "A.TXT", "“a.txt” and “A.TXT” have names that are the same on some systems"),
        ("\u{e4}", "a\u{308}", "same on some systems"),
        ("ab/c", "AB/d", "“ab” and “AB” have names that are the same"),
        ("a", "a/b", "“a” is both a file and a folder"),
    ] {
        let place = Place::new();
        let archive = raw_zip(&[plugin(), RawEntry::new(one, b"1"), RawEntry::new(other, b"2")]);
        let refusal = place.refusal(&place.package("a.zip", &archive));
        assert!(refusal.contains(reason), "{one} {other}: {refusal}");
    }
}

#[test]
fn bombs_are_refused() {
    let zeros = vec![0; 9 << 20];
    let place = Place::new();
    let refusal = place.refusal(&place.package("a.zip", &raw_zip(&[plugin(), RawEntry::deflated("zeros", &zeros)])));
    assert!(refusal.contains("“zeros”") && refusal.contains("made to fill a disk"), "{refusal}");

    // It says that it is small.
    let lies = RawEntry { bytes: 100, ..RawEntry::deflated("zeros", &zeros) };
    let refusal = place.refusal(&place.package("a.zip", &raw_zip(&[plugin(), lies])));
    assert!(
        refusal.contains("“zeros”") && (refusal.contains("another size") || refusal.contains("damaged")),
        "{refusal}"
    );
    // It says that it is larger than it is.
    let lies = RawEntry { bytes: 1000, ..RawEntry::deflated("short", b"short") };
    let refusal = place.refusal(&place.package("a.zip", &raw_zip(&[plugin(), lies])));
    assert!(refusal.contains("“short”"), "{refusal}");

    // Each is within its own bounds, not all together: 140 of 8 MiB.
    let part = RawEntry::deflated("part", &vec![0; 8 << 20]);
    let parts = (0..140).map(|number| part.clone().with_name(format!("part{number}").as_bytes()));
    let archive = raw_zip(&std::iter::once(plugin()).chain(parts).collect::<Vec<_>>());
    assert!(archive.len() < 2 << 20);
    let refusal = place.refusal(&place.package("a.zip", &archive));
    assert!(refusal.contains("more than 1024 MiB"), "{refusal}");

    let many: Vec<RawEntry> =
        (0..4097).map(|number| RawEntry::new(&format!("f{number}"), b"")).chain([plugin()]).collect();
    let refusal = place.refusal(&place.package("a.zip", &raw_zip(&many)));
    assert!(refusal.contains("4098 entries") && refusal.contains("4096"), "{refusal}");

    let deep = RawEntry::new(&("a/".repeat(17) + "b"), b"");
    let refusal = place.refusal(&place.package("a.zip", &raw_zip(&[plugin(), deep])));
    assert!(refusal.contains("16 folders"), "{refusal}");
    let long = RawEntry::new(&"a".repeat(60_000), b"");
    let refusal = place.refusal(&place.package("a.zip", &raw_zip(&[plugin(), long])));
    assert!(refusal.contains("1000 bytes") && refusal.len() < 1000, "{refusal}");
}

#[test]
fn entries_that_overlap_are_refused() {
    let place = Place::new();
    let one = RawEntry::new("one", b"contents");
    // Two names for the same contents.
    let twin = RawEntry { offset: Some(0), local_name: b"one".to_vec(), ..RawEntry::new("two", b"contents") };
    let refusal = place.refusal(&place.package("a.zip", &raw_zip(&[one, twin, plugin()])));
    assert!(refusal.contains("“one”") && refusal.contains("“two”") && refusal.contains("overlap"), "{refusal}");
    // One within the other.
    let inner = raw_zip(&[RawEntry::new("two", b"contents")]);
    let outer = RawEntry::new("outer", &inner);
    let within = RawEntry { offset: Some(30 + 5), ..RawEntry::new("two", b"contents") };
    let refusal = place.refusal(&place.package("a.zip", &raw_zip(&[outer, within, plugin()])));
    assert!(refusal.contains("overlap"), "{refusal}");
}

#[test]
fn archives_that_can_be_read_in_two_ways_are_refused() {
    let place = Place::new();
    // The list and the entry itself disagree on the name.
    let doubtful = RawEntry { local_name: b"../x".to_vec(), ..RawEntry::new("good", b"x") };
    let refusal = place.refusal(&place.package("a.zip", &raw_zip(&[plugin(), doubtful])));
    assert!(refusal.contains("not a whole zip archive"), "{refusal}");
    // An entry that the list leaves out.
    let hidden = raw_zip(&[RawEntry::new("hidden", b"x")]);
    let local = 30 + "hidden".len() + 1;
    let mut archive = hidden[..local].to_vec();
    archive.extend(raw_zip(&[plugin()]));
    let refusal = place.refusal(&place.package("a.zip", &archive));
    assert!(refusal.contains("not a whole zip archive"), "{refusal}");
}

#[test]
fn packed_and_encrypted_entries_that_cannot_be_read_are_refused() {
    let place = Place::new();
    let encrypted = RawEntry { flags: 1, ..RawEntry::new("secret", b"x") };
    let refusal = place.refusal(&place.package("a.zip", &raw_zip(&[plugin(), encrypted])));
    assert!(refusal.contains("“secret” is encrypted"), "{refusal}");
    for method in [1, 9, 12, 14, 93, 99] {
        let odd = RawEntry { method, ..RawEntry::new("odd", b"x") };
        let refusal = place.refusal(&place.package("a.zip", &raw_zip(&[plugin(), odd])));
        assert!(refusal.contains("“odd”") && refusal.contains("other than deflate"), "{refusal}");
    }
    let damaged = RawEntry { checksum: 1, ..RawEntry::new("damaged", b"x") };
    let refusal = place.refusal(&place.package("a.zip", &raw_zip(&[plugin(), damaged])));
    assert!(refusal.contains("“damaged” is damaged"), "{refusal}");
    let no_text = RawEntry::new("a", b"x").with_name(b"a\xff");
    let refusal = place.refusal(&place.package("a.zip", &raw_zip(&[plugin(), no_text])));
    assert!(refusal.contains("is not a text"), "{refusal}");
}

#[test]
fn what_is_no_archive_is_refused() {
    let place = Place::new();
    let whole = raw_zip(&[plugin()]);
    for (bytes, what) in
        [(&b""[..], "empty"), (b"hello", "text"), (&whole[..whole.len() - 1], "cut"), (&whole[10..], "no begin")]
    {
        let refusal = place.refusal(&place.package("a.zip", bytes));
        assert!(refusal.contains("not a whole zip archive"), "{what}: {refusal}");
    }
    assert!(place.refusal(&place.folder.path().join("missing.zip")).contains("cannot be read"));
    assert!(place.refusal(&place.package("a.tar", &whole)).contains("is no plugin"));
}

/// Names and contents of an archive's entries, and what is said of it.
type Case<'a> = (Vec<(&'a str, &'a [u8])>, &'a str);

#[test]
fn the_component_is_checked() {
    let core = wat::parse_str("(module)").unwrap();
    let import = wat::parse_str(r#"(component (import "wasi:http/types@0.2.0" (instance)))"#).unwrap();
    let component = component();
    let bad_manifest = small_component("{");
    let nameless = small_component(r#"{"name":" "}"#);
    let in_folder = [("a/plugin.wasm", &component[..]), ("b.txt", b"")];
    let two = [("a.wasm", &component[..]), ("b.wasm", &component[..])];
    let cases: Vec<Case<'_>> = vec![
        (vec![], "no component"),
        (vec![("README.md", b"x")], "no component (.wasm) and no .imjoy.html file at its top level"),
        (in_folder.to_vec(), "no component (.wasm) and no .imjoy.html file at its top level"),
        (two.to_vec(), "has the components “a.wasm” and “b.wasm”"),
        (vec![("plugin.wasm", b"x")], "is not a WebAssembly file"),
        (vec![("plugin.wasm", &core)], "core WebAssembly module"),
        (vec![("plugin.wasm", &component[..component.len() - 2])], "is damaged"),
        (vec![("plugin.wasm", &import)], "needs wasi:http/types@0.2.0"),
        (vec![("plugin.wasm", &bad_manifest)], "manifest"),
        (vec![("plugin.wasm", &nameless)], "has no name"),
    ];
    for (entries, reason) in cases {
        let place = Place::new();
        let refusal = place.refusal(&place.package("a.zip", &zip(&entries)));
        assert!(refusal.contains(reason), "{refusal}");
    }
}
