//! From the types of a validated component to [`PlainType`].
//!
//! Invariants: the types of one component have at most [`MOST_PARTS`] parts in all, each at
//! most [`DEEPEST`] levels; one that is larger, or has something in it that the host cannot
//! pass, is an error, to be read after the name of the function.

use super::types::{Case, Field, Outcome, PlainType, WholeType};
use std::collections::HashMap;
use std::sync::Arc;
use wasmparser::PrimitiveValType;
use wasmparser::component_types::{
    ComponentDefinedType, ComponentDefinedTypeId, ComponentFuncTypeId, ComponentValType, VariantCase,
};
use wasmparser::names::KebabString;
use wasmparser::types::TypesRef;

/// Fields, cases, names and types of all functions of a component at most.
const MOST_PARTS: usize = 100_000;
/// Levels of a type at most. A value has 64, and a variant takes two of them.
const DEEPEST: usize = 24;

const TOO_LARGE: &str = "has types that are too large";
const TOO_DEEP: &str = "has types that are nested too deep";
const UNKNOWN: &str = "has a type that the component does not define";

/// Reads types. Those that come several times are read once.
pub(super) struct Reader<'a> {
    types: TypesRef<'a>,
    known: HashMap<ComponentDefinedTypeId, Known>,
    parts_left: usize,
}

/// A type that has been read.
#[derive(Clone)]
struct Known {
    plain: PlainType,
    /// Parts that it consists of.
    parts: usize,
    /// Levels that it has.
    depth: usize,
}

/// What a function takes and gives.
type Signature = (Vec<Field>, Option<PlainType>);

impl<'a> Reader<'a> {
    /// Reads the types of one component.
    pub(super) fn new(types: TypesRef<'a>) -> Self {
        Self { types, known: HashMap::new(), parts_left: MOST_PARTS }
    }

    /// The types of a function.
    pub(super) fn signature(&mut self, function: ComponentFuncTypeId) -> Result<Signature, &'static str> {
        let types = self.types;
        let function = types.get(function).ok_or(UNKNOWN)?;
        let mut field = |(name, value): &(KebabString, ComponentValType)| -> Result<Field, &'static str> {
            Ok(Field { name: name.as_str().into(), field_type: self.value(*value)?.plain })
        };
        let parameters = function.params.iter().map(&mut field).collect::<Result<_, _>>()?;
        let result = function.result.map(|value| self.value(value)).transpose()?;
        Ok((parameters, result.map(|known| known.plain)))
    }

    fn value(&mut self, value: ComponentValType) -> Result<Known, &'static str> {
        let known = match value {
            ComponentValType::Primitive(primitive) => Known { plain: primitive_type(primitive)?, parts: 1, depth: 1 },
            ComponentValType::Type(id) => match self.known.get(&id) {
                Some(known) => known.clone(),
                None => {
                    // What is in it has been counted, but counts again with it.
                    let known = self.defined(id)?;
                    self.known.insert(id, known.clone());
                    known
                }
            },
        };
        self.parts_left = self.parts_left.checked_sub(known.parts).ok_or(TOO_LARGE)?;
        if known.depth > DEEPEST { Err(TOO_DEEP) } else { Ok(known) }
    }

    fn defined(&mut self, id: ComponentDefinedTypeId) -> Result<Known, &'static str> {
        let types = self.types;
        let mut whole = Whole { reader: self, parts: 1, depth: 0 };
        let plain = match types.get(id).ok_or(UNKNOWN)? {
            ComponentDefinedType::Primitive(primitive) => primitive_type(*primitive)?,
            ComponentDefinedType::List { element, .. } => PlainType::List(whole.part(*element)?.into()),
            ComponentDefinedType::Option { ty, .. } => PlainType::Option(whole.part(*ty)?.into()),
            ComponentDefinedType::Record(record) => {
                let fields = record.fields.iter();
                let field = |(name, value): (&KebabString, &_)| -> Result<Field, &'static str> {
                    Ok(Field { name: name.as_str().into(), field_type: whole.part(*value)? })
                };
                PlainType::Record(fields.map(field).collect::<Result<_, _>>()?)
            }
            ComponentDefinedType::Tuple(tuple) => {
                PlainType::Tuple(tuple.types.iter().map(|value| whole.part(*value)).collect::<Result<_, _>>()?)
            }
            ComponentDefinedType::Variant(variant) => {
                let mut case = |(name, case): (&KebabString, &VariantCase)| -> Result<Case, &'static str> {
                    Ok(Case { name: name.as_str().into(), payload: whole.payload(case.ty)? })
                };
                PlainType::Variant(variant.cases.iter().map(&mut case).collect::<Result<_, _>>()?)
            }
            ComponentDefinedType::Result { ok, err, .. } => {
                PlainType::Result(Arc::new(Outcome { success: whole.payload(*ok)?, error: whole.payload(*err)? }))
            }
            ComponentDefinedType::Enum(names) => PlainType::Enumeration(whole.names(names)?),
            ComponentDefinedType::Flags(names) => PlainType::Flags(whole.names(names)?),
            ComponentDefinedType::Own(_) | ComponentDefinedType::Borrow(_) => return Err("has to do with a resource"),
            ComponentDefinedType::Future { .. } => return Err("has to do with a future"),
            ComponentDefinedType::Stream { .. } => return Err("has to do with a stream"),
            ComponentDefinedType::Map { .. } => return Err("has to do with a map"),
            ComponentDefinedType::FixedLengthList { .. } => return Err("has to do with a list of fixed length"),
        };
        let Whole { parts, depth, .. } = whole;
        Ok(Known { plain, parts, depth: depth + 1 })
    }
}

