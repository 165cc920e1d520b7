//! The annotations of one image, with what undoes and redoes changes of them.

use crate::geometry::Geometry;

/// Steps that can be undone.
const MOST_STEPS: usize = 200;

/// Something that the user has drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Its number, from 1, never used again.
    pub number: u64,
    /// Its form.
    pub geometry: Geometry,
    /// What it is, in the user's words.
    pub class: String,
    /// Its colour, as `#rrggbb`.
    pub colour: String,
}

/// All annotations, in the order in which they were drawn.
#[derive(Clone, Debug, Default)]
pub struct Document {
    annotations: Vec<Annotation>,
    undone: Vec<Vec<Annotation>>,
    former: Vec<Vec<Annotation>>,
    last_number: u64,
}

impl Document {
    /// All annotations.
    pub fn annotations(&self) -> &[Annotation] {
        &self.annotations
    }

    /// The annotation of that number.
    pub fn find(&self, number: u64) -> Option<&Annotation> {
        self.annotations.iter().find(|annotation| annotation.number == number)
    }

    /// Adds an annotation and gives its number.
    pub fn add(&mut self, geometry: Geometry, class: &str, colour: &str) -> u64 {
        self.keep();
        self.last_number += 1;
        let number = self.last_number;
        self.annotations.push(Annotation { number, geometry, class: class.to_owned(), colour: colour.to_owned() });
        number
    }

    /// Changes an annotation, if it is there.
    pub fn change(&mut self, number: u64, change: impl FnOnce(&mut Annotation)) {
        let Some(index) = self.annotations.iter().position(|annotation| annotation.number == number) else { return };
        let Some(mut changed) = self.annotations.get(index).cloned() else { return };
        change(&mut changed);
        if self.annotations.get(index) == Some(&changed) {
            return;
        }
        self.keep();
        if let Some(place) = self.annotations.get_mut(index) {
            *place = changed;
        }
    }

    /// Removes an annotation, if it is there.
    pub fn remove(&mut self, number: u64) {
        if self.find(number).is_some() {
            self.keep();
            self.annotations.retain(|annotation| annotation.number != number);
        }
    }

    /// Takes the last change back.
    pub fn undo(&mut self) {
        if let Some(former) = self.former.pop() {
            self.undone.push(std::mem::replace(&mut self.annotations, former));
        }
    }

    /// Makes again what was last taken back.
    pub fn redo(&mut self) {
        if let Some(undone) = self.undone.pop() {
            self.former.push(std::mem::replace(&mut self.annotations, undone));
        }
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.former.is_empty()
    }

    /// Whether something was taken back.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    fn keep(&mut self) {
        if self.former.len() >= MOST_STEPS {
            self.former.remove(0);
        }
        self.former.push(self.annotations.clone());
        self.undone.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_undone_and_redone() {
        let mut document = Document::default();
        let first = document.add(Geometry::Point([1.0, 1.0]), "cell", "#ff0000");
        let second = document.add(Geometry::Point([2.0, 2.0]), "cell", "#ff0000");
        document.change(first, |annotation| annotation.class = "nucleus".into());
        document.change(first, |_| {});
        document.remove(second);
        assert_eq!(document.annotations().len(), 1);
        document.undo();
        document.undo();
        assert_eq!(document.find(first).unwrap().class, "cell");
        assert_eq!(document.annotations().len(), 2);
        document.redo();
        assert_eq!(document.find(first).unwrap().class, "nucleus");
        let third = document.add(Geometry::Point([3.0, 3.0]), "", "#ff0000");
        assert!(third > second && !document.can_redo());
        for _ in 0..10 {
            document.undo();
        }
        assert!(document.annotations().is_empty() && !document.can_undo());
    }
}
