//! Order of versions, as ImJoy compares them.

use std::cmp::Ordering;

/// Compares two versions part by part, as ImJoy does: a part counts as the whole number it begins
/// with, or 0; missing parts are 0. So `0.1` and `0.1.0-beta` are the same.
#[must_use]
pub fn compare_versions(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (left.split('.'), right.split('.'));
    loop {
        let parts = (left.next(), right.next());
        if parts == (None, None) {
            return Ordering::Equal;
        }
        let order = number(parts.0.unwrap_or_default()).cmp(&number(parts.1.unwrap_or_default()));
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn number(part: &str) -> i64 {
    let part = part.trim_start();
    let (sign, digits) = match part.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, part.strip_prefix('+').unwrap_or(part)),
    };
    let digits = digits.bytes().take_while(u8::is_ascii_digit);
    digits.fold(0_i64, |value, digit| value.saturating_mul(10).saturating_add(i64::from(digit - b'0'))) * sign
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_part_by_part() {
        for (left, order, right) in [
            ("0.1.1", Ordering::Less, "0.1.2"),
            ("0.1.10", Ordering::Greater, "0.1.9"),
            ("0.1", Ordering::Equal, "0.1.0"),
            ("", Ordering::Equal, "0.0"),
            ("1", Ordering::Greater, "0.9.9"),
            ("0.1.8-beta", Ordering::Equal, "0.1.8"),
            ("v1", Ordering::Equal, "0"),
            ("99999999999999999999", Ordering::Greater, "1"),
        ] {
            assert_eq!(compare_versions(left, right), order, "{left} {right}");
        }
    }
}
