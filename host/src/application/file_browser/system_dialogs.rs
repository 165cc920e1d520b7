//! The file dialogs of the system, where there are any.
//!
//! Whether there are is found out at the start on a thread of its own; until then, and
//! where there are none, the host's own browser is used. A dialog of the system is waited
//! for on a thread of its own too, so the application goes on.
//!
//! Invariants: the GUI thread never waits for a dialog or for what shows it. What the
//! system's dialog cannot show (who asks, and what the plugin gets) the host shows itself,
//! in [`picker`](super::picker).
//!
//! Known limits: a dialog whose question nobody asks any more stays open until the user
//! closes it; its answer is then dropped. Files and folders together cannot be chosen in
//! most systems' dialogs, so the host's own browser asks for these.

use super::listing;
use super::question::Takes;
use egui::Context;
use std::fmt::Debug;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};

/// Shows file dialogs of the system. For tests it can be one that is scripted.
pub trait SystemDialogs: Debug + Send + Sync {
    /// Whether there are any. Blocks, not for ever.
    fn is_available(&self) -> bool;
    /// Lets the user choose; `None` when they choose nothing. Blocks until they have.
    fn choose(&self, question: &SystemQuestion) -> Option<Vec<PathBuf>>;
}

/// What a dialog of the system is opened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemQuestion {
    /// Its title.
    pub title: String,
    /// What is chosen.
    pub choice: SystemChoice,
    /// Whether more than one may be chosen.
    pub takes_many: bool,
    /// Extensions of the files that are shown first; empty for all.
    pub extensions: Vec<String>,
    /// The folder that is shown first.
    pub folder: PathBuf,
}

/// What is chosen in a dialog of the system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SystemChoice {
    /// Files that are there.
    Files,
    /// Folders.
    Folders,
    /// A name to save under, which begins as this one.
    Save(String),
}

impl SystemChoice {
    /// What the system's dialog is asked for; `None` for what it cannot do.
    pub(super) fn of(takes: &Takes) -> Option<Self> {
        match takes {
            Takes::Files => Some(SystemChoice::Files),
            Takes::Folders => Some(SystemChoice::Folders),
            Takes::Name(name) => Some(SystemChoice::Save(name.clone())),
            Takes::Any => None,
        }
    }
}

/// Whether there are dialogs of the system, and whether the user wants them.
#[derive(Default)]
pub(in crate::application) struct SystemState {
    dialogs: Option<Arc<dyn SystemDialogs>>,
    looking: Option<Receiver<bool>>,
    is_available: bool,
    /// Whether the user wants them.
    pub(in crate::application) is_wanted: bool,
}

impl SystemState {
    /// Begins to find out whether there are any.
    pub(in crate::application) fn new(
        dialogs: Option<Arc<dyn SystemDialogs>>,
        is_wanted: bool,
        context: &Context,
    ) -> Self {
        let looking = dialogs.clone().and_then(|dialogs| {
            // Without a thread the host's own browser is used.
            listing::in_background("search for dialogs", context, move || dialogs.is_available()).ok()
        });
        Self { dialogs, looking, is_available: false, is_wanted }
    }

    /// Takes the answer when it has come.
    pub(in crate::application) fn poll(&mut self) {
        let Some(looking) = &self.looking else { return };
        match looking.try_recv() {
            Err(TryRecvError::Empty) => {}
            Err(TryRecvError::Disconnected) => self.looking = None,
            Ok(is_available) => {
                self.is_available = is_available;
                self.looking = None;
            }
        }
    }

    /// Whether there are any, as far as is known.
    pub(in crate::application) fn is_available(&self) -> bool {
        self.is_available
    }

    /// The dialogs, where there are any and the user wants them.
    pub(super) fn wanted(&self) -> Option<Arc<dyn SystemDialogs>> {
        self.dialogs.clone().filter(|_| self.is_wanted && self.is_available)
    }
}

/// A dialog of the system that is open.
pub(super) struct OpenSystemDialog(Receiver<Option<Vec<PathBuf>>>);

impl OpenSystemDialog {
    /// Opens it. Fails when there is no thread for it.
    pub(super) fn open(
        dialogs: Arc<dyn SystemDialogs>,
        question: SystemQuestion,
        context: &Context,
    ) -> std::io::Result<Self> {
        listing::in_background("system dialog", context, move || dialogs.choose(&question)).map(Self)
    }

    /// What was chosen, once it has been: nothing where the user has closed the dialog.
    pub(super) fn poll(&self) -> Option<Vec<PathBuf>> {
        match self.0.try_recv() {
            Err(TryRecvError::Empty) => None,
            // The thread has ended without an answer.
            Err(TryRecvError::Disconnected) => Some(Vec::new()),
            Ok(paths) => Some(paths.unwrap_or_default().into_iter().filter(|path| path.is_absolute()).collect()),
        }
    }
}
