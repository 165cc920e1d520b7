//! All of the API as a model.

use crate::StubsError;
use crate::derive::RESOURCES;
use crate::model::{Field, Function, Language, Model, Object, Structure, Type};
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
/// What `config` of a window is.
const WINDOW_CONFIG: &str = "WindowConfig";

impl Model {
    /// The API as the plugins of a language see it, without what its frame declares.
    ///
    /// # Errors
    ///
    /// When `wit/` has something for which the tables of this crate have no form.
    pub fn of(wit: &WitApi, language: Language) -> Result<Self, StubsError> {
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
        named.retain(|(_, name)| name.is_derived_in(language));
        let mut structures = RECORDS.iter().map(|form| wit.structure(form)).collect::<Result<Vec<_>, _>>()?;
        structures.extend(further_structures(&structures));
        let mut objects = Vec::new();
        for (resource, name) in RESOURCES {
            let own = Members::of(wit, &named, Some(resource));
            if own.0.is_empty() {
                continue;
            }
            let config = own.fields_at(Place::Config)?;
            if !config.is_empty() {
                let documentation = format!("What is known of a {resource}.");
                structures.push(Structure { name: WINDOW_CONFIG, documentation, fields: config, is_fact: true });
            }
            objects.push(own.object(resource, name)?);
        }
        let free = Members::of(wit, &named, None);
        objects.push(Object {
            name: UTILITIES,
            documentation: "Small services of the host: `api.utils`.".to_owned(),
            fields: Vec::new(),
            functions: free.functions_at(Place::Utilities)?,
            exported: None,
        });
        objects.push(Object {
            name: API,
            documentation: "The ImJoy API: `api`. Every call gives a promise.".to_owned(),
            fields: free.fields_at(Place::Constant)?,
            functions: free.functions_at(Place::Api)?,
            exported: None,
        });
        Ok(Self { structures, objects })
    }
}

/// The functions of a resource, or those of no resource.
struct Members<'a>(Vec<(&'a WitFunction, &'static Name)>, &'a WitApi);

impl<'a> Members<'a> {
    fn of(wit: &'a WitApi, named: &[(&'a WitFunction, &'static Name)], resource: Option<&str>) -> Self {
        let own = named.iter().copied().filter(|(function, _)| function.resource.as_deref() == resource);
        Self(own.collect(), wit)
    }

    fn at(&self, place: Place) -> impl Iterator<Item = &(&'a WitFunction, &'static Name)> {
        self.0.iter().filter(move |(_, name)| name.place() == place)
    }

    /// The functions at a place, each once.
    fn functions_at(&self, place: Place) -> Result<Vec<Function>, StubsError> {
        let mut functions: Vec<Function> = Vec::new();
        for (function, name) in self.at(place) {
            // Two functions of `wit/` may be one of ImJoy, which takes either kind of argument.
            if functions.iter().any(|known| known.name == name.member()) {
                continue;
            }
            let mut derived = self.1.function_of(function, name)?;
            adjust(name.wit, &mut derived);
            functions.push(derived);
        }
        Ok(functions)
    }

    /// Functions without parameters, as fields.
    fn fields_at(&self, place: Place) -> Result<Vec<Field>, StubsError> {
        let fields = self.at(place).map(|(function, name)| {
            let derived = self.1.function_of(function, name)?;
            let Function { name, documentation, result, .. } = derived;
            Ok(Field { name, documentation, of: result, is_optional: false })
        });
        fields.collect()
    }

    fn object(&self, resource: &str, name: &'static str) -> Result<Object, StubsError> {
        let documented = self
            .1
            .resolve
            .types
            .iter()
            .map(|(_, of)| of)
            .find(|of| of.name.as_deref() == Some(resource) && matches!(of.kind, TypeDefKind::Resource));
        let comment = documented.and_then(|of| of.docs.contents.clone()).unwrap_or_default();
        let mut fields = self.fields_at(Place::Field)?;
        if self.at(Place::Config).next().is_some() {
            fields.push(Field {
                name: "config".to_owned(),
                documentation: "What is known of it.".to_owned(),
                of: Type::Named(WINDOW_CONFIG),
                is_optional: false,
            });
        }
        // What tells the names of exported functions and variables is behind their being there.
        let call = self.at(Place::Exported).find(|(function, _)| function.name == "call");
        Ok(Object {
            name,
            documentation: documentation(&comment, interface_of(&self.0), &[]),
            fields,
            functions: self.functions_at(Place::Member)?,
            exported: call.map(|(function, _)| documentation(&function.documentation, &function.interface, &[])),
        })
    }
}

fn interface_of<'a>(members: &[(&'a WitFunction, &'static Name)]) -> &'a str {
    members.first().map(|(function, _)| function.interface.as_str()).unwrap_or_default()
}
