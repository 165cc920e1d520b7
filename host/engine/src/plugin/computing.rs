//! Work that the host does for a plugin: operations on its arrays.
//!
//! What is done in a moment is done at once. Anything longer goes to a thread of its own, so that
//! the plugin's turn ends and others are served; the plugin waits, as if it computed itself. The
//! time counts as the plugin's own, towards its limit too. An operation ends early when its
//! instance does, or after half the time that a plugin may compute without a pause, so that the
//! plugin can still say so.

use super::store::StoreState;
use imjoy_arrays::{Array, ArrayError, Computation, Stop};
use std::time::{Duration, Instant};

/// Data up to which an operation is begun at once, in bytes.
const AT_ONCE_BYTES: usize = 256 * 1024;
/// How long such an operation may take before it goes to a thread, where it begins anew.
const AT_ONCE: Duration = Duration::from_millis(2);

/// How much there is to do, as far as it is known before.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Extent(usize);

impl Extent {
    /// Too much to be begun at once, whatever the data.
    pub(crate) const LONG: Self = Self(usize::MAX);

    /// That many bytes of a plugin's own.
    pub(crate) fn bytes(bytes: usize) -> Self {
        Self(bytes)
    }

    /// With the elements of a further array. Axes of length 0 count as 1: what is left may still be
    /// the shape of a result.
    pub(crate) fn and(self, array: &Array) -> Self {
        let lengths = array.shape().iter().filter(|length| **length > 0);
        let bytes = lengths.fold(array.data_type().size(), |product, length| product.saturating_mul(*length));
        Self(self.0.saturating_add(bytes))
    }
}

/// Stops an operation that nobody waits for any more.
struct StopWhenDropped(Stop);

impl Drop for StopWhenDropped {
    fn drop(&mut self) {
        self.0.stop();
    }
}

impl StoreState {
    /// Carries out an operation with memory of the plugin's share. It may be begun twice, and must
    /// then give the same.
    pub(crate) async fn compute<R: Send + 'static>(
        &mut self,
        extent: Extent,
        operation: impl Fn(&Computation) -> Result<R, ArrayError> + Send + 'static,
    ) -> wasmtime::Result<Result<R, ArrayError>> {
        let (_, result) = self.compute_on(extent, (), move |(), computation| operation(computation)).await?;
        Ok(result)
    }

    /// As [`Self::compute`], with a value that the operation changes unless it fails.
    pub(crate) async fn compute_on<S: Send + 'static, R: Send + 'static>(
        &mut self,
        extent: Extent,
        mut subject: S,
        operation: impl Fn(&mut S, &Computation) -> Result<R, ArrayError> + Send + 'static,
    ) -> wasmtime::Result<(S, Result<R, ArrayError>)> {
        let memory = self.buffers.memory();
        if extent.0 <= AT_ONCE_BYTES {
            let computation = Computation::new(memory.clone(), Stop::default(), Some(AT_ONCE));
            match operation(&mut subject, &computation) {
                Err(ArrayError::TooLong { .. }) => {}
                result => return Ok((subject, result)),
            }
        }
        let limit = self.shared.limits.cpu_without_pause / 2;
        let stop = StopWhenDropped(Stop::default());
        let computation_stop = stop.0.clone();
        let computing = self.turn.computing();
        let thread = tokio::task::spawn_blocking(move || {
            let started = Instant::now();
            let computation = Computation::new(memory, computation_stop, Some(limit));
            let result = operation(&mut subject, &computation);
            (subject, result, started.elapsed())
        });
        let (subject, result, time) = thread.await.map_err(wasmtime::Error::new)?;
        self.plugin.usage.add_cpu(time);
        computing.end(time);
        Ok((subject, result))
    }
}
