//! What the user has entered, and what was made of elements, from frame to frame.

use super::canvas::CanvasState;
use super::key_of;
use crate::windows::image::ImageContent;
use crate::windows::plot::PlotContent;
use crate::windows::table::TableContent;
use egui::{Context, Id, Vec2};
use imjoy_engine::interface::Element;
use imjoy_engine::value::Value;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// States beyond those of the elements that there were when they were last tidied.
const MOST_LEFT_OVER: usize = 256;

/// A value that both the plugin and the user set.
#[derive(Clone)]
pub struct Shared<T> {
    /// What the plugin sent last.
    sent: T,
    /// The version of the element that it sent it with.
    version: i64,
    /// What is shown.
    pub value: T,
}

impl<T: Clone + PartialEq> Shared<T> {
    /// What the plugin sent first.
    pub fn new(sent: &T, version: i64) -> Self {
        Self { sent: sent.clone(), version, value: sent.clone() }
    }

    /// Takes what the plugin sends now: it counts when it is another than before, or of
    /// another version, and the user is not at it.
    pub fn receive(&mut self, sent: &T, version: i64, is_busy: bool) {
        if self.sent != *sent || self.version != version {
            self.sent = sent.clone();
            self.version = version;
            if !is_busy {
                self.value = sent.clone();
            }
        }
    }
}

/// State of one element.
pub enum State {
    /// Of a text field.
    Text(Shared<String>, Arc<str>),
    /// Of a number or slider, and whether the user is at it.
    Number(Shared<f64>, bool),
    /// Of a range slider, and whether the user is at it.
    Range(Shared<[f64; 2]>, bool),
    /// Of a checkbox or a group.
    Flag(Shared<bool>),
    /// Of a choice or tabs.
    Index(Shared<Option<usize>>),
    /// A table, with the data and the selection that it was made of.
    Table(Box<TableContent>, Value, Arc<[usize]>),
    /// An image, with the element that it was made of.
    Image(Box<ImageContent>, Arc<Element>),
    /// A plot, with the element that it was made of.
    Plot(Box<PlotContent>, Arc<Element>),
    /// A canvas.
    Canvas(Box<CanvasState>),
}

/// States of all elements, by their keys.
#[derive(Default)]
pub struct States {
    states: HashMap<Id, State>,
    /// Sizes of elements in the frame before, with the element they are of.
    sizes: HashMap<Id, (usize, Vec2)>,
    /// The canvas that had the keyboard last.
    pub focused_canvas: Option<Id>,
}

impl States {
    /// Whether the keyboard is with a canvas of this window.
    pub fn canvas_has_focus(&self, context: &Context) -> bool {
        self.focused_canvas.is_some_and(|canvas| context.memory(|memory| memory.has_focus(canvas)))
    }

    /// Replaces the state of an element.
    pub fn set(&mut self, key: Id, state: State) {
        self.states.insert(key, state);
    }

    /// Takes the state of an element, to be set again.
    pub fn take(&mut self, key: Id) -> Option<State> {
        self.states.remove(&key)
    }

    /// The size of an element in the frame before, if it was this very element.
    pub fn size(&self, key: Id, element: &Arc<Element>) -> Option<Vec2> {
        self.sizes.get(&key).filter(|(address, _)| *address == Arc::as_ptr(element).addr()).map(|(_, size)| *size)
    }

    /// The size of whatever was there in the frame before.
    pub fn last_size(&self, key: Id) -> Option<Vec2> {
        self.sizes.get(&key).map(|(_, size)| *size)
    }

    /// Notes the size of an element. Gives whether it is another than before.
    pub fn note_size(&mut self, key: Id, element: &Arc<Element>, size: Vec2) -> bool {
        let former = self.sizes.insert(key, (Arc::as_ptr(element).addr(), size));
        former.is_none_or(|(_, former)| (former - size).abs().max_elem() > 0.5)
    }

    /// Drops states of elements that are gone, when there are many.
    pub fn tidy(&mut self, tree: &Element) {
        let most = tree.count() * 2 + MOST_LEFT_OVER;
        if self.states.len() <= most && self.sizes.len() <= most {
            return;
        }
        fn visit(element: &Element, key: Id, keys: &mut HashSet<Id>) {
            keys.insert(key);
            for (index, child) in element.children.iter().enumerate() {
                visit(child, key_of(child, key, index), keys);
            }
        }
        let mut keys = HashSet::new();
        visit(tree, Id::unique("root"), &mut keys);
        self.states.retain(|key, _| keys.contains(key));
        self.sizes.retain(|key, _| keys.contains(key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_user_entered_stays_until_the_plugin_sends_something_else() {
        let mut shared = Shared::new(&1, 0);
        shared.value = 2;
        shared.receive(&1, 0, false);
        assert_eq!(shared.value, 2);
        shared.receive(&3, 0, true);
        assert_eq!(shared.value, 2, "the user is at it");
        shared.receive(&3, 0, false);
        assert_eq!(shared.value, 2);
        shared.receive(&4, 0, false);
        assert_eq!(shared.value, 4);
        shared.value = 5;
        shared.receive(&4, 1, false);
        assert_eq!(shared.value, 4, "another version");
    }
}
