//! How long the GUI thread needs for one frame of the whole application with ten windows
//! whose data all change in every frame: taking the engine's requests, layout, and
//! tessellation. Rasterising is not counted.
//!
//! What is to be held: the CPU time of the GUI thread stays under 8 ms, in each single frame.
//! The first lines of the output say it, for each type alone and for ten windows; criterion's
//! figures after them are wall time, beside the tasks that prepare the data.
//!
//! The peer in the same run is an empty egui frame: ten windows of one label.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a benchmark may fail by a panic"
)]

use bytes::Bytes;
use criterion::{Criterion, criterion_group, criterion_main};
use egui::{Context, FullOutput, Pos2, RawInput, Rect, vec2};
use host::application::{Application, ApplicationOptions};
use imjoy_engine::front_end::{
    EngineLink, UiQueue, UiRequest, WindowDescription, WindowPresentation, WindowRectangle, WindowUpdate,
};
use imjoy_engine::identity::{PluginId, WindowId};
use imjoy_engine::log::{Log, LogLevel};
use imjoy_engine::value::{DataType, NdArray, Record, Value};
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

const IMAGE_SIDE: usize = 2048;
const TABLE_ROWS: i64 = 10_000;
/// Sets of data that the windows get in turn, so that each update brings others.
const VARIANTS: usize = 4;
/// Frames that are measured one by one.
const FRAMES: usize = 512;
/// Frames of which the mean is given too.
const BLOCK: usize = 16;

struct Bench {
    context: Context,
    application: Application,
    queue: Arc<UiQueue>,
    log: Arc<Log>,
    windows: Vec<Vec<Value>>,
    frame: usize,
}

fn input(frame: usize) -> RawInput {
    RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1920.0, 1080.0))),
        time: Some(frame as f64 / 60.0),
        ..RawInput::default()
    }
}

fn image(variant: usize) -> Value {
    let pixels: Vec<u8> = (0..IMAGE_SIDE * IMAGE_SIDE)
        .map(|index| ((index % IMAGE_SIDE) ^ (index / IMAGE_SIDE + variant * 7)) as u8)
        .collect();
    let array = NdArray::new(DataType::Uint8, vec![IMAGE_SIDE as u64, IMAGE_SIDE as u64], Bytes::from(pixels)).unwrap();
    Record::new().with("src", array).into()
}

fn table(variant: usize) -> Value {
    let row = |index: i64| {
        Record::new()
            .with("label", index)
            .with("area", index as f64 * 1.5 + variant as f64)
            .with("name", format!("cell {index}"))
            .into()
    };
    Value::List((0..TABLE_ROWS).map(row).collect())
}

fn plot(variant: usize) -> Value {
    let wave: Vec<Value> =
        (0..10_000).map(|index| Value::from((f64::from(index) * 0.01 + variant as f64).sin())).collect();
    Record::new().with("series", Value::List(vec![Record::new().with("y", Value::List(wave)).into()])).into()
}

fn generic(variant: usize) -> Value {
    let inner = |index: usize| Record::new().with("index", index as i64).with("mean", 0.5 * variant as f64).into();
    Record::new().with("count", variant as i64).with("cells", Value::List((0..1000).map(inner).collect())).into()
}

fn markdown(variant: usize) -> Value {
    let mut source = format!("# Report {variant}\n\n");
    for section in 0..20 {
        source.push_str(&format!(
            "## Section {section}\n\nSome *text* with **emphasis** and `code`.\n\n- one\n- two\n\n"
        ));
    }
    Record::new().with("source", source).into()
}

fn description(number: u64, window_type: &str, data: Value) -> WindowDescription {
    WindowDescription {
        id: WindowId::for_test(number),
        plugin: Some(PluginId::for_test(1)),
        plugin_name: Some("bench".into()),
        name: format!("{window_type} {number}"),
        window_type: window_type.to_owned(),
        data,
        config: Value::Absent,
        x: None,
        y: None,
        w: None,
        h: None,
        presentation: WindowPresentation::Workspace,
        file: None,
        needs_browser: false,
    }
}

