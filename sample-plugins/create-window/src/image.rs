//! `imjoy/image`: an array, with the colours in which it is shown.

use imjoy_sdk::{Error, WindowOptions, record};

use crate::cells;

pub(crate) fn window() -> Result<WindowOptions, Error> {
    let image = cells::array(cells::picture(1))?;
    Ok(WindowOptions::new("imjoy/image")
        .name("Cells")
        .data(record! { "src": image })
        .config(record! { "colormap": "viridis", "max": 220 }))
}
