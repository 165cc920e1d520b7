//! Windows side by side without overlap: tabs, rows, columns and grids.
//!
//! Why egui_tiles: splits that are dragged, tabs, and rearranging by dragging are much work
//! to get right. The tree holds keys only; the windows stay where they are, so their
//! floating places survive.
//!
//! Invariant: after [`Tiling::synchronise`] every window has exactly one tile. As long as
//! the user has changed nothing, the windows stand in rows of equal tiles, made anew when a
//! window comes or goes. A tree that was remembered fills up as its windows open; windows
//! that it does not know are added at the end.
//!
//! Why rows and not egui_tiles' grid: in a grid, a tile that is dropped on another changes
//! places with it, so that hardly anybody would find out how to make tabs.

use super::arranging::columns;
use super::frame::{FrameResponse, WindowFrame, WindowKey};
use super::layout::{SavedTile, WindowIdentity};
use super::placement::GAP;
use crate::application::theme;
use egui::{Color32, Rect, Stroke, Style, Ui, Visuals, WidgetText};
use egui_tiles::{
    Behavior, Container, EditAction, Linear, LinearDir, ResizeState, SimplificationOptions, Tabs, Tile, TileId, Tiles,
    Tree, UiResponse,
};

/// Least width and height of a tile, in points.
const LEAST_SIZE: f32 = 90.0;

/// The tiles.
pub struct Tiling {
    tree: Tree<WindowKey>,
    /// The tree remembered, with windows that are not open yet; until the user changes it.
    remembered: Option<SavedTile>,
    /// The windows seen, for which the rows were made; `None` once the user has changed
    /// the tree, or where it was remembered.
    rows_of: Option<Vec<WindowKey>>,
}

/// What has happened while the tiles were drawn.
#[derive(Default)]
pub struct TilingResponse {
    /// What has happened in each window that was seen.
    pub windows: Vec<(WindowKey, FrameResponse)>,
    /// Whether the user has changed the tree.
    pub is_edited: bool,
}

impl Tiling {
    /// Without windows; those of `remembered` take their places when they open.
    pub fn new(remembered: Option<SavedTile>) -> Self {
        let rows_of = remembered.is_none().then(Vec::new);
        Self { tree: Tree::empty(egui::Id::unique("tiles")), remembered, rows_of }
    }

    /// Gives every window a tile and takes those of closed windows away.
    pub fn synchronise(&mut self, frames: &[WindowFrame], area: Rect) {
        if let Some(rows_of) = &self.rows_of {
            let seen = frames.iter().filter(|frame| !frame.is_hidden).map(|frame| frame.key);
            let is_known = |frame: &WindowFrame| self.tree.tiles.find_pane(&frame.key).is_some();
            let count = frames.len();
            if !seen.clone().eq(rows_of.iter().copied())
                || !frames.iter().all(is_known)
                || panes(&self.tree.tiles).count() != count
            {
                let seen: Vec<WindowKey> = seen.collect();
                self.make_rows(&seen, frames, area);
                self.rows_of = Some(seen);
            }
        }
        let gone: Vec<TileId> = panes(&self.tree.tiles)
            .filter(|(_, key)| !frames.iter().any(|frame| frame.key == *key))
            .map(|(tile, _)| tile)
            .collect();
        for tile in gone {
            self.tree.remove_recursively(tile);
            if self.tree.root() == Some(tile) {
                self.tree = Tree::empty(self.tree.id());
            }
        }
        let mut new = frames.iter().filter(|frame| self.tree.tiles.find_pane(&frame.key).is_none()).peekable();
        if new.peek().is_some() {
            let is_remembered =
                self.remembered.as_ref().is_some_and(|saved| new.clone().any(|frame| saved.contains(&frame.identity)));
            if is_remembered {
                self.rebuild(frames);
            }
            for frame in frames {
                if self.tree.tiles.find_pane(&frame.key).is_none() {
                    self.add(frame.key);
                }
            }
        }
        for frame in frames {
            if let Some(tile) = self.tree.tiles.find_pane(&frame.key) {
                self.tree.set_visible(tile, !frame.is_hidden);
            }
        }
    }

    fn make_rows(&mut self, seen: &[WindowKey], frames: &[WindowFrame], area: Rect) {
        let mut tiles = Tiles::default();
        let mut rows: Vec<Vec<TileId>> = seen
            .chunks(columns(seen.len(), area))
            .map(|row| row.iter().map(|key| tiles.insert_pane(*key)).collect())
            .collect();
        let hidden = frames.iter().filter(|frame| frame.is_hidden).map(|frame| tiles.insert_pane(frame.key));
        let hidden: Vec<TileId> = hidden.collect();
        match rows.last_mut() {
            Some(last) => last.extend(hidden),
            None => rows.push(hidden),
        }
        let rows = rows.into_iter().map(|row| tiles.insert_horizontal_tile(row)).collect();
        let root = tiles.insert_vertical_tile(rows);
        self.tree = Tree::new(self.tree.id(), root, tiles);
    }

