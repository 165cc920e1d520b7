//! The languages of sources, and what running one means.

use std::path::Path;

/// A language that the editor colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// A plugin as a WebAssembly component.
    Rust,
    /// A plugin of ImJoy for the browser.
    JavaScript,
    /// A plugin of ImJoy for Python.
    Python,
    /// A plugin file of ImJoy, with sections in several languages.
    ImJoyHtml,
    /// Any other text.
    Plain,
}

/// What running a source means.
#[derive(Clone, Debug, PartialEq)]
pub enum RunTarget {
    /// Build a component from it, load that and run it.
    Component,
    /// One sentence why it cannot be run.
    Unavailable(&'static str),
}

/// What running a source of a language means: the one place to which other runtimes are
/// added.
pub fn run_target(language: Language) -> RunTarget {
    match language {
        Language::Rust => RunTarget::Component,
        Language::JavaScript | Language::Python | Language::ImJoyHtml => RunTarget::Unavailable(
            "This version runs components only: JavaScript and Python plugins can be edited and saved, not run",
        ),
        Language::Plain => RunTarget::Unavailable("Only the source of a plugin can be run, and this is plain text"),
    }
}

impl Language {
    /// The language by its name, the name of the file, or what the source looks like.
    pub fn find(name: Option<&str>, path: Option<&Path>, code: &str) -> Language {
        let named = name.and_then(|name| match name.trim().to_lowercase().as_str() {
            "rust" | "rs" => Some(Language::Rust),
            "javascript" | "js" | "typescript" | "ts" | "json" => Some(Language::JavaScript),
            "python" | "py" => Some(Language::Python),
            "html" | "imjoy" | "imjoy.html" | "xml" | "vue" => Some(Language::ImJoyHtml),
            "" => None,
            _ => Some(Language::Plain),
        });
        let extension = path.and_then(Path::extension).map(|extension| extension.to_string_lossy().to_lowercase());
        let by_file = extension.and_then(|extension| match extension.as_str() {
            "rs" => Some(Language::Rust),
            "js" | "mjs" | "ts" | "json" => Some(Language::JavaScript),
            "py" => Some(Language::Python),
            "html" | "htm" => Some(Language::ImJoyHtml),
            "txt" | "md" | "toml" => Some(Language::Plain),
            _ => None,
        });
        named.or(by_file).unwrap_or_else(|| Language::of_code(code))
    }

    fn of_code(code: &str) -> Language {
        let start: String = code.chars().take(4_000).collect();
        let has = |part: &str| start.contains(part);
        if has("imjoy_sdk") || has("fn ") && has("->") || has("use ") && has("::") {
            Language::Rust
        } else if has("<config") || has("<script") || has("<docs") {
            Language::ImJoyHtml
        } else if has("def ") && has(":") || has("import numpy") {
            Language::Python
        } else if has("function") || has("=>") || has("const ") {
            Language::JavaScript
        } else {
            Language::Plain
        }
    }

    /// The end of a file's name; `None` for Rust, whose plugins are folders.
    pub fn ending(self) -> Option<&'static str> {
        match self {
            Language::Rust => None,
            Language::JavaScript => Some("js"),
            Language::Python => Some("py"),
            Language::ImJoyHtml => Some("imjoy.html"),
            Language::Plain => Some("txt"),
        }
    }

    /// Its name, for people.
    pub fn label(self) -> &'static str {
        match self {
            Language::Rust => "Rust",
            Language::JavaScript => "JavaScript",
            Language::Python => "Python",
            Language::ImJoyHtml => "ImJoy plugin",
            Language::Plain => "Text",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_count_before_files_and_files_before_contents() {
        let path = Path::new("plugin.imjoy.html");
        assert_eq!(Language::find(Some("python"), Some(path), "fn main() -> ()"), Language::Python);
        assert_eq!(Language::find(None, Some(path), "fn main() -> ()"), Language::ImJoyHtml);
        assert_eq!(Language::find(None, None, "use imjoy_sdk::api;"), Language::Rust);
        assert_eq!(Language::find(None, None, "import numpy as np"), Language::Python);
        assert_eq!(Language::find(None, None, "<config lang=\"json\">"), Language::ImJoyHtml);
        assert_eq!(Language::find(None, None, ""), Language::Plain);
    }

    #[test]
    fn only_components_run() {
        assert_eq!(run_target(Language::Rust), RunTarget::Component);
        for other in [Language::Python, Language::JavaScript, Language::ImJoyHtml, Language::Plain] {
            assert!(matches!(run_target(other), RunTarget::Unavailable(_)));
        }
    }
}
