//! HTML as a flat, well-formed list of events.
//!
//! Purpose: one reader of HTML for the text around fields and for marked-up messages. It
//! closes what is left open and drops what has no place, as browsers do.
//!
//! Invariants: never fails and never panics; every [`Event::Open`] of an element that is
//! not void has its [`Event::Close`]; linear in the length of the text, since at most
//! `max_depth` elements are open and at most [`MAX_REOPENED`] are opened again.
//!
//! Known limits: tables are read as plain nested elements, SVG and MathML as unknown tags;
//! mis-nested formatting gives the same text and depth as in a browser, but not always the
//! same tree.

use super::entities::read_reference;

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Event {
    /// Characters, references already replaced.
    Text(String),
    /// Start of an element; a void one (`<br>`) has no end.
    Open(Tag),
    /// End of the element that was opened last.
    Close,
}

/// The start tag of an element.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tag {
    /// Name in lower case.
    pub name: String,
    /// Attributes in order, names in lower case, none twice.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(attribute, _)| attribute == name).map(|(_, value)| value.as_str())
    }

    /// Whether the element has no content and no end tag.
    pub(super) fn is_void(&self) -> bool {
        VOID.contains(&self.name.as_str())
    }
}

/// What has been read.
#[derive(Debug, Default)]
pub(super) struct Html {
    /// The events, well-formed.
    pub events: Vec<Event>,
    /// Some elements were ignored since they were nested too deep.
    pub is_too_deep: bool,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// A whole page: what belongs into its head is left out at its start.
    Page,
    /// The content of an element.
    Fragment,
}

/// Formatting elements opened again after mis-nested tags, in one text.
const MAX_REOPENED: usize = 1000;
/// Attributes kept of one tag.
const MAX_ATTRIBUTES: usize = 64;

const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements whose start ends a paragraph.
#[rustfmt::skip]
const BLOCK: &[&str] = &[
    "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "section", "summary", "ul", "xmp",
];
/// Further elements that an end tag of another kind does not close.
#[rustfmt::skip]
const OTHER_SPECIAL: &[&str] = &[
    "applet", "button", "caption", "colgroup", "iframe", "marquee", "object", "select", "table", "tbody", "td",
    "template", "textarea", "tfoot", "th", "thead", "tr",
];
/// Parts of a table, which have no place elsewhere.
const TABLE_PART: &[&str] = &["caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"];
/// Elements with text only, in which tags and references are plain characters.
const RAW: &[&str] = &["iframe", "noembed", "noframes", "script", "style", "xmp"];
/// Elements with text only, in which references are replaced.
const ESCAPABLE_RAW: &[&str] = &["textarea", "title"];
const HEAD: &[&str] = &["base", "link", "meta", "noscript", "script", "style", "template", "title"];
const HEADING: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];

pub(super) fn is_block(name: &str) -> bool {
    BLOCK.contains(&name)
}

fn is_special(name: &str) -> bool {
    is_block(name) || OTHER_SPECIAL.contains(&name)
}

/// Space as in HTML tags.
fn is_tag_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

/// Reads HTML.
pub(super) fn read_html(text: &str, scope: Scope, max_depth: usize) -> Html {
    let normalized;
    let text = if text.contains(['\r', '\0']) {
        normalized = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
        normalized.as_str()
    } else {
        text
    };
    let mut reader = Reader {
        html: Html::default(),
        open: Vec::new(),
        waiting: Vec::new(),
        reopened: 0,
        max_depth,
        is_in_head: scope == Scope::Page,
    };
    reader.read(text);
    reader.html
}

struct Reader {
    html: Html,
    open: Vec<Tag>,
    /// Formatting elements that go on in the next text.
    waiting: Vec<Tag>,
    reopened: usize,
    max_depth: usize,
    is_in_head: bool,
}

impl Reader {
    fn read(&mut self, text: &str) {
        let mut rest = text;
        let mut pending = String::new();
        while !rest.is_empty() {
            let Some(start) = rest.find('<') else {
                decode(rest, &mut pending);
                break;
            };
            let (before, tag) = rest.split_at(start);
            decode(before, &mut pending);
            let markup = tag.get(1..).unwrap_or_default();
            let length = match markup.as_bytes().first() {
                Some(byte) if byte.is_ascii_alphabetic() => {
                    self.text(&mut pending);
                    self.start_tag(markup)
                }
                Some(b'/') => match markup.as_bytes().get(1) {
                    Some(byte) if byte.is_ascii_alphabetic() => {
                        self.text(&mut pending);
                        self.end_tag(markup)
                    }
                    Some(b'>') => 2,
                    Some(_) => bogus_comment(markup),
                    None => 0,
                },
                Some(b'!') => comment(markup),
                Some(b'?') => bogus_comment(markup),
                _ => 0,
            };
            if length == 0 {
                pending.push('<');
            }
            rest = markup.get(length..).unwrap_or_default();
        }
        self.text(&mut pending);
        while self.open.pop().is_some() {
            self.html.events.push(Event::Close);
        }
    }

