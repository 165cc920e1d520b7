//! Counts cells: a plugin that lets another one do the filtering.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail by a panic")
)]

pub mod components;
pub mod measure;
pub mod options;
pub mod overlay;
pub mod picture;

use imjoy_sdk::{AnyNdArray, Context, Error, NdArray, Plugin, Record, Value, WindowOptions, api, record, try_join};

use components::components;
use measure::{Objects, measure};
use options::Options;
use overlay::overlay;
use picture::{Picture, brightness, size};

/// The plugin that does the filtering.
const FILTERS: &str = "image-filters";

/// Sigma of the smoothing before the peak of an object is looked up.
const PEAK_SIGMA: f64 = 1.0;

#[derive(Default)]
struct CellCounter;

/// # Cell counter
///
/// Finds the bright (or dark) objects of the image in the active window, counts and
/// measures them, and opens a picture with the objects in colour and a table.
///
/// * **Minimum area**: smaller objects are taken for noise.
/// * **Connectivity**: whether pixels that touch only at a corner belong together (8)
///   or not (4).
///
/// The table has for each object its area in pixels, its centroid, its mean brightness
/// and its peak: the greatest brightness after smoothing by a pixel. In a colour image
/// brightness is luminance.
///
/// It needs the plugin *image-filters* for Otsu's threshold and the smoothing, and calls
/// both at once.
///
/// The result has `count`, `threshold`, `components` (objects of any size), `labels`
/// (the number of the object at each pixel) and `table`. Other plugins get the same,
/// without windows, from `count(image, options)`.
#[imjoy_sdk::plugin(
    icon = "🔬",
    ui = "Minimum area {id:'min_area', type:'number', placeholder:100, min:0, max:1000000} pixels<br>\
          Connectivity {id:'connectivity', type:'choose', options:[8, 4], placeholder:8}<br>\
          Count {id:'objects', type:'choose', options:['bright objects', 'dark objects'], placeholder:'bright objects'}"
)]
impl CellCounter {
    pub async fn run(&self, my: Context) -> Result<Record, Error> {
        let options = Options::read(&my.config)?;
        let Picture { image, name } = Picture::of(&my)?;
        api::show_status(format!("cell-counter is looking at {name}"));
        let counted = Counted::of(&image, options).await?;
        let summary =
            format!("{} objects of at least {} pixels in {name}", counted.found.objects.len(), options.minimum_area);
        api::show_status(&summary);
        counted.open_windows(&name).await?;
        counted.record()
    }

    /// Counts the objects of an image. The options are those of the form: `min_area`,
    /// `connectivity` and `objects`.
    pub async fn count(&self, image: AnyNdArray, options: Option<Record>) -> Result<Record, Error> {
        Counted::of(&image, Options::read(&options.unwrap_or_default())?).await?.record()
    }
}

/// The result of counting.
struct Counted {
    height: usize,
    width: usize,
    brightness: Vec<f64>,
    threshold: Value,
    /// Number of objects of any size.
    components: u32,
    found: Objects,
}

impl Counted {
    async fn of(image: &AnyNdArray, options: Options) -> Result<Self, Error> {
        let (height, width) = size(image)?;
        let filters = filters().await?;
        // As fractions, so that the smoothed values are not rounded.
        let fractions = image.to_f32()?.into_any();
        let (otsu, smoothed) = try_join!(
            filters.call_as::<Record>("otsu", (image.clone(),)),
            filters.call_as::<AnyNdArray>("gaussian", (fractions, PEAK_SIGMA)),
        )?;
        let mask: NdArray<bool> = otsu.get_as("mask")?;
        let is_object: Vec<bool> = mask.data()?.iter().map(|&is_above| is_above != options.is_dark).collect();
        let all = components(&is_object, width, options.connectivity);
        let brightness = brightness(image)?;
        let found = measure(&all, width, &brightness, &picture::brightness(&smoothed)?, options.minimum_area);
        Ok(Self { height, width, brightness, threshold: otsu.get_as("threshold")?, components: all.count, found })
    }

    fn table(&self) -> Vec<Record> {
        self.found.objects.iter().enumerate().map(|(index, object)| object.row(index + 1)).collect()
    }

    fn record(self) -> Result<Record, Error> {
        Ok(record! {
            "count": self.found.objects.len(),
            "threshold": self.threshold.clone(),
            "components": self.components,
            "table": self.table(),
            "labels": NdArray::from_vec([self.height, self.width], self.found.labels)?,
        })
    }

    /// Opens the picture and the table. Where there are no windows, it is enough to
    /// return the result.
    async fn open_windows(&self, name: &str) -> Result<(), Error> {
        let picture =
            NdArray::from_vec([self.height, self.width, 3], overlay(&self.found.labels, self.width, &self.brightness))?;
        let picture =
            WindowOptions::new("imjoy/image").name(format!("Cells of {name}")).data(record! { "src": picture });
        let table = WindowOptions::new("imjoy/table").name(format!("Table of {name}")).data(self.table());
        match try_join!(api::create_window(picture), api::create_window(table)) {
            Ok(_) | Err(Error::Unavailable(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

async fn filters() -> Result<Plugin, Error> {
    api::get_plugin(FILTERS).await.map_err(|error| match error {
        Error::NotFound(_) => {
            Error::not_found(format!("cell-counter needs the plugin {FILTERS}: load it, then run again"))
        }
        other => other,
    })
}
