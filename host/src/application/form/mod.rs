//! Draws a [`Form`] and keeps its answers.
//!
//! A line of the form that is a text with one field after it becomes a row of a table
//! with the text as label; any other line runs on, texts and fields mixed, as ImJoy shows
//! it. Every field has the text in front of it as its AccessKit label, without a colon.
//!
//! Invariants: the answers of a field without a key are kept but not given away; a whole
//! number is answered as [`Value::Integer`], so that it prints as in ImJoy; a `choose`
//! without a first choice has no answer until the user picks one.

mod element;
mod layout;

use super::focus::take_focus;
use element::ElementOutcome;
use imjoy_engine::form::{ElementKind, Form, Segment};
use imjoy_engine::value::{Record, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// Segments drawn of one form; more would make a frame slow.
const SEGMENTS_SHOWN: usize = 1_000;

/// A form that is shown, and what has been filled in.
pub(crate) struct FormState {
    form: Arc<Form>,
    answers: Record,
    /// Contents of fields that have no key, by the field's index.
    keyless: HashMap<usize, Value>,
    wants_focus: bool,
}

/// What happened in a form in one frame.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct FormOutcome {
    /// An answer is new.
    pub(crate) changed: bool,
    /// A button of the form was pressed.
    pub(crate) pressed: bool,
    /// Key of the button that was pressed, else its label.
    pub(crate) pressed_button: Option<String>,
    /// Enter was pressed in a field of one line.
    pub(crate) entered: bool,
    /// The user wants to pick a file: key of the field and the extensions it takes.
    pub(crate) browse: Option<(String, Vec<String>)>,
}

impl FormState {
    pub(crate) fn new(form: Arc<Form>) -> Self {
        let answers = form.default_answers();
        Self { form, answers, keyless: HashMap::new(), wants_focus: false }
    }

    /// Puts the keyboard into the first field when the form is drawn next.
    pub(crate) fn focus_first_field(&mut self) {
        self.wants_focus = true;
    }

    /// Takes a new form of the same op. What has been filled in stays if the form is the
    /// same. Gives whether it is another.
    pub(crate) fn replace_form(&mut self, form: &Arc<Form>) -> bool {
        if Arc::ptr_eq(&self.form, form) {
            return false;
        }
        let is_other = *self.form != **form;
        if is_other {
            *self = Self::new(Arc::clone(form));
        } else {
            self.form = Arc::clone(form);
        }
        is_other
    }

    /// Whether a field has that key.
    pub(crate) fn has_field(&self, key: &str) -> bool {
        self.form.elements.iter().any(|element| element.key.as_deref() == Some(key))
    }

    /// The answers by key.
    pub(crate) fn answers(&self) -> &Record {
        &self.answers
    }

    /// Sets the answer of a field.
    pub(crate) fn set_answer(&mut self, key: &str, value: Value) {
        self.answers.set(key, value);
    }

    /// Whether there is nothing to fill in or to read.
    pub(crate) fn is_empty(&self) -> bool {
        self.form.segments.is_empty()
    }

    /// Draws the form. `salt` tells it from other forms.
    pub(crate) fn ui(&mut self, ui: &mut egui::Ui, salt: impl egui::AsIdSalt) -> FormOutcome {
        let form = Arc::clone(&self.form);
        let mut outcome = FormOutcome::default();
        ui.push_id(salt, |ui| {
            let shown = form.segments.get(..SEGMENTS_SHOWN).unwrap_or(&form.segments);
            layout::form_ui(ui, shown, |ui, index, place| {
                self.element_ui(ui, &form, index, place, &mut outcome);
            });
            if form.segments.len() > SEGMENTS_SHOWN {
                ui.weak("The form is too long to show the rest");
            }
        });
        outcome
    }

    fn element_ui(
        &mut self,
        ui: &mut egui::Ui,
        form: &Form,
        index: usize,
        place: layout::Place<'_>,
        outcome: &mut FormOutcome,
    ) {
        let Some(element) = form.elements.get(index) else { return };
        let current = match &element.key {
            Some(key) => self.answers.get(key),
            None => self.keyless.get(&index),
        };
        let ElementOutcome { value, response, edited_text, is_entered, is_pressed, is_browsing } =
            element::element_ui(ui, element, current, index, place);
        if let Some(value) = value {
            outcome.changed = true;
            match &element.key {
                Some(key) => self.answers.set(key.clone(), value),
                None => {
                    self.keyless.insert(index, value);
                }
            }
        }
        outcome.entered |= is_entered;
        outcome.pressed |= is_pressed;
        if is_pressed {
            outcome.pressed_button = element.key.clone().or_else(|| match &element.kind {
                ElementKind::Button { label } => Some(label.clone()),
                _ => None,
            });
        }
        if is_browsing && let (Some(key), Some(extensions)) = (&element.key, element::extensions(element)) {
            outcome.browse = Some((key.clone(), extensions));
        }
        if self.wants_focus
            && let Some(response) = response
        {
            self.wants_focus = !take_focus(&response, edited_text.as_deref());
        }
    }
}

/// The text of segments, as the label of the field that follows.
fn label_of(segments: &[Segment]) -> String {
    let mut label = String::new();
    for segment in segments {
        if let Segment::Text(run) = segment {
            label.push_str(&run.text);
        }
    }
    super::text::one_line(label.trim().trim_end_matches([':', '=']), super::text::NAME_LENGTH)
}
