//! Colour tables for grey images, and colours of labels.

use egui::Color32;
use egui::ecolor::Hsva;

/// How the numbers of a grey image become colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Colormap {
    /// Black to white.
    #[default]
    Grey,
    /// White to black.
    Inverted,
    /// Black, violet, red, yellow, white.
    Fire,
    /// Dark violet, green, yellow: even to the eye, also without colour vision.
    Viridis,
    /// A colour for each whole number; 0 is black.
    Labels,
}

impl Colormap {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Colormap; 5] =
        [Colormap::Grey, Colormap::Inverted, Colormap::Fire, Colormap::Viridis, Colormap::Labels];

    /// The name shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Colormap::Grey => "Grey",
            Colormap::Inverted => "Inverted",
            Colormap::Fire => "Fire",
            Colormap::Viridis => "Viridis",
            Colormap::Labels => "Labels",
        }
    }

    /// The table of that name in a window's settings.
    pub fn by_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "grey" | "gray" | "greys" | "grays" => Some(Colormap::Grey),
            "inverted" | "invert" | "gray_r" | "grey_r" => Some(Colormap::Inverted),
            "fire" | "inferno" | "hot" => Some(Colormap::Fire),
            "viridis" => Some(Colormap::Viridis),
            "labels" | "label" | "glasbey" => Some(Colormap::Labels),
            _ => None,
        }
    }

    /// 256 colours, from the lower to the upper end of the contrast range. Of labels, which
    /// have no range, the greys.
    pub fn table(self) -> [Color32; 256] {
        std::array::from_fn(|index| {
            let position = index as f32 / 255.0;
            match self {
                Colormap::Grey | Colormap::Labels => Color32::from_gray(index as u8),
                Colormap::Inverted => Color32::from_gray(255 - index as u8),
                Colormap::Fire => between(&FIRE, position),
                Colormap::Viridis => between(&VIRIDIS, position),
            }
        })
    }
}

/// Nine evenly spaced colours of matplotlib's viridis.
const VIRIDIS: [[u8; 3]; 9] = [
    [68, 1, 84],
    [71, 44, 122],
    [59, 81, 139],
    [44, 113, 142],
    [33, 144, 141],
    [39, 173, 129],
    [92, 200, 99],
    [170, 220, 50],
    [253, 231, 37],
];

/// Nine evenly spaced colours from black over violet, red and yellow to white.
const FIRE: [[u8; 3]; 9] = [
    [0, 0, 0],
    [30, 0, 90],
    [110, 0, 130],
    [180, 20, 80],
    [225, 65, 20],
    [248, 120, 0],
    [255, 180, 0],
    [255, 235, 90],
    [255, 255, 255],
];

fn between(colours: &[[u8; 3]; 9], position: f32) -> Color32 {
    let place = position.clamp(0.0, 1.0) * 8.0;
    let lower = (place as usize).min(7);
    let share = place - lower as f32;
    match (colours.get(lower), colours.get(lower + 1)) {
        (Some([r0, g0, b0]), Some([r1, g1, b1])) => {
            let mix = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
            Color32::from_rgb(mix(*r0, *r1), mix(*g0, *g1), mix(*b0, *b1))
        }
        _ => Color32::BLACK,
    }
}

/// Colours of labels: neighbours in number are far apart in hue.
pub struct LabelColours(Vec<Color32>);

impl LabelColours {
    const COUNT: usize = 4093;

    /// The colours.
    pub fn new() -> Self {
        let colours = (0..Self::COUNT).map(|index| {
            // Steps by the golden ratio never come close to a former hue for long; saturation
            // and brightness tell apart what the hue does not.
            let hue = (index as f32 * 0.618_034).fract();
            let (saturation, value) = match index % 3 {
                0 => (0.75, 1.0),
                1 => (0.95, 0.8),
                _ => (0.45, 0.95),
            };
            Color32::from(Hsva::new(hue, saturation, value, 1.0))
        });
        Self(colours.collect())
    }

    /// The colour of a label; black for 0 and for what is no number.
    #[inline]
    pub fn of(&self, label: f64) -> Color32 {
        if label == 0.0 || label.is_nan() {
            return Color32::BLACK;
        }
        // The cast saturates; one colour for several labels is no harm.
        let index = (label as i64).rem_euclid(Self::COUNT as i64) as usize;
        self.0.get(index).copied().unwrap_or(Color32::BLACK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_go_from_end_to_end() {
        assert_eq!(Colormap::Grey.table()[0], Color32::BLACK);
        assert_eq!(Colormap::Grey.table()[255], Color32::WHITE);
        assert_eq!(Colormap::Inverted.table()[0], Color32::WHITE);
        assert_eq!(Colormap::Viridis.table()[0], Color32::from_rgb(68, 1, 84));
        assert_eq!(Colormap::Viridis.table()[255], Color32::from_rgb(253, 231, 37));
        assert_eq!(Colormap::Fire.table()[255], Color32::WHITE);
        for map in Colormap::ALL {
            assert_eq!(Colormap::by_name(map.label()), Some(map));
        }
        assert_eq!(Colormap::by_name("jet"), None);
    }

    #[test]
    fn neighbouring_labels_differ() {
        let colours = LabelColours::new();
        assert_eq!(colours.of(0.0), Color32::BLACK);
        assert_eq!(colours.of(f64::NAN), Color32::BLACK);
        for label in 1..200 {
            let (one, next) = (colours.of(f64::from(label)), colours.of(f64::from(label + 1)));
            let distance: i32 = (0..3).map(|i| (i32::from(one[i]) - i32::from(next[i])).abs()).sum();
            assert!(distance > 90, "{label}: {one:?} {next:?}");
        }
        for label in [-1.0, -1e300, 1e300, f64::INFINITY] {
            let _ = colours.of(label);
        }
    }
}
