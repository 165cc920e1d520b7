//! Where a window goes that is dragged to an edge, and how it keeps to the grid: plain
//! arithmetic.

use super::placement::{CELL, GAP};
use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// How close to an edge of the workspace the pointer has to be, in points.
const EDGE: f32 = 14.0;
/// How close to a line of the grid an edge has to be to be drawn to it, in points.
const NEAR: f32 = 7.0;

/// A part of the workspace that a window can fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// All of it.
    Whole,
    /// The left half.
    Left,
    /// The right half.
    Right,
    /// The upper half.
    Top,
    /// The lower half.
    Bottom,
    /// The upper left quarter.
    TopLeft,
    /// The upper right quarter.
    TopRight,
    /// The lower left quarter.
    BottomLeft,
    /// The lower right quarter.
    BottomRight,
}

impl Zone {
    /// The zone that a window fills when it is dragged and let go at `pointer`: the edges
    /// give halves, the upper edge all, and the corners quarters.
    pub fn at(pointer: Pos2, area: Rect) -> Option<Zone> {
        let is_left = pointer.x <= area.left() + EDGE;
        let is_right = pointer.x >= area.right() - EDGE;
        let is_top = pointer.y <= area.top() + EDGE;
        let is_bottom = pointer.y >= area.bottom() - EDGE;
        // Along an edge the quarter next to a corner counts as the corner.
        let high = pointer.y <= area.top() + area.height() * 0.25;
        let low = pointer.y >= area.bottom() - area.height() * 0.25;
        match () {
            () if is_left && high => Some(Zone::TopLeft),
            () if is_left && low => Some(Zone::BottomLeft),
            () if is_left => Some(Zone::Left),
            () if is_right && high => Some(Zone::TopRight),
            () if is_right && low => Some(Zone::BottomRight),
            () if is_right => Some(Zone::Right),
            () if is_top => Some(Zone::Whole),
            () if is_bottom => Some(Zone::Bottom),
            () => None,
        }
    }

    /// The place of a window that fills the zone.
    pub fn rect(self, area: Rect) -> Rect {
        let (left, right) = match self {
            Zone::Left | Zone::TopLeft | Zone::BottomLeft => (0.0, 0.5),
            Zone::Right | Zone::TopRight | Zone::BottomRight => (0.5, 1.0),
            Zone::Whole | Zone::Top | Zone::Bottom => (0.0, 1.0),
        };
        let (top, bottom) = match self {
            Zone::Top | Zone::TopLeft | Zone::TopRight => (0.0, 0.5),
            Zone::Bottom | Zone::BottomLeft | Zone::BottomRight => (0.5, 1.0),
            Zone::Whole | Zone::Left | Zone::Right => (0.0, 1.0),
        };
        let corner = |x: f32, y: f32| area.min + area.size() * vec2(x, y);
        Rect::from_min_max(corner(left, top), corner(right, bottom)).shrink(GAP * 0.5)
    }
}

/// A window that is moved: its upper left corner is drawn to the grid where it is near.
pub fn moved(rect: Rect, area: Rect) -> Rect {
    let offset = rect.min - area.min;
    rect.translate(vec2(near(offset.x, 0.0), near(offset.y, 0.0)) - offset)
}

/// A window that was resized from `before`: the edges that moved are drawn to the grid
/// where they are near.
pub fn resized(before: Rect, rect: Rect, area: Rect) -> Rect {
    let edge = |before: f32, now: f32, origin: f32, gap: f32| {
        if (before - now).abs() < 0.5 { now } else { origin + near(now - origin, gap) }
    };
    Rect::from_min_max(
        pos2(edge(before.min.x, rect.min.x, area.min.x, 0.0), edge(before.min.y, rect.min.y, area.min.y, 0.0)),
        pos2(edge(before.max.x, rect.max.x, area.min.x, GAP), edge(before.max.y, rect.max.y, area.min.y, GAP)),
    )
}

