//! Files that are dragged over the application and let go there.
//!
//! They go to whom they are let go over: a plugin's entry in the list or one of its ops,
//! which is run with them; a window or a canvas whose plugin wants files. Everywhere else
//! images are opened and plugins loaded. A component or an `.imjoy.html` file is always
//! loaded, wherever it is let go; other scripts and web pages are, unless a window or a
//! canvas wants them. While the files hover, who would take them is marked, with a line that
//! says what happens.
//!
//! Invariants: files are given to a plugin only where the pointer is known to be over it
//! since the files came; an older position of the pointer counts for nothing, since giving
//! them lets the plugin read them. While a dialog is open nothing is taken.
//!
//! Known limits: most systems do not tell a program where the pointer is while it drags
//! files. On X11 the host asks by itself ([`PointerSource`]); elsewhere the place is known
//! when the pointer moves after the files were let go, for which the host waits a moment.

use super::{file_browser, text, theme};
use crate::drop_zones::{self, DropZone};
use egui::{Align2, Context, CornerRadius, FontId, Id, LayerId, Order, Pos2, Rect, Stroke, StrokeKind, pos2, vec2};
use imjoy_engine::front_end::DropTarget;
use imjoy_engine::is_plugin_path;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long files that were let go wait for the place of the pointer, in seconds.
const WAIT_SECS: f64 = 0.4;

/// Tells where the pointer is while files are dragged, where the window system does not.
pub trait PointerSource: std::fmt::Debug + Send + Sync {
    /// Starts or ends watching. Does not block.
    fn watch(&self, context: &Context, is_watching: bool);
    /// The place in the window, in physical pixels, as it was a moment ago; none before it
    /// is known. Does not block.
    fn position(&self) -> Option<Pos2>;
}

/// What is dragged over the application.
#[derive(Default)]
pub(super) struct Dropping {
    source: Option<Arc<dyn PointerSource>>,
    is_active: bool,
    position: Option<Pos2>,
    /// What has been let go and is given to nobody yet.
    dropped: Vec<PathBuf>,
    waits_until: f64,
    /// Name of the only file that hovers.
    name: Option<String>,
    sorts: Vec<Sort>,
}

/// What a file is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// A plugin and nothing else.
    Plugin,
    /// A plugin, unless a window wants it: a script or a web page.
    Script,
    /// An archive: installed where nobody else wants it.
    Package,
    /// Anything else.
    Other,
}

impl Sort {
    fn of(path: &Path) -> Self {
        let extension = file_browser::extension_of(path);
        let is_plugin_file = || path.to_string_lossy().to_lowercase().ends_with(".imjoy.html");
        match extension.as_deref() {
            Some("wasm") => Sort::Plugin,
            Some("html") if is_plugin_file() => Sort::Plugin,
            Some(file_browser::PACKAGE_EXTENSION) => Sort::Package,
            _ if is_plugin_path(&path.to_string_lossy()) => Sort::Script,
            _ => Sort::Other,
        }
    }

    /// Whether who has that zone gets such files.
    fn goes_to(self, zone: &DropZone) -> bool {
        match self {
            Sort::Plugin => false,
            // On the list of plugins it is let go to be one of them.
            Sort::Script => zone.op.is_none(),
            Sort::Package | Sort::Other => true,
        }
    }

    fn is_loaded(self) -> bool {
        matches!(self, Sort::Plugin | Sort::Script)
    }
}

/// Files that have been let go.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Dropped {
    /// Plugins, to be loaded or installed.
    pub(super) plugins: Vec<PathBuf>,
    /// Archives that nobody asks for, to be installed.
    pub(super) packages: Vec<PathBuf>,
    /// All others.
    pub(super) files: Vec<PathBuf>,
    /// Who gets the others; `None` where nobody asks for them.
    pub(super) target: Option<DropTarget>,
}

impl Dropping {
    /// Where the pointer is asked for while files are dragged.
    pub(super) fn set_source(&mut self, source: Arc<dyn PointerSource>) {
        self.source = Some(source);
    }

    /// Before anything is drawn. `is_modal` says that a dialog is open.
    pub(super) fn begin_frame(&mut self, context: &Context, is_modal: bool) {
        let (hovered, dropped, moved) = context.input(|input| {
            if is_modal {
                return Default::default();
            }
            let hovered: Vec<PathBuf> = input.raw.hovered_files.iter().filter_map(|file| file.path.clone()).collect();
            let dropped: Vec<PathBuf> = input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect();
            let moved = input.raw.events.iter().rev().find_map(|event| match event {
                egui::Event::PointerMoved(position) => Some(*position),
                _ => None,
            });
            (hovered, dropped, moved)
        });
        let is_active = !hovered.is_empty() || !dropped.is_empty() || !self.dropped.is_empty();
        if is_active != self.is_active {
            self.is_active = is_active;
            self.position = None;
            if let Some(source) = &self.source {
                source.watch(context, is_active);
            }
        }
        if !is_active {
            drop_zones::begin_frame(context, None);
            return;
        }
        let told = self.source.as_ref().and_then(|source| source.position());
        let told = told.map(|pixels| (pixels.to_vec2() / context.pixels_per_point()).to_pos2());
        self.position = told.or(moved).or(self.position);
        if !dropped.is_empty() {
            self.waits_until = context.input(|input| input.time) + WAIT_SECS;
            self.dropped.extend(dropped);
        }
        let shown = if hovered.is_empty() { &self.dropped } else { &hovered };
        self.sorts = shown.iter().map(|path| Sort::of(path)).collect();
        self.name = match shown.as_slice() {
            [path] => path.file_name().map(|name| text::one_line(&name.to_string_lossy(), text::NAME_LENGTH)),
            _ => None,
        };
        let may_be_given = self.sorts.iter().any(|sort| *sort != Sort::Plugin);
        drop_zones::begin_frame(context, self.position.filter(|_| may_be_given));
    }

