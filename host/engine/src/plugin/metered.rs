//! Running a plugin in turns: CPU time is metered, and a plugin that computes without
//! ever waiting gives its thread back at every tick and is stopped at its limit.
//!
//! How: the task of a plugin is polled through [`Metered`]. Guest code checks the epoch,
//! which a ticker thread advances; past its deadline it yields to the executor. A poll
//! that ends because of such a yield continues a burst of computing, one that ends
//! because everything waits ends the burst. A host call that returns at once is not a
//! pause, so a loop of cheap host calls is stopped as well, and one in which the host
//! computes on another thread ([`Turn::computing`]); time spent waiting, for a dialog say,
//! never counts.

use super::Usage;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use wasmtime::{Engine, UpdateDeadline};

/// How often a computing plugin gives its thread back.
pub(crate) const TICK: Duration = Duration::from_millis(10);

/// Advances the epoch while any plugin runs, and sleeps while none does.
pub(crate) struct Ticker {
    state: Arc<TickerState>,
}

struct TickerState {
    running: AtomicUsize,
    is_asleep: AtomicBool,
    is_ended: AtomicBool,
    lock: Mutex<()>,
    wake: Condvar,
}

impl Ticker {
    /// Starts the thread.
    pub(crate) fn start(engine: Engine) -> std::io::Result<Self> {
        let state = Arc::new(TickerState {
            running: AtomicUsize::new(0),
            is_asleep: AtomicBool::new(false),
            is_ended: AtomicBool::new(false),
            lock: Mutex::new(()),
            wake: Condvar::new(),
        });
        let thread_state = state.clone();
        std::thread::Builder::new().name("imjoy-ticker".to_owned()).spawn(move || thread_state.tick(&engine))?;
        Ok(Self { state })
    }

    /// Marks that a plugin is about to run until the mark is dropped.
    fn running(&self) -> Running<'_> {
        self.state.running.fetch_add(1, Ordering::SeqCst);
        if self.state.is_asleep.load(Ordering::SeqCst) {
            let _guard = self.state.lock.lock().unwrap_or_else(PoisonError::into_inner);
            self.state.wake.notify_all();
        }
        Running(&self.state)
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.state.is_ended.store(true, Ordering::SeqCst);
        let _guard = self.state.lock.lock().unwrap_or_else(PoisonError::into_inner);
        self.state.wake.notify_all();
    }
}

struct Running<'a>(&'a TickerState);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::SeqCst);
    }
}

impl TickerState {
    fn tick(&self, engine: &Engine) {
        /// Ticks without a running plugin before the thread sleeps.
        const IDLE_TICKS: u32 = 20;
        let mut idle = 0;
        while !self.is_ended.load(Ordering::SeqCst) {
            std::thread::sleep(TICK);
            engine.increment_epoch();
            idle = if self.running.load(Ordering::SeqCst) > 0 { 0 } else { idle + 1 };
            if idle >= IDLE_TICKS {
                idle = 0;
                let mut guard = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
                self.is_asleep.store(true, Ordering::SeqCst);
                while self.running.load(Ordering::SeqCst) == 0 && !self.is_ended.load(Ordering::SeqCst) {
                    guard = self.wake.wait(guard).unwrap_or_else(PoisonError::into_inner);
                }
                self.is_asleep.store(false, Ordering::SeqCst);
            }
        }
    }
}

/// What the epoch callback of a Store and its [`Metered`] task tell each other.
pub(crate) struct Turn {
    origin: Instant,
    started_nanoseconds: AtomicU64,
    has_yielded: AtomicBool,
    /// Whether the host computes for the plugin, which waits for it.
    is_computing: AtomicBool,
    /// Time that the host has computed and that has not been counted yet.
    computed_nanoseconds: AtomicU64,
}

