//! How a form asks for a value of a type: which fields, and with which keys.
//!
//! The key of a parameter is its name; what is in it has a longer one, `region_width`. Names
//! have no underscore, so keys are unique. The answer to several fields may also be given as
//! a whole, under the key that they begin with.
//!
//! Invariants: the fields of one function are at most [`MOST_FIELDS`], their levels at most
//! [`DEEPEST`]; a parameter beyond that is asked for as JSON.

use super::interface::PlainFunction;
use super::types::{PlainType, WholeType};
use std::collections::HashSet;
use std::sync::Arc;

/// Fields of a form at most.
const MOST_FIELDS: usize = 64;
/// Levels of groups at most.
const DEEPEST: usize = 3;
/// Names that are offered as a choice; of more, one is typed.
const MOST_NAMES: usize = 256;

/// What is asked for one value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Question {
    /// Yes or no.
    Truth,
    /// A whole number.
    Whole(WholeType),
    /// A number.
    Fraction,
    /// One of these; or none of them, if it is optional.
    Choice {
        /// The names.
        names: Arc<[Arc<str>]>,
        /// Whether there may be none.
        is_optional: bool,
    },
    /// A line of text that is read by the type.
    Line,
    /// A file.
    File,
    /// JSON.
    Json,
    /// Yes or no for each of these.
    Flags(Arc<[Arc<str>]>),
    /// All of these: name, and question.
    Group(Vec<(Arc<str>, Question)>),
    /// Whether there is a value, and which.
    Given(Box<Question>),
    /// Which case, and the payload of each.
    Case(Vec<(Arc<str>, Option<Question>)>),
}

/// The questions for the parameters of a function, in order.
pub(super) fn questions(function: &PlainFunction) -> Vec<Question> {
    let mut planner = Planner { fields_left: MOST_FIELDS };
    let question = |parameter: &super::types::Field| planner.question(&parameter.field_type, 0);
    function.parameters.iter().map(question).collect()
}

/// The key of something in what has the key `outer`.
pub(super) fn inner_key(outer: &str, name: &str) -> String {
    format!("{outer}_{name}")
}

/// The key of what is given, where `key` asks whether it is.
pub(super) fn given_key(key: &str, given: &Question) -> String {
    match given {
        // Has no field of its own.
        Question::Flags(_) | Question::Group(_) => key.to_owned(),
        _ => inner_key(key, "some"),
    }
}

impl Question {
    /// Whether an empty answer stands for an option that is empty.
    fn can_be_empty(&self) -> bool {
        matches!(self, Question::Line | Question::File | Question::Json)
    }

    /// Adds the keys of its answers, and those under which several may be given as a whole.
    pub(super) fn add_keys(&self, key: &str, keys: &mut HashSet<String>) {
        keys.insert(key.to_owned());
        match self {
            Question::Flags(names) => keys.extend(names.iter().map(|name| inner_key(key, name))),
            Question::Group(members) => {
                members.iter().for_each(|(name, question)| question.add_keys(&inner_key(key, name), keys));
            }
            Question::Given(given) => given.add_keys(&given_key(key, given), keys),
            Question::Case(cases) => {
                for (name, payload) in cases {
                    if let Some(payload) = payload {
                        payload.add_keys(&inner_key(key, name), keys);
                    }
                }
            }
            _ => {}
        }
    }

    /// Fields that it takes.
    fn fields(&self) -> usize {
        match self {
            Question::Flags(names) => names.len(),
            Question::Group(members) => members.iter().map(|(_, question)| question.fields()).sum(),
            Question::Given(inner) => 1 + inner.fields(),
            Question::Case(cases) => {
                1 + cases.iter().flat_map(|(_, payload)| payload).map(Question::fields).sum::<usize>()
            }
            _ => 1,
        }
    }
}

struct Planner {
    fields_left: usize,
}

impl Planner {
    fn question(&mut self, asked: &PlainType, level: usize) -> Question {
        let fields_left = self.fields_left;
        let question = match asked {
            PlainType::Boolean => Question::Truth,
            PlainType::Whole(whole) => Question::Whole(*whole),
            PlainType::Float32 | PlainType::Float64 => Question::Fraction,
            PlainType::Character | PlainType::Text => Question::Line,
            PlainType::Enumeration(names) => choice(names, false),
            list @ PlainType::List(_) if list.is_bytes() => Question::File,
            PlainType::List(element) if is_written_in_a_line(element) => Question::Line,
            PlainType::List(_) => Question::Json,
            PlainType::Flags(names) if names.len() <= self.fields_left => Question::Flags(names.clone()),
            PlainType::Flags(_) => Question::Line,
            PlainType::Option(inner) => self.option(inner, level),
            _ if level == DEEPEST || self.fields_left == 0 => Question::Json,
            PlainType::Record(fields) if fields.len() <= self.fields_left => Question::Group(
                fields.iter().map(|field| (field.name.clone(), self.question(&field.field_type, level + 1))).collect(),
            ),
            PlainType::Tuple(types) if types.len() <= self.fields_left => Question::Group(
                types
                    .iter()
                    .enumerate()
                    .map(|(index, member)| ((index + 1).to_string().into(), self.question(member, level + 1)))
                    .collect(),
            ),
            PlainType::Variant(cases) if cases.len() <= MOST_NAMES => Question::Case(
                cases
                    .iter()
                    .map(|case| {
                        (case.name.clone(), case.payload.as_ref().map(|payload| self.question(payload, level + 1)))
                    })
                    .collect(),
            ),
            PlainType::Result(outcome) => Question::Case(
                [("ok", &outcome.success), ("err", &outcome.error)]
                    .map(|(name, payload)| {
                        (name.into(), payload.as_ref().map(|payload| self.question(payload, level + 1)))
                    })
                    .into(),
            ),
            PlainType::Record(_) | PlainType::Tuple(_) | PlainType::Variant(_) => Question::Json,
        };
        self.take(fields_left, question)
    }

    /// The question, if there is room for its fields; else JSON, which has one.
    fn take(&mut self, fields_left: usize, question: Question) -> Question {
        let (question, fields) = match question.fields() {
            fields if fields <= fields_left => (question, fields),
            // A line or checkbox more than there should be does no harm.
            _ if question.fields() == 1 => (question, fields_left),
            _ => (Question::Json, fields_left.min(1)),
        };
        self.fields_left = fields_left - fields;
        question
    }

    fn option(&mut self, inner: &PlainType, level: usize) -> Question {
        match inner {
            PlainType::Boolean => Question::Choice { names: ["yes".into(), "no".into()].into(), is_optional: true },
            PlainType::Whole(_) | PlainType::Float32 | PlainType::Float64 => Question::Line,
            PlainType::Enumeration(names) => choice(names, true),
            inner => match self.question(inner, level) {
                question if question.can_be_empty() => question,
                question => Question::Given(Box::new(question)),
            },
        }
    }
}

fn choice(names: &Arc<[Arc<str>]>, is_optional: bool) -> Question {
    if names.len() > MOST_NAMES { Question::Line } else { Question::Choice { names: names.clone(), is_optional } }
}

/// Whether a list of these can be written with commas between.
fn is_written_in_a_line(element: &PlainType) -> bool {
    element.is_number()
        || matches!(element, PlainType::Boolean | PlainType::Text | PlainType::Character | PlainType::Enumeration(_))
}
