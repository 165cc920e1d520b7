//! What one window shows, and what the user does there.

use std::cell::RefCell;

use crate::grey::GreyImage;
use crate::profile::{Line, Place, Sample, band, length, profile, summary};
use crate::table;
use imjoy_sdk::interface::{
    Element, Interaction, Shape, button, canvas, column, label, line, plot, polygon, row, shape_image, slider, space,
    tabs,
};
use imjoy_sdk::{AnyNdArray, Error, Plot, Record, Series, Value, Window, api, record};

const CANVAS: &str = "canvas";
const LINE: &str = "line";
const BAND: &str = "band";
const COLOUR: &str = "#ffb000";
/// Widest line, in pixels.
const WIDEST: f64 = 50.0;
/// Height of what stands below the image, in points.
const PROFILE_HEIGHT: f64 = 230.0;

/// An open window.
pub struct Session {
    window: Window,
    state: RefCell<State>,
}

struct State {
    image: AnyNdArray,
    grey: GreyImage,
    line: Line,
    width: usize,
    samples: Vec<Sample>,
    /// Where a line that is being drawn begins, until the button is released.
    begun: Option<Place>,
}

impl Session {
    /// A window with an image that shows nothing yet.
    pub fn new(window: Window, image: &AnyNdArray, grey: GreyImage) -> Self {
        let line = middle(&grey);
        let samples = profile(&grey, line, 1);
        let state = State { image: image.clone(), grey, line, width: 1, samples, begun: None };
        Self { window, state: RefCell::new(state) }
    }

    /// The window.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// The profile as it is now.
    pub fn samples(&self) -> Vec<Sample> {
        self.state.borrow().samples.clone()
    }

    /// Shows the content.
    pub async fn open(&self) -> Result<(), Error> {
        let content = self.state.borrow().content();
        self.window.set_content(content).await
    }

    /// Shows another image. The line stays, if it is inside.
    pub async fn show_other(&self, image: &AnyNdArray, grey: GreyImage) -> Result<(), Error> {
        {
            let mut state = self.state.borrow_mut();
            let [width, height] = grey.size();
            let is_inside = state.line.iter().all(|[x, y]| (0.0..=width).contains(x) && (0.0..=height).contains(y));
            if !is_inside {
                state.line = middle(&grey);
            }
            state.image = image.clone();
            state.grey = grey;
            state.begun = None;
            state.measure();
        }
        self.open().await
    }

    /// Puts the line elsewhere.
    pub async fn set_line(&self, line: Line) -> Result<(), Error> {
        let changes = {
            let mut state = self.state.borrow_mut();
            state.line = line;
            state.measure();
            state.changes()
        };
        self.window.change_content(changes).await
    }

    /// Takes what the user did.
    pub async fn handle(&self, event: &Interaction) -> Result<(), Error> {
        if (event.id(), event.kind()) == ("export", "click") {
            return self.export();
        }
        let changes = self.state.borrow_mut().take(event)?;
        match changes {
            Some(changes) => self.window.change_content(changes).await,
            None => Ok(()),
        }
    }

    /// Lets the user save the values. In a task of its own: the line can be dragged on
    /// meanwhile, for the events of a window wait for each other.
    fn export(&self) -> Result<(), Error> {
        let text = table::csv(&self.state.borrow().samples);
        imjoy_sdk::spawn(async move {
            match api::export_file(text, Some("line-profile.csv")).await {
                Ok(()) => api::show_message("The profile is saved", None),
                Err(Error::Cancelled(_)) => api::show_status("The profile was not saved"),
                Err(error) => api::show_status(format!("Error: the profile was not saved: {error}")),
            }
        });
        Ok(())
    }
}

/// A line through the middle, from left to right.
fn middle(grey: &GreyImage) -> Line {
    let [width, height] = grey.size();
    // Through the middles of pixels, so that the first values are those of pixels.
    let y = (height / 2.0).floor() + 0.5;
    [[(width / 4.0).floor() + 0.5, y.min(height)], [(width * 3.0 / 4.0).floor() + 0.5, y.min(height)]]
}

impl State {
    fn measure(&mut self) {
        self.samples = profile(&self.grey, self.line, self.width);
    }

    /// Enters an event; gives the changes of the window, if any.
    fn take(&mut self, event: &Interaction) -> Result<Option<Record>, Error> {
        match (event.id(), event.kind()) {
            ("width", "change" | "submit") => {
                let width: f64 = event.value_as()?;
                // In range, so the cast only rounds.
                self.width = width.round().clamp(1.0, WIDEST) as usize;
            }
            // The host moves the line by itself and tells where it is. It hears of it again at
            // the end only: an answer that comes late would move the line back.
            (CANVAS, "drag" | "drag-end") => {
                let Some(fields) = event.geometry() else { return Ok(None) };
                let points: Vec<f64> = fields.get_as("points")?;
                let [x0, y0, x1, y1] = points[..] else { return Ok(None) };
                self.line = [[x0, y0], [x1, y1]];
            }
            (CANVAS, "down") => {
                let is_free = event.shape().is_none();
                let is_primary = event.get("button").and_then(Value::as_str) == Some("primary");
                self.begun = event.position().filter(|_| is_free && is_primary);
                return Ok(None);
            }
            (CANVAS, "move") => {
                let (Some(begun), Some(position)) = (self.begun, event.position()) else { return Ok(None) };
                let [width, height] = self.grey.size();
                self.line = [begun, [position[0].clamp(0.0, width), position[1].clamp(0.0, height)]];
            }
            (CANVAS, "up") => {
                self.begun = None;
                return Ok(None);
            }
            _ => return Ok(None),
        }
        self.measure();
        let is_dragged = event.kind() == "drag";
        Ok(Some(if is_dragged { self.changes_beside() } else { self.changes() }))
    }

