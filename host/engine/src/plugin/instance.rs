//! One run of a plugin, as seen from outside: its queue, its calls, its end.
//!
//! Invariants: a call to an instance that has ended is an error at once, never a hang.
//! The queue and the calls under way are bounded by [`Limits::calls`](crate::Limits); one
//! more is an error, so endless mutual calls end.

use crate::error::{CallError, EndReason};
use crate::identity::{FunctionId, InstanceId, PluginId};
use crate::value::{FunctionOwner, Record, Value, WindowHandle};
use futures::future::BoxFuture;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, mpsc, oneshot, watch};

/// What a call is for.
#[derive(Clone, Debug)]
pub(crate) enum CallTarget {
    /// An exported function, by name.
    Export(String),
    /// A function that the plugin has given away.
    Function(u64),
    /// The names of the exported functions.
    ListFunctions,
}

/// A call on its way to the plugin's task.
pub(crate) struct Request {
    pub(crate) target: CallTarget,
    pub(crate) arguments: Vec<Value>,
    pub(crate) reply: oneshot::Sender<Result<Value, CallError>>,
    /// Counts the call for as long as the plugin works on it, also when the caller has
    /// gone away.
    pub(crate) running: RunningCall,
}

/// What goes on in a plugin while it does not compute, as its language's runtime tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Activity {
    /// Nothing, or nothing is known: of components.
    Idle,
    /// Only timers.
    Timers,
    /// The API has not answered everything yet.
    Asking,
    /// A call waits for something that nothing in the plugin can bring about.
    Stuck,
}

/// How often a wait looks whether a dialog is open.
const PATIENCE_STEP: Duration = Duration::from_millis(50);

/// Who asks the user: the plugin, or the one that it is a part of.
#[derive(Clone, Debug)]
pub(crate) struct Asker {
    /// Whom answers, refusals and limits concern.
    pub(crate) plugin: PluginId,
    /// What the user reads.
    pub(crate) name: Arc<str>,
}

/// One run of a plugin.
pub(crate) struct Instance {
    pub(crate) id: InstanceId,
    pub(crate) plugin: PluginId,
    /// The window that it is in, for an instance of a window plugin.
    pub(crate) window: Option<WindowHandle>,
    pub(crate) name: Arc<str>,
    pub(crate) asker: Asker,
    requests: mpsc::Sender<Request>,
    calls: Arc<CallCounter>,
    stop: watch::Sender<Option<EndReason>>,
    ended: watch::Sender<Option<EndReason>>,
    ready: watch::Sender<bool>,
    /// What goes on in it; known of plugins in text alone.
    activity: watch::Sender<Activity>,
    released: Mutex<Vec<u64>>,
    /// Wakes the task when functions wait to be released.
    pub(crate) release: Notify,
    functions: AtomicUsize,
    function_limit: usize,
    /// Dialogs of this instance that are open.
    pub(crate) open_dialogs: AtomicUsize,
    /// What the plugin's SDK has said of a panic, just before the trap.
    pub(crate) panic: Mutex<Option<(String, Option<String>)>>,
    /// Whether its `exit` has been called.
    is_leaving: AtomicBool,
    /// Whether memory was refused, which explains the trap that follows.
    pub(crate) memory_refused: AtomicBool,
    /// The variables that the plugin exports.
    variables: Mutex<Record>,
}

/// Counts the calls of an instance that are under way.
struct CallCounter {
    count: AtomicU32,
    limit: u32,
    on_change: Box<dyn Fn() + Send + Sync>,
}

impl Instance {
    /// An instance and the receiving end of its queue.
    pub(crate) fn new(
        plugin: PluginId,
        name: Arc<str>,
        asker: Asker,
        window: Option<WindowHandle>,
        call_limit: u32,
        function_limit: usize,
        on_calls_changed: impl Fn() + Send + Sync + 'static,
    ) -> (Arc<Self>, mpsc::Receiver<Request>) {
        let (requests, receiver) = mpsc::channel(call_limit.max(1) as usize);
        let instance = Arc::new(Self {
            id: InstanceId::mint(),
            plugin,
            window,
            name,
            asker,
            requests,
            calls: Arc::new(CallCounter {
                count: AtomicU32::new(0),
                limit: call_limit,
                on_change: Box::new(on_calls_changed),
            }),
            stop: watch::Sender::new(None),
            ended: watch::Sender::new(None),
            ready: watch::Sender::new(false),
            activity: watch::Sender::new(Activity::Idle),
            released: Mutex::default(),
            release: Notify::new(),
            functions: AtomicUsize::new(0),
            function_limit,
            open_dialogs: AtomicUsize::new(0),
            panic: Mutex::default(),
            is_leaving: AtomicBool::new(false),
            memory_refused: AtomicBool::new(false),
            variables: Mutex::default(),
        });
        (instance, receiver)
    }

