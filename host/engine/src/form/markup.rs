//! Basic HTML formatting as [`Segment`]s.
//!
//! Purpose: the text around the fields of a form, and messages with markup, for a front
//! end that draws texts, not HTML.
//!
//! Known: `b strong i em u ins code kbd samp tt pre h1`–`h6 br p div ul ol li td hr`, `style`
//! with `color`, `font-weight`, `font-style` and `text-decoration`, `font color`, and links
//! to `http:`, `https:` and `mailto:`. Other tags are ignored, their text is kept; the
//! content of `script`, `style`, `iframe` and the like is dropped.
//!
//! Invariants: never fails and never panics; white space is collapsed except in `pre`; no
//! break at the start or the end.

use super::color::parse_color;
use super::html::{Event, Scope, Tag, is_block, read_html};
use super::{Segment, TextRun};

/// Tags deeper than this are ignored.
const MAX_DEPTH: usize = 64;
/// Elements whose content is not text for people.
#[rustfmt::skip]
const HIDDEN: &[&str] = &[
    "audio", "canvas", "iframe", "math", "noembed", "noframes", "noscript", "object", "script", "select", "style",
    "svg", "template", "title", "video", "xmp",
];

/// Parses text with basic HTML formatting. Never fails: what is not understood is shown
/// as plain text or left out.
pub fn parse_markup(html: &str) -> Vec<Segment> {
    let mut writer = Writer::default();
    for event in read_html(html, Scope::Page, MAX_DEPTH).events {
        writer.event(&event);
    }
    writer.finish()
}

/// Escapes a plain text so that [`parse_markup`] shows it as it is.
pub fn escape_markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            character => escaped.push(character),
        }
    }
    escaped
}

/// Writes segments from events.
#[derive(Default)]
pub(super) struct Writer {
    segments: Vec<Segment>,
    /// One for every open element.
    styles: Vec<Style>,
    /// A space is due before the next character of the line.
    is_space_due: bool,
    /// The line has something in it.
    is_line_begun: bool,
}

/// How the text of an element is written.
#[derive(Clone, Default)]
struct Style {
    /// The text is left empty.
    run: TextRun,
    is_hidden: bool,
    is_preformatted: bool,
    is_block: bool,
    /// For a list: how deep it is, and the number of its next item; 0 without numbers.
    list: Option<(usize, u32)>,
}

impl Writer {
    pub(super) fn event(&mut self, event: &Event) {
        match event {
            Event::Text(text) => self.text(text),
            Event::Open(tag) => self.open(tag),
            Event::Close => {
                if self.styles.pop().is_some_and(|style| style.is_block && !style.is_hidden) {
                    self.end_line();
                }
            }
        }
    }

    /// Puts the element of that index here.
    pub(super) fn element(&mut self, index: usize) {
        self.write_space();
        self.segments.push(Segment::Element(index));
        self.is_line_begun = true;
    }

    pub(super) fn finish(mut self) -> Vec<Segment> {
        self.trim_line();
        while self.segments.last() == Some(&Segment::LineBreak) {
            self.segments.pop();
        }
        self.segments
    }

    fn style(&self) -> Style {
        self.styles.last().cloned().unwrap_or_default()
    }

    fn text(&mut self, text: &str) {
        let style = self.style();
        if style.is_hidden {
            return;
        }
        for character in text.chars() {
            match character {
                '\n' if style.is_preformatted => self.line_break(),
                '\t' if style.is_preformatted => self.write("    ", &style),
                ' ' if style.is_preformatted => self.write(" ", &style),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.is_space_due = self.is_line_begun,
                character => {
                    self.write_space();
                    self.write(character.encode_utf8(&mut [0; 4]), &style);
                }
            }
        }
        // A space belongs to the text that it ends.
        if self.is_space_due {
            self.write_space();
        }
    }

    /// Writes the space that is due, unless one is there already.
    fn write_space(&mut self) {
        if std::mem::take(&mut self.is_space_due)
            && !matches!(self.segments.last(), Some(Segment::Text(run)) if run.text.ends_with(' '))
        {
            let style = self.style();
            self.write(" ", &style);
        }
    }

