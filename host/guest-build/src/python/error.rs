//! What can go wrong with Python, one sentence each.

/// Why a component was not made of a Python program.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PythonError {
    /// No Python that is new enough could be started.
    #[error(
        "the Python runtime cannot be built: there is no Python 3.{} or newer ({tried}); install it (Debian: \
         `apt install python3 python3-pip`), or let the variable PYTHON name it",
        super::MINIMUM_MINOR
    )]
    NoPython {
        /// What was tried, with what came of it.
        tried: String,
    },

    /// Python is there, pip is not.
    #[error(
        "the Python runtime cannot be built: {python} has no pip ({message}); install it (Debian: \
         `apt install python3-pip`)"
    )]
    NoPip {
        /// The interpreter.
        python: String,
        /// What it said.
        message: String,
    },

    /// pip could not install the pinned componentize-py.
    #[error(
        "the Python runtime cannot be built: pip cannot install {package} ({message}); see that pip reaches PyPI or a \
         mirror of it, and that there is a wheel for this machine"
    )]
    Install {
        /// The pinned version.
        package: String,
        /// The last lines of pip's output.
        message: String,
    },

    /// componentize-py ran and made no component. Its messages have been shown.
    #[error("componentize-py could not make a component of {application} ({status}): correct what its messages name")]
    Componentize {
        /// The Python module.
        application: String,
        /// The exit status.
        status: String,
    },
}
