//! Names and doc comments in the spelling of a language.

use crate::model::Parameter;
use crate::names::{NAMES, Name, Place};
use crate::records::RECORDS;

/// `plugin-name` as `pluginName`.
pub fn camel(kebab: &str) -> String {
    // A word that JavaScript keeps for itself.
    if kebab == "default" {
        return "defaultValue".to_owned();
    }
    let mut words = kebab.split('-');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut name, word| {
        let mut letters = word.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(letters.as_str());
        name
    })
}

/// `plugin-name` as `plugin_name`.
pub fn snake(kebab: &str) -> String {
    kebab.replace('-', "_")
}

/// A doc comment of `wit/` for the readers of the stubs: functions and fields have their
/// names in ImJoy. Names of parameters stay as they are, see [`with_parameters`].
///
/// `interface` is the one that the comment is in; `fields` are names of fields in `wit/` and
/// in the stubs.
pub fn documentation(comment: &str, interface: &str, fields: &[(String, String)]) -> String {
    let mut text = String::new();
    // Every second part stands between backticks.
    for (index, part) in without_missing(&without_own_name(comment), interface).split('`').enumerate() {
        if index % 2 == 1 {
            text.push('`');
            text.push_str(&quoted(part, interface, fields));
            text.push('`');
        } else {
            text.push_str(part);
        }
    }
    text.trim().to_owned()
}

/// The comment of a function with its parameters spelt as the language does.
pub fn with_parameters(comment: &str, parameters: &[Parameter], spell: fn(&str) -> String) -> String {
    parameters.iter().fold(comment.to_owned(), |text, parameter| {
        text.replace(&format!("`{}`", parameter.name), &format!("`{}`", spell(&parameter.name)))
    })
}

/// Without what the function is called in ImJoy, which is its name in the stubs.
fn without_own_name(comment: &str) -> String {
    let mut parts = comment.split("(`api.");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once("`)") {
            Some((name, rest)) if !name.contains('`') => {
                text.truncate(text.trim_end().len());
                text.push_str(rest);
            }
            _ => {
                text.push_str("(`api.");
                text.push_str(part);
            }
        }
    }
    text
}

/// Without what is said in brackets of functions that not all languages have.
fn without_missing(comment: &str, interface: &str) -> String {
    let mut parts = comment.split('(');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(')') {
            Some((inner, rest)) if is_missing(inner, interface) => {
                text.truncate(text.trim_end().len());
                text.push_str(rest);
            }
            _ => {
                text.push('(');
                text.push_str(part);
            }
        }
    }
    text
}

/// Whether a text is a list of functions that not all languages have, and nothing else.
fn is_missing(list: &str, interface: &str) -> bool {
    list.split(", ").all(|quoted| {
        let name = quoted.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
        name.and_then(|name| find(name, interface)).is_some_and(|name| !name.is_for_scripts())
    })
}

/// The function that a comment means.
fn find(part: &str, interface: &str) -> Option<&'static Name> {
    // A single word may be a field or a value as well; such names are told with their interface.
    let own = format!("{interface}.{part}");
    NAMES.iter().find(|name| name.wit == part || (part.contains('-') && name.wit == own))
}

fn quoted(part: &str, interface: &str, fields: &[(String, String)]) -> String {
    if let Some((_, name)) = fields.iter().find(|(wit, _)| wit == part) {
        return name.clone();
    }
    if let Some(name) = find(part, interface) {
        return in_plugin(name);
    }
    let field = RECORDS.iter().find_map(|form| Some((form.name, part.strip_prefix(form.wit)?.strip_prefix('.')?)));
    field.map_or_else(|| part.to_owned(), |(record, field)| format!("{record}.{}", snake(field)))
}

/// How a plugin writes a function.
fn in_plugin(name: &Name) -> String {
    match name.place() {
        Place::Api | Place::Utilities | Place::Constant => format!("api.{}", name.imjoy),
        Place::Member | Place::Field | Place::Config | Place::Exported | Place::Language => name.imjoy.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ParameterKind, Type};

    #[test]
    fn names_are_spelt_as_the_languages_do() {
        assert_eq!(camel("plugin-name"), "pluginName");
        assert_eq!(camel("data"), "data");
        assert_eq!(snake("plugin-name"), "plugin_name");
    }

    #[test]
    fn comments_name_what_the_reader_sees() {
        let fields = [("window-type".to_owned(), "type".to_owned())];
        let comment = "Opens one\n(`api.createWindow`), as `windows.create-window`; see `window-type`.";
        let shown = documentation(comment, "windows", &fields);
        assert_eq!(shown, "Opens one, as `api.createWindow`; see `type`.");
        let comment = "By `get-file-url`, not `log` (`files.get-file-path`, `not-found`); `dialogs.dialog.ui`.";
        let shown = documentation(comment, "files", &[]);
        assert_eq!(shown, "By `api.getFileUrl`, not `log` (`api.getFilePath`, `not-found`); `DialogOptions.ui`.");
        let parameter = Parameter { name: "fire-if".to_owned(), of: Type::Boolean, kind: ParameterKind::Optional };
        assert_eq!(with_parameters("With `fire-if`.", &[parameter], camel), "With `fireIf`.");
    }
}
