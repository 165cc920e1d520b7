//! What a plugin's manifest says that the plugin wants of the user, and why.
//!
//! The field `permissions` is a list of objects. Each has `kind` and `reason`:
//!
//! | `kind` | other fields | what it means |
//! |---|---|---|
//! | `folder` | `name`, `access`: `read` or `read-write`, `suggest`: a path | the user chooses a folder, which `std::fs` finds at `/<name>` |
//! | `file` | as `folder` | the user chooses a file, which `open-path` finds at `/<name>` |
//! | `open-url` | | open web addresses without a question each time |
//! | `called` | | why other plugins may call it |
//! | `disk` | `bytes` | room in `/data` above that of everybody |
//! | `memory` | `bytes` | memory above that of everybody |
//! | `background` | | work while none of its functions is called |
//!
//! `optional: true` says that the plugin works without. Texts in the list, as in ImJoy's
//! manifests (`camera`, …), concern browsers and are left out.

use crate::front_end::FileChoice;
use crate::grants::Access;
use serde_json::{Map, Value as Json};

/// Declared permissions at most.
const MOST_DECLARED: usize = 32;
/// Characters of a reason.
const REASON_LENGTH: usize = 300;
/// Characters of the name of a folder or file.
const NAME_LENGTH: usize = 32;
/// Names at the root of the plugin's file system that are taken.
const TAKEN: [&str; 2] = ["data", "tmp"];

/// One thing that a plugin wants.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Declared {
    pub(crate) wish: Wish,
    /// Why, in the plugin's words.
    pub(crate) reason: String,
    /// Whether the plugin works without.
    pub(crate) is_optional: bool,
}

/// What a plugin wants.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Wish {
    /// A folder or file that the user chooses.
    Place {
        is_folder: bool,
        /// What the plugin calls it.
        name: String,
        access: Access,
        /// Where it might be.
        suggestion: Option<String>,
    },
    OpenUrl,
    Called,
    /// Bytes in `/data`.
    Disk(u64),
    /// Bytes of memory.
    Memory(u64),
    Background,
}

impl Declared {
    /// Reads the field `permissions`. The error is one phrase that says what is wrong.
    pub(crate) fn parse(list: &[Json]) -> Result<Vec<Self>, String> {
        if list.len() > MOST_DECLARED {
            return Err(format!("it declares {} permissions, at most {MOST_DECLARED} are allowed", list.len()));
        }
        let mut declared: Vec<Self> = Vec::new();
        for entry in list {
            let fields = match entry {
                Json::String(_) => continue,
                Json::Object(fields) => fields,
                _ => return Err("one of its permissions is not an object".to_owned()),
            };
            let one = Self::one(fields)?;
            if declared.iter().any(|other| other.wish.id() == one.wish.id()) {
                return Err(format!("it declares the permission {} twice", one.wish.id()));
            }
            if let Wish::Place { name, .. } = &one.wish
                && declared.iter().any(|other| matches!(&other.wish, Wish::Place { name: other, .. } if other == name))
            {
                return Err(format!("a file and a folder that it wants are both called {name}"));
            }
            declared.push(one);
        }
        Ok(declared)
    }

    fn one(fields: &Map<String, Json>) -> Result<Self, String> {
        let text = |field: &str| fields.get(field).and_then(Json::as_str);
        let kind = text("kind").ok_or("one of its permissions has no kind")?;
        let reason: String = text("reason")
            .unwrap_or_default()
            .chars()
            .map(|character| if character.is_control() { ' ' } else { character })
            .take(REASON_LENGTH)
            .collect();
        if reason.trim().is_empty() {
            return Err(format!("its permission {kind} has no reason, which the user is to read"));
        }
        let bytes = || {
            let bytes = fields.get("bytes").and_then(Json::as_u64).filter(|bytes| *bytes > 0);
            bytes.ok_or_else(|| format!("its permission {kind} has no number of bytes"))
        };
        let wish = match kind {
            "folder" | "file" => Wish::Place {
                is_folder: kind == "folder",
                name: place_name(kind, text("name").unwrap_or_default())?,
                access: match text("access") {
                    None | Some("read") => Access::Read,
                    Some("read-write") => Access::ReadWrite,
                    Some(_) => return Err(format!("the access of its permission {kind} is not read or read-write")),
                },
                suggestion: text("suggest").map(str::to_owned),
            },
            "open-url" => Wish::OpenUrl,
            "called" => Wish::Called,
            "disk" => Wish::Disk(bytes()?),
            "memory" => Wish::Memory(bytes()?),
            "background" => Wish::Background,
            _ => {
                let kind: String = kind.chars().take(32).collect();
                return Err(format!(
                    "it declares the permission {kind:?}; there are folder, file, open-url, called, disk, memory and \
                     background"
                ));
            }
        };
        Ok(Self { wish, reason, is_optional: fields.get("optional").and_then(Json::as_bool).unwrap_or(false) })
    }
}

