//! Smallest and greatest numbers of blocks of a long series, level over level.
//!
//! A line of a million points on a screen of a thousand columns is drawn by the smallest
//! and the greatest number in each column, which looks the same. With the pyramid they are
//! found without looking at the million: a level has an eighth of the blocks of the one
//! below.

use std::ops::Range;

/// Blocks of one level that make one of the next.
const FACTOR: usize = 8;

/// Smallest and greatest number of a block; both NaN when it has none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Smallest.
    pub low: f64,
    /// Greatest.
    pub high: f64,
}

impl Extent {
    const EMPTY: Extent = Extent { low: f64::NAN, high: f64::NAN };

    fn with(self, other: Extent) -> Extent {
        // These leave NaN out.
        Extent { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

/// The levels over a series.
#[derive(Debug, Default)]
pub struct Pyramid {
    levels: Vec<Vec<Extent>>,
}

impl Pyramid {
    /// The pyramid of a series.
    pub fn new(numbers: &[f64]) -> Self {
        let mut levels: Vec<Vec<Extent>> = Vec::new();
        let of_number = |number: &f64| Extent { low: *number, high: *number };
        if numbers.len() > FACTOR * FACTOR {
            let first = numbers
                .chunks(FACTOR)
                .map(|block| block.iter().map(of_number).fold(Extent::EMPTY, Extent::with))
                .collect();
            levels.push(first);
            while let Some(below) = levels.last().filter(|level| level.len() > FACTOR * FACTOR) {
                let next =
                    below.chunks(FACTOR).map(|block| block.iter().copied().fold(Extent::EMPTY, Extent::with)).collect();
                levels.push(next);
            }
        }
        Self { levels }
    }

    /// The blocks of which at most about `most` cover a range of the series: how many
    /// numbers a block has, and each block with the range that it covers. `None` when the
    /// numbers themselves are that few.
    pub fn blocks(
        &self,
        range: Range<usize>,
        most: usize,
    ) -> Option<impl Iterator<Item = (Range<usize>, Extent)> + '_> {
        let mut size = 1;
        let mut chosen = None;
        for level in &self.levels {
            if range.len() / size <= most.max(1) {
                break;
            }
            size *= FACTOR;
            chosen = Some(level);
        }
        let level = chosen?;
        let first = range.start / size;
        let last = range.end.div_ceil(size).min(level.len());
        let blocks = level.get(first..last).unwrap_or_default();
        Some(blocks.iter().enumerate().map(move |(index, extent)| {
            let start = (first + index) * size;
            (start..(start + size).min(range.end.max(start + 1)), *extent)
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_extreme_is_lost() {
        let mut numbers: Vec<f64> = (0..100_000).map(|index| f64::from(index % 7)).collect();
        numbers[31_415] = 1e6;
        numbers[77_777] = -1e6;
        let pyramid = Pyramid::new(&numbers);
        let blocks: Vec<_> = pyramid.blocks(0..100_000, 2_000).unwrap().collect();
        assert!(blocks.len() <= 2_000 && blocks.len() > 100, "{}", blocks.len());
        let high = blocks.iter().find(|(_, extent)| extent.high == 1e6).unwrap();
        assert!(high.0.contains(&31_415));
        assert!(blocks.iter().any(|(range, extent)| extent.low == -1e6 && range.contains(&77_777)));
        // They cover the range without gaps.
        assert!(blocks.windows(2).all(|pair| pair[0].0.end == pair[1].0.start));
        assert!(pyramid.blocks(500..1_500, 2_000).is_none());
    }

    #[test]
    fn blocks_without_numbers_are_gaps() {
        let mut numbers = vec![1.0; 10_000];
        numbers[4_000..6_000].fill(f64::NAN);
        let pyramid = Pyramid::new(&numbers);
        let blocks: Vec<_> = pyramid.blocks(0..10_000, 300).unwrap().collect();
        assert!(blocks.iter().any(|(_, extent)| extent.low.is_nan()));
        assert!(blocks.iter().any(|(_, extent)| extent.low == 1.0));
        assert!(Pyramid::new(&[]).blocks(0..0, 10).is_none());
    }
}
