//! Where a new window goes: plain arithmetic on the grid.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Side of a cell of the grid, in points; as in ImJoy.
pub const CELL: f32 = 30.0;
/// Free space kept between neighbours, in points.
pub(super) const GAP: f32 = 4.0;
/// Smallest window, in cells.
const SMALLEST: (u32, u32) = (6, 4);
/// Added for a window at the place of another.
const SAME_PLACE: f32 = 1e7;
/// Most columns and rows that are considered, so that the search for a free place ends
/// soon whatever the screen.
const MOST_CELLS: u32 = 400;
/// How many times the area of a title bar counts.
const TITLE_WEIGHT: f32 = 8.0;

/// What was asked for, in cells; from a plugin, so any number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Column of the left edge.
    pub x: Option<u32>,
    /// Row of the upper edge.
    pub y: Option<u32>,
    /// Width in columns.
    pub w: Option<u32>,
    /// Height in rows.
    pub h: Option<u32>,
}

/// The place of a new window in `area`, in screen coordinates.
///
/// The size asked for, else `default_size` rounded up to whole cells, is clamped to the
/// area. What is asked of the position is used as far as the window stays in the area;
/// the rest is the first place, from left to right and then from top to bottom, at which
/// the window covers least of the others. Title bars count more than the rest, so windows
/// that find no free place cascade: every title stays in sight as long as possible.
pub fn place(wish: Wish, default_size: Vec2, area: Rect, occupied: &[Rect]) -> Rect {
    let columns = cells(area.width());
    let rows = cells(area.height());
    let w = wish.w.unwrap_or_else(|| cells_up(default_size.x)).clamp(SMALLEST.0, columns.max(SMALLEST.0));
    let h = wish.h.unwrap_or_else(|| cells_up(default_size.y)).clamp(SMALLEST.1, rows.max(SMALLEST.1));
    let last_x = columns.saturating_sub(w);
    let last_y = rows.saturating_sub(h);
    let xs = wish.x.map_or(0..=last_x, |x| x.min(last_x)..=x.min(last_x));
    let ys = wish.y.map_or(0..=last_y, |y| y.min(last_y)..=y.min(last_y));
    let mut best = to_rect(area, *xs.start(), *ys.start(), w, h);
    let mut least = covered(best, occupied);
    for y in ys {
        for x in xs.clone() {
            if least <= 0.0 {
                return best;
            }
            let rect = to_rect(area, x, y, w, h);
            let covered = covered(rect, occupied);
            if covered < least {
                (best, least) = (rect, covered);
            }
        }
    }
    best
}

/// How much a window at `rect` hides of the others, in points²; their title bars count
/// [`TITLE_WEIGHT`] times.
fn covered(rect: Rect, occupied: &[Rect]) -> f32 {
    let area = |rect: Rect| rect.width().max(0.0) * rect.height().max(0.0);
    occupied
        .iter()
        .map(|other| {
            // Edges that touch or overlap by rounding are no overlap.
            let other = other.shrink(GAP * 0.5);
            let mut title = other;
            title.max.y = title.max.y.min(title.min.y + CELL);
            // Exactly over another window, a new one would seem to have replaced it.
            let is_same = (rect.min - other.min).abs().max_elem() < CELL * 0.5;
            let penalty = if is_same { SAME_PLACE } else { 0.0 };
            area(rect.intersect(other)) + area(rect.intersect(title)) * TITLE_WEIGHT + penalty
        })
        .sum()
}

fn to_rect(area: Rect, x: u32, y: u32, w: u32, h: u32) -> Rect {
    let min = area.min + vec2(x as f32, y as f32) * CELL;
    let size = vec2(w as f32, h as f32) * CELL - Vec2::splat(GAP);
    let max: Pos2 = min + size;
    // A window wider than a tiny area is cut: it can then still be closed.
    Rect::from_min_max(min, pos2(max.x.min(area.max.x.max(min.x + CELL)), max.y.min(area.max.y.max(min.y + CELL))))
}

/// Whole cells in a length.
fn cells(length: f32) -> u32 {
    // A cast of a float saturates, and NaN becomes 0. The gap of the last cell may be cut.
    (((length + GAP) / CELL).floor() as u32).min(MOST_CELLS)
}

/// Cells that hold a length.
fn cells_up(length: f32) -> u32 {
    ((length / CELL).ceil() as u32).min(MOST_CELLS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area() -> Rect {
        Rect::from_min_size(pos2(200.0, 40.0), vec2(1000.0, 700.0))
    }

    #[test]
    fn windows_go_from_left_to_right_and_wrap() {
        let mut occupied = Vec::new();
        for _ in 0..4 {
            occupied.push(place(Wish::default(), vec2(480.0, 330.0), area(), &occupied));
        }
        let corners: Vec<(f32, f32)> = occupied.iter().map(|rect| (rect.min.x, rect.min.y)).collect();
        assert_eq!(corners, [(200.0, 40.0), (680.0, 40.0), (200.0, 370.0), (680.0, 370.0)]);
    }

    #[test]
    fn without_a_free_place_titles_stay_in_sight() {
        let mut occupied: Vec<Rect> = Vec::new();
        for _ in 0..6 {
            let rect = place(Wish::default(), vec2(700.0, 500.0), area(), &occupied);
            assert!(area().expand(GAP).contains_rect(rect));
            assert!(!occupied.iter().any(|other| other.min == rect.min), "{occupied:?} {rect:?}");
            occupied.push(rect);
        }
    }

    #[test]
    fn a_wish_is_kept_inside_the_area() {
        let wish = Wish { x: Some(u32::MAX), y: Some(3), w: Some(1), h: Some(u32::MAX) };
        let rect = place(wish, Vec2::ZERO, area(), &[]);
        assert!(area().contains_rect(rect), "{rect:?}");
        let rect = place(Wish { x: Some(2), y: Some(3), w: Some(10), h: Some(8) }, Vec2::ZERO, area(), &[area()]);
        assert_eq!(rect, Rect::from_min_size(pos2(260.0, 130.0), vec2(296.0, 236.0)));
    }

    #[test]
    fn no_area_is_too_small_or_too_strange() {
        for size in [vec2(0.0, 0.0), vec2(50.0, 20.0), vec2(f32::NAN, f32::INFINITY), vec2(-5.0, 1e9)] {
            let rect = place(Wish::default(), vec2(f32::NAN, 1e30), Rect::from_min_size(Pos2::ZERO, size), &[]);
            assert!(rect.width() > 0.0 && rect.height() > 0.0 && rect.min.x >= 0.0, "{size:?} gives {rect:?}");
        }
    }
}
