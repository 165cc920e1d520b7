//! A series that can be drawn: its numbers, on the scales of the axes.

use super::description::{Description, SeriesDescription, SeriesKind};
use super::histogram::histogram;
use super::numbers::numbers;
use super::pyramid::Pyramid;
use egui::Color32;
use egui_plot::PlotBounds;
use std::sync::Arc;

/// Share of the room between two bars that they fill.
const BAR_SHARE: f64 = 0.8;
/// Where a bar begins on a logarithmic axis: below a count of 1.
const LOG_BASE: f64 = -0.301;

/// A plot whose numbers are read.
#[derive(Debug)]
pub struct Prepared {
    /// What the plugin says of it.
    pub description: Description,
    /// Its series, in the same order.
    pub series: Vec<Arc<Series>>,
}

/// One series. Numbers on a logarithmic axis are logarithms to base 10.
#[derive(Debug)]
pub struct Series {
    /// How it is drawn.
    pub kind: SeriesKind,
    /// Its name.
    pub name: String,
    /// Its colour, if the plugin chose one.
    pub colour: Option<Color32>,
    /// Thickness of a line or diameter of a point, in points of the screen.
    pub width: Option<f32>,
    /// Width of a bar, on the horizontal axis.
    pub bar_width: f64,
    /// Where bars begin.
    pub base: f64,
    /// Places on the horizontal axis.
    pub x: Places,
    /// Numbers on the vertical axis, as many.
    pub y: Arc<[f64]>,
    /// Whether places go upwards, none of them NaN.
    pub is_sorted: bool,
    /// Of sorted series.
    pub pyramid: Pyramid,
    /// What is drawn of it; `None` without a finite point.
    pub bounds: Option<PlotBounds>,
}

/// Places on an axis.
#[derive(Debug)]
pub enum Places {
    /// 0, 1, 2 …
    Index,
    /// As given.
    Given(Arc<[f64]>),
}

impl Series {
    /// Points of the series.
    pub fn len(&self) -> usize {
        self.y.len()
    }

    /// A point; NaN beyond the last.
    pub fn point(&self, index: usize) -> [f64; 2] {
        let x = match &self.x {
            Places::Index => index as f64,
            Places::Given(places) => places.get(index).copied().unwrap_or(f64::NAN),
        };
        [x, self.y.get(index).copied().unwrap_or(f64::NAN)]
    }

    /// The points of a sorted series from `low` to `high` on the horizontal axis, with one
    /// more at either end, to which lines lead.
    pub fn between(&self, low: f64, high: f64) -> std::ops::Range<usize> {
        let (first, last) = match &self.x {
            // A cast of a float saturates.
            Places::Index => {
                (low.ceil().max(0.0) as usize, (high.floor() as usize).saturating_add(usize::from(high >= 0.0)))
            }
            Places::Given(places) => {
                (places.partition_point(|place| *place < low), places.partition_point(|place| *place <= high))
            }
        };
        let last = last.saturating_add(1).min(self.len());
        first.saturating_sub(1).min(last)..last
    }
}

/// Reads all numbers of a plot. Fails with one sentence.
pub fn prepare(description: Description) -> Result<Prepared, String> {
    let bar_series = description.series.iter().filter(|series| series.kind == SeriesKind::Bars).count();
    let mut bars = 0;
    let mut series = Vec::with_capacity(description.series.len());
    for described in &description.series {
        let mut prepared = series_of(described, description.x.log, description.y.log)?;
        if described.kind == SeriesKind::Bars {
            if bar_series > 1 {
                beside(&mut prepared, bars, bar_series);
            }
            bars += 1;
        }
        prepared.bounds = bounds(&prepared);
        series.push(Arc::new(prepared));
    }
    Ok(Prepared { description, series })
}

fn series_of(described: &SeriesDescription, x_log: bool, y_log: bool) -> Result<Series, String> {
    let name = &described.name;
    let mut y = numbers(&described.y, &format!("y of {name}"))?;
    let mut x = described.x.as_ref().map(|x| numbers(x, &format!("x of {name}"))).transpose()?;
    let mut bar_width = described.width;
    if described.kind == SeriesKind::Histogram {
        let found = histogram(&y, described.bins, described.range);
        (x, y, bar_width) = (Some(found.middles.into()), found.counts.into(), Some(found.width));
    }
    if let Some(x) = &x
        && x.len() != y.len()
    {
        return Err(format!("{name} has {} numbers in x and {} in y. Send as many", x.len(), y.len()));
    }
    if y_log {
        y = logarithms(&y);
    }
    let x = match x {
        // On a logarithmic axis the first point, 0, has no place.
        None if x_log => Places::Given((0..y.len()).map(|index| logarithm(index as f64)).collect()),
        None => Places::Index,
        Some(x) if x_log => Places::Given(logarithms(&x)),
        Some(x) => Places::Given(x),
    };
    let is_sorted = match &x {
        Places::Index => true,
        // A NaN is in no order.
        Places::Given(places) => places.is_sorted() && places.first().is_none_or(|first| !first.is_nan()),
    };
    let pyramid = if is_sorted && described.kind != SeriesKind::Points { Pyramid::new(&y) } else { Pyramid::default() };
    Ok(Series {
        kind: described.kind,
        name: described.name.clone(),
        colour: described.colour,
        width: described.width.map(|width| (width as f32).clamp(0.5, 40.0)),
        bar_width: bar_width.unwrap_or_else(|| least_distance(&x) * BAR_SHARE),
        base: if y_log { LOG_BASE } else { 0.0 },
        x,
        y,
        is_sorted,
        pyramid,
        bounds: None,
    })
}

