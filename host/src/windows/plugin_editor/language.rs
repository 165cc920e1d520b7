//! The languages of sources, and what running one means.

use super::lexer::Grammar;
use std::path::Path;

/// Characters of a source that are looked at to find its language.
const LOOKED_AT: usize = 4_000;

/// A language that the editor knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// A plugin as a WebAssembly component.
    Rust,
    /// As above.
    C,
    /// A plugin that is a script.
    JavaScript,
    /// As above.
    Python,
    /// A plugin file of ImJoy, with blocks in several languages.
    ImJoyHtml,
    /// A description of something, no plugin.
    Json,
    /// Any other text.
    #[default]
    Plain,
}

/// What running a source means.
#[derive(Clone, Debug, PartialEq)]
pub enum RunTarget {
    /// Build a component from it, load that and run it.
    Component,
    /// Load the saved file itself and run it.
    File,
    /// One sentence why it cannot be run.
    Unavailable(&'static str),
}

/// What running a source of a language means.
pub fn run_target(language: Language) -> RunTarget {
    match language {
        Language::Rust | Language::C => RunTarget::Component,
        Language::JavaScript | Language::Python | Language::ImJoyHtml => RunTarget::File,
        Language::Json | Language::Plain => RunTarget::Unavailable(
            "Only a plugin can be run, and this is none: save it as .imjoy.html, .js or .py if it is one",
        ),
    }
}

impl Language {
    /// The language by its name, the name of the file, or what the source looks like.
    pub fn find(name: Option<&str>, path: Option<&Path>, code: &str) -> Language {
        let named = name.and_then(|name| match name.trim().to_lowercase().as_str() {
            "rust" | "rs" => Some(Language::Rust),
            "c" => Some(Language::C),
            "javascript" | "js" | "mjs" | "typescript" | "ts" => Some(Language::JavaScript),
            "python" | "py" => Some(Language::Python),
            "html" | "imjoy" | "imjoy.html" | "xml" | "vue" => Some(Language::ImJoyHtml),
            "json" => Some(Language::Json),
            "" => None,
            _ => Some(Language::Plain),
        });
        let extension = path.and_then(Path::extension).map(|extension| extension.to_string_lossy().to_lowercase());
        let by_file = extension.and_then(|extension| match extension.as_str() {
            "rs" => Some(Language::Rust),
            "c" | "h" => Some(Language::C),
            "js" | "mjs" => Some(Language::JavaScript),
            "py" => Some(Language::Python),
            "html" | "htm" => Some(Language::ImJoyHtml),
            "json" => Some(Language::Json),
            "txt" | "md" | "toml" => Some(Language::Plain),
            _ => None,
        });
        named.or(by_file).unwrap_or_else(|| Language::of_code(code))
    }

    fn of_code(code: &str) -> Language {
        let start: String = code.chars().take(LOOKED_AT).collect();
        let start = start.trim_start_matches('\u{feff}').trim_start();
        let has = |part: &str| start.contains(part);
        let has_line = |beginning: &str| start.lines().any(|line| line.trim_start().starts_with(beginning));
        if start.starts_with('<') || ["<config", "<script", "<docs"].into_iter().any(has_line) {
            Language::ImJoyHtml
        } else if has("imjoy_sdk") || has("fn ") && has("->") || has_line("use ") && has("::") {
            Language::Rust
        } else if has_line("#include") {
            Language::C
        } else if has_line("def ") || has_line("async def ") || has_line("from ") || has("import numpy") {
            Language::Python
        } else if has("function") || has("=>") || has("const ") || has("api.export") {
            Language::JavaScript
        } else {
            Language::Plain
        }
    }

    /// What it is coloured by.
    pub fn grammar(self) -> Grammar {
        match self {
            Language::Rust => Grammar::Rust,
            Language::C => Grammar::C,
            Language::JavaScript => Grammar::JavaScript,
            Language::Python => Grammar::Python,
            Language::ImJoyHtml => Grammar::PluginFile,
            Language::Json => Grammar::Json,
            Language::Plain => Grammar::Plain,
        }
    }

    /// The end of a file's name; `None` for plugins that are folders.
    pub fn ending(self) -> Option<&'static str> {
        match self {
            Language::Rust | Language::C => None,
            Language::JavaScript => Some("js"),
            Language::Python => Some("py"),
            Language::ImJoyHtml => Some("imjoy.html"),
            Language::Json => Some("json"),
            Language::Plain => Some("txt"),
        }
    }

    /// Its name, for people.
    pub fn label(self) -> &'static str {
        match self {
            Language::Rust => "Rust",
            Language::C => "C",
            Language::JavaScript => "JavaScript",
            Language::Python => "Python",
            Language::ImJoyHtml => "ImJoy plugin",
            Language::Json => "JSON",
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
        for (code, language) in [
            ("use imjoy_sdk::api;", Language::Rust),
            ("import numpy as np", Language::Python),
            ("from imjoy_rpc import api\n\nclass Plugin:\n    pass", Language::Python),
            ("<config lang=\"json\">", Language::ImJoyHtml),
            ("\u{feff}\n<docs>Use `a::b`: fn a() -> b</docs>", Language::ImJoyHtml),
            ("// a\napi.export({setup() {}})", Language::JavaScript),
            ("#include <stdint.h>", Language::C),
            ("", Language::Plain),
        ] {
            assert_eq!(Language::find(None, None, code), language, "{code}");
        }
    }

    #[test]
    fn components_are_built_and_plugin_files_run_as_they_are() {
        for language in [Language::Rust, Language::C] {
            assert_eq!((run_target(language), language.ending()), (RunTarget::Component, None));
        }
        for language in [Language::Python, Language::JavaScript, Language::ImJoyHtml] {
            assert_eq!(run_target(language), RunTarget::File);
        }
        assert!(matches!(run_target(Language::Plain), RunTarget::Unavailable(_)));
    }
}
