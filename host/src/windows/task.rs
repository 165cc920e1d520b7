//! Work that would make the GUI wait, done on a thread of its own.
//!
//! Invariants: a task sends exactly one result through a channel of one place and then
//! wakes the GUI; a task whose thread panicked is seen as lost, never waited for. Whoever
//! owns a task starts the next one only when it has ended, so a window has at most one
//! thread of each kind, whatever a plugin sends.

use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::thread;

/// Work under way.
pub struct Task<T> {
    result: Receiver<T>,
}

/// How far a task is.
pub enum Progress<T> {
    /// Not there yet.
    Running,
    /// The result.
    Done(T),
    /// There will be no result: the work panicked.
    Lost,
}

impl<T: Send + 'static> Task<T> {
    /// Starts `work` and repaints when it is done. Fails, with one sentence, when the
    /// system has no thread left.
    pub fn start(context: &egui::Context, work: impl FnOnce() -> T + Send + 'static) -> Result<Self, String> {
        let (sender, result) = sync_channel(1);
        let context = context.clone();
        thread::Builder::new()
            .name("window".to_owned())
            .spawn(move || {
                // Wakes the GUI in the end in any case, so that it sees a lost task too.
                let _wake = Wake(context);
                // Nobody listens when the window has been closed meanwhile.
                let _ = sender.send(work());
            })
            .map_err(|error| {
                format!("No thread could be started to prepare this window ({error}). Close other windows")
            })?;
        Ok(Self { result })
    }

    /// The result, if it is there. Never waits.
    pub fn poll(&self) -> Progress<T> {
        match self.result.try_recv() {
            Ok(result) => Progress::Done(result),
            Err(TryRecvError::Empty) => Progress::Running,
            Err(TryRecvError::Disconnected) => Progress::Lost,
        }
    }
}

struct Wake(egui::Context);

impl Drop for Wake {
    fn drop(&mut self) {
        self.0.request_repaint();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn outcome<T: Send + 'static>(task: &Task<T>) -> Progress<T> {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            match task.poll() {
                Progress::Running if Instant::now() < deadline => thread::sleep(Duration::from_millis(1)),
                progress => return progress,
            }
        }
    }

    #[test]
    fn a_task_gives_its_result_or_is_lost() {
        let context = egui::Context::default();
        let task = Task::start(&context, || 42).unwrap();
        assert!(matches!(outcome(&task), Progress::Done(42)));
        let task: Task<()> = Task::start(&context, || panic!("on purpose")).unwrap();
        assert!(matches!(outcome(&task), Progress::Lost));
    }
}
