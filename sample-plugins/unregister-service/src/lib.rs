//! `api::unregister_service`: taking a service back.

use imjoy_sdk::{Context, Error, Record, api, record};

#[derive(Default)]
struct UnregisterService;

/// # unregister-service
///
/// Offers a service, counts how many of its type there are, takes it back and counts again.
/// To take back what is not there, or what another plugin offers, is an error: give an id to
/// see it.
///
/// ```rust
/// let id = api::register_service(record! { "type": "clock", "name": "kitchen" }).await?;
/// api::unregister_service(&id).await?;
/// ```
#[imjoy_sdk::plugin(
    icon = "🔕",
    labels = ["API example"],
    ui = "Take back (empty: its own) {id:'id', type:'string', placeholder:''}"
)]
impl UnregisterService {
    pub async fn run(&self, my: Context) -> Result<Record, Error> {
        let wanted: String = my.config.get_or("id", String::new())?;
        if !wanted.is_empty() {
            api::unregister_service(&wanted).await?;
            return Ok(record! { "taken back": wanted });
        }
        let before = count().await?;
        let id = api::register_service(record! { "type": "clock", "name": "kitchen" }).await?;
        let offered = count().await?;
        api::unregister_service(&id).await?;
        Ok(record! { "before": before, "offered": offered, "taken back": count().await? })
    }
}

/// How many clocks are offered.
async fn count() -> Result<usize, Error> {
    Ok(api::get_services(record! { "type": "clock" }).await?.len())
}
