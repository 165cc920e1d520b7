//! The API as scripting languages see it, before it is written in one of them.

use crate::text::with_parameters;

/// A type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Any value that can be passed.
    Any,
    /// No result.
    Nothing,
    /// Null, None.
    Null,
    /// JavaScript's `undefined`; None.
    Absent,
    /// A text.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// A truth value.
    Boolean,
    /// Bytes in any form that the language has.
    Bytes,
    /// A file, or contents without a name.
    Blob,
    /// A record of any fields.
    Record,
    /// A type that is declared in the stubs.
    Named(&'static str),
    /// One text.
    Literal(String),
    /// A list.
    List(Box<Type>),
    /// One of several.
    OneOf(Vec<Type>),
    /// A function of the plugin, which may return a promise.
    Callback(Vec<Parameter>),
}

/// A language of plugins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// By `guest-sdk/javascript`.
    JavaScript,
    /// By `guest-sdk/python`.
    Python,
}

impl Language {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::JavaScript, Self::Python];
}

/// A parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, in kebab-case as in `wit/`.
    pub name: String,
    /// Its type.
    pub of: Type,
    /// How it is given.
    pub kind: ParameterKind,
}

/// How a parameter is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// Always.
    Required,
    /// Or left out.
    Optional,
    /// Any number of times.
    Rest,
    /// An object of named options; in Python its fields may be named arguments as well.
    /// The name is that of the structure.
    Options(&'static str),
    /// As before, or left out.
    OptionalOptions(&'static str),
}

/// A function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its name in ImJoy.
    pub name: String,
    /// What it does.
    pub documentation: String,
    /// What it does otherwise in one of the languages.
    pub notes: &'static [(Language, &'static str)],
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// Its result.
    pub result: Type,
    /// Whether the result is awaited.
    pub is_awaited: bool,
}

impl Function {
    /// What it does, for the readers of one language. `spell` spells parameters.
    pub fn documentation_in(&self, language: Language, spell: fn(&str) -> String) -> String {
        let text = with_parameters(&self.documentation, &self.parameters, spell);
        let notes = self.notes.iter().filter(|(of, _)| *of == language);
        notes.fold(text, |text, (_, note)| format!("{text}\n\n{note}"))
    }
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name in ImJoy.
    pub name: String,
    /// What it is.
    pub documentation: String,
    /// Its type.
    pub of: Type,
    /// Whether it may be absent.
    pub is_optional: bool,
}

/// A plain record of known fields: named options, or facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Structure {
    /// Its name in the stubs.
    pub name: &'static str,
    /// What it is.
    pub documentation: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Whether there may be further fields.
    pub is_open: bool,
}

/// An object with functions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// Its name in the stubs.
    pub name: &'static str,
    /// What it is.
    pub documentation: String,
    /// Its fields, which only the host sets.
    pub fields: Vec<Field>,
    /// Its functions.
    pub functions: Vec<Function>,
    /// What further members are, which another plugin has named.
    pub exported: Option<String>,
}

/// All that plugins see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Model {
    /// Options and facts.
    pub structures: Vec<Structure>,
    /// Windows, plugins, open files …, `api.utils` and last `api` itself.
    pub objects: Vec<Object>,
}
