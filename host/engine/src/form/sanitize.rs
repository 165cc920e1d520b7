//! HTML without what could do harm, written as a browser writes it.
//!
//! Purpose: ImJoy cleans a form's text with DOMPurify *before* it looks for fields, and
//! that changes the fields too: with any `<` in the text, `'<1'` becomes `'&lt;1'`. This
//! gives the same text for what forms contain.
//!
//! Known limits: as of [`super::html`]; attributes are kept or dropped by name only.

use super::error::FormError;
use super::html::{Event, Scope, Tag, read_html};
use super::relaxed_json::MAX_DEPTH;

/// HTML elements that DOMPurify lets pass, beside those in [`KEPT_FOREIGN`].
#[rustfmt::skip]
const KEPT: &[&str] = &[
    "a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blink",
    "blockquote", "br", "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup", "content", "data",
    "datalist", "dd", "decorator", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "element", "em",
    "fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "i", "img", "input", "ins", "kbd", "label", "legend", "li", "main", "map", "mark", "marquee",
    "menu", "menuitem", "meter", "nav", "nobr", "ol", "optgroup", "option", "output", "p", "picture", "pre",
    "progress", "q", "rp", "rt", "ruby", "s", "samp", "section", "select", "shadow", "small", "source", "spacer",
    "span", "strike", "strong", "style", "sub", "summary", "sup", "table", "tbody", "td", "template", "textarea",
    "tfoot", "th", "thead", "time", "tr", "track", "tt", "u", "ul", "var", "video", "wbr",
];
/// SVG and MathML elements that may hold text.
const KEPT_FOREIGN: &[&str] = &["svg", "g", "text", "tspan", "math", "mi", "mn", "mo", "mrow", "mtext", "msub", "msup"];
/// Elements that are dropped with their content.
const DROPPED: &[&str] = &["iframe", "noembed", "noframes", "noscript", "plaintext", "script", "title", "xmp"];
/// Attributes that pass.
#[rustfmt::skip]
const ATTRIBUTES: &[&str] = &[
    "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "checked", "class", "color", "cols", "colspan",
    "dir", "disabled", "face", "for", "height", "hidden", "href", "id", "label", "lang", "list", "max", "maxlength",
    "min", "name", "open", "pattern", "placeholder", "readonly", "rel", "role", "rows", "rowspan", "size", "span",
    "src", "start", "step", "style", "summary", "tabindex", "title", "type", "valign", "value", "width",
];

/// The text without harmful HTML. One without `<` is left as it is.
pub(super) fn sanitize(text: &str) -> Result<String, FormError> {
    if !text.contains('<') {
        return Ok(text.to_owned());
    }
    let html = read_html(text, Scope::Page, MAX_DEPTH);
    if html.is_too_deep {
        return Err(FormError::TooDeep { limit: MAX_DEPTH });
    }
    let start = text.len() - text.trim_start_matches(['\r', '\n', '\t', ' ']).len();
    let mut clean = text.get(..start).unwrap_or_default().to_owned();
    // The end tag to write for every open element; none for one that is left out.
    let mut ends: Vec<Option<String>> = Vec::new();
    // Elements open within one that is dropped with its content, itself included.
    let mut dropped = 0_usize;
    let mut is_raw = false;
    for event in &html.events {
        match event {
            Event::Open(tag) if dropped > 0 || is_dropped(tag) => {
                if !tag.is_void() {
                    dropped += 1;
                }
            }
            Event::Close if dropped > 0 => dropped -= 1,
            Event::Text(_) if dropped > 0 => {}
            Event::Text(content) if is_raw => clean.push_str(content),
            Event::Text(content) => escape(content, false, &mut clean),
            Event::Open(tag) => {
                let is_kept = KEPT.contains(&tag.name.as_str()) || KEPT_FOREIGN.contains(&tag.name.as_str());
                if is_kept {
                    open_tag(tag, &mut clean);
                }
                if !tag.is_void() {
                    is_raw = tag.name == "style";
                    ends.push(is_kept.then(|| tag.name.clone()));
                }
            }
            Event::Close => {
                is_raw = false;
                if let Some(Some(name)) = ends.pop() {
                    clean.push_str("</");
                    clean.push_str(&name);
                    clean.push('>');
                }
            }
        }
    }
    Ok(clean)
}

fn is_dropped(tag: &Tag) -> bool {
    DROPPED.contains(&tag.name.as_str())
}

fn open_tag(tag: &Tag, clean: &mut String) {
    clean.push('<');
    clean.push_str(&tag.name);
    for (name, value) in &tag.attributes {
        let is_kept = ATTRIBUTES.contains(&name.as_str()) || name.starts_with("data-") || name.starts_with("aria-");
        let link = value.trim_start().to_ascii_lowercase();
        let is_script = matches!(name.as_str(), "href" | "src") && link.starts_with("javascript:");
        if is_kept && !is_script {
            clean.push(' ');
            clean.push_str(name);
            clean.push_str("=\"");
            escape(value, true, clean);
            clean.push('"');
        }
    }
    clean.push('>');
}

fn escape(text: &str, is_attribute: bool, escaped: &mut String) {
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '\u{a0}' => escaped.push_str("&nbsp;"),
            '"' if is_attribute => escaped.push_str("&quot;"),
            '<' if !is_attribute => escaped.push_str("&lt;"),
            '>' if !is_attribute => escaped.push_str("&gt;"),
            character => escaped.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_written_as_dompurify_writes_them() {
        for (text, expected) in [
            ("a & b &lt;", "a & b &lt;"),
            ("<b>a & b", "<b>a &amp; b</b>"),
            ("['<1','>2']", "['&lt;1','&gt;2']"),
            ("<script>alert(1)</script>ok", "ok"),
            ("<style>b{}</style>ok", "ok"),
            ("ok<style>b > c{}</style>", "ok<style>b > c{}</style>"),
            ("<custom onclick='x'>k</custom><iframe>zz</iframe>w", "kw"),
            ("<a href='javascript:x' onclick=y title='&quot;'>k", "<a title=\"&quot;\">k</a>"),
        ] {
            assert_eq!(sanitize(text).as_deref(), Ok(expected), "{text}");
        }
    }
}
