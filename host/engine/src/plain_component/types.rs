//! The types that a plain function may take and give: those of the component model without
//! handles, streams and futures.

use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

/// Characters of a type's text at most; what is longer is cut.
const TEXT_LENGTH: usize = 400;

/// A type of a parameter or result.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PlainType {
    /// A truth value.
    Boolean,
    /// A whole number.
    Whole(WholeType),
    /// A number in 32 bits.
    Float32,
    /// A number in 64 bits.
    Float64,
    /// One character.
    Character,
    /// A text.
    Text,
    /// A list; one of [`WholeType::U8`] is bytes.
    List(Arc<PlainType>),
    /// Named fields in order.
    Record(Arc<[Field]>),
    /// Fields without names.
    Tuple(Arc<[PlainType]>),
    /// One of several cases, each with or without a payload.
    Variant(Arc<[Case]>),
    /// One of several names.
    Enumeration(Arc<[Arc<str>]>),
    /// A value or nothing.
    Option(Arc<PlainType>),
    /// A success or an error, each with or without a payload.
    Result(Arc<Outcome>),
    /// Any of several names.
    Flags(Arc<[Arc<str>]>),
}

/// A field of a record, or a parameter of a function.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    /// Its name, as the component writes it.
    pub(crate) name: Arc<str>,
    /// Its type.
    pub(crate) field_type: PlainType,
}

/// A case of a variant.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Case {
    /// Its name, as the component writes it.
    pub(crate) name: Arc<str>,
    /// The type of its payload.
    pub(crate) payload: Option<PlainType>,
}

/// The payloads of a result.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    /// Of a success.
    pub(crate) success: Option<PlainType>,
    /// Of an error.
    pub(crate) error: Option<PlainType>,
}

/// A type of whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WholeType {
    /// Signed, 8 bits.
    S8,
    /// Unsigned, 8 bits.
    U8,
    /// Signed, 16 bits.
    S16,
    /// Unsigned, 16 bits.
    U16,
    /// Signed, 32 bits.
    S32,
    /// Unsigned, 32 bits.
    U32,
    /// Signed, 64 bits.
    S64,
    /// Unsigned, 64 bits.
    U64,
}

impl WholeType {
    /// The name in WIT.
    pub(crate) fn name(self) -> &'static str {
        match self {
            WholeType::S8 => "s8",
            WholeType::U8 => "u8",
            WholeType::S16 => "s16",
            WholeType::U16 => "u16",
            WholeType::S32 => "s32",
            WholeType::U32 => "u32",
            WholeType::S64 => "s64",
            WholeType::U64 => "u64",
        }
    }

    /// The least and the greatest number.
    pub(crate) fn range(self) -> (i128, i128) {
        match self {
            WholeType::S8 => (i8::MIN.into(), i8::MAX.into()),
            WholeType::U8 => (0, u8::MAX.into()),
            WholeType::S16 => (i16::MIN.into(), i16::MAX.into()),
            WholeType::U16 => (0, u16::MAX.into()),
            WholeType::S32 => (i32::MIN.into(), i32::MAX.into()),
            WholeType::U32 => (0, u32::MAX.into()),
            WholeType::S64 => (i64::MIN.into(), i64::MAX.into()),
            WholeType::U64 => (0, u64::MAX.into()),
        }
    }
}

impl PlainType {
    /// Whether it is a list of bytes.
    pub(crate) fn is_bytes(&self) -> bool {
        matches!(self, PlainType::List(element) if **element == PlainType::Whole(WholeType::U8))
    }

    /// Whether it is a number.
    pub(crate) fn is_number(&self) -> bool {
        matches!(self, PlainType::Whole(_) | PlainType::Float32 | PlainType::Float64)
    }

