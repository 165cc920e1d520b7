//! All of the API as a model.

use crate::StubsError;
use crate::derive::RESOURCES;
use crate::model::{Field, Function, Model, Object, Structure, Type};
use crate::names::{NAMES, Name, Place};
use crate::records::RECORDS;
use crate::signatures::{adjust, further_structures};
use crate::text::documentation;
use crate::wit::{WitApi, WitFunction};
use wit_parser::TypeDefKind;

/// `api.utils`.
const UTILITIES: &str = "Utilities";
/// `api`.
const API: &str = "Api";

impl Model {
    /// The API as scripting languages see it.
    ///
    /// # Errors
    ///
    /// When `wit/` has something for which the tables of this crate have no form.
    pub fn of(wit: &WitApi) -> Result<Self, StubsError> {
        let functions = wit.functions();
        let mut named = Vec::new();
        for function in &functions {
            let path = function.path();
            let name = NAMES.iter().find(|name| name.wit == path);
            named.push((function, name.ok_or(StubsError::NoName { function: path })?));
        }
        if let Some(name) = NAMES.iter().find(|name| !functions.iter().any(|function| function.path() == name.wit)) {
            return Err(StubsError::NotInWit { what: name.wit.to_owned() });
        }
        let mut structures = RECORDS.iter().map(|form| wit.structure(form)).collect::<Result<Vec<_>, _>>()?;
        structures.extend(further_structures(&structures));
        let mut objects = Vec::new();
        for (resource, name) in RESOURCES {
            let is_own = |function: &WitFunction| function.resource.as_deref() == Some(*resource);
            let own: Vec<_> = named.iter().copied().filter(|(function, _)| is_own(function)).collect();
            if !own.iter().any(|(_, name)| name.is_derived()) {
                continue;
            }
            structures.extend(config(wit, name, &own)?);
            objects.push(wit.object(resource, name, &own)?);
        }
        let free: Vec<_> = named.iter().copied().filter(|(function, _)| function.resource.is_none()).collect();
        let utilities = functions_at(wit, &free, Place::Utilities)?;
        objects.push(object(UTILITIES, "Small services of the host: `api.utils`.", Vec::new(), utilities));
        let constants = fields_at(wit, &free, Place::Constant)?;
        let api = functions_at(wit, &free, Place::Api)?;
        objects.push(object(API, "The ImJoy API: `api`. Every call gives a promise.", constants, api));
        Ok(Self { structures, objects })
    }
}

impl WitApi {
    fn object(
        &self,
        resource: &str,
        name: &'static str,
        own: &[(&WitFunction, &'static Name)],
    ) -> Result<Object, StubsError> {
        let documented = self
            .resolve
            .types
            .iter()
            .map(|(_, of)| of)
            .find(|of| of.name.as_deref() == Some(resource) && matches!(of.kind, TypeDefKind::Resource));
        let comment = documented.and_then(|of| of.docs.contents.clone()).unwrap_or_default();
        let functions = functions_at(self, own, Place::Member)?;
        let mut object = object(name, &documentation(&comment, "types", &[]), Vec::new(), functions);
        if let Some(structure) = config_name(name).filter(|_| own.iter().any(|(_, name)| name.place() == Place::Config))
        {
            object.fields.push(Field {
                name: "config".to_owned(),
                documentation: "What is known of it.".to_owned(),
                of: Type::Named(structure),
                is_optional: false,
            });
        }
        // What tells the names of exported functions and variables is behind their being there.
        let call = own.iter().find(|(function, name)| name.place() == Place::Exported && function.name == "call");
        object.exported = call.map(|(function, _)| documentation(&function.documentation, &function.interface, &[]));
        Ok(object)
    }
}

/// What `config` of an object holds.
fn config(wit: &WitApi, object: &str, own: &[(&WitFunction, &'static Name)]) -> Result<Option<Structure>, StubsError> {
    let Some(name) = config_name(object) else { return Ok(None) };
    let documentation = format!("What is known of a {}.", object.to_lowercase());
    Ok(Some(Structure { name, documentation, fields: fields_at(wit, own, Place::Config)?, is_open: false }))
}

fn config_name(object: &str) -> Option<&'static str> {
    match object {
        "Window" => Some("WindowConfig"),
        _ => None,
    }
}

/// The functions at a place, each once.
fn functions_at(wit: &WitApi, of: &[(&WitFunction, &'static Name)], place: Place) -> Result<Vec<Function>, StubsError> {
    let mut functions: Vec<Function> = Vec::new();
    for (function, name) in of.iter().filter(|(_, name)| name.place() == place && name.is_derived()) {
        // Two functions of `wit/` may be one of ImJoy, which takes either kind of argument.
        if functions.iter().any(|known| known.name == name.member()) {
            continue;
        }
        let mut derived = wit.function_of(function, name)?;
        adjust(name.wit, &mut derived);
        functions.push(derived);
    }
    Ok(functions)
}

fn object(name: &'static str, documentation: &str, fields: Vec<Field>, functions: Vec<Function>) -> Object {
    Object { name, documentation: documentation.to_owned(), fields, functions, exported: None }
}

/// Functions without parameters, as fields.
fn fields_at(wit: &WitApi, of: &[(&WitFunction, &'static Name)], place: Place) -> Result<Vec<Field>, StubsError> {
    let at_place = of.iter().filter(|(_, name)| name.place() == place);
    at_place
        .map(|(function, name)| {
            let derived = wit.function_of(function, name)?;
            Ok(Field {
                name: derived.name,
                documentation: derived.documentation,
                of: derived.result,
                is_optional: false,
            })
        })
        .collect()
}
