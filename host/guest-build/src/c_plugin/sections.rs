//! Custom sections of a core module.

/// The header of a core module, version 1.
const HEADER: [u8; 8] = *b"\0asm\x01\0\0\0";

/// The module without its sections of this name, and what they held, one after the other; none when it is no module.
pub(super) fn take(module: &[u8], name: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut rest = module.strip_prefix(&HEADER)?;
    let mut kept = HEADER.to_vec();
    let mut taken = Vec::new();
    while let Some((id, after)) = rest.split_first() {
        let (length, body) = read_length(after)?;
        let (contents, next) = body.split_at_checked(length)?;
        match (id, contents_of(contents, name)) {
            (0, Some(found)) => taken.extend_from_slice(found),
            _ => kept.extend_from_slice(rest.get(..rest.len() - next.len())?),
        }
        rest = next;
    }
    Some((kept, taken))
}

/// Adds a custom section at the end.
pub(super) fn add(module: &mut Vec<u8>, name: &str, contents: &[u8]) {
    let mut section = Vec::new();
    write_length(&mut section, name.len());
    section.extend_from_slice(name.as_bytes());
    section.extend_from_slice(contents);
    module.push(0);
    write_length(module, section.len());
    module.extend_from_slice(&section);
}

/// What a custom section holds, if it has this name.
fn contents_of<'a>(section: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let (length, rest) = read_length(section)?;
    let (found, contents) = rest.split_at_checked(length)?;
    (found == name.as_bytes()).then_some(contents)
}

/// An unsigned number in LEB128, at most 32 bits of it.
fn read_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_u64;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((usize::try_from(value).ok()?, bytes.get(index + 1..)?));
        }
    }
    None
}

fn write_length(bytes: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_come_and_go() {
        let mut module = HEADER.to_vec();
        // An empty type section.
        module.extend([1, 1, 0]);
        let bare = module.clone();
        let long = vec![7; 300];
        add(&mut module, "a", b"one\0");
        add(&mut module, "b", &long);
        add(&mut module, "a", b"two\0");
        let (rest, taken) = take(&module, "a").unwrap();
        assert_eq!(taken, b"one\0two\0");
        let (rest, taken) = take(&rest, "b").unwrap();
        assert_eq!((rest, taken), (bare.clone(), long));
        assert_eq!(take(&bare, "a").unwrap(), (bare, Vec::new()));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        for bytes in [&b""[..], b"\0asm\x0d\0\x01\0", b"\0asm\x01\0\0\0\x00", b"\0asm\x01\0\0\0\x00\x05ab"] {
            assert!(take(bytes, "a").is_none(), "{bytes:?}");
        }
    }
}
