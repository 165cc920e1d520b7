//! The grammar of tags: what ImJoy's regular expressions match, read by hand in one pass.

use super::block::Attribute;
use crate::text::is_white_space;

/// The name of an element at the start of a text: letters, digits and `_ - .`, the first of them
/// a letter or `_`, with at most one prefix before a colon.
pub(super) fn element_name(text: &str) -> Option<&str> {
    let local = local_name(text)?;
    let after = text.get(local.len()..).unwrap_or_default();
    let prefixed = after.strip_prefix(':').and_then(local_name).map(|name| local.len() + 1 + name.len());
    text.get(..prefixed.unwrap_or(local.len()))
}

fn local_name(text: &str) -> Option<&str> {
    if !text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') {
        return None;
    }
    let is_part = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.');
    text.get(..text.find(|character| !is_part(character)).unwrap_or(text.len()))
}

/// What ends a start tag at the start of a text, white space before it included: its length, and
/// whether it is `/>`.
pub(super) fn start_tag_end(text: &str) -> Option<(usize, bool)> {
    let trimmed = text.trim_start_matches(is_white_space);
    let space = text.len() - trimmed.len();
    if trimmed.starts_with('>') {
        Some((space + 1, false))
    } else if trimmed.starts_with("/>") {
        Some((space + 2, true))
    } else {
        None
    }
}

/// An attribute at the start of a text: its parts as written, and the length of the whole.
pub(super) struct WrittenAttribute<'text> {
    pub name: &'text str,
    pub value: &'text str,
    pub length: usize,
}

/// Reads an attribute at the start of a text, white space before it included. A value that is
/// not complete, such as one without a closing quote, is not part of it.
pub(super) fn attribute(text: &str) -> Option<WrittenAttribute<'_>> {
    let trimmed = text.trim_start_matches(is_white_space);
    let is_part =
        |character: char| !is_white_space(character) && !matches!(character, '"' | '\'' | '<' | '>' | '/' | '=');
    let name = trimmed.get(..trimmed.find(|character| !is_part(character)).unwrap_or(trimmed.len()))?;
    if name.is_empty() {
        return None;
    }
    let after = trimmed.get(name.len()..).unwrap_or_default();
    let (value, rest) = attribute_value(after).unwrap_or(("", after));
    Some(WrittenAttribute { name, value, length: text.len() - rest.len() })
}

/// Reads `= value`: the value without its quotes, and what follows.
fn attribute_value(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(is_white_space).strip_prefix('=')?.trim_start_matches(is_white_space);
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            let (value, rest) = quoted.split_once(quote)?;
            return Some((value, rest.trim_start_matches(quote)));
        }
    }
    let ends = |character: char| is_white_space(character) || matches!(character, '"' | '\'' | '=' | '<' | '>' | '`');
    let length = text.find(ends).unwrap_or(text.len());
    if length == 0 { None } else { text.split_at_checked(length) }
}

/// Adds an attribute to those of an element, with its value decoded.
pub(super) fn add_attribute(attributes: &mut Vec<Attribute>, written: &WrittenAttribute<'_>) {
    let value = (!written.value.is_empty()).then(|| decode(written.value));
    match attributes.iter_mut().find(|attribute| attribute.name == written.name) {
        Some(known) => known.value = value,
        None => attributes.push(Attribute { name: written.name.to_owned(), value }),
    }
}

/// Decodes the four entities that ImJoy knows, each once: `&amp;lt;` is `&lt;`.
fn decode(value: &str) -> String {
    const ENTITIES: [(&str, char); 4] = [("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&amp;", '&')];
    let mut decoded = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, entity)) = rest.find('&').and_then(|at| rest.split_at_checked(at)) {
        decoded.push_str(before);
        let known = ENTITIES.iter().find_map(|(written, is)| Some((*is, entity.strip_prefix(written)?)));
        let (character, after) = known.unwrap_or(('&', entity.get(1..).unwrap_or_default()));
        decoded.push(character);
        rest = after;
    }
    decoded.push_str(rest);
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_elements() {
        for (text, name) in [
            ("script>", Some("script")),
            ("my-el.x_1 a", Some("my-el.x_1")),
            ("svg:path/", Some("svg:path")),
            ("svg:1", Some("svg")),
            ("a:b:c", Some("a:b")),
            ("a:", Some("a")),
            ("1a", None),
            ("-a", None),
            (" a", None),
            ("", None),
            ("ä", None),
        ] {
            assert_eq!(element_name(text), name, "{text:?}");
        }
    }

    #[test]
    fn attributes_by_every_way_to_write_them() {
        for (text, name, value, rest) in [
            (" lang=\"json\">", "lang", "json", ">"),
            ("lang='json'>", "lang", "json", ">"),
            (" lang=json>", "lang", "json", ">"),
            ("\n\tlang \u{A0}= \n json >", "lang", "json", " >"),
            (" scoped>", "scoped", "", ">"),
            (" scoped >", "scoped", "", " >"),
            (" src=\"\">", "src", "", ">"),
            // More closing quotes than needed belong to it.
            (" a=\"b\"\"\">", "a", "b", ">"),
            (" a='b\"c'>", "a", "b\"c", ">"),
            (" href=a/>", "href", "a/", ">"),
            (" a=>", "a", "", "=>"),
            (" a=\"b>", "a", "", "=\"b>"),
            (" @click:x.y=\"f(1 > 2)\">", "@click:x.y", "f(1 > 2)", ">"),
        ] {
            let read = attribute(text).unwrap();
            assert_eq!((read.name, read.value, &text[read.length..]), (name, value, rest), "{text:?}");
        }
        for text in ["", " ", "=a", "\"a\"", "/a", " >"] {
            assert!(attribute(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn four_entities_are_decoded_once() {
        assert_eq!(
            decode("a &lt;b&gt; &quot;c&quot; &amp;amp; &#10; &nbsp; & &"),
            "a <b> \"c\" &amp; &#10; &nbsp; & &"
        );
    }

    #[test]
    fn the_last_attribute_of_a_name_counts() {
        let mut attributes = Vec::new();
        for (name, value) in [("a", "1"), ("b", ""), ("a", "2")] {
            add_attribute(&mut attributes, &WrittenAttribute { name, value, length: 0 });
        }
        assert_eq!(
            attributes.iter().map(|each| (&*each.name, each.value.as_deref())).collect::<Vec<_>>(),
            [("a", Some("2")), ("b", None)]
        );
    }
}
