//! From records to elements.

use super::canvas::read_canvas;
use super::element::*;
use super::fields::Fields;
use super::path::Path;
use super::shape::{Shape, read_shape};
use super::{MOST_ELEMENTS, MOST_LEVELS, MOST_OPTIONS, MOST_POINTS};
use crate::error::CallError;
use crate::value::{Record, Value, number_text};
use std::collections::HashSet;
use std::sync::Arc;

const TYPES: &str = "label, button, text-input, number, choice, slider, range-slider, checkbox, progress, separator, \
                     space, group, row, column, grid, tabs, table, plot, image, canvas";

/// Rows that a text field of several lines shows at most.
const MOST_ROWS: usize = 100;
/// Most columns of a grid.
const MOST_COLUMNS: usize = 100;
/// Most counts of a histogram.
const MOST_COUNTS: usize = 65_536;

/// What an element keeps when a change does not say otherwise.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) children: Option<Arc<[Arc<Element>]>>,
    pub(super) shapes: Option<Arc<[Arc<Shape>]>>,
}

/// Reads a whole tree.
pub(super) fn read_tree(tree: &Value) -> Result<Arc<Element>, CallError> {
    let element = read_element(tree, &Path::Root("content"), MOST_LEVELS)?;
    check_ids(&element)?;
    Ok(element)
}

/// Reads an element that may have `levels` levels.
pub(super) fn read_element(value: &Value, path: &Path<'_>, levels: usize) -> Result<Arc<Element>, CallError> {
    match value {
        Value::Record(record) => read_record(record.clone(), path, levels, Kept::default()).map(Arc::new),
        other => Err(CallError::Invalid(format!("{path} must be a record with a type, not {}", other.kind()))),
    }
}

/// Reads an element from its fields and what it keeps.
pub(super) fn read_record(
    mut record: Record,
    path: &Path<'_>,
    levels: usize,
    kept: Kept,
) -> Result<Element, CallError> {
    if levels == 0 {
        return Err(CallError::Limit(format!("{path} is deeper than {MOST_LEVELS} levels")));
    }
    let mut fields = Fields::new(&record, path, "an element")?;
    let id = fields.text("id")?;
    let enabled = fields.boolean("enabled", true)?;
    let visible = fields.boolean("visible", true)?;
    let tooltip = fields.text("tooltip")?;
    let width = fields.length("width")?;
    let height = fields.length("height")?;
    // A cast of a float saturates.
    let version = fields.number("version")?.unwrap_or(0.0) as i64;
    let kind = read_kind(&mut fields, path, kept.shapes)?;
    let is_container = matches!(
        kind,
        ElementKind::Group(_)
            | ElementKind::Row(_)
            | ElementKind::Column(_)
            | ElementKind::Grid(_)
            | ElementKind::Tabs(_)
    );
    let grows = match &kind {
        ElementKind::Canvas(_) | ElementKind::Plot(_) | ElementKind::Table(_) | ElementKind::Image { .. } => true,
        ElementKind::Column(line) => line.flows,
        _ => false,
    };
    let grow = fields.boolean("grow", grows)?;
    let children = match if is_container { fields.list("children")? } else { None } {
        Some(list) => read_children(list, path, levels)?,
        None => kept.children.filter(|_| is_container).unwrap_or_default(),
    };
    if let ElementKind::Tabs(tabs) = &kind
        && tabs.titles.len() != children.len()
    {
        let (titles, children) = (tabs.titles.len(), children.len());
        return Err(fields.refused("titles", &format!("are {titles}, but there are {children} children")));
    }
    fields.finish()?;
    record.remove("children");
    record.remove("shapes");
    element(Element {
        id,
        enabled,
        visible,
        tooltip,
        width,
        height,
        grow,
        version,
        kind,
        children,
        fields: record,
        count: 0,
        levels: 0,
        held_bytes: 0,
    })
}

/// Whether more height is of no use to an element.
fn is_one_line(kind: &ElementKind) -> bool {
    matches!(
        kind,
        ElementKind::Label(_)
            | ElementKind::Button(_)
            | ElementKind::Number(_)
            | ElementKind::Choice(_)
            | ElementKind::Slider(_)
            | ElementKind::Checkbox(_)
            | ElementKind::Progress(_)
            | ElementKind::Separator
            | ElementKind::Space(_)
    )
}

