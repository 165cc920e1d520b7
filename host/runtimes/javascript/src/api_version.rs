//! Behaviour that has changed between the versions of ImJoy.
//!
//! A plugin names the version that it was written for. One that names none is taken by the
//! documentation that this API follows, which is that of the first era.

/// The `api_version` of a plugin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ApiVersion(u32, u32, u32);

/// How `showFileDialog` tells what was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileDialogResult {
    /// A text for one, a list of texts for several; Cancel rejects.
    Texts,
    /// An object for one, a list of objects for several; Cancel gives null.
    Objects,
    /// A list of objects always; Cancel gives an empty one.
    List,
}

impl ApiVersion {
    /// Reads `0.1.8`; what is no version counts as none.
    pub(crate) fn parse(text: &str) -> Self {
        let mut numbers = text.trim().split('.').map(|part| {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().unwrap_or(0)
        });
        let mut next = || numbers.next().unwrap_or(0);
        ApiVersion(next(), next(), next())
    }

    /// Whether Cancel of `showDialog` rejects; later it resolves with `undefined`.
    pub(crate) fn dialog_cancel_rejects(self) -> bool {
        self < ApiVersion(0, 1, 7)
    }

    /// The shape of the result of `showFileDialog`.
    pub(crate) fn file_dialog_result(self) -> FileDialogResult {
        if self <= ApiVersion(0, 1, 3) {
            FileDialogResult::Texts
        } else if self < ApiVersion(0, 1, 8) {
            FileDialogResult::Objects
        } else {
            FileDialogResult::List
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_their_numbers() {
        assert!(ApiVersion::parse("0.1.10") > ApiVersion::parse("0.1.8"));
        assert_eq!(ApiVersion::parse("0.1.2-beta"), ApiVersion(0, 1, 2));
        assert_eq!(ApiVersion::parse(""), ApiVersion(0, 0, 0));
    }

    #[test]
    fn behaviour_goes_by_the_version() {
        let result = |text| ApiVersion::parse(text).file_dialog_result();
        assert_eq!(result(""), FileDialogResult::Texts);
        assert_eq!(result("0.1.3"), FileDialogResult::Texts);
        assert_eq!(result("0.1.6"), FileDialogResult::Objects);
        assert_eq!(result("0.1.8"), FileDialogResult::List);
        assert!(ApiVersion::parse("0.1.6").dialog_cancel_rejects());
        assert!(!ApiVersion::parse("0.1.8").dialog_cancel_rejects());
    }
}
