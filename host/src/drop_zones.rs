//! Where files that are dragged over the application may be let go.
//!
//! While files are over it, the application says where ([`begin_frame`]); whoever is drawn
//! there offers to take them ([`offer`]), the one that is drawn last wins; after drawing
//! the application highlights it and, when the files are let go, gives them to it
//! ([`take`]).
//!
//! Invariants: an offer counts for the frame in which it is made, and only where the
//! widget is seen: not under another window. At rest nothing is kept.

use egui::{Context, Id, LayerId, Pos2, Rect, Ui};
use imjoy_engine::front_end::DropTarget;
use imjoy_engine::identity::WindowId;
use imjoy_engine::value::Record;

/// Somebody who would take the files.
#[derive(Clone, Debug)]
pub(crate) struct DropZone {
    /// What is highlighted.
    pub(crate) rect: Rect,
    /// Who gets them.
    pub(crate) target: DropTarget,
    /// Name of the plugin that may read them then, fit to be shown.
    pub(crate) plugin: String,
    /// The op that is run with them, if one is, fit to be shown.
    pub(crate) op: Option<String>,
}

/// Files over the application, and who would take them.
#[derive(Clone, Default)]
struct Over {
    position: Option<Pos2>,
    zone: Option<DropZone>,
    /// The window that is drawn, if they are over it, and its plugin.
    window: Option<(WindowId, String)>,
}

fn id() -> Id {
    Id::unique("files over the application")
}

/// Says where files are in this frame; `None` when there are none.
pub(crate) fn begin_frame(context: &Context, position: Option<Pos2>) {
    context.data_mut(|data| match position {
        Some(_) => _ = data.insert_temp(id(), Over { position, ..Over::default() }),
        None => data.remove::<Over>(id()),
    });
}

/// Where files are over the part `rect` of `ui`, if they are and nothing lies over it.
pub(crate) fn position_over(ui: &Ui, rect: Rect) -> Option<Pos2> {
    position_in(ui.ctx(), ui.layer_id(), rect.intersect(ui.clip_rect()))
}

fn position_in(context: &Context, layer: LayerId, rect: Rect) -> Option<Pos2> {
    let over = context.data(|data| data.get_temp::<Over>(id()));
    let position = over.and_then(|over| over.position).filter(|position| rect.contains(*position))?;
    (context.layer_id_at(position) == Some(layer)).then_some(position)
}

/// Offers to take the files; an earlier offer of this frame gives way.
pub(crate) fn offer(context: &Context, zone: DropZone) {
    change(context, |over| over.zone = Some(zone));
}

/// Says that what is drawn now is the content `rect` of a window of that plugin; where
/// `takes_files`, it offers to take them.
pub(crate) fn enter_window(ui: &Ui, rect: Rect, window: WindowId, plugin: &str, takes_files: bool) {
    if position_over(ui, rect).is_none() {
        return;
    }
    let plugin = plugin.to_owned();
    change(ui.ctx(), |over| {
        over.window = Some((window, plugin.clone()));
        if takes_files {
            over.zone = Some(DropZone { rect, target: DropTarget::Window { window }, plugin, op: None });
        }
    });
}

/// Offers to take the files for an element of the content of the window that is drawn.
pub(crate) fn offer_element(ui: &Ui, rect: Rect, element: &str, fields: Record) {
    let element = element.to_owned();
    change(ui.ctx(), |over| {
        if let Some((window, plugin)) = over.window.clone() {
            let target = DropTarget::Element { window, element, fields };
            over.zone = Some(DropZone { rect, target, plugin, op: None });
        }
    });
}

fn change(context: &Context, change: impl FnOnce(&mut Over)) {
    context.data_mut(|data| {
        if let Some(mut over) = data.get_temp::<Over>(id()) {
            change(&mut over);
            data.insert_temp(id(), over);
        }
    });
}

/// Who would take the files now.
pub(crate) fn take(context: &Context) -> Option<DropZone> {
    context.data_mut(|data| data.remove_temp::<Over>(id())).and_then(|over| over.zone)
}