    /// What plugins know the instance in a window by; none for other instances.
    pub(crate) fn plugin_id(&self) -> Option<String> {
        self.window.as_ref().map(|_| format!("instance-{}", self.id))
    }

    /// The variables that the plugin exports: numbers, texts and truth values.
    pub(crate) fn variables(&self) -> Record {
        self.variables.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces the exported variables.
    pub(crate) fn set_variables(&self, variables: Record) {
        *self.variables.lock().unwrap_or_else(PoisonError::into_inner) = variables;
    }

    /// Number of calls under way.
    pub(crate) fn running_calls(&self) -> u32 {
        self.calls.count.load(Ordering::Relaxed)
    }

    /// Calls the plugin and awaits the answer.
    pub(crate) async fn call(&self, target: CallTarget, arguments: Vec<Value>) -> Result<Value, CallError> {
        let running = RunningCall::begin(&self.calls).ok_or_else(|| self.busy())?;
        let (reply, answer) = oneshot::channel();
        let request = Request { target, arguments, reply, running };
        match self.requests.try_send(request) {
            Ok(()) => {}
            Err(mpsc::error::TrySendError::Full(_)) => return Err(self.busy()),
            Err(mpsc::error::TrySendError::Closed(_)) => return Err(self.ended().await.to_call_error(&self.name)),
        }
        tokio::select! {
            biased;
            Ok(result) = answer => result,
            // The task has dropped the call with its Store, or never taken it.
            reason = self.ended() => Err(reason.to_call_error(&self.name)),
        }
    }

    fn busy(&self) -> CallError {
        CallError::Limit(format!("{} has {} calls under way and takes no more", self.name, self.calls.limit))
    }

    /// Asks the instance to end. The first reason counts.
    pub(crate) fn stop(&self, reason: EndReason) {
        self.stop.send_if_modified(|stop| {
            let is_first = stop.is_none();
            if is_first {
                *stop = Some(reason);
            }
            is_first
        });
    }

    /// Resolves when the instance has been asked to end.
    pub(crate) async fn stop_requested(&self) -> EndReason {
        wait_for(&self.stop).await
    }

    /// Says that the instance has been set up.
    pub(crate) fn set_ready(&self) {
        self.ready.send_replace(true);
    }

    /// Says what goes on in the plugin; true when it got [`Stuck`](Activity::Stuck) or free by that.
    pub(crate) fn set_activity(&self, activity: Activity) -> bool {
        let before = self.activity.send_replace(activity);
        (before == Activity::Stuck) != (activity == Activity::Stuck)
    }

    /// Whether its `exit` is to be called now: it is called once.
    pub(crate) fn begins_to_leave(&self) -> bool {
        !self.is_leaving.swap(true, Ordering::Relaxed)
    }

    /// Whether calls wait for something that nothing in the plugin can bring about.
    pub(crate) fn is_stuck(&self) -> bool {
        self.activity() == Activity::Stuck && self.running_calls() > 0
    }

    /// What goes on in the plugin.
    pub(crate) fn activity(&self) -> Activity {
        *self.activity.borrow()
    }

    /// Changes with the [`activity`](Self::activity).
    pub(crate) fn activity_changes(&self) -> watch::Receiver<Activity> {
        self.activity.subscribe()
    }

    /// Resolves when the API has answered all that the plugin has asked of it, awaited or not, or
    /// when the instance has ended.
    pub(crate) async fn settled(&self) {
        let mut activity = self.activity.subscribe();
        tokio::select! {
            _ = activity.wait_for(|activity| *activity != Activity::Asking) => {}
            _ = self.ended() => {}
        }
    }

    /// Resolves when the instance has been set up, or with the reason of its end.
    pub(crate) async fn ready(&self) -> Result<(), EndReason> {
        let mut ready = self.ready.subscribe();
        tokio::select! {
            biased;
            Ok(_) = ready.wait_for(|ready| *ready) => Ok(()),
            reason = self.ended() => Err(reason),
        }
    }

    /// Fails for an instance in a window, which comes and goes with it.
    pub(crate) fn check_outlives_windows(&self, action: &str) -> Result<(), CallError> {
        match self.window {
            Some(_) => Err(CallError::Unavailable(format!(
                "{} is a window plugin and cannot {action}: its instances come and go with their windows; let a plugin \
                 of another type do it",
                self.name
            ))),
            None => Ok(()),
        }
    }

    /// Whether it has been set up.
    pub(crate) fn is_ready(&self) -> bool {
        *self.ready.borrow()
    }

    /// Whether it has ended, which has been told then.
    pub(crate) fn has_ended(&self) -> bool {
        self.ended.borrow().is_some()
    }

    /// Fails when it has ended.
    pub(crate) fn check_runs(&self) -> Result<(), CallError> {
        match &*self.ended.borrow() {
            Some(reason) => Err(reason.to_call_error(&self.name)),
            None => Ok(()),
        }
    }

    /// Awaits `future` for at most `limit`; time during which a dialog of this instance is
    /// open does not count.
    pub(crate) async fn within<F: Future>(&self, limit: Duration, future: F) -> Option<F::Output> {
        let patience = async {
            let mut taken = Duration::ZERO;
            while taken < limit {
                tokio::time::sleep(PATIENCE_STEP).await;
                if self.open_dialogs.load(Ordering::Relaxed) == 0 {
                    taken += PATIENCE_STEP;
                }
            }
        };
        tokio::select! {
            biased;
            output = future => Some(output),
            () = patience => None,
        }
    }

    /// Says that the instance has ended. Its Store is gone.
    pub(crate) fn set_ended(&self, reason: EndReason) {
        self.ended.send_replace(Some(reason));
    }

    /// Resolves when the instance has ended.
    pub(crate) async fn ended(&self) -> EndReason {
        wait_for(&self.ended).await
    }

    /// Numbers of the functions that nobody holds any more.
    pub(crate) fn take_released(&self) -> Vec<u64> {
        let released = std::mem::take(&mut *self.released.lock().unwrap_or_else(PoisonError::into_inner));
        // Counted until here, so that what waits to be released is bounded as well.
        self.functions.fetch_sub(released.len(), Ordering::Relaxed);
        released
    }

    /// Counts a function that the plugin gives away.
    pub(crate) fn count_function(&self) -> Result<(), CallError> {
        if self.functions.fetch_add(1, Ordering::Relaxed) >= self.function_limit {
            self.functions.fetch_sub(1, Ordering::Relaxed);
            return Err(CallError::Limit(format!(
                "{} has given away {} functions and may not give away more",
                self.name, self.function_limit
            )));
        }
        Ok(())
    }
}

impl FunctionOwner for Instance {
    fn plugin(&self) -> PluginId {
        self.plugin
    }

