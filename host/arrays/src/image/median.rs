//! Medians of the elements around each element.

use super::boundary::{Boundary, extended};
use super::filter::margins;
use crate::array::Array;
use crate::computation::{Computation, Pace};
use crate::data_type::DataType;
use crate::element::{Element, for_real};
use crate::error::ArrayError;
use crate::layout::{Walk, strides};
use crate::memory::Elements;
use crate::ordering::in_order;
use crate::storage::Storage;

/// Median over a box around each element; of an even number of elements the larger of the two in
/// the middle.
pub(super) fn median(
    computation: &Computation,
    image: &Array,
    sizes: &[usize],
    boundary: Boundary,
) -> Result<Array, ArrayError> {
    let Some((length, other_sizes)) = sizes.split_last().filter(|_| !image.is_empty()) else {
        return Ok(image.clone());
    };
    let margins: Vec<(usize, usize)> = sizes.iter().map(|size| margins(*size)).collect();
    let source = extended(computation, image, &margins, boundary)?;
    let along = strides(source.shape());
    let window = Window { columns: box_offsets(computation, other_sizes, &along)?, length: *length };
    let Some((row_length, outer)) = image.shape().split_last() else { return Ok(image.clone()) };
    // Row by row, as rows do not follow each other where there are margins.
    let walk = Walk::new(outer, [0], [&along]);
    let starts = |mut visit: Box<dyn FnMut(usize) -> Result<(), ArrayError> + '_>| {
        walk.for_each_run(|run| {
            let ([start], [stride]) = (run.starts, run.strides);
            (0..run.length as isize).try_for_each(|index| visit(start.wrapping_add_signed(index * stride)))
        })
    };
    let mut pace = computation.pace();
    if image.data_type().size() == 1 {
        let mut storage = Storage::zeroed(computation, 1, image.len())?;
        let mut rows = storage.bytes_mut().unwrap_or_default().chunks_exact_mut(*row_length);
        let sign = if image.data_type() == DataType::Int8 { 0x80 } else { 0 };
        starts(Box::new(|start| match rows.next() {
            Some(row) => window.by_counting(&mut pace, source.bytes(), start, sign, row),
            None => Ok(()),
        }))?;
        return Ok(Array::of_storage(image.data_type(), image.shape().to_vec(), storage));
    }
    for_real!(image.data_type(), "a filter", T => {
        let elements = source.elements::<T>(computation)?;
        let mut results = computation.zeroed::<T>(image.len())?;
        let mut rows = results.chunks_exact_mut(*row_length);
        let mut buffer = computation.zeroed::<T>(window.size())?;
        starts(Box::new(|start| match rows.next() {
            Some(row) => window.by_selection(&mut pace, &elements, start, &mut buffer, row),
            None => Ok(()),
        }))?;
        Ok(Array::of(image.shape().to_vec(), results))
    })
}

/// Where the elements of a box lie that begin its rows, seen from the first.
fn box_offsets(computation: &Computation, sizes: &[usize], along: &[isize]) -> Result<Elements<usize>, ArrayError> {
    let count = sizes.iter().try_fold(1usize, |count, size| count.checked_mul(*size));
    let count = count.ok_or_else(|| ArrayError::Excessive("the neighbourhood is too large".to_owned()))?;
    let mut offsets = computation.zeroed::<usize>(count)?;
    let walk = Walk::new(sizes, [0], [along]);
    let mut targets = offsets.iter_mut();
    let _: Result<(), ()> = walk.for_each_run(|run| {
        let ([start], [stride]) = (run.starts, run.strides);
        let places = (0..run.length as isize).map(|index| start.wrapping_add_signed(index * stride));
        targets.by_ref().take(run.length).zip(places).for_each(|(target, place)| *target = place);
        Ok(())
    });
    Ok(offsets)
}

/// A box whose rows begin at `columns` and have `length` elements.
struct Window {
    columns: Elements<usize>,
    length: usize,
}

impl Window {
    fn size(&self) -> usize {
        self.columns.len().saturating_mul(self.length)
    }

    /// Medians along a row, each selected among the elements of the window.
    fn by_selection<T: Element>(
        &self,
        pace: &mut Pace<'_>,
        elements: &[T],
        start: usize,
        buffer: &mut [T],
        row: &mut [T],
    ) -> Result<(), ArrayError> {
        let rank = self.size() / 2;
        for (index, result) in row.iter_mut().enumerate() {
            pace.spend(buffer.len())?;
            for (target, column) in buffer.chunks_exact_mut(self.length).zip(&*self.columns) {
                let start = start + index + column;
                target.copy_from_slice(elements.get(start..start + self.length).unwrap_or_default());
            }
            let (_, middle, _) = buffer.select_nth_unstable_by(rank, in_order);
            *result = *middle;
        }
        Ok(())
    }

    /// Medians along a row of bytes, by a histogram that moves along (Huang). `sign` is the bit
    /// that is turned over so that bytes are in the order of their elements.
    fn by_counting(
        &self,
        pace: &mut Pace<'_>,
        bytes: &[u8],
        start: usize,
        sign: u8,
        row: &mut [u8],
    ) -> Result<(), ArrayError> {
        let mut counts = Counts::new(self.size() / 2);
        let rank = |place: usize| bytes.get(place).copied().unwrap_or(0) ^ sign;
        for column in self.columns.iter() {
            pace.spend(self.length)?;
            (0..self.length).for_each(|step| counts.enter(rank(start + column + step)));
        }
        for (index, result) in row.iter_mut().enumerate() {
            pace.spend(self.columns.len() * 2)?;
            if index > 0 {
                for column in self.columns.iter() {
                    let place = start + column + index;
                    counts.leave(rank(place - 1));
                    counts.enter(rank(place + self.length - 1));
                }
            }
            *result = counts.median() ^ sign;
        }
        Ok(())
    }
}

/// How often each byte is in a window, and the one in the middle.
struct Counts {
    counts: [usize; 256],
    rank: usize,
    middle: u8,
    below_middle: usize,
}

impl Counts {
    fn new(rank: usize) -> Self {
        Self { counts: [0; 256], rank, middle: 0, below_middle: 0 }
    }

    #[expect(clippy::indexing_slicing, reason = "every byte is an index below 256")]
    fn count(&mut self, value: u8) -> &mut usize {
        &mut self.counts[usize::from(value)]
    }

    fn enter(&mut self, value: u8) {
        *self.count(value) += 1;
        self.below_middle += usize::from(value < self.middle);
    }

    fn leave(&mut self, value: u8) {
        *self.count(value) -= 1;
        self.below_middle -= usize::from(value < self.middle);
    }

    fn median(&mut self) -> u8 {
        while self.below_middle > self.rank {
            self.middle -= 1;
            self.below_middle -= *self.count(self.middle);
        }
        loop {
            let at_middle = *self.count(self.middle);
            if self.below_middle + at_middle > self.rank || self.middle == u8::MAX {
                return self.middle;
            }
            self.below_middle += at_middle;
            self.middle += 1;
        }
    }
}
