//! `imjoy.ndarray`: numpy's rules, computed by the host.

use crate::started;
use imjoy_engine::images::read_image;
use imjoy_engine::value::{DataType, NdArray, Value};
use imjoy_tests::{TestEngine, images};

fn image() -> NdArray {
    read_image(&images().join("coins.png")).unwrap()
}

fn call(engine: &TestEngine, function: &str, image: NdArray) -> Value {
    engine.call("arrays", function, vec![Value::NdArray(image)]).unwrap()
}

#[test]
fn arithmetic_slicing_and_reductions_are_those_of_python() {
    let engine = started("arrays.py");
    let found = engine.call("arrays", "failures", vec![]).unwrap().as_list().unwrap();
    let failures: Vec<String> = found[0].as_list().unwrap().iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(found[1].as_number().unwrap() > 140.0, "{}", found[1]);
}

#[test]
fn an_image_is_segmented_as_by_scikit_image() {
    let engine = started("arrays.py");
    let found = call(&engine, "segment", image());
    // skimage.filters.threshold_otsu of the image itself.
    assert_eq!(found.field("threshold").unwrap().as_number(), Some(107.0));
    assert_eq!(found.field("count").unwrap().as_number(), Some(24.0));
    let Some(Value::NdArray(labels)) = found.field("labels") else { panic!("{found}") };
    assert_eq!((labels.shape(), labels.data_type()), (&[303, 384][..], DataType::Int32));
    let areas = found.field("areas").unwrap().as_list().unwrap();
    let all: f64 = areas.iter().map(|area| area.as_number().unwrap()).sum();
    assert!((30_000.0..60_000.0).contains(&all), "{all}");
}

#[test]
fn filters() {
    let engine = started("arrays.py");
    let found = call(&engine, "filters", image()).as_list().unwrap();
    assert_eq!(found[0], "float64".into());
    for index in [2, 3, 4, 6] {
        assert_eq!(found[index], true.into(), "{index}");
    }
    assert!(found[5].as_number().unwrap() > 10.0);
}

#[test]
fn results_go_back_as_arrays_and_what_is_not_touched_is_not_copied() {
    let engine = started("arrays.py");
    let given = image();
    let Value::NdArray(inverted) = call(&engine, "invert", given.clone()) else { panic!() };
    let expected: Vec<u8> = given.data().iter().map(|byte| 255 - byte).collect();
    assert_eq!((&inverted.data()[..], inverted.data_type()), (&expected[..], given.data_type()));

    let passed = call(&engine, "untouched", given.clone());
    let Some(Value::NdArray(passed)) = passed.field("image") else { panic!() };
    assert_eq!(passed.data().as_ptr(), given.data().as_ptr(), "the elements are the same memory");
}
