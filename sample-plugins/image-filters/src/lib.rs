//! Filters for images: Gaussian blur, median, Otsu threshold and negative.
//!
//! Each filter is an op with its own form, for the user, and an exported function, for
//! other plugins. The algorithms themselves are in [`filters`] and know nothing of
//! plugins; `arrays` finds the right one for the type of an array.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail by a panic")
)]

mod arrays;
pub mod filters;
mod input;
mod progress;

use imjoy_sdk::{AnyNdArray, Context, Error, Op, Record, api, record};

use filters::Footprint;
use input::{Input, number};
use progress::Progress;

const GAUSSIAN: &str = "Gaussian blur";
const MEDIAN: &str = "Median";
const OTSU: &str = "Otsu threshold";
const INVERT: &str = "Invert";

const DEFAULT_SIGMA: f64 = 2.0;
const DEFAULT_RADIUS: f64 = 2.0;

#[derive(Default)]
struct ImageFilters;

/// # Image filters
///
/// Works on the image of the active window and opens the result in a new one. Takes 8-
/// and 16-bit whole numbers and 32- and 64-bit fractions, grey, RGB and RGBA (alpha is
/// kept); the result has the type of the image.
///
/// * **Gaussian blur**: *sigma* is the standard deviation in pixels.
/// * **Median**: takes the middle value of a square or disk of the given *radius*;
///   removes specks and keeps edges.
/// * **Otsu threshold**: finds the value that best divides dark from bright pixels and
///   shows which pixels are above it.
/// * **Invert**: the negative. For fractions, minimum and maximum change places.
///
/// The results are those of scikit-image (`gaussian` with `mode="nearest"`,
/// `threshold_otsu`) and SciPy (`median_filter` with `mode="nearest"`).
///
/// ## For other plugins
///
/// `gaussian(image, sigma)`, `median(image, radius, window)` with the window `"square"`
/// or `"disk"`, `otsu(image)` which gives `{threshold, mask}`, `invert(image)`.
#[imjoy_sdk::plugin(
    icon = "🔍",
    ui = "Filter {id:'filter', type:'choose', options:['Gaussian blur', 'Median', 'Otsu threshold', 'Invert'], \
          placeholder:'Gaussian blur'}<br>Sigma {id:'sigma', type:'number', placeholder:2, min:0.1, max:100}<br>\
          Radius {id:'radius', type:'number', placeholder:2, min:1, max:100}"
)]
impl ImageFilters {
    async fn setup(&mut self) -> Result<(), Error> {
        let ops = [
            (GAUSSIAN, "run_gaussian", "Sigma {id:'sigma', type:'number', placeholder:2, min:0.1, max:100}"),
            (
                MEDIAN,
                "run_median",
                "Radius {id:'radius', type:'number', placeholder:2, min:1, max:100}<br>\
                 Window {id:'window', type:'choose', options:['square', 'disk'], placeholder:'square'}",
            ),
            (OTSU, "run_otsu", "Shows which pixels are above the threshold"),
            (INVERT, "run_invert", "Shows the negative"),
        ];
        for (name, function, form) in ops {
            api::register(Op::new(name).ui(form).run_name(function)).await?;
        }
        Ok(())
    }

    pub async fn run(&self, my: Context) -> Result<Record, Error> {
        let filter: String = my.config.get_or("filter", GAUSSIAN.to_owned())?;
        match filter.as_str() {
            GAUSSIAN => self.run_gaussian(my).await,
            MEDIAN => self.run_median(my).await,
            OTSU => self.run_otsu(my).await,
            INVERT => self.run_invert(my).await,
            other => Err(Error::invalid(format!(
                "image-filters has no filter \"{other}\"; there are {GAUSSIAN}, {MEDIAN}, {OTSU} and {INVERT}"
            ))),
        }
    }

    /// The op *Gaussian blur*.
    pub async fn run_gaussian(&self, my: Context) -> Result<Record, Error> {
        let Input { image, name } = Input::of(&my, GAUSSIAN)?;
        let sigma = number(&my.config, "sigma", DEFAULT_SIGMA)?;
        let blurred = arrays::gaussian(&image, sigma, &mut Progress::of_op()).await?;
        Ok(image_window(GAUSSIAN, &name, blurred))
    }

    /// The op *Median*.
    pub async fn run_median(&self, my: Context) -> Result<Record, Error> {
        let Input { image, name } = Input::of(&my, MEDIAN)?;
        let radius = number(&my.config, "radius", DEFAULT_RADIUS)?;
        let window: Option<String> = my.config.get_or("window", None)?;
        let filtered = arrays::median(&image, radius, footprint(window.as_deref())?, &mut Progress::of_op()).await?;
        Ok(image_window(MEDIAN, &name, filtered))
    }

    /// The op *Otsu threshold*.
    pub async fn run_otsu(&self, my: Context) -> Result<Record, Error> {
        let Input { image, name } = Input::of(&my, OTSU)?;
        let threshold = arrays::otsu(&image)?;
        api::show_status(format!("Otsu threshold of {name} is {}", threshold.text()));
        Ok(image_window(OTSU, &name, threshold.picture(&image)?))
    }

    /// The op *Invert*.
    pub async fn run_invert(&self, my: Context) -> Result<Record, Error> {
        let Input { image, name } = Input::of(&my, INVERT)?;
        Ok(image_window(INVERT, &name, arrays::invert(&image)?))
    }

    /// Blurs an image; `sigma` is the standard deviation in pixels, 2 when absent.
    pub async fn gaussian(&self, image: AnyNdArray, sigma: Option<f64>) -> Result<AnyNdArray, Error> {
        arrays::gaussian(&image, sigma.unwrap_or(DEFAULT_SIGMA), &mut Progress::of_function()).await
    }

    /// Replaces each pixel by the median of a window: `"square"`, which is the default,
    /// or `"disk"`, of the given radius, 2 when absent.
    pub async fn median(
        &self,
        image: AnyNdArray,
        radius: Option<f64>,
        window: Option<String>,
    ) -> Result<AnyNdArray, Error> {
        let footprint = footprint(window.as_deref())?;
        arrays::median(&image, radius.unwrap_or(DEFAULT_RADIUS), footprint, &mut Progress::of_function()).await
    }

    /// Finds Otsu's threshold: a record of `threshold` and of `mask`, which says for
    /// each pixel whether it is above. Of a colour image the luminance counts.
    pub async fn otsu(&self, image: AnyNdArray) -> Result<Record, Error> {
        let threshold = arrays::otsu(&image)?;
        Ok(record! { "threshold": threshold.value(), "mask": threshold.mask(&image)? })
    }

    /// The negative of an image.
    pub async fn invert(&self, image: AnyNdArray) -> Result<AnyNdArray, Error> {
        arrays::invert(&image)
    }
}

fn footprint(window: Option<&str>) -> Result<Footprint, Error> {
    match window {
        None | Some("square") => Ok(Footprint::Square),
        Some("disk") => Ok(Footprint::Disk),
        Some(other) => {
            Err(Error::invalid(format!("the window of a median is \"square\" or \"disk\", not \"{other}\"")))
        }
    }
}

/// What makes the host open an image window for the result of an op.
fn image_window(op: &str, name: &str, image: AnyNdArray) -> Record {
    record! { "type": "imjoy/image", "name": format!("{op} of {name}"), "data": record! { "src": image } }
}
