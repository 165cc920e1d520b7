//! The fields of the attribute.

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Expr, ExprArray, ExprLit, Ident, Lit, LitStr, Result, Token};

/// What stands in the attribute; all optional.
#[derive(Default)]
pub(crate) struct Attribute {
    pub(crate) name: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) icon: Option<String>,
    pub(crate) plugin_type: Option<String>,
    pub(crate) ui: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) defaults: Option<serde_json::Value>,
    pub(crate) permissions: Option<serde_json::Value>,
}

impl Parse for Attribute {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut attribute = Attribute::default();
        let mut seen: Vec<String> = Vec::new();
        for field in Punctuated::<Field, Token![,]>::parse_terminated(input)? {
            let name = field.name.unraw().to_string();
            if seen.contains(&name) {
                return Err(Error::new(field.name.span(), format!("`{name}` is given twice")));
            }
            match name.as_str() {
                "name" => attribute.name = Some(filled(&field.value)?),
                "version" => attribute.version = Some(filled(&field.value)?),
                "description" => attribute.description = Some(text(&field.value)?.value()),
                "icon" => attribute.icon = Some(text(&field.value)?.value()),
                "type" => attribute.plugin_type = Some(filled(&field.value)?),
                "ui" => attribute.ui = Some(text(&field.value)?.value()),
                "tags" => attribute.tags = texts(&field.value)?,
                "defaults" => attribute.defaults = Some(json(&field.value, serde_json::Value::is_object, "an object")?),
                "permissions" => attribute.permissions = Some(permissions(&field.value)?),
                _ => {
                    let known = "name, version, description, icon, type, ui, tags, defaults, permissions";
                    return Err(Error::new(field.name.span(), format!("unknown field `{name}`; there are {known}")));
                }
            }
            seen.push(name);
        }
        Ok(attribute)
    }
}

struct Field {
    name: Ident,
    value: Expr,
}

impl Parse for Field {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let name = Ident::parse_any(input)?;
        input.parse::<Token![=]>()?;
        Ok(Field { name, value: input.parse()? })
    }
}

fn text(value: &Expr) -> Result<&LitStr> {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Ok(text),
        other => Err(Error::new_spanned(other, "expected a text in quotes")),
    }
}

fn filled(value: &Expr) -> Result<String> {
    let text = text(value)?;
    if text.value().trim().is_empty() { Err(Error::new(text.span(), "must not be empty")) } else { Ok(text.value()) }
}

fn texts(value: &Expr) -> Result<Vec<String>> {
    match value {
        Expr::Array(ExprArray { elems, .. }) => elems.iter().map(filled).collect(),
        other => Err(Error::new_spanned(other, "expected a list of texts: [\"CPU\", \"GPU\"]")),
    }
}

fn json(value: &Expr, fits: fn(&serde_json::Value) -> bool, expected: &str) -> Result<serde_json::Value> {
    let text = text(value)?;
    let json = serde_json::from_str(&text.value())
        .map_err(|error| Error::new(text.span(), format!("is not JSON: {error}")))?;
    if fits(&json) { Ok(json) } else { Err(Error::new(text.span(), format!("expected JSON of {expected}"))) }
}

fn permissions(value: &Expr) -> Result<serde_json::Value> {
    json(
        value,
        |json| {
            let has_kind =
                |permission: &serde_json::Value| permission.get("kind").is_some_and(serde_json::Value::is_string);
            json.as_array().is_some_and(|list| list.iter().all(has_kind))
        },
        "a list of objects that have a text `kind`",
    )
}
