//! `imjoy/panel`: a form of ImJoy's `ui` grammar that stays open.

use imjoy_sdk::{Error, Function, Value, Window, WindowOptions, api, record};

/// The form; `values` are its first answers.
const FORM: &str = "<h3>Acquisition</h3>\
    Channel {id: 'channel', type: 'choose', options: ['DAPI', 'GFP', 'mCherry'], placeholder: 'GFP'}<br>\
    Exposure in ms {id: 'exposure', type: 'slider', min: 1, max: 500, step: 1, placeholder: 100}<br>\
    Frames {id: 'frames', type: 'number', min: 1, max: 1000, placeholder: 10}<br>\
    Name {id: 'name', type: 'string', placeholder: 'sample'}<br>\
    {id: 'autofocus', type: 'checkbox', label: 'Focus before each frame', placeholder: true}<br>\
    {id: 'start', type: 'button', label: 'Start'}";

pub(crate) fn window() -> WindowOptions {
    let values = record! { "name": "sample 7", "exposure": 80i64 };
    WindowOptions::new("imjoy/panel").name("Acquisition").data(record! { "ui": FORM, "values": values })
}

/// Tells what is filled in, and the button.
pub(crate) fn listen(window: &Window) -> Result<(), Error> {
    let changed = Function::new(|arguments: Vec<Value>| async move {
        let answers = arguments.into_iter().next().unwrap_or_default();
        let exposure = answers.get("exposure").and_then(Value::as_f64).unwrap_or_default();
        let channel = answers.get("channel").and_then(Value::as_str).unwrap_or("no channel").to_owned();
        api::show_status(format!("{channel} for {exposure} ms"));
        Ok::<(), Error>(())
    });
    window.on("change", changed, false)?;
    let pressed = Function::new(|arguments: Vec<Value>| async move {
        let button = arguments.first().and_then(Value::as_str).unwrap_or("a button").to_owned();
        api::show_snackbar(format!("{button} was pressed"), None);
        Ok::<(), Error>(())
    });
    window.on("button", pressed, false)
}