/// The window moved by whole cells, to lines of the grid, and kept in the area.
pub fn stepped(rect: Rect, area: Rect, cells: Vec2) -> Rect {
    let offset = rect.min - area.min;
    let step = |offset: f32, cells: f32| {
        let line = offset / CELL + cells;
        // From between two lines the first step goes to the next line.
        CELL * if cells > 0.0 { (line + 0.01).floor() } else { (line - 0.01).ceil() }
    };
    let aim = vec2(
        if cells.x == 0.0 { offset.x } else { step(offset.x, cells.x) },
        if cells.y == 0.0 { offset.y } else { step(offset.y, cells.y) },
    );
    inside(rect.translate(aim - offset), area)
}

/// The window made larger or smaller by whole cells at its right and lower edge, within
/// the area and not below `smallest`.
pub fn grown(rect: Rect, area: Rect, cells: Vec2, smallest: Vec2) -> Rect {
    let most = (area.max - rect.min).max(smallest);
    let size = (rect.size() + cells * CELL).clamp(smallest.min(most), most);
    Rect::from_min_size(rect.min, size)
}

/// The window moved into the area, as far as it fits.
pub fn inside(rect: Rect, area: Rect) -> Rect {
    let last = (area.max - rect.size()).max(area.min);
    Rect::from_min_size(rect.min.clamp(area.min, last), rect.size())
}

/// `offset`, or the nearest line of the grid less `gap` if that is near.
fn near(offset: f32, gap: f32) -> f32 {
    let line = ((offset + gap) / CELL).round() * CELL - gap;
    if (line - offset).abs() <= NEAR { line } else { offset }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area() -> Rect {
        Rect::from_min_size(pos2(200.0, 40.0), vec2(900.0, 600.0))
    }

    #[test]
    fn edges_and_corners_are_zones() {
        for (pointer, zone) in [
            (pos2(205.0, 340.0), Some(Zone::Left)),
            // Over the side panel.
            (pos2(50.0, 340.0), Some(Zone::Left)),
            (pos2(205.0, 60.0), Some(Zone::TopLeft)),
            (pos2(1099.0, 630.0), Some(Zone::BottomRight)),
            (pos2(600.0, 41.0), Some(Zone::Whole)),
            (pos2(600.0, 639.0), Some(Zone::Bottom)),
            (pos2(600.0, 300.0), None),
        ] {
            assert_eq!(Zone::at(pointer, area()), zone, "{pointer:?}");
        }
        let (left, right) = (Zone::Left.rect(area()), Zone::Right.rect(area()));
        assert!(area().contains_rect(left) && area().contains_rect(right) && !left.intersects(right));
    }

    #[test]
    fn moving_keeps_to_the_grid_when_near() {
        let window = Rect::from_min_size(pos2(233.0, 84.0), vec2(100.0, 80.0));
        assert_eq!(moved(window, area()), Rect::from_min_size(pos2(230.0, 84.0), vec2(100.0, 80.0)));
    }

    #[test]
    fn resizing_moves_only_the_edges_that_were_dragged() {
        let before = Rect::from_min_max(pos2(215.0, 55.0), pos2(400.0, 300.0));
        let after = Rect::from_min_max(pos2(215.0, 55.0), pos2(438.0, 300.0));
        // Eight cells end at 440, less the gap.
        assert_eq!(resized(before, after, area()), Rect::from_min_max(pos2(215.0, 55.0), pos2(436.0, 300.0)));
    }

    #[test]
    fn steps_end_on_lines_and_in_the_area() {
        let window = Rect::from_min_size(pos2(240.0, 70.0), vec2(300.0, 200.0));
        assert_eq!(stepped(window, area(), vec2(1.0, 0.0)).min, pos2(260.0, 70.0));
        assert_eq!(stepped(window, area(), vec2(-1.0, 0.0)).min, pos2(230.0, 70.0));
        assert_eq!(stepped(window, area(), vec2(0.0, -1.0)).min, pos2(240.0, 40.0));
        assert_eq!(stepped(window, area(), vec2(0.0, -9.0)).min, pos2(240.0, 40.0));
        assert_eq!(grown(window, area(), vec2(1.0, -100.0), vec2(150.0, 90.0)).size(), vec2(330.0, 90.0));
        assert_eq!(grown(window, area(), vec2(100.0, 0.0), vec2(150.0, 90.0)).max.x, area().max.x);
    }
}
