//! The order of entries in the list.
//!
//! Folders come first in any order. Names are compared as people do: without case, and
//! numbers in them by their value, so that `cell9` comes before `cell10`.

use super::listing::FolderEntry;
use std::cmp::Ordering;

/// By what entries are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum SortBy {
    #[default]
    Name,
    Size,
    Modified,
}

/// An order of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Order {
    pub(super) by: SortBy,
    pub(super) is_descending: bool,
}

impl Order {
    /// The order after a click on the heading of a column: the other way round where it is
    /// sorted by that already. The largest and the newest come first, names from A on.
    pub(super) fn clicked(self, by: SortBy) -> Self {
        let is_descending = if self.by == by { !self.is_descending } else { by != SortBy::Name };
        Self { by, is_descending }
    }

    /// How two entries are sorted.
    pub(super) fn compare(self, one: &FolderEntry, other: &FolderEntry) -> Ordering {
        let by_name = || one.name_key.cmp(&other.name_key).then_with(|| one.name.cmp(&other.name));
        let directed = |ordering: Ordering| if self.is_descending { ordering.reverse() } else { ordering };
        other.is_folder.cmp(&one.is_folder).then_with(|| match self.by {
            SortBy::Name => directed(by_name()),
            SortBy::Size => directed(one.size_bytes.cmp(&other.size_bytes)).then_with(by_name),
            SortBy::Modified => directed(one.modified.cmp(&other.modified)).then_with(by_name),
        })
    }
}

/// A name in the form in which it is compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NameKey(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// A whole number, by the count of its digits without leading zeros, then by these.
    Number(usize, String),
    Text(String),
}

impl NameKey {
    pub(super) fn new(name: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = name;
        while let Some(first) = rest.chars().next() {
            let is_number = first.is_ascii_digit();
            let end = rest.find(|character: char| character.is_ascii_digit() != is_number).unwrap_or(rest.len());
            let (part, after) = rest.split_at(end);
            rest = after;
            parts.push(if is_number {
                let digits = part.trim_start_matches('0');
                Part::Number(digits.len(), digits.to_owned())
            } else {
                Part::Text(part.to_lowercase())
            });
        }
        Self(parts)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "a test may fail by a panic")]

    use super::*;
    use std::path::PathBuf;
    use std::time::{Duration, SystemTime};

    fn entry(name: &str, is_folder: bool, size_bytes: u64, age_secs: u64) -> FolderEntry {
        FolderEntry {
            name: name.to_owned(),
            path: PathBuf::from(name),
            is_folder,
            size_bytes,
            modified: Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000 - age_secs)),
            modified_text: String::new(),
            name_key: NameKey::new(name),
        }
    }

    fn sorted(order: Order) -> Vec<String> {
        let mut entries = vec![
            entry("cell10.png", false, 5, 1),
            entry("Cell9.png", false, 7, 3),
            entry("zoo", true, 0, 9),
            entry("cell 1.png", false, 6, 2),
            entry("007.png", false, 1, 4),
        ];
        entries.sort_by(|one, other| order.compare(one, other));
        entries.into_iter().map(|entry| entry.name).collect()
    }

    #[test]
    fn numbers_count_by_their_value_and_folders_come_first() {
        let by_name = Order::default();
        assert_eq!(sorted(by_name), ["zoo", "007.png", "Cell9.png", "cell10.png", "cell 1.png"]);
        let by_size = by_name.clicked(SortBy::Size);
        assert_eq!(sorted(by_size), ["zoo", "Cell9.png", "cell 1.png", "cell10.png", "007.png"]);
        let newest = by_size.clicked(SortBy::Modified);
        assert_eq!(sorted(newest)[1], "cell10.png");
        assert_eq!(sorted(newest.clicked(SortBy::Modified))[1], "007.png");
    }
}
