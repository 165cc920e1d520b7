//! Statistics of all images in a folder that the user has granted.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail by a panic")
)]

pub mod csv;
pub mod folder;
pub mod statistics;

use std::path::Path;

use imjoy_sdk::{Context, Error, Plot, Record, Series, Value, WindowOptions, api, record, try_join};

use folder::{Found, find_images};
use statistics::{Quantity, Statistics};

/// Where the folder is that the manifest declares under the name `images`.
const FOLDER: &str = "/images";

#[derive(Default)]
struct FolderStatistics;

/// # Folder statistics
///
/// Reads all images of a folder (PNG, TIFF, JPEG and others; 8 and 16 bit and float, grey
/// and colour) and opens a table with the size, mean, standard deviation, minimum and
/// maximum of each, and a plot over the images. In a colour image the luminance is
/// measured. A file that cannot be read is listed with the reason.
///
/// At the first run you choose the folder. The plugin may read what is in it and nothing
/// else; you can take that back in its menu under *Permissions*.
///
/// * **Subfolders** measures the images in them as well.
/// * **Plot** is what the plot shows.
/// * **Save as CSV** asks where to save the table.
///
/// For authors: the folder is declared in the manifest, and then `std::fs` finds it at
/// `/images`.
#[imjoy_sdk::plugin(
    icon = "📂",
    permissions = r#"[{
        "kind": "folder", "name": "images", "access": "read", "suggest": "~/Pictures",
        "reason": "It measures the images in the folder that you choose."
    }]"#,
    ui = "Subfolders {id: 'subfolders', type: 'checkbox', placeholder: true}<br>\
          Plot {id: 'plot', type: 'choose', options: ['mean', 'deviation', 'minimum', 'maximum', 'width', 'height'], \
          placeholder: 'mean'}<br>\
          Save as CSV {id: 'csv', type: 'checkbox', placeholder: false}"
)]
impl FolderStatistics {
    pub async fn run(&self, my: Context) -> Result<Record, Error> {
        let with_subfolders = flag(&my.config, "subfolders", true)?;
        let saves_csv = flag(&my.config, "csv", false)?;
        let quantity = Quantity::named(&my.config.get_or("plot", "mean".to_owned())?)?;

        let found = images(with_subfolders)?;
        let measured = measure_all(&found);
        let failed = measured.iter().filter(|(_, result)| result.is_err()).count();
        let summary = match failed {
            0 => format!("{} images measured", measured.len()),
            _ => format!("{} images measured, {failed} of them could not be read", measured.len()),
        };
        api::show_status(&summary);
        open_windows(&measured, quantity).await?;
        if saves_csv {
            match api::export_file(csv::table(&measured), Some("folder-statistics.csv")).await {
                Ok(()) => api::show_snackbar("The table is saved", None),
                Err(Error::Cancelled(_)) => api::show_status("The table was not saved"),
                Err(error) => return Err(error),
            }
        }
        Ok(record! { "images": measured.len(), "failed": failed, "table": rows(&measured) })
    }

    /// The statistics of all images in the folder, one record for each.
    pub fn statistics(&self, with_subfolders: Option<bool>) -> Result<Vec<Record>, Error> {
        Ok(rows(&measure_all(&images(with_subfolders.unwrap_or(true))?)))
    }
}

/// A measured image by its path in the folder, or why it could not be.
type Measured = (String, Result<Statistics, String>);

fn images(with_subfolders: bool) -> Result<Vec<Found>, Error> {
    let found = find_images(Path::new(FOLDER), with_subfolders)
        .map_err(|error| Error::denied(format!("the folder of images cannot be read: {error}")))?;
    if found.is_empty() {
        return Err(Error::not_found("there are no images in the folder"));
    }
    Ok(found)
}

fn measure_all(found: &[Found]) -> Vec<Measured> {
    let mut measured = Vec::with_capacity(found.len());
    for (index, image) in found.iter().enumerate() {
        api::show_progress(100.0 * index as f64 / found.len() as f64);
        api::show_plugin_status(&image.name);
        measured.push((image.name.clone(), Statistics::of_file(&image.path)));
    }
    api::show_progress(100.0);
    api::show_plugin_status("");
    measured
}

/// The table, without the images that could not be read at its end.
fn rows(measured: &[Measured]) -> Vec<Record> {
    let row = |(name, result): &Measured| match result {
        Ok(statistics) => record! {
            "image": name.as_str(),
            "width": statistics.width,
            "height": statistics.height,
            "pixels": statistics.kind,
            "mean": statistics.mean,
            "deviation": statistics.deviation,
            "minimum": statistics.minimum,
            "maximum": statistics.maximum,
        },
        Err(reason) => record! { "image": name.as_str(), "pixels": reason.as_str() },
    };
    measured.iter().map(row).collect()
}

/// Opens the table and the plot. Where there are no windows, the result is enough.
async fn open_windows(measured: &[Measured], quantity: Quantity) -> Result<(), Error> {
    let numbers: Vec<f64> =
        measured.iter().filter_map(|(_, result)| result.as_ref().ok()).map(|one| quantity.of(one)).collect();
    // From 1, in the order of the table.
    let order: Vec<f64> = (1..=numbers.len()).map(|number| number as f64).collect();
    let list = |numbers: Vec<f64>| numbers.into_iter().map(Value::from).collect::<Vec<_>>();
    let plot = Plot::new()
        .title(format!("{} of {} images", quantity.title(), numbers.len()))
        .x_label("image")
        .y_label(quantity.title())
        .series(Series::bars(list(numbers)).x(list(order)).name(quantity.title()));
    let table = WindowOptions::new("imjoy/table").name("Images of the folder").size(20, 10).data(rows(measured));
    let plot = WindowOptions::new("imjoy/plot").name(quantity.title()).size(16, 10).data(plot);
    match try_join!(api::create_window(table), api::create_window(plot)) {
        Ok(_) | Err(Error::Unavailable(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// A tick of the form, or an option from the command line, where it is a text.
fn flag(config: &Record, name: &str, default: bool) -> Result<bool, Error> {
    match config.get(name) {
        None | Some(Value::Null | Value::Absent) => Ok(default),
        Some(Value::Boolean(flag)) => Ok(*flag),
        Some(value) => match value.as_str() {
            Some("true" | "yes" | "1") => Ok(true),
            Some("false" | "no" | "0") => Ok(false),
            _ => Err(Error::invalid(format!("{name} is to be true or false"))),
        },
    }
}
