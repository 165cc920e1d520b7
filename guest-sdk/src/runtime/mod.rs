//! What the attribute's generated code stands on: exports, parameters, results, access to
//! the plugin's state. Not for plugins themselves.

mod access;
mod call;
mod export;
mod outcome;
pub(crate) mod outgoing;
#[cfg(target_family = "wasm")]
mod panic;
mod parameters;

pub use access::{Exclusive, Instance, Shared};
pub use export::{Exported, call, call_function, enter, functions, release_function, setup};
pub use outcome::{
    Outcome, SettleData, SettleDataOrText, SettleInfallible, SettleInfallibleData, SettleValue, SettleValueOrText,
};
pub use parameters::Parameters;
