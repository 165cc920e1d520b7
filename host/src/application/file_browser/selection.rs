//! Which rows of the file browser are chosen.

use std::collections::BTreeSet;

/// Chosen rows, and the one that the keyboard is at.
#[derive(Default)]
pub(super) struct Selection {
    rows: BTreeSet<usize>,
    cursor: Option<usize>,
    /// Where a range begins.
    anchor: usize,
}

/// How a click changes the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pick {
    /// This row alone.
    One,
    /// This row besides the others, or no longer.
    Toggle,
    /// All rows from the anchor to this one.
    Range,
}

impl Selection {
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(super) fn contains(&self, row: usize) -> bool {
        self.rows.contains(&row)
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.rows.iter().copied()
    }

    pub(super) fn cursor(&self) -> Option<usize> {
        self.cursor
    }

    pub(super) fn pick(&mut self, row: usize, pick: Pick) {
        match pick {
            Pick::One => {
                self.rows = BTreeSet::from([row]);
                self.anchor = row;
            }
            Pick::Toggle => {
                if !self.rows.remove(&row) {
                    self.rows.insert(row);
                }
                self.anchor = row;
            }
            Pick::Range => self.rows = (row.min(self.anchor)..=row.max(self.anchor)).collect(),
        }
        self.cursor = Some(row);
    }

    /// Moves the cursor by `steps` among `count` rows.
    pub(super) fn step(&mut self, steps: isize, count: usize, pick: Pick) {
        let Some(last) = count.checked_sub(1) else { return };
        let row = match self.cursor {
            Some(cursor) => cursor.saturating_add_signed(steps).min(last),
            None if steps < 0 => last,
            None => 0,
        };
        self.pick(row, pick);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_clicks_choose_rows() {
        let mut selection = Selection::default();
        selection.step(1, 0, Pick::One);
        assert_eq!(selection.cursor(), None);
        selection.step(1, 5, Pick::One);
        selection.step(2, 5, Pick::Range);
        assert_eq!(selection.rows().collect::<Vec<_>>(), [0, 1, 2]);
        selection.pick(4, Pick::Toggle);
        selection.pick(1, Pick::Toggle);
        assert_eq!(selection.rows().collect::<Vec<_>>(), [0, 2, 4]);
        selection.step(-9, 5, Pick::One);
        assert_eq!(selection.rows().collect::<Vec<_>>(), [0]);
    }
}