impl Turn {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            origin: Instant::now(),
            started_nanoseconds: AtomicU64::new(0),
            has_yielded: AtomicBool::new(false),
            is_computing: AtomicBool::new(false),
            computed_nanoseconds: AtomicU64::new(0),
        })
    }

    /// Marks that the host computes for the plugin on another thread until the mark is dropped: its
    /// waiting is not a pause.
    pub(crate) fn computing(self: &Arc<Self>) -> Computing {
        self.is_computing.store(true, Ordering::Relaxed);
        Computing(self.clone())
    }

    fn take_computed(&self) -> Duration {
        Duration::from_nanos(self.computed_nanoseconds.swap(0, Ordering::Relaxed))
    }

    /// What to do when guest code has met the epoch's deadline.
    pub(crate) fn at_deadline(&self) -> UpdateDeadline {
        let now = self.origin.elapsed().as_nanos() as u64;
        let turn = now.saturating_sub(self.started_nanoseconds.load(Ordering::Relaxed));
        // The epoch moves on while a plugin rests, so the deadline of a turn that has
        // just begun may be long past.
        if turn < TICK.as_nanos() as u64 / 2 {
            return UpdateDeadline::Continue(1);
        }
        self.has_yielded.store(true, Ordering::Relaxed);
        UpdateDeadline::Yield(1)
    }
}

/// The host computes for a plugin.
pub(crate) struct Computing(Arc<Turn>);

impl Computing {
    /// It has computed for `time`, which counts as the plugin's.
    pub(crate) fn end(self, time: Duration) {
        self.0.computed_nanoseconds.fetch_add(time.as_nanos() as u64, Ordering::Relaxed);
    }
}

impl Drop for Computing {
    fn drop(&mut self) {
        self.0.is_computing.store(false, Ordering::Relaxed);
    }
}

/// Which limit of CPU time a plugin has met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CpuLimitReached {
    /// It has computed for too long without a pause.
    WithoutPause,
    /// It has worked for too long after its calls had ended.
    InBackground,
}

/// The CPU time that a plugin may take while none of its calls is under way; none means
/// any.
pub(crate) type BackgroundLimit = Box<dyn Fn() -> Option<Duration> + Send + Sync>;

/// A plugin's task, polled in turns.
pub(crate) struct Metered<F> {
    task: Pin<Box<F>>,
    turn: Arc<Turn>,
    usage: Arc<Usage>,
    ticker: Arc<Ticker>,
    burst: Duration,
    limit: Duration,
    /// CPU time since the last call has ended.
    in_background: Duration,
    is_idle: Box<dyn Fn() -> bool + Send + Sync>,
    background_limit: BackgroundLimit,
}

impl<F: Future> Metered<F> {
    pub(crate) fn new(task: F, turn: Arc<Turn>, usage: Arc<Usage>, ticker: Arc<Ticker>, limit: Duration) -> Self {
        Self {
            task: Box::pin(task),
            turn,
            usage,
            ticker,
            burst: Duration::ZERO,
            limit,
            in_background: Duration::ZERO,
            is_idle: Box::new(|| false),
            background_limit: Box::new(|| None),
        }
    }

    /// Limits what the plugin computes while `is_idle` says that none of its calls is
    /// under way.
    pub(crate) fn in_background(
        self,
        is_idle: impl Fn() -> bool + Send + Sync + 'static,
        limit: impl Fn() -> Option<Duration> + Send + Sync + 'static,
    ) -> Self {
        Self { is_idle: Box::new(is_idle), background_limit: Box::new(limit), ..self }
    }

    /// Counts work in the background; says whether it was too much.
    fn is_too_long_in_background(&mut self, elapsed: Duration) -> bool {
        if !(self.is_idle)() {
            self.in_background = Duration::ZERO;
            return false;
        }
        self.in_background += elapsed;
        (self.background_limit)().is_some_and(|limit| self.in_background > limit)
    }
}

impl<F: Future> Future for Metered<F> {
    type Output = Result<F::Output, CpuLimitReached>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        let started = Instant::now();
        this.turn
            .started_nanoseconds
            .store(started.duration_since(this.turn.origin).as_nanos() as u64, Ordering::Relaxed);
        let polled = {
            let _running = this.ticker.running();
            this.task.as_mut().poll(context)
        };
        let elapsed = started.elapsed();
        this.usage.add_cpu(elapsed);
        let elapsed = elapsed + this.turn.take_computed();
        if polled.is_pending() && this.is_too_long_in_background(elapsed) {
            return Poll::Ready(Err(CpuLimitReached::InBackground));
        }
        match polled {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending
                if this.turn.has_yielded.swap(false, Ordering::Relaxed)
                    || this.turn.is_computing.load(Ordering::Relaxed) =>
            {
                this.burst += elapsed;
                if this.burst > this.limit { Poll::Ready(Err(CpuLimitReached::WithoutPause)) } else { Poll::Pending }
            }
            Poll::Pending => {
                this.burst = Duration::ZERO;
                Poll::Pending
            }
        }
    }
}
