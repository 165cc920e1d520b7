//! `imjoy/tree`: named nodes, of which the chosen one is told.
//!
//! A node keeps `data` of the plugin's own, which comes back with `select` and `activate`.

use imjoy_sdk::{Error, Function, Value, Window, WindowOptions, api, record};

pub(crate) fn window() -> WindowOptions {
    let plates: Vec<Value> = (1..=3).map(plate).collect();
    let notes = record! { "title": "notes.txt", "isLeaf": true, "data": record! { "kind": "text" } };
    let experiment = record! { "title": "Experiment 7", "children": plates };
    let nodes: Vec<Value> = vec![experiment.into(), notes.into()];
    WindowOptions::new("imjoy/tree").name("Samples").data(record! { "nodes": nodes })
}

/// Tells what is chosen; a double click or Enter opens it.
pub(crate) fn listen(window: &Window) -> Result<(), Error> {
    window.on("select", told("Chosen"), false)?;
    window.on("activate", told("Opened"), false)
}

fn told(verb: &'static str) -> Function {
    Function::new(move |arguments: Vec<Value>| async move {
        let node = arguments.into_iter().next().unwrap_or_default();
        let title = node.get("title").and_then(Value::as_str).unwrap_or("nothing").to_owned();
        api::show_status(format!("{verb}: {title}"));
        Ok::<(), Error>(())
    })
}

fn plate(number: i64) -> Value {
    let wells: Vec<Value> = ('A'..='D')
        .flat_map(|row| (1..=6i64).map(move |column| (row, column)))
        .map(|(row, column)| {
            let data = record! { "plate": number, "row": row.to_string(), "column": column };
            record! { "title": format!("well {row}{column}"), "isLeaf": true, "data": data }.into()
        })
        .collect();
    record! { "title": format!("plate {number}"), "isExpanded": number == 1, "children": wells }.into()
}
