//! A host that is killed while a plugin keeps settings: what was kept is there, whole.

use super::text;
use imjoy_tests::guests;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// How often the host is killed.
const ROUNDS: u32 = 12;
/// Letters of the long setting.
const LETTERS: usize = 50_000;

/// Lets the plugin write until it has told of some settings and kills the host; the last
/// number of which it was told that it was kept.
fn write_and_kill(data: &Path, lines: usize) -> u64 {
    let mut host = Command::new(env!("CARGO_BIN_EXE_host"))
        .args(["run", guests::STATE_KEEPER, "write_for_ever", "--arguments", "[]"])
        .env("IMJOY_DATA", data)
        .env_remove("DISPLAY")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let stderr = BufReader::new(host.stderr.take().unwrap());
    let mut told = Vec::new();
    let mut seen = Vec::new();
    for line in stderr.lines() {
        let line = line.unwrap();
        if let Some((_, number)) = line.split_once("kept ") {
            told.push(number.parse::<u64>().unwrap());
        }
        seen.push(line);
        if told.len() == lines {
            break;
        }
    }
    // SIGKILL: nothing of the host runs any more.
    host.kill().unwrap();
    host.wait().unwrap();
    *told.last().unwrap_or_else(|| panic!("it kept nothing: {seen:?}"))
}

#[test]
fn settings_survive_a_host_that_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings/state-keeper.json");
    for round in 0..ROUNDS {
        let lines = 1 + (RandomState::new().build_hasher().finish() % 20) as usize;
        let told = write_and_kill(folder.path(), lines);
        let kept: serde_json::Value = serde_json::from_str(&text(&std::fs::read(&file).unwrap())).unwrap();
        let number: u64 = kept["number"].as_str().unwrap().parse().unwrap();
        assert!(number >= told, "round {round}: {number} is kept, but {told} was told to be");
        let letters = |number: u64| char::from(b'a' + (number % 26) as u8).to_string().repeat(LETTERS);
        match kept["text"].as_str() {
            Some(text) => assert!(text == letters(number) || text == letters(number - 1), "round {round}"),
            None => panic!("round {round}: the text is lost"),
        }
    }
    let names = std::fs::read_dir(folder.path().join("settings")).unwrap().map(|entry| entry.unwrap().file_name());
    let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    assert!(!names.iter().any(|name| name.contains("damaged")), "{names:?}");
}