/// Puts bars beside those of other series at the same places.
fn beside(series: &mut Series, index: usize, count: usize) {
    let width = series.bar_width / count as f64;
    let offset = (index as f64 - (count as f64 - 1.0) * 0.5) * width;
    series.x = Places::Given((0..series.len()).map(|point| series.point(point)[0] + offset).collect());
    series.bar_width = width;
}

fn logarithms(numbers: &[f64]) -> Arc<[f64]> {
    numbers.iter().copied().map(logarithm).collect()
}

/// The logarithm, or NaN where there is none.
fn logarithm(number: f64) -> f64 {
    if number > 0.0 { number.log10() } else { f64::NAN }
}

fn least_distance(places: &Places) -> f64 {
    let Places::Given(places) = places else { return 1.0 };
    let distances = places.windows(2).filter_map(|pair| match pair {
        [one, other] => Some((other - one).abs()).filter(|distance| *distance > 0.0),
        _ => None,
    });
    let least = distances.fold(f64::INFINITY, f64::min);
    if least.is_finite() { least } else { 1.0 }
}

fn bounds(series: &Series) -> Option<PlotBounds> {
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    let mut include = |point: [f64; 2]| {
        if point.iter().all(|number| number.is_finite()) {
            low = [low[0].min(point[0]), low[1].min(point[1])];
            high = [high[0].max(point[0]), high[1].max(point[1])];
        }
    };
    let is_bars = matches!(series.kind, SeriesKind::Bars | SeriesKind::Histogram);
    for index in 0..series.len() {
        let [x, y] = series.point(index);
        if is_bars && y.is_finite() {
            include([x - series.bar_width * 0.5, series.base]);
            include([x + series.bar_width * 0.5, y]);
        } else {
            include([x, y]);
        }
    }
    (low[0] <= high[0]).then(|| PlotBounds::from_min_max(low, high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use imjoy_engine::value::{Record, Value};

    fn prepared(data: Value) -> Result<Prepared, String> {
        prepare(Description::new(&data).unwrap())
    }

    fn series(record: Record) -> Value {
        Value::List(vec![record.into()])
    }

    fn floats(numbers: &[f64]) -> Value {
        Value::Floats(numbers.into())
    }

    #[test]
    fn the_seen_part_of_a_sorted_series() {
        let found = prepared(floats(&[0.0; 100])).unwrap();
        assert_eq!(found.series[0].between(9.5, 20.5), 9..22);
        assert_eq!(found.series[0].between(-50.0, -5.0), 0..1);
        assert_eq!(found.series[0].between(500.0, 600.0), 100..100);
        assert_eq!(found.series[0].between(f64::NEG_INFINITY, f64::INFINITY), 0..100);
        let places: Vec<f64> = (0..100).map(f64::from).collect();
        let data = series(Record::new().with("x", floats(&places)).with("y", floats(&[0.0; 100])));
        let found = prepared(data).unwrap();
        assert!(found.series[0].is_sorted);
        assert_eq!(found.series[0].between(9.5, 20.5), 9..22);
    }

    #[test]
    fn lengths_must_match() {
        let data = series(Record::new().with("x", floats(&[1.0])).with("y", floats(&[1.0, 2.0])).with("name", "Areas"));
        assert_eq!(prepared(data).unwrap_err(), "Areas has 1 numbers in x and 2 in y. Send as many");
    }

    #[test]
    fn logarithms_have_gaps() {
        let data = Record::new()
            .with("y", Record::new().with("log", true))
            .with("series", series(Record::new().with("y", floats(&[100.0, 0.0, -1.0, 10.0]))));
        let found = prepared(data.into()).unwrap();
        let y = &found.series[0].y;
        assert!(y[0] == 2.0 && y[1].is_nan() && y[2].is_nan() && y[3] == 1.0);
        assert_eq!(found.series[0].bounds.unwrap().min()[1], 1.0);
    }

    #[test]
    fn bars_stand_beside_each_other_and_on_zero() {
        let bars = || Value::from(Record::new().with("type", "bars").with("y", floats(&[3.0, 4.0])));
        let found = prepared(Record::new().with("series", Value::List(vec![bars(), bars()])).into()).unwrap();
        assert_eq!(found.series[0].bar_width, 0.4);
        assert!((found.series[0].point(0)[0] + 0.2).abs() < 1e-12 && (found.series[1].point(0)[0] - 0.2).abs() < 1e-12);
        let bounds = found.series[0].bounds.unwrap();
        assert_eq!((bounds.min()[1], bounds.max()[1]), (0.0, 4.0));
    }

    #[test]
    fn numbers_that_are_none_have_no_bounds() {
        assert!(prepared(floats(&[f64::NAN, f64::INFINITY])).unwrap().series[0].bounds.is_none());
        assert!(prepared(floats(&[])).unwrap().series[0].bounds.is_none());
    }
}
