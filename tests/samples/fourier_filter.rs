//! The sample plugin in C: its algorithm against numpy and against the definition of the Fourier transform, compiled
//! for this machine, and the plugin itself in the engine.

use super::{active, array, engine_with, plugin, run};
use imjoy_engine::front_end::{ActiveWindow, UiEvent, UiRequest};
use imjoy_engine::images::read_image;
use imjoy_engine::value::{DataType, NdArray, Record, Value};
use imjoy_tests::images;
use serde_json::Value as Json;
use std::f64::consts::TAU;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../sample-plugins/fourier-filter")
}

fn reference() -> Json {
    serde_json::from_str(&std::fs::read_to_string(folder().join("tests/reference.json")).unwrap()).unwrap()
}

fn numbers(json: &Json) -> Vec<f64> {
    json.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

/// The program `tests/driver.c` of the plugin.
struct Driver {
    program: PathBuf,
    _folder: tempfile::TempDir,
}

impl Driver {
    fn compile() -> Self {
        let target = tempfile::tempdir().unwrap();
        let program = target.path().join("driver");
        let sources = ["fft.c", "butterflies.c", "plane.c", "band.c", "filter.c", "tests/driver.c"];
        let mut command = Command::new("cc");
        command.current_dir(folder()).args(["-std=gnu17", "-O1", "-Wall", "-Wextra", "-Werror"]).args(sources);
        let output = command.arg("-lm").arg("-o").arg(&program).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self { program, _folder: target }
    }

    fn run(&self, arguments: &[String], numbers: &[f64]) -> Vec<f64> {
        let mut command = Command::new(&self.program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let text: String = numbers.iter().map(|number| format!("{number:?}\n")).collect();
        let writer = std::thread::spawn(move || input.write_all(text.as_bytes()).unwrap());
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", output.status);
        String::from_utf8(output.stdout).unwrap().lines().map(|line| line.parse().unwrap()).collect()
    }
}

/// The transform by its definition.
fn transform(sequence: &[[f64; 2]], sign: f64) -> Vec<[f64; 2]> {
    let length = sequence.len();
    (0..length)
        .map(|k| {
            let mut sum = [0.0, 0.0];
            for (j, [real, imaginary]) in sequence.iter().enumerate() {
                let (sine, cosine) = (sign * TAU * ((j * k % length) as f64) / length as f64).sin_cos();
                sum[0] += real * cosine - imaginary * sine;
                sum[1] += real * sine + imaginary * cosine;
            }
            sum
        })
        .collect()
}

fn assert_near(found: &[f64], expected: &[f64], tolerance: f64, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (index, (a, b)) in found.iter().zip(expected).enumerate() {
        assert!((a - b).abs() <= tolerance, "{what}: number {index} is {a} and should be {b}");
    }
}

#[test]
fn sequences_of_any_length_are_transformed_as_defined() {
    let driver = Driver::compile();
    // All factors, primes, and lengths that mix them; the values are any.
    for length in (1..=32).chain([45, 97, 100, 121, 128, 143, 240, 243, 251]) {
        let value = |index: usize| ((index * 7919 + 13) % 1009) as f64 / 100.0 - 5.0;
        let sequence: Vec<[f64; 2]> = (0..length).map(|k| [value(k), value(k + 500)]).collect();
        let reversed: Vec<[f64; 2]> = sequence.iter().rev().copied().collect();
        let flat: Vec<f64> = sequence.iter().flatten().copied().collect();
        for (command, sign, scale) in [("transform", -1.0, 1.0), ("inverse", 1.0, 1.0 / length as f64)] {
            let found = driver.run(&[command.into(), length.to_string()], &flat);
            let expected: Vec<f64> = transform(&sequence, sign)
                .into_iter()
                .zip(transform(&reversed, sign))
                .flat_map(|(first, second)| [first[0], first[1], second[0], second[1]])
                .map(|number| number * scale)
                .collect();
            assert_near(&found, &expected, 1e-9, &format!("{command} of {length}"));
        }
    }
}

#[test]
fn small_images_are_filtered_as_by_numpy() {
    let driver = Driver::compile();
    for case in reference()["small"].as_array().unwrap() {
        let size = [case["rows"].to_string(), case["columns"].to_string()];
        let image = numbers(&case["image"]);
        let found = driver.run(&[&["spectrum".to_owned()], &size[..]].concat(), &image);
        assert_near(&found, &numbers(&case["spectrum"]), 1e-6, &format!("spectrum of {size:?}"));
        // A second plane beside the first must neither be changed by it nor change it.
        let upside_down: Vec<f64> = image.iter().rev().copied().collect();
        let planes = [image, upside_down].concat();
        for filter in case["filtered"].as_array().unwrap() {
            let high = if filter["high"].is_null() { "inf".to_owned() } else { filter["high"].to_string() };
            let band = [filter["low"].to_string(), high, filter["stripes"].to_string()];
            let found = driver.run(&[&["filter".to_owned()], &size[..], &band[..]].concat(), &planes);
            let expected = numbers(&filter["image"]);
            let both: Vec<f64> = expected.iter().copied().chain(expected.iter().rev().copied()).collect();
            assert_near(&found, &both, 1e-6, &format!("{band:?} of {size:?}"));
        }
    }
}

/// What `run` shows: the array of the window that it describes.
fn shown(result: &Value) -> NdArray {
    array(result.field("data").unwrap().field("src").unwrap()).clone()
}

#[test]
fn coins_are_filtered_as_by_numpy() {
    let engine = engine_with(&["fourier-filter"]);
    let expected = reference()["coins"].clone();
    let config = Record::new().with("low", 3).with("high", 40).with("spectrum", false);
    let filtered = shown(&run(&engine, "fourier-filter", "fourier-filter", config, "coins.png").unwrap());
    assert_eq!((filtered.data_type(), filtered.shape()), (DataType::Float32, &[303, 384][..]));
    let coins = read_image(&images().join("coins.png")).unwrap();
    let spectrum = engine.call("fourier-filter", "spectrum", vec![coins.clone().into()]).unwrap();
    let at = |array: &NdArray, place: &Json| {
        let [row, column] = [0, 1].map(|axis| place[axis].as_u64().unwrap() as usize);
        array.element(row * 384 + column).unwrap()
    };
    let places = expected["places"].as_array().unwrap();
    let found: Vec<f64> = places.iter().map(|place| at(&filtered, place)).collect();
    // Mirror images reach 48 pixels here, and have no end there.
    assert_near(&found, &numbers(&expected["filtered"]), 0.05, "filtered");
    let found: Vec<f64> = places.iter().map(|place| at(array(&spectrum), place)).collect();
    assert_near(&found, &numbers(&expected["spectrum"]), 1e-4, "spectrum");
    let values: Vec<f64> = (0..filtered.len()).map(|index| filtered.element(index).unwrap()).collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    assert!((mean - expected["mean"].as_f64().unwrap()).abs() < 0.01, "{mean}");
    let by_function = engine.call("fourier-filter", "filter", vec![coins.into(), 3.into(), 40.into()]).unwrap();
    assert_eq!(array(&by_function), &filtered);
}

#[test]
fn every_type_of_image_keeps_its_type_or_becomes_float() {
    let engine = engine_with(&["fourier-filter"]);
    let id = plugin(&engine, "fourier-filter");
    for data_type in [DataType::Uint8, DataType::Uint16, DataType::Float32] {
        for shape in [vec![40, 30], vec![40, 30, 3], vec![40, 30, 4]] {
            let length = shape.iter().product::<u64>() as usize;
            let bytes: Vec<u8> = (0..length)
                .flat_map(|index| {
                    let value = (index * 37 % 200) as u8;
                    match data_type {
                        DataType::Uint8 => vec![value],
                        DataType::Uint16 => (u16::from(value) * 256).to_le_bytes().to_vec(),
                        _ => (f32::from(value) / 200.0).to_le_bytes().to_vec(),
                    }
                })
                .collect();
            let image = NdArray::new(data_type, shape.clone(), bytes.into()).unwrap();
            for (result, expected) in [("float32", DataType::Float32), ("type of the image", data_type)] {
                let config = Record::new().with("low", 2).with("high", 0).with("result", result);
                let window = ActiveWindow {
                    name: "test".into(),
                    window_type: "imjoy/image".into(),
                    data: Value::Record(Record::new().with("src", image.clone())),
                };
                let found = engine.block_on(engine.engine.run_op(id, "fourier-filter", config, Some(window))).unwrap();
                let found = shown(&found);
                assert_eq!((found.data_type(), found.shape()), (expected, &shape[..]), "{data_type:?}");
                if shape.last() == Some(&4) {
                    let alpha =
                        |array: &NdArray| (0..1200).map(|pixel| array.element(4 * pixel + 3)).collect::<Vec<_>>();
                    assert_eq!(alpha(&found), alpha(&image), "alpha is kept");
                }
            }
        }
    }
}

#[test]
fn progress_and_spectrum_are_shown() {
    let mut engine = engine_with(&["fourier-filter"]);
    let id = plugin(&engine, "fourier-filter");
    engine.engine.send(UiEvent::RunOp {
        plugin: id,
        op: "fourier-filter".into(),
        config: Record::new(),
        active_window: Some(active("coins.png")),
    });
    let mut progress = Vec::new();
    let mut windows = Vec::new();
    engine.request(|request| {
        match request {
            UiRequest::Progress(Some((plugin, percent))) if *plugin == id => progress.push(*percent),
            UiRequest::OpenWindow(window) => windows.push(window.name.to_string()),
            _ => {}
        }
        (windows.len() == 2).then_some(())
    });
    assert_eq!(windows, ["Power spectrum of coins.png", "Fourier filter of coins.png"]);
    assert!(!progress.is_empty() && progress.is_sorted(), "{progress:?}");
}

#[test]
fn wrong_input_is_one_clear_sentence() {
    let engine = engine_with(&["fourier-filter"]);
    let id = plugin(&engine, "fourier-filter");
    let no_image = engine.block_on(engine.engine.run_op(id, "fourier-filter", Record::new(), None)).unwrap_err();
    assert_eq!(no_image.to_string(), "open an image first (Ctrl+O), then run the Fourier filter on it");
    let coins = || Value::from(read_image(&images().join("coins.png")).unwrap());
    let stack = NdArray::new(DataType::Uint8, vec![2, 4, 5, 3], vec![0; 120].into()).unwrap();
    for (arguments, sentence) in [
        (vec![Value::from("coins")], "the image must be an ndarray, and is \"coins\""),
        (vec![], "the image is missing: it must be an ndarray"),
        (
            vec![stack.into()],
            "the image must be a grey or RGB image, and is an array of shape [2, 4, 5, 3]: choose one plane of it",
        ),
        (vec![coins(), (-1).into()], "low must be a size in pixels, 0 or more, and is -1"),
        (vec![coins(), 5.into(), 4.into()], "high must be larger than low, or 0 for none: low is 5 and high is 4"),
        (vec![coins(), "small".into()], "low must be a number, and is \"small\""),
        (
            vec![coins(), 3.into(), 40.into(), "diagonal".into()],
            "stripes must be none, horizontal or vertical, and is \"diagonal\"",
        ),
    ] {
        let error = engine.call("fourier-filter", "filter", arguments).unwrap_err();
        assert_eq!(error.to_string(), sentence);
    }
}
