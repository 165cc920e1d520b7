//! Texts in a dialog of the host: a whole status, the docs of a plugin, the shortcuts.

use super::command::HostText;
use super::segments::{segments_of, segments_ui};
use super::{settle, text, theme};
use crate::windows::markdown::MarkdownView;
use egui::{Align, Context, Id, Layout, RichText, ScrollArea};
use imjoy_engine::form::Segment;
use imjoy_engine::front_end::TextFormat;

/// The dialog, when it is open.
#[derive(Default)]
pub(super) struct HostTextDialog {
    shown: Option<Shown>,
}

struct Shown {
    title: String,
    body: Body,
    /// For the clipboard.
    text: String,
}

enum Body {
    Plain(Vec<Segment>),
    Markdown(Box<MarkdownView>),
}

impl HostTextDialog {
    pub(super) fn open(&mut self, host_text: HostText) {
        let body = if host_text.is_markdown {
            Body::Markdown(Box::new(MarkdownView::new(&host_text.text)))
        } else {
            Body::Plain(segments_of(&host_text.text, TextFormat::Plain))
        };
        let title = text::one_line(&host_text.title, text::LINE_LENGTH);
        self.shown = Some(Shown { title, body, text: host_text.text });
    }

    pub(super) fn is_open(&self) -> bool {
        self.shown.is_some()
    }

    pub(super) fn ui(&mut self, context: &Context) {
        let Some(shown) = &mut self.shown else { return };
        let id = Id::unique("host text");
        let modal = settle::modal(context, id, &shown.title, |ui| {
            let window = context.content_rect().size();
            ui.set_width((theme::DIALOG_WIDTH * 1.4).min(window.x - 40.0));
            ui.label(RichText::new(&shown.title).strong().size(14.5));
            ui.add_space(2.0);
            let height = window.y * theme::DIALOG_HEIGHT_SHARE;
            match &mut shown.body {
                Body::Plain(segments) => {
                    ScrollArea::vertical()
                        .max_height(height)
                        .auto_shrink([false, true])
                        .show(ui, |ui| segments_ui(ui, segments));
                }
                Body::Markdown(view) => view.ui_within(ui, height),
            }
            ui.add_space(theme::GROUP_GAP);
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let is_closed = ui.add(theme::primary_button(ui, "Close")).clicked();
                    if ui.button("Copy").clicked() {
                        ui.copy_text(shown.text.clone());
                    }
                    is_closed
                })
                .inner
            })
            .inner
        });
        if modal.inner || modal.should_close() {
            self.shown = None;
            context.request_repaint();
        }
    }
}
