//! Where a function of ImJoy is called otherwise than `wit/` declares it: a text in place of
//! named options, arguments that may be left out, results that `wit/` cannot express.

use crate::model::{Field, Function, Language, Parameter, ParameterKind, Structure, Type};

/// The structure of `prompt`, which has `placeholder` among its options.
const PROMPT_OPTIONS: &str = "PromptOptions";

/// What functions do otherwise in one of the languages, by their paths in `wit/`.
const NOTES: &[(&str, &[(Language, &str)])] = &[
    ("dialogs.prompt", &[(Language::JavaScript, "On Cancel the promise fails with `undefined`, as in ImJoy.")]),
    (
        "dialogs.show-dialog",
        &[
            (
                Language::JavaScript,
                "On Cancel of a form the promise fails with `undefined`, and gives `undefined` with an\n\
                 `api_version` above 0.1.6.",
            ),
            (Language::Python, "With an `api_version` above 0.1.6, Cancel of a form gives None."),
        ],
    ),
    (
        "dialogs.show-file-dialog",
        &[
            (
                Language::JavaScript,
                "Files are named by URLs, which `fetch` reads, unless `uri_type` is `path`; without a `type`\n\
                 files may be chosen, and no folders. What is given goes by the plugin's `api_version`: up\n\
                 to 0.1.3 a text or a list of texts; then objects with `url` and `path` in place of the\n\
                 texts, and `null` on Cancel; from 0.1.8 on always a list of such objects, empty on Cancel.",
            ),
            (
                Language::Python,
                "Files are named by paths; without a `type` files and folders may be chosen. What is\n\
                 given goes by the plugin's `api_version`: up to 0.1.3 a text or a list of texts; then\n\
                 records with `path` or `url` in place of the texts, and None on Cancel; from 0.1.8 on\n\
                 always a list of such records, empty on Cancel.",
            ),
        ],
    ),
    ("settings.get-attachment", &[(Language::JavaScript, "Gives `undefined` when there is none, as ImJoy does.")]),
];

/// Gives a function the signature that it has in ImJoy. `path` is that of `wit/`.
pub fn adjust(path: &str, function: &mut Function) {
    if let Some((_, notes)) = NOTES.iter().find(|(of, _)| *of == path) {
        function.notes = notes;
    }
    match path {
        "dialogs.alert"
        | "dialogs.confirm"
        | "dialogs.show-dialog"
        | "windows.create-window"
        | "windows.get-window"
        | "files.get-file-url" => {
            or_text(function);
        }
        "dialogs.prompt" => {
            function.parameters.retain(|parameter| parameter.name != "placeholder");
            if let Some(message) = function.parameters.first_mut() {
                message.of = Type::Named(PROMPT_OPTIONS);
                message.kind = ParameterKind::Options(PROMPT_OPTIONS);
            }
            or_text(function);
        }
        "dialogs.show-file-dialog" => set_kind(function, "options", |kind| match kind {
            ParameterKind::Options(name) => ParameterKind::OptionalOptions(name),
            other => other,
        }),
        "types.window.run" => set_options(function, "update", "WindowUpdate"),
        "types.window.resize" => set_options(function, "rectangle", "Rectangle"),
        "types.window.on" => {
            set_type(function, "handler", handler());
            make_optional(function, "fire-if-emitted");
        }
        "types.window.off" => function.parameters.push(Parameter {
            name: "handler".to_owned(),
            of: handler(),
            kind: ParameterKind::Optional,
        }),
        "types.window.emit" => make_optional(function, "data"),
        "types.window.set-content" => set_type(function, "content", Type::Named("Element")),
        "types.window.change-content" => set_type(function, "changes", Type::Record),
        "plugins.register" | "plugins.unregister" | "plugins.unregister-service" => function.result = Type::Boolean,
        "plugins.register-service" => set_type(function, "service", Type::Record),
        "plugins.get-services" => make_optional(function, "query"),
        "settings.get-attachment" => function.result = Type::OneOf(vec![Type::Text, Type::Absent]),
        "plugins.start" => function.is_awaited = false,
        _ => {}
    }
    match path {
        "plugins.unregister-service" => set_type(function, "id", Type::OneOf(vec![Type::Text, Type::Record])),
        // What belongs to a text alone may follow it.
        "files.get-file-url" => function.parameters.push(Parameter {
            name: "further-options".to_owned(),
            of: Type::Record,
            kind: ParameterKind::Optional,
        }),
        _ => {}
    }
}

/// The structures that follow from others of `wit/`.
pub fn further_structures(structures: &[Structure]) -> Vec<Structure> {
    let message = structures.iter().find(|structure| structure.name == "Message");
    let prompt = message.map(|message| {
        let mut fields = message.fields.clone();
        fields.push(Field {
            name: "placeholder".to_owned(),
            documentation: "The answer when the user leaves the line empty.".to_owned(),
            of: Type::Text,
            is_optional: true,
        });
        Structure {
            name: PROMPT_OPTIONS,
            documentation: "A question for a line of text.".to_owned(),
            fields,
            ..message.clone()
        }
    });
    prompt.into_iter().collect()
}

/// A function that is called with the data of an event.
fn handler() -> Type {
    Type::Callback(vec![Parameter { name: "data".to_owned(), of: Type::Any, kind: ParameterKind::Required }])
}

/// The first parameter may be a text, which stands for its main field.
fn or_text(function: &mut Function) {
    if let Some(first) = function.parameters.first_mut() {
        first.of = Type::OneOf(vec![Type::Text, first.of.clone()]);
    }
}

fn set_kind(function: &mut Function, name: &str, change: impl Fn(ParameterKind) -> ParameterKind) {
    for parameter in function.parameters.iter_mut().filter(|parameter| parameter.name == name) {
        parameter.kind = change(parameter.kind);
    }
}

fn make_optional(function: &mut Function, name: &str) {
    set_kind(function, name, |_| ParameterKind::Optional);
}

fn set_type(function: &mut Function, name: &str, of: Type) {
    for parameter in function.parameters.iter_mut().filter(|parameter| parameter.name == name) {
        parameter.of = of.clone();
    }
}

/// Options that may be left out.
fn set_options(function: &mut Function, name: &str, structure: &'static str) {
    for parameter in function.parameters.iter_mut().filter(|parameter| parameter.name == name) {
        *parameter = Parameter {
            name: name.to_owned(),
            of: Type::Named(structure),
            kind: ParameterKind::OptionalOptions(structure),
        };
    }
}
