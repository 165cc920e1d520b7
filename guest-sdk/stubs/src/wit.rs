//! The functions of the API, read from `wit/`.

use crate::StubsError;
use wit_parser::{Function, FunctionKind, Interface, Resolve, SourceMap, Type, TypeDefKind, WorldId, WorldItem};

/// The world whose functions plugins call.
const WORLD: &str = "plugin";

/// Functions that are no part of ImJoy's API but needed to pass its values: what an SDK
/// calls for the plugin. All constructors and `clone` belong to them as well.
pub const PLUMBING: &[(&str, &str)] = &[
    ("types.buffer.length", "bytes in the host's memory, behind the SDK's Bytes"),
    ("types.buffer.read", "bytes in the host's memory, behind the SDK's Bytes"),
    ("types.buffer-builder.append", "bytes above the size of one call, behind the SDK's Bytes"),
    ("types.buffer-builder.finish", "bytes above the size of one call, behind the SDK's Bytes"),
    ("utilities.report-panic", "the SDK's panic hook tells the host why a plugin traps"),
];

/// A function of the API.
#[derive(Debug, Clone)]
pub struct WitFunction {
    /// `dialogs`.
    pub interface: String,
    /// `window` of `types.window.focus`.
    pub resource: Option<String>,
    /// `focus`.
    pub name: String,
    /// Its doc comment.
    pub documentation: String,
    /// Names and types of its parameters, without the resource itself.
    pub parameters: Vec<(String, Type)>,
    /// The type of its result.
    pub result: Option<Type>,
}

impl WitFunction {
    /// `dialogs.alert`, `types.window.focus`.
    pub fn path(&self) -> String {
        match &self.resource {
            Some(resource) => format!("{}.{resource}.{}", self.interface, self.name),
            None => format!("{}.{}", self.interface, self.name),
        }
    }
}

/// The world `plugin` of `wit/`.
#[derive(Debug)]
pub struct WitApi {
    /// The types that functions name.
    pub resolve: Resolve,
    world: WorldId,
}

impl WitApi {
    /// Reads the files of `wit/`, given as path and text.
    ///
    /// # Errors
    ///
    /// [`StubsError::Wit`] when they are no sound package with a world `plugin`.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, StubsError> {
        let wit_error = |error: String| StubsError::Wit { reason: error };
        let mut sources = SourceMap::default();
        for (path, text) in files {
            if path.ends_with(".wit") {
                sources.push(path.as_ref(), text);
            }
        }
        let group = sources.parse().map_err(|(_, error)| wit_error(error.to_string()))?;
        let mut resolve = Resolve::default();
        resolve.push_group(group).map_err(|error| wit_error(error.to_string()))?;
        let world = resolve.worlds.iter().find(|(_, world)| world.name == WORLD);
        let world = world.ok_or_else(|| wit_error(format!("there is no world {WORLD}")))?.0;
        Ok(Self { resolve, world })
    }

    /// All functions that the world imports, without plumbing; and the two parts of the API
    /// that are no functions: the record `types.ndarray` and the exported interface
    /// `plugin-api`, which stands for `api.export`.
    pub fn functions(&self) -> Vec<WitFunction> {
        let mut functions = Vec::new();
        for interface in self.imports() {
            functions.extend(interface.functions.values().filter_map(|function| self.function(interface, function)));
        }
        functions.retain(|function| function.name != "clone");
        functions.retain(|function| !PLUMBING.iter().any(|(plumbing, _)| *plumbing == function.path()));
        functions.extend(self.array());
        functions.extend(self.exports().filter_map(|interface| {
            let documentation = interface.docs.contents.clone().unwrap_or_default();
            Some(no_function(interface.name.as_deref()?, "call", documentation))
        }));
        functions
    }

    /// The interfaces that a plugin imports.
    pub fn imports(&self) -> impl Iterator<Item = &Interface> {
        self.interfaces(|resolve, world| resolve.worlds.get(world).map(|world| &world.imports))
    }

    fn exports(&self) -> impl Iterator<Item = &Interface> {
        self.interfaces(|resolve, world| resolve.worlds.get(world).map(|world| &world.exports))
    }

    fn interfaces<'a, Items>(
        &'a self,
        of: fn(&'a Resolve, WorldId) -> Option<Items>,
    ) -> impl Iterator<Item = &'a Interface>
    where
        Items: IntoIterator<Item = (&'a wit_parser::WorldKey, &'a WorldItem)>,
    {
        of(&self.resolve, self.world).into_iter().flatten().filter_map(|(_, item)| match item {
            WorldItem::Interface { id, .. } => self.resolve.interfaces.get(*id),
            _ => None,
        })
    }

    fn function(&self, interface: &Interface, function: &Function) -> Option<WitFunction> {
        let resource = match function.kind {
            FunctionKind::Method(owner) | FunctionKind::AsyncMethod(owner) => {
                Some(self.resolve.types.get(owner)?.name.clone()?)
            }
            FunctionKind::Freestanding | FunctionKind::AsyncFreestanding => None,
            // Constructors.
            _ => return None,
        };
        let own = usize::from(resource.is_some());
        Some(WitFunction {
            interface: interface.name.clone()?,
            resource,
            name: function.item_name().to_owned(),
            documentation: function.docs.contents.clone().unwrap_or_default(),
            parameters: function.params.iter().skip(own).map(|each| (each.name.clone(), each.ty)).collect(),
            result: function.result,
        })
    }

    /// `api.utils.ndarray` is a record in `wit/`.
    fn array(&self) -> Option<WitFunction> {
        let (_, array) =
            self.resolve.types.iter().find(|(_, kind)| {
                kind.name.as_deref() == Some("ndarray") && matches!(kind.kind, TypeDefKind::Record(_))
            })?;
        Some(no_function("types", "ndarray", array.docs.contents.clone().unwrap_or_default()))
    }
}

/// A part of the API that is no function.
fn no_function(interface: &str, name: &str, documentation: String) -> WitFunction {
    WitFunction {
        interface: interface.to_owned(),
        resource: None,
        name: name.to_owned(),
        documentation,
        parameters: Vec::new(),
        result: None,
    }
}
