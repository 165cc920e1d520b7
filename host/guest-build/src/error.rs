//! What can go wrong, one sentence each: what failed, on what, what to do.

use std::io;
use std::path::{Path, PathBuf};

use crate::{PythonError, TARGET};

/// Why a guest was not built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no compiler for the guests' target and none can be made ready here.
    #[error(
        "cannot compile plugins for {TARGET}: the active `{rustc}` does not have this target and Debian's packages \
         cannot stand in ({reason}); run `rustup target add {TARGET}`, or build on a Debian machine whose apt reaches \
         its mirror"
    )]
    NoToolchain {
        /// The compiler that was asked first.
        rustc: String,
        /// Why the second way is closed.
        #[source]
        reason: DebianError,
    },

    /// There is no C compiler for the guests' target and none can be made ready here.
    #[error(
        "cannot compile C for {TARGET}: there is no clang that has this target and finds a wasi-libc, and Debian's \
         packages cannot stand in ({reason}); install the wasi-sdk and let the variable WASI_SDK_PATH name its folder"
    )]
    NoCCompiler {
        /// Why the second way is closed.
        #[source]
        reason: DebianError,
    },

    /// The wasi-sdk that the user has named does not compile.
    #[error(
        "the variable WASI_SDK_PATH names {}, but its bin/clang does not compile C for {TARGET} ({reason}); correct \
         or unset the variable",
        path.display()
    )]
    WasiSdk {
        /// The folder that is named.
        path: PathBuf,
        /// What went wrong.
        #[source]
        reason: Box<Error>,
    },

    /// A program could not be started at all.
    #[error("cannot start `{program}`: {source}; {advice}")]
    Start {
        /// The program.
        program: String,
        /// What the system said.
        source: io::Error,
        /// What to do about it.
        advice: &'static str,
    },

    /// A program that was asked a question answered with a failure.
    #[error("`{program}` failed: {message}")]
    Program {
        /// The program with its arguments.
        program: String,
        /// The last lines of its error output.
        message: String,
    },

    /// A compiler ran and did not build the guests. Its own error output has been shown already.
    #[error("{program} could not compile {what} ({status}): correct what its messages name and try again")]
    Build {
        /// `cargo` or `clang`.
        program: &'static str,
        /// The packages or the folder.
        what: String,
        /// Its exit status.
        status: String,
    },

    /// The build was stopped by [`Stop::stop`](crate::Stop::stop).
    #[error("the build was stopped")]
    Stopped,

    /// The package compiled, but to no component.
    #[error(
        "the package `{package}` gave no WebAssembly component; its Cargo.toml needs `[lib] crate-type = [\"cdylib\", \"rlib\"]`"
    )]
    NoArtifact {
        /// The package.
        package: String,
    },

    /// A compiled file is not a component, which means that the linker was not `wasm-component-ld`.
    #[error("{} is not a WebAssembly component; remove linker settings for {TARGET} from cargo's configuration", path.display())]
    NotAComponent {
        /// The file.
        path: PathBuf,
    },

    /// The folder is neither a Rust package nor a plugin in C.
    #[error(
        "{} has no Cargo.toml, and no C file with a manifest.json either; make a plugin folder with `cargo new --lib <name>` \
         or `host new`",
        dir.display()
    )]
    NoManifest {
        /// The folder.
        dir: PathBuf,
    },

    /// The folder's manifest has no package of its own.
    #[error("{} is a workspace without a package of its own; name the folder of one of its plugins", dir.display())]
    NoPackage {
        /// The folder.
        dir: PathBuf,
    },

    /// The package is a program, not a library.
    #[error("the package `{package}` has no library; a plugin is made by `cargo new --lib` and lives in src/lib.rs")]
    NoLibrary {
        /// The package.
        package: String,
    },

    /// There are C files, and nothing that says which plugin they are.
    #[error(
        "{} has C files, but no manifest.json; write one with at least {{\"name\": \"…\", \"description\": \"…\"}}",
        dir.display()
    )]
    NoCManifest {
        /// The folder.
        dir: PathBuf,
    },

    /// There is a manifest for C, and nothing to compile.
    #[error("{} has a manifest.json, but no C file in it or in its folder src; write plugin.c", dir.display())]
    NoCSources {
        /// The folder.
        dir: PathBuf,
    },

    /// A manifest of a plugin in C cannot be read.
    #[error("{} is no manifest: {reason}", path.display())]
    CManifest {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        reason: String,
    },

    /// The C files of a plugin export nothing.
    #[error("{} exports no function; write `IMJOY_EXPORT(run)` after the function `run`, outside of it", dir.display())]
    NoExports {
        /// The folder.
        dir: PathBuf,
    },

    /// What was compiled from C does not fit the world of plugins.
    #[error("{} compiled, but to no component: {reason}", dir.display())]
    Component {
        /// The folder.
        dir: PathBuf,
        /// What does not fit.
        reason: String,
    },

    /// A variable that cargo gives to build scripts is missing.
    #[error("the variable {name} is not set; this function works only inside a build script that cargo runs")]
    NotABuildScript {
        /// The variable.
        name: &'static str,
    },

    /// A component could not be made of a Python program.
    #[error(transparent)]
    Python(#[from] PythonError),

    /// Reading or writing a file failed.
    #[error("cannot {action} {}: {source}", path.display())]
    File {
        /// What was attempted.
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Error {
    /// For `map_err`: says which file and what was to be done with it.
    pub(crate) fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { action, path, source }
    }
}

/// Why Debian's compiler could not be made ready. Always seen inside [`Error::NoToolchain`] or
/// [`Error::NoCCompiler`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DebianError {
    /// `apt-get`, `apt-cache` or `dpkg` is missing.
    #[error("`{0}` is not on this machine")]
    NoApt(&'static str),

    /// The active Rust has no linker for components.
    #[error("the active Rust toolchain has no wasm-component-ld in {}; rustup's toolchains have it", .0.display())]
    NoLinker(PathBuf),

    /// apt has no Debian mirror configured.
    #[error("apt has no Debian mirror in its sources")]
    NoMirror,

    /// The mirror cannot be reached.
    #[error("apt cannot read {mirror}: {message}")]
    Unreachable {
        /// The mirror.
        mirror: String,
        /// What apt said.
        message: String,
    },

    /// No suite has the packages of a compiler in one version.
    #[error("{mirror} has no {packages} of one version, {minimum} or newer, in {suites}")]
    NoPackages {
        /// The mirror that was asked.
        mirror: String,
        /// The packages.
        packages: String,
        /// The oldest version that would do.
        minimum: &'static str,
        /// The suites that could be read.
        suites: String,
    },

    /// A downloaded file is not the one that was pinned.
    #[error("the downloaded {file} has SHA-256 {found}, pinned is {pinned}")]
    WrongHash {
        /// The file.
        file: String,
        /// The hash of what was downloaded.
        found: String,
        /// The hash in the committed lock.
        pinned: String,
    },

    /// The packages unpacked, but not to a compiler that works here.
    #[error("the unpacked compiler does not work: {0}")]
    Broken(String),

    /// A program or a file failed on the way.
    #[error(transparent)]
    Other(Box<Error>),
}

impl From<Error> for DebianError {
    fn from(error: Error) -> Self {
        Self::Other(Box::new(error))
    }
}
