//! Colours: of CSS for texts, and of ImJoy's `color` element.

use super::script::to_number;
use crate::value::Value;

/// Reads a CSS colour: `#rgb`, `#rrggbb`, `rgb(…)`, `rgba(…)` or a common name.
pub fn parse_color(text: &str) -> Option<[u8; 3]> {
    let text = text.trim().to_ascii_lowercase();
    if let Some(digits) = text.strip_prefix('#') {
        return parse_hex(digits);
    }
    let arguments = text.strip_prefix("rgba").or_else(|| text.strip_prefix("rgb"));
    if let Some(arguments) = arguments.and_then(|rest| rest.trim().strip_prefix('(')?.strip_suffix(')')) {
        let mut channels = arguments.split([',', ' ', '/']).filter(|part| !part.is_empty()).map(parse_channel);
        return Some([channels.next()??, channels.next()??, channels.next()??]);
    }
    let index = NAMES.binary_search_by_key(&text.as_str(), |(name, _)| name).ok()?;
    let (_, code) = NAMES.get(index)?;
    let [_, red, green, blue] = code.to_be_bytes();
    Some([red, green, blue])
}

fn parse_hex(digits: &str) -> Option<[u8; 3]> {
    let values: Option<Vec<u8>> = digits.chars().map(|digit| u8::try_from(digit.to_digit(16)?).ok()).collect();
    match values?.as_slice() {
        [red, green, blue] | [red, green, blue, _] => Some([red * 17, green * 17, blue * 17]),
        [r1, r0, g1, g0, b1, b0] | [r1, r0, g1, g0, b1, b0, _, _] => Some([r1 * 16 + r0, g1 * 16 + g0, b1 * 16 + b0]),
        _ => None,
    }
}

fn parse_channel(text: &str) -> Option<u8> {
    let number: f64 = match text.strip_suffix('%') {
        Some(percent) => percent.parse::<f64>().ok()? * 2.55,
        None => text.parse().ok()?,
    };
    Some(to_byte(number))
}

fn to_byte(number: f64) -> u8 {
    // The cast takes what is out of range, or not a number, to the nearest end.
    number.round() as u8
}

/// Red, green and blue of `[hue, saturation, value]`, as ImJoy reckons them: not numbers
/// where the colour is none, and perhaps out of range.
pub(super) fn hsv_channels(hsv: &Value) -> [f64; 3] {
    let part = |index: usize| match hsv {
        Value::List(values) => to_number(values.get(index)),
        Value::Text(text) => to_number(text.chars().nth(index).map(|character| character.to_string().into()).as_ref()),
        _ => f64::NAN,
    };
    let (hue, saturation, value) = (part(0) / 360.0, part(1), part(2));
    let sector = (hue * 6.0).floor();
    let fraction = hue * 6.0 - sector;
    let low = value * (1.0 - saturation);
    let falling = value * (1.0 - fraction * saturation);
    let rising = value * (1.0 - (1.0 - fraction) * saturation);
    let channels = match sector % 6.0 {
        0.0 => [value, rising, low],
        1.0 => [falling, value, low],
        2.0 => [low, value, rising],
        3.0 => [low, falling, value],
        4.0 => [rising, low, value],
        5.0 => [value, low, falling],
        _ => [f64::NAN; 3],
    };
    // JavaScript rounds halves up.
    channels.map(|channel| (channel * 255.0 + 0.5).floor())
}

/// Channels that can be shown.
pub(super) fn shown_channels(channels: [f64; 3]) -> [u8; 3] {
    channels.map(to_byte)
}

/// Names of CSS colours and their codes, sorted by name.
#[rustfmt::skip]
const NAMES: &[(&str, u32)] = &[
    ("aqua", 0x00ffff), ("black", 0x000000), ("blue", 0x0000ff), ("brown", 0xa52a2a), ("coral", 0xff7f50),
    ("crimson", 0xdc143c), ("cyan", 0x00ffff), ("darkblue", 0x00008b), ("darkgray", 0xa9a9a9),
    ("darkgreen", 0x006400), ("darkgrey", 0xa9a9a9), ("darkorange", 0xff8c00), ("darkred", 0x8b0000),
    ("deeppink", 0xff1493), ("deepskyblue", 0x00bfff), ("dimgray", 0x696969), ("dimgrey", 0x696969),
    ("dodgerblue", 0x1e90ff), ("firebrick", 0xb22222), ("forestgreen", 0x228b22), ("fuchsia", 0xff00ff),
    ("gold", 0xffd700), ("gray", 0x808080), ("green", 0x008000), ("grey", 0x808080), ("hotpink", 0xff69b4),
    ("indigo", 0x4b0082), ("khaki", 0xf0e68c), ("lightblue", 0xadd8e6), ("lightgray", 0xd3d3d3),
    ("lightgreen", 0x90ee90), ("lightgrey", 0xd3d3d3), ("lime", 0x00ff00), ("limegreen", 0x32cd32),
    ("magenta", 0xff00ff), ("maroon", 0x800000), ("navy", 0x000080), ("olive", 0x808000), ("orange", 0xffa500),
    ("orangered", 0xff4500), ("orchid", 0xda70d6), ("pink", 0xffc0cb), ("purple", 0x800080), ("red", 0xff0000),
    ("royalblue", 0x4169e1), ("salmon", 0xfa8072), ("seagreen", 0x2e8b57), ("silver", 0xc0c0c0),
    ("skyblue", 0x87ceeb), ("slategray", 0x708090), ("steelblue", 0x4682b4), ("tan", 0xd2b48c), ("teal", 0x008080),
    ("tomato", 0xff6347), ("turquoise", 0x40e0d0), ("violet", 0xee82ee), ("white", 0xffffff),
    ("whitesmoke", 0xf5f5f5), ("yellow", 0xffff00), ("yellowgreen", 0x9acd32),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn css_colors() {
        for (text, expected) in [
            ("#666362", Some([0x66, 0x63, 0x62])),
            ("#f0a", Some([255, 0, 170])),
            (" RGB(1, 2, 300) ", Some([1, 2, 255])),
            ("rgba(100%,0%,0%,.5)", Some([255, 0, 0])),
            ("DarkRed", Some([139, 0, 0])),
            ("#12", None),
            ("rgb(1,2)", None),
            ("inherit", None),
        ] {
            assert_eq!(parse_color(text), expected, "{text}");
        }
        assert!(NAMES.is_sorted_by_key(|(name, _)| *name));
    }

    #[test]
    fn imjoy_colors() {
        let list = |values: [f64; 3]| Value::List(values.map(Value::Float).to_vec());
        assert_eq!(hsv_channels(&list([50.0, 0.8, 1.0])), [255.0, 221.0, 51.0]);
        assert_eq!(hsv_channels(&list([120.0, 0.5, 0.5])), [64.0, 128.0, 64.0]);
        assert!(hsv_channels(&"#ff0000".into()).iter().all(|channel| channel.is_nan()));
    }
}
