//! Which part of a file a request wants (RFC 9110, section 14).
//!
//! One range of bytes is served as such; several ranges and other units get the whole
//! file, as the standard allows.

use std::ops::Range;

/// What to send.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The whole file.
    All,
    /// These bytes.
    Part(Range<u64>),
    /// Nothing: the range begins behind the end.
    Unsatisfiable,
}

/// Reads the header `Range` for a file of `size` bytes.
pub(super) fn wanted(header: Option<&str>, size: u64) -> Wanted {
    let Some((first, last)) = header.and_then(|header| {
        let (unit, ranges) = header.split_once('=')?;
        let (first, last) = ranges.split_once('-')?;
        (unit.trim().eq_ignore_ascii_case("bytes") && !last.contains(',')).then_some((first.trim(), last.trim()))
    }) else {
        return Wanted::All;
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // More digits than a number has are a position behind every end.
    let number = |text: &str| text.parse::<u64>().unwrap_or(u64::MAX);
    let range = match (first, last) {
        ("", last) if is_number(last) => size.saturating_sub(number(last))..size,
        (first, "") if is_number(first) => number(first)..size,
        (first, last) if is_number(first) && is_number(last) => {
            if number(first) > number(last) {
                return Wanted::All;
            }
            number(first)..number(last).saturating_add(1).min(size)
        }
        _ => return Wanted::All,
    };
    if range.start < range.end { Wanted::Part(range) } else { Wanted::Unsatisfiable }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_those_of_the_standard() {
        for (header, expected) in [
            (None, Wanted::All),
            (Some("bytes=0-0"), Wanted::Part(0..1)),
            (Some("bytes=2-4"), Wanted::Part(2..5)),
            (Some("Bytes = 2 - 4"), Wanted::Part(2..5)),
            (Some("bytes=2-"), Wanted::Part(2..10)),
            (Some("bytes=-3"), Wanted::Part(7..10)),
            (Some("bytes=-30"), Wanted::Part(0..10)),
            (Some("bytes=9-99999999999999999999999"), Wanted::Part(9..10)),
            (Some("bytes=10-"), Wanted::Unsatisfiable),
            (Some("bytes=-0"), Wanted::Unsatisfiable),
            (Some("bytes=99999999999999999999-"), Wanted::Unsatisfiable),
            (Some("bytes=4-2"), Wanted::All),
            (Some("bytes=0-1,3-4"), Wanted::All),
            (Some("bytes=+1-2"), Wanted::All),
            (Some("bytes=a-b"), Wanted::All),
            (Some("bytes=-"), Wanted::All),
            (Some("lines=1-2"), Wanted::All),
            (Some(""), Wanted::All),
        ] {
            assert_eq!(wanted(header, 10), expected, "{header:?}");
        }
        assert_eq!(wanted(Some("bytes=0-"), 0), Wanted::Unsatisfiable);
        assert_eq!(wanted(Some("bytes=-5"), 0), Wanted::Unsatisfiable);
    }
}
