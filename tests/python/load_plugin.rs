//! Plugins that a Python plugin loads from a text or by an address.

use crate::{list, started};

#[test]
fn plugins_are_loaded_from_texts() {
    let engine = started("parent.imjoy.html");
    let loaded = engine.call("parent", "loaded", vec![]).unwrap();
    assert_eq!(loaded, list([8i64.into(), 10i64.into(), 12i64.into()]));
    assert_eq!(engine.call("parent", "opened", vec![]).unwrap(), 6i64.into());
}

#[test]
fn addresses_are_of_plugins_or_pages() {
    let engine = started("parent.imjoy.html");
    let error = engine.call("parent", "page", vec![]).unwrap();
    assert!(error.as_text().unwrap().contains("web page"), "{error:?}");
    let error = engine.call("parent", "unknown", vec![]).unwrap_err().to_string();
    assert!(error.contains("Nobody (https://x.org/Nobody.imjoy.html) is not loaded"), "{error}");
}
