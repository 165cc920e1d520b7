//! From a source to blocks of Markdown that hold nothing but what may be shown.
//!
//! A source is read into events, which are changed (images become text, links and HTML are
//! checked) and written as Markdown again, one text for each paragraph, list or table. So
//! the widget that draws a block needs no settings that keep it from doing harm, and blocks
//! out of sight need not be drawn at all.

use super::html::{InlineHtml, block_events};
use crate::windows::link;
use crate::windows::text;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use pulldown_cmark_to_cmark::cmark;

/// Most characters of a document; what follows is left out, and the document says so.
pub const MOST_CHARACTERS: usize = 100_000;
/// Most pieces (words in another style, cells …) of one block; a block of more is shown as
/// it is written.
const MOST_EVENTS_OF_BLOCK: usize = 4_000;
/// Most pieces of a document.
const MOST_EVENTS: usize = 60_000;
/// Lists and quotations within each other, at most; deeper ones lose their indentation.
const DEEPEST: usize = 8;
/// Most characters of a target that is written beside its link.
const TARGET_CHARACTERS: usize = 300;

/// The blocks of a document.
pub fn blocks(source: &str) -> Vec<String> {
    let (source, is_cut) = cleaned(source);
    let mut blocks = Vec::new();
    let mut events: Vec<Event<'_>> = Vec::new();
    let mut depth = 0usize;
    let mut start = 0;
    let mut is_complete = !is_cut;
    for (count, (event, range)) in Parser::new_ext(&source, options()).into_offset_iter().enumerate() {
        if count == MOST_EVENTS {
            is_complete = false;
            break;
        }
        if depth == 0 {
            start = range.start;
        }
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        // Of a block that is too long, the end is still looked for.
        if events.len() <= MOST_EVENTS_OF_BLOCK {
            events.push(event);
        }
        if depth == 0 {
            let written = source.get(start..range.end).unwrap_or_default();
            blocks.extend(block(std::mem::take(&mut events), written));
        }
    }
    if !is_complete {
        blocks.push("*… the rest of this document is too long to be shown*".to_owned());
    }
    blocks
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_DEFINITION_LIST
}

/// The source without control characters and direction overrides, and whether it was cut.
fn cleaned(source: &str) -> (String, bool) {
    let mut characters = source.chars();
    let cleaned = characters
        .by_ref()
        .take(MOST_CHARACTERS)
        .filter(|character| matches!(character, '\n' | '\t') || !text::is_hidden(*character))
        .collect();
    (cleaned, characters.next().is_some())
}

/// One block as Markdown; `written` is its source.
fn block(events: Vec<Event<'_>>, written: &str) -> Option<String> {
    let mut markdown = String::new();
    let is_shown = events.len() <= MOST_EVENTS_OF_BLOCK && {
        let mut writer = Writer::default();
        for event in events {
            writer.event(event);
        }
        cmark(writer.events.iter(), &mut markdown, options()).is_ok()
    };
    if !is_shown {
        markdown.clear();
        // Indented code needs no fence, which the block may hold itself.
        for line in written.lines() {
            markdown.push_str("    ");
            markdown.push_str(line);
            markdown.push('\n');
        }
    }
    (!markdown.trim().is_empty()).then_some(markdown)
}

/// Changes the events of one block.
#[derive(Default)]
struct Writer<'a> {
    events: Vec<Event<'a>>,
    /// For every open tag, what to write at its end.
    open: Vec<Close>,
    /// Lists and quotations that are open.
    depth: usize,
    inline: InlineHtml,
    /// The source of the HTML block that is open.
    html_block: String,
}

enum Close {
    /// The tag's own end.
    End,
    /// The end of a list or quotation.
    ContainerEnd,
    /// Nothing: its beginning was left out.
    Nothing,
    /// This text, in place of the end.
    Text(String),
    /// A paragraph, in place of a footnote.
    Paragraph,
    /// The HTML collected since.
    Html,
}

