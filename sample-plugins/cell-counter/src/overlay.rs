//! A picture of the image with its objects in colour.

/// Share of the colour inside of an object; outlines are in full colour.
const OPACITY: f64 = 0.35;

/// Draws the objects over a grey image: each in a colour of its own, translucent inside
/// and with a solid outline. Gives RGB pixels.
#[must_use]
pub fn overlay(labels: &[i32], width: usize, brightness: &[f64]) -> Vec<u8> {
    let grey = Contrast::of(brightness);
    let colours = colours(labels.iter().copied().max().unwrap_or_default());
    let width = width.max(1);
    let at = |index: Option<usize>| index.and_then(|index| labels.get(index)).copied().unwrap_or_default();
    let mut pixels = Vec::with_capacity(3 * labels.len());
    for (index, (&label, &value)) in labels.iter().zip(brightness).enumerate() {
        let grey = grey.apply(value);
        let colour = usize::try_from(label).ok().filter(|&label| label > 0).and_then(|label| colours.get(label - 1));
        let Some(colour) = colour else {
            pixels.extend([grey as u8; 3]);
            continue;
        };
        let column = index % width;
        let is_outline = column == 0
            || column + 1 == width
            || [index.checked_sub(width), index.checked_sub(1), Some(index + 1), Some(index + width)]
                .into_iter()
                .any(|neighbour| at(neighbour) != label);
        let opacity = if is_outline { 1.0 } else { OPACITY };
        pixels.extend(colour.map(|channel| (channel * opacity + grey * (1.0 - opacity) + 0.5) as u8));
    }
    pixels
}

/// How brightness becomes 0 to 255: as it is if it lies within, else stretched.
struct Contrast {
    black: f64,
    scale: f64,
}

impl Contrast {
    fn of(brightness: &[f64]) -> Self {
        let finite = || brightness.iter().copied().filter(|value| value.is_finite());
        let minimum = finite().fold(f64::INFINITY, f64::min);
        let maximum = finite().fold(f64::NEG_INFINITY, f64::max);
        let is_eight_bit = minimum >= 0.0 && maximum > 1.0 && maximum <= 255.0;
        if is_eight_bit || minimum >= maximum {
            Self { black: 0.0, scale: 1.0 }
        } else {
            Self { black: minimum, scale: 255.0 / (maximum - minimum) }
        }
    }

    fn apply(&self, value: f64) -> f64 {
        let scaled = (value - self.black) * self.scale;
        if scaled.is_nan() { 0.0 } else { scaled.clamp(0.0, 255.0) }
    }
}

/// Colours whose hues are far apart for neighbouring numbers: each is a golden section
/// of the circle further.
fn colours(count: i32) -> Vec<[f64; 3]> {
    const GOLDEN_SECTION: f64 = 0.618_033_988_749_895;
    (0..count).map(|number| vivid((f64::from(number) * GOLDEN_SECTION).fract())).collect()
}

/// A bright, saturated colour; `hue` goes around the circle from 0 to 1.
fn vivid(hue: f64) -> [f64; 3] {
    [0.0, 2.0 / 3.0, 1.0 / 3.0].map(|shift| {
        let distance = ((hue + shift).fract() * 6.0 - 3.0).abs();
        255.0 * (0.15 + 0.85 * (distance - 1.0).clamp(0.0, 1.0))
    })
}

#[cfg(test)]
mod tests {
    use super::{colours, overlay};

    #[test]
    fn outline_is_solid_and_the_inside_translucent() {
        let mut labels = vec![0; 25];
        for row in 1..4 {
            labels[row * 5 + 1..row * 5 + 4].fill(1);
        }
        let pixels = overlay(&labels, 5, &[100.0; 25]);
        let pixel = |index: usize| [0, 1, 2].map(|channel| f64::from(pixels[3 * index + channel]));
        let colour = colours(1)[0];
        assert_eq!(pixel(0), [100.0; 3]);
        assert_eq!(pixel(6), colour.map(f64::round));
        assert!(pixel(12).iter().zip(colour).all(|(&value, full)| (value - 100.0).abs() < (full - 100.0).abs()));
    }

    #[test]
    fn brightness_is_stretched_only_if_needed() {
        assert_eq!(overlay(&[0, 0], 2, &[0.0, 200.0])[3], 200);
        assert_eq!(overlay(&[0, 0], 2, &[0.0, 1.0])[3], 255);
        assert_eq!(overlay(&[0, 0], 2, &[1000.0, 40_000.0]), [0, 0, 0, 255, 255, 255]);
        assert_eq!(overlay(&[0, 0], 2, &[f64::NAN, 5.0])[0], 0);
    }

    #[test]
    fn colours_differ() {
        let colours = colours(12);
        for (index, first) in colours.iter().enumerate() {
            for second in &colours[index + 1..] {
                assert!(first.iter().zip(second).map(|(a, b)| (a - b).abs()).sum::<f64>() > 30.0);
            }
        }
    }
}
