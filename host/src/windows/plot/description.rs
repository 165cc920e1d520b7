//! What a plugin says of a plot: read, but its numbers not looked into yet.

use super::numbers::{are_numbers, length};
use crate::windows::number::count;
use crate::windows::text;
use egui::Color32;
use imjoy_engine::form::parse_color;
use imjoy_engine::value::{NdArray, Value};

/// Most series of one plot.
pub const MOST_SERIES: usize = 64;
/// Most numbers of one plot.
pub const MOST_NUMBERS: usize = 16_000_000;
/// Most bins of a histogram.
pub const MOST_BINS: usize = 10_000;
const TITLE_CHARACTERS: usize = 120;
const NAME_CHARACTERS: usize = 60;

/// A plot.
#[derive(Clone, Debug, Default)]
pub struct Description {
    /// Above the plot; may be empty.
    pub title: String,
    /// The horizontal axis.
    pub x: AxisDescription,
    /// The vertical axis.
    pub y: AxisDescription,
    /// Whether the series are named above the plot.
    pub legend: bool,
    /// What is drawn, the last one on top.
    pub series: Vec<SeriesDescription>,
    /// Series that are left out.
    pub left_out: usize,
}

/// One axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AxisDescription {
    /// What it shows; may be empty.
    pub label: String,
    /// Whether its scale is logarithmic, to base 10.
    pub log: bool,
}

/// One series.
#[derive(Clone, Debug)]
pub struct SeriesDescription {
    /// How it is drawn.
    pub kind: SeriesKind,
    /// Its name; never empty.
    pub name: String,
    /// Its colour, if the plugin chose one.
    pub colour: Option<Color32>,
    /// Places on the horizontal axis; without them 0, 1, 2 …
    pub x: Option<Value>,
    /// The numbers.
    pub y: Value,
    /// Of a line its thickness, of points their diameter, in points of the screen; of bars
    /// their width on the axis.
    pub width: Option<f64>,
    /// Of a histogram, how many bins.
    pub bins: Option<usize>,
    /// Of a histogram, from where to where.
    pub range: Option<(f64, f64)>,
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesKind {
    /// A line from point to point.
    Line,
    /// A mark for each point.
    Points,
    /// A bar from 0 for each point.
    Bars,
    /// Bars that tell how often numbers occur.
    Histogram,
}

impl Description {
    /// Reads a window's data. Fails with one sentence.
    pub fn new(data: &Value) -> Result<Self, String> {
        let mut description = match data {
            Value::Absent | Value::Null => return Err("There is nothing to plot yet".to_owned()),
            Value::Record(record) => {
                let axis = |name: &str| match record.get(name) {
                    Some(axis @ Value::Record(_)) => AxisDescription {
                        label: axis.field("label").and_then(Value::as_text).map(label).unwrap_or_default(),
                        log: axis.field("log").is_some_and(|log| *log == Value::Boolean(true)),
                    },
                    _ => AxisDescription::default(),
                };
                let series = match record.get("series") {
                    Some(Value::List(series)) => series.iter().enumerate().map(series_of).collect::<Result<_, _>>()?,
                    Some(other) => implicit(other)?,
                    // One series, without a list around it.
                    None if record.get("y").is_some_and(are_numbers) => vec![series_of((0, data))?],
                    None => {
                        return Err(
                            "The data have no field series. Send {series: [{type: \"line\", y: numbers}]}".to_owned()
                        );
                    }
                };
                Self {
                    title: record.get("title").and_then(Value::as_text).map(label).unwrap_or_default(),
                    x: axis("x"),
                    y: axis("y"),
                    legend: record.get("legend").is_none_or(|legend| *legend != Value::Boolean(false)),
                    series,
                    left_out: 0,
                }
            }
            other => Self { legend: true, series: implicit(other)?, ..Self::default() },
        };
        if description.series.is_empty() {
            return Err("There is nothing to plot: the list of series is empty".to_owned());
        }
        description.left_out = description.series.len().saturating_sub(MOST_SERIES);
        description.series.truncate(MOST_SERIES);
        let total = description.numbers();
        if total > MOST_NUMBERS {
            return Err(format!(
                "There are {} numbers to plot; at most {} can be shown. Send fewer, for example every tenth",
                count(total),
                count(MOST_NUMBERS)
            ));
        }
        Ok(description)
    }