    fn write(&mut self, text: &str, style: &Style) {
        self.is_line_begun = true;
        if let Some(Segment::Text(run)) = self.segments.last_mut()
            && run.has_format_of(&style.run)
        {
            run.text.push_str(text);
            return;
        }
        self.segments.push(Segment::Text(TextRun { text: text.to_owned(), ..style.run.clone() }));
    }

    fn line_break(&mut self) {
        self.trim_line();
        // No empty lines at the start.
        if !self.segments.is_empty() {
            self.segments.push(Segment::LineBreak);
        }
    }

    /// Ends the line unless it is empty.
    fn end_line(&mut self) {
        if self.is_line_begun {
            self.line_break();
        }
    }

    fn trim_line(&mut self) {
        self.is_space_due = false;
        self.is_line_begun = false;
        if let Some(Segment::Text(run)) = self.segments.last_mut() {
            run.text.truncate(run.text.trim_end_matches(' ').len());
            if run.text.is_empty() {
                self.segments.pop();
            }
        }
    }

    fn open(&mut self, tag: &Tag) {
        let mut style = self.style();
        let is_hidden = style.is_hidden || HIDDEN.contains(&tag.name.as_str());
        if !is_hidden {
            self.place(tag, &mut style);
        }
        if tag.is_void() {
            return;
        }
        style.is_hidden = is_hidden;
        apply_tag(tag, &mut style);
        self.styles.push(style);
    }

    /// Breaks the line or begins an item, as the element asks for.
    fn place(&mut self, tag: &Tag, style: &mut Style) {
        let name = tag.name.as_str();
        if is_block(name) || matches!(name, "table" | "tr" | "caption") {
            self.end_line();
        }
        match name {
            "br" => self.line_break(),
            "td" | "th" => self.is_space_due = self.is_line_begun,
            "ul" | "ol" => {
                let depth = style.list.map_or(0, |(depth, _)| depth);
                let first = tag.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                style.list = Some((depth + 1, if name == "ol" { first } else { 0 }));
            }
            "li" => {
                let (depth, number) = style.list.unwrap_or((1, 0));
                let list = self.styles.last_mut().and_then(|style| style.list.as_mut());
                if let Some((_, next)) = list.filter(|(_, next)| *next > 0) {
                    *next = next.saturating_add(1);
                }
                let indent = "\u{2003}".repeat(depth.saturating_sub(1));
                let mark = if number > 0 { format!("{indent}{number}. ") } else { format!("{indent}• ") };
                self.write(&mark, style);
            }
            _ => {}
        }
    }
}

impl TextRun {
    /// Whether two runs differ in their text only.
    fn has_format_of(&self, other: &TextRun) -> bool {
        self.bold == other.bold
            && self.italic == other.italic
            && self.underlined == other.underlined
            && self.code == other.code
            && self.heading == other.heading
            && self.color == other.color
            && self.link == other.link
    }
}

fn apply_tag(tag: &Tag, style: &mut Style) {
    let run = &mut style.run;
    style.is_block = is_block(&tag.name) || matches!(tag.name.as_str(), "table" | "tr" | "caption");
    match tag.name.as_str() {
        "b" | "strong" | "th" => run.bold = true,
        "i" | "em" | "cite" | "var" | "dfn" => run.italic = true,
        "u" | "ins" => run.underlined = true,
        "code" | "kbd" | "samp" | "tt" => run.code = true,
        "pre" | "listing" => {
            run.code = true;
            style.is_preformatted = true;
        }
        "h1" => run.heading = 1,
        "h2" => run.heading = 2,
        "h3" => run.heading = 3,
        "h4" => run.heading = 4,
        "h5" => run.heading = 5,
        "h6" => run.heading = 6,
        "font" => run.color = tag.attribute("color").and_then(parse_color).or(run.color),
        "a" => run.link = tag.attribute("href").and_then(safe_link).or(run.link.take()),
        _ => {}
    }
    for declaration in tag.attribute("style").unwrap_or_default().split(';') {
        if let Some((property, value)) = declaration.split_once(':') {
            let value = value.trim().trim_end_matches("!important").trim_end();
            apply_style(&property.trim().to_ascii_lowercase(), value, style);
        }
    }
}

