//! `imjoy/table`: a measurement of each cell.

use imjoy_sdk::{Error, Value, WindowOptions, record};

use crate::cells;

pub(crate) fn window() -> Result<WindowOptions, Error> {
    let rows: Vec<Value> = (1i64..)
        .zip(cells::cells(1, 34))
        .map(|(label, cell)| {
            let area = std::f64::consts::PI * cell.radius * cell.radius;
            record! { "label": label, "x": cell.x, "y": cell.y, "area": area, "brightness": cell.brightness }.into()
        })
        .collect();
    Ok(WindowOptions::new("imjoy/table").name("Measurements").data(rows))
}
