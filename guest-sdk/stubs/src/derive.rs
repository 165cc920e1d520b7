//! From the types and functions of `wit/` to the model.

use crate::StubsError;
use crate::model::{Field, Function, Parameter, ParameterKind, Structure, Type};
use crate::names::Name;
use crate::records::{RECORDS, RecordForm, VALUES};
use crate::text::{documentation, snake};
use crate::wit::{WitApi, WitFunction};
use wit_parser::{Enum, Handle, Record, Type as WitType, TypeDef, TypeDefKind, TypeOwner};

/// Resources as the objects of the stubs.
pub const RESOURCES: &[(&str, &str)] = &[
    ("window", "Window"),
    ("plugin", "Plugin"),
    ("task", "Task"),
    ("granted-file", "GrantedFile"),
    ("granted-folder", "GrantedFolder"),
    ("export-writer", "ExportWriter"),
];

/// Enumerations whose cases are not texts of ImJoy as they are.
const CASES: &[(&str, &str)] = &[("single-or-multiple", "single|multiple")];

impl WitApi {
    /// A record of options or facts.
    pub(crate) fn structure(&self, form: &RecordForm) -> Result<Structure, StubsError> {
        let missing = || StubsError::NotInWit { what: form.wit.to_owned() };
        let of = self.named(form.wit).ok_or_else(missing)?;
        let TypeDefKind::Record(record) = &of.kind else { return Err(missing()) };
        let interface = form.wit.split('.').next().unwrap_or_default();
        let names = field_names(record, form);
        Ok(Structure {
            name: form.name,
            documentation: documentation(of.docs.contents.as_deref().unwrap_or_default(), interface, &names),
            fields: self.fields(record, form, interface, &names)?,
            is_open: false,
        })
    }

    fn fields(
        &self,
        record: &Record,
        form: &RecordForm,
        interface: &str,
        names: &[(String, String)],
    ) -> Result<Vec<Field>, StubsError> {
        for name in form.renamed.iter().map(|(name, _)| name).chain(form.optional).chain(form.left_out) {
            if !record.fields.iter().any(|field| field.name == *name) {
                return Err(StubsError::NotInWit { what: format!("{}.{name}", form.wit) });
            }
        }
        let seen = record.fields.iter().filter(|field| !form.left_out.contains(&field.name.as_str()));
        seen.map(|field| {
            let name = names.iter().find(|(name, _)| *name == field.name);
            let inner = self.within_option(&field.ty);
            let comment = documentation(field.docs.contents.as_deref().unwrap_or_default(), interface, names);
            Ok(Field {
                name: name.map_or_else(|| snake(&field.name), |(_, name)| name.clone()),
                documentation: with_cases(comment, self.enumeration(inner.unwrap_or(&field.ty)), interface),
                of: self.type_of(inner.unwrap_or(&field.ty), &format!("{}.{}", form.wit, field.name))?,
                is_optional: inner.is_some() || form.optional.contains(&field.name.as_str()),
            })
        })
        .collect()
    }

    /// A function as it follows from `wit/` alone.
    pub(crate) fn function_of(&self, function: &WitFunction, name: &Name) -> Result<Function, StubsError> {
        let path = function.path();
        let parameters = function.parameters.iter().map(|(parameter, of)| {
            let inner = self.within_option(of);
            let place = format!("{path}.{parameter}");
            let options = RECORDS.iter().find(|form| self.is_named(inner.unwrap_or(of), form.wit));
            Ok(match (self.members_of_values(of), options, inner) {
                (true, ..) => Parameter { name: parameter.clone(), of: Type::Any, kind: ParameterKind::Rest },
                (_, Some(form), None) => Parameter {
                    name: parameter.clone(),
                    of: Type::Named(form.name),
                    kind: ParameterKind::Options(form.name),
                },
                (_, _, inner) => Parameter {
                    name: parameter.clone(),
                    of: self.type_of(inner.unwrap_or(of), &place)?,
                    kind: if inner.is_some() { ParameterKind::Optional } else { ParameterKind::Required },
                },
            })
        });
        let parameters = parameters.collect::<Result<Vec<_>, StubsError>>()?;
        Ok(Function {
            name: name.member().to_owned(),
            documentation: documentation(&function.documentation, &function.interface, &[]),
            notes: &[],
            parameters,
            result: function.result.as_ref().map_or(Ok(Type::Nothing), |of| self.type_of(of, &path))?,
            is_awaited: true,
        })
    }

    /// A type; `place` is named when it has no form in the stubs.
    fn type_of(&self, of: &WitType, place: &str) -> Result<Type, StubsError> {
        let unknown = || StubsError::NoForm { place: place.to_owned() };
        match of {
            WitType::Bool => Ok(Type::Boolean),
            WitType::String | WitType::Char => Ok(Type::Text),
            WitType::F32 | WitType::F64 => Ok(Type::Number),
            WitType::U8 | WitType::U16 | WitType::U32 | WitType::U64 => Ok(Type::Whole),
            WitType::S8 | WitType::S16 | WitType::S32 | WitType::S64 => Ok(Type::Whole),
            WitType::ErrorContext => Err(unknown()),
            WitType::Id(id) => {
                let of = self.resolve.types.get(*id).ok_or_else(unknown)?;
                match &of.kind {
                    TypeDefKind::Type(of) => self.type_of(of, place),
                    TypeDefKind::List(WitType::U8) => Ok(Type::Bytes),
                    TypeDefKind::List(of) if self.is_text_pair(of) => Ok(Type::Record),
                    TypeDefKind::List(of) => Ok(Type::List(Box::new(self.type_of(of, place)?))),
                    TypeDefKind::Option(of) => Ok(Type::OneOf(vec![self.type_of(of, place)?, Type::Null])),
                    TypeDefKind::Result(of) => of.ok.as_ref().map_or(Ok(Type::Nothing), |ok| self.type_of(ok, place)),
                    TypeDefKind::Enum(of) => Ok(Type::OneOf(cases(of).map(|(case, _)| Type::Literal(case)).collect())),
                    TypeDefKind::Handle(Handle::Own(id) | Handle::Borrow(id)) => {
                        self.resolve.types.get(*id).and_then(|resource| self.resource(resource)).ok_or_else(unknown)
                    }
                    _ => self.by_name(of).ok_or_else(unknown),
                }
            }
        }
    }

