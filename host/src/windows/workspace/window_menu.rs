//! The menu of a window: what can be done with it and with its data.

use crate::windows::text;
use egui::{Button, Popup, Response, Ui};
use imjoy_engine::front_end::OfferedOp;

/// Characters of a name in the menu.
const NAME_CHARACTERS: usize = 40;
/// Ops that are listed at most; a menu that is longer than the screen helps nobody.
const MOST_OPS: usize = 20;

/// What the user asked of a window.
#[derive(Clone, Debug, PartialEq)]
pub enum WindowWish {
    /// Close it.
    Close,
    /// Hide it.
    Hide,
    /// Let it fill the workspace, or no longer.
    ToggleMaximised,
    /// Show only its title bar, or all.
    ToggleCollapsed,
    /// Open a window of the host with a copy of its data.
    Copy,
    /// Find the ops that accept its data.
    FindOps,
    /// Run an op on its data.
    RunOp(OfferedOp),
    /// Show the log of its plugin.
    ShowLog,
    /// Tell what its plugin is.
    ShowPlugin,
}

/// What the menu shows.
pub struct WindowMenu<'a> {
    /// The ops that accept the window's data; `None` while they are being looked for.
    pub offered: Option<&'a [OfferedOp]>,
    /// Name of the plugin that opened the window.
    pub plugin: Option<&'a str>,
    /// Whether the engine knows the window; for others no ops are found.
    pub is_engine_window: bool,
    /// Whether a copy of it makes sense.
    pub can_be_copied: bool,
}

impl WindowMenu<'_> {
    /// Draws the menu of the button, if it is open.
    pub fn ui(&self, button: &Response, state: MenuState, wishes: &mut Vec<WindowWish>) {
        let menu = Popup::menu(button);
        if button.clicked() && !menu.is_open() && self.is_engine_window {
            wishes.push(WindowWish::FindOps);
        }
        menu.show(|ui| self.items_ui(ui, state, wishes));
    }

    fn items_ui(&self, ui: &mut Ui, state: MenuState, wishes: &mut Vec<WindowWish>) {
        ui.set_min_width(170.0);
        if self.is_engine_window {
            self.ops_ui(ui, wishes);
        }
        let mut item = |ui: &mut Ui, label: &str, wish: WindowWish| {
            if ui.button(label).clicked() {
                wishes.push(wish);
                // A click by a screen reader closes no menu by itself.
                ui.close();
            }
        };
        item(ui, if state.is_maximised { "Restore" } else { "Maximise" }, WindowWish::ToggleMaximised);
        if !state.is_tile {
            item(ui, if state.is_collapsed { "Expand" } else { "Collapse" }, WindowWish::ToggleCollapsed);
        }
        item(ui, "Hide", WindowWish::Hide);
        if self.can_be_copied {
            item(ui, "Duplicate", WindowWish::Copy);
        }
        if let Some(plugin) = self.plugin {
            let plugin = text::line(plugin, NAME_CHARACTERS);
            ui.separator();
            item(ui, &format!("Log of {plugin}"), WindowWish::ShowLog);
            item(ui, &format!("About {plugin}"), WindowWish::ShowPlugin);
        }
        ui.separator();
        item(ui, "Close", WindowWish::Close);
    }

    fn ops_ui(&self, ui: &mut Ui, wishes: &mut Vec<WindowWish>) {
        match self.offered {
            None => _ = ui.weak("Looking for plugins …"),
            Some([]) => _ = ui.weak("No plugin accepts these data"),
            Some(ops) => {
                for op in ops.iter().take(MOST_OPS) {
                    let label = label(op);
                    let button = ui.add(Button::new(label)).on_hover_text("Run it on the data of this window");
                    if button.clicked() {
                        wishes.push(WindowWish::RunOp(op.clone()));
                        ui.close();
                    }
                }
                if ops.len() > MOST_OPS {
                    ui.weak(format!("{} more in the list at the left", ops.len() - MOST_OPS));
                }
            }
        }
        ui.separator();
    }
}

/// How the window is shown.
#[derive(Clone, Copy)]
pub struct MenuState {
    /// Whether it fills the workspace.
    pub is_maximised: bool,
    /// Whether only its title bar is seen.
    pub is_collapsed: bool,
    /// Whether it is a tile.
    pub is_tile: bool,
}

fn label(op: &OfferedOp) -> String {
    let plugin = text::line(&op.plugin_name, NAME_CHARACTERS);
    if op.op == op.plugin_name {
        format!("Apply {plugin}")
    } else {
        format!("Apply {} of {plugin}", text::line(&op.op, NAME_CHARACTERS))
    }
}
