//! `api::export_file`: saves a text or a file where the user likes.

use imjoy_sdk::{Context, Error, File, api};

/// Rows and columns at most.
const MOST: u32 = 1000;

#[derive(Default)]
struct ExportFile;

/// # export-file
///
/// Saves a multiplication table: as CSV, for any spreadsheet, or as a picture in the PGM
/// format. You choose name and folder. A file that is there is replaced only if you agree,
/// and either the whole new file is there in the end or the old one.
///
/// ```rust
/// api::export_file("a,b\n1,2\n", Some("table.csv")).await?;
/// api::export_file(File::new("picture.pgm", "image/x-portable-graymap", bytes), None).await?;
/// ```
#[imjoy_sdk::plugin(
    icon = "💾",
    labels = ["API example"],
    ui = "Table up to {id: 'size', type: 'number', placeholder: 12, min: 1, max: 1000} as \
          {id: 'kind', type: 'choose', options: ['CSV', 'picture'], placeholder: 'CSV'}"
)]
impl ExportFile {
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let size = my.config.get_or("size", 12u32)?.clamp(1, MOST);
        let kind: String = my.config.get_or("kind", "CSV".to_owned())?;
        let saved = if kind == "CSV" {
            api::export_file(csv(size), Some("multiplication.csv")).await
        } else {
            let picture = File::new("multiplication.pgm", "image/x-portable-graymap", pgm(size));
            api::export_file(picture, None).await
        };
        match saved {
            Ok(()) => api::show_message("The table is saved", None),
            Err(Error::Cancelled(_)) => api::show_status("The table was not saved"),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// The table, one line for each row.
fn csv(size: u32) -> String {
    let mut text = String::new();
    for row in 1..=size {
        let cells: Vec<String> = (1..=size).map(|column| (row * column).to_string()).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

/// The table as a picture: the larger the product, the brighter.
fn pgm(size: u32) -> Vec<u8> {
    let mut bytes = format!("P5\n{size} {size}\n255\n").into_bytes();
    let cells = (1..=size).flat_map(|row| (1..=size).map(move |column| row * column));
    bytes.extend(cells.map(|product| (product * 255 / (size * size)) as u8));
    bytes
}
