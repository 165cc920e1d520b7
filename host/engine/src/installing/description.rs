//! What the user is told of a package before it is installed.

use super::package::Package;
use crate::front_end::{InstallChange, InstallPermission, InstallQuestion, InstallUpdate, PermissionChange};
use crate::manifest::Manifest;
use crate::permissions::Declared;
use semver::Version;
use std::cmp::Ordering;

/// Interfaces that a component imports, and what that lets it do, for people. What every
/// plugin has (clocks, random numbers, its own streams) is left out.
const MEANINGS: [(&str, &str); 8] = [
    ("imjoy:plugin/dialogs", "show dialogs"),
    ("imjoy:plugin/windows", "open windows"),
    ("imjoy:plugin/status", "show status, progress and messages"),
    ("imjoy:plugin/plugins", "call other plugins and be called by them"),
    ("imjoy:plugin/settings", "keep settings"),
    ("imjoy:plugin/files", "use files that you choose, and save files where you choose"),
    ("imjoy:plugin/utilities", "ask to open web addresses"),
    ("wasi:filesystem/", "keep files in a private folder of its own"),
];

/// What a component may do by what it imports, one phrase each.
pub fn abilities(imports: &[String]) -> Vec<&'static str> {
    let is_imported = |interface: &str| imports.iter().any(|import| import.starts_with(interface));
    MEANINGS.iter().filter(|(interface, _)| is_imported(interface)).map(|(_, meaning)| *meaning).collect()
}

impl Package {
    /// What the user is told; `installed` is the manifest of the plugin that it replaces.
    pub fn question(&self, installed: Option<(&Manifest, &str)>) -> InstallQuestion {
        InstallQuestion {
            name: self.manifest.name.clone(),
            version: self.manifest.version.clone(),
            description: self.manifest.description.clone(),
            icon: self.manifest.icon.clone(),
            bytes: self.bytes,
            files: self.files,
            abilities: abilities(&self.imports).into_iter().map(str::to_owned).collect(),
            permissions: permissions(&self.manifest, installed.map(|(manifest, _)| manifest)),
            update: installed.map(|(manifest, hash)| InstallUpdate {
                from: manifest.version.clone(),
                change: if hash == self.hash {
                    InstallChange::None
                } else {
                    change(&manifest.version, &self.manifest.version)
                },
            }),
            replaced_file: None,
        }
    }
}

/// How one version comes after another.
fn change(from: &str, to: &str) -> InstallChange {
    match (version(from), version(to)) {
        (Some(from), Some(to)) => match to.cmp_precedence(&from) {
            Ordering::Greater => InstallChange::Newer,
            Ordering::Less => InstallChange::Older,
            Ordering::Equal => InstallChange::SameVersion,
        },
        _ if from == to => InstallChange::SameVersion,
        _ => InstallChange::Other,
    }
}

/// A version, also one that has fewer numbers than three.
fn version(text: &str) -> Option<Version> {
    let text = text.trim();
    let digits = text.find(|character: char| !character.is_ascii_digit() && character != '.').unwrap_or(text.len());
    let (numbers, rest) = text.split_at_checked(digits)?;
    let missing = 3usize.checked_sub(numbers.split('.').count())?;
    Version::parse(&format!("{numbers}{}{rest}", ".0".repeat(missing))).ok()
}

/// What a plugin declares, and what the one before it did.
fn permissions(manifest: &Manifest, installed: Option<&Manifest>) -> Vec<InstallPermission> {
    let (new, old) = (&manifest.declared, installed.map(|manifest| &manifest.declared));
    let line = |declared: &Declared, change| InstallPermission {
        text: declared.wish.sentence(),
        reason: declared.reason.clone(),
        is_optional: declared.is_optional,
        change,
    };
    let is_same = |one: &Declared, other: &Declared| one.wish == other.wish;
    let mut lines: Vec<InstallPermission> = new
        .iter()
        .map(|wanted| {
            let was_there = old.map(|old| old.iter().any(|other| is_same(wanted, other)));
            line(wanted, if was_there == Some(false) { PermissionChange::New } else { PermissionChange::None })
        })
        .collect();
    let gone = old.into_iter().flatten().filter(|other| !new.iter().any(|wanted| is_same(wanted, other)));
    lines.extend(gone.map(|other| line(other, PermissionChange::Gone)));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared() {
        for (from, to, expected) in [
            ("1.0", "1.1", InstallChange::Newer),
            ("0.9.9", "0.10", InstallChange::Newer),
            ("1.0.0-alpha", "1.0.0", InstallChange::Newer),
            ("2", "1.9.9", InstallChange::Older),
            ("1.0", "1.0.0", InstallChange::SameVersion),
            ("today", "today", InstallChange::SameVersion),
            ("today", "1.0", InstallChange::Other),
            ("", "1.0", InstallChange::Other),
            ("1.2.3.4", "1.2.3.5", InstallChange::Other),
        ] {
            assert_eq!(change(from, to), expected, "{from} {to}");
        }
    }

    #[test]
    fn a_changed_wish_is_new() {
        let manifest = |permissions: &str| {
            Manifest::parse(format!(r#"{{"name":"a","permissions":[{permissions}]}}"#).as_bytes()).unwrap()
        };
        let url = r#"{"kind":"open-url","reason":"docs"}"#;
        let old = manifest(&format!(r#"{url},{{"kind":"disk","bytes":1048576,"reason":"cache"}}"#));
        let new = manifest(&format!(r#"{url},{{"kind":"disk","bytes":2097152,"reason":"cache"}}"#));
        let changes = |lines: Vec<InstallPermission>| lines.into_iter().map(|line| line.change).collect::<Vec<_>>();
        use PermissionChange::{Gone, New};
        assert_eq!(changes(permissions(&new, Some(&old))), [PermissionChange::None, New, Gone]);
        assert_eq!(changes(permissions(&new, None)), [PermissionChange::None, PermissionChange::None]);
        assert_eq!(permissions(&new, None)[1].text, "Keep up to 2 MiB in its private folder");
    }

    #[test]
    fn imports_in_words() {
        let imports = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            abilities(&imports(&[
                "wasi:io/streams@0.2.6",
                "imjoy:plugin/windows@0.1.0",
                "wasi:filesystem/types@0.2.6"
            ])),
            ["open windows", "keep files in a private folder of its own"]
        );
    }
}