    /// After everything has been drawn: marks who would take the files, and gives them once
    /// they have been let go. `region` is where windows are.
    pub(super) fn end_frame(&mut self, context: &Context, region: Rect) -> Option<Dropped> {
        if !self.is_active {
            return None;
        }
        let zone = drop_zones::take(context).filter(|zone| self.sorts.iter().any(|sort| sort.goes_to(zone)));
        if self.dropped.is_empty() {
            self.hint_ui(context, region, zone.as_ref());
            return None;
        }
        let left = self.waits_until - context.input(|input| input.time);
        if self.position.is_none() && left > 0.0 {
            self.hint_ui(context, region, zone.as_ref());
            context.request_repaint_after(Duration::from_secs_f64(left));
            return None;
        }
        let mut dropped = Dropped::default();
        for path in std::mem::take(&mut self.dropped) {
            match Sort::of(&path) {
                sort if zone.as_ref().is_some_and(|zone| sort.goes_to(zone)) => dropped.files.push(path),
                sort if sort.is_loaded() => dropped.plugins.push(path),
                Sort::Package => dropped.packages.push(path),
                _ => dropped.files.push(path),
            }
        }
        dropped.target = zone.map(|zone| zone.target);
        context.request_repaint();
        Some(dropped)
    }

    fn hint_ui(&self, context: &Context, region: Rect, zone: Option<&DropZone>) {
        let visuals = context.global_style().visuals.clone();
        let colors = theme::colors(&visuals);
        // Above tooltips, which come up where the pointer rests.
        let painter = context.layer_painter(LayerId::new(Order::Debug, Id::unique("drop hint")));
        let marked = zone.map_or(region.shrink(6.0), |zone| zone.rect);
        painter.rect(
            marked,
            4.0,
            colors.accent.gamma_multiply(if zone.is_some() { 0.18 } else { 0.06 }),
            Stroke::new(2.0, colors.accent),
            StrokeKind::Inside,
        );
        let line = self.line(zone);
        let width = (context.content_rect().width() - 60.0).max(120.0);
        let galley = painter.layout(line, FontId::proportional(15.0), colors.on_accent, width);
        let size = galley.size() + vec2(24.0, 14.0);
        // A narrow entry is left to be seen; a window has its line in the middle.
        let center = if marked.height() > size.y * 2.0 && marked.width() > size.x {
            marked.center()
        } else {
            let beside = self.position.unwrap_or(marked.center());
            pos2(beside.x + 16.0 + size.x / 2.0, beside.y + 16.0 + size.y / 2.0)
        };
        let screen = context.content_rect().shrink(6.0);
        let mut pill = Align2::CENTER_CENTER.anchor_size(center, size);
        pill = pill.translate((screen.max - pill.max).min(egui::Vec2::ZERO));
        pill = pill.translate((screen.min - pill.min).max(egui::Vec2::ZERO));
        painter.rect_filled(pill, CornerRadius::same(6), colors.accent);
        painter.galley(pill.min + vec2(12.0, 7.0), galley, colors.on_accent);
    }
}

impl Dropping {
    /// What happens when the files are let go.
    fn line(&self, zone: Option<&DropZone>) -> String {
        let (what, object) = match &self.name {
            Some(name) => (format!("“{name}”"), "it"),
            None => ("the files".to_owned(), "them"),
        };
        let only_plugins = self.sorts.iter().all(|sort| sort.is_loaded());
        let has_plugin = self.sorts.iter().any(|sort| sort.is_loaded());
        let has_package = self.sorts.contains(&Sort::Package);
        match zone {
            Some(DropZone { plugin, op: Some(op), .. }) => {
                format!("Drop to run {op} with {what}\n{plugin} may then read {object}")
            }
            Some(DropZone { plugin, op: None, .. }) => {
                format!("Drop to give {what} to {plugin}, which may then read {object}")
            }
            None if only_plugins && self.name.is_some() => format!("Drop to load or install the plugin {what}"),
            None if only_plugins => "Drop to load or install the plugins".to_owned(),
            None if has_package && self.name.is_some() => format!("Drop to install the plugin {what}"),
            None if has_package => "Drop to open the images and install the plugins".to_owned(),
            None if has_plugin => "Drop to open the images and load the plugins".to_owned(),
            None => format!("Drop to open {what} as {}", if self.name.is_some() { "an image" } else { "images" }),
        }
    }
}
