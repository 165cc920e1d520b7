//! What a plugin exports: every public method, of many kinds.

use std::cell::RefCell;

use imjoy_sdk::{AnyNdArray, Error, Function, NdArray, Record, api, parse_arguments, record};

#[derive(Default)]
struct Export {
    /// State that lives as long as the plugin runs.
    measurements: RefCell<Vec<f64>>,
}

/// # export
///
/// A plugin is a struct with the attribute `#[imjoy_sdk::plugin]`. Each `pub` method is
/// exported under its name: any other plugin can call it, and so can you:
/// `host run export.wasm mean '[1, 2, 6]'`. Methods take and give whatever serde can write, and
/// numbers, arrays, functions and records as they are. Names that begin with `_` stay inside.
///
/// **Run** opens a window with the names of all of them, as another plugin sees them.
///
/// | function | gives |
/// |---|---|
/// | `mean(numbers)` | a number, or an error for an empty list |
/// | `divide(dividend, divisor)` | a number, or an error for 0 |
/// | `describe(image)` | a record |
/// | `gradient(size)` | an array |
/// | `adder(summand)` | a function |
/// | `count_primes(limit)` | a number, after a while |
/// | `add_measurement(value)`, `measurements()`, `reset()` | what the plugin remembers |
#[imjoy_sdk::plugin(icon = "📦", labels = ["API example"])]
impl Export {
    pub async fn run(&self) -> Result<Record, Error> {
        let name: String = api::get_config("_name").await?.to()?;
        let functions = api::get_plugin(&name).await?.functions().await?;
        Ok(record! { "plugin": name, "functions": functions })
    }

    /// The mean of numbers.
    pub fn mean(&self, numbers: Vec<f64>) -> Result<f64, Error> {
        if numbers.is_empty() {
            return Err(Error::invalid("the mean of no numbers does not exist"));
        }
        Ok(self._sum(&numbers) / numbers.len() as f64)
    }

    /// One number divided by another.
    pub fn divide(&self, dividend: f64, divisor: f64) -> Result<f64, Error> {
        if divisor == 0.0 { Err(Error::invalid("nothing can be divided by 0")) } else { Ok(dividend / divisor) }
    }

    /// Least, greatest and mean value of an array of any real type.
    pub fn describe(&self, image: AnyNdArray) -> Result<Record, Error> {
        let pixels = image.to_f64()?;
        let pixels = pixels.data()?;
        let least = pixels.iter().copied().fold(f64::INFINITY, f64::min);
        let greatest = pixels.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mean = self._sum(pixels) / pixels.len().max(1) as f64;
        Ok(record! { "type": image.dtype().name(), "least": least, "greatest": greatest, "mean": mean })
    }

    /// A square image that becomes brighter to the right.
    pub fn gradient(&self, size: Option<u32>) -> Result<NdArray<f32>, Error> {
        let size = size.unwrap_or(256).clamp(2, 4096) as usize;
        let pixels = (0..size * size).map(|index| (index % size) as f32 / (size - 1) as f32);
        NdArray::from_vec([size, size], pixels.collect())
    }

    /// A function that adds to its argument. It lives until nobody holds it any more.
    pub fn adder(&self, summand: f64) -> Function {
        Function::new(move |arguments| async move {
            let (number,): (f64,) = parse_arguments(arguments)?;
            Ok(number + summand)
        })
    }

    /// How many primes are below a number. Other calls go on meanwhile.
    pub async fn count_primes(&self, limit: u32) -> u32 {
        let mut count = 0;
        for number in 2..limit {
            let is_prime = (2..).take_while(|factor| factor * factor <= number).all(|factor| number % factor != 0);
            count += u32::from(is_prime);
            if number.is_multiple_of(2_000) {
                imjoy_sdk::yield_now().await;
            }
        }
        count
    }

    /// Remembers a number; gives how many there are.
    pub fn add_measurement(&self, value: f64) -> usize {
        let mut measurements = self.measurements.borrow_mut();
        measurements.push(value);
        measurements.len()
    }

    /// What was remembered.
    pub fn measurements(&self) -> Vec<f64> {
        self.measurements.borrow().clone()
    }

    /// Forgets everything. It takes `&mut self`: no other call runs meanwhile.
    pub fn reset(&mut self) {
        self.measurements.borrow_mut().clear();
    }

    /// Begins with `_`, so it is not exported.
    pub fn _sum(&self, numbers: &[f64]) -> f64 {
        numbers.iter().sum()
    }
}
