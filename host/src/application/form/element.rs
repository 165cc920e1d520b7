//! Draws one field of a form.

use super::layout::Place;
use crate::application::text;
use egui::{ComboBox, DragValue, Key, Response, Slider, TextEdit, Ui};
use imjoy_engine::form::{Element, ElementKind};
use imjoy_engine::value::{Record, Value};

/// Width of a text field that shares its line.
const SHARED_WIDTH: f32 = 110.0;
/// Options offered of a `choose`.
const OPTIONS_SHOWN: usize = 1_000;
/// Decimals shown of a number at most.
const DECIMALS_SHOWN: usize = 6;
/// Greatest whole number that a float holds exactly.
const GREATEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// What happened in a field in one frame.
#[derive(Default)]
pub(super) struct ElementOutcome {
    /// The new value.
    pub(super) value: Option<Value>,
    /// The widget that takes the keyboard.
    pub(super) response: Option<Response>,
    /// The text that it edits.
    pub(super) edited_text: Option<String>,
    pub(super) is_entered: bool,
    pub(super) is_pressed: bool,
    pub(super) is_browsing: bool,
}

impl ElementOutcome {
    fn of(response: Response, value: Option<Value>) -> Self {
        Self { value, response: Some(response), ..Self::default() }
    }
}

/// The extensions that a file field takes; `None` for another field.
pub(super) fn extensions(element: &Element) -> Option<Vec<String>> {
    match &element.kind {
        ElementKind::File { extensions } => Some(extensions.clone()),
        _ => None,
    }
}

/// Draws the field with its `current` value; without one, with its first value.
pub(super) fn element_ui(
    ui: &mut Ui,
    element: &Element,
    current: Option<&Value>,
    index: usize,
    place: Place<'_>,
) -> ElementOutcome {
    let name = field_name(element, place);
    match &element.kind {
        ElementKind::Choose { options, selected } => {
            choose_ui(ui, element, options, *selected, current, index, &name, place)
        }
        ElementKind::Number { default, min, max, step } => {
            let number = current.and_then(Value::as_number).unwrap_or(*default);
            number_ui(ui, number, (*min, *max), *step, &name, place)
        }
        ElementKind::Text { default, prefix, suffix } => {
            let text = current.and_then(Value::as_text).unwrap_or(default);
            text_ui(ui, text, prefix, suffix, &name, place)
        }
        ElementKind::TextArea { default, rows } => {
            let mut text = current.and_then(Value::as_text).unwrap_or(default).to_owned();
            let rows = usize::try_from(*rows).unwrap_or(1).clamp(1, 30);
            let field = TextEdit::multiline(&mut text).desired_rows(rows).desired_width(f32::INFINITY);
            let response = named(ui.add(field), &name, place);
            let value = response.changed().then(|| Value::Text(text));
            ElementOutcome::of(response, value)
        }
        ElementKind::Color { default } => {
            let mut color = current.and_then(Value::as_text).and_then(parse_color).unwrap_or(*default);
            let response = named(ui.color_edit_button_srgb(&mut color), &name, place);
            let [red, green, blue] = color;
            let value = response.changed().then(|| Value::Text(format!("rgb({red},{green},{blue})")));
            ElementOutcome::of(response, value)
        }
        ElementKind::Button { label } => {
            let response = ui.button(text::one_line(label, text::NAME_LENGTH));
            let is_pressed = response.clicked();
            let value = is_pressed.then(|| Value::Record(Record::new().with("type", "button")));
            ElementOutcome { is_pressed, ..ElementOutcome::of(response, value) }
        }
        ElementKind::Checkbox { default, label } => {
            let mut is_checked = match current {
                Some(Value::Boolean(value)) => *value,
                _ => *default,
            };
            let response =
                ui.checkbox(&mut is_checked, text::one_line(label, text::LINE_LENGTH)).accessible_name(&name);
            let value = response.changed().then_some(Value::Boolean(is_checked));
            ElementOutcome::of(response, value)
        }
        ElementKind::Slider { default, min, max, step } => {
            let mut number = current.and_then(Value::as_number).unwrap_or(*default);
            let mut slider = Slider::new(&mut number, *min..=*max);
            if let Some(step) = step.filter(|step| *step > 0.0) {
                slider = slider.step_by(step);
            }
            if place.fills_row {
                // The number beside the rail takes about this much.
                ui.spacing_mut().slider_width = (ui.available_width() - 62.0).max(60.0);
            }
            let response = named(ui.add(slider), &name, place);
            let value = response.changed().then(|| number_value(number));
            ElementOutcome::of(response, value)
        }
        ElementKind::File { .. } => file_ui(ui, current, &name),
        ElementKind::Workflow { text, .. } => {
            ui.weak(text::one_line(text, text::LINE_LENGTH));
            ElementOutcome::default()
        }
    }
}

