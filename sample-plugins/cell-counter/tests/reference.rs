//! Components of real images against values from scikit-image.
#![allow(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::path::Path;

use cell_counter::components::{Connectivity, components};
use cell_counter::measure::measure;
use serde_json::Value;

#[test]
fn components_are_those_of_scikit_image() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/images");
    let references: Value = serde_json::from_slice(&std::fs::read(folder.join("reference.json")).unwrap()).unwrap();
    for name in ["coins.png", "cell.png"] {
        let reference = references.get(name).unwrap();
        let number = |key: &str| reference.get(key).and_then(Value::as_u64).unwrap();
        let image = image::open(folder.join(name)).unwrap().to_luma8();
        let width = image.width() as usize;
        let threshold = number("otsu_threshold");
        let mask: Vec<bool> = image.as_raw().iter().map(|&pixel| u64::from(pixel) > threshold).collect();

        assert_eq!(u64::from(components(&mask, width, Connectivity::Four).count), number("components_4"), "{name}");
        let found = components(&mask, width, Connectivity::Eight);
        assert_eq!(u64::from(found.count), number("components_8"), "{name}");

        let brightness: Vec<f64> = image.as_raw().iter().map(|&pixel| f64::from(pixel)).collect();
        let large = measure(&found, width, &brightness, &brightness, 100);
        assert_eq!(large.objects.len() as u64, number("components_8_area_at_least_100"), "{name}");
        assert!(large.objects.iter().all(|object| object.area >= 100 && object.mean > threshold as f64), "{name}");
        let everything = measure(&found, width, &brightness, &brightness, 0);
        let pixels: u64 = everything.objects.iter().map(|object| u64::from(object.area)).sum();
        assert_eq!(pixels, number("pixels_above_otsu"), "{name}");
    }
}