/// Adds up the parts of a type.
struct Whole<'a, 'b> {
    reader: &'a mut Reader<'b>,
    parts: usize,
    depth: usize,
}

impl Whole<'_, '_> {
    fn part(&mut self, value: ComponentValType) -> Result<PlainType, &'static str> {
        let part = self.reader.value(value)?;
        self.parts = self.parts.saturating_add(part.parts);
        self.depth = self.depth.max(part.depth);
        Ok(part.plain)
    }

    fn payload(&mut self, value: Option<ComponentValType>) -> Result<Option<PlainType>, &'static str> {
        self.parts += 1;
        value.map(|value| self.part(value)).transpose()
    }

    fn names<'a>(&mut self, names: impl IntoIterator<Item = &'a KebabString>) -> Result<Arc<[Arc<str>]>, &'static str> {
        let names: Arc<[Arc<str>]> = names.into_iter().map(|name| name.as_str().into()).collect();
        self.parts = self.parts.saturating_add(names.len());
        Ok(names)
    }
}

fn primitive_type(primitive: PrimitiveValType) -> Result<PlainType, &'static str> {
    Ok(match primitive {
        PrimitiveValType::Bool => PlainType::Boolean,
        PrimitiveValType::S8 => PlainType::Whole(WholeType::S8),
        PrimitiveValType::U8 => PlainType::Whole(WholeType::U8),
        PrimitiveValType::S16 => PlainType::Whole(WholeType::S16),
        PrimitiveValType::U16 => PlainType::Whole(WholeType::U16),
        PrimitiveValType::S32 => PlainType::Whole(WholeType::S32),
        PrimitiveValType::U32 => PlainType::Whole(WholeType::U32),
        PrimitiveValType::S64 => PlainType::Whole(WholeType::S64),
        PrimitiveValType::U64 => PlainType::Whole(WholeType::U64),
        PrimitiveValType::F32 => PlainType::Float32,
        PrimitiveValType::F64 => PlainType::Float64,
        PrimitiveValType::Char => PlainType::Character,
        PrimitiveValType::String => PlainType::Text,
        PrimitiveValType::ErrorContext => return Err("has to do with an error context"),
    })
}
