//! Files to choose, and where to save: the host's own file browser, under the name of the
//! plugin that asks.

use super::{OpenDialog, Places, chrome};
use crate::application::command::BrowseFor;
use crate::application::file_browser::{FileBrowser, Outcome, Question, Takes};
use crate::application::text;
use egui::Context;
use imjoy_engine::front_end::{Dialog, DialogAnswer, DialogContent, FileChoice};

/// Title where the plugin has none.
const TITLE: &str = "ImJoy File Dialog";

/// The browser, once the dialog has its turn.
#[derive(Default)]
pub(super) struct Files(Option<FileBrowser>);

/// Draws the browser and gives the answer, once there is one.
pub(super) fn show(context: &Context, open: &mut OpenDialog, places: &Places<'_>) -> Option<DialogAnswer> {
    let now = context.input(|input| input.time);
    let age = now - *open.shown_at.get_or_insert(now);
    chrome::ignore_keys(context, age < chrome::KEYS_IGNORED_SECS);
    let super::Body::Files(files) = &mut open.body else { return None };
    let browser = match &mut files.0 {
        Some(browser) => browser,
        empty => empty.insert(browser(&open.dialog, places, context)?),
    };
    Some(match browser.ui(context)? {
        Outcome::Picked(paths) => DialogAnswer::Picked(paths),
        Outcome::Cancelled => DialogAnswer::Cancelled,
    })
}

fn browser(dialog: &Dialog, places: &Places<'_>, context: &Context) -> Option<FileBrowser> {
    let (takes, takes_many, folder, note) = match &dialog.content {
        DialogContent::File(question) => {
            let takes = match question.choice {
                FileChoice::Files => Takes::Files,
                FileChoice::Folders => Takes::Folders,
                FileChoice::Any => Takes::Any,
            };
            let what = match (question.choice, question.takes_many) {
                (FileChoice::Files, false) => "the file that you choose",
                (FileChoice::Files, true) => "the files that you choose",
                (_, false) => "what you choose, and all that is in it",
                (_, true) => "what you choose, and all that is in there",
            };
            let note = format!("The plugin may read {what}, until the application is closed.");
            (takes, question.takes_many, question.folder.clone(), note)
        }
        DialogContent::SaveFile { name, bytes } => {
            (Takes::Name(name.clone()), false, None, format!("{} will be written.", text::bytes_text(*bytes)))
        }
        _ => return None,
    };
    let default = if matches!(takes, Takes::Name(_)) { "Save file" } else { TITLE };
    let question = Question {
        title: dialog.title.clone().filter(|title| !title.trim().is_empty()).unwrap_or_else(|| default.to_owned()),
        plugin_name: Some(dialog.plugin_name.to_string()),
        takes,
        takes_many,
        note: Some(note),
    };
    let folder = folder.unwrap_or_else(|| places.folder.to_owned());
    Some(FileBrowser::ask(BrowseFor::Question, question, folder, places.samples, context))
}
