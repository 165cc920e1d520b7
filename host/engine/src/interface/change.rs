//! Changes of single elements and shapes.

use super::element::{Element, ElementKind};
use super::parse::{self, Kept, check_ids, read_children, read_element, read_record};
use super::path::Path;
use super::shape::{Shape, read_shape};
use super::{MOST_ELEMENTS, MOST_LEVELS};
use crate::error::CallError;
use crate::value::{Record, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// The place of all changes, for messages.
const ROOT: Path<'static> = Path::Root("changes");

/// Changes by id that have not been carried out yet.
type Pending<'a> = HashMap<&'a str, &'a Value>;

/// What has become of an element.
enum Outcome {
    Same,
    New(Arc<Element>),
    Removed,
}

/// The tree with the changes.
pub(super) fn changed(tree: &Arc<Element>, changes: &Value) -> Result<Arc<Element>, CallError> {
    let Value::Record(record) = changes else {
        return Err(CallError::Invalid(format!(
            "changes must be a record of element ids, each with a record of fields, not {}",
            changes.kind()
        )));
    };
    if record.len() > MOST_ELEMENTS {
        return Err(CallError::Limit(format!("changes are of at most {MOST_ELEMENTS} elements")));
    }
    let mut pending: Pending<'_> = record.iter().collect();
    let new = match apply(tree, &mut pending, MOST_LEVELS)? {
        Outcome::Same => tree.clone(),
        Outcome::New(new) => new,
        Outcome::Removed => {
            return Err(CallError::Invalid(
                "changes cannot remove the outermost element; set new content in its place".to_owned(),
            ));
        }
    };
    if let Some((id, _)) = record.iter().find(|(id, _)| pending.contains_key(id)) {
        let id: String = id.chars().take(60).collect();
        return Err(CallError::NotFound(format!("changes[{id:?}]: the content has no element of that id")));
    }
    if record.iter().any(|(_, change)| may_bring_ids(change)) {
        check_ids(&new)?;
    }
    Ok(new)
}

/// Whether a change may bring an id that is there already.
fn may_bring_ids(change: &Value) -> bool {
    ["id", "type", "children", "append", "shapes"].iter().any(|name| change.field(name).is_some())
}

fn apply(element: &Arc<Element>, pending: &mut Pending<'_>, levels: usize) -> Result<Outcome, CallError> {
    if pending.is_empty() {
        return Ok(Outcome::Same);
    }
    let change = element.id.as_deref().and_then(|id| Some((id, pending.remove(id)?)));
    let children = match &change {
        Some((_, Value::Null)) => return Ok(Outcome::Removed),
        Some((id, change)) if change.field("type").is_some() => {
            return Ok(Outcome::New(replaced(id, change, levels)?));
        }
        Some((_, change)) if change.field("children").is_some() => None,
        _ => apply_to_children(element, pending, levels)?,
    };
    match (change, children) {
        (None, None) => Ok(Outcome::Same),
        (None, Some(children)) => {
            let element = Element { children, ..Element::clone(element) };
            Ok(Outcome::New(Arc::new(parse::element(element)?)))
        }
        (Some((id, change)), children) => {
            let path = Path::Id(&ROOT, id);
            let Value::Record(change) = change else {
                return Err(CallError::Invalid(format!(
                    "{path} must be a record of fields or null, not {}",
                    change.kind()
                )));
            };
            let children = children.unwrap_or_else(|| element.children.clone());
            merged(element, change.clone(), children, &path, levels).map(|element| Outcome::New(Arc::new(element)))
        }
    }
}

/// The new children, if any has changed.
fn apply_to_children(
    element: &Element,
    pending: &mut Pending<'_>,
    levels: usize,
) -> Result<Option<Arc<[Arc<Element>]>>, CallError> {
    let mut new: Option<Vec<Arc<Element>>> = None;
    for (index, child) in element.children.iter().enumerate() {
        let outcome = apply(child, pending, levels.saturating_sub(1))?;
        if !matches!(outcome, Outcome::Same) && new.is_none() {
            new = Some(element.children.iter().take(index).cloned().collect());
        }
        match (outcome, &mut new) {
            (Outcome::Same, Some(new)) => new.push(child.clone()),
            (Outcome::New(child), Some(new)) => new.push(child),
            _ => {}
        }
    }
    Ok(new.map(Arc::from))
}

/// An element that takes the place and the id of another.
fn replaced(id: &str, change: &Value, levels: usize) -> Result<Arc<Element>, CallError> {
    let path = Path::Id(&ROOT, id);
    match change {
        Value::Record(record) if record.get("id").is_none() => {
            let record = record.clone().with("id", id);
            read_record(record, &path, levels, Kept::default()).map(Arc::new)
        }
        other => read_element(other, &path, levels),
    }
}

/// An element with other fields.
fn merged(
    element: &Element,
    mut change: Record,
    mut children: Arc<[Arc<Element>]>,
    path: &Path<'_>,
    levels: usize,
) -> Result<Element, CallError> {
    let is_container = matches!(
        element.kind,
        ElementKind::Group(_)
            | ElementKind::Row(_)
            | ElementKind::Column(_)
            | ElementKind::Grid(_)
            | ElementKind::Tabs(_)
    );
    if is_container && let Some(appended) = change.remove("append") {
        let Value::List(appended) = &appended else {
            return Err(CallError::Invalid(format!("{path}: append must be a list, not {}", appended.kind())));
        };
        let appended = read_children(appended, path, levels)?;
        children = children.iter().chain(appended.iter()).cloned().collect();
    }
    let mut kept = Kept { children: Some(children), shapes: None };
    if let ElementKind::Canvas(canvas) = &element.kind {
        kept.shapes = Some(match change.get("shapes") {
            Some(Value::Record(_)) => match change.remove("shapes") {
                Some(Value::Record(changes)) => changed_shapes(&canvas.shapes, &changes, path)?,
                _ => canvas.shapes.clone(),
            },
            _ => canvas.shapes.clone(),
        });
    }
    let mut fields = element.fields.clone();
    merge(&mut fields, change);
    read_record(fields, path, levels, kept)
}

fn changed_shapes(
    shapes: &Arc<[Arc<Shape>]>,
    changes: &Record,
    path: &Path<'_>,
) -> Result<Arc<[Arc<Shape>]>, CallError> {
    let mut pending: Pending<'_> = changes.iter().collect();
    let mut new = Vec::with_capacity(shapes.len() + changes.len());
    for shape in shapes.iter() {
        match shape.id.as_deref().and_then(|id| Some((id, pending.remove(id)?))) {
            None => new.push(shape.clone()),
            Some((_, Value::Null)) => {}
            Some((id, Value::Record(change))) => {
                let mut fields = if change.get("type").is_some() { Record::new() } else { shape.fields.clone() };
                merge(&mut fields, change.clone());
                new.push(shape_of(id, fields, path)?);
            }
            Some((id, other)) => return Err(no_record(id, other, path)),
        }
    }
    // New ones, in the order in which they were written.
    for (id, change) in changes.iter().filter(|(id, _)| pending.contains_key(id)) {
        match change {
            Value::Record(fields) if fields.get("type").is_some() => new.push(shape_of(id, fields.clone(), path)?),
            // Taken away already.
            Value::Null => {}
            Value::Record(_) => {
                return Err(CallError::NotFound(format!(
                    "{}: the canvas has no such shape; a new one needs a type",
                    Path::Id(path, id)
                )));
            }
            other => return Err(no_record(id, other, path)),
        }
    }
    Ok(new.into())
}

fn shape_of(id: &str, mut fields: Record, path: &Path<'_>) -> Result<Arc<Shape>, CallError> {
    fields.set("id", id);
    read_shape(fields, &Path::Id(path, id)).map(Arc::new)
}

fn no_record(id: &str, found: &Value, path: &Path<'_>) -> CallError {
    let path = Path::Id(path, id);
    CallError::Invalid(format!("{path} must be a record of fields or null, not {}", found.kind()))
}

/// Sets the fields of `change`; null takes a field away.
fn merge(fields: &mut Record, change: Record) {
    for (name, value) in change {
        match value {
            Value::Null => {
                fields.remove(&name);
            }
            value => fields.set(name, value),
        }
    }
}
