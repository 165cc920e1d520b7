//! Names of new plugins.

/// Most characters of a plugin's name, as in ImJoy.
const MOST_CHARACTERS: usize = 48;
/// Words that are no names of packages: keywords of Rust, and names that cargo or Windows
/// keep for themselves.
const RESERVED: &[&str] = &[
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
    "test",
    "core",
    "std",
    "alloc",
    "proc-macro",
    "con",
    "prn",
    "aux",
    "nul",
    "deps",
    "examples",
    "build",
    "incremental",
];

/// The name of a new plugin: letters, digits, spaces, `-` and `_`, so that it can be a name in
/// the plugin list, of a file and, as [`package`](Self::package), of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PluginName(String);

impl PluginName {
    /// Checks a name. The error is one sentence that says what is wrong.
    ///
    /// # Errors
    ///
    /// When the name is empty, too long, begins with no letter, or has another character.
    pub fn new(name: &str) -> Result<Self, String> {
        let refused = |reason: &str| Err(format!("{name:?} cannot be the name of a plugin: {reason}"));
        let Some(first) = name.chars().next() else { return refused("it is empty") };
        if !first.is_alphabetic() {
            return refused("it has to begin with a letter");
        }
        if name.chars().count() > MOST_CHARACTERS {
            return refused(&format!("it has more than {MOST_CHARACTERS} characters"));
        }
        let is_fine = |character: char| character.is_alphanumeric() || matches!(character, ' ' | '-' | '_');
        if let Some(other) = name.chars().find(|character| !is_fine(*character)) {
            return refused(&format!("it may have letters, digits, spaces, - and _, and not {other:?}"));
        }
        if name.ends_with(' ') {
            return refused("it ends with a space");
        }
        Ok(Self(name.to_owned()))
    }

    /// The name as in the plugin list.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of its package and folder: small letters of ASCII, digits and `-`. Different
    /// names can give the same.
    pub fn package(&self) -> String {
        let mut package = String::new();
        for character in self.0.chars() {
            if character.is_ascii_alphanumeric() {
                package.push(character.to_ascii_lowercase());
            } else if !package.is_empty() && !package.ends_with('-') {
                package.push('-');
            }
        }
        let package = package.trim_end_matches('-');
        match package.chars().next() {
            Some(first) if first.is_ascii_alphabetic() && !RESERVED.contains(&package) => package.to_owned(),
            Some(_) => format!("plugin-{package}"),
            None => "plugin".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_refused_by_what_is_wrong() {
        for (name, reason) in [
            ("", "empty"),
            ("3d", "begin with a letter"),
            ("../x", "begin with a letter"),
            ("a/b", "'/'"),
            ("a\"b", "'\"'"),
            ("a\nb", "'\\n'"),
            ("a ", "space"),
            (&"x".repeat(49), "48"),
        ] {
            let sentence = PluginName::new(name).unwrap_err();
            assert!(sentence.contains(reason), "{sentence}");
        }
    }

    #[test]
    fn packages_fit_cargo() {
        for (name, package) in [
            ("My plugin", "my-plugin"),
            ("Cell_counter 2", "cell-counter-2"),
            ("async", "plugin-async"),
            ("Größe", "gr-e"),
            ("日本", "plugin"),
        ] {
            assert_eq!(PluginName::new(name).unwrap().package(), package);
        }
    }
}
