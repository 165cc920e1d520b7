//! The sample stack-projection, in Python, against sums over the pixels.

use super::user::{answers, status};
use super::{array, engine_with, plugin};
use imjoy_engine::CallError;
use imjoy_engine::front_end::ActiveWindow;
use imjoy_engine::images::read_image;
use imjoy_engine::value::{DataType, NdArray, Record, Value};
use imjoy_tests::{TestEngine, images};

const NAME: &str = "stack-projection";

fn engine() -> TestEngine {
    engine_with(&["stack-projection.imjoy.html"])
}

fn stack() -> NdArray {
    let stack = read_image(&images().join("multipage.tif")).unwrap();
    assert_eq!(stack.shape(), [2, 15, 10]);
    stack
}

fn elements(array: &NdArray) -> Vec<f64> {
    (0..array.len()).map(|index| array.element(index).unwrap()).collect()
}

fn project(engine: &TestEngine, stack: &NdArray, projection: &str, axis: i64) -> Result<Value, CallError> {
    engine.call(NAME, "project", vec![stack.clone().into(), projection.into(), axis.into()])
}

/// A window with four planes of two pixels.
fn four_planes() -> ActiveWindow {
    let stack = NdArray::new(DataType::Uint8, vec![4, 1, 2], vec![9, 0, 1, 2, 3, 4, 0, 9].into()).unwrap();
    ActiveWindow {
        name: "stack.tif".into(),
        window_type: "imjoy/image".into(),
        data: Value::Record(Record::new().with("src", stack)),
    }
}

fn run(engine: &TestEngine, config: Record) -> Result<Value, CallError> {
    let id = plugin(engine, NAME);
    let config = answers(engine, id, NAME, config);
    engine.block_on(engine.engine.run_op(id, NAME, config, Some(four_planes())))
}

/// What a projection makes of the values along the axis.
type Projection<'a> = &'a dyn Fn(&[f64]) -> f64;

#[test]
fn projections_are_those_of_the_pixels() {
    let engine = engine();
    let stack = stack();
    let values = elements(&stack);
    let [planes, rows, columns] = [2, 15, 10];
    // The lines of pixels along each axis, in the order of the pixels of the projection.
    let along = |axis: usize| -> Vec<Vec<f64>> {
        let at = |plane: usize, row: usize, column: usize| values[(plane * rows + row) * columns + column];
        let pairs = |outer: usize, inner: usize| (0..outer).flat_map(move |a| (0..inner).map(move |b| (a, b)));
        match axis {
            0 => pairs(rows, columns)
                .map(|(row, column)| (0..planes).map(|plane| at(plane, row, column)).collect())
                .collect(),
            1 => pairs(planes, columns)
                .map(|(plane, column)| (0..rows).map(|row| at(plane, row, column)).collect())
                .collect(),
            _ => pairs(planes, rows)
                .map(|(plane, row)| (0..columns).map(|column| at(plane, row, column)).collect())
                .collect(),
        }
    };
    let mean = |line: &[f64]| line.iter().sum::<f64>() / line.len() as f64;
    let deviation =
        |line: &[f64]| (line.iter().map(|value| (value - mean(line)).powi(2)).sum::<f64>() / line.len() as f64).sqrt();
    let projections: [(&str, Projection<'_>); 5] = [
        ("maximum", &|line| line.iter().copied().fold(f64::MIN, f64::max)),
        ("minimum", &|line| line.iter().copied().fold(f64::MAX, f64::min)),
        ("mean", &mean),
        ("sum", &|line| line.iter().sum()),
        ("standard deviation", &deviation),
    ];
    for axis in 0..3 {
        let lines = along(axis);
        for (projection, of_line) in projections {
            let result = project(&engine, &stack, projection, axis as i64).unwrap();
            let expected: Vec<f64> = lines.iter().map(|line| of_line(line)).collect();
            let found = elements(array(&result));
            let is_equal = found.iter().zip(&expected).all(|(found, expected)| (found - expected).abs() < 1e-9);
            assert!(found.len() == expected.len() && is_equal, "{projection} along {axis}");
        }
    }
    assert_eq!(array(&project(&engine, &stack, "maximum", 0).unwrap()).data_type(), DataType::Uint8);
}

#[test]
fn the_window_of_the_op_has_the_planes_that_were_chosen() {
    let mut engine = engine();
    let result = run(&engine, Record::new().with("projection", "sum").with("first", 1i64).with("last", 2i64)).unwrap();
    assert_eq!(result.field("name").unwrap().as_text(), Some("Sum of stack.tif"));
    assert_eq!(elements(array(result.field("data").unwrap().field("src").unwrap())), [4.0, 6.0]);
    engine.request(status("2 planes of uint8 projected"));
    let depth = engine.engine.run_op(plugin(&engine, NAME), "Depth", Record::new(), Some(four_planes()));
    let depth = engine.block_on(depth).unwrap();
    assert_eq!(elements(array(depth.field("data").unwrap().field("src").unwrap())), [0.0, 3.0]);
}

#[test]
fn planes_that_are_not_there_are_one_sentence() {
    let engine = engine();
    for (config, expected) in [
        (Record::new().with("axis", 3i64), "there is no axis 3"),
        (Record::new().with("first", 3i64).with("last", 1i64), "none from 3 to 1"),
    ] {
        let error = run(&engine, config).unwrap_err();
        assert!(matches!(&error, CallError::Failed(text) if text.contains(expected)), "{error}");
    }
    let flat = NdArray::new(DataType::Uint8, vec![2, 2], vec![0; 4].into()).unwrap();
    let error = project(&engine, &flat, "maximum", 0).unwrap_err();
    assert!(matches!(&error, CallError::Failed(text) if text.contains("is no stack")), "{error}");
}
