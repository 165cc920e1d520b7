//! Links in a granted folder that lead out of it.

#![cfg(unix)]

use super::{Attacks, SECRET, is_error, texts};
use std::os::unix::fs::symlink;
use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn links_do_not_lead_out() {
    let attacks = Attacks::granted(true);
    let granted = attacks.text("granted");
    let path = |name: &str| attacks.path("granted").join(name);
    symlink(attacks.path("outside/file"), path("absolute")).unwrap();
    symlink("../outside/file", path("relative")).unwrap();
    symlink("../outside", path("folder")).unwrap();
    symlink("..", path("up")).unwrap();
    symlink("/", path("root")).unwrap();
    symlink("/proc/self/mem", path("memory")).unwrap();
    symlink("chain-2", path("chain-1")).unwrap();
    symlink("below/../chain-3", path("chain-2")).unwrap();
    symlink("relative", path("chain-3")).unwrap();
    symlink("loop-2", path("loop-1")).unwrap();
    symlink("loop-1", path("loop-2")).unwrap();
    symlink("../outside/new", path("dangling")).unwrap();
    symlink("file", path("inside")).unwrap();
    let before = super::contents(&attacks.path("granted"));

    let links = [
        "absolute",
        "relative",
        "folder",
        "up",
        "root",
        "memory",
        "chain-1",
        "loop-1",
        "dangling",
        "folder/file",
        "up/outside/file",
        "root/etc/passwd",
        "below/../folder/below/file",
    ];
    for link in links {
        for link in [link.to_owned(), format!("{link}/"), format!("{link}/."), format!("{link}//")] {
            for operation in ["read", "create", "truncate", "open-folder"] {
                let end = attacks.raw(operation, &granted, &link);
                assert!(is_error(&end) && !end.contains(SECRET), "{operation} {link}: {end}");
            }
            for operation in ["read", "write", "append", "list", "size", "set-size"] {
                let end = attacks.attempt(operation, &format!("{granted}/{link}"), "0");
                assert!(is_error(&end), "{operation} {link}: {end}");
            }
        }
    }
    // Not by a folder below either, nor by a new name of what a link leads to.
    for link in ["folder/below/", "folder/file", "up/outside/file", "absolute"] {
        let end = attacks.raw_two("link-followed", (&granted, link), (&granted, "stolen"));
        assert!(is_error(&end), "{link}: {end}");
    }
    for link in ["folder/file", "up/outside/file"] {
        for operation in ["rename", "link"] {
            let end = attacks.raw_two(operation, (&granted, link), (&granted, "stolen"));
            assert!(is_error(&end), "{operation} {link}: {end}");
            let end = attacks.raw_two(operation, (&granted, "file"), (&granted, link));
            assert!(is_error(&end), "{operation} to {link}: {end}");
        }
    }
    // One that stays inside is a way like any other.
    assert_eq!(attacks.raw("read", &granted, "inside"), "ok: contents");
    assert_eq!(super::contents(&attacks.path("granted")), before);
    attacks.is_unharmed();
}

/// Links that the plugin makes itself lead out as little.
#[test]
fn links_of_the_plugin_do_not_lead_out() {
    let attacks = Attacks::granted(true);
    let granted = attacks.text("granted");
    let outside = attacks.text("outside/file");
    for (number, target) in
        ["../outside/file", "../outside", "..", "/", outside.as_str(), "/proc/self/mem"].into_iter().enumerate()
    {
        for folder in [granted.as_str(), "/data", "/tmp"] {
            let link = format!("made-{number}");
            let made = attacks.raw_two("symlink", (folder, &link), (folder, target));
            assert_eq!(is_error(&made), target.starts_with('/'), "{target}: {made}");
            if is_error(&made) {
                continue;
            }
            for path in [link.clone(), format!("{link}/"), format!("{link}/outside/file"), format!("{link}/file")] {
                for operation in ["read", "create", "truncate", "open-folder"] {
                    let end = attacks.raw(operation, folder, &path);
                    assert!(is_error(&end), "{operation} {folder} {path} -> {target}: {end}");
                }
            }
        }
    }
    attacks.is_unharmed();
}

/// A folder that is now itself, now a link to another: each time it is opened, the plugin
/// gets what is inside or an error.
#[test]
fn a_folder_swapped_for_a_link_while_it_is_opened_leads_nowhere() {
    let attacks = Attacks::granted(true);
    let granted = attacks.text("granted");
    let (swapped, aside, link) = (attacks.path("granted/swapped"), attacks.path("aside"), attacks.path("link"));
    std::fs::create_dir(&swapped).unwrap();
    std::fs::write(swapped.join("file"), "inside").unwrap();
    symlink(attacks.path("outside"), &link).unwrap();
    let is_over = AtomicBool::new(false);
    let ends = std::thread::scope(|scope| {
        let swapping = scope.spawn(|| {
            let mut swaps = 0u32;
            while !is_over.load(Ordering::Relaxed) {
                std::fs::rename(&swapped, &aside).unwrap();
                std::fs::rename(&link, &swapped).unwrap();
                std::fs::rename(&swapped, &link).unwrap();
                std::fs::rename(&aside, &swapped).unwrap();
                swaps += 1;
            }
            swaps
        });
        // Ends the other thread also when something fails here.
        let over = Over(&is_over);
        let path = format!("{granted}/swapped/file");
        let mut ends = std::collections::BTreeSet::new();
        // Until both have been seen: the file that is there, and the way that is none.
        for _ in 0..200 {
            ends.extend(texts(&attacks.call("open_again", vec![path.as_str().into(), 100i64.into()])));
            if ends.len() > 1 && ends.contains("ok: inside") {
                break;
            }
        }
        drop(over);
        assert!(swapping.join().unwrap() > 0);
        ends
    });
    assert!(ends.contains("ok: inside"), "{ends:?}");
    assert!(ends.iter().all(|end| end == "ok: inside" || is_error(end)), "{ends:?}");
    attacks.is_unharmed();
}

struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
