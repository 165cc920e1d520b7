//! Why a call did not succeed.
//!
//! [`Error`] mirrors the variant of the WIT. It is deliberately *not* a
//! [`std::error::Error`]: only so can `?` turn every other error into one (the choice of
//! `anyhow`). Texts become errors by [`Error::failed`] or [`bail!`](crate::bail).

use std::fmt;

use crate::bindings::wire;

/// The result of everything that can fail in a plugin.
///
/// ```
/// fn half(number: i64) -> imjoy_sdk::Result<i64> {
///     if number % 2 == 0 { Ok(number / 2) } else { imjoy_sdk::bail!("{number} is odd") }
/// }
/// assert_eq!(half(4)?, 2);
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call did not succeed. Each case carries one sentence for people that names the
/// plugin, function, window or file meant.
///
/// Any [`std::error::Error`] becomes `Failed` by `?`:
///
/// ```
/// use imjoy_sdk::Error;
/// fn parse(text: &str) -> Result<f64, Error> {
///     Ok(text.parse::<f64>()?)
/// }
/// assert_eq!(parse("x"), Err(Error::failed("invalid float literal")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The user cancelled a dialog or a task.
    Cancelled(String),
    /// No plugin, function, window, file or setting of that name.
    NotFound(String),
    /// The user or the host refused permission.
    Denied(String),
    /// An argument is malformed, of the wrong type or out of range.
    Invalid(String),
    /// The plugin or window called has ended.
    Terminated(String),
    /// A limit of the host was reached: memory, queue, handles, size.
    Limit(String),
    /// It cannot be done here or now.
    Unavailable(String),
    /// The function called ran and failed; the text is its own message.
    Failed(String),
}

