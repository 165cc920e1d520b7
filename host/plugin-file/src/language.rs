//! The language that a plugin's scripts are in.

use crate::blocks::Block;

/// A language that the host has a runtime for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// ECMAScript.
    JavaScript,
    /// Python 3.
    Python,
}

impl Language {
    /// Name in lower case, as in `lang` attributes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::JavaScript => "javascript",
            Self::Python => "python",
        }
    }

    /// The language of a script element. `Ok(None)` for one that does not say, `Err` for one
    /// in neither of ours, such as a template or a shader.
    pub(crate) fn of_script(script: &Block) -> Result<Option<Self>, ()> {
        let named = |name: &str| match name.to_ascii_lowercase().as_str() {
            "javascript"
            | "js"
            | "ecmascript"
            | "module"
            | "text/javascript"
            | "application/javascript"
            | "text/ecmascript"
            | "application/ecmascript"
            | "application/x-javascript" => Ok(Self::JavaScript),
            "python" | "py" | "python3" | "text/python" | "text/x-python" | "application/x-python" => Ok(Self::Python),
            _ => Err(()),
        };
        match (script.attribute("lang"), script.attribute("type")) {
            (None, None) => Ok(None),
            (Some(language), None) => named(language).map(Some),
            (None, Some(media_type)) => named(media_type).map(Some),
            // `lang="javascript" type="text/x-template"` is a template.
            (Some(language), Some(media_type)) => named(media_type).and(named(language)).map(Some),
        }
    }

    /// The language that plugins of a type are in; `None` for types that leave it open.
    pub(crate) fn of_type(plugin_type: &str) -> Option<Self> {
        match plugin_type {
            "web-worker" | "iframe" | "window" => Some(Self::JavaScript),
            "native-python" | "web-python" | "web-python-window" => Some(Self::Python),
            _ => None,
        }
    }
}
