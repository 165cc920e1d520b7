//! How fast the engine is: compile, start, calls, data. Peers are measured in the same
//! run: JSON for values, a plain copy for bytes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a benchmark may fail by a panic"
)]

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use imjoy_engine::front_end::{DialogAnswer, UiEvent, UiRequest};
use imjoy_engine::value::{DataType, NdArray, Record, Value};
use imjoy_engine::{Engine, EngineOptions, Limits, PluginSource};
use imjoy_tests::guests;
use std::hint::black_box;
use std::time::Duration;

fn engine(folder: &std::path::Path) -> Engine {
    Engine::new(EngineOptions {
        data_folder: folder.into(),
        limits: Limits::default(),
        workspace: None,
        runtimes: imjoy_engine::LanguageRuntimes::default(),
    })
    .unwrap()
}

fn load(engine: &Engine, path: &str) {
    let plugin = engine.load(PluginSource::File(path.into()));
    engine.block_on(engine.ready(plugin)).unwrap();
}

fn starting(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("start");
    group.sample_size(10);
    group.bench_function("compile and load", |bencher| {
        bencher.iter_batched(
            || {
                let folder = tempfile::tempdir().unwrap();
                (engine(folder.path()), folder)
            },
            |(engine, folder)| {
                load(&engine, guests::ECHO);
                (engine, folder)
            },
            BatchSize::PerIteration,
        );
    });
    let folder = tempfile::tempdir().unwrap();
    for (name, guest) in [("large", guests::ECHO), ("small", guests::PANIC)] {
        load(&engine(folder.path()), guest);
        let bytes = std::fs::metadata(guest).unwrap().len() / 1000;
        group.bench_function(format!("load a {name} plugin ({bytes} kB) from the cache, until ready"), |bencher| {
            bencher.iter_batched(
                || engine(folder.path()),
                |engine| {
                    load(&engine, guest);
                    engine
                },
                BatchSize::PerIteration,
            );
        });
    }
    let running = engine(folder.path());
    let plugin = running.load(PluginSource::File(guests::ECHO.into()));
    running.block_on(running.ready(plugin)).unwrap();
    group.sample_size(100);
    group.bench_function("restart: drop, instantiate, setup", |bencher| {
        bencher.iter(|| running.block_on(running.restart(plugin)).unwrap());
    });
    group.bench_function("restart and first call", |bencher| {
        bencher.iter(|| {
            running.block_on(async {
                running.restart(plugin).await.unwrap();
                running.call("echo", "echo", vec![Value::Integer(1)]).await.unwrap()
            })
        });
    });
    group.finish();
}

fn thousand_nodes() -> Value {
    Value::List(
        (0..200i64)
            .map(|label| {
                Value::Record(
                    Record::new()
                        .with("label", label)
                        .with("area", label as f64 * 1.5)
                        .with("name", format!("cell {label}"))
                        .with("is_round", label % 2 == 0),
                )
            })
            .collect(),
    )
}

fn calls(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path());
    load(&engine, guests::ECHO);
    load(&engine, guests::ECHO_PARTNER);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let echo = |value: Value| engine.call("echo", "echo", vec![value]);
    let relay = |value: Value| engine.call("echo", "relay", vec!["echo-partner".into(), value]);

    let mut group = criterion.benchmark_group("call");
    group.bench_function("echo a small value", |bencher| {
        bencher.to_async(&runtime).iter(|| async { echo(Value::Integer(1)).await.unwrap() });
    });
    group.bench_function("plugin to plugin and back", |bencher| {
        bencher.to_async(&runtime).iter(|| async { relay(Value::Integer(1)).await.unwrap() });
    });
    let nodes = thousand_nodes();
    group.bench_function("echo 1000 nodes", |bencher| {
        bencher.to_async(&runtime).iter(|| async { echo(nodes.clone()).await.unwrap() });
    });
    group.bench_function("peer: 1000 nodes to JSON and back, twice", |bencher| {
        // What a boundary of JSON costs on the host's side alone.
        let json = nodes.to_json().unwrap();
        bencher.iter(|| {
            for _ in 0..2 {
                let text = serde_json::to_string(&json).unwrap();
                black_box(serde_json::from_str::<serde_json::Value>(&text).unwrap());
            }
        });
    });
    group.finish();

    let mut group = criterion.benchmark_group("data");
    let sixteen: Vec<u8> = vec![7; 16 << 20];
    let array: Vec<u8> = (0..2048 * 2048).flat_map(|number| (number as f32).to_le_bytes()).collect();
    let array = NdArray::new(DataType::Float32, vec![2048, 2048], array.into()).unwrap();
    group.throughput(Throughput::Bytes(16 << 20));
    group.bench_function("peer: copy 16 MiB", |bencher| bencher.iter(|| black_box(sixteen.clone())));
    let bytes = Value::Bytes(sixteen.clone().into());
    group.bench_function("echo 16 MiB by handle", |bencher| {
        bencher.to_async(&runtime).iter(|| async { echo(bytes.clone()).await.unwrap() });
    });
    group.bench_function("relay 16 MiB by handle", |bencher| {
        bencher.to_async(&runtime).iter(|| async { relay(bytes.clone()).await.unwrap() });
    });
    group.bench_function("echo a 2048 × 2048 float32 array by handle", |bencher| {
        bencher.to_async(&runtime).iter(|| async { echo(array.clone().into()).await.unwrap() });
    });
    group.bench_function("relay a 2048 × 2048 float32 array by handle", |bencher| {
        bencher.to_async(&runtime).iter(|| async { relay(array.clone().into()).await.unwrap() });
    });
    group.bench_function("read and make anew a 2048 × 2048 float32 array in the plugin", |bencher| {
        bencher
            .to_async(&runtime)
            .iter(|| async { engine.call("echo", "copy", vec![array.clone().into()]).await.unwrap() });
    });
    group.finish();
}

fn dialogs(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path());
    load(&engine, guests::ECHO);
    // Answers every dialog at once, on another thread, as a front end does.
    let link = engine.link();
    let answering = link.clone();
    let (wake, woken) = std::sync::mpsc::sync_channel(1);
    link.requests.set_wake(move || {
        let _ = wake.try_send(());
    });
    std::thread::spawn(move || {
        while woken.recv().is_ok() {
            for request in answering.requests.take() {
                if let UiRequest::OpenDialog(dialog) = request {
                    let answer = DialogAnswer::Confirmed(Value::Absent);
                    answering.send(UiEvent::AnswerDialog { dialog: dialog.id, answer });
                }
            }
        }
    });
    let mut group = criterion.benchmark_group("dialogs");
    group.bench_function("one awaited", |bencher| {
        bencher.iter(|| engine.block_on(engine.call("echo", "alert", vec!["one".into()])).unwrap());
    });
    group.bench_function("ten awaited at once", |bencher| {
        bencher.iter(|| engine.block_on(engine.call("echo", "ten_alerts", vec![])).unwrap());
    });
    group.finish();
}

fn configuration() -> Criterion {
    Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2))
}

criterion_group! {
    name = benches;
    config = configuration();
    targets = starting, calls, dialogs
}
criterion_main!(benches);
