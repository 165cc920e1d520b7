//! `imjoy/files`: files with contents, and one that is only described.

use imjoy_sdk::{Error, File, Value, WindowOptions, record};

use crate::cells;

pub(crate) fn window() -> Result<WindowOptions, Error> {
    let mut table = String::from("label,x,y,radius\n");
    for (index, cell) in cells::cells(1, 34).iter().enumerate() {
        table.push_str(&format!("{},{:.1},{:.1},{:.1}\n", index + 1, cell.x, cell.y, cell.radius));
    }
    let files: Vec<Value> = vec![
        cells::file("cells.pgm", &cells::picture(1)).into(),
        cells::file("cells, blurred.pgm", &cells::blurred(&cells::picture(1), 2)).into(),
        File::new("cells.csv", "text/csv", table.into_bytes()).into(),
        File::new("notes.txt", "text/plain", "Made up by the sample plugin create-window.\n".as_bytes()).into(),
        record! { "name": "raw stack.tif", "size": 536_870_912, "type": "image/tiff", "path": "/data/raw stack.tif" }
            .into(),
    ];
    Ok(WindowOptions::new("imjoy/files").name("Results").data(record! { "files": files }))
}
