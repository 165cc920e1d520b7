//! How a picture is shown: contrast range and colours, from the window's settings, from
//! what the user chose, else from the data.

use super::colours::Colormap;
use super::picture::Picture;
use super::statistics::{Range, Statistics};
use imjoy_engine::value::{DataType, Value};

/// How a picture is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Display {
    /// Numbers that become the first and the last colour.
    pub range: Range,
    /// Colours of a grey picture.
    pub colormap: Colormap,
}

/// What a window's settings say of the display. Settings that make no sense are left out.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Settings {
    /// `colormap`.
    pub colormap: Option<Colormap>,
    /// `min`.
    pub low: Option<f64>,
    /// `max`.
    pub high: Option<f64>,
    /// `slice`, from 0.
    pub slice: Option<usize>,
}

impl Settings {
    /// The settings in a window's `config`.
    pub fn new(config: &Value) -> Self {
        let number = |name: &str| config.field(name).and_then(Value::as_number).filter(|number| number.is_finite());
        let text = |name: &str| config.field(name).and_then(Value::as_text);
        Self {
            colormap: text("colormap").or_else(|| text("lut")).and_then(Colormap::by_name),
            low: number("min"),
            high: number("max"),
            // A cast of a float saturates: what is beyond the last slice shows the last.
            slice: number("slice").map(|slice| slice as usize),
        }
    }
}

impl Display {
    /// The display of a picture of which the user has chosen nothing.
    pub fn new(picture: &Picture, statistics: &Statistics, settings: Settings) -> Self {
        let range = default_range(picture, statistics);
        let low = settings.low.unwrap_or(range.low);
        let high = settings.high.unwrap_or(range.high);
        Self {
            range: Range::new(low, high).unwrap_or(range),
            colormap: settings.colormap.filter(|_| picture.is_grey()).unwrap_or_default(),
        }
    }

    /// Whether the contrast range has an effect.
    pub fn uses_range(&self) -> bool {
        self.colormap != Colormap::Labels
    }
}

/// The range that shows a picture as one expects: 8-bit pictures as they are, colours by
/// the range of their type, and other grey pictures from their smallest to their greatest
/// number.
fn default_range(picture: &Picture, statistics: &Statistics) -> Range {
    let high = statistics.range.high;
    match picture.data_type() {
        DataType::Boolean | DataType::Uint8 => statistics.domain,
        _ if picture.is_grey() => statistics.range.not_empty(),
        DataType::Float16 | DataType::Float32 | DataType::Float64 if statistics.range.low >= 0.0 && high <= 1.0 => {
            Range { low: 0.0, high: 1.0 }
        }
        _ if statistics.range.low >= 0.0 && high <= 255.0 => Range { low: 0.0, high: 255.0 },
        DataType::Uint16 => Range { low: 0.0, high: 65535.0 },
        _ => statistics.range.not_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::statistics::statistics;
    use super::*;
    use bytes::Bytes;
    use imjoy_engine::value::{NdArray, Record};

    fn display(data_type: DataType, shape: &[u64], data: Vec<u8>, config: Value) -> Display {
        let array = NdArray::new(data_type, shape.to_vec(), Bytes::from(data)).unwrap();
        let picture = Picture::new(&array).unwrap();
        Display::new(&picture, &statistics(&picture), Settings::new(&config))
    }

    fn floats(numbers: &[f32]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
    }

    #[test]
    fn ranges_by_type() {
        let of = |data_type, shape: &[u64], data| {
            let range = display(data_type, shape, data, Value::Absent).range;
            (range.low, range.high)
        };
        assert_eq!(of(DataType::Uint8, &[1, 2], vec![10, 200]), (0.0, 255.0));
        assert_eq!(of(DataType::Uint8, &[1, 2], vec![0, 1]), (0.0, 1.0));
        assert_eq!(of(DataType::Boolean, &[1, 2], vec![1, 1]), (0.0, 1.0));
        assert_eq!(of(DataType::Uint16, &[1, 2], vec![100, 0, 0, 1]), (100.0, 256.0));
        assert_eq!(of(DataType::Uint16, &[1, 1, 3], vec![0, 1, 0, 2, 0, 3]), (0.0, 65535.0));
        assert_eq!(of(DataType::Float32, &[1, 1, 3], floats(&[0.2, 0.1, 0.9])), (0.0, 1.0));
        assert_eq!(of(DataType::Float32, &[1, 1, 3], floats(&[2.0, 0.1, 200.0])), (0.0, 255.0));
        assert_eq!(of(DataType::Float32, &[1, 2], floats(&[-3.0, 7.0])), (-3.0, 7.0));
    }

    #[test]
    fn settings_that_make_no_sense_are_left_out() {
        let config = Record::new()
            .with("min", f64::NAN)
            .with("max", "bright")
            .with("colormap", Value::Integer(3))
            .with("slice", -7.0);
        assert_eq!(Settings::new(&config.into()), Settings { slice: Some(0), ..Settings::default() });
        let config: Value = Record::new().with("min", 90.0).with("max", 20i64).with("colormap", "LABELS").into();
        let found = display(DataType::Uint8, &[1, 1], vec![3], config);
        assert_eq!(found, Display { range: Range { low: 20.0, high: 90.0 }, colormap: Colormap::Labels });
        assert_eq!(Settings::new(&Value::Null), Settings::default());
    }
}
