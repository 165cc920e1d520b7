//! `imjoy/plot`.

use super::*;

fn value(bench: &Bench) -> String {
    bench.window("Graph").get_by_label("Plot").value().unwrap_or_default()
}

fn series(name: &str, numbers: &[f64]) -> Value {
    Record::new().with("name", name).with("y", Value::Floats(numbers.into())).into()
}

#[test]
fn a_plot_tells_its_points_and_hides_series() {
    let mut bench = Bench::new();
    let data = |second: f64| {
        let series = vec![series("flat", &[1.0, 1.0, 1.0]), series("peak", &[0.0, second, 0.0])];
        Record::new().with("title", "Two lines").with("series", Value::List(series)).into()
    };
    bench.open(1, "imjoy/plot", "Graph", data(3.0));
    bench.window("Graph").get_by_label("Two lines");
    bench.window("Graph").get_by_label("6 points");
    let area = bench.window("Graph").get_by_label("Plot").rect();
    // Somewhere near the middle column is the peak's point (1, 3).
    let at_peak = |bench: &mut Bench| {
        let mut found = String::new();
        for y in 1..40 {
            for x in 10..30 {
                bench
                    .harness
                    .hover_at(area.min + vec2(area.width() * x as f32 / 40.0, area.height() * y as f32 / 40.0));
                bench.harness.step();
                found = value(bench);
                if found.starts_with("peak: x 1, y ") {
                    return found;
                }
            }
        }
        found
    };
    assert_eq!(at_peak(&mut bench), "peak: x 1, y 3");
    bench.update(1, data(4.0));
    assert_eq!(at_peak(&mut bench), "peak: x 1, y 4");
    bench.click("Graph", "Show peak");
    assert!(!at_peak(&mut bench).starts_with("peak"));
    // It stays hidden over an update.
    bench.update(1, data(5.0));
    assert!(!at_peak(&mut bench).starts_with("peak"));
    bench.click("Graph", "Show peak");
    assert_eq!(at_peak(&mut bench), "peak: x 1, y 5");
}

#[test]
fn a_plot_is_zoomed_and_fitted() {
    let mut bench = Bench::new();
    let numbers: Vec<f64> = (0..100).map(f64::from).collect();
    bench.open(1, "imjoy/plot", "Graph", Value::Floats(numbers.clone().into()));
    let area = bench.window("Graph").get_by_label("Plot").rect();
    // Far from the line, so that the place of the pointer is told.
    bench.harness.hover_at(area.min + vec2(area.width() * 0.3, area.height() * 0.1));
    bench.harness.run();
    let fitted = value(&bench);
    assert!(fitted.starts_with("x "), "{fitted}");
    bench.press(egui::Key::Plus);
    let zoomed = value(&bench);
    assert_ne!(zoomed, fitted);
    bench.press(egui::Key::ArrowLeft);
    assert_ne!(value(&bench), zoomed);
    let chosen = value(&bench);
    bench.update(1, Value::Floats(numbers.into_iter().map(|number| number * 2.0).collect()));
    assert_eq!(value(&bench), chosen);
    bench.update(1, Value::Floats((0..100).map(f64::from).collect()));
    bench.press(egui::Key::F);
    assert_eq!(value(&bench), fitted);
}

#[test]
fn a_million_points_are_read_in_the_background() {
    let mut bench = Bench::new();
    let numbers: Vec<u8> = (0..1_000_000u32).flat_map(|index| ((index % 1000) as f32).to_le_bytes()).collect();
    let array = NdArray::new(DataType::Float32, vec![1_000_000], numbers.into()).unwrap();
    assert!(bench.harness.state_mut().apply(&UiRequest::OpenWindow(description(
        1,
        "imjoy/plot",
        "Graph",
        array.into()
    ))));
    bench.wait_until(|bench| {
        bench.has_window("Graph") && bench.window("Graph").query_by_label("1\u{a0}000\u{a0}000 points").is_some()
    });
}

#[test]
fn points_in_no_order_are_reduced_in_the_background() {
    let mut bench = Bench::new();
    let numbers =
        |factor: usize| Value::Floats((0..200_000usize).map(|index| (index * factor % 1009) as f64).collect());
    let cloud = Record::new().with("type", "points").with("x", numbers(7919)).with("y", numbers(104_729));
    let data = Record::new().with("series", Value::List(vec![cloud.into()]));
    assert!(bench.harness.state_mut().apply(&UiRequest::OpenWindow(description(
        1,
        "imjoy/plot",
        "Graph",
        data.into()
    ))));
    bench.wait_until(|bench| {
        bench.has_window("Graph") && bench.window("Graph").query_by_label("200\u{a0}000 points").is_some()
    });
}

#[test]
fn every_kind_is_drawn_and_bad_data_are_a_sentence() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/plot", "Graph", Value::Integer(3));
    bench.window("Graph").get_by_label_contains("integer cannot be plotted");
    for kind in ["line", "points", "bars", "histogram"] {
        for numbers in [&[][..], &[1.0], &[f64::NAN, f64::INFINITY, 3.0, -2.0], &[1e300, -1e300, 0.0]] {
            let series = Record::new().with("type", kind).with("y", Value::Floats(numbers.into()));
            for log in [false, true] {
                let axis = Record::new().with("log", log);
                let list = Value::List(vec![series.clone().into()]);
                let data = Record::new().with("x", axis.clone()).with("y", axis).with("series", list);
                bench.update(1, data.into());
                bench.window("Graph").get_by_label("Plot");
            }
        }
    }
}
