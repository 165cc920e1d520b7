//! The image to be counted, as brightness.

use imjoy_sdk::{AnyNdArray, Context, Error, Value};

/// An image and its name.
pub struct Picture {
    /// The image as it came.
    pub image: AnyNdArray,
    /// Name of its window or file.
    pub name: String,
}

impl Picture {
    /// Finds the image in `my.data.src`, where image windows have it, in
    /// `my.data.image`, or in `my.data` itself.
    pub fn of(my: &Context) -> Result<Self, Error> {
        let found = match &my.data {
            Value::NdArray(_) => Some(&my.data),
            data => data.get("src").or_else(|| data.get("image")),
        };
        let Some(Value::NdArray(image)) = found else {
            return Err(Error::invalid("open an image first (Ctrl+O), then run cell-counter on it"));
        };
        let name = my.name().or_else(|| my.data.get("name").and_then(Value::as_str)).unwrap_or("image").to_owned();
        Ok(Self { image: image.clone(), name })
    }
}

/// Height and width of an image.
pub fn size(image: &AnyNdArray) -> Result<(usize, usize), Error> {
    match *image.shape() {
        [height, width] | [height, width, 1 | 3 | 4] if height > 0 && width > 0 => Ok((height, width)),
        ref shape => {
            let lengths: Vec<String> = shape.iter().map(ToString::to_string).collect();
            Err(Error::invalid(format!(
                "cell-counter takes images of shape (height, width), (height, width, 3) or (height, width, 4), \
                 and got ({})",
                lengths.join(", ")
            )))
        }
    }
}

/// The brightness of each pixel: of a colour image its luminance, without alpha.
pub fn brightness(image: &AnyNdArray) -> Result<Vec<f64>, Error> {
    let values = image.to_f64()?;
    Ok(match *image.shape() {
        [_, _, channels @ (3 | 4)] => values.data()?.chunks_exact(channels).map(luminance).collect(),
        _ => values.into_vec()?,
    })
}

fn luminance(pixel: &[f64]) -> f64 {
    match *pixel {
        [red, green, blue, ..] => 0.2125 * red + 0.7154 * green + 0.0721 * blue,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use imjoy_sdk::NdArray;

    use super::{brightness, size};

    #[test]
    fn grey_stays_and_colours_become_luminance() {
        let grey = NdArray::from_vec([1, 2], vec![3_u16, 60_000]).unwrap().into_any();
        assert_eq!(brightness(&grey).unwrap(), [3.0, 60_000.0]);
        let colours = NdArray::from_vec([1, 2, 4], vec![255_u8, 255, 255, 0, 0, 100, 0, 255]).unwrap().into_any();
        let values = brightness(&colours).unwrap();
        assert!((values[0] - 255.0).abs() < 1e-9 && (values[1] - 71.54).abs() < 1e-9);
        assert_eq!(size(&colours).unwrap(), (1, 2));
    }

    #[test]
    fn other_shapes_are_refused_by_name() {
        let stack = NdArray::from_vec([2, 1, 1, 1], vec![0_u8, 0]).unwrap().into_any();
        assert!(size(&stack).unwrap_err().to_string().ends_with("and got (2, 1, 1, 1)"));
    }
}
