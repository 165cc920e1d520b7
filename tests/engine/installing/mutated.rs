//! Archives with random changes: whatever they say, nothing panics, and nothing is written
//! outside of the data folder.

use super::{Place, files};
use imjoy_tests::packages::{RawEntry, raw_zip, small_component, zip};

/// Archives that are tried.
const ROUNDS: u64 = 3_000;

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

fn mutate(archive: &mut Vec<u8>, random: &mut Random) {
    /// What turns up in archives that attack.
    const PIECES: [&[u8]; 10] =
        [b"../", b"/", b"\\", b"\0", b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"\xff\xff\xff\xff", b"C:", b"A"];
    for _ in 0..=random.below(4) {
        let place = random.below(archive.len());
        match random.below(6) {
            0 => archive[place] ^= 1 << random.below(8),
            1 => archive[place] = random.next() as u8,
            2 => archive.truncate(place.max(1)),
            3 => {
                let piece = PIECES[random.below(PIECES.len())];
                let end = (place + piece.len()).min(archive.len());
                archive.splice(place..end, piece.iter().copied());
            }
            4 => {
                let end = (place + random.below(40)).min(archive.len());
                let copy = archive[place..end].to_vec();
                let to = random.below(archive.len());
                archive.splice(to..to, copy);
            }
            _ => {
                let end = (place + random.below(40)).min(archive.len() - 1);
                if place < end {
                    archive.drain(place..end);
                }
            }
        }
    }
}

#[test]
fn no_component_panics() {
    let small = small_component(r#"{"name":"small","version":"1.0"}"#);
    let echo = std::fs::read(imjoy_tests::guests::ECHO).unwrap();
    let place = Place::new();
    let mut random = Random(48);
    for (seed, rounds) in [(small, 2_000), (echo, 60)] {
        for round in 0..rounds {
            let mut component = seed.clone();
            mutate(&mut component, &mut random);
            if let Err(reason) = place.install(&place.package("a.wasm", &component)) {
                assert!(!reason.contains('\n'), "round {round}: {reason}");
            }
        }
    }
}

#[test]
fn no_archive_writes_outside_of_staging() {
    let component = small_component(r#"{"name":"small","version":"1.0"}"#);
    let seeds = [
        zip(&[("plugin.wasm", &component), ("a/b.txt", b"text"), ("README.md", &[b'x'; 500])]),
        raw_zip(&[
            RawEntry::new("plugin.wasm", &component),
            RawEntry::new("aaa/bbbb.txt", b"12345678"),
            RawEntry::new("cccc", b"PK\x03\x04"),
        ]),
        raw_zip(&[RawEntry::deflated("plugin.wasm", &component), RawEntry::new("folder/", b"").with_mode(0o040_755)]),
    ];
    let place = Place::new();
    let (mut random, mut installed, mut refused) = (Random(20_261_122), 0, 0);
    let package = place.folder.path().join("a.zip");
    for round in 0..ROUNDS {
        let mut archive = seeds[random.below(seeds.len())].clone();
        mutate(&mut archive, &mut random);
        std::fs::write(&package, &archive).unwrap();
        match place.install(&package) {
            Ok(_) => installed += 1,
            Err(reason) => {
                refused += 1;
                assert!(!reason.contains('\n') && reason.len() < 2_000, "round {round}: {reason}");
            }
        }
        let outside: Vec<_> = files(place.folder.path())
            .into_iter()
            .filter(|path| *path != package && !path.starts_with(place.installed()))
            .collect();
        assert!(outside.is_empty(), "round {round}: {outside:?}");
        let staging = std::fs::read_dir(place.installed()).unwrap().flatten();
        let staging: Vec<_> = staging.filter(|entry| entry.file_name().to_string_lossy().starts_with(".st")).collect();
        assert!(staging.is_empty(), "round {round}: {staging:?}");
    }
    // Some changes harm nothing, for example in the documentation's time; most do.
    assert!(refused > ROUNDS / 2 && installed > 0, "{installed} installed, {refused} refused");
}
