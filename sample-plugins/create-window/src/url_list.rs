//! `imjoy/url_list`: links, and an address that is not opened.

use imjoy_sdk::{Error, WindowOptions, list, record};

pub(crate) fn window() -> Result<WindowOptions, Error> {
    let urls = list![
        record! { "title": "ImJoy", "url": "https://imjoy.io" },
        record! { "title": "How ImJoy's API is documented", "url": "https://imjoy.io/docs/#/api" },
        "https://bytecodealliance.org",
        record! { "title": "Write to the authors", "url": "mailto:authors@example.org" },
        "file:///etc/hosts",
    ];
    Ok(WindowOptions::new("imjoy/url_list").name("Links").data(record! { "urls": urls }))
}
