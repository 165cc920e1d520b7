//! The sample coin-segmentation, in Python: it finds the coins that cell-counter finds.

use super::user::{User, answers, status, window};
use super::{active, array, engine_with, plugin, reference};
use imjoy_engine::CallError;
use imjoy_engine::images::read_image;
use imjoy_engine::value::Record;
use imjoy_tests::{TestEngine, images};

const NAME: &str = "coin-segmentation";

fn engine() -> TestEngine {
    engine_with(&["image-filters", "cell-counter", "coin-segmentation.imjoy.html"])
}

#[test]
fn the_coins_are_those_of_cell_counter() {
    let mut engine = engine();
    let id = plugin(&engine, NAME);
    let config = answers(&engine, id, NAME, Record::new());
    let run = engine.engine.run_op(id, NAME, config, Some(active("coins.png")));
    let result = engine.block_on(run).unwrap();
    let count = reference("coins.png")["components_8_area_at_least_100"].as_f64();
    assert_eq!(result.field("count").unwrap().as_number(), count);
    let table = result.field("data").unwrap().as_list().unwrap();
    assert_eq!(table.len(), 24);
    for row in &table {
        let value = |name: &str| row.field(name).unwrap().as_number().unwrap();
        assert!((1000.0..5000.0).contains(&value("area")), "{row}");
        let diameter = (value("area") * 4.0 / std::f64::consts::PI).sqrt();
        assert!((value("diameter") - diameter).abs() < 1e-9, "{row}");
        assert!(value("least") <= value("mean") && value("mean") <= value("greatest"), "{row}");
    }
    let user = User::new();
    let shown = user.wait_for(&mut engine, window("imjoy/image"));
    assert_eq!(shown.config.field("colormap").unwrap().as_text(), Some("labels"));
    assert_eq!(array(shown.data.field("src").unwrap()).shape(), [303, 384]);
    user.wait_for(&mut engine, status("24 coins in coins.png"));
}

#[test]
fn the_coins_have_the_middles_of_those_that_cell_counter_finds() {
    let engine = engine();
    let pixels = read_image(&images().join("coins.png")).unwrap();
    let found = engine.call(NAME, "segment", vec![pixels.clone().into()]).unwrap();
    let counted = engine.call("cell-counter", "count", vec![pixels.into()]).unwrap();
    let labels = array(found.field("labels").unwrap());
    assert_eq!(labels.shape(), [303, 384]);
    let mut met = Vec::new();
    for row in counted.field("table").unwrap().as_list().unwrap() {
        let place = |name: &str| row.field(name).unwrap().as_number().unwrap().round() as usize;
        met.push(labels.element(place("centroid_row") * 384 + place("centroid_column")).unwrap() as i64);
    }
    // For cell-counter the bright corner and the coin in it are one object, whose middle is beside that coin.
    met.sort_unstable();
    let expected: Vec<i64> = (0..=24).filter(|label| *label != 5).collect();
    assert_eq!(met, expected);
}

#[test]
fn what_is_no_image_is_one_sentence() {
    let engine = engine();
    let id = plugin(&engine, NAME);
    let config = answers(&engine, id, NAME, Record::new());
    let error = engine.block_on(engine.engine.run_op(id, NAME, config, None)).unwrap_err();
    assert!(matches!(&error, CallError::Failed(text) if text.contains("open an image first")), "{error}");
}
