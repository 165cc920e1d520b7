//! The filters on real images against values from scikit-image.
#![allow(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::path::Path;

use futures::executor::block_on;
use image_filters::filters::{Extent, NoPace, above, gaussian, otsu_threshold};
use serde_json::Value;

/// The pixels and the size of a grey image, and what scikit-image says about it.
fn load(name: &str) -> (Vec<u8>, Extent, Value) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/images");
    let image = image::open(folder.join(name)).unwrap().to_luma8();
    let extent = Extent::from_shape(&[image.height() as usize, image.width() as usize]).unwrap();
    let reference: Value = serde_json::from_slice(&std::fs::read(folder.join("reference.json")).unwrap()).unwrap();
    (image.into_raw(), extent, reference.get(name).unwrap().clone())
}

fn number(reference: &Value, key: &str) -> f64 {
    reference.get(key).and_then(Value::as_f64).unwrap()
}

#[test]
fn otsu_is_that_of_scikit_image() {
    for name in ["coins.png", "cell.png"] {
        let (pixels, _, reference) = load(name);
        let threshold = otsu_threshold(&pixels).unwrap();
        assert_eq!(threshold, number(&reference, "otsu_threshold"), "{name}");
        let count = above(&pixels, threshold).filter(|&is_above| is_above).count();
        assert_eq!(count as f64, number(&reference, "pixels_above_otsu"), "{name}");
        let sixteen: Vec<u16> = pixels.iter().map(|&pixel| u16::from(pixel)).collect();
        assert_eq!(otsu_threshold(&sixteen), Some(threshold), "{name}");
    }
}

#[test]
fn gaussian_is_that_of_scikit_image() {
    for name in ["coins.png", "cell.png"] {
        let (pixels, extent, reference) = load(name);
        let mean = number(&reference, "gaussian_sigma_2_nearest_mean_f64");
        let at_100_100 = number(&reference, "gaussian_sigma_2_nearest_at_100_100");
        let single: Vec<f32> = pixels.iter().map(|&pixel| f32::from(pixel)).collect();
        let double: Vec<f64> = pixels.iter().map(|&pixel| f64::from(pixel)).collect();
        let single = block_on(gaussian(&single, extent, 2.0, &mut NoPace));
        let double = block_on(gaussian(&double, extent, 2.0, &mut NoPace));
        let index = 100 * extent.width() + 100;
        assert!((single.iter().map(|&value| f64::from(value)).sum::<f64>() / single.len() as f64 - mean).abs() < 1e-3);
        assert!((f64::from(*single.get(index).unwrap()) - at_100_100).abs() < 1e-3, "{name}");
        assert!((double.iter().sum::<f64>() / double.len() as f64 - mean).abs() < 1e-6, "{name}");
        assert!((double.get(index).unwrap() - at_100_100).abs() < 1e-6, "{name}");
        assert!(
            single.iter().zip(&double).all(|(&single, double)| (f64::from(single) - double).abs() < 1e-3),
            "{name}"
        );
        let rounded = block_on(gaussian(&pixels, extent, 2.0, &mut NoPace));
        assert!(
            rounded.iter().zip(&double).all(|(&whole, double)| (f64::from(whole) - double).abs() < 0.5001),
            "{name}"
        );
    }
}