    /// Records and variants, which the tables name.
    fn by_name(&self, of: &TypeDef) -> Option<Type> {
        let path = self.path(of)?;
        let record = RECORDS.iter().find(|form| form.wit == path).map(|form| form.name);
        let value = VALUES.iter().find(|(wit, _)| *wit == path).map(|(_, name)| *name);
        record.or(value).map(Type::Named).or(match path.as_str() {
            "types.value" => Some(Type::Any),
            "types.binary" => Some(Type::Bytes),
            "plugins.op-function" => Some(Type::OneOf(vec![Type::Text, Type::Callback(vec![context()])])),
            "files.file-contents" => Some(Type::OneOf(vec![Type::Text, Type::Blob, Type::Bytes])),
            _ => None,
        })
    }

    fn resource(&self, of: &TypeDef) -> Option<Type> {
        if let TypeDefKind::Type(WitType::Id(id)) = &of.kind {
            return self.resource(self.resolve.types.get(*id)?);
        }
        let name = of.name.as_deref()?;
        match name {
            "function" => Some(Type::Callback(vec![rest("arguments")])),
            "buffer" => Some(Type::Bytes),
            _ => RESOURCES.iter().find(|(resource, _)| *resource == name).map(|(_, object)| Type::Named(object)),
        }
    }

    /// The type of that path; aliases by `use` are not meant.
    fn named(&self, path: &str) -> Option<&TypeDef> {
        self.resolve
            .types
            .iter()
            .map(|(_, of)| of)
            .find(|of| !matches!(of.kind, TypeDefKind::Type(_)) && self.path(of).as_deref() == Some(path))
    }

    /// `types.value` of a type.
    fn path(&self, of: &TypeDef) -> Option<String> {
        let TypeOwner::Interface(interface) = of.owner else { return None };
        let interface = self.resolve.interfaces.get(interface)?.name.as_deref()?;
        Some(format!("{interface}.{}", of.name.as_deref()?))
    }

    fn is_named(&self, of: &WitType, path: &str) -> bool {
        let WitType::Id(id) = of else { return false };
        self.resolve.types.get(*id).is_some_and(|of| match &of.kind {
            TypeDefKind::Type(of) => self.is_named(of, path),
            _ => self.path(of).as_deref() == Some(path),
        })
    }

    fn within_option<'a>(&'a self, of: &'a WitType) -> Option<&'a WitType> {
        let WitType::Id(id) = of else { return None };
        match &self.resolve.types.get(*id)?.kind {
            TypeDefKind::Option(of) => Some(of),
            _ => None,
        }
    }

    /// A list of any values: the arguments of a call, the items of a log entry.
    fn members_of_values(&self, of: &WitType) -> bool {
        let WitType::Id(id) = of else { return false };
        match self.resolve.types.get(*id).map(|of| &of.kind) {
            Some(TypeDefKind::List(of)) => self.is_named(of, "types.value"),
            _ => false,
        }
    }

    /// A list of such pairs is a record of texts.
    fn is_text_pair(&self, of: &WitType) -> bool {
        let WitType::Id(id) = of else { return false };
        match self.resolve.types.get(*id).map(|of| &of.kind) {
            Some(TypeDefKind::Tuple(tuple)) => tuple.types == [WitType::String, WitType::String],
            _ => false,
        }
    }

    fn enumeration(&self, of: &WitType) -> Option<&Enum> {
        let WitType::Id(id) = of else { return None };
        match &self.resolve.types.get(*id)?.kind {
            TypeDefKind::Type(of) => self.enumeration(of),
            TypeDefKind::Enum(of) => Some(of),
            _ => None,
        }
    }
}

/// The context that an op is run with.
pub(crate) fn context() -> Parameter {
    Parameter { name: "context".to_owned(), of: Type::Named("Context"), kind: ParameterKind::Required }
}

/// Any number of any values.
pub(crate) fn rest(name: &str) -> Parameter {
    Parameter { name: name.to_owned(), of: Type::Any, kind: ParameterKind::Rest }
}

/// The cases of an enumeration as texts of ImJoy, with what they mean.
fn cases(of: &Enum) -> impl Iterator<Item = (String, &str)> {
    of.cases.iter().map(|case| {
        let text = CASES.iter().find(|(wit, _)| *wit == case.name).map_or(case.name.as_str(), |(_, text)| text);
        (text.to_owned(), case.docs.contents.as_deref().unwrap_or_default())
    })
}

/// The comment of a field, with the meanings of its cases.
fn with_cases(comment: String, of: Option<&Enum>, interface: &str) -> String {
    let cases = of.into_iter().flat_map(cases);
    cases.fold(comment, |text, (case, meaning)| {
        format!("{text}\n- `{case}`: {}", documentation(meaning, interface, &[]))
    })
}

/// Names of the fields of a record in `wit/` and in the stubs.
fn field_names(record: &Record, form: &RecordForm) -> Vec<(String, String)> {
    let names = record.fields.iter().map(|field| {
        let renamed = form.renamed.iter().find(|(name, _)| *name == field.name);
        (field.name.clone(), renamed.map_or_else(|| snake(&field.name), |(_, name)| (*name).to_owned()))
    });
    names.collect()
}