    /// Makes the remembered tree anew of the windows that are open.
    fn rebuild(&mut self, frames: &[WindowFrame]) {
        let Some(saved) = &self.remembered else { return };
        let mut tiles = Tiles::default();
        let find =
            |window: &WindowIdentity| frames.iter().find(|frame| frame.identity == *window).map(|frame| frame.key);
        self.tree = match saved.build(&mut tiles, &find) {
            Some(root) => Tree::new(self.tree.id(), root, tiles),
            None => Tree::empty(self.tree.id()),
        };
    }

    fn add(&mut self, key: WindowKey) {
        let tile = self.tree.tiles.insert_pane(key);
        let Some(root) = self.tree.root() else {
            self.replace_root(tile);
            return;
        };
        match self.tree.tiles.get_mut(root) {
            Some(Tile::Container(container @ (Container::Grid(_) | Container::Linear(_)))) => {
                container.add_child(tile);
            }
            // A window alone, or tabs: both get a neighbour.
            _ => {
                let row = self.tree.tiles.insert_horizontal_tile(vec![root, tile]);
                self.replace_root(row);
            }
        }
    }

    fn replace_root(&mut self, root: TileId) {
        let id = self.tree.id();
        let tree = std::mem::replace(&mut self.tree, Tree::empty(id));
        self.tree = Tree::new(id, root, tree.tiles);
    }

    /// Puts all windows into rows of equal tiles.
    pub fn arrange_in_grid(&mut self) {
        self.remembered = None;
        self.rows_of = Some(Vec::new());
    }

    /// Makes the window seen if it is behind another tab.
    pub fn bring_to_front(&mut self, key: WindowKey) {
        self.tree.make_active(|_, tile| matches!(tile, Tile::Pane(pane) if *pane == key));
    }

    /// Draws the tiles into all the space of `ui`.
    pub fn ui(&mut self, ui: &mut Ui, frames: &mut [WindowFrame], active: Option<WindowKey>) -> TilingResponse {
        let mut behaviour =
            Behaviour { frames, active, response: TilingResponse::default(), in_tabs: self.windows_in_tabs() };
        self.tree.ui(&mut behaviour, ui);
        let response = behaviour.response;
        if response.is_edited {
            // What the user made counts from now on.
            self.remembered = None;
            self.rows_of = None;
        }
        response
    }

    fn windows_in_tabs(&self) -> Vec<TileId> {
        let several = |tabs: &Tabs| if tabs.children.len() > 1 { tabs.children.clone() } else { Vec::new() };
        self.tree
            .tiles
            .tiles()
            .filter_map(|tile| match tile {
                Tile::Container(Container::Tabs(tabs)) => Some(several(tabs)),
                _ => None,
            })
            .flatten()
            .collect()
    }

    /// The tree, to be remembered.
    pub fn saved(&self, frames: &[WindowFrame]) -> Option<SavedTile> {
        if self.rows_of.is_some() {
            return None;
        }
        if self.remembered.is_some() {
            return self.remembered.clone();
        }
        let identity =
            |key: WindowKey| frames.iter().find(|frame| frame.key == key).map(|frame| frame.identity.clone());
        SavedTile::of(&self.tree.tiles, self.tree.root()?, &identity)
    }
}

fn panes(tiles: &Tiles<WindowKey>) -> impl Iterator<Item = (TileId, WindowKey)> {
    tiles.iter().filter_map(|(id, tile)| match tile {
        Tile::Pane(key) => Some((*id, *key)),
        Tile::Container(_) => None,
    })
}

impl SavedTile {
    fn contains(&self, window: &WindowIdentity) -> bool {
        match self {
            SavedTile::Window(other) => other == window,
            SavedTile::Tabs { children, .. } | SavedTile::Grid { children } => {
                children.iter().any(|child| child.contains(window))
            }
            SavedTile::Row { children } | SavedTile::Column { children } => {
                children.iter().any(|(_, child)| child.contains(window))
            }
        }
    }

    /// Makes the tiles of those windows that are open.
    fn build(
        &self,
        tiles: &mut Tiles<WindowKey>,
        find: &impl Fn(&WindowIdentity) -> Option<WindowKey>,
    ) -> Option<TileId> {
        match self {
            SavedTile::Window(window) => Some(tiles.insert_pane(find(window)?)),
            SavedTile::Tabs { children, active } => {
                let built: Vec<Option<TileId>> = children.iter().map(|child| child.build(tiles, find)).collect();
                let active = built.get(*active).copied().flatten();
                let children: Vec<TileId> = built.into_iter().flatten().collect();
                let mut tabs = Tabs::new(children);
                tabs.active = active.or(tabs.active);
                (!tabs.children.is_empty()).then(|| tiles.insert_container(tabs))
            }
            SavedTile::Grid { children } => {
                let children: Vec<TileId> = children.iter().filter_map(|child| child.build(tiles, find)).collect();
                (!children.is_empty()).then(|| tiles.insert_grid_tile(children))
            }
            SavedTile::Row { children } => Self::build_linear(LinearDir::Horizontal, children, tiles, find),
            SavedTile::Column { children } => Self::build_linear(LinearDir::Vertical, children, tiles, find),
        }
    }

