//! Windows of your own: a tree of widgets that the host draws.
//!
//! A plugin describes what its window shows by elements, sends the tree once, changes single
//! elements later, and hears what the user does. The host keeps and draws the tree, so the
//! window stays smooth however busy the plugin is.
//!
//! ```no_run
//! use imjoy_sdk::interface::{button, column, label, row, slider};
//! use imjoy_sdk::{Value, WindowOptions, api, record};
//!
//! # async fn example() -> imjoy_sdk::Result<()> {
//! let content = column([
//!     label("Blur").size("heading"),
//!     slider("sigma", 0.0..=10.0).label("Sigma").value(2.0),
//!     row([button("apply", "Apply").primary(), button("reset", "Reset")]),
//!     label("").id("answer"),
//! ]);
//! let window = api::create_window(WindowOptions::new("imjoy/interface").name("Blur").data(Value::from(content))).await?;
//! let shown = window.clone();
//! window.on_interaction(move |event| {
//!     let window = shown.clone();
//!     async move {
//!         match (event.id(), event.kind()) {
//!             ("sigma", "change") => {
//!                 let sigma: f64 = event.value_as()?;
//!                 window.change_content(record! { "answer": record! { "text": format!("sigma is {sigma}") } }).await
//!             }
//!             ("reset", "click") => window.change_content(record! { "sigma": record! { "value": 2.0 } }).await,
//!             _ => Ok(()),
//!         }
//!     }
//! })?;
//! # Ok(())
//! # }
//! ```
//!
//! A widget shows what the user entered until the plugin sends another value than it sent
//! before, or another [`version`](Element::version) of the element. So there is no need to send
//! a value back that the user has just chosen.

mod canvas;
mod element;
mod interaction;

pub use canvas::{Shape, canvas, circle, ellipse, line, point, polygon, polyline, rectangle, shape_image, shape_text};
pub use element::{
    Element, button, checkbox, choice, column, grid, group, image, label, number, plot, progress, range_slider, row,
    separator, slider, space, table, tabs, text_input,
};
pub use interaction::Interaction;
