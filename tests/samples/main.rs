//! The sample plugins, as components in the engine, on real images against the values of
//! scikit-image.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic"
)]

mod api_examples;
mod coin_segmentation;
mod csv_importer;
mod fourier_filter;
mod measurement_log;
mod stack_projection;
mod threshold_explorer;
mod time_course;
mod user;

use host::sample_plugins::sample_plugins;
use imjoy_engine::front_end::{ActiveWindow, UiEvent, UiRequest};
use imjoy_engine::identity::PluginId;
use imjoy_engine::images::read_image;
use imjoy_engine::value::{DataType, NdArray, Record, Value};
use imjoy_engine::{CallError, PluginSource};
use imjoy_tests::{TestEngine, compile_python_runtime, images};

/// The plugins that count cells.
const COUNTING: [&str; 2] = ["image-filters", "cell-counter"];

/// An engine with all sample plugins.
fn engine_with_samples() -> TestEngine {
    ready(|_| true)
}

/// An engine with some sample plugins: components by the names of their packages, plugin files by their own.
fn engine_with(names: &[&str]) -> TestEngine {
    let engine = ready(|name| names.contains(&name));
    assert_eq!(engine.engine.plugins().len(), names.len(), "{names:?}");
    engine
}

fn ready(is_wanted: impl Fn(&str) -> bool) -> TestEngine {
    compile_python_runtime();
    let engine = TestEngine::new();
    let wanted = sample_plugins().into_iter().filter(|source| match source {
        PluginSource::BuiltIn { name, .. } => is_wanted(name),
        _ => false,
    });
    let plugins: Vec<PluginId> = wanted.map(|source| engine.engine.load(source)).collect();
    for plugin in plugins {
        engine.block_on(engine.engine.ready(plugin)).unwrap();
    }
    engine
}

fn plugin(engine: &TestEngine, name: &str) -> PluginId {
    engine.engine.plugin_named(name).unwrap()
}

fn reference(image: &str) -> serde_json::Value {
    let text = std::fs::read_to_string(images().join("reference.json")).unwrap();
    serde_json::from_str::<serde_json::Value>(&text).unwrap()[image].clone()
}

fn active(image: &str) -> ActiveWindow {
    let array = read_image(&images().join(image)).unwrap();
    ActiveWindow {
        name: image.into(),
        window_type: "imjoy/image".into(),
        data: Value::Record(Record::new().with("src", array).with("name", image)),
    }
}

fn run(engine: &TestEngine, plugin_name: &str, op: &str, config: Record, image: &str) -> Result<Value, CallError> {
    let id = plugin(engine, plugin_name);
    engine.block_on(engine.engine.run_op(id, op, config, Some(active(image))))
}

fn array(value: &Value) -> &NdArray {
    match value {
        Value::NdArray(array) => array,
        other => panic!("{other}"),
    }
}

/// An 8-bit image as float32.
fn float32(image: &NdArray) -> NdArray {
    let data: Vec<u8> = image.data().iter().flat_map(|pixel| f32::from(*pixel).to_le_bytes()).collect();
    NdArray::new(DataType::Float32, image.shape().to_vec(), data.into()).unwrap()
}

#[test]
fn every_sample_has_icon_description_and_docs() {
    let engine = engine_with_samples();
    for info in engine.engine.plugins() {
        let name = &info.manifest.name;
        assert!(!info.manifest.icon.is_empty(), "{name} has no icon");
        assert!(!info.manifest.description.is_empty() && !info.manifest.description.contains('\n'), "{name}");
        assert!(info.manifest.docs.len() > 50, "{name} has no docs");
    }
}

#[test]
fn hello() {
    let mut engine = engine_with(&["hello"]);
    let id = plugin(&engine, "hello");
    engine.engine.send(UiEvent::RunOp {
        plugin: id,
        op: "hello".into(),
        config: Record::new().with("name", "Ada"),
        active_window: None,
    });
    let dialog = engine.dialog();
    assert!(!engine.log().iter().any(|entry| entry == "hello went on after OK"));
    engine.answer(&dialog, Value::Absent);
    let mut progress = Vec::new();
    engine.request(|request| match request {
        UiRequest::Progress(Some((_, percent))) => {
            progress.push(*percent);
            None
        }
        UiRequest::Snackbar(snackbar) => {
            assert!(snackbar.text.contains("Ada"), "{snackbar:?}");
            Some(())
        }
        _ => None,
    });
    assert!(progress.is_sorted() && progress.last() == Some(&100.0), "{progress:?}");
    // The entry is written right after the snackbar, before the run ends.
    engine.request(|request| matches!(request, UiRequest::Progress(None)).then_some(()));
    assert!(engine.log().iter().any(|entry| entry == "hello went on after OK"), "{:?}", engine.log());
}

