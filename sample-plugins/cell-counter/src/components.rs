//! Connected components of a mask, by union-find in two passes.

/// Which neighbours of a pixel belong to the same object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connectivity {
    /// Those to the left, right, above and below.
    Four,
    /// Those at the corners as well.
    Eight,
}

/// The objects of a mask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Components {
    /// For each pixel 0, or the number of its object from 1, in the order in which the
    /// objects begin.
    pub labels: Vec<u32>,
    /// How many objects there are.
    pub count: u32,
}

/// Finds the objects of a mask of the given width.
///
/// The first pass gives each pixel the provisional label of a neighbour already seen and
/// notes which provisional labels meet; the second replaces them by final ones.
#[must_use]
pub fn components(mask: &[bool], width: usize, connectivity: Connectivity) -> Components {
    let mut labels = vec![0_u32; mask.len()];
    let mut sets = Sets::default();
    let no_row = vec![0_u32; width];
    let mut above: &[u32] = &no_row;
    for (mask, labels) in mask.chunks(width.max(1)).zip(labels.chunks_mut(width.max(1))) {
        let mut left = 0;
        for (column, (&is_set, label)) in mask.iter().zip(labels.iter_mut()).enumerate() {
            *label = 0;
            if is_set {
                let at = |column: usize| above.get(column).copied().unwrap_or_default();
                let mut found = sets.meet(left, at(column));
                // Where the pixel above is set, the ones beside it are joined already.
                if connectivity == Connectivity::Eight && at(column) == 0 {
                    let corner = column.checked_sub(1).map_or(0, at);
                    found = sets.meet(found, corner);
                    found = sets.meet(found, at(column + 1));
                }
                *label = if found == 0 { sets.add() } else { found };
            }
            left = *label;
        }
        above = labels;
    }
    let (numbers, count) = sets.numbers();
    for label in &mut labels {
        *label = numbers.get(*label as usize).copied().unwrap_or_default();
    }
    Components { labels, count }
}

/// Disjoint sets of provisional labels. A parent is never greater than its child, so the
/// root of a set is the label that came first.
struct Sets {
    parents: Vec<u32>,
}

impl Default for Sets {
    /// Label 0 is the background, a set of its own.
    fn default() -> Self {
        Self { parents: vec![0] }
    }
}

impl Sets {
    fn add(&mut self) -> u32 {
        let label = self.parents.len() as u32;
        self.parents.push(label);
        label
    }

    fn parent(&self, label: u32) -> u32 {
        self.parents.get(label as usize).copied().unwrap_or_default()
    }

    fn set_parent(&mut self, label: u32, parent: u32) {
        if let Some(entry) = self.parents.get_mut(label as usize) {
            *entry = parent;
        }
    }

    fn root(&mut self, mut label: u32) -> u32 {
        loop {
            let parent = self.parent(label);
            if parent == label {
                return label;
            }
            // Halves the path for the next time.
            let grandparent = self.parent(parent);
            self.set_parent(label, grandparent);
            label = grandparent;
        }
    }

    /// Joins the sets of two labels, of which either may be 0 for none, and gives a
    /// label of the joined set.
    fn meet(&mut self, first: u32, second: u32) -> u32 {
        if first == 0 || first == second {
            return second;
        }
        if second == 0 {
            return first;
        }
        let (first, second) = (self.root(first), self.root(second));
        let (low, high) = (first.min(second), first.max(second));
        self.set_parent(high, low);
        low
    }

    /// The final number of each label, and how many there are.
    fn numbers(&self) -> (Vec<u32>, u32) {
        let mut numbers: Vec<u32> = Vec::with_capacity(self.parents.len());
        let mut count = 0;
        for (label, &parent) in self.parents.iter().enumerate() {
            let number = if label == 0 {
                0
            } else if parent as usize == label {
                count += 1;
                count
            } else {
                // The parent came before.
                numbers.get(parent as usize).copied().unwrap_or_default()
            };
            numbers.push(number);
        }
        (numbers, count)
    }
}

#[cfg(test)]
mod tests {
    use super::{Connectivity, components};

    fn drawn(rows: &[&str], connectivity: Connectivity) -> (Vec<String>, u32) {
        let mask: Vec<bool> = rows.concat().chars().map(|character| character == '#').collect();
        let found = components(&mask, rows[0].len(), connectivity);
        let digit = |label: &u32| char::from_digit(*label, 10).unwrap();
        (found.labels.chunks(rows[0].len()).map(|row| row.iter().map(digit).collect()).collect(), found.count)
    }

    #[test]
    fn corners_join_only_with_eight() {
        let rows = ["#..#", ".#.#", "#..."];
        assert_eq!(drawn(&rows, Connectivity::Eight), (vec!["1002".into(), "0102".into(), "1000".into()], 2));
        assert_eq!(drawn(&rows, Connectivity::Four), (vec!["1002".into(), "0302".into(), "4000".into()], 4));
    }

    #[test]
    fn arms_that_meet_late_are_one_object() {
        let rows = ["#.#.#", "#.#.#", "#####", ".....", "..#.."];
        let wanted = ["10101", "10101", "11111", "00000", "00200"].map(String::from).to_vec();
        assert_eq!(drawn(&rows, Connectivity::Four), (wanted.clone(), 2));
        assert_eq!(drawn(&rows, Connectivity::Eight), (wanted, 2));
        let rows = ["..#", "#.#", ".#."];
        assert_eq!(drawn(&rows, Connectivity::Eight), (vec!["001".into(), "101".into(), "010".into()], 1));
    }

    #[test]
    fn rows_do_not_join_at_their_ends() {
        assert_eq!(drawn(&["..#", "#.."], Connectivity::Eight).1, 2);
    }

    #[test]
    fn nothing_and_everything() {
        assert_eq!(components(&[], 0, Connectivity::Eight).count, 0);
        assert_eq!(components(&[false; 6], 3, Connectivity::Eight).count, 0);
        assert_eq!(components(&[true; 6], 3, Connectivity::Four).labels, [1; 6]);
    }

    /// A flood fill as the definition, on noise.
    #[test]
    fn equals_a_flood_fill() {
        let (width, height) = (61, 47);
        let mut state = 7_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 24
        };
        for density in [90, 128, 160] {
            let mask: Vec<bool> = (0..width * height).map(|_| next() < density).collect();
            for connectivity in [Connectivity::Four, Connectivity::Eight] {
                let mut wanted = vec![0_u32; mask.len()];
                let mut count = 0;
                for start in 0..mask.len() {
                    if mask[start] && wanted[start] == 0 {
                        count += 1;
                        wanted[start] = count;
                        let mut open = vec![start];
                        while let Some(index) = open.pop() {
                            for (down, right) in [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)]
                            {
                                let (row, column) = ((index / width) as i32 + down, (index % width) as i32 + right);
                                let is_inside =
                                    (0..height as i32).contains(&row) && (0..width as i32).contains(&column);
                                let is_neighbour = connectivity == Connectivity::Eight || down * right == 0;
                                if is_inside && is_neighbour {
                                    let other = row as usize * width + column as usize;
                                    if mask[other] && wanted[other] == 0 {
                                        wanted[other] = count;
                                        open.push(other);
                                    }
                                }
                            }
                        }
                    }
                }
                let found = components(&mask, width, connectivity);
                assert_eq!((found.count, &found.labels), (count, &wanted), "{density} {connectivity:?}");
            }
        }
    }
}
