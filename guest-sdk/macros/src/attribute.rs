//! The fields of the attribute.

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::token::Paren;
use syn::{Error, Expr, ExprArray, ExprLit, Ident, Lit, LitStr, Result, Token, parenthesized};

/// What stands in the attribute; all optional.
#[derive(Default)]
pub(crate) struct Attribute {
    pub(crate) name: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) icon: Option<serde_json::Value>,
    pub(crate) plugin_type: Option<serde_json::Value>,
    pub(crate) ui: Option<serde_json::Value>,
    pub(crate) tags: Vec<String>,
    pub(crate) labels: Vec<String>,
    pub(crate) runnable: Option<bool>,
    pub(crate) defaults: Option<serde_json::Value>,
    pub(crate) permissions: Option<serde_json::Value>,
    pub(crate) inputs: Option<serde_json::Value>,
    pub(crate) outputs: Option<serde_json::Value>,
    pub(crate) attachments: Vec<Attachment>,
}

/// A text file that becomes part of the plugin.
pub(crate) struct Attachment {
    pub(crate) name: String,
    /// Path relative to the package.
    pub(crate) file: LitStr,
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
                "icon" => attribute.icon = Some(by_tag(&field.value, false)?),
                "type" => attribute.plugin_type = Some(by_tag(&field.value, true)?),
                "ui" => attribute.ui = Some(by_tag(&field.value, false)?),
                "attachments" => attribute.attachments = attachments(&field)?,
                _ => {}
            }
            if ["icon", "type", "ui", "attachments"].contains(&name.as_str()) {
                seen.push(name);
                continue;
            }
            let Named::One(value) = &field.value else {
                return Err(Error::new(field.name.span(), format!("`{name}` has one value: {name} = …")));
            };
            match name.as_str() {
                "name" => attribute.name = Some(filled(value)?),
                "version" => attribute.version = Some(filled(value)?),
                "description" => attribute.description = Some(text(value)?.value()),
                "tags" => attribute.tags = texts(value)?,
                "labels" => attribute.labels = texts(value)?,
                "runnable" => attribute.runnable = Some(truth(value)?),
                "defaults" => attribute.defaults = Some(json(value, serde_json::Value::is_object, "an object")?),
                "permissions" => attribute.permissions = Some(permissions(value)?),
                "inputs" => attribute.inputs = Some(json(value, serde_json::Value::is_object, "an object")?),
                "outputs" => attribute.outputs = Some(json(value, serde_json::Value::is_object, "an object")?),
                _ => {
                    let known = "name, version, description, icon, type, ui, tags, labels, runnable, defaults, permissions, \
                                 inputs, outputs, attachments";
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
    value: Named,
}

/// What a field is given.
enum Named {
    /// `field = value`
    One(Expr),
    /// `field(name = value, …)`
    Several(Vec<(LitStr, Expr)>),
}

/// `name = value`, where the name is a word or a text.
struct Entry {
    name: LitStr,
    value: Expr,
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let name = if input.peek(LitStr) {
            input.parse()?
        } else {
            let name = Ident::parse_any(input)?;
            LitStr::new(&name.unraw().to_string(), name.span())
        };
        input.parse::<Token![=]>()?;
        Ok(Entry { name, value: input.parse()? })
    }
}

impl Parse for Field {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let name = Ident::parse_any(input)?;
        if input.peek(Paren) {
            let content;
            parenthesized!(content in input);
            let entries = Punctuated::<Entry, Token![,]>::parse_terminated(&content)?;
            let mut several: Vec<(LitStr, Expr)> = Vec::new();
            for Entry { name, value } in entries {
                if several.iter().any(|(known, _)| known.value() == name.value()) {
                    return Err(Error::new(name.span(), format!("`{}` is given twice", name.value())));
                }
                several.push((name, value));
            }
            return Ok(Field { name, value: Named::Several(several) });
        }
        input.parse::<Token![=]>()?;
        Ok(Field { name, value: Named::One(input.parse()?) })
    }
}

/// A text, or one for each tag.
fn by_tag(value: &Named, must_be_filled: bool) -> Result<serde_json::Value> {
    let read = |value: &Expr| if must_be_filled { filled(value) } else { Ok(text(value)?.value()) };
    match value {
        Named::One(value) => Ok(read(value)?.into()),
        Named::Several(entries) => {
            let mut texts = serde_json::Map::new();
            for (tag, value) in entries {
                texts.insert(tag.value(), read(value)?.into());
            }
            Ok(serde_json::Value::Object(texts))
        }
    }
}

fn attachments(field: &Field) -> Result<Vec<Attachment>> {
    let Named::Several(entries) = &field.value else {
        return Err(Error::new(field.name.span(), "expected attachments(name = \"file\", …)"));
    };
    entries.iter().map(|(name, file)| Ok(Attachment { name: name.value(), file: text(file)?.clone() })).collect()
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

fn truth(value: &Expr) -> Result<bool> {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Bool(truth), .. }) => Ok(truth.value),
        other => Err(Error::new_spanned(other, "expected true or false")),
    }
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
