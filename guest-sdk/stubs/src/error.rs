//! Why stubs cannot be made.

/// Why stubs cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StubsError {
    /// `wit/` cannot be read.
    #[error("wit/ cannot be read: {reason}")]
    Wit {
        /// The parser's message.
        reason: String,
    },
    /// A table names what is not in `wit/`.
    #[error("{what} is in a table of imjoy-stubs and not in wit/; take it out or rename it")]
    NotInWit {
        /// The path.
        what: String,
    },
    /// `wit/` has a function that has no name in ImJoy yet.
    #[error("{function} has no name in ImJoy; add it to guest-sdk/stubs/src/names.rs")]
    NoName {
        /// Its path.
        function: String,
    },
    /// A type of `wit/` has no form in scripting languages.
    #[error("the type at {place} has no form in the stubs; add it to guest-sdk/stubs/src/records.rs or signatures.rs")]
    NoForm {
        /// A field, parameter or result.
        place: String,
    },
}