/// The element with its sums; fails when they are beyond the limits.
pub(super) fn element(mut element: Element) -> Result<Element, CallError> {
    if matches!(
        element.kind,
        ElementKind::Group(_)
            | ElementKind::Row(_)
            | ElementKind::Column(Line { flows: false, .. })
            | ElementKind::Tabs(_)
    ) && element.fields.get("grow").is_none()
    {
        // What contains something that grows needs the room for it. In a row what is one line
        // high grows to the side only.
        let is_row = matches!(element.kind, ElementKind::Row(_));
        let needs_room = |child: &Arc<Element>| {
            child.visible && child.grow && child.height.is_none() && !(is_row && is_one_line(&child.kind))
        };
        element.grow = element.children.iter().any(needs_room);
    }
    let no_shapes: &[Arc<Shape>] = &[];
    let shapes = match &element.kind {
        ElementKind::Canvas(canvas) => &*canvas.shapes,
        _ => no_shapes,
    };
    if shapes.iter().map(|shape| shape.points()).sum::<usize>() > MOST_POINTS {
        return Err(CallError::Limit(format!("the shapes of a canvas have at most {MOST_POINTS} points")));
    }
    let count = 1 + shapes.len() + element.children.iter().map(|child| child.count).sum::<usize>();
    if count > MOST_ELEMENTS {
        return Err(CallError::Limit(format!(
            "a window's content has at most {MOST_ELEMENTS} elements and shapes; leave out what is not seen"
        )));
    }
    let levels = 1 + element.children.iter().map(|child| child.levels).max().unwrap_or(0);
    let held_bytes = std::mem::size_of::<Element>()
        + element.fields.iter().map(|(_, value)| value.held_bytes() + 16).sum::<usize>()
        + shapes.iter().map(|shape| shape.held_bytes()).sum::<usize>()
        + element.children.iter().map(|child| child.held_bytes).sum::<usize>();
    Ok(Element { count, levels, held_bytes, ..element })
}

/// Fails when an id comes twice.
pub(super) fn check_ids(tree: &Element) -> Result<(), CallError> {
    fn visit<'a>(element: &'a Element, ids: &mut HashSet<&'a str>) -> Result<(), CallError> {
        if let Some(id) = element.id.as_deref()
            && !ids.insert(id)
        {
            return Err(twice("an element", id));
        }
        if let ElementKind::Canvas(canvas) = &element.kind {
            check_shape_ids(&canvas.shapes)?;
        }
        element.children.iter().try_for_each(|child| visit(child, ids))
    }
    visit(tree, &mut HashSet::new())
}

fn check_shape_ids(shapes: &[Arc<Shape>]) -> Result<(), CallError> {
    let mut ids = HashSet::new();
    match shapes.iter().filter_map(|shape| shape.id.as_deref()).find(|id| !ids.insert(*id)) {
        Some(id) => Err(twice("a shape of a canvas", id)),
        None => Ok(()),
    }
}

fn twice(what: &str, id: &str) -> CallError {
    let id: String = id.chars().take(60).collect();
    CallError::Invalid(format!("the id {id:?} of {what} comes twice; ids are unique in a window's content"))
}

/// Reads the members of `children`.
pub(super) fn read_children(list: &[Value], path: &Path<'_>, levels: usize) -> Result<Arc<[Arc<Element>]>, CallError> {
    if list.len() > MOST_ELEMENTS {
        return Err(CallError::Limit(format!("{path} has more than {MOST_ELEMENTS} children")));
    }
    list.iter()
        .enumerate()
        .map(|(index, child)| read_element(child, &Path::Member(path, "children", index), levels.saturating_sub(1)))
        .collect()
}

/// Reads the members of `shapes`.
pub(super) fn read_shapes(list: &[Value], path: &Path<'_>) -> Result<Arc<[Arc<Shape>]>, CallError> {
    if list.len() > MOST_ELEMENTS {
        return Err(CallError::Limit(format!("{path} has more than {MOST_ELEMENTS} shapes")));
    }
    list.iter()
        .enumerate()
        .map(|(index, shape)| {
            let path = Path::Member(path, "shapes", index);
            match shape {
                Value::Record(record) => read_shape(record.clone(), &path).map(Arc::new),
                other => Err(CallError::Invalid(format!("{path} must be a record with a type, not {}", other.kind()))),
            }
        })
        .collect()
}

