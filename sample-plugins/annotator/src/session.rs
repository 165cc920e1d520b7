//! One open annotator: its window, what is drawn in it, and what the user does there.
//!
//! The host carries out drawing and dragging by itself and tells the results; here they are
//! entered into the document, and what has changed of the window goes back in one change.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::document::{Annotation, Document};
use crate::geometry::Geometry;
use crate::result;
use imjoy_sdk::interface::{
    Element, Interaction, Shape, button, canvas, choice, column, label, row, separator, shape_image, space, table,
    text_input,
};
use imjoy_sdk::{AnyNdArray, Error, Record, Value, Window, record};

const CANVAS: &str = "canvas";
/// Tools: id of the button, its label, key and what the canvas draws with it.
const TOOLS: [(&str, &str, &str, Option<&str>); 8] = [
    ("select", "Select", "V", None),
    ("point", "Point", "P", Some("point")),
    ("line", "Line", "L", Some("line")),
    ("polyline", "Path", "Y", Some("polyline")),
    ("polygon", "Polygon", "G", Some("polygon")),
    ("freehand", "Freehand", "H", Some("freehand")),
    ("rectangle", "Rectangle", "R", Some("rectangle")),
    ("ellipse", "Ellipse", "E", Some("ellipse")),
];
/// Colours by name.
const COLOURS: [(&str, &str); 6] = [
    ("orange", "#ff9f1c"),
    ("red", "#ff4d4d"),
    ("green", "#3ddc84"),
    ("blue", "#4da3ff"),
    ("magenta", "#ff5cf4"),
    ("yellow", "#ffe14d"),
];

/// What is shown and chosen.
pub struct Session {
    window: Window,
    state: RefCell<State>,
}

struct State {
    document: Document,
    tool: &'static str,
    selected: Option<u64>,
    class: String,
    colour: &'static str,
    /// Shapes as they were last sent, by their ids.
    sent: BTreeMap<String, Record>,
    /// Counts how often another one was selected.
    selections: i64,
}

/// What becomes of the window after an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It stays.
    Open,
    /// The user is done.
    Done,
}

/// The content of a new window.
pub fn content(image: &AnyNdArray, [width, height]: [f64; 2]) -> Element {
    let tools = TOOLS.map(|(id, name, key, _)| button(id, name).shortcut(key).selected(id == "select"));
    let edits = [
        separator(),
        button("delete", "Delete").shortcut("Delete").enabled(false),
        button("undo", "Undo").shortcut("Ctrl+Z").enabled(false),
        button("redo", "Redo").shortcut("Ctrl+Shift+Z").enabled(false),
    ];
    let properties = column([
        text_input("class").label("Class").with("placeholder", "for example cell"),
        choice("colour", COLOURS.map(|(name, _)| name)).label("Colour").value("orange"),
        table("list", Vec::<Record>::new()).label("Annotations"),
        button("done", "Done").primary().width(272.0).tooltip("Give the annotations back and close the window"),
    ])
    .width(272.0);
    let image = shape_image([0.0, 0.0], [width, height], image.clone()).id("image").with("hit", false);
    column([
        row(tools.into_iter().chain(edits)).with("wrap", true).with("spacing", 3.0),
        row([
            canvas(CANVAS, width, height, [image])
                .label("Image to annotate")
                .with("keys", true)
                .with("draw_colour", hex("orange"))
                .grow(),
            properties,
        ])
        .grow(),
        row([label(hint("select")).id("hint").size("small").colour("weak"), space(1.0)]),
    ])
}

fn hex(name: &str) -> &'static str {
    COLOURS.iter().find(|(known, _)| *known == name).map_or("#ff9f1c", |(_, hex)| *hex)
}

fn hint(tool: &str) -> &'static str {
    match tool {
        "point" => "Click to set points",
        "line" => "Drag a line",
        "polyline" => "Click from point to point; double-click or Enter ends, Backspace takes a point back",
        "polygon" => "Click the corners; click the first one, double-click or press Enter to close",
        "freehand" => "Drag around something",
        "rectangle" => "Drag from corner to corner; with Shift a square",
        "ellipse" => "Drag from corner to corner; with Shift a circle",
        _ => "Click to select, drag to move shapes and points. Wheel zooms, Space or the middle button moves the view",
    }
}

impl Session {
    /// A session in a window that shows [`content`].
    pub fn new(window: Window) -> Self {
        let state = State {
            document: Document::default(),
            tool: "select",
            selected: None,
            class: String::new(),
            colour: "orange",
            sent: BTreeMap::new(),
            selections: 0,
        };
        Session { window, state: RefCell::new(state) }
    }

    /// The window.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// What has been drawn.
    pub fn document(&self) -> Document {
        self.state.borrow().document.clone()
    }

