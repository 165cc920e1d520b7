//! Progress of a filter for the user, and room for other calls.

use std::time::{Duration, Instant};

use imjoy_sdk::{api, yield_now};

use crate::filters::Pace;

/// A filter works this long before it lets others in.
const TURN: Duration = Duration::from_millis(20);

/// Shows how far a filter is and yields, every 20 ms.
pub(crate) struct Progress {
    turn_began: Instant,
    /// Whether the application's bar is moved as well as the plugin's.
    is_op: bool,
}

impl Progress {
    /// For an op, which the user is waiting for.
    pub(crate) fn of_op() -> Self {
        Self { turn_began: Instant::now(), is_op: true }
    }

    /// For a function that another plugin has called.
    pub(crate) fn of_function() -> Self {
        Self { turn_began: Instant::now(), is_op: false }
    }

    fn show(&self, progress: f64) {
        api::show_plugin_progress(progress);
        if self.is_op {
            api::show_progress(progress);
        }
    }
}

impl Pace for Progress {
    async fn reached(&mut self, fraction: f64) {
        if fraction >= 1.0 {
            self.show(100.0);
        } else if self.turn_began.elapsed() >= TURN {
            // Below 1 the host takes it as a fraction.
            self.show(fraction);
            yield_now().await;
            self.turn_began = Instant::now();
        }
    }
}
