//! The plugin's manifest: what the host knows of a plugin before it runs.

use serde_json::{Map, Value, json};
use syn::{Expr, ExprLit, ItemImpl, Lit, Meta};

use crate::attribute::Attribute;

/// The version of ImJoy's API that the SDK follows.
const API_VERSION: &str = "0.1.8";

/// What Cargo tells of the package that is being compiled.
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) description: String,
}

impl Package {
    pub(crate) fn current() -> Self {
        let variable = |name| std::env::var(name).unwrap_or_default();
        Package {
            name: variable("CARGO_PKG_NAME"),
            version: variable("CARGO_PKG_VERSION"),
            description: variable("CARGO_PKG_DESCRIPTION"),
        }
    }
}

/// The manifest as JSON.
pub(crate) fn manifest(
    attribute: Attribute,
    attachments: Option<Value>,
    package: Package,
    docs: &str,
    functions: &[&str],
) -> Value {
    let mut manifest = Map::new();
    let mut set = |name: &str, value: Value| manifest.insert(name.to_string(), value);
    set("name", attribute.name.unwrap_or(package.name).into());
    set("version", attribute.version.unwrap_or(package.version).into());
    set("description", attribute.description.unwrap_or(package.description).into());
    set("icon", attribute.icon.unwrap_or_else(|| "".into()));
    set("type", attribute.plugin_type.unwrap_or_else(|| "component".into()));
    set("api_version", API_VERSION.into());
    set("ui", attribute.ui.unwrap_or_else(|| "".into()));
    set("docs", docs.into());
    set("tags", attribute.tags.into());
    set("labels", attribute.labels.into());
    set("defaults", attribute.defaults.unwrap_or_else(|| json!({})));
    set("permissions", attribute.permissions.unwrap_or_else(|| json!([])));
    set("functions", functions.into());
    set("runnable", attribute.runnable.unwrap_or_else(|| functions.contains(&"run")).into());
    let optional = [("inputs", attribute.inputs), ("outputs", attribute.outputs), ("attachments", attachments)];
    for (name, value) in optional {
        if let Some(value) = value {
            manifest.insert(name.to_string(), value);
        }
    }
    Value::Object(manifest)
}

/// The text of the `///` comments on the `impl`.
pub(crate) fn documentation(item: &ItemImpl) -> String {
    let lines = item.attrs.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    let lines: Vec<String> = lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).trim_end().to_string()).collect();
    lines.join("\n").trim().to_string()
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    fn package() -> Package {
        Package { name: "package".into(), version: "1.2.3".into(), description: "from Cargo".into() }
    }

    #[test]
    fn what_the_attribute_lacks_comes_from_the_package() {
        let manifest = manifest(Attribute::default(), None, package(), "", &["add"]);
        assert_eq!(
            manifest,
            json!({
                "name": "package", "version": "1.2.3", "description": "from Cargo", "icon": "", "type": "component",
                "api_version": "0.1.8", "ui": "", "docs": "", "tags": [], "labels": [], "defaults": {}, "permissions": [],
                "functions": ["add"], "runnable": false,
            })
        );
    }

    #[test]
    fn the_attribute_wins() {
        let attribute: Attribute = parse_quote! {
            name = "blur", version = "2.0.0", description = "Blurs", icon = "🌫", type = "window", ui = "no",
            tags = ["CPU", "GPU"], labels = ["API example"], defaults = r#"{"w": 10}"#, permissions = r#"[{"kind": "files", "reason": "x"}]"#,
        };
        let manifest = manifest(attribute, None, package(), "docs", &["run"]);
        assert_eq!(
            manifest,
            json!({
                "name": "blur", "version": "2.0.0", "description": "Blurs", "icon": "🌫", "type": "window",
                "api_version": "0.1.8", "ui": "no", "docs": "docs", "tags": ["CPU", "GPU"], "labels": ["API example"], "defaults": {"w": 10},
                "permissions": [{"kind": "files", "reason": "x"}], "functions": ["run"], "runnable": true,
            })
        );
    }

    #[test]
    fn fields_that_differ_between_tags() {
        let attribute: Attribute = parse_quote! {
            tags = ["CPU", "GPU"], ui(CPU = "one", "GPU" = "two"), type = "window", inputs = r#"{"type": "object"}"#,
        };
        let manifest = manifest(attribute, Some(json!({"a": "text"})), package(), "", &[]);
        assert_eq!(manifest["ui"], json!({"CPU": "one", "GPU": "two"}));
        assert_eq!(manifest["type"], "window");
        assert_eq!(manifest["inputs"], json!({"type": "object"}));
        assert_eq!(manifest["attachments"], json!({"a": "text"}));
        assert_eq!(manifest.get("outputs"), None);
    }

    #[test]
    fn wrong_fields_are_refused() {
        let refused = |text: &str| syn::parse_str::<Attribute>(text).err().map(|error| error.to_string());
        for (text, reason) in [
            ("nam = \"a\"", "unknown field `nam`"),
            ("name = \"\"", "must not be empty"),
            ("name = 1", "expected a text"),
            ("icon = \"a\", icon = \"b\"", "given twice"),
            ("runnable = \"yes\"", "true or false"),
            ("defaults = \"{\"", "is not JSON"),
            ("defaults = \"[]\"", "an object"),
            ("permissions = \"[{}]\"", "text `kind`"),
            ("tags = \"a\"", "list of texts"),
            ("tags(a = \"b\")", "has one value"),
            ("ui(a = \"b\", a = \"c\")", "given twice"),
            ("attachments = \"a\"", "attachments(name"),
            ("inputs = \"[]\"", "an object"),
        ] {
            let message = refused(text).unwrap_or_default();
            assert!(message.contains(reason), "{text}: {message}");
        }
    }

    #[test]
    fn comments_become_markdown() {
        let item: ItemImpl = parse_quote! {
            /// # Title
            ///
            ///     code
            impl Hello {}
        };
        assert_eq!(documentation(&item), "# Title\n\n    code");
    }
}
