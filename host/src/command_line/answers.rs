//! Dialogs without a window: answered from `--answer key=value`, or refused with a
//! sentence that says which answers are missing.

use super::file_answers::FileAnswers;
use imjoy_engine::form::{ElementKind, Form};
use imjoy_engine::front_end::{Dialog, DialogAnswer, DialogContent, MessageText};
use imjoy_engine::value::{Record, Value};
use std::collections::BTreeMap;

/// Key of the answer to a question with OK and Cancel.
const CONFIRM: &str = "confirm";
/// Key of the answer to a question for a text.
const PROMPT: &str = "prompt";

/// Answers given on the command line.
#[derive(Debug, Default)]
pub(super) struct Answers {
    given: BTreeMap<String, String>,
    files: FileAnswers,
}

impl Answers {
    pub(super) fn new(answers: impl IntoIterator<Item = (String, String)>, files: FileAnswers) -> Self {
        Self { given: answers.into_iter().collect(), files }
    }

    /// The answer to a dialog. An alert asks nothing: it is printed by the caller and
    /// confirmed.
    pub(super) fn answer(&self, dialog: &Dialog) -> DialogAnswer {
        match &dialog.content {
            DialogContent::Alert(_) => DialogAnswer::Confirmed(Value::Absent),
            DialogContent::Confirm(message) => match self.given.get(CONFIRM).map(|answer| truth(answer)) {
                Some(Some(answer)) => DialogAnswer::Confirmed(Value::Boolean(answer)),
                Some(None) => DialogAnswer::Refused(format!("--answer {CONFIRM}=… must be yes or no")),
                None => refused(dialog, message, &format!("--answer {CONFIRM}=yes")),
            },
            DialogContent::Prompt { message, .. } => match self.given.get(PROMPT) {
                Some(answer) => DialogAnswer::Confirmed(Value::from(answer.as_str())),
                None => refused(dialog, message, &format!("--answer {PROMPT}=TEXT")),
            },
            DialogContent::Form(form) => self.answer_form(dialog, form),
            DialogContent::ChooseTag { .. } => {
                DialogAnswer::Refused(format!("{} has several variants; give --tag TAG", dialog.plugin_name))
            }
            DialogContent::Permission(wish) => self.files.permit(dialog, wish),
            DialogContent::File(question) => self.files.pick(dialog, question),
            DialogContent::SaveFile { name, .. } => self.files.save(dialog, name),
        }
    }

    /// A form is answered when one of its fields is; the others keep their defaults.
    fn answer_form(&self, dialog: &Dialog, form: &Form) -> DialogAnswer {
        let mut answers = form.default_answers();
        let mut is_answered = false;
        let mut missing = Vec::new();
        for element in &form.elements {
            let Some(key) = &element.key else { continue };
            let Some(text) = self.given.get(key) else {
                missing.push(format!("--answer {key}=VALUE"));
                continue;
            };
            match element_value(&element.kind, text) {
                Ok(value) => answers.set(key.as_str(), value),
                Err(reason) => return DialogAnswer::Refused(format!("--answer {key}={text}: {reason}")),
            }
            is_answered = true;
        }
        if is_answered || missing.is_empty() {
            DialogAnswer::Confirmed(Value::Record(answers))
        } else {
            DialogAnswer::Refused(format!(
                "{} shows the form «{}», and there is no window to answer it in; give {}",
                dialog.plugin_name,
                dialog.title.as_deref().unwrap_or(&dialog.plugin_name),
                missing.join(" ")
            ))
        }
    }
}

fn refused(dialog: &Dialog, message: &MessageText, answer: &str) -> DialogAnswer {
    DialogAnswer::Refused(format!(
        "{} asks «{}», and there is no window to answer in; give {answer}",
        dialog.plugin_name, message.content
    ))
}

fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "ok" | "1" => Some(true),
        "no" | "false" | "cancel" | "0" => Some(false),
        _ => None,
    }
}

/// The value of a form's field from its text. The error is one phrase.
pub(super) fn element_value(kind: &ElementKind, text: &str) -> Result<Value, String> {
    match kind {
        ElementKind::Choose { options, .. } => {
            options.iter().find(|option| option.to_string() == text).cloned().ok_or_else(|| {
                let options: Vec<String> = options.iter().map(Value::to_string).collect();
                format!("it is none of {}", options.join(", "))
            })
        }
        ElementKind::Number { min, max, .. } => number(text, *min, *max),
        ElementKind::Slider { min, max, .. } => number(text, Some(*min), Some(*max)),
        ElementKind::Checkbox { .. } => truth(text).map(Value::Boolean).ok_or_else(|| "it is not yes or no".to_owned()),
        _ => Ok(Value::from(text)),
    }
}

fn number(text: &str, min: Option<f64>, max: Option<f64>) -> Result<Value, String> {
    let number: f64 = text.parse().map_err(|_| "it is not a number".to_owned())?;
    if min.is_some_and(|min| number < min) || max.is_some_and(|max| number > max) || number.is_nan() {
        let bound = |bound: Option<f64>| bound.map_or_else(|| "…".to_owned(), |bound| bound.to_string());
        return Err(format!("it is not between {} and {}", bound(min), bound(max)));
    }
    Ok(match text.parse::<i64>() {
        Ok(integer) => Value::Integer(integer),
        Err(_) => Value::Float(number),
    })
}

/// Checks the options of an op's form given as `--config key=value`; the others keep
/// their defaults.
pub(super) fn config(form: Option<&Form>, given: &[(String, String)]) -> anyhow::Result<Record> {
    let mut config = form.map(Form::default_answers).unwrap_or_default();
    for (key, text) in given {
        let element = form.and_then(|form| form.elements.iter().find(|element| element.key.as_ref() == Some(key)));
        let value = match element {
            Some(element) => element_value(&element.kind, text)
                .map_err(|reason| anyhow::anyhow!("--config {key}={text}: {reason}"))?,
            // A plugin may read more than its form shows: numbers, truth values and JSON
            // as such, anything else as text.
            None => {
                serde_json::from_str::<serde_json::Value>(text).map_or_else(|_| Value::from(text.as_str()), Value::from)
            }
        };
        config.set(key.as_str(), value);
    }
    Ok(config)
}

/// Reads `key=value`.
pub(super) fn key_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err(format!("«{text}» is not of the form key=value")),
    }
}
