//! The functions of the API, read from `wit/`.

use crate::repository::Repository;
use wit_parser::{FunctionKind, Resolve, TypeDefKind, WorldItem, WorldKey};

/// Functions that are no part of ImJoy's API but needed to pass its values: what the SDK
/// calls for the plugin. All constructors and `clone` belong to them as well.
const PLUMBING: &[(&str, &str)] = &[
    ("types.buffer.length", "bytes in the host's memory, behind the SDK's Bytes"),
    ("types.buffer.read", "bytes in the host's memory, behind the SDK's Bytes"),
    ("types.buffer-builder.append", "bytes above the size of one call, behind the SDK's Bytes"),
    ("types.buffer-builder.finish", "bytes above the size of one call, behind the SDK's Bytes"),
    ("utilities.report-panic", "the SDK's panic hook tells the host why a plugin traps"),
];

/// A function of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitFunction {
    /// `dialogs`.
    pub interface: String,
    /// `window` of `types.window.focus`.
    pub resource: Option<String>,
    /// `focus`.
    pub name: String,
    /// Its doc comment.
    pub documentation: String,
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

/// All functions that the world imports, without plumbing; and the two parts of the API that
/// are no functions: the record `types.ndarray` and the exported interface `plugin-api`.
pub fn functions(repository: &Repository) -> Vec<WitFunction> {
    let resolve = resolve(repository);
    let (_, world) = resolve.worlds.iter().next().expect("wit/ has a world");
    let mut functions = Vec::new();
    for (key, item) in &world.imports {
        let (WorldKey::Interface(_), WorldItem::Interface { id, .. }) = (key, item) else {
            panic!("the world imports interfaces only");
        };
        let interface = &resolve.interfaces[*id];
        for function in interface.functions.values() {
            let resource = match function.kind {
                FunctionKind::Method(owner) | FunctionKind::AsyncMethod(owner) => resolve.types[owner].name.clone(),
                FunctionKind::Freestanding | FunctionKind::AsyncFreestanding => None,
                // Constructors.
                _ => continue,
            };
            let function = WitFunction {
                interface: interface.name.clone().expect("an interface has a name"),
                resource,
                name: function.item_name().to_owned(),
                documentation: function.docs.contents.clone().unwrap_or_default(),
            };
            let path = function.path();
            if function.name != "clone" && !PLUMBING.iter().any(|(plumbing, _)| *plumbing == path) {
                functions.push(function);
            }
        }
    }
    functions.extend(array(&resolve));
    functions.extend(world.exports.values().filter_map(|item| match item {
        WorldItem::Interface { id, .. } => {
            let interface = &resolve.interfaces[*id];
            Some(WitFunction {
                interface: interface.name.clone()?,
                resource: None,
                name: "call".to_owned(),
                documentation: interface.docs.contents.clone().unwrap_or_default(),
            })
        }
        _ => None,
    }));
    functions
}

/// `api.utils.ndarray` is a record here.
fn array(resolve: &Resolve) -> Option<WitFunction> {
    let (_, array) = resolve
        .types
        .iter()
        .find(|(_, kind)| kind.name.as_deref() == Some("ndarray") && matches!(kind.kind, TypeDefKind::Record(_)))?;
    Some(WitFunction {
        interface: "types".to_owned(),
        resource: None,
        name: "ndarray".to_owned(),
        documentation: array.docs.contents.clone().unwrap_or_default(),
    })
}

fn resolve(repository: &Repository) -> Resolve {
    // One file after the other, as a test may have changed them.
    let mut sources = wit_parser::SourceMap::default();
    for (path, text) in repository.below("wit") {
        if path.ends_with(".wit") {
            sources.push(path.as_ref(), text);
        }
    }
    let group = sources.parse().map_err(|(_, error)| error).expect("wit/ can be read");
    let mut resolve = Resolve::default();
    resolve.push_group(group).expect("wit/ is sound");
    resolve
}