#[test]
fn otsu_threshold_is_that_of_scikit_image() {
    let engine = engine_with(&COUNTING);
    for image in ["coins.png", "cell.png"] {
        let expected = reference(image);
        let pixels = read_image(&images().join(image)).unwrap();
        let otsu = engine.call("image-filters", "otsu", vec![pixels.into()]).unwrap();
        assert_eq!(otsu.field("threshold").unwrap().as_number(), expected["otsu_threshold"].as_f64(), "{image}");
        let above = array(otsu.field("mask").unwrap()).data().iter().filter(|pixel| **pixel != 0).count();
        assert_eq!(above as u64, expected["pixels_above_otsu"].as_u64().unwrap(), "{image}");
    }
}

#[test]
fn gaussian_blur_is_that_of_scikit_image() {
    let engine = engine_with(&COUNTING);
    for image in ["coins.png", "cell.png"] {
        let expected = reference(image);
        let pixels = float32(&read_image(&images().join(image)).unwrap());
        let columns = pixels.shape()[1] as usize;
        let blurred = engine.call("image-filters", "gaussian", vec![pixels.into(), 2.0.into()]).unwrap();
        let blurred = array(&blurred);
        let values: Vec<f64> = (0..blurred.len()).map(|index| blurred.element(index).unwrap()).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let at_100_100 = values[100 * columns + 100];
        assert!((mean - expected["gaussian_sigma_2_nearest_mean_f64"].as_f64().unwrap()).abs() < 1e-3, "{mean}");
        let expected = expected["gaussian_sigma_2_nearest_at_100_100"].as_f64().unwrap();
        assert!((at_100_100 - expected).abs() < 1e-3, "{at_100_100}");
    }
}

#[test]
fn every_filter_takes_8_16_bit_and_float_grey_and_colour() {
    let engine = engine_with(&COUNTING);
    for data_type in [DataType::Uint8, DataType::Uint16, DataType::Float32] {
        for shape in [vec![40, 30], vec![40, 30, 3]] {
            let length = shape.iter().product::<u64>() as usize;
            let data: Vec<u8> = (0..length)
                .flat_map(|index| {
                    let value = (index * 37 % 200) as u8;
                    match data_type {
                        DataType::Uint8 => vec![value],
                        DataType::Uint16 => (u16::from(value) * 256).to_le_bytes().to_vec(),
                        _ => (f32::from(value) / 200.0).to_le_bytes().to_vec(),
                    }
                })
                .collect();
            let image = NdArray::new(data_type, shape.clone(), data.into()).unwrap();
            let window = ActiveWindow {
                name: "test".into(),
                window_type: "imjoy/image".into(),
                data: Value::Record(Record::new().with("src", image)),
            };
            let id = plugin(&engine, "image-filters");
            for op in ["Gaussian blur", "Median", "Otsu threshold", "Invert"] {
                let snapshot = engine.engine.info(id).unwrap().snapshot;
                let form = &snapshot.ops.iter().find(|known| &*known.name == op).unwrap().form;
                let run = engine.engine.run_op(id, op, form.default_answers(), Some(window.clone()));
                let result =
                    engine.block_on(run).unwrap_or_else(|error| panic!("{op} {data_type:?} {shape:?}: {error}"));
                let result = array(result.field("data").unwrap().field("src").unwrap());
                assert_eq!(result.shape()[..2], shape[..2], "{op}");
                if op != "Otsu threshold" {
                    assert_eq!((result.data_type(), result.shape()), (data_type, &shape[..]), "{op}");
                }
            }
        }
    }
}

#[test]
fn inverting_twice_gives_the_image_back() {
    let engine = engine_with(&COUNTING);
    let image = read_image(&images().join("ihc.png")).unwrap();
    let once = engine.call("image-filters", "invert", vec![image.clone().into()]).unwrap();
    assert_ne!(array(&once), &image);
    assert_eq!(array(&engine.call("image-filters", "invert", vec![once]).unwrap()), &image);
}

#[test]
fn a_filter_shows_its_progress() {
    let mut engine = engine_with(&COUNTING);
    let id = plugin(&engine, "image-filters");
    engine.engine.send(UiEvent::RunOp {
        plugin: id,
        op: "Gaussian blur".into(),
        config: Record::new().with("sigma", 20.0),
        active_window: Some(active("retina.jpg")),
    });
    engine.request(|request| matches!(request, UiRequest::Progress(Some((plugin, _))) if *plugin == id).then_some(()));
    engine.request(|request| matches!(request, UiRequest::OpenWindow(_)).then_some(()));
}

