//! What is on disk: updates, several processes, crashes, damage.

use super::{Place, files};
use imjoy_engine::front_end::{InstallChange, PermissionChange};
use imjoy_engine::{InstallError, PluginSource};
use imjoy_tests::packages::{small_component, zip};
use std::path::PathBuf;

fn manifest(version: &str) -> String {
    format!(r#"{{"name":"Cell tool","version":"{version}"}}"#)
}

fn package(place: &Place, version: &str) -> PathBuf {
    place.package(&format!("{version}.wasm"), &small_component(&manifest(version)))
}

#[test]
fn an_update_takes_the_place_of_the_version_before() {
    let place = Place::new();
    let first = place.install(&package(&place, "1.0")).unwrap();
    let second = place.install(&package(&place, "1.1")).unwrap();
    // What belongs to the plugin's folder, such as its data, stays its own.
    assert_eq!(first.folder, second.folder);
    assert_eq!(first.folder.file_name().unwrap(), "%43ell%20tool");
    assert_eq!(place.installations.all(), [second]);
    // The component and the file that names it.
    assert_eq!(files(&first.folder).len(), 2);
    assert_eq!(place.installations.check("Cell tool").unwrap().1.manifest.version, "1.1");
}

#[test]
fn the_question_says_what_changes() {
    let place = Place::new();
    let of = |version: &str, permissions: &str| {
        let manifest = format!(r#"{{"name":"Cell tool","version":"{version}","permissions":[{permissions}]}}"#);
        place.package("a.wasm", &small_component(&manifest))
    };
    let url = r#"{"kind":"open-url","reason":"to show the docs"}"#;
    let disk = r#"{"kind":"disk","bytes":1048576,"reason":"a cache"}"#;
    place.install(&of("1.0", url)).unwrap();
    let question = |package: PathBuf| {
        let package = place.installations.unpack(&package, &mut |_| true).unwrap();
        let replaced = place.installations.replaced(&package);
        package.question(replaced.as_ref().map(|(manifest, hash)| (manifest, hash.as_str())))
    };
    for (version, permissions, change) in [
        ("1.1", url, InstallChange::Newer),
        ("0.9", url, InstallChange::Older),
        ("1.0", disk, InstallChange::SameVersion),
        ("1.0", url, InstallChange::None),
    ] {
        let update = question(of(version, permissions)).update.unwrap();
        assert_eq!((update.from.as_str(), update.change), ("1.0", change), "{version}");
    }
    let changes: Vec<_> = question(of("1.1", disk))
        .permissions
        .into_iter()
        .map(|permission| (permission.change, permission.reason))
        .collect();
    assert_eq!(
        changes,
        [(PermissionChange::New, "a cache".to_owned()), (PermissionChange::Gone, "to show the docs".to_owned())]
    );
}

#[test]
fn names_of_the_host_are_refused_in_any_spelling() {
    let place = Place::new();
    for (name, is_refused) in [("hello", true), ("Hello", true), (" hello", true), ("ｈello", true), ("hello2", false)]
    {
        let path = place.package("a.wasm", &small_component(&format!(r#"{{"name":"{name}"}}"#)));
        let package = place.installations.unpack(&path, &mut |_| true).unwrap();
        let checked = package.check_name(["image-filters", "hello"].into_iter());
        assert_eq!(checked.is_err(), is_refused, "{name}");
        if let Err(error) = checked {
            assert!(error.to_string().contains("hello is the name of a plugin that is part of the host"), "{error}");
        }
    }
}

#[test]
fn who_was_overtaken_is_told() {
    let place = Place::new();
    let slow = place.installations.unpack(&package(&place, "1.0"), &mut |_| true).unwrap();
    place.install(&package(&place, "1.1")).unwrap();
    let overtaken = place.installations.install(slow);
    assert!(matches!(&overtaken, Err(InstallError::Overtaken { name }) if name == "Cell tool"), "{overtaken:?}");
    assert_eq!(place.installations.all()[0].version, "1.1");
}

#[test]
fn many_at_once_leave_one_whole_version_each() {
    let place = Place::new();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let place = &place;
            scope.spawn(move || {
                for number in 0..5 {
                    let manifest = format!(r#"{{"name":"tool {}","version":"{writer}.{number}"}}"#, writer % 3);
                    let package = place.package(&format!("{writer}.wasm"), &small_component(&manifest));
                    // Another may have been faster, and says so.
                    if let Err(reason) = place.install(&package) {
                        assert!(reason.contains("by another program meanwhile"), "{reason}");
                    }
                    place.installations.clean().unwrap();
                }
            });
        }
    });
    let all = place.installations.all();
    assert_eq!(all.len(), 3);
    for installed in all {
        let (_, checked) = place.installations.check(&installed.name).unwrap();
        assert_eq!(checked.manifest.version, installed.version);
        assert_eq!(files(&installed.folder).len(), 2, "{installed:?}");
    }
}

#[test]
fn what_a_crash_leaves_is_removed_and_what_is_in_use_is_not() {
    let place = Place::new();
    let kept = place.install(&package(&place, "1.0")).unwrap();
    let in_use = place.installations.unpack(&package(&place, "1.1"), &mut |_| true).unwrap();
    let installed = place.installed();
    for (path, contents) in [
        (".staging-0123456789abcdef/a/b", "a killed process's"),
        (".staging-0123456789abcdef.lock", ""),
        (".staging-1123456789abcdef.lock", ""),
        (".removed-0123456789abcdef/c", ""),
        ("%43ell%20tool/0123456789abcdef/plugin.wasm", "an old version"),
        ("%43ell%20tool/.imjoy-abc", ""),
        ("other/0123456789abcdef/plugin.wasm", "never got as far as current.json"),
    ] {
        let path = installed.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, contents).unwrap();
    }
    place.installations.clean().unwrap();
    let mut left: Vec<String> =
        std::fs::read_dir(&installed).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    assert_eq!(left.len(), 4, "{left:?}");
    assert!(left[2].starts_with(".staging-") && left[3] == format!("{}.lock", left[2]), "{left:?}");
    assert_eq!(files(&kept.folder).len(), 2);
    assert_eq!(place.installations.install(in_use).unwrap().version, "1.1");
}

/// What is damaged, how (the component and `current.json`), and what is said of it.
type Damage = (&'static str, fn(&std::path::Path, &std::path::Path), &'static str);

#[test]
fn damage_is_said_and_can_be_mended() {
    let place = Place::new();
    let archive = place.package("a.zip", &zip(&[("plugin.wasm", &small_component(&manifest("1.0")))]));
    let damages: [Damage; 6] = [
        ("removed", |component, _| std::fs::remove_file(component).unwrap(), "cannot be read"),
        ("cut", |component, _| std::fs::write(component, b"\0asm").unwrap(), "has changed since it was installed"),
        ("empty", |component, _| std::fs::write(component, b"").unwrap(), "has changed since it was installed"),
        (
            "a folder",
            |component, _| {
                std::fs::remove_file(component).unwrap();
                std::fs::create_dir(component).unwrap();
            },
            "cannot be read",
        ),
        ("no JSON", |_, current| std::fs::write(current, b"{\"name\":").unwrap(), "cannot be understood"),
        (
            "leads out",
            |_, current| {
                let text = std::fs::read_to_string(current).unwrap();
                std::fs::write(current, text.replace("plugin.wasm", "../../a.wasm")).unwrap();
            },
            "outside of its folder",
        ),
    ];
    for (what, damage, reason) in damages {
        let installed = place.install(&archive).unwrap();
        let component = files(&installed.folder).into_iter().find(|path| path.ends_with("plugin.wasm")).unwrap();
        damage(&component, &installed.folder.join("current.json"));
        let error = place.installations.check("Cell tool").unwrap_err().to_string();
        assert!(error.contains("Cell tool is damaged") && error.contains(reason), "{what}: {error}");
        let listed = place.installations.all();
        assert_eq!(listed.len(), 1, "{what}");
        assert_eq!(listed[0].name, "Cell tool", "{what}");
        // Cleaning up takes nothing away that the user may want to look at.
        place.installations.clean().unwrap();
        assert_eq!(place.installations.all(), listed, "{what}");
        // It is mended by installing it again.
        place.install(&archive).unwrap();
        place.installations.check("Cell tool").unwrap();
    }
    std::fs::remove_file(place.installed().join("%43ell%20tool/current.json")).unwrap();
    assert_eq!(place.installations.all(), []);
    place.install(&archive).unwrap();
    std::fs::write(place.installed().join("%43ell%20tool/current.json"), b"").unwrap();
    place.installations.uninstall("Cell tool").unwrap();
    assert_eq!(files(&place.installed()), [place.installed().join(".lock")]);
}

#[test]
fn uninstalling_leaves_nothing_and_data_only_if_wished() {
    let place = Place::new();
    let data = place.folder.path().join("data");
    let missing = place.installations.uninstall("Cell tool").unwrap_err();
    assert!(missing.to_string().contains("there is no installed plugin Cell tool"), "{missing}");
    for keeps in [true, false] {
        let installed = place.install(&package(&place, "1.0")).unwrap();
        assert!(matches!(installed.source(), PluginSource::Installed { name, .. } if name == "Cell tool"));
        for path in ["settings/%43ell%20tool.json", "settings/other.json"] {
            std::fs::create_dir_all(data.join("settings")).unwrap();
            std::fs::write(data.join(path), "{}").unwrap();
        }
        let folder = place.installations.uninstall("Cell tool").unwrap();
        if !keeps {
            place.installations.remove_data("Cell tool", &folder).unwrap();
        }
        assert_eq!(place.installations.all(), []);
        assert_eq!(data.join("settings/%43ell%20tool.json").exists(), keeps);
        assert!(data.join("settings/other.json").exists());
    }
    assert_eq!(files(&place.installed()), [place.installed().join(".lock")]);
}
