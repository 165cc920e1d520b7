//! The name of a plugin in the text of its file.

use std::ops::Range;

/// Most bytes of a file that are looked at.
const LOOKED_AT: usize = 64 << 10;

/// The name in the `<config>` of a plugin file, if it is written there plainly.
pub fn name_in(code: &str) -> Option<&str> {
    name_range(code).and_then(|range| code.get(range)).filter(|name| !name.is_empty())
}

/// The file with another name, if it has one.
pub fn renamed(code: &str, name: &str) -> Option<String> {
    let range = name_range(code)?;
    let (before, after) = (code.get(..range.start)?, code.get(range.end..)?);
    Some(format!("{before}{name}{after}"))
}

/// The bytes of the value of the first `name` in the config: `"name": "…"` of JSON, or
/// `name: …` of YAML, on one line.
fn name_range(code: &str) -> Option<Range<usize>> {
    let start = code.find("<config")?;
    let end = code.get(start..)?.find("</config").map_or(code.len(), |end| start + end);
    let config = code.get(start..end.min(start + LOOKED_AT)).or_else(|| code.get(start..end))?;
    let mut from = 0;
    while let Some(found) = config.get(from..)?.find("name") {
        let at = from + found;
        from = at + "name".len();
        let before = config.get(..at)?.chars().next_back();
        if before.is_some_and(|before| before.is_alphanumeric() || matches!(before, '_' | '-')) {
            continue;
        }
        let rest = config.get(from..)?;
        let value = rest.trim_start_matches(['"', '\'']).trim_start_matches([' ', '\t']).strip_prefix(':');
        let Some(value) = value.map(|value| value.trim_start_matches([' ', '\t'])) else { continue };
        let value_at = config.len() - value.len();
        let (skipped, length) = match value.chars().next()? {
            quote @ ('"' | '\'') => (1, value.get(1..)?.find([quote, '\n'])?),
            _ => (0, value.find(['\n', ',', '#']).unwrap_or(value.len())),
        };
        let name = value.get(skipped..skipped + length)?.trim_end();
        let first = start + value_at + skipped;
        return Some(first..first + name.len());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_replaced() {
        for (code, name) in [
            ("<config lang=\"json\">\n{\n  \"name\": \"Cell counter\",\n \"type\": 1}</config>", Some("Cell counter")),
            ("<config lang=\"yaml\">\nfile_name: a\nname: Cells # the name\n</config>", Some("Cells")),
            ("<config>{name : 'x'}</config>", Some("x")),
            ("<config>{\"type\": 1}</config> name: y", None),
            ("<config>{\"name\": \"\"}</config>", None),
            ("name: z", None),
            ("<config>name", None),
            ("<config>name: \"é", None),
        ] {
            assert_eq!(name_in(code), name, "{code}");
            if let Some(name) = name {
                let renamed = renamed(code, "Other").unwrap();
                assert_eq!(renamed, code.replacen(name, "Other", 1), "{code}");
            }
        }
    }
}
