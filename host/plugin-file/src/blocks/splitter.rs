//! Splits a plugin file into its top-level elements.

use super::block::{Attribute, Block, BlockKind};
use super::indentation::remove_indentation;
use super::open_elements::OpenElements;
use super::place::Place;
use super::tag::{add_attribute, attribute, element_name, start_tag_end};
use crate::PluginFileError;
use crate::limits::{ATTRIBUTES, BLOCKS};
use crate::text::shown;

/// Splits a plugin file into its top-level elements, in the order written.
///
/// The text may hold what is no HTML at all; the rules are those of ImJoy's splitter, its
/// treatment of missing end tags included: an element without an end tag ends where the last
/// tag, comment or text before a tag ends, a `<script>` without one is empty.
///
/// # Errors
///
/// A limit is exceeded.
pub(crate) fn split(text: &str) -> Result<Vec<Block>, PluginFileError> {
    let mut splitter = Splitter {
        text,
        index: 0,
        last_tag_end: text.rfind('>'),
        open: OpenElements::default(),
        place: Place::new(text),
        blocks: Vec::new(),
    };
    while splitter.step()? {}
    splitter.finish();
    Ok(splitter.blocks.into_iter().map(|pending| pending.block).collect())
}

/// A block and where its content begins.
struct PendingBlock {
    block: Block,
    content_start: usize,
}

struct Splitter<'text> {
    text: &'text str,
    /// How far the text has been read, in bytes.
    index: usize,
    /// Offset of the last `>` of the text: beyond it no tag can end, so none is looked for.
    last_tag_end: Option<usize>,
    open: OpenElements,
    place: Place<'text>,
    /// While an element is open, the last block is the outermost one around it.
    blocks: Vec<PendingBlock>,
}

impl<'text> Splitter<'text> {
    /// Reads one piece: a tag, a comment, or text up to the next of them. `false` at the end.
    fn step(&mut self) -> Result<bool, PluginFileError> {
        let rest = self.rest();
        if rest.is_empty() {
            return Ok(false);
        }
        if let Some(name @ ("script" | "style" | "textarea")) = self.open.innermost() {
            let name = name.to_owned();
            return Ok(self.raw_text(&name));
        }
        let before = self.index;
        match rest.find('<') {
            // The index stays: an element without an end tag does not get the last text.
            None => return Ok(false),
            Some(0) => {
                if self.markup()? {
                    return Ok(true);
                }
                self.index = self.next_markup(self.index);
            }
            Some(text) => self.index = self.next_markup(self.index + text),
        }
        // Something that begins but does not end, such as `<!--`, is the end of what is read.
        Ok(self.index > before)
    }

