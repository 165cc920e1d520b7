//! Several things at once within one call.
//!
//! The functions of the host are lazy futures: they start when they are first polled. All
//! of a call's futures are polled by one executor, so any combinator of `futures` works.

pub use futures::future::{join_all, try_join_all};
pub use futures::{join, try_join};

/// Goes on with a future after the present call has returned its result, without anybody
/// waiting for it. It ends with the plugin at the latest.
///
/// ```no_run
/// use imjoy_sdk::{api, spawn};
/// spawn(async {
///     if let Err(error) = api::sleep(5.0).await {
///         api::error(error.to_string());
///     }
///     api::show_status("five seconds later");
/// });
/// ```
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    wit_bindgen::spawn_local(future);
}

/// Lets other calls of the plugin go on for a moment; for long calculations.
///
/// ```no_run
/// # async fn example(rows: Vec<Vec<f32>>) {
/// for row in rows {
///     // … calculate …
///     imjoy_sdk::yield_now().await;
/// }
/// # }
/// ```
pub async fn yield_now() {
    wit_bindgen::yield_async().await;
}
