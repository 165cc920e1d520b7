//! `api::get_services`: what plugins offer, by what it does.

use imjoy_sdk::{Context, Error, Function, NdArray, Record, api, record};

/// Elements of the array that the services get.
const LENGTH: usize = 1000;

#[derive(Default)]
struct GetServices;

/// # get-services
///
/// Looks for all services of a type, whichever plugin offers them, and calls the function
/// `find` of each with the same data: a curve from 0 to 1. *register-service* offers some; a
/// plugin of your own could offer others.
///
/// ```rust
/// for service in api::get_services(record! { "type": "threshold" }).await? {
///     let find: Function = service.get_as("find")?;
///     let threshold: f64 = find.call_as((image.clone(),)).await?;
/// }
/// ```
#[imjoy_sdk::plugin(
    icon = "🔭",
    labels = ["API example"],
    ui = "Type {id:'kind', type:'string', placeholder:'threshold'}"
)]
impl GetServices {
    pub async fn run(&self, my: Context) -> Result<Record, Error> {
        let kind: String = my.config.get_or("kind", "threshold".to_owned())?;
        let curve = (0..LENGTH).map(|index| (index as f64 / LENGTH as f64).powi(2)).collect();
        let curve = NdArray::from_vec([LENGTH], curve)?;
        let mut thresholds = Record::new();
        for service in api::get_services(record! { "type": kind }).await? {
            let name: String = service.get_as("name")?;
            let provider: String = service.get_as("provider")?;
            let find: Function = service.get_as("find")?;
            let threshold: f64 = find.call_as((curve.clone(),)).await?;
            thresholds.insert(format!("{name} of {provider}"), (threshold * 1000.0).round() / 1000.0);
        }
        let count = thresholds.len();
        Ok(record! { "services": count, "thresholds": thresholds })
    }
}
