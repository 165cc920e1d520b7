//! The form of a function's op, made from the types of its parameters.

use super::interface::PlainFunction;
use super::question::{Question, given_key, inner_key, questions};
use super::types::{Field, PlainType, WholeType};
use crate::form::{Element, ElementKind, Form, Segment, TextRun};
use crate::value::{Record, Value};
use serde_json::{Value as Json, json};

/// Step of numbers with a fraction.
const FRACTION_STEP: f64 = 0.1;
/// Lines of a field for JSON.
const JSON_ROWS: u32 = 3;
/// Levels of the JSON that a field begins with.
const EXAMPLE_LEVELS: usize = 4;
/// Whole numbers are exact up to here.
const GREATEST_EXACT: f64 = 9_007_199_254_740_991.0;

/// The form that asks for the arguments of a function.
pub(super) fn form(function: &PlainFunction) -> Form {
    let mut maker = Maker::default();
    for (Field { name, field_type }, question) in function.parameters.iter().zip(questions(function)) {
        maker.ask(name, &label(name), field_type, &question);
    }
    Form::from_elements(maker.segments, maker.elements)
}

#[derive(Default)]
struct Maker {
    segments: Vec<Segment>,
    elements: Vec<Element>,
}

impl Maker {
    /// Adds the fields of a question; `asked` is the type of the answer.
    fn ask(&mut self, key: &str, name: &str, asked: &PlainType, question: &Question) {
        match question {
            Question::Truth => self.row(key, name, ElementKind::Checkbox { default: false, label: String::new() }),
            Question::Whole(whole) => self.row(key, name, whole_number(*whole)),
            Question::Fraction => {
                self.row(
                    key,
                    name,
                    ElementKind::Number { default: 0.0, min: None, max: None, step: Some(FRACTION_STEP) },
                );
            }
            Question::Choice { names, is_optional } => {
                self.choice(key, name, names.iter().map(|name| &**name), *is_optional)
            }
            Question::Line => {
                let name = hint(asked).map_or_else(|| name.to_owned(), |hint| format!("{name} ({hint})"));
                self.row(
                    key,
                    &name,
                    ElementKind::Text { default: String::new(), prefix: String::new(), suffix: String::new() },
                );
            }
            Question::File => self.row(key, name, ElementKind::File { extensions: Vec::new() }),
            Question::Json => {
                let default = match asked {
                    PlainType::Option(_) => String::new(),
                    asked => example(asked, EXAMPLE_LEVELS).to_string(),
                };
                let name = format!("{name} (JSON{})", if default.is_empty() { ", empty for none" } else { "" });
                self.row(key, &name, ElementKind::TextArea { default, rows: JSON_ROWS });
            }
            Question::Flags(names) => {
                self.heading(name);
                for flag in names.iter() {
                    let kind = ElementKind::Checkbox { default: false, label: String::new() };
                    self.row(&inner_key(key, flag), &format!("{name} {}", label(flag)), kind);
                }
            }
            Question::Group(members) => {
                self.heading(name);
                for ((member, question), asked) in members.iter().zip(asked.members()) {
                    self.ask(&inner_key(key, member), &format!("{name} {}", label(member)), asked, question);
                }
            }
            Question::Given(inner) => {
                let PlainType::Option(inner_type) = asked else { return };
                let kind = ElementKind::Checkbox { default: false, label: String::new() };
                self.row(key, &format!("{name} given"), kind);
                self.ask(&given_key(key, inner), name, inner_type, inner);
            }
            Question::Case(cases) => {
                self.choice(key, name, cases.iter().map(|(case, _)| &**case), false);
                for ((case, question), asked) in cases.iter().zip(asked.payloads()) {
                    if let (Some(question), Some(asked)) = (question, asked) {
                        self.ask(&inner_key(key, case), &format!("{name} {}", label(case)), asked, question);
                    }
                }
            }
        }
    }

    fn heading(&mut self, name: &str) {
        let run = TextRun { text: name.to_owned(), bold: true, ..TextRun::default() };
        self.segments.extend([Segment::Text(run), Segment::LineBreak]);
    }

