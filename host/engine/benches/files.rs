//! What it costs a plugin to read a large file through, against the host's own read of the
//! same file in the same run. The file is in the page cache.
//!
//! Ends with an error when the plugin needs more than 1.5 times as long: the median over
//! rounds in which all ways take turns.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a benchmark may fail by a panic"
)]

use imjoy_engine::front_end::{DialogAnswer, UiEvent, UiRequest};
use imjoy_engine::value::{Record, Value};
use imjoy_engine::{Engine, EngineOptions, Limits, PluginSource};
use imjoy_tests::guests;
use std::io::{Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

const MIB: usize = 1024 * 1024;
/// Length of the file.
const LENGTH: usize = 1024 * MIB;
/// How often each way is taken.
const ROUNDS: usize = 9;
/// How often the host's own read fits into the plugin's, at least.
const MOST: f64 = 1.5;

/// Makes the file, of bytes that are not all the same.
fn make(path: &Path) {
    let mut file = std::fs::File::create(path).unwrap();
    let mut piece: Vec<u8> = (0..MIB).map(|number| (number % 251) as u8).collect();
    for number in 0..LENGTH / MIB {
        piece[0] = number as u8;
        file.write_all(&piece).unwrap();
    }
    file.sync_all().unwrap();
}

/// The host reads it itself, into memory that it uses again.
fn read_by_host(path: &Path, piece: usize) {
    let mut file = std::fs::File::open(path).unwrap();
    let mut bytes = vec![0; piece];
    let mut length = 0;
    loop {
        match file.read(&mut bytes).unwrap() {
            0 => break,
            count => length += count,
        }
    }
    assert_eq!(length, LENGTH);
}

/// An engine with the guest, which has been granted the file.
fn engine(folder: &Path, path: &Path) -> Engine {
    let engine = Engine::new(EngineOptions {
        data_folder: folder.into(),
        limits: Limits::default(),
        workspace: None,
        runtimes: imjoy_engine::LanguageRuntimes::default(),
    })
    .unwrap();
    let link = engine.link();
    let (answering, picked) = (link.clone(), path.to_owned());
    let (wake, woken) = std::sync::mpsc::sync_channel(1);
    link.requests.set_wake(move || {
        let _ = wake.try_send(());
    });
    std::thread::spawn(move || {
        while woken.recv().is_ok() {
            for request in answering.requests.take() {
                if let UiRequest::OpenDialog(dialog) = request {
                    let answer = DialogAnswer::Picked { paths: vec![picked.clone()], is_remembered: false };
                    answering.send(UiEvent::AnswerDialog { dialog: dialog.id, answer });
                }
            }
        }
    });
    let plugin = engine.load(PluginSource::File(guests::FILES.into()));
    engine.block_on(engine.ready(plugin)).unwrap();
    engine.block_on(engine.call("files", "choose", vec![Value::Record(Record::new())])).unwrap();
    engine
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn main() -> ExitCode {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.bin");
    make(&path);
    let engine = engine(&folder.path().join("data"), &path);
    let name = Value::from(path.to_str().unwrap());
    let call = |function: &str, arguments: Vec<Value>| {
        let length = engine.block_on(engine.call("files", function, arguments)).unwrap();
        assert_eq!(length, Value::Integer(LENGTH as i64));
    };
    let one_by_one = |piece: usize| call("read_one_by_one", vec![name.clone(), (piece as i64).into()]);
    let ways: [(&str, &dyn Fn()); 7] = [
        ("the host itself, pieces of 1 MiB", &|| read_by_host(&path, MIB)),
        ("the host itself, pieces of 4 MiB", &|| read_by_host(&path, 4 * MIB)),
        ("a plugin by pieces()", &|| call("read_through", vec![name.clone()])),
        ("a plugin, read() of 256 KiB one by one", &|| one_by_one(MIB / 4)),
        ("a plugin, read() of 1 MiB one by one", &|| one_by_one(MIB)),
        ("a plugin, read() of 4 MiB one by one", &|| one_by_one(4 * MIB)),
        ("a plugin, read() of 16 MiB one by one", &|| one_by_one(16 * MIB)),
    ];
    let mut times = vec![Vec::new(); ways.len()];
    for _ in 0..ROUNDS {
        for ((_, way), times) in ways.iter().zip(&mut times) {
            let started = Instant::now();
            way();
            times.push(started.elapsed());
        }
    }
    let medians: Vec<Duration> = times.iter_mut().map(|times| median(times)).collect();
    let host = medians[0].min(medians[1]);
    for ((name, _), median) in ways.iter().zip(&medians) {
        let ratio = median.as_secs_f64() / host.as_secs_f64();
        println!("1 GiB, {name}: {:.0} ms, {ratio:.2} times", median.as_secs_f64() * 1000.0);
    }
    let ratio = medians[2].as_secs_f64() / host.as_secs_f64();
    if ratio > MOST {
        println!("{ratio:.2} times is more than {MOST}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