    fn instance(&self) -> InstanceId {
        self.id
    }

    fn call(
        self: Arc<Self>,
        function: FunctionId,
        arguments: Vec<Value>,
    ) -> BoxFuture<'static, Result<Value, CallError>> {
        Box::pin(async move { Instance::call(&self, CallTarget::Function(function.0), arguments).await })
    }

    fn release(&self, function: FunctionId) {
        // Bounded: at most as many as the plugin has given away.
        self.released.lock().unwrap_or_else(PoisonError::into_inner).push(function.0);
        self.release.notify_one();
    }
}

/// A call under way; counted until dropped.
pub(crate) struct RunningCall(Arc<CallCounter>);

impl RunningCall {
    /// Counts one more call; none if there are too many.
    fn begin(calls: &Arc<CallCounter>) -> Option<Self> {
        if calls.count.fetch_add(1, Ordering::Relaxed) >= calls.limit {
            calls.count.fetch_sub(1, Ordering::Relaxed);
            return None;
        }
        (calls.on_change)();
        Some(Self(calls.clone()))
    }
}

impl Drop for RunningCall {
    fn drop(&mut self) {
        self.0.count.fetch_sub(1, Ordering::Relaxed);
        (self.0.on_change)();
    }
}

async fn wait_for(sender: &watch::Sender<Option<EndReason>>) -> EndReason {
    let mut receiver = sender.subscribe();
    // The sender is borrowed, so it cannot be dropped and the wait cannot fail.
    match receiver.wait_for(Option::is_some).await {
        Ok(reason) => reason.clone().unwrap_or(EndReason::Terminated),
        Err(_) => EndReason::Terminated,
    }
}
