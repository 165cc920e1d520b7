//! How long work tells its caller how far it is.

use std::future::Future;

/// Is told now and then how much of a filter is done, and may wait before it lets the
/// filter go on: that is where a plugin shows progress and answers other calls.
pub trait Pace {
    /// `fraction` of the work, from 0 to 1, is done.
    fn reached(&mut self, fraction: f64) -> impl Future<Output = ()>;
}

/// Goes on at once and tells nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoPace;

impl Pace for NoPace {
    async fn reached(&mut self, _fraction: f64) {}
}

/// `done` of `total` as a fraction.
pub(crate) fn fraction(done: usize, total: usize) -> f64 {
    done as f64 / total.max(1) as f64
}