    /// How many numbers there are in all.
    pub fn numbers(&self) -> usize {
        self.series.iter().map(|series| length(&series.y) + series.x.as_ref().map_or(0, length)).sum()
    }
}

/// Series of data without a description: numbers are one line, and so is each list or row.
fn implicit(data: &Value) -> Result<Vec<SeriesDescription>, String> {
    if let Value::List(members) = data
        && members.iter().any(|member| !matches!(member, Value::Record(_)) && length(member) > 0)
    {
        return members.iter().enumerate().map(|(index, member)| line(index, member.clone())).collect();
    }
    match data {
        Value::List(members) if matches!(members.first(), Some(Value::Record(_))) => {
            members.iter().enumerate().map(series_of).collect()
        }
        Value::NdArray(array) if matches!(array.shape(), [rows, _] if *rows > 1) => rows(array),
        other if are_numbers(other) => Ok(vec![line(0, other.clone())?]),
        Value::NdArray(array) => Err(format!(
            "An array of {} axes cannot be plotted. Send one axis for a line, or two for a line of each row",
            array.shape().len()
        )),
        other => Err(format!("A {} cannot be plotted. Send numbers, an array, or {{series: […]}}", other.kind())),
    }
}

/// The rows of an array; those beyond [`MOST_SERIES`] hold nothing.
fn rows(array: &NdArray) -> Result<Vec<SeriesDescription>, String> {
    let [rows, columns] = *array.shape() else { return Ok(Vec::new()) };
    let (rows, columns) = (usize::try_from(rows).unwrap_or(0), usize::try_from(columns).unwrap_or(0));
    if columns == 0 {
        return Err(format!("The array of {rows} rows has no columns to plot"));
    }
    let bytes = columns * array.data_type().size();
    (0..rows)
        .map(|row| {
            let (columns, data) = match row < MOST_SERIES {
                true => (columns, array.data().slice(row * bytes..(row + 1) * bytes)),
                false => (0, bytes::Bytes::new()),
            };
            let row_array = NdArray::new(array.data_type(), vec![columns as u64], data);
            line(row, row_array.map_err(|error| error.to_string())?.into())
        })
        .collect()
}

fn line(index: usize, y: Value) -> Result<SeriesDescription, String> {
    Ok(SeriesDescription {
        kind: SeriesKind::Line,
        name: default_name(index),
        colour: None,
        x: None,
        y,
        width: None,
        bins: None,
        range: None,
    })
}

fn series_of((index, member): (usize, &Value)) -> Result<SeriesDescription, String> {
    let Value::Record(record) = member else { return line(index, member.clone()) };
    let number = |name: &str| record.get(name).and_then(Value::as_number).filter(|number| number.is_finite());
    let text = |name: &str| record.get(name).and_then(Value::as_text);
    let name = text("name").map(|name| text::line(name, NAME_CHARACTERS)).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| default_name(index));
    let kind = match text("type").unwrap_or("line") {
        "line" => SeriesKind::Line,
        "points" | "scatter" => SeriesKind::Points,
        "bars" | "bar" => SeriesKind::Bars,
        "histogram" => SeriesKind::Histogram,
        other => {
            let other = text::line(other, NAME_CHARACTERS);
            return Err(format!(
                "{name} has the type \"{other}\", which is not known. Use line, points, bars or histogram"
            ));
        }
    };
    let Some(y) = record.get("y") else {
        return Err(format!("{name} has no field y. Send {{type: \"line\", y: numbers}}"));
    };
    let range = match record.get("range").and_then(Value::as_list).as_deref() {
        Some([low, high]) => match (low.as_number(), high.as_number()) {
            (Some(low), Some(high)) if low < high && low.is_finite() && high.is_finite() => Some((low, high)),
            _ => return Err(format!("The range of {name} is no range. Send [low, high]")),
        },
        Some(_) => return Err(format!("The range of {name} is no range. Send [low, high]")),
        None => None,
    };
    Ok(SeriesDescription {
        kind,
        colour: text("color").and_then(parse_color).map(|[red, green, blue]| Color32::from_rgb(red, green, blue)),
        x: record.get("x").filter(|x| !matches!(x, Value::Absent | Value::Null | Value::Record(_))).cloned(),
        y: y.clone(),
        width: number("width").filter(|width| *width > 0.0),
        // A cast of a float saturates.
        bins: number("bins").map(|bins| (bins as usize).clamp(1, MOST_BINS)),
        range,
        name,
    })
}

