//! What a component exports, read from its types without compiling it.
//!
//! Invariant: an interface has at most [`MOST_FUNCTIONS`] functions; what goes beyond is left
//! out, as is a function whose types the host cannot pass, each with its reason.

use super::reader::Reader;
use super::types::{Field, PlainType};
use crate::manifest::Manifest;
use std::collections::HashMap;
use std::fmt::{self, Display, Formatter};
use std::sync::Arc;
use wasmparser::component_types::{ComponentAnyTypeId, ComponentEntityType, ComponentFuncTypeId};
use wasmparser::types::TypesRef;

/// Functions of a component at most.
pub(crate) const MOST_FUNCTIONS: usize = 256;
/// Functions that are named as left out at most.
const MOST_LEFT_OUT: usize = 64;
/// Characters of the name of a function that is left out.
const NAME_LENGTH: usize = 200;

/// Where WASI and the host's own interfaces begin: what is exported there is for somebody
/// else.
const OTHERS: [&str; 2] = ["wasi:", "imjoy:"];
/// What a command line program exports.
const COMMAND: &str = "wasi:cli/run@";

/// The functions of a component.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct PlainInterface {
    /// Those that can be called.
    pub(crate) functions: Vec<Arc<PlainFunction>>,
    /// Those that cannot.
    pub(crate) left_out: Vec<LeftOut>,
    /// Whether it is a program for the command line.
    pub(crate) is_command: bool,
}

/// A function that the component exports.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlainFunction {
    /// Name by which it is shown and called, unique within the component.
    pub(crate) name: Arc<str>,
    /// The exported instance that it is in; none at the top level.
    pub(crate) instance: Option<Arc<str>>,
    /// Its name there.
    pub(crate) export: Arc<str>,
    /// What it takes.
    pub(crate) parameters: Vec<Field>,
    /// What it gives.
    pub(crate) result: Option<PlainType>,
}

/// A function that the host cannot call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeftOut {
    /// Its name.
    pub(crate) name: String,
    /// Why not, to be read after the name.
    pub(crate) reason: &'static str,
}

impl Display for PlainFunction {
    /// As in WIT: `blur: func(image: list<u8>, sigma: f32) -> list<u8>`.
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: func(", self.name)?;
        for (index, Field { name, field_type }) in self.parameters.iter().enumerate() {
            write!(formatter, "{}{name}: {field_type}", if index > 0 { ", " } else { "" })?;
        }
        formatter.write_str(")")?;
        self.result.as_ref().map_or(Ok(()), |result| write!(formatter, " -> {result}"))
    }
}

impl Display for LeftOut {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.name, self.reason)
    }
}

impl PlainInterface {
    /// Reads the exports of a component that has been validated. `exports` are their names,
    /// in order.
    pub(crate) fn read(types: TypesRef<'_>, exports: &[String]) -> Self {
        let mut reader = Reader::new(types);
        let mut interface =
            Self { is_command: exports.iter().any(|name| name.starts_with(COMMAND)), ..Self::default() };
        for name in exports {
            if OTHERS.iter().any(|other| name.starts_with(other)) {
                continue;
            }
            match types.component_item_for_export(name).map(|item| item.ty) {
                Some(ComponentEntityType::Func(function)) => interface.add(&mut reader, None, name, function),
                Some(ComponentEntityType::Instance(id)) => {
                    let instance: Arc<str> = name.as_str().into();
                    for (function_name, item) in types.get(id).into_iter().flat_map(|instance| &instance.exports) {
                        if let ComponentEntityType::Func(function) = item.ty {
                            interface.add(&mut reader, Some(&instance), function_name, function);
                        }
                    }
                }
                _ => {}
            }
        }
        interface.name_functions();
        interface
    }

