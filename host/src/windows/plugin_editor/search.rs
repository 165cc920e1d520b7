//! Finding a text in the source.

use std::ops::Range;

/// Most places that are found.
const MOST_FOUND: usize = 10_000;

/// The bar that finds.
#[derive(Default)]
pub struct Search {
    /// What is searched for.
    pub query: String,
    /// Places in the source, in characters; upper and lower case are the same.
    pub found: Vec<Range<usize>>,
    /// Which of them was gone to last.
    pub current: Option<usize>,
    /// The field gets the keyboard when it is drawn next.
    pub wants_focus: bool,
}

impl Search {
    /// Finds all places anew.
    pub fn find(&mut self, source: &str) {
        self.found = found(source, &self.query);
        self.current = self.current.filter(|current| *current < self.found.len());
    }

    /// Goes to the next place after the cursor, or the one before it; around the end.
    pub fn go(&mut self, cursor: usize, forward: bool) -> Option<Range<usize>> {
        let last = self.found.len().checked_sub(1)?;
        let next = if forward {
            self.found.iter().position(|range| range.start >= cursor).unwrap_or(0)
        } else {
            self.found.iter().rposition(|range| range.end < cursor).unwrap_or(last)
        };
        self.current = Some(next);
        self.found.get(next).cloned()
    }

    /// How many there are, for people.
    pub fn summary(&self) -> String {
        match (self.query.is_empty(), self.found.len(), self.current) {
            (true, ..) => String::new(),
            (_, 0, _) => "not found".to_owned(),
            (_, count, Some(current)) => format!("{} of {count}", current + 1),
            (_, count, None) => format!("{count} found"),
        }
    }
}

fn found(source: &str, query: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if query.is_empty() {
        return found;
    }
    let lower = |character: char| character.to_lowercase().next().unwrap_or(character);
    let query: Vec<char> = query.chars().map(lower).collect();
    let source: Vec<char> = source.chars().map(lower).collect();
    let mut start = 0;
    while let Some(window) = source.get(start..start + query.len()) {
        if window == query.as_slice() {
            found.push(start..start + query.len());
            start += query.len();
            if found.len() >= MOST_FOUND {
                break;
            }
        } else {
            start += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_in_characters_and_gone_through_in_a_circle() {
        let mut search = Search { query: "Ab".to_owned(), ..Search::default() };
        search.find("äab xAB\naB");
        assert_eq!(search.found, [1..3, 5..7, 8..10]);
        assert_eq!(search.go(3, true), Some(5..7));
        assert_eq!(search.summary(), "2 of 3");
        assert_eq!(search.go(9, true), Some(1..3));
        assert_eq!(search.go(1, false), Some(8..10));
        search.query = "nothing".to_owned();
        search.find("äab");
        assert_eq!((search.go(0, true), search.summary().as_str()), (None, "not found"));
    }
}
