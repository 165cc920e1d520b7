//! Elements that the user changes: buttons, fields, choices, sliders.

use super::Drawing;
use super::events::number_value;
use super::labels::cleaned;
use super::state::{Shared, State};
use crate::application::theme;
use crate::windows::text::line;
use egui::{Button as ButtonWidget, ComboBox, DragValue, Id, Key, Response, Slider as SliderWidget, TextEdit, Ui};
use imjoy_engine::interface::{Button, Checkbox, Choice, ChoiceStyle, Element, Number, Slider, TextInput};
use imjoy_engine::value::{Record, Value};

/// Characters of a label beside a widget.
const LABEL_CHARACTERS: usize = 120;
/// Options offered of a choice.
const OPTIONS_SHOWN: usize = 1_000;
/// Decimals shown of a number, when the plugin does not say.
const DECIMALS: usize = 6;
/// What the number beside a slider takes, in points.
const SLIDER_NUMBER: f32 = 72.0;
/// Width of a text field in a row.
const FIELD_IN_ROW: f32 = 140.0;

/// The name of an element for AccessKit: its label, else its id.
pub fn name_of(label: &str, element: &Element) -> String {
    let label = line(label, LABEL_CHARACTERS);
    match (&element.id, label.is_empty()) {
        (Some(id), true) => line(id, LABEL_CHARACTERS),
        _ => label,
    }
}

/// The label in front of a widget.
pub fn label_ui(ui: &mut Ui, label: &str) {
    if !label.is_empty() {
        ui.label(line(label, LABEL_CHARACTERS));
    }
}

/// Gives a widget its name and what is shown when the pointer rests on it.
pub fn finish(response: Response, label: &str, element: &Element) -> Response {
    let response = response.accessible_name(name_of(label, element));
    match &element.tooltip {
        Some(tooltip) => response.on_hover_text(&*cleaned(tooltip)),
        None => response,
    }
}

/// Draws a button.
pub fn button_ui(ui: &mut Ui, element: &Element, button: &Button, drawing: &mut Drawing<'_>) {
    let label = line(&button.label, LABEL_CHARACTERS);
    let text = match &button.icon {
        Some(icon) if label.is_empty() || element.tooltip.as_deref() == Some(&*button.label) => line(icon, 8),
        Some(icon) => format!("{} {label}", line(icon, 8)),
        None => label,
    };
    let widget = if button.primary {
        theme::primary_button(ui, text)
    } else {
        ButtonWidget::new(text).selected(button.selected)
    };
    let response = if element.width.is_some() {
        let size = egui::vec2(ui.available_width(), ui.spacing().interact_size.y);
        ui.add_sized(size, widget)
    } else {
        ui.add(widget)
    };
    let response = response.accessible_name(name_of(&button.label, element));
    let hint = match (&element.tooltip, &button.shortcut) {
        (Some(tooltip), Some(shortcut)) => format!("{} ({})", cleaned(tooltip), line(shortcut, 30)),
        (Some(tooltip), None) => cleaned(tooltip).into_owned(),
        (None, Some(shortcut)) => line(shortcut, 30),
        (None, None) => String::new(),
    };
    let response = if hint.is_empty() { response } else { response.on_hover_text(hint) };
    if response.clicked() {
        drawing.events.push(element, "click", Record::new());
    }
}

/// Draws a field for text.
pub fn text_ui(ui: &mut Ui, element: &Element, input: &TextInput, key: Id, drawing: &mut Drawing<'_>) {
    let mut shared = match drawing.states.take(key) {
        // Compared by address first: a long text is not compared in every frame.
        Some(State::Text(mut shared, sent)) => {
            if !std::sync::Arc::ptr_eq(&sent, &input.value) {
                shared.receive(&input.value.to_string(), element.version, false);
            }
            shared
        }
        _ => Shared::new(&input.value.to_string(), element.version),
    };
    let (fills_width, number) = (drawing.fills_width, drawing.number);
    let draw = |ui: &mut Ui| {
        label_ui(ui, &input.label);
        let hint = cleaned(&input.placeholder).into_owned();
        let field = if input.multiline {
            TextEdit::multiline(&mut shared.value).desired_rows(input.rows)
        } else {
            TextEdit::singleline(&mut shared.value)
        };
        let width = if fills_width { f32::INFINITY } else { FIELD_IN_ROW };
        let limit = imjoy_engine::interface::MOST_TEXT_BYTES / 4;
        ui.add(field.hint_text(hint).desired_width(width).char_limit(limit).id(Id::unique((key, "field", number))))
    };
    let response = if input.multiline { ui.vertical(draw).inner } else { ui.horizontal(draw).inner };
    let response = finish(response, &input.label, element);
    if response.changed() {
        drawing.events.push_value(element, "change", shared.value.as_str());
    }
    if !input.multiline && response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        drawing.events.push_value(element, "submit", shared.value.as_str());
    }
    drawing.states.set(key, State::Text(shared, input.value.clone()));
}