    fn rest(&self) -> &'text str {
        self.text.get(self.index..).unwrap_or_default()
    }

    /// Reads the markup at the index. `false` when it is text; part of it may have been read.
    fn markup(&mut self) -> Result<bool, PluginFileError> {
        let rest = self.rest();
        for (start, end) in [("<!--", "-->"), ("<![", "]>")] {
            // The end may overlap the start: `<!-->` is a comment.
            if rest.starts_with(start)
                && let Some(at) = rest.find(end)
            {
                self.index += at + end.len();
                return Ok(true);
            }
        }
        if let Some(length) = self.document_type() {
            self.index += length;
            return Ok(true);
        }
        if let Some((name, length)) = self.end_tag(self.index) {
            let start = self.index;
            self.index += length;
            self.close(name, start)?;
            return Ok(true);
        }
        self.start_tag()
    }

    /// Length of a `<!DOCTYPE …>` at the index.
    fn document_type(&self) -> Option<usize> {
        const START: &str = "<!DOCTYPE ";
        let rest = self.rest();
        if !rest.get(..START.len())?.eq_ignore_ascii_case(START) || !self.may_end_after(self.index) {
            return None;
        }
        let inner = rest.get(START.len()..)?.find('>')?;
        (inner > 0).then_some(START.len() + inner + 1)
    }

    /// Name and length of an end tag at an offset.
    fn end_tag(&self, at: usize) -> Option<(&'text str, usize)> {
        let rest = self.text.get(at..)?;
        let name = element_name(rest.strip_prefix("</")?)?;
        if !self.may_end_after(at) {
            return None;
        }
        let after_name = 2 + name.len();
        Some((name, after_name + rest.get(after_name..)?.find('>')? + 1))
    }

    fn may_end_after(&self, at: usize) -> bool {
        self.last_tag_end.is_some_and(|last| last > at)
    }

    /// Offset of the first markup at or after an offset; if there is none, of the last `<`.
    fn next_markup(&self, from: usize) -> usize {
        let mut at = from;
        loop {
            let rest = self.text.get(at..).unwrap_or_default();
            let begins_start_tag = rest.strip_prefix('<').and_then(element_name).is_some();
            if begins_start_tag || rest.starts_with("<!--") || rest.starts_with("<![") || self.end_tag(at).is_some() {
                return at;
            }
            let passed = usize::from(rest.starts_with('<'));
            match rest.get(passed..).and_then(|after| after.find('<')) {
                Some(step) => at += passed + step,
                None => return at,
            }
        }
    }

    /// Reads a start tag at the index. When it has no end, what could be read of it is text.
    fn start_tag(&mut self) -> Result<bool, PluginFileError> {
        let Some(name) = self.rest().strip_prefix('<').and_then(element_name) else {
            return Ok(false);
        };
        let start = self.index;
        self.index += 1 + name.len();
        let mut kept = self.open.is_empty();
        let mut attributes = Vec::new();
        loop {
            if let Some((length, closes)) = start_tag_end(self.rest()) {
                self.index += length;
                self.element(name, attributes, closes, start)?;
                return Ok(true);
            }
            let Some(written) = attribute(self.rest()) else {
                // Text from here, so not the end even if nothing more follows.
                self.index = self.next_markup(self.index);
                return Ok(true);
            };
            self.index += written.length;
            if kept {
                add_attribute(&mut attributes, &written);
                // One more than allowed is kept, for the error if this is a tag at all.
                kept = attributes.len() <= ATTRIBUTES;
            }
        }
    }

    /// Takes an element whose start tag has just been read.
    fn element(
        &mut self,
        name: &str,
        attributes: Vec<Attribute>,
        closes: bool,
        start: usize,
    ) -> Result<(), PluginFileError> {
        if attributes.len() > ATTRIBUTES {
            let line = self.place.at(start).line;
            return Err(PluginFileError::TooManyAttributes { element: shown(name), line });
        }
        if self.open.is_empty() {
            self.add_block(name, attributes, closes)?;
        }
        if closes {
            return Ok(());
        }
        if !self.open.open(name) {
            return Err(PluginFileError::TooManyOpenElements { line: self.place.at(start).line });
        }
        if matches!(self.open.innermost(), Some("pre" | "textarea")) && self.rest().starts_with('\n') {
            self.index += 1;
        }
        Ok(())
    }

    fn add_block(&mut self, name: &str, attributes: Vec<Attribute>, closed: bool) -> Result<(), PluginFileError> {
        if self.blocks.len() >= BLOCKS {
            return Err(PluginFileError::TooManyBlocks);
        }
        let block = Block {
            kind: BlockKind::of(name),
            name: name.to_owned(),
            attributes,
            content: String::new(),
            start: self.place.at(self.index),
            indentation: 0,
            closed,
        };
        self.blocks.push(PendingBlock { block, content_start: self.index });
        Ok(())
    }

    /// Closes an element by its end tag, which begins at `start` and has just been read.
    fn close(&mut self, name: &str, start: usize) -> Result<(), PluginFileError> {
        match self.open.close(name) {
            Some(true) => self.end_block(start, true),
            Some(false) => {}
            // An end tag of its own is an element to HTML for these two.
            None if self.open.is_empty() && matches!(name.to_ascii_lowercase().as_str(), "br" | "p") => {
                self.add_block(name, Vec::new(), true)?;
            }
            None => {}
        }
        Ok(())
    }

    /// Reads the content of an element that holds text alone, and its end tag. `false` when
    /// there is none, which ends the reading.
    fn raw_text(&mut self, name: &str) -> bool {
        let Some((start, length)) = self.raw_text_end(name) else {
            if self.open.close(name) == Some(true) {
                self.end_block(self.index, false);
            }
            return false;
        };
        self.index = start + length;
        if self.open.close(name) == Some(true) {
            self.end_block(start, true);
        }
        true
    }

    /// Offset and length of the end tag that ends raw text: `</name` and all up to `>`.
    fn raw_text_end(&self, name: &str) -> Option<(usize, usize)> {
        let mut from = self.index;
        loop {
            let at = from + self.text.get(from..)?.find("</")?;
            let after_name = at + 2 + name.len();
            let written = self.text.as_bytes().get(at + 2..after_name)?;
            if written.eq_ignore_ascii_case(name.as_bytes()) {
                let end = after_name + self.text.get(after_name..)?.find('>')? + 1;
                return Some((at, end - at));
            }
            from = at + 2;
        }
    }

    /// Gives the last block its content.
    fn end_block(&mut self, end: usize, closed: bool) {
        if let Some(PendingBlock { block, content_start }) = self.blocks.last_mut() {
            let (content, indentation) = remove_indentation(self.text.get(*content_start..end).unwrap_or_default());
            block.content = content.into_owned();
            block.indentation = indentation;
            block.closed = closed;
        }
    }

    /// Ends the element that is still open at the end.
    fn finish(&mut self) {
        if !self.open.is_empty() {
            self.end_block(self.index, false);
        }
    }
}
