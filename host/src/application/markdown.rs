//! A little Markdown, for the documentation of plugins.
//!
//! Known limits: headings, lists, code blocks, inline code and bold text only; tables,
//! images and links are shown as they are written.

use imjoy_engine::form::{Segment, TextRun};

/// The segments of a Markdown text.
pub(super) fn parse_markdown(markdown: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut in_code = false;
    // Lines of one paragraph run on.
    let mut in_paragraph = false;
    for line in markdown.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") {
            in_code = !in_code;
            end_paragraph(&mut segments, &mut in_paragraph);
        } else if in_code {
            segments.push(run(line, |run| run.code = true));
            segments.push(Segment::LineBreak);
        } else if trimmed.is_empty() {
            end_paragraph(&mut segments, &mut in_paragraph);
            segments.push(Segment::LineBreak);
        } else if let Some((level, title)) = heading(trimmed) {
            end_paragraph(&mut segments, &mut in_paragraph);
            segments.push(run(title, |run| run.heading = level));
            segments.push(Segment::LineBreak);
        } else {
            let item = trimmed.strip_prefix("- ").or_else(|| trimmed.strip_prefix("* "));
            if item.is_some() || starts_with_number(trimmed) {
                end_paragraph(&mut segments, &mut in_paragraph);
            }
            match item {
                Some(item) => inline(&mut segments, &format!("  • {item}")),
                None if in_paragraph => inline(&mut segments, &format!(" {trimmed}")),
                None => inline(&mut segments, trimmed),
            }
            in_paragraph = true;
        }
    }
    segments
}

fn end_paragraph(segments: &mut Vec<Segment>, in_paragraph: &mut bool) {
    if std::mem::take(in_paragraph) {
        segments.push(Segment::LineBreak);
    }
}

fn run(text: &str, change: impl FnOnce(&mut TextRun)) -> Segment {
    let mut run = TextRun { text: text.to_owned(), ..TextRun::default() };
    change(&mut run);
    Segment::Text(run)
}

fn heading(line: &str) -> Option<(u8, &str)> {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    let title = title.strip_prefix(' ')?;
    (1..=6).contains(&level).then_some((u8::try_from(level).ok()?, title))
}

fn starts_with_number(line: &str) -> bool {
    line.split_once(". ")
        .is_some_and(|(number, _)| !number.is_empty() && number.chars().all(|digit| digit.is_ascii_digit()))
}

/// Splits at backquotes into code and text, and text at `**` into bold and plain.
fn inline(segments: &mut Vec<Segment>, line: &str) {
    for (index, part) in line.split('`').enumerate() {
        if index % 2 == 1 {
            segments.push(run(part, |run| run.code = true));
            continue;
        }
        for (index, part) in part.split("**").enumerate() {
            if !part.is_empty() {
                segments.push(run(part, |run| run.bold = index % 2 == 1));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lists_and_code() {
        let text: Vec<(String, u8, bool, bool)> = parse_markdown("# Title\nOne\ntwo\n\n- **bold** `code`\n")
            .into_iter()
            .filter_map(|segment| match segment {
                Segment::Text(run) => Some((run.text, run.heading, run.bold, run.code)),
                _ => None,
            })
            .collect();
        assert_eq!(
            text,
            [
                ("Title".to_owned(), 1, false, false),
                ("One".to_owned(), 0, false, false),
                (" two".to_owned(), 0, false, false),
                ("  • ".to_owned(), 0, false, false),
                ("bold".to_owned(), 0, true, false),
                (" ".to_owned(), 0, false, false),
                ("code".to_owned(), 0, false, true),
            ]
        );
    }
}
