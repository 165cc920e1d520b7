//! Lines and columns of byte offsets.

use super::block::Position;

/// Finds lines and columns of offsets that never go back, in time for the whole text once.
pub(super) struct Place<'text> {
    text: &'text str,
    offset: usize,
    position: Position,
}

impl<'text> Place<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        Self { text, offset: 0, position: Position { line: 1, column: 1 } }
    }

    /// Line and column of an offset. An offset before the one asked for last gives the place of
    /// that one.
    pub(super) fn at(&mut self, offset: usize) -> Position {
        let passed = self.text.get(self.offset..offset).unwrap_or_default();
        self.offset = self.offset.max(offset);
        let breaks = passed.bytes().filter(|byte| *byte == b'\n').count();
        self.position.line += breaks;
        match passed.rsplit_once('\n') {
            Some((_, last)) => self.position.column = 1 + last.chars().count(),
            None => self.position.column += passed.chars().count(),
        }
        self.position
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        let mut place = Place::new("ab\näöü\r\nx");
        let mut at = |offset| (place.at(offset).line, place.at(offset).column);
        assert_eq!([at(0), at(1), at(3), at(7), at(11), at(12)], [(1, 1), (1, 2), (2, 1), (2, 3), (3, 1), (3, 2)]);
    }
}