#[test]
fn cell_counter_counts_coins() {
    let mut engine = engine_with(&COUNTING);
    let expected = reference("coins.png");
    let result = run(&engine, "cell-counter", "cell-counter", Record::new(), "coins.png").unwrap();
    let number = |field: &str| result.field(field).unwrap().as_number().unwrap();
    assert_eq!(number("threshold"), expected["otsu_threshold"].as_f64().unwrap());
    assert_eq!(number("components"), expected["components_8"].as_f64().unwrap());
    assert_eq!(number("count"), expected["components_8_area_at_least_100"].as_f64().unwrap());
    let labels = array(result.field("labels").unwrap());
    assert_eq!(labels.shape(), [303, 384]);
    let greatest = (0..labels.len()).filter_map(|index| labels.element(index)).fold(0.0, f64::max);
    assert_eq!(greatest, 24.0);
    let table = result.field("table").unwrap().as_list().unwrap();
    assert_eq!(table.len(), 24);
    for row in &table {
        let value = |name: &str| row.field(name).unwrap().as_number().unwrap();
        assert!(value("area") >= 100.0);
        let (centroid_row, centroid_column) = (value("centroid_row"), value("centroid_column"));
        assert!((0.0..303.0).contains(&centroid_row) && (0.0..384.0).contains(&centroid_column));
        assert!(value("mean") > 107.0 && value("mean") <= 255.0);
    }
    let mut opened = Vec::new();
    engine.request(|request| {
        if let UiRequest::OpenWindow(window) = request {
            opened.push(window.window_type.clone());
        }
        (opened.len() >= 2).then_some(())
    });
    opened.sort();
    assert_eq!(opened[..2], ["imjoy/image", "imjoy/table"]);
}

#[test]
fn cell_counter_takes_its_options() {
    let engine = engine_with(&COUNTING);
    let expected = reference("coins.png");
    let config = Record::new().with("connectivity", 4i64).with("min_area", 0i64);
    let result = run(&engine, "cell-counter", "cell-counter", config, "coins.png").unwrap();
    assert_eq!(result.field("count").unwrap().as_number(), expected["components_4"].as_f64());
}

#[test]
fn cell_counter_calls_two_functions_at_once() {
    // Both calls are under way before the first has ended. That is shown by a snapshot,
    // which a newer one may replace before this thread reads it: hence several runs.
    let mut engine = engine_with(&COUNTING);
    let filters = plugin(&engine, "image-filters");
    let id = plugin(&engine, "cell-counter");
    let has_shown_both = (0..20).any(|_| {
        engine.engine.send(UiEvent::RunOp {
            plugin: id,
            op: "cell-counter".into(),
            config: Record::new(),
            active_window: Some(active("retina.jpg")),
        });
        engine.request(|request| match request {
            UiRequest::Plugin(snapshot) if snapshot.id == filters && snapshot.running_calls == 2 => Some(true),
            UiRequest::OpenWindow(window) if window.name.starts_with("Table of") => Some(false),
            _ => None,
        })
    });
    assert!(has_shown_both);
}

#[test]
fn bad_input_is_one_clear_sentence() {
    let engine = engine_with(&COUNTING);
    let id = plugin(&engine, "image-filters");
    let without_image = engine.block_on(engine.engine.run_op(id, "Median", Record::new(), None)).unwrap_err();
    assert!(matches!(&without_image, CallError::Invalid(text) if text.contains("open an image")), "{without_image:?}");
    for (data_type, shape, expected) in [
        (DataType::Complex64, vec![2, 2], "complex64"),
        (DataType::Uint8, vec![2, 2, 2, 2], "2, 2, 2, 2"),
        (DataType::Uint8, vec![4], "4"),
    ] {
        let length = shape.iter().product::<u64>() as usize * data_type.size();
        let image = NdArray::new(data_type, shape, vec![0; length].into()).unwrap();
        for (function, arguments) in
            [("gaussian", vec![image.clone().into(), 2.0.into()]), ("otsu", vec![image.into()])]
        {
            match engine.call("image-filters", function, arguments).unwrap_err() {
                CallError::Invalid(text) => assert!(text.contains(expected) && !text.contains('\n'), "{text}"),
                other => panic!("{other:?}"),
            }
        }
    }
    // Filters of empty images and single pixels do not end the plugin.
    for shape in [vec![0, 0], vec![1, 1], vec![1, 7]] {
        let length = shape.iter().product::<u64>() as usize;
        let image = NdArray::new(DataType::Uint8, shape, vec![3; length].into()).unwrap();
        for function in ["gaussian", "median", "otsu", "invert"] {
            let _ = engine.call("image-filters", function, vec![image.clone().into()]);
        }
    }
    assert!(engine.block_on(engine.engine.ready(id)).is_ok());
}

#[test]
fn cell_counter_needs_image_filters() {
    let engine = TestEngine::new();
    let source = sample_plugins()
        .into_iter()
        .find(|source| matches!(source, PluginSource::BuiltIn { name, .. } if name == "cell-counter"))
        .unwrap();
    let id = engine.engine.load(source);
    engine.block_on(engine.engine.ready(id)).unwrap();
    let error = run(&engine, "cell-counter", "cell-counter", Record::new(), "coins.png").unwrap_err();
    assert!(matches!(&error, CallError::NotFound(text) if text.contains("image-filters")), "{error:?}");
}
