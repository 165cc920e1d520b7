//! Texts that go to the host for people are bounded: a plugin may throw or log any length.

/// How many bytes of a message are kept.
pub(crate) const LIMIT: usize = 64 * 1024;

/// The text, cut to [`LIMIT`] with a mark that something is missing.
pub(crate) fn bounded(mut text: String) -> String {
    if text.len() > LIMIT {
        text.truncate(text.floor_char_boundary(LIMIT));
        text.push_str(" … (cut)");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_letters() {
        assert_eq!(bounded("short".into()), "short");
        let cut = bounded("ü".repeat(LIMIT));
        assert_eq!(cut.len(), LIMIT + " … (cut)".len());
        assert!(cut.ends_with("ü … (cut)"));
    }
}
