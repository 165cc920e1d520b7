//! The model as a stub module for Python.

use crate::model::{Field, Function, Language, Model, Object, Parameter, ParameterKind, Structure, Type};
use crate::text::snake;
use std::fmt::Write;

/// Classes of the frame from which objects inherit what a runtime adds to them.
const BASES: &[(&str, &str)] = &[
    ("Window", "_WindowOfRuntime"),
    ("Plugin", "_PluginOfRuntime"),
    ("Utilities", "_UtilitiesOfRuntime"),
    ("Api", "_ApiOfRuntime"),
];

/// The object whose functions have a second name, as `create_window` for `createWindow`.
const ALIASED: &str = "Api";

/// Column at which a signature is broken into lines.
const WIDTH: usize = 100;

/// The declarations of a model, between what is written by hand.
pub fn declarations(model: &Model) -> String {
    let mut text = String::new();
    for structure in &model.structures {
        write_structure(&mut text, structure);
    }
    for object in &model.objects {
        write_object(&mut text, object);
    }
    // The file ends with the line end of the frame.
    text.trim_end().to_owned()
}

/// A function of a module.
pub fn function(name: &str, parameters: &str, result: &str, documentation: &str) -> String {
    let mut text = format!("def {name}({parameters}) -> {result}:\n");
    docstring(&mut text, documentation);
    text.push('\n');
    text
}

fn write_structure(text: &mut String, structure: &Structure) {
    // Writing into a String cannot fail.
    let _ = writeln!(text, "class {}(TypedDict, total=False):", structure.name);
    docstring(text, &structure.documentation);
    for field in &structure.fields {
        let of = type_of(&field.of);
        let of = if field.is_optional { of } else { format!("Required[{of}]") };
        let _ = writeln!(text, "\n    {}: {of}", field.name);
        docstring(text, &field.documentation);
    }
    text.push('\n');
}

fn write_object(text: &mut String, object: &Object) {
    let base = BASES.iter().find(|(name, _)| *name == object.name);
    let base = base.map(|(_, base)| format!("({base})")).unwrap_or_default();
    let _ = writeln!(text, "class {}{base}:", object.name);
    docstring(text, &object.documentation);
    for field in &object.fields {
        write_property(text, field);
    }
    for function in &object.functions {
        write_function(text, function);
    }
    if object.name == ALIASED {
        let names = object.functions.iter().map(|function| &function.name);
        let aliases: Vec<String> = names
            .filter(|name| name.contains(char::is_uppercase))
            .map(|name| format!("    {} = {name}\n", snake_of_camel(name)))
            .collect();
        let _ = write!(text, "\n    # The same by Python's way of writing names.\n\n{}", aliases.concat());
    }
    if let Some(documentation) = &object.exported {
        text.push_str("\n    def __getattr__(self, name: str) -> Any:\n");
        body(text, documentation);
        text.push_str("\n    def __getitem__(self, name: str) -> Any:\n");
        body(text, "As an attribute of that name.");
    }
    text.push('\n');
}

/// `createWindow` as `create_window`.
fn snake_of_camel(name: &str) -> String {
    let letters = name.chars().flat_map(|letter| {
        let mark = letter.is_uppercase().then_some('_');
        mark.into_iter().chain(letter.to_lowercase())
    });
    letters.collect()
}

fn write_property(text: &mut String, field: &Field) {
    let _ = writeln!(text, "\n    @property\n    def {}(self) -> {}:", field.name, type_of(&field.of));
    body(text, &field.documentation);
}

fn write_function(text: &mut String, function: &Function) {
    let options = function.parameters.iter().find_map(|parameter| match parameter.kind {
        ParameterKind::Options(name) | ParameterKind::OptionalOptions(name) => Some((parameter, name)),
        _ => None,
    });
    let Some((options, structure)) = options else {
        return write_signature(text, function, &parameters(&function.parameters), "");
    };
    write_signature(text, function, &parameters(&function.parameters), "@overload");
    // The same by named arguments; what follows the options has to be named then.
    let others = function.parameters.iter().filter(|parameter| *parameter != options);
    let mut named: Vec<String> = others.map(one).collect();
    if !named.is_empty() {
        named.insert(0, "*".to_owned());
    }
    named.push(format!("**options: Unpack[{structure}]"));
    write_signature(text, function, &named, "@overload");
}

