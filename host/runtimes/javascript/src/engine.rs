//! QuickJS: its limits, and the way in.
//!
//! Invariant: JavaScript runs only within [`Engine::enter`], and everything that it has
//! queued (the continuations of promises) has run when that returns. Rust functions that
//! JavaScript calls get the context and never enter again.

use rquickjs::{Context, Ctx, Runtime};

use crate::modules::Libraries;
use crate::rejections::Rejections;

/// Bytes of the component's own stack that JavaScript may use; beyond it throws a
/// `RangeError`, after some 7000 calls. The host's stack for WebAssembly
/// (`Limits::stack_bytes`) has to be larger: one call takes about 280 bytes here and up to
/// 4 KiB there. Natively, tests run on threads with little stack.
const STACK_BYTES: usize = if cfg!(target_family = "wasm") { 2 * 1024 * 1024 } else { 256 * 1024 };

/// Bytes after whose allocation garbage is collected for the first time.
const GARBAGE_THRESHOLD: usize = 4 * 1024 * 1024;

/// One JavaScript world.
pub(crate) struct Engine {
    context: Context,
    rejections: Rejections,
}

impl Engine {
    /// A fresh one, with nothing in it but the language.
    pub(crate) fn new() -> rquickjs::Result<Self> {
        let runtime = Runtime::new()?;
        runtime.set_max_stack_size(STACK_BYTES);
        runtime.set_gc_threshold(GARBAGE_THRESHOLD);
        let libraries = Libraries::default();
        runtime.set_loader(libraries.clone(), libraries);
        let rejections = Rejections::of(&runtime);
        Ok(Engine { context: Context::full(&runtime)?, rejections })
    }

    /// Runs JavaScript, then what it has queued.
    ///
    /// `report` gets each error that nobody has handled: thrown by a queued function, or the
    /// reason of a rejected promise.
    pub(crate) fn enter<R>(
        &self,
        work: impl FnOnce(&Ctx<'_>) -> R,
        report: impl for<'js> Fn(&Ctx<'js>, rquickjs::Value<'js>),
    ) -> R {
        let result = self.context.with(|context| work(&context));
        self.run_queue(&report);
        if !self.rejections.is_empty() {
            self.context.with(|context| self.rejections.report(&context, &report));
        }
        result
    }

    fn run_queue(&self, report: &impl for<'js> Fn(&Ctx<'js>, rquickjs::Value<'js>)) {
        loop {
            match self.context.runtime().execute_pending_job() {
                Ok(true) => {}
                Ok(false) => return,
                Err(failed) => failed.0.with(|context| report(&context, context.catch())),
            }
        }
    }
}