    fn row(&mut self, key: &str, name: &str, kind: ElementKind) {
        self.row_of(name, Element { key: Some(key.to_owned()), kind, fields: Record::new() });
    }

    fn row_of(&mut self, name: &str, element: Element) {
        let run = TextRun { text: format!("{name}: "), ..TextRun::default() };
        self.segments.extend([Segment::Text(run), Segment::Element(self.elements.len()), Segment::LineBreak]);
        self.elements.push(element);
    }

    /// A choice of names, the first of which is chosen; before them, where none may be
    /// chosen, the empty text.
    fn choice<'a>(&mut self, key: &str, name: &str, names: impl Iterator<Item = &'a str>, is_optional: bool) {
        let none = is_optional.then(|| Value::Record(Record::new().with("value", "").with("label", "none")));
        let written: Vec<Value> = none.into_iter().chain(names.map(Value::from)).collect();
        let options = written.iter().map(|option| option.field("value").unwrap_or(option).clone()).collect();
        self.row_of(
            name,
            Element {
                key: Some(key.to_owned()),
                kind: ElementKind::Choose { options, selected: Some(0) },
                fields: Record::new().with("options", Value::List(written)),
            },
        );
    }
}

/// A name as people read it.
fn label(name: &str) -> String {
    name.replace('-', " ")
}

/// What is to be written in a line, where that is not a text.
fn hint(asked: &PlainType) -> Option<String> {
    let element = |element: &PlainType| match element {
        PlainType::Text => "texts".to_owned(),
        PlainType::Character => "characters".to_owned(),
        PlainType::Boolean => "yes or no".to_owned(),
        PlainType::Enumeration(_) => "names".to_owned(),
        element => element.to_string(),
    };
    match asked {
        PlainType::Text => None,
        PlainType::Character => Some("one character".to_owned()),
        PlainType::List(member) => Some(format!("{}, with commas", element(member))),
        PlainType::Flags(_) => Some("names, with commas".to_owned()),
        PlainType::Option(inner) if matches!(**inner, PlainType::Option(_)) => hint(inner),
        PlainType::Option(inner) => Some(match hint(inner) {
            Some(inner) => format!("{inner}; empty for none"),
            None => "empty for none".to_owned(),
        }),
        PlainType::Enumeration(_) => Some("a name".to_owned()),
        other => Some(other.to_string()),
    }
}

fn whole_number(whole: WholeType) -> ElementKind {
    let (min, max) = whole.range();
    // Ends that a number with a fraction cannot hold are left out.
    let bound = |bound: i128| Some(bound as f64).filter(|bound| bound.abs() <= GREATEST_EXACT);
    ElementKind::Number { default: 0.0, min: bound(min), max: bound(max), step: Some(1.0) }
}

/// A value of the type as JSON, to begin with; without what is deeper than `levels`.
fn example(asked: &PlainType, levels: usize) -> Json {
    let Some(levels) = levels.checked_sub(1) else { return Json::Null };
    let payload = |name: &str, payload: Option<&PlainType>| match payload {
        Some(payload) => json!({ name: example(payload, levels) }),
        None => json!(name),
    };
    match asked {
        PlainType::Boolean => json!(false),
        PlainType::Whole(_) => json!(0),
        PlainType::Float32 | PlainType::Float64 => json!(0.0),
        PlainType::Character => json!("a"),
        PlainType::Text => json!(""),
        PlainType::List(element) if asked.is_bytes() || element.is_number() => json!([]),
        PlainType::List(element) => json!([example(element, levels)]),
        PlainType::Record(fields) => {
            fields.iter().map(|field| (field.name.to_string(), example(&field.field_type, levels))).collect()
        }
        PlainType::Tuple(types) => types.iter().map(|member| example(member, levels)).collect(),
        PlainType::Variant(cases) => {
            cases.first().map_or(Json::Null, |case| payload(&case.name, case.payload.as_ref()))
        }
        PlainType::Result(outcome) => payload("ok", outcome.success.as_ref()),
        PlainType::Enumeration(names) => names.first().map_or(Json::Null, |name| json!(**name)),
        PlainType::Option(_) => Json::Null,
        PlainType::Flags(_) => json!([]),
    }
}
