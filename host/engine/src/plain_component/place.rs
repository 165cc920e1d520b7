//! Where in the arguments of a call something stands, for messages.

use std::fmt::{self, Display, Formatter};

/// A parameter of a function, or something in it. Kept on the stack: it is only made a
/// text when something is wrong.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    function: &'a str,
    parent: Option<&'a Place<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Name(&'a str),
    Index(usize),
}

impl<'a> Place<'a> {
    /// A parameter of a function.
    pub(super) fn parameter(function: &'a str, name: &'a str) -> Self {
        Self { function, parent: None, step: Step::Name(name) }
    }

    /// A field or case in it.
    pub(super) fn field(&'a self, name: &'a str) -> Self {
        Self { function: self.function, parent: Some(self), step: Step::Name(name) }
    }

    /// A member of it, counted from 0.
    pub(super) fn member(&'a self, index: usize) -> Self {
        Self { function: self.function, parent: Some(self), step: Step::Index(index) }
    }

    fn write_path(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.write_path(formatter)?;
        }
        match self.step {
            Step::Name(name) if self.parent.is_some() => write!(formatter, ".{name}"),
            Step::Name(name) => formatter.write_str(name),
            Step::Index(index) => write!(formatter, "[{index}]"),
        }
    }
}

impl Display for Place<'_> {
    /// `region.corners[2] of crop`.
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.write_path(formatter)?;
        write!(formatter, " of {}", self.function)
    }
}
