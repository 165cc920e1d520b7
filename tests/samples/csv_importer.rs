//! The sample csv-importer: tables of many kinds are read as they are meant, plotted and described.

use super::user::{User, answers, status, window};
use super::{engine_with, plugin};
use imjoy_engine::CallError;
use imjoy_engine::front_end::{DropTarget, UiEvent};
use imjoy_engine::value::Record;
use imjoy_tests::TestEngine;
use serde_json::{Value as Json, json};

const NAME: &str = "csv-importer";

fn engine() -> TestEngine {
    engine_with(&["csv-importer.imjoy.html"])
}

/// The columns of a text as lists that begin with their names.
fn columns(engine: &TestEngine, text: &str) -> Json {
    let table = engine.call(NAME, "parse", vec![text.into()]).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    let columns = table.field("columns").unwrap().to_json().unwrap();
    let column = |column: &Json| -> Vec<Json> {
        [column["name"].clone()].into_iter().chain(column["values"].as_array().unwrap().clone()).collect()
    };
    columns.as_array().unwrap().iter().map(column).collect()
}

#[test]
fn tables_are_read_as_they_are_meant() {
    let engine = engine();
    for (text, expected) in [
        ("a,b\n1,2\n3,4\n", json!([["a", 1, 3], ["b", 2, 4]])),
        // Decimal commas, with a byte order mark and Windows' line ends.
        ("\u{feff}a;b\r\n1,5;2\r\n3;4,25\r\n", json!([["a", 1.5, 3], ["b", 2, 4.25]])),
        // Quotes within quotes, a line break in a cell, a missing cell.
        ("x\ty\n1,5\t\"a \"\"quoted\"\"\nline\"\n2\t\n", json!([["x", 1.5, 2], ["y", "a \"quoted\"\nline", null]])),
        // Marks between thousands, of both kinds.
        ("\"1,234\",\"5\"\n\"2,000\",\"6\"\n", json!([["column 1", 1234, 2000], ["column 2", 5, 6]])),
        ("1.234,5;2\n7;8\n", json!([["column 1", 1234.5, 7], ["column 2", 2, 8]])),
        // The separator as Excel writes it, and comments.
        ("sep=|\na|b\n1|2\n", json!([["a", 1], ["b", 2]])),
        (
            "# made by hand\n\nname,comment\nA,\"hello, world\"\nB,NA\n",
            json!([["name", "A", "B"], ["comment", "hello, world", null]]),
        ),
        // The first line has numbers, so it has no names.
        ("2019,2020\n1,2\n", json!([["column 1", 2019, 1], ["column 2", 2020, 2]])),
        ("a,a,,a\n1,2,3,4", json!([["a", 1], ["a (2)", 2], ["column 3", 3], ["a (3)", 4]])),
        // Lines of different lengths.
        ("1,2,3\n4,5\n", json!([["column 1", 1, 4], ["column 2", 2, 5], ["column 3", 3, null]])),
        ("t;v\n0;1e-3\n1;2,5E+2\n", json!([["t", 0, 1], ["v", 0.001, 250]])),
        ("v\n1\nNaN\nn/a\n-\n?\n2\n", json!([["v", 1, null, null, null, null, 2]])),
        // What JavaScript takes for numbers and nobody else.
        ("v\n0x1f\nInfinity\n", json!([["v", "0x1f", "Infinity"]])),
        ("a,b\n1,\"without an end", json!([["a", 1], ["b", "without an end"]])),
    ] {
        assert_eq!(columns(&engine, text), expected, "{text:?}");
    }
    let error = engine.call(NAME, "parse", vec!["\n \n".into()]).unwrap_err();
    assert!(matches!(&error, CallError::Failed(text) if text.contains("every line is empty")), "{error}");
}

