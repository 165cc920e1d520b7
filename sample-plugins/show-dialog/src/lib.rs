//! `api::show_dialog`: forms.

mod threshold;
mod waves;

use imjoy_sdk::{AnyNdArray, Context, Dialog, Error, Op, Record, Value, api, list, record};

use waves::Waves;

/// A text with fields in it.
const TEXT_FORM: &str = "Two <b>waves</b> meet.<br>\
    Shape {id:'shape', type:'choose', options:['rings', 'lines', 'chequers'], placeholder:'rings'}<br>\
    Size in pixels {id:'size', type:'number', placeholder:256, min:16, max:1024, step:16}<br>\
    Name {id:'name', type:'string', placeholder:'Waves'}<br>\
    Bright colour {id:'colour', type:'color', placeholder:[40, 0.8, 1]}<br>\
    Waves {id:'frequency', type:'slider', placeholder:8, min:1, max:40, step:1}<br>\
    Contrast {id:'contrast', type:'range', placeholder:1, min:0, max:1, step:0.05}<br>\
    {id:'negative', type:'checkbox', label:'Show the negative', placeholder:false}<br>\
    Notes {id:'notes', type:'textarea', placeholder:'Drawn by show-dialog', rows:3}<br>\
    Read along {id:'file', type:'file', extensions:['txt', 'csv']}<br>\
    <i>Escape</i> cancels, <code>Enter</code> in a field of one line is OK.";

#[derive(Default)]
struct ShowDialog;

/// # show-dialog
///
/// Shows a form and gives a record with one answer for each `id`.
///
/// * **Run**: a text with fields in it, one of every type. What you fill in is drawn.
/// * **A list as form**: the same grammar as a list of records, one line for each.
/// * **Only the defaults**: what the answers are when you touch nothing. A `choose` without
///   a placeholder shows its first option and has *no* answer.
/// * **A mistake in a form**: what a plugin is told then.
/// * **Pick a threshold**: no form but a window of the plugin as a dialog, by `window_type`: the
///   image of the active window in black and white, which follows the slider.
///
/// **Cancel** is an error that a plugin can catch; this one says so in the status text.
///
/// ```rust
/// let form = "Sigma {id:'sigma', type:'number', placeholder:2}";
/// let answer = api::show_dialog(Dialog::new(form).name("Blur")).await?;
/// let sigma: f64 = answer.get_as("sigma")?;
///
/// let help = Dialog::new("").window_type("imjoy/markdown").data(record! { "source": "# Help" });
/// let window: Window = api::show_dialog(help).await?.to()?;
/// ```
#[imjoy_sdk::plugin(icon = "📝", labels = ["API example"])]
impl ShowDialog {
    async fn setup(&mut self) -> Result<(), Error> {
        for (name, function) in [
            ("A list as form", "list_form"),
            ("Only the defaults", "defaults"),
            ("A mistake in a form", "mistake"),
            ("Pick a threshold", "pick_threshold"),
        ] {
            api::register(Op::new(name).run_name(function)).await?;
        }
        Ok(())
    }

    pub async fn run(&self, _my: Context) -> Result<Value, Error> {
        ask_and_draw(Dialog::new(TEXT_FORM).name("Waves")).await
    }

    /// The op *A list as form*.
    pub async fn list_form(&self, _my: Context) -> Result<Value, Error> {
        let shapes = list!["rings", "lines", "chequers"];
        let form = list![
            "Lists are <b>lines</b>:",
            record! { "Shape": record! { "id": "shape", "type": "choose", "options": shapes, "placeholder": "lines" } },
            record! { "Waves": record! { "id": "frequency", "type": "number", "placeholder": 12, "min": 1, "max": 40 } },
        ];
        ask_and_draw(Dialog::new(form).name("Waves from a list")).await
    }

    /// The op *Only the defaults*.
    pub async fn defaults(&self, _my: Context) -> Result<Value, Error> {
        let form = "A number {id:'number', type:'number'} a text {id:'text', type:'string'} \
                    and a choice without an answer {id:'choice', type:'choose', options:['first', 'second']}";
        let answer = api::show_dialog(Dialog::new(form).name("Press OK at once")).await?;
        Ok(record! { "answers": answer.clone(), "has a choice": answer.get("choice").is_some() }.into())
    }

    /// The op *Pick a threshold*.
    pub async fn pick_threshold(&self, my: Context) -> Result<Value, Error> {
        let image: AnyNdArray = match my.data.get("src") {
            Some(Value::NdArray(image)) => image.clone(),
            _ => Waves::from_answers(&Record::new())?.draw()?.into_any(),
        };
        match threshold::pick(&image).await? {
            Some(picked) => Ok(record! {
                "type": "imjoy/image",
                "name": format!("Above {}", picked.level),
                "data": record! { "src": picked.mask },
            }
            .into()),
            None => {
                api::show_status("Closed: no threshold was picked");
                Ok(Value::Null)
            }
        }
    }

    /// The op *A mistake in a form*.
    pub async fn mistake(&self, _my: Context) -> Result<(), Error> {
        let form = "This field does not exist: {id:'wheel', type:'steering-wheel'}";
        match api::show_dialog(form).await {
            Err(error) => api::alert(format!("The plugin is told: {error}")).await,
            Ok(_) => Err(Error::failed("a form with a mistake was shown")),
        }
    }
}

/// Shows the form and draws what was chosen; says so when it was cancelled.
async fn ask_and_draw(dialog: Dialog) -> Result<Value, Error> {
    let answer: Record = match api::show_dialog(dialog).await {
        Ok(answer) => answer.to()?,
        Err(Error::Cancelled(_)) => {
            api::show_status("Cancelled: nothing was drawn");
            return Ok(Value::Null);
        }
        Err(error) => return Err(error),
    };
    api::log_items(("answers:", answer.clone()));
    let image = Waves::from_answers(&answer)?.draw()?;
    let name = answer.get_or("name", "Waves".to_owned())?;
    Ok(record! { "type": "imjoy/image", "name": name, "data": record! { "src": image }, "config": answer }.into())
}
