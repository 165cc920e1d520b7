//! Questions about files and permissions without a window: answered from `--file`,
//! `--output` and `--allow`, or refused with a sentence that names what is missing.

use imjoy_engine::front_end::{
    ALLOW_ONCE, DeclaredWish, Dialog, DialogAnswer, FOR_THIS_RUN, FileAccess, FileChoice, FileQuestion, PermissionWish,
};
use imjoy_engine::value::{Record, Value};
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What `--allow` allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Allowed {
    /// Open web addresses; they are printed.
    OpenUrl,
    /// Make URLs for files that the plugin names.
    FileUrl,
    /// Change what is given by --file.
    ChangeFiles,
    /// As much of the disk as it declares.
    Disk,
    /// As much memory as it declares.
    Memory,
    /// Work while none of its functions is called.
    Background,
}

/// Answers about files given on the command line.
#[derive(Clone, Debug, Default)]
pub(super) struct FileAnswers {
    files: Vec<PathBuf>,
    output: Option<PathBuf>,
    allowed: Vec<Allowed>,
    /// Folders and files for what plugins declare, by name; absolute.
    grants: Vec<(String, String)>,
    /// What the plugin has saved as the output.
    saved: Arc<Mutex<HashSet<PathBuf>>>,
}

impl FileAnswers {
    /// Paths that are relative are in the current folder.
    pub(super) fn new(
        files: Vec<PathBuf>,
        output: Option<PathBuf>,
        allowed: Vec<Allowed>,
        grants: Vec<(String, String)>,
    ) -> std::io::Result<Self> {
        let files = files.into_iter().map(std::path::absolute).collect::<std::io::Result<_>>()?;
        let output = output.map(std::path::absolute).transpose()?;
        let absolute = |(name, path): (String, String)| {
            let path = match path.starts_with('~') {
                true => path,
                false => std::path::absolute(path)?.to_string_lossy().into_owned(),
            };
            Ok((name, path))
        };
        let grants = grants.into_iter().map(absolute).collect::<std::io::Result<_>>()?;
        Ok(Self { files, output, allowed, grants, saved: Arc::default() })
    }

    /// Whether the plugin has taken the output for a file of its own.
    pub(super) fn has_saved(&self) -> bool {
        !self.saved().is_empty()
    }

    /// The answer to a plugin that asks for permission.
    pub(super) fn permit(&self, dialog: &Dialog, wish: &PermissionWish) -> DialogAnswer {
        let (allowed, name, what) = match wish {
            PermissionWish::OpenUrl { before, host, after, .. } => {
                (Allowed::OpenUrl, "open-url", format!("open {before}{host}{after}"))
            }
            PermissionWish::FileUrl { path, .. } => (Allowed::FileUrl, "file-url", format!("read {path}")),
            PermissionWish::Declared(wishes) => return self.permit_declared(dialog, wishes),
        };
        if self.allowed.contains(&allowed) {
            return DialogAnswer::Confirmed(Value::from(ALLOW_ONCE));
        }
        DialogAnswer::Refused(format!(
            "{} would like to {what}, and there is no window to agree in; give --allow {name}",
            dialog.plugin_name
        ))
    }

    /// The answer to what a plugin declares, for this run only.
    fn permit_declared(&self, dialog: &Dialog, wishes: &[DeclaredWish]) -> DialogAnswer {
        let mut answers = Record::new().with(FOR_THIS_RUN, true);
        let mut missing = Vec::new();
        for wish in wishes {
            let name = wish.id.rsplit(' ').next().unwrap_or(&wish.id);
            let answer = match wish.choice {
                Some(_) => {
                    self.grants.iter().find(|(granted, _)| granted == name).map(|(_, path)| path.as_str().into())
                }
                None => {
                    let allowed = <Allowed as clap::ValueEnum>::from_str(name, false).ok();
                    allowed.is_some_and(|allowed| self.allowed.contains(&allowed)).then_some(Value::Boolean(true))
                }
            };
            match answer {
                Some(answer) => answers.set(wish.id.as_str(), answer),
                None if wish.is_optional => {}
                None => missing.push(match wish.choice {
                    Some(_) => format!("--grant {name}=PATH ({}: {})", wish.text, wish.reason),
                    None => format!("--allow {name} ({}: {})", wish.text, wish.reason),
                }),
            }
        }
        if missing.is_empty() {
            return DialogAnswer::Confirmed(Value::Record(answers));
        }
        DialogAnswer::Refused(format!(
            "{} wants what has not been allowed, and there is no window to agree in; give {}",
            dialog.plugin_name,
            missing.join(" and ")
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
        if question.access == FileAccess::ReadWrite && !self.allowed.contains(&Allowed::ChangeFiles) {
            return refused("would like to change it; give --allow change-files".to_owned());
        }
        DialogAnswer::Picked { paths: self.files.clone(), is_remembered: false }
    }

    /// The answer to a plugin that saves a file: the output, or a file of that name in it
    /// where it is a folder. None is written twice in one run.
    pub(super) fn save(&self, dialog: &Dialog, name: &str) -> DialogAnswer {
        let Some(output) = &self.output else {
            return DialogAnswer::Refused(format!(
                "{} saves {name}, and there is no window to choose where; give --output FILE",
                dialog.plugin_name
            ));
        };
        let (path, advice) = match output.is_dir() {
            true => (output.join(name), ""),
            false => (output.clone(), "; give a folder that is there as --output, for several files"),
        };
        if !self.saved().insert(path.clone()) {
            return DialogAnswer::Refused(format!(
                "{} saves {name}, but has saved another file as {} already{advice}",
                dialog.plugin_name,
                path.display()
            ));
        }
        DialogAnswer::Picked { paths: vec![path], is_remembered: false }
    }

    fn saved(&self) -> MutexGuard<'_, HashSet<PathBuf>> {
        self.saved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
