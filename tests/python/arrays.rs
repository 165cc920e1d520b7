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
    // The same steps by scipy.ndimage and skimage.measure.
    assert_eq!(found.field("threshold").unwrap().as_number(), Some(107.0));
    assert_eq!(found.field("count").unwrap().as_number(), Some(22.0));
    let Some(Value::NdArray(labels)) = found.field("labels") else { panic!("{found}") };
    assert_eq!((labels.shape(), labels.data_type()), (&[303, 384][..], DataType::Int32));
    let numbers = |field: &str| -> Vec<f64> {
        let list = found.field(field).unwrap().as_list().unwrap();
        list.iter().map(|number| number.as_number().unwrap()).collect()
    };
    let areas = numbers("areas");
    assert_eq!((&areas[..5], areas.iter().sum::<f64>()), (&[14596.0, 2728.0, 1776.0, 1300.0, 1887.0][..], 49811.0));
    assert!((numbers("means")[0] - 130.878_391_340_093_17).abs() < 1e-9);
    let boxes = found.field("boxes").unwrap().as_list().unwrap();
    assert_eq!(boxes[0], crate::list([0i64, 0, 97, 331].map(Value::from)));
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
