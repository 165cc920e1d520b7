//! How often numbers occur.

/// Bars of a histogram.
#[derive(Debug, PartialEq)]
pub struct Histogram {
    /// Middle of each bin.
    pub middles: Vec<f64>,
    /// Numbers in each bin.
    pub counts: Vec<f64>,
    /// Width of a bin.
    pub width: f64,
}

/// The bins that are used when none are asked for, at least and at most.
const BINS: std::ops::RangeInclusive<usize> = 8..=256;

/// The histogram of the finite numbers in a range, by default that of the numbers. The
/// last bin includes the upper end, as in numpy.
pub fn histogram(numbers: &[f64], bins: Option<usize>, range: Option<(f64, f64)>) -> Histogram {
    let finite = || numbers.iter().copied().filter(|number| number.is_finite());
    let (low, high) = range.unwrap_or_else(|| {
        finite().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| (low.min(number), high.max(number)))
    });
    if low > high {
        return Histogram { middles: Vec::new(), counts: Vec::new(), width: 1.0 };
    }
    // Equal numbers are one bin of some width around them, as in numpy.
    let (low, high) = if low < high { (low, high) } else { (low - 0.5, high + 0.5) };
    let (low, high, bins) = match bins {
        Some(bins) => (low, high, bins.max(1)),
        None => default_bins(numbers, low, high),
    };
    let width = (high - low) / bins as f64;
    let mut counts = vec![0.0; bins];
    for number in finite().filter(|number| (low..=high).contains(number)) {
        // A cast of a float saturates.
        let bin = (((number - low) / (high - low) * bins as f64) as usize).min(bins - 1);
        if let Some(count) = counts.get_mut(bin) {
            *count += 1.0;
        }
    }
    let middles = (0..bins).map(|bin| low + (bin as f64 + 0.5) * width).collect();
    Histogram { middles, counts, width }
}

/// Range and number of bins, by the rule of Freedman and Diaconis, from evenly spaced
/// numbers. Of whole numbers each bin holds as many: else some would hold one more than
/// their neighbours, which looks like a comb.
fn default_bins(numbers: &[f64], low: f64, high: f64) -> (f64, f64, usize) {
    let step = (numbers.len() / 20_000).max(1);
    let mut sample: Vec<f64> = numbers.iter().step_by(step).copied().filter(|number| number.is_finite()).collect();
    let is_whole = sample.iter().all(|number| number.fract() == 0.0);
    sample.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| sample.get((sample.len() as f64 * share) as usize).copied().unwrap_or(low);
    let spread = at(0.75) - at(0.25);
    let width = 2.0 * spread / (numbers.len() as f64).cbrt();
    let bins = if width > 0.0 { ((high - low) / width).ceil() as usize } else { 32 };
    let bins = bins.clamp(*BINS.start(), *BINS.end());
    if !is_whole {
        return (low, high, bins);
    }
    let (low, high) = (low.ceil() - 0.5, high.floor() + 0.5);
    let width = ((high - low) / bins as f64).ceil().max(1.0);
    let bins = ((high - low) / width).ceil().clamp(1.0, *BINS.end() as f64);
    // A cast of a float saturates.
    (low, low + bins * width, bins as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_those_of_numpy() {
        // numpy.histogram([0, 1, 1, 2, 5, 10], bins=5) gives [3, 1, 1, 0, 1].
        let found = histogram(&[0.0, 1.0, 1.0, 2.0, 5.0, 10.0, f64::NAN], Some(5), None);
        assert_eq!(found.counts, [3.0, 1.0, 1.0, 0.0, 1.0]);
        assert_eq!((found.width, found.middles[0]), (2.0, 1.0));
        let found = histogram(&[0.0, 1.0, 1.0, 2.0, 5.0, 10.0], Some(2), Some((1.0, 2.0)));
        assert_eq!(found.counts, [2.0, 1.0]);
        // Whole numbers are in the middle of bins of one width.
        let bytes: Vec<f64> = (0..51_200).map(|index| f64::from(index % 256)).collect();
        let found = histogram(&bytes, None, None);
        assert_eq!(found.width.fract(), 0.0);
        let (last, full) = found.counts.split_last().unwrap();
        assert!(full.iter().all(|count| *count == full[0]) && *last <= full[0], "{:?}", found.counts);
    }

    #[test]
    fn any_numbers_have_a_histogram() {
        assert_eq!(histogram(&[], None, None).counts.len(), 0);
        assert_eq!(histogram(&[f64::NAN, f64::INFINITY], None, None).counts.len(), 0);
        let equal = histogram(&[3.0; 50], None, None);
        assert_eq!(equal.counts.iter().sum::<f64>(), 50.0);
        let huge = histogram(&[-1e308, 1e308], None, None);
        assert!(huge.counts.len() <= *BINS.end());
        let many: Vec<f64> = (0..100_000).map(|index| f64::from(index % 1_000) / 10.0).collect();
        let found = histogram(&many, None, None);
        assert_eq!(found.counts.iter().sum::<f64>(), 100_000.0);
        assert!(BINS.contains(&found.counts.len()));
    }
}
