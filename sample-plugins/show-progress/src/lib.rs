//! `api::show_progress`: the application's progress bar.

use imjoy_sdk::{Context, Error, Op, api};

/// Points that are thrown between two updates of the bar.
const POINTS_PER_STEP: u32 = 20_000;

#[derive(Default)]
struct ShowProgress;

/// # show-progress
///
/// Throws random points at a square and counts those in the circle: their share is π / 4.
/// The bar at the top moves meanwhile, and *Cancel* beside it ends the plugin's work.
///
/// The rule is ImJoy's: a number below 1 is a fraction, so `0.5` is 50 %, and `1` is 1 %.
/// Try it with the op **Set the bar**.
///
/// ```rust
/// api::show_progress(85.0);
/// ```
#[imjoy_sdk::plugin(
    icon = "⏳",
    labels = ["API example"],
    ui = "Points in millions {id:'millions', type:'number', placeholder:20, min:1, max:1000}"
)]
impl ShowProgress {
    async fn setup(&mut self) -> Result<(), Error> {
        let form = "Progress {id:'progress', type:'number', placeholder:0.5}";
        api::register(Op::new("Set the bar").ui(form).run_name("set_bar")).await
    }

    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let steps = my.config.get_or::<u32>("millions", 20)?.clamp(1, 1000) * (1_000_000 / POINTS_PER_STEP);
        let mut random = Random(88_172_645_463_325_252);
        let mut inside: u64 = 0;
        for step in 1..=steps {
            for _ in 0..POINTS_PER_STEP {
                let (x, y) = (random.next(), random.next());
                inside += u64::from(x * x + y * y < 1.0);
            }
            api::show_progress(100.0 * f64::from(step) / f64::from(steps));
            // Lets the plugin be called meanwhile.
            imjoy_sdk::yield_now().await;
        }
        let pi = 4.0 * inside as f64 / (f64::from(steps) * f64::from(POINTS_PER_STEP));
        api::show_message(format!("π is about {pi:.3}"), None);
        Ok(())
    }

    /// The op *Set the bar*.
    pub async fn set_bar(&self, my: Context) -> Result<(), Error> {
        let progress: f64 = my.config.get_or("progress", 0.5)?;
        api::show_progress(progress);
        // The bar goes when the op has ended.
        api::alert(format!("The bar at the top stands at {}", said(progress))).await
    }
}

/// What the rule makes of a number.
fn said(progress: f64) -> String {
    let percent = if progress < 1.0 { progress * 100.0 } else { progress };
    format!("{} %", percent.clamp(0.0, 100.0))
}

/// Numbers from 0 to 1, the same at each run (xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}
