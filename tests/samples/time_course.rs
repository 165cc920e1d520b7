//! The sample time-course, in Python, on a stack whose decay is known.

use super::user::{User, answers, status, window};
use super::{array, engine_with, plugin};
use imjoy_engine::CallError;
use imjoy_engine::front_end::ActiveWindow;
use imjoy_engine::value::{DataType, NdArray, Record, Value};
use imjoy_tests::TestEngine;

const NAME: &str = "time-course";
const FRAMES: usize = 6;
const SIZE: usize = 40;
const BACKGROUND: f64 = 100.0;
/// How bright two squares are in the first frame, above the background.
const BRIGHTNESS: [f64; 2] = [400.0, 800.0];

fn engine() -> TestEngine {
    engine_with(&["image-filters", "time-course.imjoy.html"])
}

/// Two squares of 8 × 8 pixels that fade by `rate` from frame to frame, and one pixel of dirt.
fn stack(rate: f64) -> ActiveWindow {
    let mut data = Vec::new();
    for frame in 0..FRAMES {
        for row in 0..SIZE {
            for column in 0..SIZE {
                let is_in =
                    |corner: usize| (corner..corner + 8).contains(&row) && (corner..corner + 8).contains(&column);
                let brightness = match (row, column) {
                    (38, 2) => 2000.0,
                    _ if is_in(5) => BRIGHTNESS[0],
                    _ if is_in(24) => BRIGHTNESS[1],
                    _ => 0.0,
                };
                let value = BACKGROUND + brightness * (-rate * frame as f64).exp();
                data.extend((value as f32).to_le_bytes());
            }
        }
    }
    let shape = vec![FRAMES as u64, SIZE as u64, SIZE as u64];
    let stack = NdArray::new(DataType::Float32, shape, data.into()).unwrap();
    ActiveWindow {
        name: "recording.tif".into(),
        window_type: "imjoy/image".into(),
        data: Value::Record(Record::new().with("src", stack)),
    }
}

fn run(engine: &TestEngine, config: Record, stack: ActiveWindow) -> Result<Value, CallError> {
    let id = plugin(engine, NAME);
    let config = answers(engine, id, NAME, config);
    engine.block_on(engine.engine.run_op(id, NAME, config, Some(stack)))
}

/// The column of an object in the table.
fn trace(result: &Value, object: usize) -> Vec<f64> {
    let rows = result.field("data").unwrap().as_list().unwrap();
    rows.iter().map(|row| row.field(&format!("object {object}")).unwrap().as_number().unwrap()).collect()
}

#[test]
fn the_traces_are_those_of_the_squares() {
    let mut engine = engine();
    let result = run(&engine, Record::new().with("blur", 0i64).with("interval", 2i64), stack(0.2)).unwrap();
    for (object, brightness) in (1..).zip(BRIGHTNESS) {
        for (frame, value) in trace(&result, object).into_iter().enumerate() {
            let expected = brightness * (-0.2 * frame as f64).exp();
            // The pixel of dirt counts neither as an object nor as background.
            assert!((value - expected).abs() < 1e-3 * expected, "{object} {frame}: {value} {expected}");
        }
    }
    let rows = result.field("data").unwrap().as_list().unwrap();
    assert_eq!(rows[FRAMES - 1].field("time (s)").unwrap().as_number(), Some(10.0));
    let user = User::new();
    let labels = user.wait_for(&mut engine, window("imjoy/image"));
    let labels = array(labels.data.field("src").unwrap());
    let count = |object: f64| (0..labels.len()).filter(|index| labels.element(*index) == Some(object)).count();
    assert_eq!([count(1.0), count(2.0), count(3.0)], [64, 64, 0]);
    user.wait_for(&mut engine, status("2 objects in 6 frames"));
}

#[test]
fn bleaching_is_corrected_by_its_half_life() {
    let engine = engine();
    let config = Record::new().with("blur", 0i64).with("interval", 2i64).with("correct", true);
    let result = run(&engine, config, stack(0.2)).unwrap();
    // 0.2 for each frame of two seconds.
    let half_life = result.field("half_life").unwrap().as_number().unwrap();
    assert!((half_life - std::f64::consts::LN_2 / 0.1).abs() < 1e-3, "{half_life}");
    for (object, brightness) in (1..).zip(BRIGHTNESS) {
        assert!(trace(&result, object).iter().all(|value| (value - brightness).abs() < 1e-2 * brightness));
    }
}

#[test]
fn values_relative_to_the_first_frame_are_saved() {
    let mut engine = engine();
    let user = User::new();
    let config = Record::new().with("show", "ΔF/F₀").with("save", true);
    user.run(&engine, plugin(&engine, NAME), NAME, config, Some(stack(0.5)));
    user.wait_for(&mut engine, status("The values are saved"));
    let saved = user.saved("time-course.csv");
    let lines: Vec<&str> = saved.lines().collect();
    assert_eq!((lines[0], lines.len()), ("time (s),object 1,object 2", 1 + FRAMES));
    let cells: Vec<f64> = lines[2].split(',').map(|cell| cell.parse().unwrap()).collect();
    let expected = (-0.5f64).exp() - 1.0;
    assert!(cells[0] == 1.0 && cells[1..].iter().all(|cell| (cell - expected).abs() < 1e-3), "{cells:?}");
}

#[test]
fn what_is_no_stack_is_one_sentence() {
    let engine = engine();
    let image = NdArray::new(DataType::Uint8, vec![2, 2], vec![0; 4].into()).unwrap();
    let window = ActiveWindow { data: Value::Record(Record::new().with("src", image)), ..stack(0.0) };
    let error = run(&engine, Record::new(), window).unwrap_err();
    assert!(
        matches!(&error, CallError::Failed(text) if text.contains("a grey stack of two frames or more")),
        "{error}"
    );
}
