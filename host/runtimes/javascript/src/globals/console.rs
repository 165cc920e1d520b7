//! `console`, which writes to the plugin's log.

use std::collections::BTreeMap;
use std::time::Instant;

use rquickjs::{Coerced, Ctx, Object, Value};

use super::hidden;
use crate::errors::Thrown;
use crate::inspection::{inspect, show};
use crate::journal;
use crate::native::{self, Native};
use crate::plugin::Running;

/// Defines `console`.
pub(super) fn define(running: Running, context: &Ctx<'_>) -> rquickjs::Result<()> {
    const FUNCTIONS: &[(&str, Native)] = &[
        ("log", note),
        ("info", note),
        ("debug", note),
        ("dir", note),
        ("table", note),
        ("group", note),
        ("groupCollapsed", note),
        ("groupEnd", nothing),
        ("clear", nothing),
        ("warn", warn),
        ("error", error),
        ("trace", trace),
        ("assert", assert),
        ("count", count),
        ("time", time),
        ("timeLog", time_end),
        ("timeEnd", time_end),
    ];
    let console = Object::new(context.clone())?;
    for (name, function) in FUNCTIONS {
        console.set(*name, native::function(running, context, name, *function)?)?;
    }
    hidden(&context.globals(), "console", console)
}

/// Counters and timers by their labels.
#[derive(Default)]
pub(crate) struct Labels {
    counts: BTreeMap<String, u64>,
    starts: BTreeMap<String, Instant>,
}

/// How many labels are kept.
const LABELS: usize = 1000;

type Result<'js> = rquickjs::Result<Value<'js>>;

fn undefined<'js>(context: &Ctx<'js>) -> Result<'js> {
    Ok(Value::new_undefined(context.clone()))
}

fn note<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> Result<'js> {
    journal::note(&format(running, context, arguments));
    undefined(context)
}

fn nothing<'js>(_running: Running, context: &Ctx<'js>, _arguments: &[Value<'js>]) -> Result<'js> {
    undefined(context)
}

fn warn<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> Result<'js> {
    journal::note(&format!("warning: {}", format(running, context, arguments)));
    undefined(context)
}

fn error<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> Result<'js> {
    journal::error(&format(running, context, arguments));
    undefined(context)
}

fn trace<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> Result<'js> {
    let here = crate::errors::here(running, context)?;
    let stack = Thrown::read(running, context, here.as_value()).stack;
    journal::note(&format!("{}\n{stack}", format(running, context, arguments)));
    undefined(context)
}

fn assert<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> Result<'js> {
    let holds = arguments.first().is_some_and(|value| value.get::<Coerced<bool>>().is_ok_and(|value| value.0));
    if !holds {
        let message = format(running, context, arguments.get(1..).unwrap_or_default());
        journal::error(format!("Assertion failed: {message}").trim_end_matches(": "));
    }
    undefined(context)
}

fn label<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> String {
    arguments.first().map_or_else(|| "default".to_owned(), |label| show(running, context, label))
}

fn count<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> Result<'js> {
    let label = label(running, context, arguments);
    let mut labels = running.labels.borrow_mut();
    if labels.counts.len() < LABELS || labels.counts.contains_key(&label) {
        let count = labels.counts.entry(label.clone()).or_default();
        *count += 1;
        journal::note(&format!("{label}: {count}"));
    }
    undefined(context)
}

fn time<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> Result<'js> {
    let label = label(running, context, arguments);
    let mut labels = running.labels.borrow_mut();
    if labels.starts.len() < LABELS {
        labels.starts.insert(label, Instant::now());
    }
    undefined(context)
}

fn time_end<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> Result<'js> {
    let label = label(running, context, arguments);
    if let Some(start) = running.labels.borrow().starts.get(&label) {
        journal::note(&format!("{label}: {:.3} ms", start.elapsed().as_secs_f64() * 1000.0));
    }
    undefined(context)
}

/// The arguments as one text: `%s`, `%d`, `%i`, `%f`, `%o`, `%O`, `%j` in the first are
/// replaced by those that follow it, `%c` by nothing; the others come after, with spaces.
fn format<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> String {
    let mut arguments = arguments.iter();
    let Some(first) = arguments.next() else { return String::new() };
    let mut text = show(running, context, first);
    if first.is_string() && text.contains('%') {
        text = replace_directives(running, context, &text, &mut arguments);
    }
    for argument in arguments {
        text.push(' ');
        text.push_str(&show(running, context, argument));
    }
    text
}

fn replace_directives<'a, 'js: 'a>(
    running: Running,
    context: &Ctx<'js>,
    format: &str,
    arguments: &mut impl Iterator<Item = &'a Value<'js>>,
) -> String {
    let mut text = String::new();
    let mut letters = format.chars().peekable();
    while let Some(letter) = letters.next() {
        let directive = letters.peek().copied().filter(|_| letter == '%');
        let Some(directive) = directive.filter(|directive| "sdifoOjc%".contains(*directive)) else {
            text.push(letter);
            continue;
        };
        letters.next();
        if directive == '%' {
            text.push('%');
            continue;
        }
        let Some(argument) = arguments.next() else {
            text.push('%');
            text.push(directive);
            continue;
        };
        let number = || argument.get::<Coerced<f64>>().map_or(f64::NAN, |number| number.0);
        match directive {
            's' => text.push_str(&show(running, context, argument)),
            'd' | 'i' => text.push_str(&whole(number())),
            'f' => text.push_str(&number().to_string()),
            'o' | 'O' | 'j' => text.push_str(&inspect(running, context, argument)),
            // Style of a page.
            _ => {}
        }
    }
    text
}

fn whole(number: f64) -> String {
    if number.is_finite() { format!("{}", number.trunc()) } else { "NaN".to_owned() }
}
