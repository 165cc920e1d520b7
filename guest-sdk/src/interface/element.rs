//! Elements, each made by a function of its type's name.

use std::ops::RangeInclusive;

use crate::{Record, Value};

/// An element of a window's content. Its fields can be set by the methods here or, where
/// there is none, by [`with`](Self::with); those that do not belong to its type are refused
/// by the host.
///
/// ```
/// use imjoy_sdk::interface::slider;
/// use imjoy_sdk::{Value, record};
/// let element = slider("sigma", 0.0..=10.0).label("Sigma").value(2.0);
/// assert_eq!(Value::from(element).get("max"), Some(&10.0.into()));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Element(pub(super) Record);

impl From<Element> for Value {
    fn from(element: Element) -> Self {
        Value::Record(element.0)
    }
}

macro_rules! fields {
    ($($(#[$documentation:meta])* $name:ident: $type:ty;)*) => {$(
        $(#[$documentation])*
        ///
        /// ```
        /// # use imjoy_sdk::interface::Element;
        #[doc = concat!("# fn example(element: Element, value: ", stringify!($type), ") -> Element {")]
        #[doc = concat!("element.", stringify!($name), "(value)")]
        /// # }
        /// ```
        pub fn $name(self, value: $type) -> Self {
            self.with(stringify!($name), value)
        }
    )*};
}

impl Element {
    /// An element of that type.
    ///
    /// ```
    /// let line = imjoy_sdk::interface::Element::new("separator");
    /// ```
    pub fn new(element_type: &str) -> Self {
        Element(Record::new().with("type", element_type))
    }

    /// The element with a field set.
    ///
    /// ```
    /// let field = imjoy_sdk::interface::text_input("name").with("placeholder", "Ada");
    /// ```
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name, value);
        self
    }

    /// What the element shows: the number of a slider, the text of a field, whether a box is
    /// ticked.
    ///
    /// ```
    /// let ticked = imjoy_sdk::interface::checkbox("log", "Logarithmic").value(true);
    /// ```
    pub fn value(self, value: impl Into<Value>) -> Self {
        self.with("value", value)
    }

    /// Makes a button that of what the window is about.
    ///
    /// ```
    /// let done = imjoy_sdk::interface::button("done", "Done").primary();
    /// ```
    pub fn primary(self) -> Self {
        self.with("primary", true)
    }

    /// The element takes the room that its neighbours leave.
    ///
    /// ```
    /// let gap = imjoy_sdk::interface::space(1.0).grow();
    /// ```
    pub fn grow(self) -> Self {
        self.with("grow", true)
    }

    fields! {
        /// By which it is changed and named in events.
        id: &str;
        /// What stands in front of it, or its name for people who cannot see it.
        label: &str;
        /// Shown when the pointer rests on it.
        tooltip: &str;
        /// Another number makes the host take the values anew, also those that are as they
        /// were sent before.
        version: i64;
        /// Whether it can be used.
        enabled: bool;
        /// Whether it is shown.
        visible: bool;
        /// Width in points.
        width: f64;
        /// Height in points.
        height: f64;
        /// Of a label: `small`, `normal`, `large` or `heading`.
        size: &str;
        /// A colour of CSS, or `accent`, `error`, `weak`.
        colour: &str;
        /// Of a label: whether it is bold.
        strong: bool;
        /// Of a button: a sign in front of its text.
        icon: &str;
        /// Of a button: whether it is shown pressed.
        selected: bool;
        /// Of a button: keys that press it, for example `Ctrl+Z`.
        shortcut: &str;
        /// Numbers are multiples of it.
        step: f64;
        /// Decimals that are shown.
        decimals: usize;
        /// After a number, for example a unit.
        suffix: &str;
        /// Of a slider: whether equal ways are equal factors; of a histogram: whether counts
        /// are painted by their logarithm.
        logarithmic: bool;
        /// Of a choice: `drop-down` or `radio`.
        style: &str;
    }
}

fn with_id(element_type: &str, id: &str) -> Element {
    Element::new(element_type).id(id)
}

fn container(element_type: &str, children: impl IntoIterator<Item = Element>) -> Element {
    Element::new(element_type).with("children", children.into_iter().collect::<Value>())
}

/// A text.
///
/// ```
/// let title = imjoy_sdk::interface::label("Cells").size("heading");
/// ```
pub fn label(text: &str) -> Element {
    Element::new("label").with("text", text)
}

/// A button.
///
/// ```
/// let undo = imjoy_sdk::interface::button("undo", "Undo").shortcut("Ctrl+Z");
/// ```
pub fn button(id: &str, label: &str) -> Element {
    with_id("button", id).label(label)
}

/// A field for a line of text.
///
/// ```
/// let name = imjoy_sdk::interface::text_input("name").label("Name").value("Ada");
/// ```
pub fn text_input(id: &str) -> Element {
    with_id("text-input", id)
}

/// A field for a number.
///
/// ```
/// let sigma = imjoy_sdk::interface::number("sigma", 2.0).label("Sigma").step(0.5);
/// ```
pub fn number(id: &str, value: f64) -> Element {
    with_id("number", id).value(value)
}

