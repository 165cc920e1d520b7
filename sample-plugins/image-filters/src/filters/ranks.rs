//! A sorted multiset of small whole numbers that changes by one member at a time and
//! knows its median: Huang's histogram, with a second coarser one above it.
#![allow(
    clippy::indexing_slicing,
    reason = "every rank is below `bins`: it is a u8 with 256 bins, or an index into the table of values that \
              gave `bins`; `fine` has `bins` entries or more, `coarse` one for each group of them"
)]

/// Counts of ranks below a fixed number of bins.
pub(super) struct Ranks {
    fine: Vec<u32>,
    coarse: Vec<u32>,
    /// A group has `1 << shift` ranks.
    shift: u32,
    /// Group that the median was in last.
    group: usize,
    /// Members in the groups before that one.
    below: u32,
}

impl Ranks {
    pub(super) fn new(bins: usize) -> Self {
        let shift = bins.max(2).ilog2().div_ceil(2);
        let groups = (bins >> shift) + 1;
        Self { fine: vec![0; groups << shift], coarse: vec![0; groups], shift, group: 0, below: 0 }
    }

    pub(super) fn add(&mut self, rank: u32) {
        let group = (rank >> self.shift) as usize;
        self.fine[rank as usize] += 1;
        self.coarse[group] += 1;
        self.below += u32::from(group < self.group);
    }

    /// `rank` must be a member.
    pub(super) fn remove(&mut self, rank: u32) {
        let group = (rank >> self.shift) as usize;
        self.fine[rank as usize] -= 1;
        self.coarse[group] -= 1;
        self.below -= u32::from(group < self.group);
    }

    /// The member that has `before` members before it, which must be fewer than all.
    pub(super) fn member(&mut self, before: u32) -> u32 {
        while self.below > before {
            self.group -= 1;
            self.below -= self.coarse[self.group];
        }
        while self.below + self.coarse[self.group] <= before {
            self.below += self.coarse[self.group];
            self.group += 1;
        }
        let mut members = self.below;
        let first = self.group << self.shift;
        for (offset, count) in self.fine[first..].iter().enumerate() {
            members += count;
            if members > before {
                return (first + offset) as u32;
            }
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::Ranks;

    #[test]
    fn follows_its_members() {
        for bins in [1, 2, 256, 1000] {
            let mut ranks = Ranks::new(bins);
            let mut members: Vec<u32> = Vec::new();
            let mut state = 1_u32;
            for turn in 0..500 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let rank = (state >> 8) % bins as u32;
                ranks.add(rank);
                members.push(rank);
                if turn % 3 == 2 {
                    ranks.remove(members.swap_remove(turn % members.len()));
                }
                let mut sorted = members.clone();
                sorted.sort_unstable();
                let half = sorted.len() / 2;
                assert_eq!(ranks.member(half as u32), sorted[half]);
                assert_eq!(ranks.member(0), sorted[0]);
            }
        }
    }
}
