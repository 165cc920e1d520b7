//! The histogram of an image window, linked to the contrast of that window.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail by a panic")
)]

pub mod statistics;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use imjoy_sdk::interface::{Element, Interaction, button, checkbox, column, label, range_slider, row};
use imjoy_sdk::{AnyNdArray, Context, Error, Value, Window, WindowOptions, WindowQuery, api, record};
use statistics::Statistics;

const RANGE: &str = "range";
/// Buttons that cut off a share of the numbers at either end.
const CUTS: [(&str, &str, f64); 3] = [("cut-01", "0.1 %", 0.001), ("cut-1", "1 %", 0.01), ("cut-5", "5 %", 0.05)];

/// A histogram that is open.
struct Link {
    histogram: Window,
    image: Window,
    statistics: RefCell<Statistics>,
    /// Of what was sent to the slider.
    version: Cell<i64>,
}

#[derive(Default)]
struct LiveHistogram {
    /// By the id of the image window.
    links: Rc<RefCell<BTreeMap<u64, Rc<Link>>>>,
}

/// # Live histogram
///
/// Shows the histogram of the image in the active window. Drag the range on it, and the
/// contrast of the image window follows at once.
///
/// * **Min–max** takes the whole range, **0.1 %**, **1 %** and **5 %** cut off so much at
///   either end.
/// * **Logarithmic** shows rare numbers beside frequent ones.
///
/// Run it again on the same window when its image has changed: the histogram that is open
/// takes the new numbers.
#[imjoy_sdk::plugin(icon = "📊")]
impl LiveHistogram {
    /// Opens the histogram of the active image window, or renews the one that is open.
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let (image, window) = linked(&my).await?;
        let statistics = Statistics::of(&image)?;
        let open = self.links.borrow().get(&window.id()).cloned();
        if let Some(link) = open {
            *link.statistics.borrow_mut() = statistics;
            link.version.set(link.version.get() + 1);
            link.histogram.set_content(link.content()).await?;
            link.histogram.focus().await?;
            return link.apply(link.ends()).await;
        }
        self.open(window, statistics).await
    }
}

impl LiveHistogram {
    async fn open(&self, image: Window, statistics: Statistics) -> Result<(), Error> {
        let name = format!("Histogram of {}", image.name());
        let content = Value::from(content(&statistics, 0));
        let options = WindowOptions::new("imjoy/interface").name(name).size(14, 9).data(content);
        let histogram = api::create_window(options).await?;
        let key = image.id();
        let link = Rc::new(Link { histogram, image, statistics: RefCell::new(statistics), version: Cell::new(0) });
        self.links.borrow_mut().insert(key, Rc::clone(&link));
        let links = Rc::clone(&self.links);
        link.histogram.on_close(move |_| {
            links.borrow_mut().remove(&key);
            async { Ok(()) }
        })?;
        // Weak, so that the closure does not keep the link that keeps the window.
        let weak = Rc::downgrade(&link);
        link.histogram.on_interaction(move |event| {
            let link = weak.upgrade();
            async move {
                match link {
                    Some(link) => link.handle(&event).await,
                    None => Ok(()),
                }
            }
        })
    }
}

/// The image in the active window, and that window.
async fn linked(my: &Context) -> Result<(AnyNdArray, Window), Error> {
    let no_image = || Error::invalid("open an image first (Ctrl+O), then run live-histogram on it");
    let found = my.data.get("src").or_else(|| my.data.get("image"));
    let (Some(Value::NdArray(image)), Some("imjoy/image"), Some(name)) = (found, my.window_type(), my.name()) else {
        return Err(no_image());
    };
    let query = WindowQuery::new().name(name).window_type("imjoy/image");
    let window = api::get_window(query).await?.ok_or_else(no_image)?;
    Ok((image.clone(), window))
}

fn content(statistics: &Statistics, version: i64) -> Element {
    let Statistics { low, high, range, mean, counts, total, is_whole } = statistics;
    let mut slider = range_slider(RANGE, *low..=*high)
        .value([*low, *high])
        .version(version)
        .height(150.0)
        .with("histogram", counts.clone())
        .tooltip("Drag a handle, or between them the whole range");
    if *is_whole {
        slider = slider.step(1.0).decimals(0);
    }
    let cuts = CUTS.map(|(id, name, _)| button(id, name).tooltip("Cut off this share of the numbers at either end"));
    let full = button("full", "Min–max").tooltip("From the least to the greatest number");
    let text =
        format!("{total} pixels, least {}, mean {}, greatest {}", short(range[0]), short(*mean), short(range[1]));
    column([
        slider,
        row(std::iter::once(full).chain(cuts).chain([checkbox("log", "Logarithmic")])),
        label(&text).id("facts").size("small").colour("weak"),
    ])
}

fn short(number: f64) -> String {
    if number.fract() == 0.0 { format!("{number}") } else { format!("{number:.3}") }
}

impl Link {
    fn content(&self) -> Element {
        content(&self.statistics.borrow(), self.version.get())
    }

    fn full(&self) -> [f64; 2] {
        self.statistics.borrow().range
    }

    /// The ends of the histogram, where the handles are at first.
    fn ends(&self) -> [f64; 2] {
        let statistics = self.statistics.borrow();
        [statistics.low, statistics.high]
    }

    async fn handle(&self, event: &Interaction) -> Result<(), Error> {
        match (event.id(), event.kind()) {
            (RANGE, "change" | "submit") => self.apply(event.value_as()?).await,
            ("log", "change") => {
                let logarithmic: bool = event.value_as()?;
                self.histogram.change_content(record! { RANGE: record! { "logarithmic": logarithmic } }).await
            }
            ("full", "click") => self.choose(self.full()).await,
            (id, "click") => match CUTS.iter().find(|(known, ..)| *known == id) {
                Some((.., share)) => {
                    let range = self.statistics.borrow().percentiles(*share);
                    self.choose(range).await
                }
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Shows a range in both windows. By its version the slider takes it even when it was
    /// sent before and the user has moved the handles since.
    async fn choose(&self, range: [f64; 2]) -> Result<(), Error> {
        self.version.set(self.version.get() + 1);
        let change = record! { "value": range, "version": self.version.get() };
        self.histogram.change_content(record! { RANGE: change }).await?;
        self.apply(range).await
    }

    /// Sets the contrast of the image window.
    async fn apply(&self, [low, high]: [f64; 2]) -> Result<(), Error> {
        match self.image.run(record! { "config": record! { "min": low, "max": high } }).await {
            // The image window has been closed: nothing to show it in.
            Ok(_) | Err(Error::Terminated(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }
}
