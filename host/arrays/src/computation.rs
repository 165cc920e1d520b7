//! What an operation may use: memory and time.

use crate::error::ArrayError;
use crate::memory::{Elements, Memory};
use bytemuck::Zeroable;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Memory and time of one operation. All operations take it, and fail when either is used up.
///
/// Time is looked at between pieces of work of at most some milliseconds; the sorting of one
/// sequence alone is not interrupted.
#[derive(Clone, Debug)]
pub struct Computation {
    memory: Memory,
    stop: Stop,
    started: Instant,
    time_limit: Option<Duration>,
}

impl Computation {
    /// An operation that begins now. It ends early after `time_limit` or at `stop`.
    pub fn new(memory: Memory, stop: Stop, time_limit: Option<Duration>) -> Self {
        Self { memory, stop, started: Instant::now(), time_limit }
    }

    /// Fails when the operation is to end.
    pub(crate) fn check(&self) -> Result<(), ArrayError> {
        if self.stop.0.load(Ordering::Relaxed) {
            return Err(ArrayError::Stopped);
        }
        match self.time_limit {
            Some(limit) if self.started.elapsed() > limit => Err(ArrayError::TooLong { limit }),
            _ => Ok(()),
        }
    }

    /// That many elements, all 0.
    pub(crate) fn zeroed<T: Zeroable>(&self, length: usize) -> Result<Elements<T>, ArrayError> {
        self.memory.zeroed(length)
    }

    /// Looks at the time now and then.
    pub(crate) fn pace(&self) -> Pace<'_> {
        Pace { computation: self, work: 0 }
    }
}

/// Ends operations that nobody waits for any more. Clones are one.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Ends the operations.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Counts work, and looks at the time whenever enough has been done.
pub(crate) struct Pace<'a> {
    computation: &'a Computation,
    work: usize,
}

/// Elements of the pieces in which long rows are worked on between two looks at the time.
pub(crate) const PIECE: usize = 1 << 16;

impl Pace<'_> {
    /// Simple steps between two looks at the time.
    const WORK: usize = 1 << 18;

    /// Counts `work` simple steps.
    pub(crate) fn spend(&mut self, work: usize) -> Result<(), ArrayError> {
        self.work = self.work.saturating_add(work).saturating_add(1);
        if self.work < Self::WORK {
            return Ok(());
        }
        self.work = 0;
        self.computation.check()
    }
}
