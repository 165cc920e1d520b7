//! numpy's functions on single elements, from the operations of `wit/arrays.wit`.

use crate::text::{documentation, snake};
use crate::wit::WitApi;
use crate::{StubsError, python};
use wit_parser::{Enum, TypeDefKind};

/// Operations that numpy calls otherwise.
const NUMPY_NAMES: &[(&str, &str)] = &[
    ("round", "rint"),
    ("bitwise-not", "invert"),
    ("is-nan", "isnan"),
    ("is-finite", "isfinite"),
    ("is-infinite", "isinf"),
];

/// The functions as declarations for Python.
///
/// # Errors
///
/// [`StubsError::NotInWit`] when `wit/` has no such operations.
pub fn declarations(wit: &WitApi) -> Result<String, StubsError> {
    let mut text = String::new();
    for (operations, parameters) in
        [("unary-operation", "a: _ArrayLike"), ("binary-operation", "a: _ArrayLike, b: _ArrayLike")]
    {
        for case in &enumeration(wit, operations)?.cases {
            let name = NUMPY_NAMES.iter().find(|(wit, _)| *wit == case.name);
            let name = name.map_or_else(|| snake(&case.name), |(_, name)| (*name).to_owned());
            let comment = documentation(case.docs.contents.as_deref().unwrap_or_default(), "arrays", &[]);
            text.push_str(&python::function(&name, parameters, "Any", &comment));
        }
    }
    Ok(text)
}

fn enumeration<'a>(wit: &'a WitApi, name: &str) -> Result<&'a Enum, StubsError> {
    let mut types = wit.resolve.types.iter().map(|(_, of)| of);
    let found = types.find_map(|of| match &of.kind {
        TypeDefKind::Enum(cases) if of.name.as_deref() == Some(name) => Some(cases),
        _ => None,
    });
    found.ok_or_else(|| StubsError::NotInWit { what: format!("arrays.{name}") })
}
