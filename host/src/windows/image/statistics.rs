//! Range, percentiles and histogram of a picture.
//!
//! The range is exact. Percentiles and histogram of a large picture are taken from evenly
//! spaced elements, of which [`SAMPLES`] tell as much as all.

use super::element::{Element, for_data_type};
use super::picture::Picture;
use imjoy_engine::value::DataType;

/// Bins of a histogram.
pub const BINS: usize = 256;
/// Elements from which percentiles and histogram are taken, about.
const SAMPLES: usize = 1 << 18;
/// What is cut at either end for the automatic contrast: 0.35 percent, as in ImageJ.
pub const CUT_FRACTION: f64 = 0.0035;

/// What a picture's numbers are like. All values are finite.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics {
    /// Smallest and greatest finite element; 0 and 0 when there is none.
    pub range: Range,
    /// Range without the outermost [`CUT_FRACTION`] at either end.
    pub percentiles: Range,
    /// Range of the histogram and of the contrast's handles.
    pub domain: Range,
    /// Elements per bin of [`domain`](Self::domain), [`BINS`] of them.
    pub histogram: Vec<u32>,
}

/// A range of numbers, `low <= high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Range {
    /// The range between two finite numbers in any order; `None` for others.
    pub fn new(one: f64, other: f64) -> Option<Self> {
        (one.is_finite() && other.is_finite()).then(|| Self { low: one.min(other), high: one.max(other) })
    }

    /// Upper less lower end.
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Where a number lies: 0 at the lower, 1 at the upper end.
    pub fn position(self, number: f64) -> f64 {
        if self.width() > 0.0 { (number - self.low) / self.width() } else { 0.0 }
    }

    /// The number at a position.
    pub fn at(self, position: f64) -> f64 {
        self.low + position * self.width()
    }

    /// This range, or one of some width around it if it has none.
    pub fn not_empty(self) -> Self {
        if self.width() > 0.0 { self } else { Self { low: self.low, high: self.low + 1.0_f64.max(self.low.abs()) } }
    }
}

/// The statistics of all slices of a picture.
pub fn statistics(picture: &Picture) -> Statistics {
    let data = picture.array.data();
    let (range, mut sample) = for_data_type!(picture.data_type(), range_and_sample(data), (None, Vec::new()));
    let range = range.unwrap_or(Range { low: 0.0, high: 0.0 });
    let domain = domain(picture.data_type(), range);
    let histogram = histogram(&sample, domain);
    let percentiles = percentiles(&mut sample, CUT_FRACTION).filter(|cut| cut.width() > 0.0).unwrap_or(range);
    Statistics { range, percentiles, domain, histogram }
}

/// The range in which the user chooses the contrast: all 8-bit values, else the data's.
fn domain(data_type: DataType, range: Range) -> Range {
    match data_type {
        DataType::Boolean => Range { low: 0.0, high: 1.0 },
        // Of a mask of 0 and 1, all 256 values would show nothing.
        DataType::Uint8 if range.high > 1.0 => Range { low: 0.0, high: 255.0 },
        _ => range.not_empty(),
    }
}

/// Exact range of the finite elements, and evenly spaced finite elements.
fn range_and_sample<E: Element<N>, const N: usize>(data: &[u8]) -> (Option<Range>, Vec<f64>) {
    let (elements, _) = data.as_chunks::<N>();
    let mut low = f64::INFINITY;
    let mut high = f64::NEG_INFINITY;
    for element in elements {
        let number = E::number(*element);
        if number.is_finite() {
            low = low.min(number);
            high = high.max(number);
        }
    }
    // An odd step, so that it does not fall into the same columns of every row.
    let step = (elements.len() / SAMPLES).max(1) | 1;
    let sample = elements.iter().step_by(step).map(|element| E::number(*element)).filter(|n| n.is_finite()).collect();
    (Range::new(low, high), sample)
}

/// The range without a fraction of the numbers at either end; `None` without numbers.
/// Changes the order of the numbers.
pub fn percentiles(numbers: &mut [f64], cut_fraction: f64) -> Option<Range> {
    let last = numbers.len().checked_sub(1)?;
    // A fraction beyond the sensible gives the median; NaN cuts nothing.
    let cut = (numbers.len() as f64 * cut_fraction.clamp(0.0, 0.5)) as usize;
    let low_index = cut.min(last / 2);
    let (_, low, _) = numbers.select_nth_unstable_by(low_index, f64::total_cmp);
    let low = *low;
    let (_, high, _) = numbers.select_nth_unstable_by(last - low_index, f64::total_cmp);
    Range::new(low, *high)
}

/// Numbers per bin; those outside the domain are left out.
pub fn histogram(numbers: &[f64], domain: Range) -> Vec<u32> {
    let mut bins = vec![0u32; BINS];
    for number in numbers {
        let position = domain.position(*number);
        if (0.0..=1.0).contains(&position)
            && let Some(bin) = bins.get_mut(((position * BINS as f64) as usize).min(BINS - 1))
        {
            *bin = bin.saturating_add(1);
        }
    }
    bins
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use imjoy_engine::value::NdArray;

    fn of_floats(numbers: &[f32]) -> Statistics {
        let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        let array = NdArray::new(DataType::Float32, vec![1, numbers.len() as u64], Bytes::from(bytes)).unwrap();
        statistics(&Picture::new(&array).unwrap())
    }

    #[test]
    fn the_range_is_that_of_the_finite_numbers() {
        let found = of_floats(&[f32::NAN, 3.0, f32::INFINITY, -2.0, f32::NEG_INFINITY, 1.0]);
        assert_eq!(found.range, Range { low: -2.0, high: 3.0 });
        assert_eq!(found.histogram.iter().sum::<u32>(), 3);
        let nothing = of_floats(&[f32::NAN, f32::INFINITY]);
        assert_eq!(nothing.range, Range { low: 0.0, high: 0.0 });
        assert!(nothing.domain.width() > 0.0);
        let constant = of_floats(&[5.0, 5.0]);
        assert_eq!((constant.range.low, constant.percentiles.width()), (5.0, 0.0));
        assert!(constant.domain.width() > 0.0);
    }

    #[test]
    fn percentiles_leave_out_the_ends() {
        let mut numbers: Vec<f64> = (0..1000).map(f64::from).collect();
        numbers.reverse();
        assert_eq!(percentiles(&mut numbers, 0.0035), Some(Range { low: 3.0, high: 996.0 }));
        assert_eq!(percentiles(&mut numbers, 0.0), Some(Range { low: 0.0, high: 999.0 }));
        assert_eq!(percentiles(&mut [], 0.1), None);
        assert_eq!(percentiles(&mut [7.0], 0.5), Some(Range { low: 7.0, high: 7.0 }));
        assert!(percentiles(&mut numbers, f64::NAN).is_some());
        assert!(percentiles(&mut numbers, 7.0).is_some());
    }

    #[test]
    fn one_hot_pixel_does_not_make_the_rest_black() {
        let mut numbers: Vec<f32> = (0..10_000).map(|index| (index % 100) as f32).collect();
        numbers[17] = 1e9;
        let found = of_floats(&numbers);
        assert_eq!(found.range.high, 1e9);
        assert!(found.percentiles.high <= 99.0);
    }

    #[test]
    fn a_sparse_mask_is_seen() {
        let mut numbers = vec![0.0; 10_000];
        numbers[5] = 1.0;
        assert_eq!(of_floats(&numbers).percentiles, Range { low: 0.0, high: 1.0 });
    }
}
