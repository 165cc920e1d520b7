//! Whatever the path and whatever the links: nothing leaves the granted folder.

#![cfg(unix)]

use super::{Attacks, SECRET};
use imjoy_engine::front_end::{DialogAnswer, UiEvent};
use imjoy_engine::value::Value;
use imjoy_tests::guests;
use std::os::unix::fs::symlink;

/// Folders of links, each with so many operations.
const ROUNDS: u64 = 120;
const OPERATIONS: usize = 12;

/// Numbers that look like chance and are the same in each run (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// A path of names that are there, links, and ways up.
    fn path(&mut self, absolute: &str) -> String {
        const PARTS: &[&str] =
            &["..", ".", "", "file", "file", "below", "below", "l0", "l1", "l2", "l3", "outside", "granted", "new"];
        let mut path = match self.below(12) {
            0 => "/".to_owned(),
            1 => format!("{absolute}/"),
            _ => String::new(),
        };
        for number in 0..=self.below(4) {
            if number > 0 {
                path.push('/');
            }
            path.push_str(self.one(PARTS));
        }
        if self.below(4) == 0 {
            path.push('/');
        }
        path
    }
}

#[test]
fn nothing_leaves_the_granted_folder() {
    let mut attacks = Attacks::granted(true);
    attacks.engine.start(guests::FILES);
    let granted = attacks.text("granted");
    let user = attacks.user.path().to_str().unwrap().to_owned();
    let call = attacks.engine.spawn("files", "choose", vec![Value::Record(folder_dialog())]);
    let dialog = attacks.engine.dialog();
    let answer = DialogAnswer::Picked { paths: vec![attacks.path("granted")], is_remembered: false };
    attacks.engine.engine.send(UiEvent::AnswerDialog { dialog: dialog.id, answer });
    call.wait().unwrap();

    let mut numbers = Numbers(4);
    let (mut successes, mut refusals) = (0, 0);
    for round in 0..ROUNDS {
        for link in ["l0", "l1", "below/l2", "below/l3"] {
            let path = attacks.path("granted").join(link);
            let _ = std::fs::remove_file(&path);
            // A plugin may have taken the folder away.
            let _ = symlink(numbers.path(&user), &path);
        }
        for name in ["below", "file"] {
            let path = attacks.path("granted").join(name);
            if name == "below" {
                let _ = std::fs::create_dir(path);
            } else {
                let _ = std::fs::write(path, "contents");
            }
        }
        let _ = std::fs::write(attacks.path("granted/below/file"), "contents below");
        for _ in 0..OPERATIONS {
            let (path, other) = (numbers.path(&user), numbers.path(&user));
            let operation = numbers.one(&[
                "read",
                "read",
                "open-folder",
                "create",
                "truncate",
                "link",
                "rename",
                "symlink",
                "odd-times",
                "open-no-follow",
                "mutate",
                "change-opened",
            ]);
            let ends = [
                attacks.raw_two(operation, (&granted, &path), (&granted, &other)),
                attacks.attempt(
                    numbers.one(&["read", "write", "append", "rename", "link", "copy", "list", "set-size", "remove"]),
                    &format!("{granted}/{path}"),
                    &format!("{granted}/{other}"),
                ),
                by_handle(&attacks, "read_below", &granted, &path),
                by_handle(&attacks, "list", &granted, &path),
            ];
            for end in ends {
                assert!(!end.contains(SECRET), "round {round}: {operation} {path} {other}: {end}");
                if end.starts_with("ok: ") {
                    successes += 1;
                } else if end.starts_with("error: ") {
                    refusals += 1;
                }
            }
        }
        attacks.is_unharmed();
    }
    // Both were tried: what is inside and what is not.
    assert!(successes > 300 && refusals > 1000, "{successes} successes, {refusals} refusals");
    // Nothing else has come to be beside it.
    let mut names: Vec<String> = std::fs::read_dir(attacks.user.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["granted", "outside"]);
}

fn folder_dialog() -> imjoy_engine::value::Record {
    let mut options = imjoy_engine::value::Record::new();
    options.set("type", "directory");
    options
}

/// Through a folder that the plugin holds.
fn by_handle(attacks: &Attacks, function: &str, folder: &str, path: &str) -> String {
    match attacks.engine.call("files", function, vec![folder.into(), path.into()]) {
        Ok(value) => format!("ok: {value:?}"),
        Err(error) => format!("error: {error}"),
    }
}
