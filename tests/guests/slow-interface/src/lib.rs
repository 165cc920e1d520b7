//! Opens a window of its own and never comes back from the first event of it.

use imjoy_sdk::interface::{button, canvas, circle, column, slider};
use imjoy_sdk::{Error, Value, Window, WindowOptions, api};

#[derive(Default)]
struct SlowInterface;

/// Computes for ever once its button is pressed.
#[imjoy_sdk::plugin]
impl SlowInterface {
    /// Opens the window and gives it.
    pub async fn run(&self) -> Result<Window, Error> {
        let content = column([
            button("stuck", "Stuck"),
            slider("level", 0.0..=10.0).label("Level"),
            canvas("surface", 100.0, 50.0, [circle([20.0, 20.0], 8.0).id("disc").fill("red").draggable(true)])
                .label("Surface"),
        ]);
        let options = WindowOptions::new("imjoy/interface").name("Slow").data(Value::from(content));
        let window = api::create_window(options).await?;
        window.on_interaction(|_| async {
            let mut number = 0u64;
            loop {
                number = std::hint::black_box(number.wrapping_add(1));
            }
        })?;
        Ok(window)
    }

    /// For a test that the plugin is back after a restart.
    pub fn ping(&self) -> &'static str {
        "pong"
    }
}
