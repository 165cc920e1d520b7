//! How many files an instance has open at once.

use super::{Attacks, done};
use imjoy_engine::Limits;

const OPEN_FILES: usize = 30;

#[test]
fn there_are_not_more_open_files_than_allowed() {
    let attacks = Attacks::with_limits(Limits { open_files: OPEN_FILES, ..Limits::default() });
    assert_eq!(attacks.attempt("write", "/data/file", ""), "ok: ");
    let opened = attacks.call("open_many", vec!["/data/file".into(), 1000i64.into()]);
    assert_eq!(done(&opened), (OPEN_FILES as i64, "error: OutOfMemory".to_owned()));
    assert_eq!(attacks.attempt("list", "/data", ""), "error: OutOfMemory");
    assert_eq!(attacks.logged(&format!("may have at most {OPEN_FILES} files and folders open")), 1);
    attacks.call("let_go", vec![]);
    for kind in ["folder", "listing", "input", "output"] {
        let opened = attacks.call("open_many_raw", vec![kind.into(), "/data".into(), "file".into(), 1000i64.into()]);
        // One is open to begin with.
        let expected = if kind == "input" || kind == "output" { 2 * OPEN_FILES } else { OPEN_FILES - 1 };
        assert_eq!(done(&opened), (expected as i64, "error: insufficient-memory".to_owned()), "{kind}");
    }
    assert_eq!(attacks.attempt("read", "/data/file", ""), "ok: written");
    attacks.is_unharmed();
}
