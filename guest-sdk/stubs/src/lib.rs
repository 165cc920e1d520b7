//! Type stubs of the ImJoy API, generated from `wit/`, so that editors complete it in plugins
//! written in JavaScript and Python.
//!
//! [`WitApi`] reads `wit/`; [`names`] says what its functions are called in ImJoy, and
//! `records.rs` and `signatures.rs` where they are called otherwise than `wit/` declares them.
//! [`Model`] is the API as scripting languages see it; `typescript.rs` and `python.rs` write it
//! into the files of `frames/`, which have what a language runtime adds on its own.
//!
//! The stubs are committed. The test `current` fails when they are not those of `wit/`;
//! `UPDATE_STUBS=1 cargo test -p imjoy-stubs` writes them anew.
//!
//! Invariant: every function of the world `plugin` is in [`names::NAMES`] or, with the reason why
//! no SDK shows it, in [`wit::PLUMBING`].

mod assembly;
mod derive;
mod elementwise;
mod error;
mod model;
pub mod names;
mod python;
mod records;
mod signatures;
mod text;
mod typescript;
pub mod wit;

pub use error::StubsError;
pub use model::{Language, Model};
pub use wit::{WitApi, WitFunction};

/// A file of stubs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StubFile {
    /// Its path in `guest-sdk/`.
    pub path: &'static str,
    /// Its text.
    pub text: String,
}

/// Where a frame takes what is generated.
const MARK: &str = "@generated declarations@";

/// All files of stubs.
///
/// # Errors
///
/// When `wit/` has something for which the tables of this crate have no form.
pub fn stubs(wit: &WitApi) -> Result<Vec<StubFile>, StubsError> {
    let model = Model::of(wit)?;
    let typescript = typescript::declarations(&model);
    let python = python::declarations(&model);
    let file = |path, frame: &str, declarations: &str| StubFile { path, text: frame.replace(MARK, declarations) };
    Ok(vec![
        file("javascript/imjoy.d.ts", include_str!("../frames/javascript/imjoy.d.ts"), &typescript),
        file("python/imjoy/types.pyi", include_str!("../frames/python/imjoy/types.pyi"), &python),
        file(
            "python/imjoy/ndarray.pyi",
            include_str!("../frames/python/imjoy/ndarray.pyi"),
            elementwise::declarations(wit)?.trim_end_matches('\n'),
        ),
        file("python/imjoy/__init__.pyi", include_str!("../frames/python/imjoy/__init__.pyi"), ""),
        file("python/imjoy_rpc/__init__.pyi", include_str!("../frames/python/imjoy_rpc/__init__.pyi"), ""),
        file("python/__builtins__.pyi", include_str!("../frames/python/__builtins__.pyi"), ""),
    ])
}
