//! Requirements of Python plugins: packages of pip or conda, repositories and commands.

use super::package_list::packages;
use super::standard_library::is_provided;
use super::{Severity, Unmet, UnmetKind, javascript};

/// Adds what a requirement asks for. Without a prefix it is a list of packages for pip.
pub(super) fn requirement(written: &str, add: &mut impl FnMut(Unmet)) {
    let written = written.trim();
    let lower = written.to_ascii_lowercase();
    let with_prefix =
        |prefix: &str| lower.starts_with(prefix).then(|| written.get(prefix.len()..).unwrap_or_default().trim());
    let is_web = |ending: &str| lower.starts_with("http") && lower.ends_with(ending);
    if let Some(list) = with_prefix("conda:") {
        add_packages(UnmetKind::CondaPackage, list, add);
    } else if let Some(url) = with_prefix("repo:") {
        add(Unmet::new(UnmetKind::Repository, url, Severity::FailsWhereUsed));
    } else if let Some(command) = with_prefix("cmd:") {
        add(Unmet::new(UnmetKind::Command, command, Severity::FailsWhereUsed));
    } else if let Some(list) = with_prefix("pip:") {
        add_packages(UnmetKind::PythonPackage, list, add);
    } else if lower.starts_with("js:") || lower.starts_with("css:") || is_web(".js") || is_web(".css") {
        // For the page of a `web-python-window`.
        javascript::requirement(written, add);
    } else if written.contains("&&") || lower.starts_with("conda ") || lower.starts_with("pip ") {
        add(Unmet::new(UnmetKind::Command, written, Severity::FailsWhereUsed));
    } else {
        add_packages(UnmetKind::PythonPackage, written, add);
    }
}

/// Adds the packages of a list that are not there without being installed.
pub(super) fn add_packages(kind: UnmetKind, list: &str, add: &mut impl FnMut(Unmet)) {
    for package in packages(list).into_iter().filter(|package| !is_provided(package.name)) {
        add(Unmet::new(kind, package.name, Severity::FailsWhereUsed));
    }
}