    /// The types of the fields of a record or tuple.
    pub(super) fn members(&self) -> Vec<&PlainType> {
        match self {
            PlainType::Record(fields) => fields.iter().map(|field| &field.field_type).collect(),
            PlainType::Tuple(types) => types.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The types of the payloads of a variant or result, by case.
    pub(super) fn payloads(&self) -> Vec<Option<&PlainType>> {
        match self {
            PlainType::Variant(cases) => cases.iter().map(|case| case.payload.as_ref()).collect(),
            PlainType::Result(outcome) => vec![outcome.success.as_ref(), outcome.error.as_ref()],
            _ => Vec::new(),
        }
    }

    fn write(&self, text: &mut BoundedText) {
        match self {
            PlainType::Boolean => text.push("bool"),
            PlainType::Whole(whole) => text.push(whole.name()),
            PlainType::Float32 => text.push("f32"),
            PlainType::Float64 => text.push("f64"),
            PlainType::Character => text.push("char"),
            PlainType::Text => text.push("string"),
            PlainType::List(element) => text.nested("list<", [&**element], ">"),
            PlainType::Record(fields) => {
                text.list("record { ", fields.iter(), " }", |text, field| {
                    text.push(&field.name);
                    text.push(": ");
                    field.field_type.write(text);
                });
            }
            PlainType::Tuple(types) => text.nested("tuple<", types.iter(), ">"),
            PlainType::Variant(cases) => {
                text.list("variant { ", cases.iter(), " }", |text, case| {
                    text.push(&case.name);
                    if let Some(payload) = &case.payload {
                        text.nested("(", [payload], ")");
                    }
                });
            }
            PlainType::Enumeration(names) => {
                text.list("enum { ", names.iter(), " }", |text, name| text.push(name));
            }
            PlainType::Flags(names) => text.list("flags { ", names.iter(), " }", |text, name| text.push(name)),
            PlainType::Option(inner) => text.nested("option<", [&**inner], ">"),
            PlainType::Result(outcome) => match (&outcome.success, &outcome.error) {
                (None, None) => text.push("result"),
                (Some(success), None) => text.nested("result<", [success], ">"),
                (Some(success), Some(error)) => text.nested("result<", [success, error], ">"),
                (None, Some(error)) => text.nested("result<_, ", [error], ">"),
            },
        }
    }
}

impl Display for PlainType {
    /// As in WIT, with records, variants and enumerations written out; cut where it is long.
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let mut text = BoundedText(String::new());
        self.write(&mut text);
        formatter.write_str(&text.finish())
    }
}

/// A text that stops growing soon after [`TEXT_LENGTH`].
struct BoundedText(String);

impl BoundedText {
    fn push(&mut self, text: &str) {
        if !self.is_full() {
            self.0.push_str(text);
        }
    }

    fn is_full(&self) -> bool {
        self.0.len() > TEXT_LENGTH
    }

    fn list<T>(&mut self, open: &str, members: impl IntoIterator<Item = T>, close: &str, write: impl Fn(&mut Self, T)) {
        self.push(open);
        for (index, member) in members.into_iter().enumerate() {
            if self.is_full() {
                return;
            }
            if index > 0 {
                self.push(", ");
            }
            write(self, member);
        }
        self.push(close);
    }

    fn nested<'a>(&mut self, open: &str, types: impl IntoIterator<Item = &'a PlainType>, close: &str) {
        self.list(open, types, close, |text, member| member.write(text));
    }

    fn finish(self) -> String {
        match self.0.char_indices().nth(TEXT_LENGTH) {
            Some((end, _)) => format!("{}…", self.0.get(..end).unwrap_or_default()),
            None => self.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_written_as_in_wit() {
        let byte = PlainType::Whole(WholeType::U8);
        let bytes = PlainType::List(Arc::new(byte.clone()));
        let field = |name: &str, field_type: &PlainType| Field { name: name.into(), field_type: field_type.clone() };
        let record = PlainType::Record([field("width", &byte), field("pixels", &bytes)].into());
        let outcome = |success, error| PlainType::Result(Arc::new(Outcome { success, error }));
        let cases = [Case { name: "none".into(), payload: None }, Case { name: "file".into(), payload: Some(bytes) }];
        for (plain, text) in [
            (record, "record { width: u8, pixels: list<u8> }"),
            (PlainType::Variant(cases.into()), "variant { none, file(list<u8>) }"),
            (outcome(None, None), "result"),
            (outcome(None, Some(PlainType::Text)), "result<_, string>"),
            (outcome(Some(PlainType::Boolean), Some(PlainType::Text)), "result<bool, string>"),
            (PlainType::Tuple([PlainType::Float32, PlainType::Character].into()), "tuple<f32, char>"),
            (PlainType::Option(Arc::new(PlainType::Float64)), "option<f64>"),
        ] {
            assert_eq!(plain.to_string(), text);
        }
    }

    #[test]
    fn a_long_type_is_cut() {
        let names: Vec<Arc<str>> = (0..10_000).map(|index| format!("case{index}").into()).collect();
        let text = PlainType::Enumeration(names.into()).to_string();
        assert!(text.starts_with("enum { case0, case1") && text.ends_with('…'), "{text}");
        assert_eq!(text.chars().count(), TEXT_LENGTH + 1);
    }
}
