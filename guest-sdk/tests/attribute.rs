//! The attribute, natively: what is exported, how arguments arrive and results leave.
//!
//! Natively there is no host, so the generated code is driven by the SDK's own entry points.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::cell::Cell;

use imjoy_sdk::__private::{Exported, block_on_native};
use imjoy_sdk::{Context, Error, NdArray, Value, list, record};
use serde::{Deserialize, Serialize};

#[derive(Default)]
struct Example {
    ready: bool,
    runs: Cell<u32>,
}

#[derive(Serialize, Deserialize)]
struct Point {
    x: f64,
    y: f64,
}

/// Documentation.
#[imjoy_sdk::plugin(name = "example", type = "component", icon = "📐")]
impl Example {
    async fn setup(&mut self) -> Result<(), Error> {
        self.ready = true;
        Ok(())
    }

    async fn run(&self, my: Context) -> Result<impl Into<Value>, Error> {
        self.runs.set(self.runs.get() + 1);
        Ok(record! { "ready": self.ready, "op": my.op(), "runs": self.runs.get() })
    }

    pub fn add(&self, a: i64, b: i64) -> i64 {
        a + b
    }

    pub fn optional(&self, text: &str, number: Option<f64>, more: Value) -> Value {
        list![text, number, more]
    }

    pub async fn mirrored(&mut self, points: Vec<Point>) -> Vec<Point> {
        points.into_iter().map(|Point { x, y }| Point { x: y, y: x }).collect()
    }

    pub fn sum(&self, array: NdArray<f32>) -> Result<f32, Error> {
        Ok(array.data()?.iter().sum())
    }

    pub fn total(&self, numbers: &[f64], scale: &f64) -> f64 {
        numbers.iter().sum::<f64>() * scale
    }

    pub fn text_error(&self) -> Result<(), String> {
        Err("no luck".to_string())
    }

    pub fn parse(&self, text: String) -> Result<i64, std::num::ParseIntError> {
        text.parse()
    }

    pub fn nothing(&self) {}

    pub fn r#type(&self) -> &'static str {
        "raw"
    }

    pub fn _hidden(&self) {}

    #[allow(dead_code, reason = "that it is not exported is what is tested")]
    fn private(&self) {}

    #[allow(dead_code, reason = "that it is not exported is what is tested")]
    pub fn associated() {}
}

fn call(function: &str, arguments: Vec<Value>) -> Result<Value, Error> {
    block_on_native(Example::dispatch(Example::instance(), function.to_string(), arguments))
}

#[test]
fn public_methods_and_run_are_exported() {
    assert_eq!(
        Example::FUNCTIONS,
        ["run", "add", "optional", "mirrored", "sum", "total", "text_error", "parse", "nothing", "type"]
    );
}

#[test]
fn setup_changes_the_one_instance() {
    block_on_native(<Example as Exported>::setup(Example::instance())).unwrap();
    let context = record! { "config": record! { "type": "blur" } };
    let expected = |runs: u32, op: &str| Ok(record! { "ready": true, "op": op, "runs": runs }.into());
    assert_eq!(call("run", vec![context.into()]), expected(1, "blur"));
    assert_eq!(call("run", vec![]), expected(2, ""));
    assert_eq!(call("run", vec![Value::Null, 1.into()]), expected(3, ""));
}

#[test]
fn arguments_arrive_in_their_types() {
    assert_eq!(call("add", vec![1.into(), 2.0.into()]), Ok(3.into()));
    assert_eq!(call("optional", vec!["a".into()]), Ok(list!["a", (), Value::Absent]));
    let points = list![record! { "x": 1, "y": 2 }];
    assert_eq!(call("mirrored", vec![points]), Ok(list![record! { "x": 2.0, "y": 1.0 }]));
    let array = NdArray::from_vec([3], vec![1.0f32, 2.0, 3.0]).unwrap();
    assert_eq!(call("sum", vec![array.into()]), Ok(6.0.into()));
    assert_eq!(call("total", vec![list![1, 2], 2.into()]), Ok(6.0.into()));
}

#[test]
fn results_leave_as_values_and_errors() {
    assert_eq!(call("nothing", vec![]), Ok(Value::Null));
    assert_eq!(call("type", vec![]), Ok("raw".into()));
    assert_eq!(call("text_error", vec![]), Err(Error::failed("no luck")));
    assert_eq!(call("parse", vec!["12".into()]), Ok(12.into()));
    assert_eq!(call("parse", vec!["x".into()]), Err(Error::failed("invalid digit found in string")));
}

#[test]
fn wrong_calls_are_told_exactly() {
    let invalid = |message: &str| Err(Error::invalid(message));
    assert_eq!(call("add", vec![1.into()]), invalid("`add`: argument 2 (`b`) is missing: expected i64, found nothing"));
    assert_eq!(
        call("add", vec![1.into(), "b".into()]),
        invalid("`add`: argument 2 (`b`): expected i64, found the text \"b\"")
    );
    assert_eq!(call("add", vec![1.into(), 2.into(), 3.into()]), invalid("`add` takes 2 arguments, 3 were given"));
    assert_eq!(
        call("mirrored", vec![list![record! { "x": 1 }]]),
        invalid("`mirrored`: argument 1 (`points`): item 1: field `y` is missing")
    );
    assert_eq!(
        call("sum", vec![NdArray::<u8>::zeros([1]).unwrap().into()]),
        invalid("`sum`: argument 1 (`array`): expected an ndarray of float32, found one of uint8")
    );
    for name in ["_hidden", "private", "associated", "setup", "no such"] {
        assert_eq!(
            call(name, vec![]),
            Err(Error::not_found(format!("function \"{name}\" of example is not available.")))
        );
    }
}
