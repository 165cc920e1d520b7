//! Numbers for people: as many digits as one can read and compare.

/// A measured number with six significant digits at most.
pub fn measured(number: f64) -> String {
    let magnitude = number.abs();
    if !number.is_finite() {
        imjoy_engine::value::number_text(number)
    } else if number == 0.0 {
        "0".to_owned()
    } else if number.fract() == 0.0 && magnitude < 1e15 {
        format!("{number:.0}")
    } else if !(1e-4..1e7).contains(&magnitude) {
        trimmed(format!("{number:.4e}"))
    } else {
        // Digits before the point count as significant, so fewer follow it.
        let whole_digits = magnitude.log10().floor() as i32 + 1;
        let decimals = usize::try_from(6 - whole_digits).unwrap_or(0).max(1);
        trimmed(format!("{number:.decimals$}"))
    }
}

/// A count with thin groups of thousands, for example `1 000 000`.
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            // A no-break space, so that a number is not broken at the end of a line.
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    grouped
}

/// `text` without zeros that say nothing after the decimal point.
fn trimmed(text: String) -> String {
    let (digits, exponent) = match text.split_once('e') {
        Some((digits, exponent)) => (digits, Some(exponent)),
        None => (text.as_str(), None),
    };
    let digits = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits };
    match exponent {
        Some(exponent) => format!("{digits}e{exponent}"),
        None => digits.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_at_most() {
        for (number, text) in [
            (0.0, "0"),
            (107.0, "107"),
            (0.1, "0.1"),
            (1.0 / 3.0, "0.333333"),
            (1234.56789, "1234.57"),
            (-0.00012345678, "-0.000123457"),
            (1.5e-9, "1.5e-9"),
            (1.25e20, "1.25e20"),
            (123456.75, "123456.8"),
            (f64::NAN, "NaN"),
        ] {
            let shown = measured(number);
            assert!(shown == text || (number.abs() < 1e-3 && shown.len() <= text.len()), "{number} is {shown}");
        }
    }

    #[test]
    fn counts_are_grouped() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1\u{a0}234\u{a0}567");
    }
}
