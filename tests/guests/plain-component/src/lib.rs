//! A guest that knows nothing of ImJoy: it exports functions of all plain types, and some
//! that need handles.

use bindings::exports::tests::plain::{counters, geometry};
use bindings::{Cell, Everything, Guest, Metric, Threshold, Treatment};
use std::cell::Cell as Shared;
use std::time::Duration;

#[allow(unsafe_code, missing_docs, clippy::all, reason = "generated")]
mod bindings {
    use super::PlainComponent;

    wit_bindgen::generate!({ world: "plain", path: "wit" });
    export!(PlainComponent with_types_in self);
}

struct PlainComponent;

thread_local! {
    /// Calls of `doze`.
    static CALLS: Shared<u32> = const { Shared::new(0) };
    /// Calls of `yielding` that are under way, and the most that there were.
    static UNDER_WAY: Shared<(u32, u32)> = const { Shared::new((0, 0)) };
}

impl Guest for PlainComponent {
    fn add(a: i32, b: i32) -> i32 {
        a.wrapping_add(b)
    }

    fn is_even(number: u64) -> bool {
        number.is_multiple_of(2)
    }

    fn measure(numbers: Vec<f64>, metric: Metric, treatment: Treatment) -> Result<f64, String> {
        let taken = numbers
            .into_iter()
            .map(|number| if treatment.contains(Treatment::ABSOLUTE) { number.abs() } else { number });
        let taken: Vec<f64> =
            taken.filter(|number| !treatment.contains(Treatment::WITHOUT_ZERO) || *number != 0.0).collect();
        if taken.is_empty() {
            return Err("there are no numbers to measure".to_owned());
        }
        let count = taken.len() as f64;
        let mean = taken.iter().sum::<f64>() / count;
        Ok(match metric {
            Metric::Mean => mean,
            Metric::Largest => taken.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            Metric::StandardDeviation => {
                (taken.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / count).sqrt()
            }
        })
    }

    fn describe(threshold: Threshold, factor: Option<f32>) -> String {
        let factor = factor.map_or_else(String::new, |factor| format!(" times {factor}"));
        match threshold {
            Threshold::Automatic => format!("automatic{factor}"),
            Threshold::Fixed(value) => format!("above {value}{factor}"),
            Threshold::Percentile(percentile) => format!("above {percentile} %{factor}"),
        }
    }

    fn cells(count: u8) -> Vec<Cell> {
        (0..count)
            .map(|index| Cell {
                name: format!("cell {index}"),
                area: f64::from(index) * 1.5,
                is_round: index.is_multiple_of(2),
            })
            .collect()
    }

    fn echo(all: Everything) -> Everything {
        all
    }

    fn gradient(width: u16, height: u16) -> Vec<u8> {
        let mut image = format!("P5 {width} {height} 255\n").into_bytes();
        image.extend((0..height).flat_map(|row| (0..width).map(move |column| (row ^ column) as u8)));
        image
    }

    fn head(image: Vec<u8>, count: u8) -> Vec<u8> {
        image.into_iter().take(count.into()).collect()
    }

    fn allocate(bytes: u32) -> Vec<u8> {
        vec![7; bytes as usize]
    }

    fn doze(milliseconds: u32) -> u32 {
        std::thread::sleep(Duration::from_millis(milliseconds.into()));
        CALLS.set(CALLS.get() + 1);
        CALLS.get()
    }

    async fn yielding(times: u32) -> u32 {
        let (under_way, most) = UNDER_WAY.get();
        UNDER_WAY.set((under_way + 1, most.max(under_way + 1)));
        for _ in 0..times {
            wit_bindgen::yield_async().await;
        }
        let (under_way, most) = UNDER_WAY.get();
        UNDER_WAY.set((under_way - 1, most));
        most
    }

    fn say(text: String) {
        println!("{text}");
    }

    #[allow(clippy::panic, reason = "what it is for")]
    fn crash(message: String) {
        panic!("{message}");
    }

    fn spin() {
        loop {
            std::hint::spin_loop();
        }
    }

    fn ping() -> String {
        "pong".to_owned()
    }
}

impl geometry::Guest for PlainComponent {
    fn area(region: geometry::Region) -> u64 {
        u64::from(region.width) * u64::from(region.height)
    }

    fn move_by(region: geometry::Region, (x, y): (i32, i32)) -> geometry::Region {
        geometry::Region { x: region.x.wrapping_add(x), y: region.y.wrapping_add(y), ..region }
    }
}

/// A counter.
struct Counter(Shared<u32>);

impl counters::Guest for PlainComponent {
    type Counter = Counter;

    fn from_ten() -> counters::Counter {
        counters::Counter::new(Counter(Shared::new(10)))
    }
}

impl counters::GuestCounter for Counter {
    fn new(start: u32) -> Self {
        Self(Shared::new(start))
    }

    fn next(&self) -> u32 {
        let number = self.0.get();
        self.0.set(number.wrapping_add(1));
        number
    }
}
