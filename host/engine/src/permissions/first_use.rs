//! Asking for what a plugin's manifest declares, when the user uses the plugin first.
//!
//! Invariants: only what the user does themselves asks (running an op, calling a function
//! from the command line), never a plugin that calls another; so nothing that a plugin
//! does can flood the user. One question is open at a time for a plugin. Who denies is
//! asked again at the next use; an optional wish that was left out when the rest was
//! allowed is not, until the user lets it on the permission page.

use super::KeptPermission;
use super::declared::{Declared, Wish};
use crate::error::CallError;
use crate::front_end::{DeclaredWish, DialogAnswer, DialogContent, FOR_THIS_RUN, PermissionWish};
use crate::grants::{Access, parse_path};
use crate::loading::Start;
use crate::plugin::{Callee, Plugin};
use crate::shared::Shared;
use crate::value::{Record, Value};
use std::path::PathBuf;
use std::sync::Arc;

impl Shared {
    /// Asks the user for what the plugin declares and they have not decided yet. A plugin
    /// that gets folders or memory is started anew with them. Fails with
    /// [`CallError::Cancelled`] when they deny what it needs.
    pub(crate) async fn ask_declared(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        callee: Callee,
    ) -> Result<Callee, CallError> {
        if plugin.details().manifest.declared.is_empty() {
            return Ok(callee);
        }
        let _asking = plugin.asking.lock().await;
        let undecided = self.undecided_now(plugin).await;
        if undecided.is_empty() {
            // Another use may have asked meanwhile and started it anew.
            return plugin.callee();
        }
        let name = plugin.name();
        let looked_at = undecided.clone();
        let looking = self.runtime.spawn_blocking(move || looked_at.iter().map(shown).collect());
        let wishes: Arc<[DeclaredWish]> = looking
            .await
            .map_err(|error| CallError::Failed(format!("the host could not ask about {name}: {error}")))?;
        let terminations = plugin.terminations();
        let question = DialogContent::Permission(PermissionWish::Declared(wishes));
        let answer = tokio::select! {
            biased;
            () = plugin.terminated_since(terminations) => {
                return Err(CallError::Terminated(format!("{name} was terminated")));
            }
            answer = self.dialogs.ask_about(plugin.id, name.clone(), question) => answer,
        };
        let is_needed = undecided.iter().any(|declared| !declared.is_optional);
        let denied =
            || CallError::Cancelled(format!("{name} was not allowed what it needs; run it again to decide anew"));
        let answers = match answer {
            DialogAnswer::Confirmed(Value::Record(answers)) => answers,
            DialogAnswer::Refused(reason) if is_needed => return Err(CallError::Denied(reason)),
            DialogAnswer::Refused(_) => return plugin.callee(),
            _ if is_needed => return Err(denied()),
            _ => Record::new(),
        };
        let is_kept = answers.get(FOR_THIS_RUN).is_none_or(Value::is_falsy);
        let mut decided = Vec::new();
        for declared in &undecided {
            match answer_of(declared, &answers)? {
                Some(permission) => decided.push(permission),
                None if declared.is_optional => decided.push(KeptPermission::Refused { id: declared.wish.id() }),
                None => return Err(denied()),
            }
        }
        let needs_restart = self.decide(plugin, decided, is_kept).await?;
        match &callee {
            Callee::Instance(instance) if needs_restart && instance.running_calls() == 0 => {
                self.start(plugin, Start::Anew).await
            }
            _ => plugin.callee(),
        }
    }