    /// The function of that name: as it is shown, with its interface, or written as another
    /// language does (`addNumbers` or `add_numbers` for `add-numbers`).
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let position = |is_meant: &dyn Fn(&PlainFunction) -> bool| {
            let mut found = self.functions.iter().enumerate().filter(|(_, function)| is_meant(function));
            found.next().filter(|_| found.next().is_none()).map(|(index, _)| index)
        };
        position(&|function| *function.name == *name)
            .or_else(|| position(&|function| function.qualified_names().any(|qualified| qualified == name)))
            .or_else(|| position(&|function| is_same_name(&function.name, name)))
    }

    /// What a manifest says of the functions.
    pub(crate) fn complete(&self, manifest: &mut Manifest) {
        manifest.functions = self.functions.iter().map(|function| function.name.to_string()).collect();
        // A function of the plugin's own name is what its run button runs.
        manifest.runnable = manifest.functions.contains(&manifest.name);
        manifest.plugin_type = "component".to_owned();
        if manifest.description.is_empty() {
            manifest.description = match self.functions.len() {
                1 => "1 function".to_owned(),
                count => format!("{count} functions"),
            };
        }
    }

    fn add(
        &mut self,
        reader: &mut Reader<'_>,
        instance: Option<&Arc<str>>,
        export: &str,
        function: ComponentFuncTypeId,
    ) {
        let read = if export.starts_with('[') {
            Err("belongs to a resource")
        } else if self.functions.len() >= MOST_FUNCTIONS {
            Err("is one too many: a component has at most 256 functions")
        } else {
            reader.signature(function)
        };
        match read {
            Ok((parameters, result)) => self.functions.push(Arc::new(PlainFunction {
                name: export.into(),
                instance: instance.cloned(),
                export: export.into(),
                parameters,
                result,
            })),
            Err(reason) if self.left_out.len() < MOST_LEFT_OUT => {
                let name = instance.map_or_else(String::new, |instance| format!("{}/", short_name(instance)));
                let name = format!("{name}{export}").chars().take(NAME_LENGTH).collect();
                self.left_out.push(LeftOut { name, reason });
            }
            Err(_) => {}
        }
    }

    /// Gives each function the shortest name that is its own.
    fn name_functions(&mut self) {
        let mut counts: HashMap<Arc<str>, usize> = HashMap::new();
        let names = |function: &PlainFunction| function.candidate_names().map(Arc::<str>::from).collect::<Vec<_>>();
        for name in self.functions.iter().flat_map(|function| names(function)) {
            *counts.entry(name).or_default() += 1;
        }
        for function in &mut self.functions {
            let is_own = |name: &Arc<str>| counts.get(name).is_some_and(|count| *count == 1);
            // The last one is its own: it names the export.
            if let Some(name) = names(function).into_iter().find(is_own) {
                Arc::make_mut(function).name = name;
            }
        }
    }
}

impl PlainFunction {
    /// Names with its interface: short, and in full.
    fn qualified_names(&self) -> impl Iterator<Item = String> + '_ {
        self.instance.iter().flat_map(|instance| {
            [format!("{}/{}", short_name(instance), self.export), format!("{instance}#{}", self.export)]
        })
    }

    /// Names that it may have, the shortest first, each once.
    fn candidate_names(&self) -> impl Iterator<Item = String> + '_ {
        std::iter::once(self.export.to_string()).chain(self.qualified_names())
    }
}

/// The interface without package and version: `geometry` of `docs:example/geometry@1.0.0`.
fn short_name(instance: &str) -> &str {
    let name = instance.rsplit_once('/').map_or(instance, |(_, name)| name);
    name.split_once('@').map_or(name, |(name, _)| name)
}

/// Whether two names are the same but for case, hyphens and underscores, which languages
/// write differently.
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    fn letters(name: &str) -> impl Iterator<Item = char> + '_ {
        name.chars().filter(|letter| !matches!(letter, '-' | '_')).flat_map(char::to_lowercase)
    }
    letters(one).eq(letters(other))
}

/// Whether an import is of types alone, which nobody has to provide.
pub(crate) fn has_only_types(types: TypesRef<'_>, import: &str) -> bool {
    let is_type = |item: &ComponentEntityType| {
        matches!(item, ComponentEntityType::Type { created: ComponentAnyTypeId::Defined(_), .. })
    };
    match types.component_item_for_import(import).map(|item| item.ty) {
        Some(ComponentEntityType::Instance(id)) => {
            let exports = types.get(id).map(|instance| &instance.exports);
            exports.is_some_and(|exports| !exports.is_empty() && exports.values().all(|item| is_type(&item.ty)))
        }
        Some(item) => is_type(&item),
        None => false,
    }
}
