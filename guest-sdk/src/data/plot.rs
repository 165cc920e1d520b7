//! The data of a window of type `imjoy/plot`.

use serde::ser::{Serialize, Serializer};

use crate::{Record, Value, record};

/// A plot, for a window of type `imjoy/plot`.
///
/// ```
/// use imjoy_sdk::{Plot, Series, WindowOptions};
/// let plot = Plot::new()
///     .title("Profile")
///     .x_label("Distance (µm)")
///     .series(Series::line(vec![0.2, 0.9, 0.4]).x(vec![0.0, 0.5, 1.0]).name("channel 1"));
/// let options = WindowOptions::new("imjoy/plot").data(plot);
/// ```
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Plot {
    title: Option<String>,
    x: Record,
    y: Record,
    has_no_legend: bool,
    series: Vec<Value>,
}

impl Plot {
    /// A plot without series.
    ///
    /// ```
    /// let plot = imjoy_sdk::Plot::new();
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// The title above the plot.
    ///
    /// ```
    /// let plot = imjoy_sdk::Plot::new().title("Areas");
    /// ```
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// What the horizontal axis shows.
    ///
    /// ```
    /// let plot = imjoy_sdk::Plot::new().x_label("Time (s)");
    /// ```
    pub fn x_label(mut self, label: impl Into<String>) -> Self {
        self.x.insert("label", label.into());
        self
    }

    /// What the vertical axis shows.
    ///
    /// ```
    /// let plot = imjoy_sdk::Plot::new().y_label("Intensity");
    /// ```
    pub fn y_label(mut self, label: impl Into<String>) -> Self {
        self.y.insert("label", label.into());
        self
    }

    /// Makes the horizontal axis logarithmic; numbers of 0 and below are left out.
    ///
    /// ```
    /// let plot = imjoy_sdk::Plot::new().x_log();
    /// ```
    pub fn x_log(mut self) -> Self {
        self.x.insert("log", true);
        self
    }

    /// Makes the vertical axis logarithmic; numbers of 0 and below are left out.
    ///
    /// ```
    /// let plot = imjoy_sdk::Plot::new().y_log();
    /// ```
    pub fn y_log(mut self) -> Self {
        self.y.insert("log", true);
        self
    }

    /// Leaves out the names of the series above the plot.
    ///
    /// ```
    /// let plot = imjoy_sdk::Plot::new().without_legend();
    /// ```
    pub fn without_legend(mut self) -> Self {
        self.has_no_legend = true;
        self
    }

    /// Adds a series; the last one is on top.
    ///
    /// ```
    /// use imjoy_sdk::{Plot, Series};
    /// let plot = Plot::new().series(Series::histogram(vec![1, 2, 2, 3]));
    /// ```
    pub fn series(mut self, series: Series) -> Self {
        self.series.push(series.0.into());
        self
    }
}

impl From<Plot> for Value {
    fn from(plot: Plot) -> Self {
        let Plot { title, x, y, has_no_legend, series } = plot;
        let mut record = record! { "x": x, "y": y, "legend": !has_no_legend, "series": series };
        if let Some(title) = title {
            record.insert("title", title);
        }
        record.into()
    }
}

impl Serialize for Plot {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from(self.clone()).serialize(serializer)
    }
}

/// A series of a [`Plot`]: numbers as a `Vec` or an [`NdArray`](crate::NdArray) of one axis.
///
/// ```
/// use imjoy_sdk::{NdArray, Series};
/// let series = Series::points(NdArray::from_vec([3], vec![1.0f32, f32::NAN, 2.0])?).name("measured").color("#cc0000");
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Series(Record);

impl Series {
    /// A line from point to point; NaN is a gap.
    ///
    /// ```
    /// let series = imjoy_sdk::Series::line(vec![1.0, 4.0, 9.0]);
    /// ```
    pub fn line(y: impl Into<Value>) -> Self {
        Self::of("line", y.into())
    }

    /// A mark for each point.
    ///
    /// ```
    /// let series = imjoy_sdk::Series::points(vec![1.0, 4.0, 9.0]);
    /// ```
    pub fn points(y: impl Into<Value>) -> Self {
        Self::of("points", y.into())
    }

    /// A bar from 0 for each number.
    ///
    /// ```
    /// let series = imjoy_sdk::Series::bars(vec![3, 1, 2]);
    /// ```
    pub fn bars(y: impl Into<Value>) -> Self {
        Self::of("bars", y.into())
    }

    /// How often numbers occur.
    ///
    /// ```
    /// let series = imjoy_sdk::Series::histogram(vec![3, 1, 2, 2]).bins(3);
    /// ```
    pub fn histogram(numbers: impl Into<Value>) -> Self {
        Self::of("histogram", numbers.into())
    }

    /// Places on the horizontal axis, as many as there are numbers; 0, 1, 2 … without them.
    ///
    /// ```
    /// let series = imjoy_sdk::Series::line(vec![1.0, 4.0]).x(vec![0.1, 0.2]);
    /// ```
    pub fn x(self, x: impl Into<Value>) -> Self {
        self.with("x", x.into())
    }

    /// The name in the legend.
    ///
    /// ```
    /// let series = imjoy_sdk::Series::line(vec![1.0, 4.0]).name("red channel");
    /// ```
    pub fn name(self, name: impl Into<String>) -> Self {
        self.with("name", name.into().into())
    }

    /// A colour of CSS, for example `#cc0000`; chosen by the host without it.
    ///
    /// ```
    /// let series = imjoy_sdk::Series::line(vec![1.0, 4.0]).color("teal");
    /// ```
    pub fn color(self, color: impl Into<String>) -> Self {
        self.with("color", color.into().into())
    }

    /// Thickness of a line or diameter of a point, in points of the screen; width of a bar on
    /// the axis.
    ///
    /// ```
    /// let series = imjoy_sdk::Series::line(vec![1.0, 4.0]).width(3.0);
    /// ```
    pub fn width(self, width: f64) -> Self {
        self.with("width", width.into())
    }

    /// How many bins a histogram has; chosen by the host without it.
    ///
    /// ```
    /// let series = imjoy_sdk::Series::histogram(vec![1, 2, 2]).bins(2);
    /// ```
    pub fn bins(self, bins: u32) -> Self {
        self.with("bins", bins.into())
    }

    /// From where to where a histogram counts; all numbers without it.
    ///
    /// ```
    /// let series = imjoy_sdk::Series::histogram(vec![1, 2, 200]).range(0.0, 10.0);
    /// ```
    pub fn range(self, low: f64, high: f64) -> Self {
        self.with("range", [low, high].into())
    }

    fn of(kind: &str, y: Value) -> Self {
        Series(record! { "type": kind, "y": y })
    }

    fn with(mut self, field: &str, value: Value) -> Self {
        self.0.insert(field, value);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::to_value;

    #[test]
    fn a_plot_is_a_record() {
        let plot = Plot::new().title("T").x_log().series(Series::histogram(vec![1, 2]).bins(3).name("a"));
        let value = to_value(&plot).unwrap_or_default();
        let series = record! { "type": "histogram", "y": vec![1, 2], "bins": 3, "name": "a" };
        let expected = record! { "x": record! { "log": true }, "y": record! {}, "legend": true, "series": vec![series], "title": "T" };
        assert_eq!(value, expected.into());
    }
}