fn apply_style(property: &str, value: &str, style: &mut Style) {
    let run = &mut style.run;
    let word = value.to_ascii_lowercase();
    match property {
        "color" => run.color = parse_color(value).or(run.color),
        "font-weight" => {
            run.bold = match word.as_str() {
                "bold" | "bolder" => true,
                "normal" | "lighter" => false,
                // Without a face of that weight, browsers take the bold one above 500.
                weight => weight.parse::<f64>().map_or(run.bold, |weight| weight > 500.0),
            }
        }
        "font-style" => run.italic = word.starts_with("italic") || word.starts_with("oblique"),
        "text-decoration" | "text-decoration-line" => run.underlined = word.contains("underline"),
        "font-family" if word.contains("monospace") => run.code = true,
        "display" if word == "none" => style.is_hidden = true,
        "visibility" if word == "hidden" => style.is_hidden = true,
        _ => {}
    }
}

/// The target of a link if it is one that may be opened.
fn safe_link(target: &str) -> Option<String> {
    // As browsers do, so that `java\nscript:` is what it looks like to them.
    let target: String = target
        .trim_matches(|character: char| character <= ' ')
        .chars()
        .filter(|character| !matches!(character, '\t' | '\n' | '\r'))
        .collect();
    let (scheme, rest) = target.split_once(':')?;
    let is_safe = ["http", "https", "mailto"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe));
    let is_plain = !target.chars().any(|character| character.is_control() || character == ' ');
    (is_safe && is_plain && !rest.is_empty()).then_some(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Segments as a short text: runs in brackets after their formatting, `|` for a break.
    fn shown(html: &str) -> String {
        let mut shown = String::new();
        for segment in parse_markup(html) {
            match segment {
                Segment::LineBreak => shown.push('|'),
                Segment::Element(index) => shown.push_str(&format!("<{index}>")),
                Segment::Text(run) => {
                    for (is_set, mark) in [(run.bold, "b"), (run.italic, "i"), (run.underlined, "u"), (run.code, "c")] {
                        shown.push_str(if is_set { mark } else { "" });
                    }
                    if run.heading > 0 {
                        shown.push_str(&format!("h{}", run.heading));
                    }
                    if let Some([red, green, blue]) = run.color {
                        shown.push_str(&format!("#{red:02x}{green:02x}{blue:02x}"));
                    }
                    if let Some(link) = run.link {
                        shown.push_str(&format!("@{link}"));
                    }
                    shown.push_str(&format!("[{}]", run.text));
                }
            }
        }
        shown
    }

    #[test]
    fn formatting() {
        for (html, expected) in [
            ("plain", "[plain]"),
            ("  a \n b  ", "[a b]"),
            ("<b>x</b> <em>y</em>", "b[x][ ]i[y]"),
            ("a<br> b<br><br>c<br>", "[a]|[b]||[c]"),
            ("<p>a</p><p>b</p>c", "[a]|[b]|[c]"),
            ("<h1>T</h1>t", "h1[T]|[t]"),
            ("<ul><li>a<li>b<ol><li>c</li><li>d</ol></ul>e", "[• a]|[• b]|[\u{2003}1. c]|[\u{2003}2. d]|[e]"),
            ("<span style='font-weight: 550; color:#666362'>P</span>: ", "b#666362[P][:]"),
            ("<font color=red>r</font>", "#ff0000[r]"),
            ("<a href='https://imjoy.io' target=_blank> I</a>", "@https://imjoy.io[I]"),
            ("<a href='javascript:alert(1)'>x</a><a href=' java\nscript:1'>y</a><a href='file:///x'>z</a>", "[xyz]"),
            ("a &amp; b &#956;&nbsp;m &lt;i>", "[a & b μ\u{a0}m <i>]"),
            ("<script>x</script>a<style>y</style>b<iframe>z</iframe>c", "[abc]"),
            ("<pre>a\n  b</pre>c", "c[a]|c[  b]|[c]"),
            ("<foo>a</foo></bar>b <", "[ab <]"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "[a b]|[c]"),
            ("", ""),
        ] {
            assert_eq!(shown(html), expected, "{html}");
        }
    }

    #[test]
    fn escaped_text_is_shown_as_it_is() {
        let text = "a <b>&amp; 'c' \"d\"";
        assert_eq!(shown(&escape_markup(text)), format!("[{text}]"));
    }
}
