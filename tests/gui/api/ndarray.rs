//! `api.utils.ndarray`: arrays of every element type.

use crate::driver::Driver;
use imjoy_engine::CallError;
use imjoy_engine::value::Value;

/// The plain kinds of numpy, and bytes of an element.
const TYPES: [(&str, usize); 14] = [
    ("bool", 1),
    ("int8", 1),
    ("int16", 2),
    ("int32", 4),
    ("int64", 8),
    ("uint8", 1),
    ("uint16", 2),
    ("uint32", 4),
    ("uint64", 8),
    ("float16", 2),
    ("float32", 4),
    ("float64", 8),
    ("complex64", 8),
    ("complex128", 16),
];

#[test]
fn each_type_arrives_as_it_is() {
    let application = Driver::with_plugins(&["ndarray"]);
    for (name, size) in TYPES {
        let hills = application.engine.block_on(application.engine.call("ndarray", "hills", vec![name.into()]));
        let Ok(Value::NdArray(array)) = hills else { panic!("{name}: {hills:?}") };
        assert_eq!((array.data_type().name(), array.shape()), (name, &[128, 128][..]));
        assert_eq!(array.data().len(), 128 * 128 * size, "{name}");
    }
}

#[test]
fn each_type_is_shown_as_an_image() {
    let mut application = Driver::with_plugins(&["ndarray"]);
    application.show_options("ndarray");
    for (name, _) in TYPES {
        application.choose("Element type", name);
        application.click("Run ndarray with options");
        application.wait_for_label_containing(&format!("Hills in {name}"));
        application.wait_for_label("Image");
        application.click("Close window");
        application.wait_until("it is closed", |driver| !driver.has_label("Image"));
    }
}

#[test]
fn views_calculate_on_the_active_window() {
    let mut application = Driver::with_plugins(&["ndarray"]);
    application.run("ndarray");
    application.wait_for_label("Image");
    application.show_options("ndarray");
    application.click("Run Calculate of ndarray");
    application.wait_for_label("Select sum of each column");
    application.wait_for_label("Select middle");
}

#[test]
fn an_unknown_type_and_no_array_are_errors() {
    let mut application = Driver::with_plugins(&["ndarray"]);
    let result = application.engine.block_on(application.engine.call("ndarray", "hills", vec!["float80".into()]));
    assert_eq!(result, Err(CallError::Invalid("there is no element type float80".into())));
    application.show_options("ndarray");
    application.click("Run Calculate of ndarray");
    application.wait_for_label_containing("run ndarray first");
}