fn read_kind(
    fields: &mut Fields<'_>,
    path: &Path<'_>,
    kept_shapes: Option<Arc<[Arc<Shape>]>>,
) -> Result<ElementKind, CallError> {
    Ok(match fields.element_type() {
        "label" => ElementKind::Label(Label {
            text: fields.written("text")?,
            markdown: fields.boolean("markdown", false)?,
            size: fields
                .word(
                    "size",
                    &[
                        ("small", LabelSize::Small),
                        ("normal", LabelSize::Normal),
                        ("large", LabelSize::Large),
                        ("heading", LabelSize::Heading),
                    ],
                )?
                .unwrap_or(LabelSize::Normal),
            strong: fields.boolean("strong", false)?,
            colour: fields.colour("colour")?,
            wrap: fields.boolean("wrap", true)?,
        }),
        "button" => ElementKind::Button(Button {
            label: fields.text_or_empty("label")?,
            icon: fields.text("icon")?,
            primary: fields.boolean("primary", false)?,
            selected: fields.boolean("selected", false)?,
            shortcut: fields.text("shortcut")?,
        }),
        "text-input" => ElementKind::TextInput(TextInput {
            label: fields.text_or_empty("label")?,
            value: fields.text_or_empty("value")?,
            placeholder: fields.text_or_empty("placeholder")?,
            multiline: fields.boolean("multiline", false)?,
            rows: fields.index("rows")?.unwrap_or(4).clamp(1, MOST_ROWS),
        }),
        "number" => {
            let (min, max) = range(fields, f64::MIN, f64::MAX)?;
            ElementKind::Number(Number {
                label: fields.text_or_empty("label")?,
                value: fields.number("value")?.unwrap_or(0.0).clamp(min, max),
                min,
                max,
                step: step(fields)?,
                decimals: decimals(fields)?,
                suffix: fields.text_or_empty("suffix")?,
            })
        }
        "choice" => ElementKind::Choice(choice(fields)?),
        "slider" => {
            let (min, max) = range(fields, 0.0, 1.0)?;
            ElementKind::Slider(Slider {
                label: fields.text_or_empty("label")?,
                value: fields.number("value")?.unwrap_or(min).clamp(min, max),
                min,
                max,
                step: step(fields)?,
                logarithmic: fields.boolean("logarithmic", false)?,
                decimals: decimals(fields)?,
                suffix: fields.text_or_empty("suffix")?,
            })
        }
        "range-slider" => range_slider(fields)?,
        "checkbox" => ElementKind::Checkbox(Checkbox {
            label: fields.text_or_empty("label")?,
            value: fields.boolean("value", false)?,
        }),
        "progress" => ElementKind::Progress(Progress {
            label: fields.text_or_empty("label")?,
            value: fields.number("value")?.map(|value| value.clamp(0.0, 1.0) as f32),
        }),
        "separator" => ElementKind::Separator,
        "space" => ElementKind::Space(fields.length("size")?.unwrap_or(8.0)),
        "group" => ElementKind::Group(Group {
            title: fields.text_or_empty("title")?,
            collapsible: fields.boolean("collapsible", false)?,
            collapsed: fields.boolean("collapsed", false)?,
        }),
        "row" => ElementKind::Row(Line { spacing: fields.length("spacing")?, flows: fields.boolean("wrap", false)? }),
        "column" => {
            ElementKind::Column(Line { spacing: fields.length("spacing")?, flows: fields.boolean("scroll", false)? })
        }
        "grid" => ElementKind::Grid(Grid {
            columns: fields.index("columns")?.unwrap_or(2).clamp(1, MOST_COLUMNS),
            striped: fields.boolean("striped", false)?,
        }),
        "tabs" => ElementKind::Tabs(tabs(fields)?),
        "table" => ElementKind::Table(Table {
            label: fields.text("label")?.unwrap_or_else(|| "Table".into()),
            data: fields.get("data").cloned().unwrap_or_default(),
            selected: match fields.numbers("selected")? {
                // A cast of a float saturates; a row beyond the last is none.
                Some(rows) => rows.iter().filter(|row| **row >= 0.0).map(|row| *row as usize).collect(),
                None => Arc::default(),
            },
        }),
        "plot" => ElementKind::Plot(Plot {
            label: fields.text("label")?.unwrap_or_else(|| "Plot".into()),
            data: fields.get("data").cloned().unwrap_or_default(),
        }),
        "image" => ElementKind::Image {
            label: fields.text("label")?.unwrap_or_else(|| "Image".into()),
            data: fields.get("src").cloned().unwrap_or_default(),
            config: fields.get("config").cloned().unwrap_or_default(),
        },
        "canvas" => ElementKind::Canvas(Box::new(read_canvas(fields, path, kept_shapes)?)),
        _ => return Err(fields.unknown_type("element", TYPES)),
    })
}

