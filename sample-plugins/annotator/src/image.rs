//! The image to be annotated.

use imjoy_sdk::{AnyNdArray, Context, Error, NdArray, Value};

/// Side of the image that is made when there is none.
const SIDE: usize = 256;

/// The image of the active window and its name; one that is made when no image is open.
pub fn image_of(my: &Context) -> Result<(AnyNdArray, String), Error> {
    let found = match &my.data {
        Value::NdArray(_) => Some(&my.data),
        data => data.get("src").or_else(|| data.get("image")),
    };
    match found {
        Some(Value::NdArray(image)) => Ok((image.clone(), my.name().unwrap_or("image").to_owned())),
        _ => Ok((generated()?.into_any(), "a generated image".to_owned())),
    }
}

/// Height and width of an image; of a stack those of its first one.
pub fn size(image: &AnyNdArray) -> Result<[f64; 2], Error> {
    match *image.shape() {
        [height, width] | [height, width, 1 | 3 | 4] | [_, height, width] | [_, height, width, 1 | 3 | 4]
            if height > 0 && width > 0 =>
        {
            Ok([width as f64, height as f64])
        }
        ref shape => Err(Error::invalid(format!("an array of shape {shape:?} is no image that can be annotated"))),
    }
}

/// Soft discs of several sizes.
fn generated() -> Result<NdArray<u8>, Error> {
    let discs = [(70.0, 80.0, 26.0), (170.0, 60.0, 34.0), (110.0, 180.0, 44.0), (205.0, 190.0, 22.0)];
    let pixel = |index: usize| {
        let (x, y) = ((index % SIDE) as f64, (index / SIDE) as f64);
        let light: f64 = discs
            .iter()
            .map(|(disc_x, disc_y, radius)| {
                let away = (x - disc_x).hypot(y - disc_y) / radius;
                170.0 / (1.0 + (8.0 * (away - 1.0)).exp())
            })
            .sum();
        // In range, so the cast only rounds.
        (30.0 + light).min(255.0) as u8
    };
    NdArray::from_vec([SIDE, SIDE], (0..SIDE * SIDE).map(pixel).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_an_image_one_is_made() {
        let (image, _) = image_of(&Context::default()).unwrap();
        assert_eq!(size(&image), Ok([256.0, 256.0]));
        assert!(size(&NdArray::<u8>::zeros([7]).unwrap().into_any()).is_err());
    }
}
