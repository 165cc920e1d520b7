//! Where in a tree an element stands, for messages.

use std::fmt;

/// A place, as a list from the element up to the root. Nothing is allocated unless it is
/// written.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    /// What was sent itself.
    Root(&'static str),
    /// What is sent for an element of that id.
    Id(&'a Path<'a>, &'a str),
    /// A member of a list in a field.
    Member(&'a Path<'a>, &'static str, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root(name) => formatter.write_str(name),
            Path::Id(parent, id) => {
                let id: String = id.chars().take(60).collect();
                write!(formatter, "{parent}[{id:?}]")
            }
            Path::Member(parent, field, index) => write!(formatter, "{parent}.{field}[{index}]"),
        }
    }
}
