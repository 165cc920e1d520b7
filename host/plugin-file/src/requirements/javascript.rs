//! Requirements of JavaScript plugins: URLs of scripts and style sheets.

use super::{Severity, Unmet, UnmetKind};

/// Adds what a requirement asks for. What ImJoy ignores, such as `cache:` or a plain word, asks
/// for nothing.
pub(super) fn requirement(written: &str, add: &mut impl FnMut(Unmet)) {
    let written = written.trim();
    let lower = written.to_ascii_lowercase();
    if let Some(url) = written.strip_prefix("css:") {
        add(Unmet::new(UnmetKind::StyleSheet, url.trim(), Severity::ProbablyWorks));
    } else if lower.ends_with(".css") {
        add(Unmet::new(UnmetKind::StyleSheet, written, Severity::ProbablyWorks));
    } else if let Some(url) = written.strip_prefix("mjs:").or_else(|| written.strip_prefix("js:")) {
        add(Unmet::new(UnmetKind::JavaScriptLibrary, url.trim(), Severity::ProbablyFails));
    } else if !lower.starts_with("cache:") && (lower.ends_with(".js") || lower.starts_with("http")) {
        add(Unmet::new(UnmetKind::JavaScriptLibrary, written, Severity::ProbablyFails));
    }
}