/// A window type and what makes its data.
type Shown = (&'static str, fn(usize) -> Value);

const TEN: [Shown; 10] = [
    ("imjoy/image", image),
    ("imjoy/plot", plot),
    ("imjoy/table", table),
    ("imjoy/generic", generic),
    ("imjoy/markdown", markdown),
    ("imjoy/log", |_| Value::Absent),
    ("imjoy/image", image),
    ("imjoy/plot", plot),
    ("imjoy/tree", generic),
    ("imjoy/table", table),
];

impl Bench {
    fn new(types: &[Shown]) -> Self {
        let queue = Arc::new(UiQueue::new());
        let log = Arc::new(Log::default());
        let link = EngineLink::new(Arc::clone(&queue), Arc::clone(&log), |_| {});
        let context = Context::default();
        let application = Application::new(&context, link, ApplicationOptions::default());
        let windows: Vec<Vec<Value>> = types.iter().map(|(_, make)| (0..VARIANTS).map(make).collect()).collect();
        for (number, ((window_type, _), data)) in types.iter().zip(&windows).enumerate() {
            let id = number as u64 + 1;
            queue.push(UiRequest::OpenWindow(description(id, window_type, data[0].clone())));
            // All are seen: five columns and two rows of 10 cells.
            let rectangle = WindowRectangle { x: (id as u32 - 1) % 5 * 10, y: (id as u32 - 1) / 5 * 16, w: 10, h: 16 };
            queue.push(UiRequest::PlaceWindow { window: WindowId::for_test(id), rectangle: Some(rectangle) });
        }
        let mut bench = Self { context, application, queue, log, windows, frame: 0 };
        let begin = Instant::now();
        while begin.elapsed() < Duration::from_secs(1) {
            bench.send_updates();
            bench.draw();
        }
        bench
    }

    /// Gives all windows new data. What this costs is spent on the engine's threads.
    fn send_updates(&mut self) {
        self.frame += 1;
        for (number, variants) in self.windows.iter().enumerate() {
            self.queue.push(UiRequest::UpdateWindow(WindowUpdate {
                id: WindowId::for_test(number as u64 + 1),
                name: None,
                data: Some(variants[self.frame % VARIANTS].clone()),
                config: None,
                owner_ended: None,
            }));
        }
        self.log.add(Some(PluginId::for_test(1)), &"bench".into(), LogLevel::Info, "one more line", None);
    }

    fn draw(&mut self) {
        let application = &mut self.application;
        let output = self.context.run_ui(input(self.frame), |ui| {
            application.take_requests();
            application.show(ui);
        });
        finish(&self.context, output);
    }
}

/// Tessellates; uploading textures counts as rasterising.
fn finish(context: &Context, mut output: FullOutput) {
    output.textures_delta.clear();
    black_box(context.tessellate(output.shapes, output.pixels_per_point));
}

/// CPU time of this thread where the system tells it, else the time: what other programs do
/// on the machine does not count. It is read from the thread's clock, which counts to the
/// nanosecond; `/proc/thread-self/schedstat` is brought up to date at each tick of 4 ms only.
#[cfg(unix)]
fn cpu_time(_begin: Instant) -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

#[cfg(not(unix))]
fn cpu_time(begin: Instant) -> Duration {
    begin.elapsed()
}

fn milliseconds(times: &mut [Duration], share: f64) -> f64 {
    times.sort();
    times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3
}

/// Single frames, and means of blocks: a block is what a person can notice.
fn print_figures(what: &str, mut frames: Vec<Duration>) {
    let mut blocks: Vec<Duration> =
        frames.chunks_exact(BLOCK).map(|block| block.iter().sum::<Duration>() / BLOCK as u32).collect();
    for (unit, times) in [("frames", &mut frames), ("blocks", &mut blocks)] {
        println!(
            "CPU time of a frame, {what}: median {:.2} ms, 95 % below {:.2} ms, longest {:.2} ms of {} {unit}",
            milliseconds(times, 0.5),
            milliseconds(times, 0.95),
            milliseconds(times, 1.0),
            times.len()
        );
    }
}

fn measure(what: &str, types: &[Shown]) -> Bench {
    let mut bench = Bench::new(types);
    let begin = Instant::now();
    let mut times = Vec::new();
    for _ in 0..FRAMES {
        bench.send_updates();
        let before = cpu_time(begin);
        bench.draw();
        times.push(cpu_time(begin).saturating_sub(before));
    }
    print_figures(what, times);
    bench
}

fn frames(criterion: &mut Criterion) {
    for shown in TEN.iter().take(6).chain(TEN.iter().skip(8).take(1)) {
        measure(shown.0, &[*shown]);
    }
    let mut bench = measure("ten windows, all updated", &TEN);
    let mut group = criterion.benchmark_group("frame");
    group.sample_size(50);
    group.bench_function("ten windows, all updated", |bencher| {
        bencher.iter_custom(|count| {
            let mut spent = Duration::ZERO;
            for _ in 0..count {
                bench.send_updates();
                let begin = Instant::now();
                bench.draw();
                spent += begin.elapsed();
            }
            spent
        });
    });
    group.bench_function("ten windows, nothing new", |bencher| {
        bencher.iter(|| {
            bench.frame += 1;
            bench.draw();
        });
    });
    let context = Context::default();
    let mut frame = 0;
    group.bench_function("peer: empty egui, ten windows of a label", |bencher| {
        bencher.iter(|| {
            frame += 1;
            let output = context.run_ui(input(frame), |ui| {
                for number in 0..10 {
                    egui::Window::new(format!("window {number}")).show(ui.ctx(), |ui| ui.label("label"));
                }
            });
            finish(&context, output);
        });
    });
    group.finish();
}

criterion_group!(benches, frames);
criterion_main!(benches);
