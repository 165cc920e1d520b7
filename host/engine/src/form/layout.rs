//! Puts the elements of a form into its text.
//!
//! ImJoy looks every element up by the CSS selector `#widget_<id>` and puts it in place of
//! what it finds, which must not be inside another tag. Hence an `id` with a space, or a
//! field in a `<p>`, fails as it does there.

use super::Segment;
use super::element::Drawn;
use super::error::FormError;
use super::html::{Event, Html};
use super::markup::Writer;
use super::script::{collapse, to_text};
use crate::value::Value;
use std::collections::{HashMap, VecDeque};

/// Where an element may be put: the events from `start` to before `end`.
struct Place {
    start: usize,
    end: usize,
    is_top: bool,
}

/// The places of a text by `id`, in order.
pub(super) struct Places {
    by_id: HashMap<String, VecDeque<Place>>,
    /// For the first event of a place that is taken: the element, and the events it takes.
    taken: HashMap<usize, (usize, usize)>,
}

impl Places {
    /// Finds the places of a text.
    pub(super) fn find(html: &Html) -> Self {
        let mut by_id: HashMap<String, VecDeque<Place>> = HashMap::new();
        let mut found: Vec<(String, Place)> = Vec::new();
        let mut open: Vec<Option<usize>> = Vec::new();
        for (index, event) in html.events.iter().enumerate() {
            match event {
                Event::Open(tag) => {
                    let id = tag.attribute("id").filter(|id| id.starts_with("widget_"));
                    let place = id.map(|id| {
                        found.push((id.to_owned(), Place { start: index, end: index + 1, is_top: open.is_empty() }));
                        found.len() - 1
                    });
                    if !tag.is_void() {
                        open.push(place);
                    }
                }
                Event::Close => {
                    let place = open.pop().flatten().and_then(|place| found.get_mut(place));
                    if let Some((_, place)) = place {
                        place.end = index + 1;
                    }
                }
                Event::Text(_) => {}
            }
        }
        for (id, place) in found {
            by_id.entry(id).or_default().push_back(place);
        }
        Self { by_id, taken: HashMap::new() }
    }

    /// Puts the element of that index and `id` in its place.
    pub(super) fn take(&mut self, index: usize, id: Option<&Value>) -> Result<(), FormError> {
        let id = to_text(id);
        check_selector(&id)?;
        let places = self.by_id.get_mut(&format!("widget_{id}")).ok_or(FormError::NoPlace)?;
        match places.front() {
            None => Err(FormError::NoPlace),
            Some(Place { is_top: false, .. }) => Err(FormError::InsideTag),
            Some(Place { start, end, .. }) => {
                self.taken.insert(*start, (index, *end));
                places.pop_front();
                Ok(())
            }
        }
    }

    /// The segments of the form and the text that ImJoy shows, with the elements `drawn`.
    pub(super) fn write(&self, html: &Html, drawn: &[Drawn]) -> (Vec<Segment>, String) {
        let mut writer = Writer::default();
        let mut text = String::new();
        let mut index = 0;
        while let Some(event) = html.events.get(index) {
            if let Some((element, end)) = self.taken.get(&index) {
                writer.element(*element);
                text.push_str(drawn.get(*element).map(|drawn| drawn.text.as_str()).unwrap_or_default());
                index = (*end).max(index + 1);
                continue;
            }
            if let Event::Text(content) = event {
                text.push_str(content);
            }
            writer.event(event);
            index += 1;
        }
        (writer.finish(), collapse(&text))
    }
}

/// Checks that `#widget_<id>` is a CSS selector that can only mean that `id`.
fn check_selector(id: &str) -> Result<(), FormError> {
    let is_name =
        |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-') || !character.is_ascii();
    if id.chars().all(is_name) {
        return Ok(());
    }
    // With these the selector means something else, which is not there.
    let is_selector = |character: char| {
        is_name(character) || matches!(character, ' ' | '.' | ',' | '>' | '+' | '~' | '#' | '[' | ']')
    };
    if id.chars().all(is_selector) { Err(FormError::NoPlace) } else { Err(FormError::Selector { id: id.to_owned() }) }
}