fn default_name(index: usize) -> String {
    format!("Series {}", index + 1)
}

fn label(text: &str) -> String {
    text::line(text, TITLE_CHARACTERS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use imjoy_engine::value::{DataType, Record};

    fn kinds(data: &Value) -> Vec<(SeriesKind, String)> {
        let description = Description::new(data).unwrap();
        description.series.into_iter().map(|series| (series.kind, series.name)).collect()
    }

    #[test]
    fn short_forms() {
        let one = [(SeriesKind::Line, "Series 1".to_owned())];
        let numbers = Value::Floats([1.0, 2.0].into());
        let array = |shape: &[u64]| {
            let length = shape.iter().product::<u64>() as usize;
            Value::NdArray(NdArray::new(DataType::Uint8, shape.to_vec(), vec![0; length].into()).unwrap())
        };
        assert_eq!(kinds(&numbers), one);
        assert_eq!(kinds(&array(&[5])), one);
        assert_eq!(kinds(&Record::new().with("y", numbers.clone()).into()), one);
        assert_eq!(kinds(&Record::new().with("series", numbers.clone()).into()), one);
        assert_eq!(kinds(&array(&[3, 5])).len(), 3);
        assert_eq!(kinds(&Value::List(vec![numbers.clone(), numbers])).len(), 2);
        let many = Description::new(&array(&[200, 5])).unwrap();
        assert_eq!((many.series.len(), many.left_out), (MOST_SERIES, 200 - MOST_SERIES));
    }

    #[test]
    fn a_whole_description() {
        let series = Record::new()
            .with("type", "histogram")
            .with("name", "Areas")
            .with("color", "#ff0000")
            .with("y", Value::Integers([1, 2].into()))
            .with("bins", 1e30)
            .with("range", Value::Integers([0, 9].into()));
        let axis = Record::new().with("label", "Count").with("log", true);
        let data =
            Record::new().with("title", "Cells").with("y", axis).with("series", Value::List(vec![series.into()]));
        let found = Description::new(&data.into()).unwrap();
        assert_eq!(
            (found.title.as_str(), found.y.label.as_str(), found.y.log, found.x.log),
            ("Cells", "Count", true, false)
        );
        let series = &found.series[0];
        assert_eq!((series.kind, series.name.as_str()), (SeriesKind::Histogram, "Areas"));
        assert_eq!((series.bins, series.range, series.colour), (Some(MOST_BINS), Some((0.0, 9.0)), Some(Color32::RED)));
    }

    #[test]
    fn what_is_no_plot_is_a_sentence() {
        let series = |record: Record| Record::new().with("series", Value::List(vec![record.into()])).into();
        let numbers = || Value::Integers([1].into());
        for (data, words) in [
            (Value::Absent, "nothing to plot yet"),
            (Value::Integer(3), "integer cannot be plotted"),
            (Record::new().into(), "no field series"),
            (Record::new().with("series", Value::List(vec![])).into(), "list of series is empty"),
            (series(Record::new()), "Series 1 has no field y"),
            (series(Record::new().with("type", "pie").with("y", numbers())), "type \"pie\""),
            (series(Record::new().with("y", numbers()).with("range", Value::Integers([3, 1].into()))), "no range"),
            (NdArray::new(DataType::Uint8, vec![2, 2, 2], vec![0; 8].into()).unwrap().into(), "array of 3 axes"),
            (
                NdArray::new(DataType::Uint8, vec![MOST_NUMBERS as u64 + 1], vec![0; MOST_NUMBERS + 1].into())
                    .unwrap()
                    .into(),
                "at most",
            ),
        ] {
            let error = Description::new(&data).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }
}
