//! The model as declarations for TypeScript, which editors use for JavaScript as well.

use crate::model::{Field, Function, Language, Model, Object, Parameter, ParameterKind, Structure, Type};
use crate::text::camel;
use std::fmt::Write;

/// Width of a line of a doc comment.
const WIDTH: usize = 96;

/// The declarations of a model, between what is written by hand.
pub fn declarations(model: &Model) -> String {
    let mut text = String::new();
    for structure in &model.structures {
        write_structure(&mut text, structure);
    }
    for object in &model.objects {
        write_object(&mut text, object);
    }
    // The frame goes on after an empty line of its own.
    text.trim_end().to_owned()
}

fn write_structure(text: &mut String, structure: &Structure) {
    comment(text, 2, &structure.documentation);
    // Writing into a String cannot fail.
    let _ = writeln!(text, "  interface {} {{", structure.name);
    for field in &structure.fields {
        write_field(text, field, "");
    }
    if structure.is_open {
        text.push_str("    [field: string]: any;\n");
    }
    text.push_str("  }\n\n");
}

fn write_object(text: &mut String, object: &Object) {
    comment(text, 2, &object.documentation);
    let _ = writeln!(text, "  interface {} {{", object.name);
    for field in &object.fields {
        write_field(text, field, "readonly ");
    }
    for function in &object.functions {
        write_function(text, function);
    }
    if let Some(documentation) = &object.exported {
        comment(text, 4, documentation);
        text.push_str("    [exported: string]: any;\n");
    }
    text.push_str("  }\n\n");
}

fn write_field(text: &mut String, field: &Field, modifier: &str) {
    comment(text, 4, &field.documentation);
    let mark = if field.is_optional { "?" } else { "" };
    let _ = writeln!(text, "    {modifier}{}{mark}: {};", field.name, type_of(&field.of));
}

fn write_function(text: &mut String, function: &Function) {
    comment(text, 4, &function.documentation_in(Language::JavaScript, camel));
    let result = type_of(&function.result);
    let result = if function.is_awaited { format!("Promise<{result}>") } else { result };
    let _ = writeln!(text, "    {}({}): {result};", function.name, parameters(&function.parameters));
}

fn parameters(parameters: &[Parameter]) -> String {
    let each = parameters.iter().map(|parameter| {
        let name = camel(&parameter.name);
        match parameter.kind {
            ParameterKind::Rest => format!("...{name}: {}[]", within_list(&parameter.of)),
            ParameterKind::Required | ParameterKind::Options(_) => format!("{name}: {}", type_of(&parameter.of)),
            ParameterKind::Optional | ParameterKind::OptionalOptions(_) => {
                format!("{name}?: {}", type_of(&parameter.of))
            }
        }
    });
    each.collect::<Vec<_>>().join(", ")
}

fn type_of(of: &Type) -> String {
    match of {
        Type::Any => "any".to_owned(),
        Type::Nothing => "void".to_owned(),
        Type::Null => "null".to_owned(),
        Type::Absent => "undefined".to_owned(),
        Type::Text => "string".to_owned(),
        Type::Number | Type::Whole => "number".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Bytes => "Bytes".to_owned(),
        Type::Blob => "Blob".to_owned(),
        Type::Record => "Record<string, any>".to_owned(),
        Type::Named(name) => (*name).to_owned(),
        Type::Literal(text) => format!("'{text}'"),
        Type::List(of) => format!("{}[]", within_list(of)),
        Type::OneOf(of) => of.iter().map(in_union).collect::<Vec<_>>().join(" | "),
        Type::Callback(of) => format!("({}) => any", parameters(of)),
    }
}

fn in_union(of: &Type) -> String {
    if matches!(of, Type::Callback(_)) { format!("({})", type_of(of)) } else { type_of(of) }
}

fn within_list(of: &Type) -> String {
    if matches!(of, Type::OneOf(_) | Type::Callback(_)) { format!("({})", type_of(of)) } else { type_of(of) }
}

/// A doc comment.
pub fn comment(text: &mut String, indent: usize, documentation: &str) {
    let margin = " ".repeat(indent);
    let documentation = documentation.replace("*/", "*\u{200b}/");
    let lines: Vec<&str> = documentation.lines().map(str::trim_end).collect();
    if let [line] = lines.as_slice()
        && indent + line.len() < WIDTH
    {
        let _ = writeln!(text, "{margin}/** {line} */");
        return;
    }
    let _ = writeln!(text, "{margin}/**");
    for line in lines {
        let _ = writeln!(text, "{}", format!("{margin} * {line}").trim_end());
    }
    let _ = writeln!(text, "{margin} */");
}
