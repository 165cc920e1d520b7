//! Stopping a build that is under way.

use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Stops a build from another thread; cheap to clone.
///
/// The cargo that runs is killed; the preparation of a compiler ends after its present step.
#[derive(Clone, Default)]
pub struct Stop {
    is_stopped: Arc<AtomicBool>,
    running: Arc<Mutex<Option<Arc<Mutex<Child>>>>>,
}

impl Stop {
    /// Stops the build. Never waits.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).clone();
        // A child that is locked is being waited for after its end.
        if let Some(child) = running
            && let Ok(mut child) = child.try_lock()
        {
            // It may have ended by itself.
            let _ = child.kill();
        }
    }

    /// Whether it was stopped.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::SeqCst)
    }

    /// Notes the program that is to be killed.
    pub(crate) fn watch(&self, child: &Arc<Mutex<Child>>) {
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = Some(child.clone());
        if self.is_stopped() {
            self.stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Error, Output, cargo};
    use std::process::Command;

    #[test]
    fn a_program_that_runs_is_killed_and_the_next_is_not_started() {
        let stop = Stop::default();
        let from_sink = stop.clone();
        let mut lines = Vec::new();
        // The program says that it runs, and would then run for ever.
        let mut sink = |line: &str| {
            lines.push(line.to_owned());
            from_sink.stop();
        };
        let mut output = Output::Stoppable { lines: &mut sink, stop: &stop };
        let mut command = Command::new("sh");
        command.args(["-c", "echo running >&2; exec tail -f /dev/null"]);
        assert!(matches!(cargo::build(&mut command, "it", &mut output), Err(Error::Stopped)));
        assert!(matches!(cargo::build(&mut command, "it", &mut output), Err(Error::Stopped)));
        assert_eq!(lines, ["running"]);
    }
}