impl<'a> Writer<'a> {
    fn event(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if !text.is_empty() => self.styled(Event::Text(text)),
            Event::Code(text) => self.styled(Event::Code(text)),
            Event::Html(html) => self.html_block.push_str(&html),
            Event::InlineHtml(html) => {
                if let Some(event) = self.inline.tag(&html) {
                    self.styled(event);
                }
            }
            // Reference and note are in blocks of their own.
            Event::FootnoteReference(name) => self.events.push(Event::Text(format!("[{name}]").into())),
            Event::Text(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
            other => self.events.push(other),
        }
    }

    /// A piece of text, in the style that HTML tags around it ask for.
    fn styled(&mut self, event: Event<'a>) {
        // Code is written as it is, whatever stands around it.
        let is_plain = matches!(self.events.last(), Some(Event::Start(Tag::CodeBlock(_))));
        if is_plain {
            self.events.push(event);
        } else {
            self.inline.wrap(event, &mut self.events);
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        let close = match tag {
            Tag::Image { dest_url, .. } => {
                self.events.push(Event::Text("🖼 ".into()));
                self.open.push(Close::Text(String::new()));
                // Closed by `end`, which gives it a name if it has no alternative text.
                if dest_url.starts_with("data:") {
                    return;
                }
                let name = dest_url.rsplit(['/', '\\']).next().unwrap_or_default();
                if let Some(Close::Text(text)) = self.open.last_mut() {
                    *text = text::line(name, 60);
                }
                return;
            }
            Tag::Link { dest_url, .. } => match link::target(&dest_url) {
                Ok(target) => {
                    self.events.push(Event::Start(Tag::Link {
                        link_type: LinkType::Inline,
                        dest_url: target.to_owned().into(),
                        title: CowStr::Borrowed(""),
                        id: CowStr::Borrowed(""),
                    }));
                    Close::End
                }
                Err(_) if dest_url.starts_with('#') || dest_url.is_empty() => Close::Nothing,
                Err(_) => Close::Text(format!(" ({})", text::line(&dest_url, TARGET_CHARACTERS))),
            },
            Tag::BlockQuote(_) | Tag::List(_) | Tag::Item if self.depth >= 2 * DEEPEST => Close::Nothing,
            Tag::BlockQuote(_) | Tag::List(_) | Tag::Item => {
                self.depth += 1;
                self.events.push(Event::Start(tag));
                Close::ContainerEnd
            }
            Tag::FootnoteDefinition(name) => {
                self.events.push(Event::Start(Tag::Paragraph));
                self.events.push(Event::Text(format!("[{name}] ").into()));
                Close::Paragraph
            }
            // The paragraph of a footnote is open already.
            Tag::Paragraph if matches!(self.open.last(), Some(Close::Paragraph)) => Close::Nothing,
            Tag::HtmlBlock => {
                self.html_block.clear();
                Close::Html
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                // Written with a fence: within a list, indentation would be ambiguous.
                self.events.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(CowStr::Borrowed("")))));
                Close::End
            }
            other => {
                self.events.push(Event::Start(other));
                Close::End
            }
        };
        self.open.push(close);
    }

    fn end(&mut self, tag: TagEnd) {
        match self.open.pop() {
            Some(Close::End) => self.events.push(Event::End(tag)),
            Some(Close::ContainerEnd) => {
                self.depth -= 1;
                self.events.push(Event::End(tag));
            }
            Some(Close::Text(text)) if tag == TagEnd::Image => {
                let has_no_text = matches!(self.events.last(), Some(Event::Text(text)) if &**text == "🖼 ");
                if has_no_text {
                    let name = if text.is_empty() { "image".to_owned() } else { text };
                    self.events.push(Event::Text(name.into()));
                }
            }
            Some(Close::Text(text)) => self.events.push(Event::Text(text.into())),
            Some(Close::Paragraph) => self.events.push(Event::End(TagEnd::Paragraph)),
            Some(Close::Html) => {
                let html = std::mem::take(&mut self.html_block);
                block_events(&html, &mut self.events);
            }
            Some(Close::Nothing) | None => {}
        }
        if matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) {
            self.inline.reset();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    fn whole(source: &str) -> String {
        blocks(source).join("\n\n")
    }

    #[test]
    fn what_may_be_shown_stays() {
        for source in [
            "# Title\n\nOne *two* **three** `four` ~~five~~",
            "[a](https://example.org) and [b](mailto:a@example.org)",
            "```rust\nlet a = \"<b>\";\n```",
            "|a|b|\n|-|-|\n|1|2|",
        ] {
            // Blanks, and how long a fence is, do not matter.
            let plain = |text: &str| text.replace(['\n', ' '], "").replace("````", "```");
            assert_eq!(plain(&whole(source)), plain(source), "{source}");
        }
    }

    #[test]
    fn images_become_text() {
        assert_eq!(whole("![A cell](https://example.org/cell.png) here"), "🖼 A cell here");
        assert_eq!(whole("![](file:///home/me/cell.png)"), "🖼 cell.png");
        assert_eq!(whole("![](data:image/png;base64,AAAA)"), "🖼 image");
        assert_eq!(whole("x <img src='http://a/b.png' alt='A cell'> y"), "x 🖼 A cell y");
    }

    #[test]
    fn links_lead_to_the_web_or_to_mail_only() {
        assert_eq!(whole("[a](https://b.org \"title\")"), "[a](https://b.org)");
        assert_eq!(whole("[a][r]\n\n[r]: http://b.org"), "[a](http://b.org)");
        assert_eq!(whole("[a](#part)"), "a");
        for target in ["file:///etc/passwd", "javascript:alert(1)", "other.md", "//host/share"] {
            let shown = whole(&format!("[a]({target})"));
            assert!(shown.starts_with("a (") && !shown.contains("]("), "{shown}");
        }
    }

    #[test]
    fn html_is_formatting_or_text() {
        assert_eq!(whole("a <b>b</b> <i>c</i><br>d"), "a **b** *c*  \nd");
        assert_eq!(whole("<p>Hello <b>world</b></p>"), "Hello **world**");
        assert_eq!(whole("a <a href='https://b.org'>b</a> <a href='file:///x'>c</a>"), "a [b](https://b.org) c");
        assert!(whole("a <blink>b</blink>").contains("blink"));
        assert!(whole("<script>\nalert(1)\n</script>").contains("alert(1)"));
        assert_eq!(whole("a<!-- hidden -->b"), "ab");
        // What is not closed ends with its paragraph.
        assert_eq!(whole("<b>a\n\nb"), "**a**\n\nb");
    }

    #[test]
    fn every_source_is_bounded() {
        let long = "word ".repeat(200_000);
        assert!(whole(&long).chars().count() < MOST_CHARACTERS + 1_000);
        assert!(whole(&long).contains("too long"));
        for deep in ["> ".repeat(40_000), "- ".repeat(40_000), "[".repeat(90_000), "*a ".repeat(30_000)] {
            assert!(!blocks(&deep).is_empty());
        }
        let mut table = format!("{}|\n{}|\n", "|a".repeat(2_000), "|-".repeat(2_000));
        for _ in 0..2_000 {
            table.push_str("|b\n");
        }
        assert!(whole(&table).len() < 2_000_000);
        let mut styles = String::new();
        for index in 0..10_000 {
            let _ = write!(styles, "**{index}** ");
        }
        assert!(whole(&styles).starts_with("    **0**"));
    }

    #[test]
    fn control_characters_are_dropped() {
        assert_eq!(whole("a\u{202e}b\u{7}"), "ab");
        assert!(blocks("").is_empty() && blocks(" \n\n ").is_empty());
    }
}
