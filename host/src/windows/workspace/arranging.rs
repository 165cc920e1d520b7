//! Moving, hiding and arranging windows.

use super::command::WorkspaceCommand;
use super::frame::{SMALLEST_SIZE, WindowFrame, WindowKey};
use super::placement::{self, CELL, Wish};
use super::tiling::Tiling;
use super::{Workspace, snap};
use crate::application::theme;
use egui::{Context, Rect, Vec2, vec2};
use imjoy_engine::front_end::WindowRectangle;

/// Largest share of the workspace that a cascaded window takes.
const CASCADE_SHARE: f32 = 0.7;

impl Workspace {
    pub(super) fn carry_out(&mut self, command: WorkspaceCommand) {
        match command {
            WorkspaceCommand::Focus(key) => self.focus_by_user(key),
            WorkspaceCommand::FocusNumber(number) => {
                if let Some(key) = self.frames.get(number).map(|frame| frame.key) {
                    self.focus_by_user(key);
                }
            }
            WorkspaceCommand::Next => self.cycle(true),
            WorkspaceCommand::Previous => self.cycle(false),
            WorkspaceCommand::CloseAll => {
                let keys: Vec<WindowKey> = self.frames.iter().map(|frame| frame.key).collect();
                keys.into_iter().for_each(|key| self.close(key));
            }
            WorkspaceCommand::ToggleTiled => self.set_tiled(self.tiling.is_none()),
            WorkspaceCommand::ArrangeInGrid => self.arrange_in_grid(),
            WorkspaceCommand::Cascade => self.cascade(),
            WorkspaceCommand::Close
            | WorkspaceCommand::Hide
            | WorkspaceCommand::ToggleMaximised
            | WorkspaceCommand::ToggleCollapsed
            | WorkspaceCommand::Move(..)
            | WorkspaceCommand::Grow(..)
            | WorkspaceCommand::Fill(_) => {
                if let Some(active) = self.active {
                    self.carry_out_on(active, command);
                }
            }
        }
        self.remembered.is_changed = true;
    }

    fn carry_out_on(&mut self, key: WindowKey, command: WorkspaceCommand) {
        let (area, is_tiled) = (self.area, self.tiling.is_some());
        match command {
            WorkspaceCommand::Close => return self.close(key),
            WorkspaceCommand::Hide => return self.hide(key),
            _ => {}
        }
        let Some(frame) = self.frame_mut(key) else { return };
        match command {
            WorkspaceCommand::ToggleMaximised => frame.set_maximised(!frame.is_maximised),
            // A tile has neither a place of its own nor a title bar that could be alone.
            _ if is_tiled => {}
            WorkspaceCommand::ToggleCollapsed => frame.set_collapsed(!frame.is_collapsed),
            WorkspaceCommand::Fill(zone) => frame.fill(zone, area),
            WorkspaceCommand::Move(x, y) => {
                frame.set_maximised(false);
                frame.forget_zone();
                if let Some(rect) = frame.rect {
                    frame.set_rect(snap::stepped(rect, area, vec2(x.into(), y.into())));
                }
            }
            WorkspaceCommand::Grow(x, y) => {
                frame.set_maximised(false);
                frame.set_collapsed(false);
                frame.forget_zone();
                if let Some(rect) = frame.rect {
                    frame.set_rect(snap::grown(rect, area, vec2(x.into(), y.into()), SMALLEST_SIZE));
                }
            }
            _ => {}
        }
    }

    /// Tiles the windows, or lets them float where they floated before.
    pub(super) fn set_tiled(&mut self, is_tiled: bool) {
        if is_tiled == self.tiling.is_some() {
            return;
        }
        match self.tiling.take() {
            Some(tiling) => {
                self.remembered.layout.tiles = tiling.saved(&self.frames);
                self.frames.iter_mut().for_each(WindowFrame::impose_size);
                self.to_front = self.active;
            }
            None => self.tiling = Some(Tiling::new(self.remembered.layout.tiles.clone())),
        }
        self.frames.iter_mut().for_each(|frame| frame.set_maximised(false));
    }

    /// Gives windows without a place one: the place remembered, that asked for, or a free
    /// one.
    pub(super) fn place_new(&mut self) {
        if self.remembered.is_loading() || self.frames.iter().all(|frame| frame.rect.is_some() || frame.is_hidden) {
            return;
        }
        let area = self.area;
        let mut occupied: Vec<Rect> = self
            .frames
            .iter()
            .filter(|frame| !frame.is_collapsed && !frame.is_hidden)
            .filter_map(|frame| frame.rect)
            .collect();
        for frame in self.frames.iter_mut().filter(|frame| frame.rect.is_none()) {
            let place = self.remembered.layout.place(&frame.identity).filter(|_| frame.wish == Wish::default());
            let remembered = place.and_then(|place| place.rect(area)).map(|rect| {
                let rect = Rect::from_min_size(rect.min, rect.size().min(area.size().max(SMALLEST_SIZE)));
                snap::inside(rect, area)
            });
            if let Some(place) = place {
                let is_reopened = frame.identity.file.is_some();
                frame.is_maximised = place.is_maximised;
                // What a plugin opens now is to be seen.
                frame.is_collapsed = place.is_collapsed && is_reopened;
                frame.is_hidden = place.is_hidden && is_reopened;
            }
            let rect = remembered
                .unwrap_or_else(|| placement::place(frame.wish, frame.content.default_size(), area, &occupied));
            occupied.push(rect);
            frame.set_rect(rect);
            self.remembered.is_changed = true;
        }
    }

