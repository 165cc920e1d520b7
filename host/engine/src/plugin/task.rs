//! The task that runs one instance of a plugin from start to end.
//!
//! The Store lives in this task and nowhere else. Whatever ends the task (a trap, a
//! limit, a request to stop) drops the Store, then says so: callers get a typed error,
//! the user a message, and nobody else notices.

use super::code::{Code, RunningCode};
use super::instance::{CallTarget, Instance, Request};
use super::metered::{CpuLimitReached, Metered, Turn};
use super::store::{StoreState, new_store};
use super::{OpFunction, Plugin};
use crate::error::{CallError, EndReason};
use crate::filesystem::Filesystem;
use crate::front_end::{LoadStage, PluginState};
use crate::shared::Shared;
use crate::value::Value;
use futures::FutureExt;
use futures::stream::{FuturesUnordered, StreamExt};
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc;
use wasmtime::component::Accessor;
use wasmtime::{Store, Trap};

/// How often the setup deadline looks whether a dialog is open.
const SETUP_STEP: Duration = Duration::from_millis(50);

/// Runs `instance` until it ends.
pub(crate) async fn run(
    shared: Arc<Shared>,
    plugin: Arc<Plugin>,
    instance: Arc<Instance>,
    requests: mpsc::Receiver<Request>,
    code: Code,
) {
    let is_ready = Arc::new(AtomicBool::new(false));
    if instance.window.is_none() {
        plugin.reset_cpu();
    }
    let running = drive(&shared, &plugin, &instance, requests, &code, &is_ready);
    // A panic of the host in a plugin's task must not take more than the plugin along.
    let reason = match AssertUnwindSafe(running).catch_unwind().await {
        Ok(reason) => reason,
        Err(_) => EndReason::Trapped("the host failed while it ran the plugin; please report this".into()),
    };
    // Its Store is gone, so there are no new ones; and before anybody learns of the end, so that the next run
    // finds none of this one.
    if plugin.live_instances.fetch_sub(1, Ordering::AcqRel) == 1 {
        shared.remove_texts_of(&plugin).await;
    }
    end(&shared, &plugin, &instance, reason, is_ready.load(Ordering::Acquire));
}

async fn drive(
    shared: &Arc<Shared>,
    plugin: &Arc<Plugin>,
    instance: &Arc<Instance>,
    requests: mpsc::Receiver<Request>,
    code: &Code,
    is_ready: &Arc<AtomicBool>,
) -> EndReason {
    let turn = Turn::new();
    let filesystem = match Filesystem::open(shared, plugin).await {
        Ok(filesystem) => filesystem,
        Err(error) => return EndReason::Trapped(format!("its folders cannot be made: {error}").into()),
    };
    let mut store = new_store(shared, plugin, instance, &turn, filesystem, code.program());
    let task = serve_instance(shared, plugin, instance, requests, code, &mut store, is_ready);
    let metered =
        Metered::new(task, turn, plugin.usage.clone(), shared.ticker.clone(), shared.limits.cpu_without_pause);
    let (idle, has_begun) = (instance.clone(), is_ready.clone());
    let (limited, limits) = (plugin.clone(), shared.limits.clone());
    let metered = metered.in_background(
        move || has_begun.load(Ordering::Acquire) && idle.running_calls() == 0,
        move || limited.allowance.background_cpu(&limits),
    );
    tokio::select! {
        biased;
        reason = instance.stop_requested() => reason,
        () = setup_deadline(instance, is_ready, shared.limits.setup) => {
            EndReason::SetupDeadline { limit_secs: shared.limits.setup.as_secs_f64() }
        }
        ended = metered => match ended {
            Err(CpuLimitReached::WithoutPause) => {
                EndReason::CpuLimit { limit_secs: shared.limits.cpu_without_pause.as_secs_f64() }
            }
            Err(CpuLimitReached::InBackground) => {
                EndReason::BackgroundLimit { limit_secs: shared.limits.background_cpu.as_secs_f64() }
            }
            Ok(Ok(reason)) => reason,
            Ok(Err(trap)) => trap_reason(shared, plugin, instance, code, &trap),
        },
    }
}

/// Instantiates, sets up and serves calls until something traps. The result is never
/// "all well": an instance ends only for a reason.
async fn serve_instance(
    shared: &Arc<Shared>,
    plugin: &Arc<Plugin>,
    instance: &Arc<Instance>,
    mut requests: mpsc::Receiver<Request>,
    code: &Code,
    store: &mut Store<StoreState>,
    is_ready: &Arc<AtomicBool>,
) -> wasmtime::Result<EndReason> {
    set_stage(shared, plugin, instance, LoadStage::Instantiating);
    let running = code.instantiate(&mut *store).await?;
    set_stage(shared, plugin, instance, LoadStage::SettingUp);
    store
        .run_concurrent(async |accessor| {
            if let Err(error) = running.setup(accessor).await? {
                return Ok(EndReason::SetupFailed(explained(error, code)));
            }
            is_ready.store(true, Ordering::Release);
            if instance.window.is_none() {
                plugin.set_state(PluginState::Ready);
                shared.changed(plugin);
            }
            instance.set_ready();

            let mut calls = FuturesUnordered::new();
            loop {
                tokio::select! {
                    Some(request) = requests.recv() => {
                        release_functions(accessor, &running, instance).await?;
                        // Nobody waits for a call whose caller has ended.
                        if !request.reply.is_closed() {
                            calls.push(serve_call(accessor, &running, request));
                        }
                    }
                    Some(result) = calls.next() => result?,
                    () = instance.release.notified() => release_functions(accessor, &running, instance).await?,
                }
            }
        })
        .await?
}

