//! Paths as plugins write them.

use crate::error::CallError;
use std::path::{Component, Path, PathBuf};

/// Bytes of a path at most, as on Linux.
const PATH_BYTES: usize = 4096;

/// Reads an absolute path, or one that begins with `~` for the home folder. `..` is
/// refused: where it leads depends on links.
pub(crate) fn parse_path(text: &str) -> Result<PathBuf, CallError> {
    check(text)?;
    let path = match text.strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with(std::path::is_separator) => {
            let home = std::env::home_dir()
                .ok_or_else(|| CallError::NotFound("there is no home folder that ~ could stand for".to_owned()))?;
            home.join(rest.trim_start_matches(std::path::is_separator))
        }
        _ => PathBuf::from(text),
    };
    if !path.is_absolute() {
        return Err(CallError::Invalid(format!("the path {} is not absolute", shown(text))));
    }
    if path.components().any(|component| component == Component::ParentDir) {
        return Err(CallError::Invalid(format!("the path {} has .. in it", shown(text))));
    }
    // Without `.`, double separators and a separator at the end.
    Ok(path.components().collect())
}

/// Reads a path within a folder. Whether it stays there is found out when it is opened.
pub(crate) fn parse_relative(text: &str) -> Result<PathBuf, CallError> {
    check(text)?;
    let path = Path::new(text);
    let is_inside = path.components().all(|component| matches!(component, Component::Normal(_) | Component::CurDir));
    if !is_inside || text.contains('\\') {
        return Err(CallError::Denied(format!("the path {} does not stay within the folder", shown(text))));
    }
    Ok(path.components().filter(|component| *component != Component::CurDir).collect())
}

fn check(text: &str) -> Result<(), CallError> {
    if text.len() > PATH_BYTES {
        return Err(CallError::Invalid(format!("the path has {} bytes, at most {PATH_BYTES} are allowed", text.len())));
    }
    if text.contains('\0') {
        return Err(CallError::Invalid("the path has a character 0 in it".to_owned()));
    }
    Ok(())
}

fn shown(text: &str) -> String {
    let cut: String = text.chars().take(200).collect();
    format!("{cut:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_absolute_and_lead_where_they_say() {
        assert_eq!(parse_path("/a//b/./c/").unwrap(), Path::new("/a/b/c"));
        let home = std::env::home_dir().unwrap();
        assert_eq!(parse_path("~/a").unwrap(), home.join("a"));
        assert_eq!(parse_path("~").unwrap(), home);
        for text in ["", "a", "./a", "~user/a", "/a/../b", "/..", "/a\0", &format!("/{}", "a".repeat(PATH_BYTES))] {
            assert!(matches!(parse_path(text), Err(CallError::Invalid(_))), "{text:?}");
        }
    }

    #[test]
    fn relative_paths_stay_within() {
        assert_eq!(parse_relative("a/./b/").unwrap(), Path::new("a/b"));
        assert_eq!(parse_relative("").unwrap(), Path::new(""));
        for text in ["..", "a/../..", "/etc/passwd", "a\\..\\b", "C:\\a"] {
            assert!(matches!(parse_relative(text), Err(CallError::Denied(_))), "{text:?}");
        }
    }
}
