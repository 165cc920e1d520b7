//! The negative of an image.

use super::extent::Extent;
use super::pixel::Pixel;

/// Inverts an image; alpha is kept.
///
/// Whole numbers are taken from the greatest of their type (255 − value). Fractions are
/// mirrored within the range of the image, so that minimum and maximum change places;
/// for an image that fills 0 to 1 that is 1 − value. NaN and infinities stay.
pub fn invert<P: Pixel>(pixels: &[P], extent: Extent) -> Vec<P> {
    let mut inverted = if extent.channels() == extent.colour_channels() {
        P::invert(pixels)
    } else {
        // Alpha must not count for the range.
        let colours: Vec<P> = pixels
            .chunks_exact(extent.channels())
            .flat_map(|pixel| pixel.iter().copied().take(extent.colour_channels()))
            .collect();
        let mut inverted = pixels.to_vec();
        let targets = inverted.chunks_exact_mut(extent.channels());
        for (target, colour) in targets.zip(P::invert(&colours).chunks_exact(extent.colour_channels())) {
            target.iter_mut().zip(colour).for_each(|(value, &inverted)| *value = inverted);
        }
        inverted
    };
    extent.copy_alpha(pixels, &mut inverted);
    inverted
}

#[cfg(test)]
mod tests {
    use super::super::Extent;
    use super::invert;

    #[test]
    fn each_type_within_its_range() {
        let extent = Extent::from_shape(&[1, 3]).unwrap();
        assert_eq!(invert(&[0_u8, 100, 255], extent), [255, 155, 0]);
        assert_eq!(invert(&[0_u16, 1000, 65_535], extent), [65_535, 64_535, 0]);
        assert_eq!(invert(&[-1.0_f32, 0.5, 3.0], extent), [3.0, 1.5, -1.0]);
        let with_nan = invert(&[f64::NAN, 0.0, 1.0], extent);
        assert!(with_nan[0].is_nan());
        assert_eq!(with_nan[1..], [1.0, 0.0]);
    }

    #[test]
    fn alpha_is_kept() {
        let extent = Extent::from_shape(&[1, 1, 4]).unwrap();
        assert_eq!(invert(&[1_u8, 2, 3, 4], extent), [254, 253, 252, 4]);
        assert_eq!(invert(&[0.0_f32, 0.25, 1.0, 9.0], extent), [1.0, 0.75, 0.0, 9.0]);
    }
}