/// Gives the widget its name: by the label that is seen, where there is one.
fn named(response: Response, name: &str, place: Place<'_>) -> Response {
    match place.label_id.filter(|_| name == place.label) {
        Some(label) => response.labelled_by(label),
        None => response.accessible_name(name),
    }
}

/// Name of the field for AccessKit: the text in front, else its own label, else its key.
fn field_name(element: &Element, place: Place<'_>) -> String {
    let own_label = match &element.kind {
        ElementKind::Checkbox { label, .. } | ElementKind::Button { label } => label.as_str(),
        ElementKind::Text { prefix, .. } => prefix.trim().trim_end_matches(':'),
        _ => "",
    };
    let names = match &element.kind {
        ElementKind::Checkbox { .. } => [own_label, place.label],
        _ => [place.label, own_label],
    };
    let name = names.into_iter().find(|name| !name.is_empty()).or(element.key.as_deref()).unwrap_or("Field");
    text::one_line(name, text::NAME_LENGTH)
}

#[expect(clippy::too_many_arguments, reason = "all of them are what the field is made of")]
fn choose_ui(
    ui: &mut Ui,
    element: &Element,
    options: &[Value],
    selected: Option<usize>,
    current: Option<&Value>,
    index: usize,
    name: &str,
    place: Place<'_>,
) -> ElementOutcome {
    let option_text = |index: usize| {
        let label = element.option_label(index).or_else(|| options.get(index).map(Value::to_string));
        text::one_line(&label.unwrap_or_default(), text::NAME_LENGTH)
    };
    let chosen = current.and_then(|current| options.iter().position(|option| option == current));
    let mut picked = None;
    let shown = option_text(chosen.or(selected).unwrap_or(0));
    let mut combo = ComboBox::from_id_salt(index).selected_text(shown).truncate();
    if place.fills_row {
        combo = combo.width(ui.available_width());
    }
    let response = combo
        .show_ui(ui, |ui| {
            for (index, option) in options.iter().enumerate().take(OPTIONS_SHOWN) {
                if ui.selectable_label(chosen == Some(index), option_text(index)).clicked() {
                    picked = Some(option.clone());
                }
            }
            if options.len() > OPTIONS_SHOWN {
                ui.weak(format!("{} more", options.len() - OPTIONS_SHOWN));
            }
        })
        .response;
    ElementOutcome::of(named(response, name, place), picked)
}

