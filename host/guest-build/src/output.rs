//! Where progress and cargo's messages go.

use crate::{Error, Stop};

/// Where progress and cargo's messages go.
pub enum Output<'a> {
    /// To this process's standard error: in a terminal cargo keeps its colours and its progress bar, in a build
    /// script cargo shows all of it when the script fails.
    Inherit,
    /// Line by line to the caller: for a window, or a log.
    Lines(&'a mut dyn FnMut(&str)),
    /// As [`Output::Lines`], for a build that can be stopped.
    Stoppable {
        /// Gets each line.
        lines: &'a mut dyn FnMut(&str),
        /// Stops the build.
        stop: &'a Stop,
    },
}

impl Output<'_> {
    /// Reports one line about what is being done.
    pub(crate) fn say(&mut self, line: &str) {
        match self {
            Self::Inherit => eprintln!("guest-build: {line}"),
            Self::Lines(sink) | Self::Stoppable { lines: sink, .. } => sink(line),
        }
    }

    /// What stops the build, if anything can.
    pub(crate) fn stop(&self) -> Option<&Stop> {
        match self {
            Self::Stoppable { stop, .. } => Some(stop),
            _ => None,
        }
    }

    /// Fails when the build was stopped.
    pub(crate) fn go_on(&self) -> Result<(), Error> {
        if self.stop().is_some_and(Stop::is_stopped) { Err(Error::Stopped) } else { Ok(()) }
    }
}
