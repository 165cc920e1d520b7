//! Which addresses a link of a plugin may lead to.

/// Longest address that is opened.
const MOST_CHARACTERS: usize = 2_000;

/// The address, trimmed, if it may be opened: it leads to the web or to mail. Fails with
/// the reason why not, to be shown beside it.
pub fn target(address: &str) -> Result<&str, &'static str> {
    let address = address.trim();
    if address.chars().count() > MOST_CHARACTERS {
        return Err("too long to be opened");
    }
    if address.chars().any(|character| character.is_control() || character.is_whitespace()) {
        return Err("not opened: it has blanks or control characters in it");
    }
    let is_web = ["http://", "https://"].iter().any(|scheme| starts_with(address, scheme));
    if is_web || starts_with(address, "mailto:") {
        Ok(address)
    } else {
        Err("not opened: only http, https and mailto are")
    }
}

fn starts_with(address: &str, scheme: &str) -> bool {
    address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && address.len() > scheme.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_web_and_mail_only() {
        assert_eq!(target(" https://example.org/a?b#c "), Ok("https://example.org/a?b#c"));
        assert_eq!(target("HTTP://example.org"), Ok("HTTP://example.org"));
        assert_eq!(target("mailto:a@example.org"), Ok("mailto:a@example.org"));
        for address in ["", "https://", "file:///etc/passwd", "javascript:alert(1)", "example.org", "http:/x", "ü"] {
            assert!(target(address).is_err(), "{address}");
        }
        assert!(target("https://example.org/a b").is_err());
        assert!(target(&format!("https://{}", "a".repeat(3_000))).is_err());
    }
}
