//! `imjoy/images`: a gallery, of arrays and of a file.

use imjoy_sdk::{Error, Value, WindowOptions, record};

use crate::cells;

pub(crate) fn window() -> Result<WindowOptions, Error> {
    let mut images: Vec<Value> = Vec::new();
    for well in 1..=11u64 {
        let image = cells::array(cells::picture(well))?;
        images.push(record! { "name": format!("Well A{well}"), "src": image }.into());
    }
    images.push(cells::file("control.pgm", &cells::picture(99)).into());
    Ok(WindowOptions::new("imjoy/images").name("Plate").data(record! { "images": images }))
}
