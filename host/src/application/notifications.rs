//! Short messages: shown for a while at the lower edge, kept in a list behind the bell.
//!
//! Invariants: at most three are shown at once, newer ones push out the oldest; nothing
//! is lost before the list has [`HISTORY_LENGTH`] entries. A frame is drawn only when a
//! message fades or goes, not while it stands.
//!
//! The message's time starts when it is first drawn, so none is missed while the window
//! is hidden.

use super::symbols::{Symbol, symbol_button};
use super::{settle, text, theme};
use egui::{
    Align2, Area, Context, Frame, Id, Label, Margin, Order, Popup, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2,
};
use imjoy_engine::front_end::Snackbar;
use std::collections::VecDeque;
use std::time::Duration;

/// Messages shown at once.
const SHOWN: usize = 3;
/// Messages kept in the list.
const HISTORY_LENGTH: usize = 100;
/// Time in which a message fades at its end.
const FADE_SECS: f64 = 0.4;
/// Time between two frames while a message fades.
const FADE_STEP: Duration = Duration::from_millis(40);
/// Time of a message that has none that makes sense.
const DEFAULT_SECS: f64 = 10.0;
/// Least and greatest time of a message.
const SHORTEST_SECS: f64 = 1.0;
const LONGEST_SECS: f64 = 120.0;
/// Size of the list.
const HISTORY_SIZE: egui::Vec2 = vec2(380.0, 320.0);

/// All short messages.
#[derive(Default)]
pub(super) struct Notifications {
    shown: VecDeque<Toast>,
    history: VecDeque<Message>,
    unseen: usize,
    has_unseen_error: bool,
    next_number: u64,
}

#[derive(Clone)]
struct Message {
    plugin_name: Option<String>,
    text: String,
    is_error: bool,
    /// When it was first drawn.
    time: Option<f64>,
    number: u64,
}

struct Toast {
    message: Message,
    duration_secs: f64,
}

impl Toast {
    /// Seconds until the message goes.
    fn remaining(&self, now: f64) -> f64 {
        self.message.time.map_or(self.duration_secs, |time| time + self.duration_secs - now)
    }
}

impl Notifications {
    /// Adds a message.
    pub(super) fn add(&mut self, snackbar: Snackbar) {
        self.next_number += 1;
        let message = Message {
            plugin_name: snackbar.plugin_name.map(|name| text::one_line(&name, text::NAME_LENGTH)),
            text: text::shortened(&snackbar.text, text::LINE_LENGTH * 2).into_owned(),
            is_error: snackbar.is_error,
            time: None,
            number: self.next_number,
        };
        let duration_secs = if snackbar.duration_secs.is_finite() && snackbar.duration_secs > 0.0 {
            snackbar.duration_secs.clamp(SHORTEST_SECS, LONGEST_SECS)
        } else {
            DEFAULT_SECS
        };
        self.unseen += 1;
        self.has_unseen_error |= message.is_error;
        self.history.push_front(message.clone());
        self.history.truncate(HISTORY_LENGTH);
        self.shown.push_back(Toast { message, duration_secs });
        if self.shown.len() > SHOWN {
            self.shown.pop_front();
        }
    }

    /// Draws the messages at the lower edge of `region`.
    pub(super) fn snackbars_ui(&mut self, context: &Context, region: egui::Rect) {
        let now = context.input(|input| input.time);
        for message in self.history.iter_mut().take_while(|message| message.time.is_none()) {
            message.time = Some(now);
        }
        for toast in &mut self.shown {
            toast.message.time.get_or_insert(now);
        }
        self.shown.retain(|toast| toast.remaining(now) > 0.0);
        let Some(next_change) = self.shown.iter().map(|toast| toast.remaining(now)).reduce(f64::min) else { return };
        let wait = if next_change > FADE_SECS { Duration::from_secs_f64(next_change - FADE_SECS) } else { FADE_STEP };
        context.request_repaint_after(wait);

        let mut dismissed = None;
        let anchor = region.center_bottom() - vec2(0.0, theme::SNACKBAR_MARGIN);
        let id = Id::unique("snackbars");
        let area = Area::new(id)
            .order(Order::Foreground)
            .pivot(Align2::CENTER_BOTTOM)
            .fixed_pos(anchor)
            .constrain(true)
            .role(Role::Status)
            .accessible_name("Messages")
            .show(context, |ui| {
                ui.set_max_width(theme::SNACKBAR_WIDTH.min(region.width() - 20.0));
                for toast in &self.shown {
                    let strength = (toast.remaining(now) / FADE_SECS).clamp(0.0, 1.0);
                    ui.scope(|ui| {
                        ui.set_opacity(strength as f32);
                        if toast_ui(ui, &toast.message) {
                            dismissed = Some(toast.message.number);
                        }
                    });
                }
            });
        settle::until_settled(context, id, area.response.rect);
        if let Some(number) = dismissed {
            self.shown.retain(|toast| toast.message.number != number);
            context.request_repaint();
        }
    }

