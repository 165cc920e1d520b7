//! `crypto`: random numbers.

use imjoy_sdk::Error;
use rquickjs::{Ctx, TypedArray, Value};

use super::lazy::Library;
use crate::errors::throw;
use crate::plugin::Running;

pub(super) const LIBRARY: Library =
    Library { name: "crypto", source: include_str!("crypto.js"), globals: &["crypto"], natives: &[("random", random)] };

/// How many bytes may be asked for at once, as in a browser.
const LIMIT: usize = 65_536;

/// `random(length)`: so many bytes from the host's source of random numbers.
fn random<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> rquickjs::Result<Value<'js>> {
    let length = arguments.first().and_then(|length| length.as_number()).unwrap_or_default() as usize;
    let mut bytes = vec![0; length.min(LIMIT)];
    getrandom::fill(&mut bytes)
        .map_err(|error| throw(running, context, Error::unavailable(format!("no random numbers: {error}"))))?;
    Ok(TypedArray::new(context.clone(), bytes)?.into_value())
}
