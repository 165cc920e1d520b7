//! The types of elements.

use super::{Canvas, Colour};
use crate::value::{Record, Value};
use std::sync::Arc;

/// One element of a tree. See the [module](super) for the fields as plugins write them.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// By which it is changed and named in events.
    pub id: Option<Arc<str>>,
    /// Whether it can be used.
    pub enabled: bool,
    /// Whether it is shown.
    pub visible: bool,
    /// Shown when the pointer rests on it.
    pub tooltip: Option<Arc<str>>,
    /// Width in points.
    pub width: Option<f32>,
    /// Height in points.
    pub height: Option<f32>,
    /// Whether it takes the room that its neighbours leave.
    pub grow: bool,
    /// Another number makes the host take the values anew, also those that are as they were
    /// sent before.
    pub version: i64,
    /// What it is.
    pub kind: ElementKind,
    /// What it contains; empty for most types.
    pub children: Arc<[Arc<Element>]>,
    /// The fields as the plugin wrote them, without children and shapes.
    pub(super) fields: Record,
    /// Elements and shapes in it, itself included.
    pub(super) count: usize,
    /// Levels in it, its own included.
    pub(super) levels: usize,
    /// About how many bytes it holds, with all in it.
    pub(super) held_bytes: usize,
}

/// What an element is.
#[derive(Clone, Debug, PartialEq)]
pub enum ElementKind {
    /// A text.
    Label(Label),
    /// A button.
    Button(Button),
    /// A field for text.
    TextInput(TextInput),
    /// A field for a number.
    Number(Number),
    /// One of several options.
    Choice(Choice),
    /// A number within a range.
    Slider(Slider),
    /// Two numbers within a range.
    RangeSlider(RangeSlider),
    /// Yes or no.
    Checkbox(Checkbox),
    /// How far something is.
    Progress(Progress),
    /// A line.
    Separator,
    /// Empty room of so many points.
    Space(f32),
    /// Elements below a title.
    Group(Group),
    /// Elements side by side.
    Row(Line),
    /// Elements below each other.
    Column(Line),
    /// Elements in rows of equal columns.
    Grid(Grid),
    /// Elements of which one is seen.
    Tabs(Tabs),
    /// A table.
    Table(Table),
    /// A plot.
    Plot(Plot),
    /// An image.
    Image {
        /// Its name for people who cannot see it.
        label: Arc<str>,
        /// The image, as in a window of type `imjoy/image`.
        data: Value,
        /// How it is shown, as in such a window.
        config: Value,
    },
    /// A surface with painted shapes.
    Canvas(Box<Canvas>),
}

/// A text.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The text.
    pub text: Arc<str>,
    /// Whether `**strong**`, `*emphasis*` and `` `code` `` are marks.
    pub markdown: bool,
    /// How large it is.
    pub size: LabelSize,
    /// Whether it is bold.
    pub strong: bool,
    /// Its colour, if not that of text.
    pub colour: Option<Colour>,
    /// Whether long lines are broken.
    pub wrap: bool,
}

/// Size of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelSize {
    /// Smaller than usual.
    Small,
    /// That of other texts.
    Normal,
    /// Larger than usual.
    Large,
    /// That of headings.
    Heading,
}

/// A button.
#[derive(Clone, Debug, PartialEq)]
pub struct Button {
    /// What it says; with an icon alone, its name for people who cannot see it.
    pub label: Arc<str>,
    /// A sign in front of the text.
    pub icon: Option<Arc<str>>,
    /// Whether it is what the window is about.
    pub primary: bool,
    /// Whether it is shown pressed, as the tool in use.
    pub selected: bool,
    /// Keys that do the same, for example `Ctrl+Z`.
    pub shortcut: Option<Arc<str>>,
}

/// A field for text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextInput {
    /// Before the field.
    pub label: Arc<str>,
    /// The text.
    pub value: Arc<str>,
    /// Shown while the field is empty.
    pub placeholder: Arc<str>,
    /// Whether the text may have several lines.
    pub multiline: bool,
    /// Lines that are seen.
    pub rows: usize,
}

