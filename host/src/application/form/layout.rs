//! Where the texts and fields of a form go.

use super::label_of;
use crate::application::segments::{lines, run_ui};
use egui::{Align, Id, Layout, TextStyle, TextWrapMode, Ui, WidgetText, vec2};
use imjoy_engine::form::Segment;

/// Greatest share of the width that labels take.
const LABEL_SHARE: f32 = 0.45;

/// Where a field is drawn.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// The text in front of the field; empty for none.
    pub(super) label: &'a str,
    /// The widget that shows that text and nothing else.
    pub(super) label_id: Option<Id>,
    /// Whether the field has the rest of the row for itself.
    pub(super) fills_row: bool,
}

/// A line that is a label and one field.
struct Row {
    label: String,
    element: usize,
}

/// Draws the segments; `element_ui` draws the field of an index.
pub(super) fn form_ui(ui: &mut Ui, segments: &[Segment], mut element_ui: impl FnMut(&mut Ui, usize, Place<'_>)) {
    let label_width = label_width(ui, segments);
    let mut is_first = true;
    for line in lines(segments) {
        let is_blank = line.iter().all(|segment| matches!(segment, Segment::Text(run) if run.text.trim().is_empty()));
        if is_blank {
            // Forms often begin and end with breaks.
            if !is_first {
                ui.add_space(2.0);
            }
            continue;
        }
        is_first = false;
        match row_of(line) {
            Some(row) => row_ui(ui, &row, label_width, &mut element_ui),
            None => running_line_ui(ui, line, &mut element_ui),
        }
    }
}

fn row_ui(ui: &mut Ui, row: &Row, label_width: f32, element_ui: &mut impl FnMut(&mut Ui, usize, Place<'_>)) {
    ui.horizontal(|ui| {
        let mut label_id = None;
        let size = vec2(label_width, ui.spacing().interact_size.y);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_size(size);
            label_id = Some(ui.add(egui::Label::new(&row.label).truncate()).id);
        });
        element_ui(ui, row.element, Place { label: &row.label, label_id, fills_row: true });
    });
}

fn running_line_ui(ui: &mut Ui, line: &[Segment], element_ui: &mut impl FnMut(&mut Ui, usize, Place<'_>)) {
    let fills_row = line.len() == 1;
    ui.horizontal_wrapped(|ui| {
        let gap = ui.spacing().item_spacing.x;
        let mut label_start = 0;
        for (index, segment) in line.iter().enumerate() {
            match segment {
                Segment::Text(run) => {
                    // Runs of one text touch; a field keeps its distance.
                    let is_before_field = matches!(line.get(index + 1), Some(Segment::Element(_)) | None);
                    ui.spacing_mut().item_spacing.x = if is_before_field { gap } else { 0.0 };
                    run_ui(ui, run);
                }
                Segment::Element(element) => {
                    ui.spacing_mut().item_spacing.x = gap;
                    let label = label_of(line.get(label_start..index).unwrap_or_default());
                    element_ui(ui, *element, Place { label: &label, label_id: None, fills_row });
                    label_start = index + 1;
                }
                Segment::LineBreak => {}
            }
        }
    });
}

/// The line as a row of the table, if it is a text without heading and then one field.
fn row_of(line: &[Segment]) -> Option<Row> {
    let (last, before) = match line {
        // White space after the field does not count.
        [before @ .., last, Segment::Text(run)] if run.text.trim().is_empty() => (last, before),
        [before @ .., last] => (last, before),
        [] => return None,
    };
    let Segment::Element(element) = last else { return None };
    let is_plain = |segment: &Segment| matches!(segment, Segment::Text(run) if run.heading == 0 && run.link.is_none());
    let label = label_of(before);
    (before.iter().all(is_plain) && !label.is_empty()).then_some(Row { label, element: *element })
}

/// Width of the widest label of a row.
fn label_width(ui: &Ui, segments: &[Segment]) -> f32 {
    lines(segments)
        .filter_map(row_of)
        .map(|row| {
            let galley =
                WidgetText::from(row.label).into_galley(ui, Some(TextWrapMode::Extend), f32::INFINITY, TextStyle::Body);
            galley.size().x.ceil()
        })
        .fold(0.0, f32::max)
        .min(ui.available_width() * LABEL_SHARE)
}