    /// Ends the text read so far.
    fn text(&mut self, pending: &mut String) {
        if self.is_in_head {
            let body = pending.trim_start_matches(|character: char| character.is_ascii_whitespace());
            if body.is_empty() {
                pending.clear();
                return;
            }
            self.is_in_head = false;
            *pending = body.to_owned();
        }
        if !pending.is_empty() {
            self.reopen();
            self.html.events.push(Event::Text(std::mem::take(pending)));
        }
    }

    /// Reads the start tag at the start of `markup`, which begins behind the `<`, and the
    /// content of an element with plain text; gives the bytes read.
    fn start_tag(&mut self, markup: &str) -> usize {
        let Some((tag, is_closed, length)) = read_tag(markup) else {
            // The text ends within the tag, which is dropped.
            return markup.len();
        };
        let name = tag.name.as_str();
        let is_raw = RAW.contains(&name);
        if is_raw || ESCAPABLE_RAW.contains(&name) {
            let after = markup.get(length..).unwrap_or_default();
            let (content, taken) = raw_content(after, name);
            if !(self.is_in_head && HEAD.contains(&name)) {
                self.is_in_head = false;
                let mut text = String::new();
                if is_raw {
                    text.push_str(content);
                } else {
                    decode(content, &mut text);
                }
                self.raw_element(tag, text);
            }
            return length + taken;
        }
        if matches!(name, "html" | "head" | "body" | "frameset" | "frame")
            || self.is_in_head && matches!(name, "base" | "link" | "meta")
        {
            return length;
        }
        self.is_in_head = false;
        let is_foreign_and_closed =
            is_closed && self.open.iter().any(|tag| matches!(tag.name.as_str(), "svg" | "math"));
        self.start_element(tag, is_foreign_and_closed);
        length
    }

    fn raw_element(&mut self, tag: Tag, text: String) {
        if self.open.len() >= self.max_depth {
            self.html.is_too_deep = true;
            return;
        }
        self.html.events.push(Event::Open(tag));
        if !text.is_empty() {
            self.html.events.push(Event::Text(text));
        }
        self.html.events.push(Event::Close);
    }

    fn start_element(&mut self, tag: Tag, ends_at_once: bool) {
        let name = tag.name.as_str();
        if TABLE_PART.contains(&name) && self.find_open("table").is_none() {
            return;
        }
        if is_block(name) {
            if let Some(index) = self.find_open_until("p", |name| OTHER_SPECIAL.contains(&name)) {
                self.close(index, false);
            }
            if HEADING.contains(&name) && self.open.last().is_some_and(|tag| HEADING.contains(&tag.name.as_str())) {
                self.close(self.open.len().saturating_sub(1), false);
            }
        }
        match name {
            "li" => self.close_item(&["li"]),
            "dd" | "dt" => self.close_item(&["dd", "dt"]),
            "option" => self.close_item(&["option"]),
            "td" | "th" => self.close_cell(&["td", "th"]),
            "tr" => self.close_cell(&["tr"]),
            "tbody" | "thead" | "tfoot" => self.close_cell(&["tbody", "thead", "tfoot"]),
            "a" => {
                self.waiting.retain(|tag| tag.name != "a");
                if let Some(index) = self.find_open("a") {
                    self.close(index, true);
                }
            }
            _ => {}
        }
        if !is_special(name) {
            self.reopen();
        }
        if tag.is_void() {
            self.html.events.push(Event::Open(tag));
        } else if ends_at_once {
            self.html.events.push(Event::Open(tag));
            self.html.events.push(Event::Close);
        } else {
            self.push(tag);
        }
    }

    fn push(&mut self, tag: Tag) {
        if self.open.len() < self.max_depth {
            self.html.events.push(Event::Open(tag.clone()));
            self.open.push(tag);
        } else {
            self.html.is_too_deep = true;
        }
    }

