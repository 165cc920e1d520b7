//! Questions about files and permissions without a window: answered from `--file`,
//! `--output` and `--allow`, or refused with a sentence that names what is missing.

use imjoy_engine::front_end::{ALLOW_ONCE, Dialog, DialogAnswer, FileChoice, FileQuestion, PermissionWish};
use imjoy_engine::value::Value;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What `--allow` allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Allowed {
    /// Open web addresses; they are printed.
    OpenUrl,
    /// Make URLs for files that the plugin names.
    FileUrl,
}

/// Answers about files given on the command line.
#[derive(Clone, Debug, Default)]
pub(super) struct FileAnswers {
    files: Vec<PathBuf>,
    output: Option<PathBuf>,
    allowed: Vec<Allowed>,
    /// Whether the plugin has saved a file as the output.
    has_saved: Arc<AtomicBool>,
}

impl FileAnswers {
    /// Paths that are relative are in the current folder.
    pub(super) fn new(files: Vec<PathBuf>, output: Option<PathBuf>, allowed: Vec<Allowed>) -> std::io::Result<Self> {
        let files = files.into_iter().map(std::path::absolute).collect::<std::io::Result<_>>()?;
        let output = output.map(std::path::absolute).transpose()?;
        Ok(Self { files, output, allowed, has_saved: Arc::default() })
    }

    /// Whether the plugin has taken the output for a file of its own.
    pub(super) fn has_saved(&self) -> bool {
        self.has_saved.load(Ordering::Acquire)
    }

    /// The answer to a plugin that asks for permission.
    pub(super) fn permit(&self, dialog: &Dialog, wish: &PermissionWish) -> DialogAnswer {
        let (allowed, name, what) = match wish {
            PermissionWish::OpenUrl { before, host, after } => {
                (Allowed::OpenUrl, "open-url", format!("open {before}{host}{after}"))
            }
            PermissionWish::FileUrl { path, .. } => (Allowed::FileUrl, "file-url", format!("read {path}")),
        };
        if self.allowed.contains(&allowed) {
            return DialogAnswer::Confirmed(Value::from(ALLOW_ONCE));
        }
        DialogAnswer::Refused(format!(
            "{} would like to {what}, and there is no window to agree in; give --allow {name}",
            dialog.plugin_name
        ))
    }

    /// The answer to a plugin that lets the user choose files.
    pub(super) fn pick(&self, dialog: &Dialog, question: &FileQuestion) -> DialogAnswer {
        let what = match question.choice {
            FileChoice::Files => "a file",
            FileChoice::Folders => "a folder",
            FileChoice::Any => "a file or folder",
        };
        let refused = |reason: String| {
            DialogAnswer::Refused(format!("{} lets you choose {what}, and {reason}", dialog.plugin_name))
        };
        if self.files.is_empty() {
            return refused("there is no window to choose in; give --file PATH".to_owned());
        }
        if self.files.len() > 1 && !question.takes_many {
            return refused(format!("takes one only; --file was given {} times", self.files.len()));
        }
        for file in &self.files {
            let fits = match question.choice {
                FileChoice::Files => file.is_file(),
                FileChoice::Folders => file.is_dir(),
                FileChoice::Any => file.exists(),
            };
            if !fits {
                return refused(format!("--file {} is not one", file.display()));
            }
        }
        DialogAnswer::Picked(self.files.clone())
    }

    /// The answer to a plugin that saves a file.
    pub(super) fn save(&self, dialog: &Dialog, name: &str) -> DialogAnswer {
        let Some(output) = &self.output else {
            return DialogAnswer::Refused(format!(
                "{} saves {name}, and there is no window to choose where; give --output FILE",
                dialog.plugin_name
            ));
        };
        if self.has_saved.swap(true, Ordering::AcqRel) {
            return DialogAnswer::Refused(format!(
                "{} saves {name}, but has saved another file as {} already",
                dialog.plugin_name,
                output.display()
            ));
        }
        DialogAnswer::Picked(vec![output.clone()])
    }
}
