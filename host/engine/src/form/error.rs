//! Why a form fails.
//!
//! Where ImJoy fails, the message is the one that ImJoy (or the browser below it) gives,
//! so that plugin authors find it again.

use super::relaxed_json::JsonError;

/// A `ui` that is no form.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FormError {
    /// A record is no `ui`.
    #[error("ui can not be an object, you can only use a string or an array.")]
    Object,
    /// The normalised text is too long.
    #[error("a ui may have at most {limit} bytes of text")]
    TooLong {
        /// Most bytes allowed.
        limit: usize,
    },
    /// Too many `{…}`.
    #[error("a ui may have at most {limit} elements")]
    TooManyElements {
        /// Most elements allowed.
        limit: usize,
    },
    /// Lists, records or HTML tags are nested too deep.
    #[error("a ui may be nested at most {limit} levels deep")]
    TooDeep {
        /// Most levels allowed.
        limit: usize,
    },
    /// A `{…}` is no JSON even after the quotes are set right.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// The `type` of an element is not known.
    #[error("No op template of type '{element_type}'!")]
    UnknownType {
        /// Type as written.
        element_type: String,
    },
    /// An element stands inside an HTML tag.
    #[error("The child can not be found in the parent.")]
    InsideTag,
    /// The place of an element is not found, for example since its `id` has a space.
    #[error("Failed to execute 'replaceChild' on 'Node': parameter 2 is not of type 'Node'.")]
    NoPlace,
    /// An `id` that cannot be part of a CSS selector.
    #[error("'#widget_{id}' is not a valid selector")]
    Selector {
        /// The `id`.
        id: String,
    },
    /// A number's placeholder is no number.
    #[error("\"undefined\" is not valid JSON")]
    NotANumber,
    /// Something that an element needs is missing.
    #[error("Cannot read properties of {owner} (reading '{property}')")]
    Missing {
        /// `undefined` or `null`.
        owner: &'static str,
        /// What ImJoy looks for in it.
        property: &'static str,
    },
    /// Something that an element needs has the wrong type.
    #[error("{name} is not a function")]
    NotAFunction {
        /// What ImJoy calls.
        name: &'static str,
    },
    /// A field of an element that only this host knows has the wrong type.
    #[error("the {field} of a {element_type} must be {expected}")]
    Field {
        /// Type of the element.
        element_type: &'static str,
        /// Name of the field.
        field: &'static str,
        /// What it must be.
        expected: &'static str,
    },
}