#[test]
fn the_example_is_shown_and_described() {
    let mut engine = engine();
    let id = plugin(&engine, NAME);
    let config = answers(&engine, id, "Example data", Record::new());
    let result = engine.block_on(engine.engine.run_op(id, "Example data", config, None)).unwrap();
    let rows = result.field("data").unwrap().to_json().unwrap();
    // Values of numpy for the same numbers.
    let mutant = &rows[3];
    assert_eq!(mutant["column"], "mutant; Δ27 (10⁶/ml)");
    assert_eq!((mutant["n"].as_i64(), mutant["missing"].as_i64()), (Some(9), Some(1)));
    for (field, expected) in [
        ("mean", 7.08),
        ("standard deviation", 7.684_918_672_308_771),
        ("least", 0.98),
        ("lower quartile", 2.05),
        ("median", 4.21),
        ("upper quartile", 8.7),
        ("greatest", 24.9),
    ] {
        assert!((mutant[field].as_f64().unwrap() - expected).abs() < 1e-12, "{field}: {}", mutant[field]);
    }
    assert_eq!((&rows[1]["different"], &rows[1]["most frequent"]), (&json!(2), &json!("A")));
    let user = User::new();
    let table = user.wait_for(&mut engine, window("imjoy/table"));
    assert_eq!(table.data.field("rows").unwrap().as_list().unwrap().len(), 10);
    let plot = user.wait_for(&mut engine, window("imjoy/plot")).data.to_json().unwrap();
    assert_eq!(plot["x"]["label"], "time (h)");
    let names: Vec<&str> =
        plot["series"].as_array().unwrap().iter().map(|line| line["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["wild type (10⁶/ml)", "mutant; Δ27 (10⁶/ml)", "temperature (°C)"]);
    // A gap where the cell is missing.
    assert_eq!(plot["series"][1]["y"][8], Json::Null);
}

#[test]
fn a_file_is_chosen_and_its_statistics_are_saved() {
    let mut engine = engine();
    let id = plugin(&engine, NAME);
    // In windows-1252: µ is one byte.
    let user = User::with_file("areas.csv", b"label;area (\xb5m\xb2)\n1;12,5\n2;37,5\n3;25\n");
    user.run(&engine, id, NAME, Record::new().with("save", true).with("kind", "points"), None);
    let plot = user.wait_for(&mut engine, window("imjoy/plot")).data.to_json().unwrap();
    assert_eq!((&plot["y"]["label"], &plot["series"][0]["type"]), (&json!("area (µm²)"), &json!("points")));
    user.wait_for(&mut engine, status("The statistics are saved"));
    assert_eq!(
        user.saved("areas-statistics.csv"),
        "column,n,missing,mean,standard deviation,least,lower quartile,median,upper quartile,greatest\n\
         label,3,0,2,1,1,1.5,2,2.5,3\n\
         area (µm²),3,0,25,12.5,12.5,18.75,25,31.25,37.5\n"
    );
    // The op Plot offers the columns of this table.
    user.run(&engine, id, "Plot", Record::new().with("x", "area (µm²)").with("y", "label"), None);
    let plot = user.wait_for(&mut engine, window("imjoy/plot")).data.to_json().unwrap();
    assert_eq!((&plot["x"]["label"], &plot["series"][0]["y"]), (&json!("area (µm²)"), &json!([1, 2, 3])));
}

#[test]
fn a_file_is_dropped_on_it() {
    let mut engine = engine();
    let user = User::with_file("dropped.tsv", "t\tv\n0\t1.5\n1\t2.5\n");
    let id = plugin(&engine, NAME);
    let config = answers(&engine, id, NAME, Record::new());
    let target = DropTarget::Plugin { plugin: id, op: NAME.into(), config };
    engine.engine.send(UiEvent::DropFiles { paths: user.files.clone(), target });
    assert_eq!(user.wait_for(&mut engine, status("dropped.tsv")), "dropped.tsv: 2 rows, 2 columns");
}

#[test]
fn what_is_wrong_is_one_sentence() {
    let engine = engine();
    let id = plugin(&engine, NAME);
    let is_told = |error: CallError, part: &str| {
        assert!(matches!(&error, CallError::Failed(text) if text.contains(part) && !text.contains('\n')), "{error}");
    };
    is_told(engine.call(NAME, "save", vec![]).unwrap_err(), "no table has been read yet");
    let config = answers(&engine, id, "Example data", Record::new().with("y", "no such column"));
    let run = engine.engine.run_op(id, "Example data", config, None);
    is_told(engine.block_on(run).unwrap_err(), "there is no column of numbers \"no such column\"");
}
