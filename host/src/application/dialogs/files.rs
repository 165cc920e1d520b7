//! Files to choose, and where to save: in the host's own file browser or in the system's
//! dialog, under the name of the plugin that asks, with what it gets.

use super::{OpenDialog, Places, chrome};
use crate::application::command::{Command, Commands};
use crate::application::file_browser::{FilePicker, Granted, Outcome, Question, Start, Takes, folder_of};
use crate::application::text;
use egui::Context;
use imjoy_engine::front_end::{Dialog, DialogAnswer, DialogContent, FileChoice};

/// Title where the plugin has none.
const TITLE: &str = "ImJoy File Dialog";

/// The choice, once the dialog has its turn.
#[derive(Default)]
pub(super) struct Files(Option<FilePicker>);

/// Draws the choice and gives the answer, once there is one.
pub(super) fn show(
    context: &Context,
    open: &mut OpenDialog,
    places: &Places<'_>,
    commands: &mut Commands,
) -> Option<DialogAnswer> {
    let now = context.input(|input| input.time);
    let age = now - *open.shown_at.get_or_insert(now);
    chrome::ignore_keys(context, age < chrome::KEYS_IGNORED_SECS);
    let super::Body::Files(files) = &mut open.body else { return None };
    let picker = match &mut files.0 {
        Some(picker) => picker,
        empty => empty.insert(picker(&open.dialog, places, context)?),
    };
    Some(match picker.ui(context)? {
        Outcome::Picked(paths) => {
            commands.push(Command::NotePicked(folder_of(&paths)));
            DialogAnswer::Picked { paths, is_remembered: picker.is_remembered() }
        }
        Outcome::Cancelled => DialogAnswer::Cancelled,
    })
}

fn picker(dialog: &Dialog, places: &Places<'_>, context: &Context) -> Option<FilePicker> {
    let (takes, takes_many, folder, note, grants) = match &dialog.content {
        DialogContent::File(question) => {
            let takes = match question.choice {
                FileChoice::Files => Takes::Files,
                FileChoice::Folders => Takes::Folders,
                FileChoice::Any => Takes::Any,
            };
            let granted = Granted { access: question.access, offers_remember: question.offers_remember };
            (takes, question.takes_many, question.folder.clone(), None, Some(granted))
        }
        DialogContent::SaveFile { name, bytes } => {
            let note = bytes.map_or_else(
                || "How much will be written is not known yet.".to_owned(),
                |bytes| format!("{} will be written.", text::bytes_text(bytes)),
            );
            (Takes::Name(name.clone()), false, None, Some(note), None)
        }
        _ => return None,
    };
    let default = if matches!(takes, Takes::Name(_)) { "Save file" } else { TITLE };
    let question = Question {
        title: dialog.title.clone().filter(|title| !title.trim().is_empty()).unwrap_or_else(|| default.to_owned()),
        plugin_name: Some(dialog.plugin_name.to_string()),
        takes,
        takes_many,
        note,
        grants,
    };
    let start = Start { folder: folder.as_deref().unwrap_or(places.start.folder), ..places.start };
    Some(FilePicker::ask(question, &start, places.system, context))
}