    /// The line and all that depends on it.
    fn changes(&self) -> Record {
        let mut changes = self.changes_beside();
        let shapes = record! { LINE: Value::from(self.line()), BAND: Value::from(self.band()) };
        changes.insert(CANVAS, record! { "shapes": shapes });
        changes
    }

    /// All that depends on the line.
    fn changes_beside(&self) -> Record {
        let shapes = record! { BAND: Value::from(self.band()) };
        record! {
            CANVAS: record! { "shapes": shapes },
            "plot": record! { "data": self.plot() },
            "values": record! { "data": table::rows(&self.samples) },
            "facts": record! { "text": self.facts() },
        }
    }

    fn line(&self) -> Shape {
        let [start, end] = self.line;
        line(start, end).id(LINE).stroke(COLOUR).stroke_width(2.0).draggable(true).handles(true)
    }

    fn band(&self) -> Shape {
        let shape = polygon(band(self.line, self.width as f64)).id(BAND).fill("#ffb00040").with("hit", false);
        shape.with("visible", self.width > 1)
    }

    fn plot(&self) -> Plot {
        let distances: Vec<f64> = self.samples.iter().map(|sample| sample.distance).collect();
        let values: Vec<f64> = self.samples.iter().map(|sample| sample.value).collect();
        Plot::new()
            .x_label("Distance (pixels)")
            .y_label("Grey value")
            .without_legend()
            .series(Series::line(values).x(distances).name("Grey value").color(COLOUR))
    }

    fn facts(&self) -> String {
        let length = table::rounded(length(self.line));
        match summary(&self.samples) {
            Some(numbers) => {
                let [least, mean, greatest] = numbers.map(table::rounded);
                format!("Length {length} pixels · least {least}, mean {mean}, greatest {greatest}")
            }
            None => format!("Length {length} pixels · no numbers there"),
        }
    }

    fn content(&self) -> Element {
        let [width, height] = self.grey.size();
        let image = shape_image([0.0, 0.0], [width, height], self.image.clone()).id("image").with("hit", false);
        let values = imjoy_sdk::interface::table("values", table::rows(&self.samples)).label("Values").grow();
        let plot = plot(self.plot()).id("plot").label("Profile").grow();
        column([
            canvas(CANVAS, width, height, [image, self.band(), self.line()])
                .label("Image with the line")
                .with("cursor", "crosshair")
                .grow(),
            row([
                slider("width", 1.0..=WIDEST)
                    .label("Width")
                    .value(self.width as f64)
                    .step(1.0)
                    .decimals(0)
                    .suffix(" px")
                    .tooltip("The mean of so many pixels across the line"),
                space(1.0).grow(),
                button("export", "Export CSV").tooltip("Save distance, place and value of each point"),
            ]),
            tabs("pages", [("Profile", plot), ("Values", values)]).height(PROFILE_HEIGHT),
            label(&self.facts()).id("facts").size("small").colour("weak"),
        ])
        .grow()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use imjoy_sdk::NdArray;

    fn state() -> State {
        let values: Vec<u8> = (0..40).map(|index| index % 8 * 10).collect();
        let image = NdArray::from_vec([5, 8], values).unwrap().into_any();
        let grey = GreyImage::of(&image).unwrap();
        let line = middle(&grey);
        let samples = profile(&grey, line, 1);
        State { image, grey, line, width: 1, samples, begun: None }
    }

    fn event(fields: Record) -> Interaction {
        let mut record = record! { "id": CANVAS };
        record.extend(fields);
        Interaction::from_value(record.into()).unwrap()
    }

    #[test]
    fn a_line_is_drawn_from_where_the_button_went_down() {
        let mut state = state();
        assert_eq!(state.line, [[2.5, 2.5], [6.5, 2.5]]);
        let down = record! { "kind": "down", "position": vec![0.5, 1.5], "button": "primary" };
        assert_eq!(state.take(&event(down)).unwrap(), None);
        let moved = || event(record! { "kind": "move", "position": vec![99.0, 1.5], "button": "primary" });
        assert!(state.take(&moved()).unwrap().is_some());
        assert_eq!(state.line, [[0.5, 1.5], [8.0, 1.5]]);
        assert_eq!((state.samples[0].value, state.samples[8].value), (0.0, 70.0));
        state.take(&event(record! { "kind": "up" })).unwrap();
        assert_eq!(state.take(&moved()).unwrap(), None);
    }

    #[test]
    fn a_press_on_the_line_draws_no_other() {
        let mut state = state();
        let down = record! { "kind": "down", "position": vec![3.0, 2.5], "button": "primary", "shape": LINE };
        state.take(&event(down)).unwrap();
        assert_eq!(state.begun, None);
        let dragged =
            record! { "kind": "drag", "shape": LINE, "geometry": record! { "points": vec![1.5, 0.5, 5.5, 0.5] } };
        assert!(state.take(&event(dragged)).unwrap().is_some());
        let values: Vec<f64> = state.samples.iter().map(|sample| sample.value).collect();
        assert_eq!(values, [10.0, 20.0, 30.0, 40.0, 50.0]);
    }

    #[test]
    fn the_width_of_the_line_is_a_mean() {
        let mut state = state();
        let wider = record! { "id": "width", "kind": "change", "value": 3.0 };
        let changes = state.take(&Interaction::from_value(wider.into()).unwrap()).unwrap().unwrap();
        assert_eq!((state.width, state.samples[0].value), (3, 20.0));
        assert!(changes.get("facts").is_some());
    }
}
