//! What plugins in JavaScript and Python cost beside compiled ones: starting one more,
//! calls, and arrays in and out. The peer in the same run is the guest `echo`, which is
//! compiled from Rust; for arrays a plain copy as well.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a benchmark may fail by a panic"
)]

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use imjoy_engine::front_end::UiEvent;
use imjoy_engine::value::{DataType, NdArray, Value};
use imjoy_engine::{Engine, EngineOptions, Limits, PluginSource};
use imjoy_tests::{data_folder, guests, runtimes};
use std::hint::black_box;
use std::time::{Duration, Instant};

const JAVASCRIPT: &str = "
class Bench {
  setup() {}
  echo(value) { return value }
  sum(array) { let sum = 0; for (let i = 0; i < array.length; i += 4096) sum += array[i]; return sum }
  loop() { let sum = 0; for (let i = 0; i < 1000000; i++) sum += i & 7; return sum }
}
api.export(new Bench())
";

const PYTHON: &str = "
from imjoy_rpc import api

class Bench:
    def setup(self):
        pass

    def echo(self, value):
        return value

    def loop(self):
        total = 0
        for number in range(1000000):
            total += number & 7
        return total

api.export(Bench())
";

/// The text plugins, by name and file name.
const PLUGINS: [(&str, &str, &str); 2] = [("javascript", "javascript.js", JAVASCRIPT), ("python", "python.py", PYTHON)];

fn source(file: &str, text: &'static str) -> PluginSource {
    PluginSource::BuiltIn { name: file.to_owned(), contents: text.into() }
}

fn engine() -> Engine {
    // The folder of the tests, so that Python is not compiled anew for each run.
    let options =
        EngineOptions { data_folder: data_folder(), limits: Limits::default(), workspace: None, runtimes: runtimes() };
    Engine::new(options).unwrap()
}

fn load(engine: &Engine, source: PluginSource) -> imjoy_engine::identity::PluginId {
    let plugin = engine.load(source);
    engine.block_on(engine.ready(plugin)).unwrap();
    plugin
}

/// One more plugin of a language whose runtime runs already.
fn starting(criterion: &mut Criterion) {
    let engine = engine();
    let mut group = criterion.benchmark_group("one more plugin");
    group.sample_size(30);
    for (name, file, text) in PLUGINS {
        // The runtime is compiled or read from the cache here.
        let first = load(&engine, source(file, text));
        let megabytes = engine.info(first).unwrap().snapshot.memory_bytes as f64 / f64::from(1 << 20);
        println!("memory of a plugin in {name}: {megabytes:.1} MiB");
        let extension = file.rsplit('.').next().unwrap();
        let mut number = 0;
        group.bench_function(format!("{name}: from its file until it is ready"), |bencher| {
            bencher.iter_custom(|iterations| {
                let mut taken = Duration::ZERO;
                for _ in 0..iterations {
                    number += 1;
                    let started = Instant::now();
                    let plugin = load(&engine, source(&format!("more{number}.{extension}"), text));
                    taken += started.elapsed();
                    engine.send(UiEvent::Remove(plugin));
                }
                taken
            });
        });
        group.bench_function(format!("{name}: the end of an instance, and a new one"), |bencher| {
            bencher.iter(|| engine.block_on(engine.restart(first)).unwrap());
        });
    }
    let compiled = load(&engine, PluginSource::File(guests::ECHO.into()));
    group.bench_function("peer: compiled", |bencher| {
        bencher.iter(|| engine.block_on(engine.restart(compiled)).unwrap());
    });
    group.finish();
}

fn calls(criterion: &mut Criterion) {
    let engine = engine();
    for (_, file, text) in PLUGINS {
        load(&engine, source(file, text));
    }
    load(&engine, PluginSource::File(guests::ECHO.into()));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let mut group = criterion.benchmark_group("call");
    for plugin in ["javascript", "python", "echo"] {
        group.bench_function(format!("{plugin}: echo of a small value"), |bencher| {
            bencher
                .to_async(&runtime)
                .iter(|| async { engine.call(plugin, "echo", vec![Value::Integer(1)]).await.unwrap() });
        });
    }
    group.sample_size(10);
    for plugin in ["javascript", "python"] {
        group.bench_function(format!("{plugin}: a loop of a million steps"), |bencher| {
            bencher.to_async(&runtime).iter(|| async { engine.call(plugin, "loop", Vec::new()).await.unwrap() });
        });
    }
    group.finish();
}

/// A typed array of 16 MiB into JavaScript and out again.
fn arrays(criterion: &mut Criterion) {
    let engine = engine();
    load(&engine, source("javascript.js", JAVASCRIPT));
    let bytes = vec![7u8; 16 << 20];
    let array = NdArray::new(DataType::Uint8, vec![bytes.len() as u64], bytes.clone().into()).unwrap();
    let mut group = criterion.benchmark_group("16 MiB");
    group.sample_size(20).throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("javascript: in and out", |bencher| {
        bencher.iter_batched(
            || Value::NdArray(array.clone()),
            |array| engine.block_on(engine.call("javascript", "echo", vec![array])).unwrap(),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("peer: one plain copy", |bencher| {
        bencher.iter_batched(|| (), |()| black_box(bytes.clone()), BatchSize::PerIteration);
    });
    group.finish();
}

criterion_group!(languages, starting, calls, arrays);
criterion_main!(languages);