    /// Reads the end tag at the start of `markup`, which begins at its `/`; gives the
    /// bytes read.
    fn end_tag(&mut self, markup: &str) -> usize {
        let after = markup.get(1..).unwrap_or_default();
        let Some((tag, _, length)) = read_tag(after) else {
            return markup.len();
        };
        let name = tag.name.as_str();
        if name == "br" || name == "p" && self.find_open("p").is_none() {
            self.is_in_head = false;
            let is_paragraph = name == "p";
            self.html.events.push(Event::Open(Tag { name: tag.name, attributes: Vec::new() }));
            if is_paragraph {
                self.html.events.push(Event::Close);
            }
        } else if FORMATTING.contains(&name) {
            if let Some(index) = self.find_open(name) {
                self.close(index, true);
            } else if let Some(index) = self.waiting.iter().rposition(|tag| tag.name == name) {
                self.waiting.remove(index);
            }
        } else if HEADING.contains(&name) {
            if let Some(index) = self.open.iter().rposition(|tag| HEADING.contains(&tag.name.as_str())) {
                self.close(index, false);
            }
        } else {
            let found = match is_special(name) {
                true => self.find_open(name),
                false => self.find_open_until(name, is_special),
            };
            if let Some(index) = found {
                self.close(index, false);
            }
        }
        length + 1
    }

    fn find_open(&self, name: &str) -> Option<usize> {
        self.open.iter().rposition(|tag| tag.name == name)
    }

    /// The innermost open element of that name, looked for up to the first `barrier`.
    fn find_open_until(&self, name: &str, barrier: impl Fn(&str) -> bool) -> Option<usize> {
        for (index, tag) in self.open.iter().enumerate().rev() {
            if tag.name == name {
                return Some(index);
            }
            if barrier(&tag.name) {
                return None;
            }
        }
        None
    }

    fn close_item(&mut self, names: &[&str]) {
        for (index, tag) in self.open.iter().enumerate().rev() {
            let name = tag.name.as_str();
            if names.contains(&name) {
                return self.close(index, false);
            }
            if is_special(name) && !matches!(name, "address" | "div" | "p") {
                return;
            }
        }
    }

    fn close_cell(&mut self, names: &[&str]) {
        for (index, tag) in self.open.iter().enumerate().rev() {
            if names.contains(&tag.name.as_str()) {
                return self.close(index, false);
            }
            if tag.name == "table" {
                return;
            }
        }
    }

    /// Closes the open element of that index and all within it. Formatting elements within
    /// go on behind it; with `all`, for the end of a formatting element, every element.
    fn close(&mut self, index: usize, all: bool) {
        let within = self.open.split_off(index.saturating_add(1));
        self.html.events.extend(within.iter().map(|_| Event::Close));
        if self.open.pop().is_some() {
            self.html.events.push(Event::Close);
        }
        let is_blocked = all && within.iter().any(|tag| is_special(&tag.name));
        for tag in within {
            let is_formatting = FORMATTING.contains(&tag.name.as_str());
            if is_blocked || all && !is_formatting {
                if self.reopened < MAX_REOPENED {
                    self.reopened += 1;
                    self.push(tag);
                }
            } else if is_formatting && self.waiting.iter().filter(|waiting| **waiting == tag).count() < 3 {
                self.waiting.push(tag);
            }
        }
    }

    /// Opens the formatting elements again that go on here.
    fn reopen(&mut self) {
        for tag in std::mem::take(&mut self.waiting) {
            if self.reopened < MAX_REOPENED {
                self.reopened += 1;
                self.push(tag);
            }
        }
    }
}

/// Reads a tag from its name on, up to and with its `>`: the tag, whether it ends in `/>`,
/// and the bytes read. `None` if the text ends before.
fn read_tag(text: &str) -> Option<(Tag, bool, usize)> {
    let bytes = text.as_bytes();
    let span = |from: usize, stop: &dyn Fn(u8) -> bool| {
        bytes.get(from..).map_or(from, |rest| from + rest.iter().take_while(|byte| !stop(**byte)).count())
    };
    let mut position = span(0, &|byte| is_tag_space(byte) || matches!(byte, b'/' | b'>'));
    let mut tag = Tag { name: text.get(..position)?.to_ascii_lowercase(), attributes: Vec::new() };
    let mut is_closed = false;
    loop {
        match *bytes.get(position)? {
            b'>' => return Some((tag, is_closed, position + 1)),
            b'/' => {
                is_closed = bytes.get(position + 1) == Some(&b'>');
                position += 1;
            }
            byte if is_tag_space(byte) => position += 1,
            _ => {
                // A name may start with `=`.
                let start = position;
                position = span(position + 1, &|byte| is_tag_space(byte) || matches!(byte, b'/' | b'>' | b'='));
                let name = text.get(start..position)?.to_ascii_lowercase();
                let mut value = String::new();
                let equals = span(position, &|byte| !is_tag_space(byte));
                if bytes.get(equals) == Some(&b'=') {
                    position = span(equals + 1, &|byte| !is_tag_space(byte));
                    let raw = match *bytes.get(position)? {
                        quote @ (b'"' | b'\'') => {
                            let end = span(position + 1, &|byte| byte == quote);
                            let raw = text.get(position + 1..end)?;
                            position = end + 1;
                            raw
                        }
                        _ => {
                            let end = span(position, &|byte| is_tag_space(byte) || byte == b'>');
                            let raw = text.get(position..end)?;
                            position = end;
                            raw
                        }
                    };
                    decode_with(raw, true, &mut value);
                }
                if tag.attributes.len() < MAX_ATTRIBUTES && tag.attribute(&name).is_none() {
                    tag.attributes.push((name, value));
                }
            }
        }
    }
}