    /// Draws the bell and, when it is pressed, the list of messages.
    pub(super) fn bell_ui(&mut self, ui: &mut Ui) {
        let colors = theme::colors(ui.visuals());
        let response = symbol_button(ui, Symbol::Bell).on_hover_text("Messages").accessible_name("Messages list");
        let popup = Popup::from_toggle_button_response(&response)
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name("List of messages");
        if popup.is_open() {
            self.unseen = 0;
            self.has_unseen_error = false;
        }
        popup.show(|ui| self.history_ui(ui));
        // Behind the bell, whose id must not change when the number goes.
        if self.unseen > 0 {
            let count = RichText::new(self.unseen.to_string()).small();
            ui.label(if self.has_unseen_error { count.color(colors.error) } else { count });
        }
    }

    fn history_ui(&mut self, ui: &mut Ui) {
        ui.set_width(HISTORY_SIZE.x);
        ui.horizontal(|ui| {
            ui.strong("Messages");
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let clear = egui::Button::new("Clear").small();
                if ui.add_enabled(!self.history.is_empty(), clear).accessible_name("Clear messages").clicked() {
                    self.history.clear();
                }
            });
        });
        ui.separator();
        if self.history.is_empty() {
            ui.weak("No messages yet");
            return;
        }
        let now = ui.input(|input| input.time);
        ScrollArea::vertical().max_height(HISTORY_SIZE.y).auto_shrink([false, true]).show(ui, |ui| {
            for message in &self.history {
                let age = age_text(now - message.time.unwrap_or(now));
                let sender = message.plugin_name.as_deref().unwrap_or("host");
                ui.label(RichText::new(format!("{sender}, {age}")).small().weak());
                let colors = theme::colors(ui.visuals());
                let text = RichText::new(&message.text);
                ui.add(Label::new(if message.is_error { text.color(colors.error) } else { text }).wrap());
                ui.add_space(4.0);
            }
        });
    }
}

/// Draws one message; true when the user takes it away.
fn toast_ui(ui: &mut Ui, message: &Message) -> bool {
    let colors = theme::colors(ui.visuals());
    let mut is_dismissed = false;
    let mut frame = Frame::NONE.fill(colors.snackbar).corner_radius(5).inner_margin(Margin::symmetric(12, 7));
    if message.is_error {
        frame = frame.stroke(egui::Stroke::new(1.5, theme::colors(&egui::Visuals::dark()).error));
    }
    let response = frame
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                let room = ui.available_width() - theme::SYMBOL_BUTTON - ui.spacing().item_spacing.x;
                ui.vertical(|ui| {
                    ui.set_max_width(room);
                    if let Some(name) = &message.plugin_name {
                        ui.label(RichText::new(name).small().color(colors.on_snackbar.gamma_multiply(0.75)));
                    }
                    ui.add(Label::new(RichText::new(&message.text).color(colors.on_snackbar)).wrap());
                });
                // The surface is dark in both themes.
                ui.visuals_mut().widgets = egui::style::Widgets::dark();
                let name = format!("Dismiss {}", message.text);
                is_dismissed = symbol_button(ui, Symbol::Close).accessible_name(name).clicked();
            });
        })
        .response;
    response.widget_info(|| WidgetInfo::labeled(Role::Group, true, "Message"));
    is_dismissed
}

fn age_text(seconds: f64) -> String {
    match seconds.max(0.0) as u64 {
        0..=9 => "just now".to_owned(),
        seconds @ 10..=59 => format!("{seconds} s ago"),
        seconds @ 60..=3599 => format!("{} min ago", seconds / 60),
        seconds => format!("{} h ago", seconds / 3600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snackbar(text: &str, duration_secs: f64) -> Snackbar {
        Snackbar { plugin: None, plugin_name: None, text: text.to_owned(), duration_secs, is_error: false }
    }

    #[test]
    fn three_are_shown_and_all_are_kept() {
        let mut notifications = Notifications::default();
        for number in 0..5 {
            notifications.add(snackbar(&number.to_string(), f64::NAN));
        }
        assert_eq!(notifications.history.len(), 5);
        let shown: Vec<&str> = notifications.shown.iter().map(|toast| toast.message.text.as_str()).collect();
        assert_eq!(shown, ["2", "3", "4"]);
        assert!(notifications.shown.iter().all(|toast| toast.duration_secs == DEFAULT_SECS));
    }
}
