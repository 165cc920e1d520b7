//! From the plugin's source to a plugin that can be called: its scripts, `api.export`, its
//! `setup`.

use imjoy_sdk::Error;
use rquickjs::context::EvalOptions;
use rquickjs::{Ctx, Persistent, Promise, Value};

use crate::calling;
use crate::errors::Thrown;
use crate::journal;
use crate::plugin::Running;
use crate::source::Script;

/// Runs the scripts, waits until the plugin has called `api.export`, then calls its `setup`.
///
/// # Errors
///
/// What a script or `setup` throws, with the place in the plugin's file, and a plugin that
/// exports nothing.
pub(crate) async fn start(running: Running) -> Result<(), Error> {
    for script in running.scripts.iter() {
        run(running, script).await.map_err(|thrown| told(running, thrown))?;
    }
    wait_for_export(running).await?;
    if running.exports_function("setup") {
        calling::quietly(running, "setup").await.map_err(|thrown| told(running, thrown))?;
    } else {
        journal::note(&format!("warning: No \"setup()\" function is defined in plugin \"{}\".", running.name));
    }
    running.events.loaded(running);
    Ok(())
}

/// How a script is run: in the global scope and not strict, unless it is a module.
pub(crate) fn options(script: &Script) -> EvalOptions {
    let mut options = EvalOptions::default();
    options.global = !script.module;
    options.strict = false;
    options.filename = Some(script.file.clone());
    options
}

/// Runs a script in the global scope, as in a worker: not strict, its `var` and functions
/// are global. A module has a scope of its own, is strict, and may `await`.
async fn run(running: Running, script: &Script) -> Result<(), Thrown> {
    if let Some(before) = script.text.split_once('\0').map(|(before, _)| before) {
        let line = script.line as usize + before.matches('\n').count();
        return Err(Thrown::plain(Error::failed(format!(
            "SyntaxError: the script has a NUL character\n{}:{line}",
            script.file
        ))));
    }
    let options = options(script);
    let source = script.padded();
    let promise = running.enter(|context| {
        let result: Result<Value, _> = context.eval_with_options(source, options);
        match result {
            Ok(result) if script.module => Ok(result.into_promise().map(|promise| Persistent::save(context, promise))),
            Ok(_) => Ok(None),
            Err(error) => Err(thrown_by_script(running, context, error)),
        }
    })?;
    match promise {
        Some(promise) => evaluated(running, promise).await,
        None => Ok(()),
    }
}

async fn evaluated(running: Running, promise: Persistent<Promise<'static>>) -> Result<(), Thrown> {
    calling::awaited(running, promise).await.map(drop)
}

fn thrown_by_script(running: Running, context: &Ctx<'_>, error: rquickjs::Error) -> Thrown {
    let mut thrown = Thrown::of(running, context, error);
    if let Error::Failed(message) = &mut thrown.error
        && let Some(known) = message.strip_suffix(": ''")
    {
        // The engine's empty token.
        *message = format!("{known}: the script ends");
    }
    thrown
}

/// Plugins may export later, for example after `await api.init()`. While something is under
/// way that may still do it, it is waited for; the host limits how long.
async fn wait_for_export(running: Running) -> Result<(), Error> {
    loop {
        if running.exports.borrow().is_some() {
            return Ok(());
        }
        if running.tasks.are_done() {
            return Err(Error::failed(format!(
                "the plugin \"{}\" exports nothing; its script has to end with `api.export(new ImJoyPlugin())`",
                running.name
            )));
        }
        running.tasks.change().await;
    }
}

/// The error for whoever has loaded the plugin: the message, then the place with its line
/// and a caret, then the stack.
fn told(running: Running, thrown: Thrown) -> Error {
    let Thrown { error, stack, place } = thrown;
    if error.is_cancelled() {
        return error;
    }
    let mut text = error.message().to_owned();
    if let Some(place) = place {
        text.push_str(&format!("\n{}:{}:{}", place.file, place.line, place.column));
        if let Some(excerpt) = running.scripts.excerpt(&place) {
            text.push('\n');
            text.push_str(&excerpt);
        }
        // A stack of one frame says the same again.
        if stack.lines().count() < 2 {
            return Error::failed(text);
        }
    }
    if !stack.is_empty() {
        text.push('\n');
        text.push_str(&stack);
    }
    Error::failed(text)
}