    fn build_linear(
        direction: LinearDir,
        children: &[(f32, SavedTile)],
        tiles: &mut Tiles<WindowKey>,
        find: &impl Fn(&WindowIdentity) -> Option<WindowKey>,
    ) -> Option<TileId> {
        let built: Vec<(f32, TileId)> =
            children.iter().filter_map(|(share, child)| child.build(tiles, find).map(|tile| (*share, tile))).collect();
        let mut linear = Linear::new(direction, built.iter().map(|(_, tile)| *tile).collect());
        for (share, tile) in &built {
            linear.shares.set_share(*tile, if (0.01..=100.0).contains(share) { *share } else { 1.0 });
        }
        (!built.is_empty()).then(|| tiles.insert_container(linear))
    }

    fn of(
        tiles: &Tiles<WindowKey>,
        tile: TileId,
        identity: &impl Fn(WindowKey) -> Option<WindowIdentity>,
    ) -> Option<SavedTile> {
        let of_children =
            |children: &[TileId]| children.iter().filter_map(|child| Self::of(tiles, *child, identity)).collect();
        match tiles.get(tile)? {
            Tile::Pane(key) => identity(*key).map(SavedTile::Window),
            Tile::Container(Container::Tabs(tabs)) => {
                let active = tabs.children.iter().position(|child| Some(*child) == tabs.active).unwrap_or(0);
                Some(SavedTile::Tabs { children: of_children(&tabs.children), active })
            }
            Tile::Container(Container::Grid(grid)) => {
                let children: Vec<TileId> = grid.children().copied().collect();
                Some(SavedTile::Grid { children: of_children(&children) })
            }
            Tile::Container(Container::Linear(linear)) => {
                let share =
                    |child: &TileId| linear.shares.iter().find(|(tile, _)| *tile == child).map(|(_, share)| *share);
                let children = linear
                    .children
                    .iter()
                    .filter_map(|child| Some((share(child).unwrap_or(1.0), Self::of(tiles, *child, identity)?)))
                    .collect();
                Some(match linear.dir {
                    LinearDir::Horizontal => SavedTile::Row { children },
                    LinearDir::Vertical => SavedTile::Column { children },
                })
            }
        }
    }
}

struct Behaviour<'a> {
    frames: &'a mut [WindowFrame],
    active: Option<WindowKey>,
    in_tabs: Vec<TileId>,
    response: TilingResponse,
}

impl Behavior<WindowKey> for Behaviour<'_> {
    fn pane_ui(&mut self, ui: &mut Ui, tile: TileId, key: &mut WindowKey) -> UiResponse {
        let Some(frame) = self.frames.iter_mut().find(|frame| frame.key == *key) else { return UiResponse::None };
        let response = frame.tile_ui(ui, self.active == Some(*key), self.in_tabs.contains(&tile));
        let is_dragged = response.drag_started;
        self.response.windows.push((*key, response));
        if is_dragged { UiResponse::DragStarted } else { UiResponse::None }
    }

    fn tab_title_for_pane(&mut self, key: &WindowKey) -> WidgetText {
        self.frames
            .iter()
            .find(|frame| frame.key == *key)
            .map(|frame| frame.title().to_owned())
            .unwrap_or_default()
            .into()
    }

    fn tab_title_for_tile(&mut self, tiles: &Tiles<WindowKey>, tile: TileId) -> WidgetText {
        match tiles.get(tile) {
            Some(Tile::Pane(key)) => self.tab_title_for_pane(key),
            Some(Tile::Container(container)) => format!("{} windows", container.num_children()).into(),
            None => WidgetText::default(),
        }
    }

    fn is_tab_bar_visible(&self, _tile: TileId, tabs: &Tabs) -> bool {
        tabs.children.len() > 1
    }

    fn cycle_tabs_with_keyboard(&self) -> bool {
        // The workspace goes through all windows by these keys.
        false
    }

    fn gap_width(&self, _style: &Style) -> f32 {
        GAP
    }

    fn min_size(&self) -> f32 {
        LEAST_SIZE
    }

    fn resize_stroke(&self, style: &Style, state: ResizeState) -> Stroke {
        match state {
            ResizeState::Idle => Stroke::NONE,
            ResizeState::Hovering | ResizeState::Dragging => {
                Stroke::new(GAP * 0.5, theme::colors(&style.visuals).accent)
            }
        }
    }

    fn tab_bar_color(&self, visuals: &Visuals) -> Color32 {
        theme::colors(visuals).workspace
    }

    fn drag_preview_stroke(&self, visuals: &Visuals) -> Stroke {
        Stroke::new(2.0, theme::colors(visuals).accent)
    }

    fn drag_preview_color(&self, visuals: &Visuals) -> Color32 {
        theme::colors(visuals).accent.gamma_multiply(0.25)
    }

    fn simplification_options(&self) -> SimplificationOptions {
        SimplificationOptions { all_panes_must_have_tabs: false, ..SimplificationOptions::default() }
    }

    fn on_edit(&mut self, action: EditAction) {
        if action != EditAction::TileDragged {
            self.response.is_edited = true;
        }
    }
}