fn number_ui(
    ui: &mut Ui,
    mut number: f64,
    (min, max): (Option<f64>, Option<f64>),
    step: Option<f64>,
    name: &str,
    place: Place<'_>,
) -> ElementOutcome {
    let step = step.filter(|step| step.is_finite() && *step > 0.0);
    let decimals = decimals(number).max(step.map_or(0, decimals));
    let speed = step.unwrap_or_else(|| 0.1_f64.powi(i32::try_from(decimals).unwrap_or(0)));
    let min = min.unwrap_or(f64::NEG_INFINITY);
    // A plugin may have the ends in the wrong order.
    let max = max.unwrap_or(f64::INFINITY).max(min);
    let field = DragValue::new(&mut number)
        .range(min..=max)
        // As in ImJoy, only what the user enters is clamped.
        .clamp_existing_to_range(false)
        .speed(speed)
        .max_decimals(decimals)
        .update_while_editing(true);
    let response = named(ui.add(field), name, place);
    let value = response.changed().then(|| number_value(number));
    let edited_text = Some(format!("{number:.decimals$}"));
    ElementOutcome { is_entered: is_entered(ui, &response), edited_text, ..ElementOutcome::of(response, value) }
}

fn text_ui(ui: &mut Ui, current: &str, prefix: &str, suffix: &str, name: &str, place: Place<'_>) -> ElementOutcome {
    let mut text = current.to_owned();
    if !prefix.is_empty() {
        ui.label(text::one_line(prefix, text::NAME_LENGTH));
    }
    let width = if place.fills_row && suffix.is_empty() { f32::INFINITY } else { SHARED_WIDTH };
    let response = named(
        ui.add(TextEdit::singleline(&mut text).desired_width(width).align(egui::Align2::LEFT_CENTER)),
        name,
        place,
    );
    if !suffix.is_empty() {
        ui.label(text::one_line(suffix, text::NAME_LENGTH));
    }
    let edited_text = Some(text.clone());
    let value = response.changed().then_some(Value::Text(text));
    ElementOutcome { is_entered: is_entered(ui, &response), edited_text, ..ElementOutcome::of(response, value) }
}

fn file_ui(ui: &mut Ui, current: Option<&Value>, name: &str) -> ElementOutcome {
    let response = ui.button("Choose file…").accessible_name(format!("Choose file for {name}"));
    let path = current.and_then(Value::as_text).unwrap_or_default();
    let file_name = std::path::Path::new(path).file_name().map(|name| name.to_string_lossy());
    match file_name {
        Some(file_name) => {
            ui.add(egui::Label::new(text::one_line(&file_name, text::NAME_LENGTH)).truncate()).on_hover_text(path);
        }
        None => {
            ui.weak("none");
        }
    }
    ElementOutcome { is_browsing: response.clicked(), ..ElementOutcome::of(response, None) }
}

fn is_entered(ui: &Ui, response: &Response) -> bool {
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// A whole number as an integer, as JavaScript prints it.
fn number_value(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < GREATEST_WHOLE {
        Value::Integer(number as i64)
    } else {
        Value::Float(number)
    }
}

/// Decimals that the number is written with, at most [`DECIMALS_SHOWN`].
fn decimals(number: f64) -> usize {
    let text = number.to_string();
    text.split_once('.').map_or(0, |(_, decimals)| decimals.len()).min(DECIMALS_SHOWN)
}

/// Reads `rgb(r,g,b)`.
fn parse_color(text: &str) -> Option<[u8; 3]> {
    let inside = text.trim().strip_prefix("rgb(")?.strip_suffix(')')?;
    let mut channels = inside.split(',').map(|channel| channel.trim().parse::<u8>().ok());
    Some([channels.next()??, channels.next()??, channels.next()??])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_decimals() {
        for (number, expected) in [(3.0, 0), (0.5, 1), (1.25, 2), (1.0 / 3.0, DECIMALS_SHOWN)] {
            assert_eq!(decimals(number), expected, "{number}");
        }
        assert_eq!(number_value(3.0), Value::Integer(3));
        assert_eq!(number_value(3.5), Value::Float(3.5));
    }

    #[test]
    fn colors_are_read_as_they_are_written() {
        assert_eq!(parse_color("rgb(1, 2,255)"), Some([1, 2, 255]));
        assert_eq!(parse_color("rgb(1,2)"), None);
        assert_eq!(parse_color("red"), None);
    }
}
