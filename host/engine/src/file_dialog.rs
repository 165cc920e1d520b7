//! Files and folders that the user chooses for a plugin (`api.showFileDialog`).

use crate::error::CallError;
use crate::front_end::{DialogAnswer, DialogContent, FileAccess, FileChoice, FileQuestion};
use crate::grants::{Access, Grant, blocking, parse_path};
use crate::plugin::Plugin;
use crate::plugin::instance::Instance;
use crate::shared::Shared;
use crate::value::Value;
use std::path::PathBuf;
use std::sync::Arc;

/// Files and folders that one dialog gives at most.
const MOST_PICKED: usize = 1000;

/// How many are chosen, and how the result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// One; a text.
    Single,
    /// Any number; a list.
    Multiple,
    /// A text for one, a list for several.
    Either,
}

/// What a plugin lets the user choose.
#[derive(Clone, Debug)]
pub(crate) struct FileDialog {
    pub(crate) choice: FileChoice,
    pub(crate) title: Option<String>,
    pub(crate) root: Option<String>,
    pub(crate) mode: Mode,
    pub(crate) gives_urls: bool,
    /// What the plugin may do with what is chosen.
    pub(crate) access: Access,
}

impl Shared {
    /// Lets the user choose; by choosing they grant the plugin to use it, in this run or,
    /// if they say so, from now on.
    pub(crate) async fn show_file_dialog(
        self: &Arc<Self>,
        plugin: &Plugin,
        instance: &Instance,
        dialog: FileDialog,
    ) -> Result<Value, CallError> {
        let question = FileQuestion {
            choice: dialog.choice,
            takes_many: dialog.mode != Mode::Single,
            folder: self.root_folder(dialog.root).await?,
            access: match dialog.access {
                Access::Read => FileAccess::Read,
                Access::ReadWrite => FileAccess::ReadWrite,
            },
            // A part of another plugin has nothing for good.
            offers_remember: plugin.source.text().is_none(),
        };
        let answer = self.dialogs.ask_openly(instance, dialog.title, DialogContent::File(question)).await?;
        let (paths, is_remembered) = match answer {
            DialogAnswer::Picked { paths, is_remembered } if !paths.is_empty() => (paths, is_remembered),
            DialogAnswer::Refused(reason) => return Err(CallError::Unavailable(reason)),
            _ => return Err(CallError::Cancelled("file dialog canceled by the user.".to_owned())),
        };
        if paths.len() > MOST_PICKED {
            return Err(CallError::Limit(format!(
                "{} files were chosen, at most {MOST_PICKED} can be; choose the folder that they are in",
                paths.len()
            )));
        }
        let granted = self.grant_picked(plugin, paths, dialog.access).await?;
        if is_remembered {
            for (_, grant) in &granted {
                self.keep_grant(plugin, grant).await;
            }
        }
        let mut names = Vec::with_capacity(granted.len());
        for (text, grant) in granted {
            names.push(Value::Text(if dialog.gives_urls {
                let path = PathBuf::from(&text);
                self.url_of_granted(plugin, &path, grant).await?
            } else {
                text
            }));
        }
        Ok(match (dialog.mode, names.len()) {
            (Mode::Single, _) | (Mode::Either, 1) => names.swap_remove(0),
            (Mode::Multiple | Mode::Either, _) => Value::List(names),
        })
    }

    /// Grants what the user has picked.
    async fn grant_picked(
        self: &Arc<Self>,
        plugin: &Plugin,
        paths: Vec<PathBuf>,
        access: Access,
    ) -> Result<Vec<(String, Arc<Grant>)>, CallError> {
        let (shared, id) = (self.clone(), plugin.id);
        blocking(self, move || paths.iter().map(|path| shared.grants.grant_picked(id, path, access)).collect()).await
    }

    /// The folder to begin in, if it is there.
    async fn root_folder(self: &Arc<Self>, root: Option<String>) -> Result<Option<PathBuf>, CallError> {
        let Some(root) = root.filter(|root| !root.is_empty()) else { return Ok(None) };
        let root = parse_path(&root)?;
        blocking(self, move || Ok(root.is_dir().then_some(root))).await
    }
}
