//! Asking the user whether a plugin may do something.

use super::kept::KeptPermissions;
use super::{KeptPermission, Permission};
use crate::dialogs::Dialogs;
use crate::error::CallError;
use crate::front_end::{ALLOW_ALWAYS, ALLOW_ONCE, DialogAnswer, DialogContent, PermissionWish};
use crate::identity::PluginId;
use crate::plugin::instance::Instance;
use crate::value::Value;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::OwnedMutexGuard;

/// Refusals of one kind after which a plugin is refused without a question.
const MOST_DENIALS: u32 = 3;
/// URLs that a plugin may open in [`URL_TIME`].
const MOST_URLS: usize = 10;
/// The time in which [`MOST_URLS`] are counted.
const URL_TIME: Duration = Duration::from_secs(60);

/// How the user has agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Allowed {
    /// This time.
    Once,
    /// From now on.
    Always,
}

/// All questions about permissions, and their answers.
#[derive(Debug)]
pub(crate) struct Permissions {
    /// What is granted for good.
    pub(crate) kept: Arc<KeptPermissions>,
    waiting_limit: usize,
    plugins: Mutex<HashMap<PluginId, Arc<Asking>>>,
    entries: Mutex<Vec<(PluginId, Entry, u64)>>,
}

/// What a line of the permission page is about, where it is no grant of this run.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Entry {
    /// Something that is allowed, or that the user has refused for good.
    Kept(KeptPermission),
    /// A question that was refused too often.
    Denied(Permission),
    /// That other plugins may call it.
    Called,
}

/// One plugin that asks.
#[derive(Debug, Default)]
struct Asking {
    turn: Arc<tokio::sync::Mutex<()>>,
    waiting: AtomicUsize,
    denials: Mutex<BTreeMap<Permission, u32>>,
    /// When it has opened a URL.
    opened: Mutex<VecDeque<Instant>>,
}

/// The right to ask the next question of a plugin.
pub(crate) struct Turn {
    asking: Arc<Asking>,
    _turn: OwnedMutexGuard<()>,
}

/// Counts a question that waits for its turn.
struct Waiting<'a>(&'a Asking);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Permissions {
    /// Keeps what is granted for good in `folder`; at most `waiting_limit` questions of a
    /// plugin wait.
    pub(crate) fn new(folder: PathBuf, waiting_limit: usize) -> Self {
        Self {
            kept: Arc::new(KeptPermissions::new(folder)),
            waiting_limit,
            plugins: Mutex::default(),
            entries: Mutex::default(),
        }
    }

    /// Waits until no other question of the plugin is open. Fails with
    /// [`CallError::Limit`] when too many wait.
    pub(crate) async fn turn(&self, instance: &Instance) -> Result<Turn, CallError> {
        let asking = self.asking(instance.asker.plugin);
        if asking.waiting.fetch_add(1, Ordering::Relaxed) >= self.waiting_limit {
            asking.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(CallError::Limit(format!(
                "{} asks for {} permissions at once and may not ask for more",
                instance.name, self.waiting_limit
            )));
        }
        let waiting = Waiting(&asking);
        let turn = asking.turn.clone().lock_owned().await;
        drop(waiting);
        Ok(Turn { asking, _turn: turn })
    }

    /// Counts a URL that the plugin opens. Fails with [`CallError::Limit`] when it opens
    /// too many.
    pub(crate) fn count_url(&self, instance: &Instance) -> Result<(), CallError> {
        let asking = self.asking(instance.asker.plugin);
        let mut opened = lock(&asking.opened);
        let now = Instant::now();
        opened.retain(|moment| now.duration_since(*moment) < URL_TIME);
        if opened.len() >= MOST_URLS {
            return Err(CallError::Limit(format!(
                "{} has opened {MOST_URLS} web addresses within a minute; let it wait before it opens more",
                instance.name
            )));
        }
        opened.push_back(now);
        Ok(())
    }

    /// What the plugin may not ask for any more, and how often it was refused.
    pub(crate) fn refused(&self, plugin: PluginId) -> Vec<(Permission, u32)> {
        let asking = self.asking(plugin);
        let denials = lock(&asking.denials);
        denials.iter().filter(|(_, count)| **count >= MOST_DENIALS).map(|(what, count)| (*what, *count)).collect()
    }

    /// Lets the plugin ask again.
    pub(crate) fn let_ask_again(&self, plugin: PluginId, permission: Permission) {
        lock(&self.asking(plugin).denials).remove(&permission);
    }

    /// The id of a line of the plugin's permission page; the same for the same line.
    pub(crate) fn entry_id(&self, plugin: PluginId, entry: Entry) -> u64 {
        let mut entries = lock(&self.entries);
        if let Some((_, _, id)) = entries.iter().find(|(of, known, _)| *of == plugin && *known == entry) {
            return *id;
        }
        let id = mint_entry();
        entries.push((plugin, entry, id));
        id
    }

    /// What the line of that id is about.
    pub(crate) fn entry(&self, plugin: PluginId, id: u64) -> Option<Entry> {
        let entries = lock(&self.entries);
        entries.iter().find(|(of, _, known)| *of == plugin && *known == id).map(|(_, entry, _)| entry.clone())
    }

    /// Forgets a plugin; what it was granted for good stays on disk.
    pub(crate) fn forget(&self, plugin: PluginId) {
        lock(&self.plugins).remove(&plugin);
        lock(&self.entries).retain(|(of, _, _)| *of != plugin);
    }

    fn asking(&self, plugin: PluginId) -> Arc<Asking> {
        lock(&self.plugins).entry(plugin).or_default().clone()
    }
}

impl Turn {
    /// Asks the user. Fails with [`CallError::Denied`] and the text `denied` when they
    /// refuse, or have refused too often before.
    pub(crate) async fn ask(
        &self,
        dialogs: &Dialogs,
        instance: &Instance,
        permission: Permission,
        wish: PermissionWish,
        denied: &str,
    ) -> Result<Allowed, CallError> {
        let is_refused = lock(&self.asking.denials).get(&permission).is_some_and(|denials| *denials >= MOST_DENIALS);
        if is_refused {
            return Err(CallError::Denied(denied.to_owned()));
        }
        let offers_always = wish.offers_always();
        match dialogs.ask_openly(instance, None, DialogContent::Permission(wish)).await? {
            DialogAnswer::Confirmed(Value::Text(answer)) if answer == ALLOW_ONCE => Ok(Allowed::Once),
            DialogAnswer::Confirmed(Value::Text(answer)) if answer == ALLOW_ALWAYS && offers_always => {
                Ok(Allowed::Always)
            }
            DialogAnswer::Refused(reason) => Err(CallError::Denied(reason)),
            _ => {
                let mut denials = lock(&self.asking.denials);
                let count = denials.entry(permission).or_default();
                *count = count.saturating_add(1);
                Err(CallError::Denied(denied.to_owned()))
            }
        }
    }
}

/// A new id of an entry of the permission page, never used again.
pub(crate) fn mint_entry() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