/// The state of a number that is shown, with whether the user is at it.
fn number_state(drawing: &mut Drawing<'_>, element: &Element, key: Id, sent: f64) -> (Shared<f64>, bool) {
    match drawing.states.take(key) {
        Some(State::Number(mut shared, is_busy)) => {
            shared.receive(&sent, element.version, is_busy);
            (shared, is_busy)
        }
        _ => (Shared::new(&sent, element.version), false),
    }
}

/// Draws a field for a number.
pub fn number_ui(ui: &mut Ui, element: &Element, number: &Number, key: Id, drawing: &mut Drawing<'_>) {
    let (mut shared, was_busy) = number_state(drawing, element, key, number.value);
    let before = shared.value;
    let response = ui
        .horizontal(|ui| {
            label_ui(ui, &number.label);
            let speed = number.step.unwrap_or_else(|| drag_speed(number.min, number.max));
            let decimals = number.decimals.unwrap_or(DECIMALS);
            let mut field = DragValue::new(&mut shared.value)
                .range(number.min..=number.max)
                .speed(speed)
                .max_decimals(decimals)
                .suffix(line(&number.suffix, 20));
            if let Some(decimals) = number.decimals {
                field = field.min_decimals(decimals);
            }
            ui.add(field)
        })
        .inner;
    shared.value = stepped(shared.value, number.min, number.max, number.step);
    let response = finish(response, &number.label, element);
    finish_number(element, &response, (before, was_busy), shared, key, drawing);
}

/// Draws a slider.
pub fn slider_ui(ui: &mut Ui, element: &Element, slider: &Slider, key: Id, drawing: &mut Drawing<'_>) {
    let (mut shared, was_busy) = number_state(drawing, element, key, slider.value);
    let before = shared.value;
    let fills_width = drawing.fills_width;
    let response = ui
        .horizontal(|ui| {
            label_ui(ui, &slider.label);
            if fills_width {
                ui.spacing_mut().slider_width = (ui.available_width() - SLIDER_NUMBER).max(40.0);
            }
            let mut widget = SliderWidget::new(&mut shared.value, slider.min..=slider.max)
                .logarithmic(slider.logarithmic)
                .suffix(line(&slider.suffix, 20));
            widget = match (slider.decimals, slider.step) {
                (Some(decimals), _) => widget.fixed_decimals(decimals),
                (None, Some(step)) => widget.fixed_decimals(decimals_of(step)),
                (None, None) => widget,
            };
            ui.add(widget)
        })
        .inner;
    shared.value = stepped(shared.value, slider.min, slider.max, slider.step);
    let response = finish(response, &slider.label, element);
    finish_number(element, &response, (before, was_busy), shared, key, drawing);
}

/// Sends what has become of a number and keeps it.
fn finish_number(
    element: &Element,
    response: &Response,
    (before, was_busy): (f64, bool),
    shared: Shared<f64>,
    key: Id,
    drawing: &mut Drawing<'_>,
) {
    // By the value: a drag within one step changes nothing. What the plugin sent itself
    // and was only rounded is no change of the user.
    if response.changed() && shared.value != before {
        drawing.events.push_value(element, "change", number_value(shared.value));
    }
    let is_busy = response.dragged();
    if (was_busy && !is_busy) || response.lost_focus() {
        drawing.events.push_value(element, "submit", number_value(shared.value));
    }
    drawing.states.set(key, State::Number(shared, is_busy));
}

