//! The field `env`: commands that make an environment, or descriptions of one.

use super::package_list::packages;
use super::python::add_packages;
use super::{Severity, Unmet, UnmetKind};
use serde_json::Value as Json;

/// Adds what the field asks for: the packages that are put into an environment, and the
/// environment itself.
pub(super) fn requirements(environment: Option<&Json>, add: &mut impl FnMut(Unmet)) {
    match environment {
        Some(Json::Array(parts)) => parts.iter().for_each(|part| requirement(part, add)),
        Some(part) => requirement(part, add),
        None => {}
    }
}

fn requirement(part: &Json, add: &mut impl FnMut(Unmet)) {
    match part {
        Json::String(command) => self::command(command.trim(), add),
        Json::Object(described) => {
            let word = |field: &str| described.get(field).and_then(Json::as_str).unwrap_or_default();
            let name = format!("{} {}", word("type"), word("spec"));
            if !name.trim().is_empty() {
                add(Unmet::new(UnmetKind::Environment, name.trim(), Severity::FailsWhereUsed));
            }
        }
        _ => {}
    }
}

fn command(command: &str, add: &mut impl FnMut(Unmet)) {
    if command.is_empty() {
        return;
    }
    let Some(list) = command.strip_prefix("conda create").filter(|_| !command.contains("&&")) else {
        // Where packages come from does not matter where there are none.
        if !command.starts_with("conda config") || command.contains("&&") {
            add(Unmet::new(UnmetKind::Command, command, Severity::FailsWhereUsed));
        }
        return;
    };
    add_packages(UnmetKind::CondaPackage, list, add);
    let old = packages(list).iter().any(|package| {
        package.name == "python" && package.version.trim_start_matches(['=', '<', '>', '~']).starts_with('2')
    });
    // With Python 3 alone in it, the environment gives nothing that the runtime lacks.
    let severity = if old { Severity::ProbablyFails } else { Severity::ProbablyWorks };
    add(Unmet::new(UnmetKind::Environment, command, severity));
}
