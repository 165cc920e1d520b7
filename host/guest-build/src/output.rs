//! Where progress and cargo's messages go.

/// Where progress and cargo's messages go.
pub enum Output<'a> {
    /// To this process's standard error: in a terminal cargo keeps its colours and its progress bar, in a build
    /// script cargo shows all of it when the script fails.
    Inherit,
    /// Line by line to the caller: for a window, or a log.
    Lines(&'a mut dyn FnMut(&str)),
}

impl Output<'_> {
    /// Reports one line about what is being done.
    pub(crate) fn say(&mut self, line: &str) {
        match self {
            Self::Inherit => eprintln!("guest-build: {line}"),
            Self::Lines(sink) => sink(line),
        }
    }
}
