//! `imjoy/markdown`: a page.

use imjoy_sdk::{Error, WindowOptions, record};

pub(crate) fn window() -> Result<WindowOptions, Error> {
    Ok(WindowOptions::new("imjoy/markdown").name("About windows").data(record! { "source": SOURCE }))
}

const SOURCE: &str = r#"# Windows of a plugin

A plugin opens a window by **create-window**: it names a *type* and sends data. The host
draws the data; the plugin need not run for that, and a window stays when its plugin ends.

| Type | Data | Shows |
|---|---|---|
| `imjoy/image` | an array, a file, a data URL | one image or a stack |
| `imjoy/image-compare` | two of these | a divider between both |
| `imjoy/plot` | series of numbers | lines, points, bars, histograms |

## In Rust

```rust
let window = api::create_window(
    WindowOptions::new("imjoy/image").data(record! { "src": image }),
).await?;
window.run(record! { "data": record! { "src": other } }).await?;
```

## What a page can hold

1. Lists, also
   - within lists,
   - [x] with boxes;
2. links such as [imjoy.io](https://imjoy.io), which show where they lead;
3. a little HTML: <b>bold</b>, <i>italic</i><br>and a new line.

> Images are not fetched: ![a cell](https://example.org/cell.png) is shown as its text,
> and so is a link to [a file](file:///etc/hosts).
"#;