impl Wish {
    /// What tells it from the plugin's other wishes, whatever their extent.
    pub(crate) fn id(&self) -> String {
        match self {
            Wish::Place { is_folder: true, name, .. } => format!("folder {name}"),
            Wish::Place { name, .. } => format!("file {name}"),
            Wish::OpenUrl => "open-url".to_owned(),
            Wish::Called => "called".to_owned(),
            Wish::Disk(_) => "disk".to_owned(),
            Wish::Memory(_) => "memory".to_owned(),
            Wish::Background => "background".to_owned(),
        }
    }

    /// What it lets the plugin do, for people.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Wish::Place { is_folder, name, access, .. } => {
                let what = match (access, is_folder) {
                    (Access::Read, true) => "Read all in a folder that you choose",
                    (Access::ReadWrite, true) => "Read and change all in a folder that you choose",
                    (Access::Read, false) => "Read a file that you choose",
                    (Access::ReadWrite, false) => "Read and change a file that you choose",
                };
                format!("{what} as its “{name}”")
            }
            Wish::OpenUrl => "Open web addresses in your browser".to_owned(),
            Wish::Called => "Be called by other plugins".to_owned(),
            Wish::Disk(bytes) => format!("Keep up to {} in its private folder", shown_bytes(*bytes)),
            Wish::Memory(bytes) => format!("Use up to {} of memory", shown_bytes(*bytes)),
            Wish::Background => "Work in the background".to_owned(),
        }
    }

    /// What the plugin calls the folder or file that it wishes for.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Wish::Place { name, .. } => Some(name),
            _ => None,
        }
    }

    /// What the user chooses for it, if anything.
    pub(crate) fn choice(&self) -> Option<FileChoice> {
        match self {
            Wish::Place { is_folder: true, .. } => Some(FileChoice::Folders),
            Wish::Place { .. } => Some(FileChoice::Files),
            _ => None,
        }
    }
}

/// A name that a folder can have at the root of the plugin's file system.
fn place_name(kind: &str, name: &str) -> Result<String, String> {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    if name.is_empty() || name.len() > NAME_LENGTH || !name.chars().all(is_plain) {
        return Err(format!(
            "its permission {kind} needs a name of at most {NAME_LENGTH} letters, digits, - and _, under which the \
             plugin finds it"
        ));
    }
    if TAKEN.contains(&name) {
        return Err(format!("its permission {kind} has the name {name}, which every plugin has already"));
    }
    Ok(name.to_owned())
}

/// A number of bytes as people read it.
fn shown_bytes(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["bytes", "KiB", "MiB", "GiB", "TiB"];
    let (mut value, mut unit) = (bytes as f64, UNITS[0]);
    for larger in UNITS.into_iter().skip(1) {
        if value < 1024.0 {
            break;
        }
        (value, unit) = (value / 1024.0, larger);
    }
    let rounded = (value * 10.0).round() / 10.0;
    format!("{rounded} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Vec<Declared>, String> {
        Declared::parse(&serde_json::from_str::<Vec<Json>>(text).unwrap())
    }

    #[test]
    fn permissions_are_read_with_their_reasons() {
        let declared = parse(
            r#"["camera",
                {"kind": "folder", "name": "images", "reason": "to measure them", "suggest": "~/Pictures"},
                {"kind": "file", "name": "model", "access": "read-write", "reason": "a\nb", "optional": true},
                {"kind": "disk", "bytes": 1610612736, "reason": "cache"}]"#,
        )
        .unwrap();
        let ids: Vec<String> = declared.iter().map(|declared| declared.wish.id()).collect();
        assert_eq!(ids, ["folder images", "file model", "disk"]);
        assert_eq!(declared[0].wish.sentence(), "Read all in a folder that you choose as its “images”");
        assert_eq!((declared[1].reason.as_str(), declared[1].is_optional), ("a b", true));
        assert_eq!(declared[2].wish.sentence(), "Keep up to 1.5 GiB in its private folder");
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, reason) in [
            ("[1]", "not an object"),
            ("[{}]", "no kind"),
            (r#"[{"kind":"disk"}]"#, "no reason"),
            (r#"[{"kind":"disk","reason":"x"}]"#, "no number of bytes"),
            (r#"[{"kind":"disk","reason":"x","bytes":-1}]"#, "no number of bytes"),
            (r#"[{"kind":"root","reason":"x"}]"#, "there are folder"),
            (r#"[{"kind":"folder","reason":"x"}]"#, "needs a name"),
            (r#"[{"kind":"folder","reason":"x","name":"../x"}]"#, "needs a name"),
            (r#"[{"kind":"folder","reason":"x","name":"data"}]"#, "has already"),
            (r#"[{"kind":"folder","reason":"x","name":"a","access":"all"}]"#, "not read or read-write"),
            (r#"[{"kind":"file","reason":"x","name":"a"},{"kind":"folder","reason":"x","name":"a"}]"#, "both called a"),
            (r#"[{"kind":"called","reason":"x"},{"kind":"called","reason":"y"}]"#, "twice"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.contains(reason), "{text}: {error}");
        }
        let many = vec![serde_json::json!({"kind": "called", "reason": "x"}); MOST_DECLARED + 1];
        assert!(Declared::parse(&many).unwrap_err().contains("at most"));
    }
}