/// The error of a setup, and for a plugin in text what it requires and does not have: that is
/// often the cause.
fn explained(error: CallError, code: &Code) -> CallError {
    match (error, code.program().and_then(|program| program.unmet.clone())) {
        (CallError::Failed(text), Some(unmet)) => CallError::Failed(format!("{text}\n{unmet}")),
        (error, _) => error,
    }
}

/// Tells the plugin which of its functions nobody holds any more.
async fn release_functions(
    accessor: &Accessor<StoreState>,
    running: &RunningCode,
    instance: &Instance,
) -> wasmtime::Result<()> {
    for function in instance.take_released() {
        running.release_function(accessor, function).await?;
    }
    Ok(())
}

/// Serves one call. The outer error is a trap, which ends the instance.
async fn serve_call(accessor: &Accessor<StoreState>, code: &RunningCode, request: Request) -> wasmtime::Result<()> {
    let Request { target, arguments, reply, running } = request;
    let result = match target {
        CallTarget::ListFunctions => {
            let names = code.functions(accessor).await?;
            Ok(Value::List(names.into_iter().map(Value::Text).collect()))
        }
        CallTarget::Export(name) => code.call(accessor, name, arguments).await?,
        CallTarget::Function(id) => code.call_function(accessor, id, arguments).await?,
    };
    // Before the reply: whoever has it finds the plugin at rest.
    drop(running);
    // The caller may be gone; then nobody wants the result.
    let _ = reply.send(result);
    Ok(())
}

/// A window plugin is ready whatever its instances do.
fn set_stage(shared: &Shared, plugin: &Plugin, instance: &Instance, stage: LoadStage) {
    if instance.window.is_none() {
        plugin.set_state(PluginState::Loading(stage));
        shared.changed(plugin);
    }
}

/// Resolves when the setup has taken too long. Time during which a dialog of the plugin
/// is open does not count.
async fn setup_deadline(instance: &Instance, is_ready: &AtomicBool, limit: Duration) {
    let mut taken = Duration::ZERO;
    while taken < limit {
        tokio::time::sleep(SETUP_STEP).await;
        if is_ready.load(Ordering::Acquire) {
            std::future::pending::<()>().await;
        }
        if instance.open_dialogs.load(Ordering::Relaxed) == 0 {
            taken += SETUP_STEP;
        }
    }
}

/// What a trap means.
fn trap_reason(
    shared: &Shared,
    plugin: &Plugin,
    instance: &Instance,
    code: &Code,
    trap: &wasmtime::Error,
) -> EndReason {
    if let Some((message, place)) = instance.panic.lock().unwrap_or_else(PoisonError::into_inner).take() {
        // A panic because memory was refused is a matter of memory.
        if !instance.memory_refused.load(Ordering::Relaxed) {
            return EndReason::Panicked { message, place };
        }
    }
    let text = format!("{trap:#}");
    match trap.downcast_ref::<Trap>() {
        Some(Trap::StackOverflow) => EndReason::StackOverflow,
        _ if text.contains("fuel allocated for hostcalls") => code.data_limit(&shared.limits),
        _ if instance.memory_refused.load(Ordering::Relaxed) => {
            EndReason::MemoryLimit { limit_bytes: plugin.allowance.memory_bytes(&shared.limits) }
        }
        Some(trap) => EndReason::Trapped(trap.to_string().into()),
        None => EndReason::Trapped(text.into()),
    }
}

/// Says that the instance has ended, to whom it concerns. Its Store is gone.
fn end(shared: &Shared, plugin: &Plugin, instance: &Arc<Instance>, reason: EndReason, was_ready: bool) {
    let sentence: Arc<str> = reason.sentence(&instance.name).into();
    shared.windows.owner_ended(instance, &sentence);
    shared.services.owner_ended(instance);
    shared.end_progress(plugin.id);
    {
        let mut details = plugin.details();
        details.window_instances.retain(|other| !Arc::ptr_eq(other, instance));
        // A newer instance may have taken the place of this one.
        if details.instance.as_ref().is_some_and(|current| Arc::ptr_eq(current, instance)) {
            details.instance = None;
            details.progress = None;
            let name = details.name.clone();
            details.ops.retain(|op| op.name == name || matches!(op.run, OpFunction::Plain(_)));
            details.state =
                if was_ready { PluginState::Stopped(sentence.clone()) } else { PluginState::Failed(sentence.clone()) };
        }
    }
    plugin.announce_state();
    match reason {
        EndReason::WindowClosed => {}
        EndReason::Terminated | EndReason::Cancelled if instance.window.is_some() => {
            // Told once for all instances, by whoever has ended them.
        }
        EndReason::Terminated | EndReason::Cancelled => shared.log_info(plugin, &sentence),
        _ => shared.tell_failure(plugin, &sentence),
    }
    shared.changed(plugin);
    instance.set_ended(reason);
}