/// A field for a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Before the field.
    pub label: Arc<str>,
    /// The number.
    pub value: f64,
    /// Least number.
    pub min: f64,
    /// Greatest number.
    pub max: f64,
    /// Numbers are multiples of it from `min` on.
    pub step: Option<f64>,
    /// Decimals that are shown; as many as needed when absent.
    pub decimals: Option<usize>,
    /// After the number, for example a unit.
    pub suffix: Arc<str>,
}

/// One of several options.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Before the options.
    pub label: Arc<str>,
    /// The options as they are shown.
    pub options: Arc<[Arc<str>]>,
    /// The options as the plugin wrote them.
    pub values: Arc<[Value]>,
    /// Index of the chosen one.
    pub chosen: Option<usize>,
    /// How they are shown.
    pub style: ChoiceStyle,
}

/// How options are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceStyle {
    /// A list that opens.
    DropDown,
    /// All of them, each with a round mark.
    Radio,
}

/// A number within a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Slider {
    /// Before the slider.
    pub label: Arc<str>,
    /// The number.
    pub value: f64,
    /// Least number.
    pub min: f64,
    /// Greatest number, above the least.
    pub max: f64,
    /// Numbers are multiples of it from `min` on.
    pub step: Option<f64>,
    /// Whether equal ways are equal factors.
    pub logarithmic: bool,
    /// Decimals that are shown; as many as needed when absent.
    pub decimals: Option<usize>,
    /// After the number, for example a unit.
    pub suffix: Arc<str>,
}

/// Two numbers within a range.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeSlider {
    /// Its name.
    pub label: Arc<str>,
    /// The lower and the upper number.
    pub value: [f64; 2],
    /// Least number.
    pub min: f64,
    /// Greatest number, above the least.
    pub max: f64,
    /// Numbers are multiples of it from `min` on.
    pub step: Option<f64>,
    /// Decimals that are shown; as many as needed when absent.
    pub decimals: Option<usize>,
    /// Counts of equal parts of the range, painted behind.
    pub histogram: Arc<[f64]>,
    /// Whether the counts are painted by their logarithm.
    pub logarithmic: bool,
}

/// Yes or no.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkbox {
    /// Beside the box.
    pub label: Arc<str>,
    /// Whether it is ticked.
    pub value: bool,
}

/// How far something is.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Its name.
    pub label: Arc<str>,
    /// From 0 to 1; `None` while nobody knows.
    pub value: Option<f32>,
}

/// Elements below a title.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The title.
    pub title: Arc<str>,
    /// Whether the user can close it.
    pub collapsible: bool,
    /// Whether it is closed.
    pub collapsed: bool,
}

/// Elements side by side or below each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Points between two elements; that of the theme when absent.
    pub spacing: Option<f32>,
    /// Of a row: whether what does not fit goes to the next line. Of a column: whether it
    /// scrolls.
    pub flows: bool,
}

/// Elements in rows of equal columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// Number of columns.
    pub columns: usize,
    /// Whether every other row has a tinted ground.
    pub striped: bool,
}

/// Elements of which one is seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Tabs {
    /// One title for each child.
    pub titles: Arc<[Arc<str>]>,
    /// Index of the one that is seen.
    pub value: usize,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name for people who cannot see it.
    pub label: Arc<str>,
    /// What it shows, as in a window of type `imjoy/table`.
    pub data: Value,
    /// Indices of the selected rows.
    pub selected: Arc<[usize]>,
}

/// A plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// Its name for people who cannot see it.
    pub label: Arc<str>,
    /// What it shows, as in a window of type `imjoy/plot`.
    pub data: Value,
}

impl Element {
    /// The element of that id in this tree.
    pub fn find(&self, id: &str) -> Option<&Element> {
        if self.id.as_deref() == Some(id) {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(id))
    }

    /// Elements and shapes in it, itself included.
    pub fn count(&self) -> usize {
        self.count
    }

    /// About how many bytes it holds, with all in it; shared data counts in full.
    pub fn held_bytes(&self) -> usize {
        self.held_bytes
    }
}
