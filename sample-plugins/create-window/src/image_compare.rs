//! `imjoy/image-compare`: an image before and after a filter.

use imjoy_sdk::{Error, WindowOptions, record};

use crate::cells;

pub(crate) fn window() -> Result<WindowOptions, Error> {
    let before = cells::picture(1);
    let after = cells::array(cells::blurred(&before, 2))?;
    Ok(WindowOptions::new("imjoy/image-compare").name("Before and after").data(record! {
        "first": record! { "name": "Original", "src": cells::array(before)? },
        "second": record! { "name": "Blurred", "src": after },
    }))
}