    /// What the plugin declares that the user has to decide and has not yet.
    pub(super) fn undecided<'a>(
        &self,
        plugin: &Plugin,
        declared: &'a [Declared],
        allowed: &[KeptPermission],
    ) -> Vec<&'a Declared> {
        let is_decided = |declared: &Declared| match &declared.wish {
            // Every plugin may be called until the user says otherwise.
            Wish::Called => true,
            Wish::Disk(bytes) if *bytes <= self.limits.data_bytes => true,
            Wish::Memory(bytes) if *bytes <= self.limits.memory_bytes as u64 => true,
            wish => {
                let is_refused = |one: &&KeptPermission| matches!(one, KeptPermission::Refused { .. });
                let answer = allowed.iter().find(|answer| answer.answers(wish));
                // A place that is not there any more is chosen anew.
                answer.is_some_and(|answer| {
                    is_refused(&answer)
                        || wish.name().is_none_or(|name| self.grants.declared(plugin.id, name).is_some())
                })
            }
        };
        declared.iter().filter(|declared| !is_decided(declared)).collect()
    }

    async fn undecided_now(self: &Arc<Self>, plugin: &Arc<Plugin>) -> Vec<Declared> {
        let (shared, plugin) = (self.clone(), plugin.clone());
        let looked = self.runtime.spawn_blocking(move || {
            let (identity, manifest) = {
                let details = plugin.details();
                (details.identity.clone(), details.manifest.clone())
            };
            let allowed = identity.map(|identity| shared.permissions.kept.allowed(&identity)).unwrap_or_default();
            shared.undecided(&plugin, &manifest.declared, &allowed).into_iter().cloned().collect()
        });
        looked.await.unwrap_or_default()
    }

    /// Brings the user's decisions into force and keeps them. Says whether the plugin has
    /// to be started anew for them.
    async fn decide(
        self: &Arc<Self>,
        plugin: &Arc<Plugin>,
        decided: Vec<KeptPermission>,
        is_kept: bool,
    ) -> Result<bool, CallError> {
        let (shared, plugin) = (self.clone(), plugin.clone());
        let working = self.runtime.spawn_blocking(move || {
            let (identity, name) = {
                let details = plugin.details();
                (details.identity.clone(), details.name.clone())
            };
            let Some(identity) = identity else { return Ok(false) };
            // All places are tried before anything is kept.
            for permission in &decided {
                shared.grant_place(&plugin, permission, is_kept)?;
            }
            let mut needs_restart = false;
            for permission in decided {
                needs_restart |=
                    matches!(permission, KeptPermission::Place { is_folder: true, .. } | KeptPermission::Memory { .. });
                if is_kept {
                    if let Err(error) = shared.permissions.kept.add(&identity, &name, permission) {
                        shared.log_error(
                            &plugin,
                            &format!("the permission holds until the host ends, because it cannot be written: {error}"),
                        );
                    }
                } else {
                    shared.permissions.kept.add_for_run(&identity, permission);
                }
            }
            for trouble in shared.enforce(&plugin, &shared.permissions.kept.allowed(&identity), false) {
                shared.log_error(&plugin, &trouble);
            }
            Ok(needs_restart)
        });
        working.await.unwrap_or_else(|error| Err(CallError::Failed(format!("the host could not decide: {error}"))))
    }
}

/// What the user has answered to one wish; none if they did not allow it.
fn answer_of(declared: &Declared, answers: &Record) -> Result<Option<KeptPermission>, CallError> {
    let Some(answer) = answers.get(&declared.wish.id()).filter(|answer| !answer.is_falsy()) else { return Ok(None) };
    Ok(match &declared.wish {
        Wish::Place { is_folder, name, access, .. } => match answer {
            Value::Text(path) => Some(KeptPermission::Place {
                name: name.clone(),
                is_folder: *is_folder,
                writes: *access == Access::ReadWrite,
                path: parse_path(path)?,
            }),
            _ => None,
        },
        Wish::OpenUrl => Some(KeptPermission::OpenUrl { declared: true }),
        Wish::Disk(bytes) => Some(KeptPermission::Disk { bytes: *bytes }),
        Wish::Memory(bytes) => Some(KeptPermission::Memory { bytes: *bytes }),
        Wish::Background => Some(KeptPermission::Background),
        Wish::Called => None,
    })
}

/// A wish as the user sees it. What is suggested and not there is left out. Blocks: not for
/// async code.
fn shown(declared: &Declared) -> DeclaredWish {
    let suggestion: Option<PathBuf> = match &declared.wish {
        Wish::Place { suggestion, .. } => {
            suggestion.as_deref().and_then(|text| parse_path(text).ok()).filter(|path| path.exists())
        }
        _ => None,
    };
    DeclaredWish {
        id: declared.wish.id(),
        text: declared.wish.sentence(),
        reason: declared.reason.clone(),
        choice: declared.wish.choice(),
        suggestion,
        is_optional: declared.is_optional,
    }
}