    /// Moves a window at the wish of its plugin.
    pub(super) fn place(&mut self, key: WindowKey, rectangle: Option<WindowRectangle>) {
        let area = self.area;
        let Some(frame) = self.frame_mut(key) else { return };
        frame.set_maximised(false);
        frame.set_collapsed(false);
        frame.forget_zone();
        frame.impose_size();
        frame.wish = match rectangle {
            Some(WindowRectangle { x, y, w, h }) => Wish { x: Some(x), y: Some(y), w: Some(w), h: Some(h) },
            None => Wish::default(),
        };
        let default_size = frame.content.default_size();
        let wish = frame.wish;
        if !area.is_positive() {
            // Before the first frame: it is placed then.
            frame.rect = None;
            return;
        }
        let occupied: Vec<Rect> = self
            .frames
            .iter()
            .filter(|other| other.key != key && !other.is_hidden)
            .filter_map(|other| other.rect)
            .collect();
        let rect = placement::place(wish, default_size, area, &occupied);
        if let Some(frame) = self.frame_mut(key) {
            frame.set_rect(rect);
        }
        self.remembered.is_changed = true;
    }

    fn cycle(&mut self, forward: bool) {
        let seen: Vec<WindowKey> = self.frames.iter().filter(|frame| !frame.is_hidden).map(|frame| frame.key).collect();
        let count = seen.len();
        let Some(index) = seen.iter().position(|key| Some(*key) == self.active) else { return };
        let index = if forward { index + 1 } else { index + count - 1 } % count;
        if let Some(key) = seen.get(index) {
            self.focus(*key);
        }
    }

    fn seen_mut(&mut self) -> Vec<&mut WindowFrame> {
        let mut seen: Vec<&mut WindowFrame> = self.frames.iter_mut().filter(|frame| !frame.is_hidden).collect();
        for frame in &mut seen {
            frame.set_maximised(false);
            frame.set_collapsed(false);
            frame.forget_zone();
        }
        seen
    }

    fn arrange_in_grid(&mut self) {
        let area = self.area;
        let mut seen = self.seen_mut();
        let rects = grid(seen.len(), area);
        seen.iter_mut().zip(rects).for_each(|(frame, rect)| frame.set_rect(rect));
        if let Some(tiling) = &mut self.tiling {
            tiling.arrange_in_grid();
        }
    }

    fn cascade(&mut self) {
        self.set_tiled(false);
        let area = self.area;
        let mut seen = self.seen_mut();
        let size = (area.size() * CASCADE_SHARE).max(SMALLEST_SIZE);
        // As many steps as leave the last window in the area, then from the beginning.
        let steps = ((area.size() - size) / CELL).floor().min_elem().max(0.0) as usize + 1;
        for (index, frame) in seen.iter_mut().enumerate() {
            let offset = Vec2::splat((index % steps) as f32 * CELL);
            frame.set_rect(Rect::from_min_size(area.min + offset, size));
        }
        self.frames_to_front();
    }
}

/// How many columns make cells that are a little wider than high: images are then
/// largest.
pub(super) fn columns(count: usize, area: Rect) -> usize {
    let aspect = (area.width() / area.height().max(1.0)).clamp(0.1, 10.0);
    ((count as f32 * aspect / 1.2).sqrt().round() as usize).clamp(1, count.max(1))
}

/// Places of equal size, in rows from the top, that together fill the area.
fn grid(count: usize, area: Rect) -> Vec<Rect> {
    if count == 0 {
        return Vec::new();
    }
    let columns = columns(count, area);
    let rows = count.div_ceil(columns);
    (0..count)
        .map(|index| {
            let (row, column) = (index / columns, index % columns);
            // The last row may have fewer windows, which are wider.
            let in_row = if row + 1 == rows { count - row * columns } else { columns };
            let size = vec2(area.width() / in_row as f32, area.height() / rows as f32);
            let min = area.min + vec2(column as f32, row as f32) * size;
            Rect::from_min_size(min, size).shrink(placement::GAP * 0.5)
        })
        .collect()
}

/// Shows where a window would go, through the windows that are there.
pub(super) fn paint_preview(context: &Context, rect: Rect) {
    let visuals = context.global_style().visuals.clone();
    let accent = theme::colors(&visuals).accent;
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("zone preview"));
    context.layer_painter(layer).rect(rect, 5.0, accent.gamma_multiply(0.25), (2.0, accent), egui::StrokeKind::Inside);
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn a_grid_fills_the_area_without_overlap() {
        let area = Rect::from_min_size(pos2(290.0, 30.0), vec2(990.0, 770.0));
        for count in 0..30 {
            let rects = grid(count, area);
            assert_eq!(rects.len(), count);
            let sum: f32 = rects.iter().map(|rect| rect.expand(2.0).area()).sum();
            assert!(count == 0 || (sum / area.area() - 1.0).abs() < 0.01, "{count}: {sum}");
            for (index, rect) in rects.iter().enumerate() {
                assert!(area.contains_rect(*rect));
                assert!(rects.iter().skip(index + 1).all(|other| !other.intersects(*rect)), "{count}");
            }
        }
    }
}