fn write_signature(text: &mut String, function: &Function, parameters: &[String], decorator: &str) {
    if !decorator.is_empty() {
        let _ = write!(text, "\n    {decorator}");
    }
    let result = type_of(&function.result);
    let result = if function.is_awaited { format!("Promise[{result}]") } else { result };
    let own = std::iter::once("self").chain(parameters.iter().map(String::as_str));
    // `$forceUpdate` is no name in Python.
    let name = function.name.trim_start_matches('$');
    let line = format!("    def {name}({}) -> {result}:", own.clone().collect::<Vec<_>>().join(", "));
    if line.len() <= WIDTH {
        let _ = writeln!(text, "\n{line}");
    } else {
        let _ = writeln!(text, "\n    def {name}(");
        for parameter in own {
            let _ = writeln!(text, "        {parameter},");
        }
        let _ = writeln!(text, "    ) -> {result}:");
    }
    body(text, &function.documentation_in(Language::Python, snake));
}

fn parameters(parameters: &[Parameter]) -> Vec<String> {
    parameters.iter().map(one).collect()
}

fn one(parameter: &Parameter) -> String {
    let name = snake(&parameter.name);
    let of = type_of(&parameter.of);
    match parameter.kind {
        ParameterKind::Rest => format!("*{name}: {of}"),
        ParameterKind::Required | ParameterKind::Options(_) => format!("{name}: {of}"),
        ParameterKind::Optional | ParameterKind::OptionalOptions(_) => format!("{name}: {} = None", or_none(of)),
    }
}

fn or_none(of: String) -> String {
    if of == "Any" || of.ends_with("| None") { of } else { format!("{of} | None") }
}

fn type_of(of: &Type) -> String {
    match of {
        Type::Any => "Any".to_owned(),
        Type::Nothing | Type::Null | Type::Absent => "None".to_owned(),
        Type::Text => "str".to_owned(),
        Type::Number => "float".to_owned(),
        Type::Whole => "int".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Bytes => "Buffer".to_owned(),
        Type::Blob => "File".to_owned(),
        Type::Record => "dict[str, Any]".to_owned(),
        Type::Named(name) => (*name).to_owned(),
        Type::Literal(text) => format!("Literal[\"{text}\"]"),
        Type::List(of) => format!("list[{}]", type_of(of)),
        Type::OneOf(of) => union(of),
        Type::Callback(_) => "Callable[..., Any]".to_owned(),
    }
}

fn union(of: &[Type]) -> String {
    let literals: Vec<String> = of
        .iter()
        .filter_map(|each| if let Type::Literal(text) = each { Some(format!("\"{text}\"")) } else { None })
        .collect();
    let others = of.iter().filter(|each| !matches!(each, Type::Literal(_))).map(type_of);
    let literals = (!literals.is_empty()).then(|| format!("Literal[{}]", literals.join(", ")));
    literals.into_iter().chain(others).collect::<Vec<_>>().join(" | ")
}

/// A docstring as the whole body of a function.
fn body(text: &mut String, documentation: &str) {
    if documentation.is_empty() {
        text.push_str("        ...\n");
    } else {
        indented_docstring(text, 8, documentation);
    }
}

/// The docstring of a class or a field.
fn docstring(text: &mut String, documentation: &str) {
    if !documentation.is_empty() {
        indented_docstring(text, 4, documentation);
    }
}

fn indented_docstring(text: &mut String, indent: usize, documentation: &str) {
    let margin = " ".repeat(indent);
    let documentation = documentation.replace('\\', "\\\\").replace("\"\"\"", "'''");
    let mut lines = documentation.lines().map(str::trim_end);
    let _ = write!(text, "{margin}\"\"\"{}", lines.next().unwrap_or_default());
    let mut has_more = false;
    for line in lines {
        has_more = true;
        let _ = write!(text, "\n{}", format!("{margin}{line}").trim_end());
    }
    if has_more {
        let _ = write!(text, "\n{margin}");
    }
    text.push_str("\"\"\"\n");
}
