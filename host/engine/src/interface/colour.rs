//! Colours of labels and shapes.

use crate::form::color::parse_color;
use crate::value::Value;

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Red, green, blue and opacity, from 0 to 255; not premultiplied.
    Fixed([u8; 4]),
    /// The host's accent colour, by its theme.
    Accent,
    /// The host's colour for errors, by its theme.
    Error,
    /// The host's colour for text of lesser importance, by its theme.
    Weak,
    /// The host's colour for text, by its theme.
    Text,
}

impl Colour {
    /// Nothing is painted.
    pub const TRANSPARENT: Colour = Colour::Fixed([0; 4]);

    /// A colour of CSS, `accent`, `error`, `weak`, `text`, `none`, or a list of 3 or 4
    /// numbers from 0 to 255.
    pub(super) fn read(value: &Value) -> Option<Colour> {
        match value {
            Value::Text(text) => of_text(text.trim()),
            other => {
                let channels = other.as_list()?;
                let byte = |index: usize| {
                    let number = channels.get(index)?.as_number()?;
                    // In range, so the cast only rounds.
                    (0.0..=255.0).contains(&number).then_some(number.round() as u8)
                };
                let alpha = if channels.len() == 3 { 255 } else { byte(3)? };
                (channels.len() <= 4).then_some(Colour::Fixed([byte(0)?, byte(1)?, byte(2)?, alpha]))
            }
        }
    }
}

fn of_text(text: &str) -> Option<Colour> {
    match text {
        "accent" => return Some(Colour::Accent),
        "error" => return Some(Colour::Error),
        "weak" => return Some(Colour::Weak),
        "text" => return Some(Colour::Text),
        "none" | "transparent" => return Some(Colour::TRANSPARENT),
        _ => {}
    }
    let [red, green, blue] = parse_color(text)?;
    Some(Colour::Fixed([red, green, blue, opacity(text)?]))
}

/// The opacity of a CSS colour, which [`parse_color`] leaves out.
fn opacity(text: &str) -> Option<u8> {
    if let Some(digits) = text.strip_prefix('#') {
        return match digits.len() {
            4 => u8::from_str_radix(digits.get(3..)?, 16).ok().map(|digit| digit * 17),
            8 => u8::from_str_radix(digits.get(6..)?, 16).ok(),
            _ => Some(255),
        };
    }
    let Some((_, arguments)) = text.split_once('(') else { return Some(255) };
    let fourth = arguments.trim_end_matches(')').split([',', ' ', '/']).filter(|part| !part.is_empty()).nth(3);
    let Some(fourth) = fourth else { return Some(255) };
    let share = match fourth.strip_suffix('%') {
        Some(percent) => percent.parse::<f64>().ok()? / 100.0,
        None => fourth.parse::<f64>().ok()?,
    };
    // The cast takes what is out of range to the nearest end.
    Some((share * 255.0).round() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours() {
        for (text, expected) in [
            ("#ff8000", Some([255, 128, 0, 255])),
            ("#ff800080", Some([255, 128, 0, 128])),
            ("#f808", Some([255, 136, 0, 136])),
            ("rgba(1, 2, 3, 0.5)", Some([1, 2, 3, 128])),
            ("rgb(1,2,3)", Some([1, 2, 3, 255])),
            ("red", Some([255, 0, 0, 255])),
            ("none", Some([0; 4])),
            ("reddish", None),
            ("#ggg", None),
        ] {
            assert_eq!(Colour::read(&text.into()), expected.map(Colour::Fixed), "{text}");
        }
        assert_eq!(Colour::read(&"accent".into()), Some(Colour::Accent));
        assert_eq!(Colour::read(&Value::Integers([1, 2, 3].into())), Some(Colour::Fixed([1, 2, 3, 255])));
        assert_eq!(Colour::read(&Value::Integers([1, 2, 300].into())), None);
        assert_eq!(Colour::read(&Value::Null), None);
    }
}