/// The nearest number that can be reached by steps from `min`.
pub fn stepped(value: f64, min: f64, max: f64, step: Option<f64>) -> f64 {
    match step {
        Some(step) => {
            let from = if min == f64::MIN { 0.0 } else { min };
            let steps = ((value - from) / step).round();
            let rounded = from + steps * step;
            // Of 0.1 + 2 × 0.1 the digits of the step are meant, not those of its binary.
            let shift = 10f64.powi(i32::try_from(decimals_of(step).max(decimals_of(from))).unwrap_or(0));
            ((rounded * shift).round() / shift).clamp(min, max)
        }
        None => value.clamp(min, max),
    }
}

/// Decimals that a number is written with.
fn decimals_of(number: f64) -> usize {
    number.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len()).min(12)
}

fn drag_speed(min: f64, max: f64) -> f64 {
    let width = max - min;
    if width.is_finite() && width < 1e9 { width / 300.0 } else { 0.1 }
}

/// Draws a checkbox.
pub fn checkbox_ui(ui: &mut Ui, element: &Element, checkbox: &Checkbox, key: Id, drawing: &mut Drawing<'_>) {
    let mut shared = flag_state(drawing, element, key, checkbox.value);
    let response = ui.checkbox(&mut shared.value, line(&checkbox.label, LABEL_CHARACTERS));
    let response = finish(response, &checkbox.label, element);
    if response.changed() {
        drawing.events.push_value(element, "change", shared.value);
    }
    drawing.states.set(key, State::Flag(shared));
}

/// The state of a truth value.
pub fn flag_state(drawing: &mut Drawing<'_>, element: &Element, key: Id, sent: bool) -> Shared<bool> {
    match drawing.states.take(key) {
        Some(State::Flag(mut shared)) => {
            shared.receive(&sent, element.version, false);
            shared
        }
        _ => Shared::new(&sent, element.version),
    }
}

/// The state of an index.
pub fn index_state(
    drawing: &mut Drawing<'_>,
    element: &Element,
    key: Id,
    sent: Option<usize>,
) -> Shared<Option<usize>> {
    match drawing.states.take(key) {
        Some(State::Index(mut shared)) => {
            shared.receive(&sent, element.version, false);
            shared
        }
        _ => Shared::new(&sent, element.version),
    }
}

/// Draws a choice.
pub fn choice_ui(ui: &mut Ui, element: &Element, choice: &Choice, key: Id, drawing: &mut Drawing<'_>) {
    let mut shared = index_state(drawing, element, key, choice.chosen);
    let before = shared.value;
    let fills_width = drawing.fills_width;
    let name = name_of(&choice.label, element);
    let text_of = |index: usize| choice.options.get(index).map(|text| line(text, LABEL_CHARACTERS)).unwrap_or_default();
    let count = choice.options.len().min(OPTIONS_SHOWN);
    ui.horizontal(|ui| {
        label_ui(ui, &choice.label);
        match choice.style {
            ChoiceStyle::DropDown => {
                let shown = shared.value.map(text_of).unwrap_or_default();
                let mut combo = ComboBox::from_id_salt(key).selected_text(shown).truncate();
                if fills_width {
                    combo = combo.width(ui.available_width());
                }
                let response = combo
                    .show_ui(ui, |ui| {
                        for index in 0..count {
                            ui.selectable_value(&mut shared.value, Some(index), text_of(index));
                        }
                    })
                    .response;
                finish(response, &choice.label, element);
            }
            ChoiceStyle::Radio => {
                for index in 0..count {
                    let response = ui.radio_value(&mut shared.value, Some(index), text_of(index));
                    if let Some(tooltip) = &element.tooltip {
                        response.on_hover_text(format!("{name}: {}", cleaned(tooltip)));
                    }
                }
            }
        }
    });
    if shared.value != before
        && let Some(value) = shared.value.and_then(|index| choice.values.get(index))
    {
        drawing.events.push_value(element, "change", Value::clone(value));
    }
    drawing.states.set(key, State::Index(shared));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_to_steps() {
        assert_eq!(stepped(0.34, 0.1, 1.0, Some(0.1)), 0.3);
        assert_eq!(stepped(7.4, 0.0, 10.0, Some(5.0)), 5.0);
        assert_eq!(stepped(99.0, 0.0, 10.0, Some(3.0)), 10.0);
        assert_eq!(stepped(0.34, 0.1, 1.0, None), 0.34);
    }
}
