//! Size of an image whose channels are interleaved.

/// Height, width and number of channels of an image; none of them is zero, and there
/// are one, three or four channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    height: usize,
    width: usize,
    channels: usize,
}

impl Extent {
    /// Reads the shape of an array: `(height, width)`, `(height, width, 3)` for RGB or
    /// `(height, width, 4)` for RGBA; also `(height, width, 1)`.
    ///
    /// `None` for any other shape and for an image without pixels.
    #[must_use]
    pub fn from_shape(shape: &[usize]) -> Option<Self> {
        let (height, width, channels) = match *shape {
            [height, width] => (height, width, 1),
            [height, width, channels @ (1 | 3 | 4)] => (height, width, channels),
            _ => return None,
        };
        (height > 0 && width > 0).then_some(Self { height, width, channels })
    }

    /// Number of rows.
    #[must_use]
    pub fn height(self) -> usize {
        self.height
    }

    /// Number of columns.
    #[must_use]
    pub fn width(self) -> usize {
        self.width
    }

    /// Number of interleaved channels, alpha included.
    #[must_use]
    pub fn channels(self) -> usize {
        self.channels
    }

    /// Number of channels that filters change: all but alpha.
    #[must_use]
    pub fn colour_channels(self) -> usize {
        self.channels.min(3)
    }

    /// Number of values in one row.
    #[must_use]
    pub fn row_length(self) -> usize {
        self.width * self.channels
    }

    /// Number of values in the image.
    #[must_use]
    pub fn length(self) -> usize {
        self.height * self.row_length()
    }

    /// Copies the alpha channel, if there is one, from one image to another.
    pub(crate) fn copy_alpha<T: Copy>(self, source: &[T], target: &mut [T]) {
        if self.channels == 4 {
            for (from, to) in source.chunks_exact(4).zip(target.chunks_exact_mut(4)) {
                if let ([.., alpha], [.., kept]) = (from, to) {
                    *kept = *alpha;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Extent;

    #[test]
    fn only_images_have_an_extent() {
        assert_eq!(Extent::from_shape(&[2, 3]).map(Extent::row_length), Some(3));
        assert_eq!(Extent::from_shape(&[2, 3, 4]).map(Extent::length), Some(24));
        assert_eq!(Extent::from_shape(&[2, 3, 4]).map(Extent::colour_channels), Some(3));
        for shape in [&[][..], &[5], &[2, 3, 2], &[0, 3], &[3, 0, 3], &[1, 2, 3, 4]] {
            assert_eq!(Extent::from_shape(shape), None, "{shape:?}");
        }
    }
}