/// One of several options.
///
/// ```
/// let connectivity = imjoy_sdk::interface::choice("connectivity", [4, 8]).value(8);
/// ```
pub fn choice<T: Into<Value>>(id: &str, options: impl IntoIterator<Item = T>) -> Element {
    with_id("choice", id).with("options", options.into_iter().collect::<Value>())
}

/// A number within a range.
///
/// ```
/// let sigma = imjoy_sdk::interface::slider("sigma", 0.1..=100.0).logarithmic(true);
/// ```
pub fn slider(id: &str, range: RangeInclusive<f64>) -> Element {
    with_id("slider", id).with("min", *range.start()).with("max", *range.end())
}

/// Two numbers within a range.
///
/// ```
/// let contrast = imjoy_sdk::interface::range_slider("contrast", 0.0..=255.0).value([10.0, 200.0]);
/// ```
pub fn range_slider(id: &str, range: RangeInclusive<f64>) -> Element {
    with_id("range-slider", id).with("min", *range.start()).with("max", *range.end())
}

/// Yes or no.
///
/// ```
/// let log = imjoy_sdk::interface::checkbox("log", "Logarithmic");
/// ```
pub fn checkbox(id: &str, label: &str) -> Element {
    with_id("checkbox", id).label(label)
}

/// How far something is, from 0 to 1; without a value nobody knows.
///
/// ```
/// let half = imjoy_sdk::interface::progress(Some(0.5));
/// ```
pub fn progress(value: Option<f64>) -> Element {
    Element::new("progress").value(value)
}

/// A line.
///
/// ```
/// let line = imjoy_sdk::interface::separator();
/// ```
pub fn separator() -> Element {
    Element::new("separator")
}

/// Empty room of so many points.
///
/// ```
/// let gap = imjoy_sdk::interface::space(12.0);
/// ```
pub fn space(size: f64) -> Element {
    Element::new("space").with("size", size)
}

/// Elements below a title.
///
/// ```
/// use imjoy_sdk::interface::{group, label};
/// let more = group("More", [label("text")]).with("collapsible", true);
/// ```
pub fn group(title: &str, children: impl IntoIterator<Item = Element>) -> Element {
    container("group", children).with("title", title)
}

/// Elements side by side.
///
/// ```
/// use imjoy_sdk::interface::{button, row};
/// let buttons = row([button("a", "A"), button("b", "B")]);
/// ```
pub fn row(children: impl IntoIterator<Item = Element>) -> Element {
    container("row", children)
}

/// Elements below each other.
///
/// ```
/// use imjoy_sdk::interface::{column, label};
/// let texts = column([label("one"), label("two")]);
/// ```
pub fn column(children: impl IntoIterator<Item = Element>) -> Element {
    container("column", children)
}

/// Elements in rows of so many columns.
///
/// ```
/// use imjoy_sdk::interface::{grid, label};
/// let pairs = grid(2, [label("Area"), label("25")]);
/// ```
pub fn grid(columns: usize, children: impl IntoIterator<Item = Element>) -> Element {
    container("grid", children).with("columns", columns)
}

/// Elements of which one is seen, each with its title.
///
/// ```
/// use imjoy_sdk::interface::{label, tabs};
/// let pages = tabs("pages", [("One", label("first")), ("Two", label("second"))]);
/// ```
pub fn tabs<'a>(id: &str, pages: impl IntoIterator<Item = (&'a str, Element)>) -> Element {
    let (titles, children): (Vec<&str>, Vec<Element>) = pages.into_iter().unzip();
    container("tabs", children).id(id).with("titles", titles)
}

/// A table, of data as in a window of type `imjoy/table`.
///
/// ```
/// use imjoy_sdk::{interface::table, list, record};
/// let cells = table("cells", list![record! { "area": 25 }]);
/// ```
pub fn table(id: &str, data: impl Into<Value>) -> Element {
    with_id("table", id).with("data", data)
}

/// A plot, of data as in a window of type `imjoy/plot`.
///
/// ```
/// use imjoy_sdk::{interface::plot, record};
/// let curve = plot(record! { "y": vec![1.0, 4.0, 9.0] });
/// ```
pub fn plot(data: impl Into<Value>) -> Element {
    Element::new("plot").with("data", data)
}

/// An image: an array, a file, bytes or a data URL.
///
/// ```
/// use imjoy_sdk::{NdArray, interface::image};
/// let picture = image(NdArray::<u8>::zeros([8, 8])?);
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
pub fn image(source: impl Into<Value>) -> Element {
    Element::new("image").with("src", source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{list, record};

    #[test]
    fn a_tree_is_records() {
        let tree = column([label("a"), row([checkbox("b", "B").value(true)]).id("r")]);
        let expected = record! {
            "type": "column",
            "children": list![
                record! { "type": "label", "text": "a" },
                record! {
                    "type": "row",
                    "children": list![record! { "type": "checkbox", "id": "b", "label": "B", "value": true }],
                    "id": "r",
                },
            ],
        };
        assert_eq!(Value::from(tree), expected.into());
    }
}
