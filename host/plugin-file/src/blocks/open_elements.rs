//! The elements that are open at a place of the file.

use crate::limits::OPEN_ELEMENTS;
use std::collections::HashMap;

/// The stack of open elements. Each step takes time for what it opens or closes alone: an end
/// tag without a start tag is known by a count, not by a search.
#[derive(Default)]
pub(super) struct OpenElements {
    stack: Vec<usize>,
    numbers: HashMap<String, usize>,
    /// By number: name in lower case, and how many are open.
    names: Vec<(String, usize)>,
}

impl OpenElements {
    pub(super) fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }

    /// Opens an element. `false` when too many are open.
    pub(super) fn open(&mut self, name: &str) -> bool {
        if self.stack.len() >= OPEN_ELEMENTS {
            return false;
        }
        let name = name.to_ascii_lowercase();
        let number = match self.numbers.get(&name) {
            Some(number) => *number,
            None => {
                self.names.push((name.clone(), 0));
                self.numbers.insert(name, self.names.len() - 1);
                self.names.len() - 1
            }
        };
        if let Some((_, count)) = self.names.get_mut(number) {
            *count += 1;
        }
        self.stack.push(number);
        true
    }

    /// Closes the innermost element of a name, whatever its case, and all in it. `None` when
    /// there is none; else whether it is the outermost of all.
    pub(super) fn close(&mut self, name: &str) -> Option<bool> {
        let wanted = *self.numbers.get(&name.to_ascii_lowercase())?;
        if self.names.get(wanted)?.1 == 0 {
            return None;
        }
        while let Some(number) = self.stack.pop() {
            if let Some((_, count)) = self.names.get_mut(number) {
                *count -= 1;
            }
            if number == wanted {
                break;
            }
        }
        Some(self.stack.is_empty())
    }

    /// Name of the innermost element in lower case.
    pub(super) fn innermost(&self) -> Option<&str> {
        self.names.get(*self.stack.last()?).map(|(name, _)| name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_tag_closes_what_is_open_within() {
        let mut open = OpenElements::default();
        for name in ["docs", "p", "BR", "p"] {
            assert!(open.open(name));
        }
        assert_eq!(open.innermost(), Some("p"));
        assert_eq!(open.close("i"), None);
        assert_eq!(open.close("br"), Some(false));
        assert_eq!(open.innermost(), Some("p"));
        assert_eq!(open.close("br"), None);
        assert_eq!(open.close("DOCS"), Some(true));
        assert_eq!(open.innermost(), None);
        assert_eq!(open.close("p"), None);
    }

    #[test]
    fn elements_that_are_open_at_once_are_limited() {
        let mut open = OpenElements::default();
        assert!((0..OPEN_ELEMENTS).all(|_| open.open("br")));
        assert!(!open.open("br"));
    }
}