fn range(fields: &mut Fields<'_>, least: f64, greatest: f64) -> Result<(f64, f64), CallError> {
    let min = fields.number("min")?.unwrap_or(least);
    let max = fields.number("max")?.unwrap_or(greatest);
    if min < max { Ok((min, max)) } else { Err(fields.refused("min", "must be less than max")) }
}

fn step(fields: &mut Fields<'_>) -> Result<Option<f64>, CallError> {
    match fields.number("step")? {
        Some(step) if step <= 0.0 => Err(fields.refused("step", "must be above 0")),
        step => Ok(step),
    }
}

fn decimals(fields: &mut Fields<'_>) -> Result<Option<usize>, CallError> {
    Ok(fields.index("decimals")?.map(|decimals| decimals.min(17)))
}

fn range_slider(fields: &mut Fields<'_>) -> Result<ElementKind, CallError> {
    let (min, max) = range(fields, 0.0, 1.0)?;
    let value = match fields.numbers("value")?.as_deref() {
        None => [min, max],
        Some([low, high]) if low <= high => [low.clamp(min, max), high.clamp(min, max)],
        Some(_) => return Err(fields.refused("value", "must be two numbers, the lower one first")),
    };
    let histogram = fields.numbers("histogram")?.unwrap_or_default();
    if histogram.len() > MOST_COUNTS {
        return Err(fields.too_many("histogram", MOST_COUNTS));
    }
    Ok(ElementKind::RangeSlider(RangeSlider {
        label: fields.text_or_empty("label")?,
        value,
        min,
        max,
        step: step(fields)?,
        decimals: decimals(fields)?,
        histogram,
        logarithmic: fields.boolean("logarithmic", false)?,
    }))
}

fn choice(fields: &mut Fields<'_>) -> Result<Choice, CallError> {
    let label = fields.text_or_empty("label")?;
    let Some(found) = fields.get("options") else {
        return Err(fields.missing("options", "a list of texts or numbers"));
    };
    let values = found.as_list().ok_or_else(|| fields.wrong("options", "a list of texts or numbers", found))?;
    if values.len() > MOST_OPTIONS {
        return Err(fields.too_many("options", MOST_OPTIONS));
    }
    let options = values
        .iter()
        .map(|value| match value {
            Value::Text(text) => Ok(text.as_str().into()),
            Value::Integer(number) => Ok(number.to_string().into()),
            Value::Float(number) => Ok(number_text(*number).into()),
            Value::Boolean(truth) => Ok(truth.to_string().into()),
            other => Err(fields.wrong("a member of options", "a text, a number, true or false", other)),
        })
        .collect::<Result<_, _>>()?;
    let chosen = match fields.get("value") {
        None => None,
        Some(value) => {
            let index = values.iter().position(|option| {
                option == value || (option.as_number().is_some() && option.as_number() == value.as_number())
            });
            Some(index.ok_or_else(|| fields.wrong("value", "one of the options", value))?)
        }
    };
    let style = fields
        .word("style", &[("drop-down", ChoiceStyle::DropDown), ("radio", ChoiceStyle::Radio)])?
        .unwrap_or(ChoiceStyle::DropDown);
    Ok(Choice { label, options, values: values.into(), chosen, style })
}

fn tabs(fields: &mut Fields<'_>) -> Result<Tabs, CallError> {
    let titles = fields.list("titles")?.unwrap_or_default();
    let titles = titles
        .iter()
        .map(|title| match title {
            Value::Text(text) => Ok(text.as_str().into()),
            other => Err(fields.wrong("a member of titles", "a text", other)),
        })
        .collect::<Result<_, _>>()?;
    Ok(Tabs { titles, value: fields.index("value")?.unwrap_or(0) })
}