    /// Takes what the user did, and shows what has become of it.
    pub async fn handle(&self, event: &Interaction) -> Result<Outcome, Error> {
        if (event.id(), event.kind()) == ("done", "click") {
            return Ok(Outcome::Done);
        }
        let changes = self.state.borrow_mut().take(event)?;
        if let Some(changes) = changes {
            self.window.change_content(changes).await?;
        }
        Ok(Outcome::Open)
    }
}

impl State {
    /// Enters an event; gives the changes of the window, if any.
    fn take(&mut self, event: &Interaction) -> Result<Option<Record>, Error> {
        let mut changes = Record::new();
        let before = self.selected;
        match (event.id(), event.kind()) {
            ("class", "change") => {
                self.class = event.value_as()?;
                let class = self.class.clone();
                self.change_selected(|annotation| annotation.class = class);
            }
            ("colour", "change") => {
                let name: String = event.value_as()?;
                self.colour = COLOURS.iter().find(|(known, _)| *known == name).map_or("orange", |(known, _)| *known);
                let colour = hex(self.colour);
                self.change_selected(|annotation| annotation.colour = colour.to_owned());
            }
            ("undo", "click") => self.document.undo(),
            ("redo", "click") => self.document.redo(),
            ("delete", "click") => self.delete(),
            ("list", "select") => {
                let row = event.rows().into_iter().next();
                let annotation = row.and_then(|row| self.document.annotations().get(row));
                self.selected = annotation.map(|annotation| annotation.number);
            }
            (CANVAS, "draw") => self.draw(event)?,
            (CANVAS, "down") if self.tool == "select" => self.selected = event.shape().and_then(number_of),
            (CANVAS, "drag-end") => self.drag(event)?,
            (CANVAS, "key") => match event.key() {
                Some("Escape") if self.tool != "select" => self.choose("select"),
                Some("Escape") => self.selected = None,
                Some("Backspace") => self.delete(),
                _ => return Ok(None),
            },
            (id, "click") if TOOLS.iter().any(|(known, ..)| *known == id) => self.choose(id),
            // A drag tells its end.
            _ => return Ok(None),
        }
        if self.selected.is_some_and(|selected| self.document.find(selected).is_none()) {
            self.selected = None;
        }
        if self.selected != before {
            // The fields show the class and the colour of this one, whatever was typed.
            self.selections += 1;
        }
        self.show(&mut changes);
        Ok(Some(changes))
    }

    fn choose(&mut self, id: &str) {
        self.tool = TOOLS.iter().find(|(known, ..)| *known == id).map_or("select", |(known, ..)| *known);
        if self.tool != "select" {
            self.selected = None;
        }
    }

    fn delete(&mut self) {
        if let Some(selected) = self.selected.take() {
            self.document.remove(selected);
        }
    }

    fn draw(&mut self, event: &Interaction) -> Result<(), Error> {
        let Some(drawn) = event.drawn() else { return Ok(()) };
        let shape_type: String = drawn.get_as("type")?;
        let geometry = Geometry::read(&shape_type, drawn)?;
        self.document.add(geometry, &self.class, hex(self.colour));
        Ok(())
    }

    fn drag(&mut self, event: &Interaction) -> Result<(), Error> {
        let Some(number) = event.shape().and_then(number_of) else { return Ok(()) };
        let Some(fields) = event.geometry() else { return Ok(()) };
        let Some(annotation) = self.document.find(number) else { return Ok(()) };
        let geometry = Geometry::read(annotation.geometry.shape_type(), fields)?;
        self.document.change(number, |annotation| annotation.geometry = geometry);
        Ok(())
    }

    fn change_selected(&mut self, change: impl FnOnce(&mut Annotation)) {
        if let Some(selected) = self.selected {
            self.document.change(selected, change);
        }
    }

    /// Adds what has changed of the window.
    fn show(&mut self, changes: &mut Record) {
        let shapes: BTreeMap<String, Record> = self
            .document
            .annotations()
            .iter()
            .map(|annotation| (shape_id(annotation.number), self.shape(annotation)))
            .collect();
        let mut changed = Record::new();
        for (id, shape) in &shapes {
            if self.sent.get(id) != Some(shape) {
                changed.insert(id, shape.clone());
            }
        }
        for id in self.sent.keys().filter(|id| !shapes.contains_key(*id)) {
            changed.insert(id, Value::Null);
        }
        self.sent = shapes;
        let draw = TOOLS.iter().find(|(id, ..)| *id == self.tool).and_then(|(.., draw)| *draw);
        changes.insert(CANVAS, record! { "shapes": changed, "draw": draw, "draw_colour": hex(self.colour) });
        for (id, ..) in TOOLS {
            changes.insert(id, record! { "selected": id == self.tool });
        }
        changes.insert("delete", record! { "enabled": self.selected.is_some() });
        changes.insert("undo", record! { "enabled": self.document.can_undo() });
        changes.insert("redo", record! { "enabled": self.document.can_redo() });
        changes.insert("hint", record! { "text": hint(self.tool) });
        let selected = self
            .selected
            .and_then(|number| self.document.annotations().iter().position(|annotation| annotation.number == number));
        changes.insert(
            "list",
            record! { "data": result::rows(&self.document), "selected": selected.into_iter().collect::<Vec<usize>>() },
        );
        if let Some(annotation) = self.selected.and_then(|selected| self.document.find(selected)) {
            // The fields show what is selected, and go on with that.
            self.class.clone_from(&annotation.class);
            self.colour =
                COLOURS.iter().find(|(_, hex)| *hex == annotation.colour).map_or(self.colour, |(name, _)| *name);
            changes.insert("class", record! { "value": self.class.as_str(), "version": self.selections });
            changes.insert("colour", record! { "value": self.colour, "version": self.selections });
        }
    }

