//! HTML within Markdown, as events of Markdown.
//!
//! A tag within a line changes the style of what follows ([`InlineHtml`]); a block of HTML
//! is read by the engine's parser of basic markup ([`block_events`]).

use crate::windows::link;
use imjoy_engine::form::{Segment, TextRun, escape_markup, parse_markup};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

/// Most characters of one attribute.
const ATTRIBUTE_CHARACTERS: usize = 2_000;
/// Tags without a meaning for how a text looks here.
const PLAIN: &[&str] = &[
    "abbr", "big", "center", "div", "font", "ins", "p", "q", "small", "span", "sub", "sup", "time", "u", "wbr", "kbd",
    "samp", "tt",
];

/// Which tags are open within a paragraph.
#[derive(Default)]
pub struct InlineHtml {
    bold: usize,
    italic: usize,
    struck: usize,
    link: Option<String>,
}

impl InlineHtml {
    /// Takes a tag. Gives what is to be written in its place, if anything.
    pub fn tag<'a>(&mut self, html: &str) -> Option<Event<'a>> {
        let inner = html.trim_start_matches('<');
        if inner.starts_with('!') || inner.starts_with('?') {
            return None;
        }
        let is_end = inner.starts_with('/');
        let name: String =
            inner.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).take(20).collect();
        let name = name.to_ascii_lowercase();
        let count = |count: &mut usize| {
            *count = if is_end { count.saturating_sub(1) } else { *count + 1 };
            None
        };
        match name.as_str() {
            "b" | "strong" => count(&mut self.bold),
            "i" | "em" | "cite" | "var" | "dfn" => count(&mut self.italic),
            "s" | "del" | "strike" => count(&mut self.struck),
            "a" => {
                let target = attribute(html, "href");
                self.link = target.filter(|_| !is_end).and_then(|target| link::target(&target).ok().map(str::to_owned));
                None
            }
            "br" => Some(Event::HardBreak),
            "img" => Some(Event::Text(image_text(html).into())),
            name if PLAIN.contains(&name) => None,
            _ => Some(Event::Text(html.to_owned().into())),
        }
    }

    /// Writes a piece of text in the style of the open tags.
    pub fn wrap<'a>(&self, event: Event<'a>, events: &mut Vec<Event<'a>>) {
        // White space alone cannot be bold in Markdown.
        let is_blank = matches!(&event, Event::Text(text) if text.trim().is_empty());
        if is_blank || event == Event::HardBreak {
            events.push(event);
            return;
        }
        let mut ends = Vec::new();
        let mut open = |tag: Tag<'a>| {
            ends.push(tag.to_end());
            events.push(Event::Start(tag));
        };
        if let Some(target) = &self.link {
            open(link_tag(target.clone()));
        }
        if self.bold > 0 {
            open(Tag::Strong);
        }
        if self.italic > 0 {
            open(Tag::Emphasis);
        }
        if self.struck > 0 {
            open(Tag::Strikethrough);
        }
        events.push(event);
        events.extend(ends.into_iter().rev().map(Event::End));
    }

    /// Forgets what is open: a paragraph has ended.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

/// Writes a block of HTML. One in which no text is seen is shown as it is written, unless
/// it is a comment.
pub fn block_events(html: &str, events: &mut Vec<Event<'_>>) {
    let segments = parse_markup(&without_images(html));
    if segments.iter().any(|segment| matches!(segment, Segment::Text(run) if !run.text.trim().is_empty())) {
        segment_events(&segments, events);
    } else if !html.trim_start().starts_with("<!--") && !html.trim().is_empty() && !is_tags_only(html) {
        events.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(CowStr::Borrowed("html")))));
        events.push(Event::Text(html.to_owned().into()));
        events.push(Event::End(TagEnd::CodeBlock));
    }
}

/// Whether nothing stands outside of tags, as in a `<br>` or the end of a `<div>`.
fn is_tags_only(html: &str) -> bool {
    let mut is_in_tag = false;
    html.chars().all(|character| {
        match character {
            '<' => is_in_tag = true,
            '>' => is_in_tag = false,
            _ => return is_in_tag || character.is_whitespace(),
        }
        true
    })
}

