//! What a plugin asks for and this host does not have: it has no network for plugins, no package
//! index, no conda, and runs no commands.

mod environment;
mod javascript;
mod package_list;
mod python;
mod standard_library;

use crate::language::Language;
use crate::selected::Selected;
use crate::text::{shown, shown_up_to};
use std::cmp::Reverse;
use std::collections::HashSet;

/// Names in a sentence at most.
const NAMED: usize = 12;
/// Characters of a name in a sentence at most.
const NAME_CHARACTERS: usize = 160;

/// What kind of thing is not to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnmetKind {
    /// A script by its URL.
    JavaScriptLibrary,
    /// CSS by its URL.
    StyleSheet,
    /// A package of Python's index.
    PythonPackage,
    /// A package of conda.
    CondaPackage,
    /// A git repository.
    Repository,
    /// A shell command.
    Command,
    /// An environment made by a command such as `conda create`, or described for Binder.
    Environment,
}

impl UnmetKind {
    /// Name in lower case with dashes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::JavaScriptLibrary => "javascript-library",
            Self::StyleSheet => "style-sheet",
            Self::PythonPackage => "python-package",
            Self::CondaPackage => "conda-package",
            Self::Repository => "repository",
            Self::Command => "command",
            Self::Environment => "environment",
        }
    }
}

/// What becomes of a plugin without the thing; the best guess from the file alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It probably works all the same.
    ProbablyWorks,
    /// What uses it fails, for Python with the error of the import; the rest works.
    FailsWhereUsed,
    /// Its scripts probably fail as soon as they run.
    ProbablyFails,
}

impl Severity {
    /// Name in lower case with dashes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ProbablyWorks => "probably-works",
            Self::FailsWhereUsed => "fails-where-used",
            Self::ProbablyFails => "probably-fails",
        }
    }
}

/// One thing that a plugin asks for and that is not to be had.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unmet {
    /// What kind of thing it is.
    pub kind: UnmetKind,
    /// Name of the package without its version, URL, or command.
    pub name: String,
    /// What becomes of the plugin without it.
    pub severity: Severity,
}

impl Unmet {
    fn new(kind: UnmetKind, name: &str, severity: Severity) -> Self {
        Self { kind, name: name.to_owned(), severity }
    }

    /// The thing as part of a sentence.
    fn phrase(&self) -> String {
        let name = shown_up_to(&self.name, NAME_CHARACTERS);
        match self.kind {
            UnmetKind::JavaScriptLibrary | UnmetKind::PythonPackage | UnmetKind::CondaPackage => name,
            UnmetKind::StyleSheet => format!("the style sheet {name}"),
            UnmetKind::Repository => format!("the repository {name}"),
            UnmetKind::Command => format!("the command `{name}`"),
            UnmetKind::Environment => format!("the environment `{name}`"),
        }
    }
}

/// All that a plugin asks for and that is not to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmetRequirements {
    /// Name of the plugin.
    pub plugin: String,
    /// The things, each once; those without which least works come first, else in the order asked
    /// for.
    pub list: Vec<Unmet>,
}

impl UnmetRequirements {
    /// Whether the plugin has all that it asks for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The worst that comes of it; `None` when nothing is missing.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        self.list.iter().map(|unmet| unmet.severity).max()
    }

    /// One sentence that names the things; `None` when nothing is missing.
    #[must_use]
    pub fn sentence(&self) -> Option<String> {
        let mut known = HashSet::new();
        let names = self.list.iter().map(Unmet::phrase);
        let mut names: Vec<String> = names.filter(|name| known.insert(name.clone())).collect();
        if names.len() > NAMED + 1 {
            let more = names.len() - NAMED;
            names.truncate(NAMED);
            names.push(format!("{more} more"));
        }
        let last = names.pop()?;
        let all = if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) };
        Some(format!("{} needs {all}, which cannot be had here", shown(&self.plugin)))
    }
}

/// What a plugin asks for and that is not to be had.
pub(crate) fn unmet_requirements(plugin: &Selected) -> UnmetRequirements {
    let mut list: Vec<Unmet> = Vec::new();
    let mut known: HashSet<Unmet> = HashSet::new();
    let mut add = |unmet: Unmet| {
        if known.insert(unmet.clone()) {
            list.push(unmet);
        }
    };
    for requirement in &plugin.requirements {
        match plugin.language {
            Some(Language::Python) => python::requirement(requirement, &mut add),
            _ => javascript::requirement(requirement, &mut add),
        }
    }
    for source in plugin.scripts.iter().filter_map(|script| script.attribute("src")) {
        add(Unmet::new(UnmetKind::JavaScriptLibrary, source, Severity::ProbablyFails));
    }
    environment::requirements(plugin.fields.get("env"), &mut add);
    list.sort_by_key(|unmet| Reverse(unmet.severity));
    UnmetRequirements { plugin: plugin.name.clone(), list }
}