    fn shape(&self, annotation: &Annotation) -> Record {
        let is_selected = self.selected == Some(annotation.number);
        let mut shape = record! { "type": annotation.geometry.shape_type() };
        shape.extend(annotation.geometry.fields());
        let fill = match annotation.geometry {
            Geometry::Point(_) => Some(annotation.colour.clone()),
            Geometry::Polyline(_) => None,
            // Two more digits: how much shines through.
            _ => Some(format!("{}{}", annotation.colour, if is_selected { "50" } else { "30" })),
        };
        let stroke = if matches!(annotation.geometry, Geometry::Point(_)) { "white" } else { &annotation.colour };
        let mut shape = Shape::from_record(shape)
            .stroke(stroke)
            .stroke_width(if is_selected { 3.0 } else { 2.0 })
            .draggable(true)
            .handles(is_selected && !matches!(annotation.geometry, Geometry::Point(_)));
        if let Some(fill) = fill {
            shape = shape.fill(&fill);
        }
        match Value::from(shape) {
            Value::Record(record) => record,
            _ => Record::new(),
        }
    }
}

fn shape_id(number: u64) -> String {
    format!("a{number}")
}

fn number_of(id: &str) -> Option<u64> {
    id.strip_prefix('a')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state() -> State {
        State {
            document: Document::default(),
            tool: "select",
            selected: None,
            class: String::new(),
            colour: "orange",
            sent: BTreeMap::new(),
            selections: 0,
        }
    }

    fn event(record: Record) -> Interaction {
        Interaction::from_value(record.into()).unwrap()
    }

    fn shapes(changes: &Record) -> Record {
        changes.get_as::<Record>(CANVAS).unwrap().get_as("shapes").unwrap()
    }

    #[test]
    fn what_is_drawn_is_shown_moved_and_deleted() {
        let mut state = state();
        let drawn = record! { "type": "polygon", "points": vec![0.0, 0.0, 4.0, 0.0, 4.0, 3.0] };
        let draw = event(record! { "id": CANVAS, "kind": "draw", "drawn": drawn });
        let changes = state.take(&draw).unwrap().unwrap();
        assert_eq!(shapes(&changes).keys().collect::<Vec<_>>(), ["a1"]);
        // What has not changed is not sent again.
        let down = event(record! { "id": CANVAS, "kind": "down", "shape": "a1" });
        state.take(&down).unwrap();
        let again = state.take(&down).unwrap().unwrap();
        assert!(shapes(&again).is_empty());
        let moved = record! { "points": vec![1.0, 0.0, 5.0, 0.0, 5.0, 3.0] };
        let drag = event(record! { "id": CANVAS, "kind": "drag-end", "shape": "a1", "geometry": moved });
        state.take(&drag).unwrap();
        assert_eq!(state.document.find(1).unwrap().geometry.points()[0], [1.0, 0.0]);
        let changes = state.take(&event(record! { "id": "delete", "kind": "click" })).unwrap().unwrap();
        assert_eq!(shapes(&changes), record! { "a1": Value::Null });
        state.take(&event(record! { "id": "undo", "kind": "click" })).unwrap();
        assert_eq!(state.document.annotations().len(), 1);
    }

    #[test]
    fn class_and_colour_are_those_of_the_selected_one() {
        let mut state = state();
        state.take(&event(record! { "id": "class", "kind": "change", "value": "cell" })).unwrap();
        let drawn = record! { "type": "point", "position": vec![3.0, 4.0] };
        state.take(&event(record! { "id": CANVAS, "kind": "draw", "drawn": drawn })).unwrap();
        state.take(&event(record! { "id": "list", "kind": "select", "rows": vec![0] })).unwrap();
        state.take(&event(record! { "id": "colour", "kind": "change", "value": "blue" })).unwrap();
        let annotation = state.document.find(1).unwrap();
        assert_eq!((annotation.class.as_str(), annotation.colour.as_str()), ("cell", "#4da3ff"));
    }
}
