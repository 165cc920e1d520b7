//! Reading a kept file.

use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

/// Bytes of a kept file at most; a longer one counts as damaged.
pub const LONGEST: usize = 1024 * 1024;

/// What was found.
#[derive(Debug, PartialEq)]
pub struct Read<T> {
    /// What the file says, or the default.
    pub value: T,
    /// One sentence for the log when the file could not be used.
    pub problem: Option<String>,
}

/// Reads a file; the default where there is none, or where it cannot be used. Blocks: not
/// for the GUI thread.
pub fn read<T: DeserializeOwned + Default>(path: &Path) -> Read<T> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST as u64 + 1).read_to_end(&mut bytes));
    match read {
        Err(error) if error.kind() == ErrorKind::NotFound => return Read { value: T::default(), problem: None },
        Err(error) => {
            let problem = format!("{} cannot be read ({error}); the usual arrangement is used", path.display());
            return Read { value: T::default(), problem: Some(problem) };
        }
        Ok(_) => {}
    }
    match parse(&bytes) {
        Ok(value) => Read { value, problem: None },
        Err(reason) => Read { value: T::default(), problem: Some(set_aside(path, &reason)) },
    }
}

/// The contents of a kept file. The error is a phrase.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    if bytes.len() > LONGEST {
        return Err(format!("it has more than {LONGEST} bytes"));
    }
    serde_json::from_slice(bytes).map_err(|error| error.to_string())
}

/// Gives a damaged file another name, so that it can be looked at and is not overwritten.
fn set_aside(path: &Path, reason: &str) -> String {
    let mut name = path.as_os_str().to_owned();
    // One is enough: a second damaged file takes the place of the first.
    name.push(".damaged");
    let aside = PathBuf::from(name);
    let place = match std::fs::rename(path, &aside) {
        Ok(()) => format!("it was set aside as {}", aside.display()),
        Err(error) => format!("it could not be set aside ({error})"),
    };
    format!("{} is damaged ({reason}); {place}, and the usual arrangement is used", path.display())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail by a panic")]

    use super::*;

    #[test]
    fn a_damaged_file_is_set_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("layout.json");
        assert_eq!(read::<Vec<u32>>(&path), Read { value: Vec::new(), problem: None });
        std::fs::write(&path, "[1, 2]").unwrap();
        assert_eq!(read::<Vec<u32>>(&path), Read { value: vec![1, 2], problem: None });
        for damaged in ["[1, 2".to_owned(), "{}".to_owned(), " ".repeat(LONGEST + 1)] {
            std::fs::write(&path, &damaged).unwrap();
            let read = read::<Vec<u32>>(&path);
            assert!(read.value.is_empty() && read.problem.unwrap().contains("set aside as"));
            assert!(!path.exists());
            assert_eq!(std::fs::read_to_string(folder.path().join("layout.json.damaged")).unwrap(), damaged);
        }
    }
}