fn segment_events(segments: &[Segment], events: &mut Vec<Event<'_>>) {
    let mut open: Option<TagEnd> = None;
    for line in segments.split(|segment| matches!(segment, Segment::LineBreak)) {
        let runs: Vec<&TextRun> = line
            .iter()
            .filter_map(|segment| match segment {
                Segment::Text(run) if !run.text.is_empty() => Some(run),
                _ => None,
            })
            .collect();
        let Some(first) = runs.first() else {
            events.extend(open.take().map(Event::End));
            continue;
        };
        if let Some(level) = heading(first.heading) {
            events.extend(open.take().map(Event::End));
            let tag = Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() };
            let end = tag.to_end();
            events.push(Event::Start(tag));
            runs.iter().for_each(|run| run_events(run, events));
            events.push(Event::End(end));
            continue;
        }
        if open.is_some() {
            events.push(Event::HardBreak);
        } else {
            events.push(Event::Start(Tag::Paragraph));
            open = Some(TagEnd::Paragraph);
        }
        runs.iter().for_each(|run| run_events(run, events));
    }
    events.extend(open.map(Event::End));
}

fn run_events(run: &TextRun, events: &mut Vec<Event<'_>>) {
    let link = run.link.as_deref().and_then(|target| link::target(target).ok()).map(str::to_owned);
    let style =
        InlineHtml { bold: usize::from(run.bold && run.heading == 0), italic: run.italic.into(), struck: 0, link };
    let text = CowStr::from(run.text.clone());
    if run.code {
        style.wrap(Event::Code(text), events);
        return;
    }
    // Blanks at the ends stay outside: Markdown knows no bold blank.
    let trimmed = run.text.trim();
    let (before, after) = (run.text.starts_with(' '), run.text.ends_with(' ') && !trimmed.is_empty());
    if before {
        events.push(Event::Text(CowStr::Borrowed(" ")));
    }
    if !trimmed.is_empty() {
        style.wrap(Event::Text(trimmed.to_owned().into()), events);
    }
    if after {
        events.push(Event::Text(CowStr::Borrowed(" ")));
    }
}

fn heading(level: u8) -> Option<HeadingLevel> {
    HeadingLevel::try_from(usize::from(level)).ok()
}

fn link_tag<'a>(target: String) -> Tag<'a> {
    Tag::Link {
        link_type: LinkType::Inline,
        dest_url: target.into(),
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    }
}

/// The HTML with the alternative text of every image in place of the image.
fn without_images(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let mut found = String::with_capacity(html.len());
    let mut at = 0;
    while let Some(start) = lower.get(at..).and_then(|rest| rest.find("<img")).map(|offset| at + offset) {
        let end = lower.get(start..).and_then(|rest| rest.find('>')).map_or(html.len(), |offset| start + offset + 1);
        found.push_str(html.get(at..start).unwrap_or_default());
        found.push_str(&escape_markup(&image_text(html.get(start..end).unwrap_or_default())));
        at = end;
    }
    found.push_str(html.get(at..).unwrap_or_default());
    found
}

fn image_text(tag: &str) -> String {
    let alternative = attribute(tag, "alt").filter(|text| !text.trim().is_empty());
    format!("🖼 {}", alternative.unwrap_or_else(|| "image".to_owned()))
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let at = from + lower.get(from..)?.find(name)?;
        from = at + name.len();
        let is_own_word = lower.get(..at)?.ends_with(|before: char| before.is_whitespace());
        let Some(value) = tag.get(from..)?.trim_start().strip_prefix('=').filter(|_| is_own_word) else { continue };
        let value = value.trim_start();
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value.get(1..)?.split(quote).next()?,
            _ => value.split(|end: char| end.is_whitespace() || end == '>').next()?,
        };
        return Some(value.chars().take(ATTRIBUTE_CHARACTERS).collect());
    }
}
