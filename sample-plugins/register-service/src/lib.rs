//! `api::register_service`: functions that others find by what they do.

use imjoy_sdk::{AnyNdArray, Context, Error, Function, api, parse_arguments, record};

#[derive(Default)]
struct RegisterService;

/// # register-service
///
/// Offers two services of the type *threshold*, each a record with a function `find` that
/// takes an image. Who looks for that type finds them without knowing this plugin: run
/// *get-services*. They vanish when this plugin ends.
///
/// ```rust
/// let find = Function::new(|arguments| async move { … });
/// let id = api::register_service(record! { "type": "threshold", "name": "mean", "find": find }).await?;
/// ```
///
/// **Run** offers one more, with a value that you choose. A service needs a type and a name.
#[imjoy_sdk::plugin(
    icon = "🔔",
    labels = ["API example"],
    ui = "Name {id:'name', type:'string', placeholder:'my own'}<br>\
          Threshold {id:'threshold', type:'number', placeholder:0.25}"
)]
impl RegisterService {
    async fn setup(&mut self) -> Result<(), Error> {
        offer("mean", |pixels| pixels.iter().sum::<f64>() / pixels.len().max(1) as f64).await?;
        offer("middle", |pixels| {
            let least = pixels.iter().copied().fold(f64::INFINITY, f64::min);
            let greatest = pixels.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            (least + greatest) / 2.0
        })
        .await?;
        Ok(())
    }

    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let name: String = my.config.get_or("name", "my own".to_owned())?;
        let threshold: f64 = my.config.get_or("threshold", 0.25)?;
        let id = offer(&name, move |_| threshold).await?;
        api::show_status(format!("{name} is offered as {id}"));
        Ok(())
    }
}

/// Offers a way to find a threshold; gives the service's id.
async fn offer(name: &str, threshold: impl Fn(&[f64]) -> f64 + Copy + 'static) -> Result<String, Error> {
    let find = Function::new(move |arguments| async move {
        let (image,): (AnyNdArray,) = parse_arguments(arguments)?;
        Ok(threshold(image.to_f64()?.data()?))
    });
    api::register_service(record! { "type": "threshold", "name": name, "find": find }).await
}