macro_rules! constructors {
    ($($(#[$documentation:meta])* $name:ident $case:ident;)*) => {$(
        $(#[$documentation])*
        ///
        /// ```
        #[doc = concat!("let error = imjoy_sdk::Error::", stringify!($name), "(\"the reason\");")]
        /// assert_eq!(error.message(), "the reason");
        /// ```
        pub fn $name(message: impl Into<String>) -> Self {
            Error::$case(message.into())
        }
    )*};
}

impl Error {
    constructors! {
        /// The user cancelled.
        cancelled Cancelled;
        /// There is nothing of that name.
        not_found NotFound;
        /// Permission was refused.
        denied Denied;
        /// An argument is wrong.
        invalid Invalid;
        /// What was called has ended.
        terminated Terminated;
        /// A limit was reached.
        limit Limit;
        /// It cannot be done here or now.
        unavailable Unavailable;
        /// The work itself failed.
        failed Failed;
    }

    /// The sentence for people.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::Error::invalid("sigma is negative").message(), "sigma is negative");
    /// ```
    pub fn message(&self) -> &str {
        match self {
            Error::Cancelled(message)
            | Error::NotFound(message)
            | Error::Denied(message)
            | Error::Invalid(message)
            | Error::Terminated(message)
            | Error::Limit(message)
            | Error::Unavailable(message)
            | Error::Failed(message) => message,
        }
    }

    /// The name of the case as the WIT writes it.
    ///
    /// ```
    /// assert_eq!(imjoy_sdk::Error::not_found("no such plugin").kind(), "not-found");
    /// ```
    pub fn kind(&self) -> &'static str {
        match self {
            Error::Cancelled(_) => "cancelled",
            Error::NotFound(_) => "not-found",
            Error::Denied(_) => "denied",
            Error::Invalid(_) => "invalid",
            Error::Terminated(_) => "terminated",
            Error::Limit(_) => "limit",
            Error::Unavailable(_) => "unavailable",
            Error::Failed(_) => "failed",
        }
    }

    /// Whether the user cancelled: seldom worth a message.
    ///
    /// ```
    /// assert!(imjoy_sdk::Error::cancelled("the dialog was closed").is_cancelled());
    /// ```
    pub fn is_cancelled(&self) -> bool {
        matches!(self, Error::Cancelled(_))
    }

    /// The same case with another sentence, made from the present one.
    pub(crate) fn map_message(self, change: impl FnOnce(String) -> String) -> Self {
        match self {
            Error::Cancelled(message) => Error::Cancelled(change(message)),
            Error::NotFound(message) => Error::NotFound(change(message)),
            Error::Denied(message) => Error::Denied(change(message)),
            Error::Invalid(message) => Error::Invalid(change(message)),
            Error::Terminated(message) => Error::Terminated(change(message)),
            Error::Limit(message) => Error::Limit(change(message)),
            Error::Unavailable(message) => Error::Unavailable(change(message)),
            Error::Failed(message) => Error::Failed(change(message)),
        }
    }

    pub(crate) fn from_wire(error: wire::Error) -> Self {
        match error {
            wire::Error::Cancelled(message) => Error::Cancelled(message),
            wire::Error::NotFound(message) => Error::NotFound(message),
            wire::Error::Denied(message) => Error::Denied(message),
            wire::Error::Invalid(message) => Error::Invalid(message),
            wire::Error::Terminated(message) => Error::Terminated(message),
            wire::Error::Limit(message) => Error::Limit(message),
            wire::Error::Unavailable(message) => Error::Unavailable(message),
            wire::Error::Failed(message) => Error::Failed(message),
        }
    }

    pub(crate) fn into_wire(self) -> wire::Error {
        match self {
            Error::Cancelled(message) => wire::Error::Cancelled(message),
            Error::NotFound(message) => wire::Error::NotFound(message),
            Error::Denied(message) => wire::Error::Denied(message),
            Error::Invalid(message) => wire::Error::Invalid(message),
            Error::Terminated(message) => wire::Error::Terminated(message),
            Error::Limit(message) => wire::Error::Limit(message),
            Error::Unavailable(message) => wire::Error::Unavailable(message),
            Error::Failed(message) => wire::Error::Failed(message),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message())
    }
}

impl<E: std::error::Error> From<E> for Error {
    fn from(error: E) -> Self {
        let mut message = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            let text = cause.to_string();
            if !message.contains(&text) {
                message.push_str(": ");
                message.push_str(&text);
            }
            source = cause.source();
        }
        Error::Failed(message)
    }
}

/// Leaves the function with [`Error::Failed`], with a text as of [`format!`].
///
/// ```
/// fn check(sigma: f64) -> Result<(), imjoy_sdk::Error> {
///     if sigma < 0.0 {
///         imjoy_sdk::bail!("sigma is {sigma}, it has to be at least 0");
///     }
///     Ok(())
/// }
/// assert_eq!(check(-1.0).unwrap_err().message(), "sigma is -1, it has to be at least 0");
/// ```
#[macro_export]
macro_rules! bail {
    ($($text:tt)*) => {
        return ::core::result::Result::Err($crate::Error::Failed(::std::format!($($text)*)))
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_standard_error_becomes_failed_with_its_causes() {
        #[derive(Debug)]
        struct Outer(std::io::Error);
        impl fmt::Display for Outer {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("settings cannot be read")
            }
        }
        impl std::error::Error for Outer {
            fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
                Some(&self.0)
            }
        }
        let error: Error = Outer(std::io::Error::other("disk is gone")).into();
        assert_eq!(error, Error::failed("settings cannot be read: disk is gone"));
    }

    #[test]
    fn wire_and_back_keeps_every_case() {
        for error in [
            Error::cancelled("a"),
            Error::not_found("b"),
            Error::denied("c"),
            Error::invalid("d"),
            Error::terminated("e"),
            Error::limit("f"),
            Error::unavailable("g"),
            Error::failed("h"),
        ] {
            assert_eq!(Error::from_wire(error.clone().into_wire()), error);
        }
    }
}