/// Content of an element with plain text, and the bytes up to behind its end tag.
fn raw_content<'a>(text: &'a str, name: &str) -> (&'a str, usize) {
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find("</")) {
        let start = from + found;
        let after = text.get(start + 2..).unwrap_or_default();
        let is_name = after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        let next = after.as_bytes().get(name.len());
        if is_name && next.is_none_or(|byte| is_tag_space(*byte) || matches!(byte, b'/' | b'>')) {
            let end = after.find('>').map_or(text.len(), |end| start + 2 + end + 1);
            return (text.get(..start).unwrap_or_default(), end);
        }
        from = start + 2;
    }
    (text, text.len())
}

/// Bytes of a comment or of a `<!DOCTYPE>`, from its `!` on.
fn comment(markup: &str) -> usize {
    let Some(body) = markup.strip_prefix("!--") else {
        return bogus_comment(markup);
    };
    if body.starts_with('>') {
        return 4;
    }
    if body.starts_with("->") {
        return 5;
    }
    let mut from = 0;
    while let Some(found) = body.get(from..).and_then(|rest| rest.find("--")) {
        let after = from + found + 2;
        let rest = body.get(after..).unwrap_or_default();
        if rest.starts_with('>') {
            return after + 4;
        }
        if rest.starts_with("!>") {
            return after + 5;
        }
        from = after - 1;
    }
    markup.len()
}

fn bogus_comment(markup: &str) -> usize {
    markup.find('>').map_or(markup.len(), |end| end + 1)
}

/// Appends a text with its references replaced.
pub(super) fn decode(text: &str, decoded: &mut String) {
    decode_with(text, false, decoded);
}

fn decode_with(text: &str, in_attribute: bool, decoded: &mut String) {
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        let (before, reference) = rest.split_at(start);
        decoded.push_str(before);
        let (character, length) = read_reference(reference, in_attribute).unwrap_or(('&', 1));
        decoded.push(character);
        rest = reference.get(length..).unwrap_or_default();
    }
    decoded.push_str(rest);
}

/// The text of HTML without its tags (`textContent`).
pub(super) fn text_content(html: &str, max_depth: usize) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    let mut text = String::new();
    for event in read_html(html, Scope::Fragment, max_depth).events {
        if let Event::Text(content) = event {
            text.push_str(&content);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        let mut shown = String::new();
        let mut open = Vec::new();
        for event in read_html(html, Scope::Fragment, 64).events {
            match event {
                Event::Text(text) => shown.push_str(&text),
                Event::Open(tag) => {
                    shown.push_str(&format!("<{}>", tag.name));
                    if !tag.is_void() {
                        open.push(tag.name);
                    }
                }
                Event::Close => shown.push_str(&format!("</{}>", open.pop().unwrap())),
            }
        }
        assert!(open.is_empty());
        shown
    }

    #[test]
    fn broken_markup_is_made_whole() {
        for (html, expected) in [
            ("<b>x <i>y</b> z</i>w", "<b>x <i>y</i></b><i> z</i>w"),
            ("<p>a<p>b", "<p>a</p><p>b</p>"),
            ("<p><b>a</p>c", "<p><b>a</b></p><b>c</b>"),
            ("<p>x<hr>y", "<p>x</p><hr>y"),
            ("<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c"),
            ("a</p>b</div>c", "a<p></p>bc"),
            ("a < b <c", "a < b "),
            ("<td>a</td>", "a"),
            ("1<!-- x --><!y><?z></ w>2", "12"),
            ("<script>a<b</script>c", "<script>a<b</script>c"),
            ("<a href='x>y' b=\"c\"d>t</a>", "<a>t</a>"),
            ("x<", "x<"),
            ("x</", "x</"),
            ("<h1>a<h2>b</h3>c", "<h1>a</h1><h2>b</h2>c"),
        ] {
            assert_eq!(shown(html), expected, "{html}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let html = read_html(&"<div>".repeat(100_000), Scope::Fragment, 64);
        assert!(html.is_too_deep);
        assert_eq!(html.events.len(), 128);
    }
}
