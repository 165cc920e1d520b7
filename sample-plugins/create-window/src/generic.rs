//! `imjoy/generic`: any value.

use imjoy_sdk::{Error, WindowOptions, list, record};

use crate::cells;

pub(crate) fn window() -> Result<WindowOptions, Error> {
    let data = record! {
        "experiment": "Plate 7",
        "microscope": record! { "objective": "20×", "pixel size (µm)": 0.325, "channels": list!["DAPI", "GFP"] },
        "counts": list![34, 31, 40, 28],
        "image": cells::array(cells::picture(1))?,
        "notes": cells::file("cells.pgm", &cells::picture(2)),
    };
    Ok(WindowOptions::new("imjoy/generic").name("Experiment").data(data))
}
