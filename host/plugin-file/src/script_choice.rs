//! Which scripts of a file run, and in which language.
//!
//! ImJoy had two rules. The newer one runs all scripts without a tag or with the chosen one, in
//! the order written. The older one runs one main script: the first of the chosen tag, or
//! without tags the first without a tag; before it run those without `lang`. All public plugins
//! mean the same by both; where they differ, the newer one runs more, so that is the rule here,
//! for every `api_version`. A file whose scripts all belong to other tags has nothing to run by
//! the newer rule; then the older one chooses: the last script with `lang`, else the first.

use crate::blocks::{Block, BlockKind};
use crate::language::Language;
use std::sync::Arc;

/// The scripts that run for a tag, in order, and the language that they are in.
///
/// The language is that of the first of these scripts that names one, else that of the plugin's
/// type. Scripts in another language, and those that are data (`type="text/x-template"`), do not
/// run; if the language is not one of ours, all of them are given, so that the first can be
/// named.
pub(crate) fn choose_scripts(
    blocks: &[Arc<Block>],
    tag: Option<&str>,
    plugin_type: Option<&str>,
) -> (Vec<Arc<Block>>, Option<Language>) {
    let scripts: Vec<&Arc<Block>> = blocks.iter().filter(|block| block.kind == BlockKind::Script).collect();
    let mut chosen: Vec<&Arc<Block>> = scripts.iter().copied().filter(|script| belongs_to(script, tag)).collect();
    if chosen.is_empty() {
        let main = scripts.iter().rfind(|script| script.has_attribute("lang")).or(scripts.first());
        chosen.extend(main.copied());
    }
    let named = chosen.iter().find_map(|script| Language::of_script(script).ok().flatten());
    let silent = chosen.iter().any(|script| Language::of_script(script) == Ok(None));
    let by_type = plugin_type.map_or(Some(Language::JavaScript), Language::of_type);
    // A script that names no language is JavaScript where the type leaves it open.
    let language = named.or(by_type.filter(|_| silent)).or(silent.then_some(Language::JavaScript));
    let runs = |script: &&Arc<Block>| match (Language::of_script(script), language) {
        (_, None) => true,
        (Ok(own), Some(_)) => own.is_none() || own == language,
        (Err(()), Some(_)) => false,
    };
    (chosen.into_iter().filter(runs).cloned().collect(), language)
}

fn belongs_to(script: &Block, tag: Option<&str>) -> bool {
    !script.has_attribute("tag") || (tag.is_some() && script.attribute("tag") == tag)
}
