//! How long operations take, against the same with the crate `ndarray`: medians over rounds in
//! which both take turns. Filters and labels, which `ndarray` has not, are given in time alone.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a benchmark may fail by a panic"
)]

use imjoy_arrays::image::{Boundary, NeighbourhoodFilter, distance_transform, filter, gaussian_filter, label};
use imjoy_arrays::{
    Array, BinaryOperation, Computation, DataType, Index, Memory, Numbers, Operand, Reduction, Scalar, Selection,
    Slice, Stop, UnaryOperation, apply, as_type, combine, matrix_product, reduce, select, transpose,
};
use ndarray::{Array2, Axis, s};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Length of each axis.
const SIDE: usize = 2048;
/// Length of each axis of matrices that are multiplied.
const MATRIX_SIDE: usize = 512;
/// How often each way is taken.
const ROUNDS: usize = 15;

fn computation() -> Computation {
    Computation::new(Memory::new(1 << 32), Stop::default(), None)
}

fn number(index: usize) -> f64 {
    (index.wrapping_mul(2_654_435_761) % 10_007) as f64 / 10.0
}

/// The same image for both.
fn images(side: usize) -> (Array, Array2<f64>) {
    let numbers: Vec<f64> = (0..side * side).map(number).collect();
    let shape = [side as u64, side as u64];
    let ours = Array::from_numbers(&computation(), DataType::Float64, &shape, Numbers::Floats(&numbers)).unwrap();
    (ours, Array2::from_shape_vec((side, side), numbers).unwrap())
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}

fn time<R>(operation: &mut dyn FnMut() -> R) -> Duration {
    let started = Instant::now();
    let result = black_box(operation());
    let time = started.elapsed();
    drop(result);
    time
}

/// Both ways in turns; prints the medians and their ratio.
fn compare<R, S>(name: &str, mut ours: impl FnMut() -> R, mut theirs: impl FnMut() -> S) {
    let (mut own_times, mut other_times) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        own_times.push(time(&mut ours));
        other_times.push(time(&mut theirs));
    }
    let (own, other) = (median(own_times), median(other_times));
    println!("{name}: {own:.2} ms, ndarray {other:.2} ms, {:.2} times", own / other);
}

fn alone<R>(name: &str, mut operation: impl FnMut() -> R) {
    println!("{name}: {:.1} ms", median((0..ROUNDS).map(|_| time(&mut operation)).collect()));
}

fn main() {
    let (ours, theirs) = images(SIDE);
    let operand = Operand::Array(ours.clone());
    let of_two = |operation| combine(&computation(), operation, &operand, &operand).unwrap();
    let with = |operation, number| {
        combine(&computation(), operation, &operand, &Operand::Scalar(Scalar::Float(number))).unwrap()
    };
    compare("a + b", || of_two(BinaryOperation::Add), || &theirs + &theirs);
    compare("a * 2.5", || with(BinaryOperation::Multiply, 2.5), || &theirs * 2.5);
    compare("a > 500", || with(BinaryOperation::Greater, 500.0), || theirs.mapv(|element| element > 500.0));
    compare("sqrt a", || apply(&computation(), UnaryOperation::Sqrt, &ours).unwrap(), || theirs.sqrt());
    compare("exp a", || apply(&computation(), UnaryOperation::Exp, &ours).unwrap(), || theirs.exp());
    let row = Operand::Array(select(&computation(), &ours, &Selection::Basic(vec![Index::At(0)])).unwrap());
    let their_row = theirs.row(0).to_owned();
    compare(
        "a - row",
        || combine(&computation(), BinaryOperation::Subtract, &operand, &row).unwrap(),
        || &theirs - &their_row,
    );
    let of_axis = |operation, axis: Option<&[i32]>| reduce(&computation(), operation, &ours, axis, false).unwrap();
    compare("sum", || of_axis(Reduction::Sum, None), || theirs.sum());
    compare("sum along 0", || of_axis(Reduction::Sum, Some(&[0])), || theirs.sum_axis(Axis(0)));
    compare("sum along 1", || of_axis(Reduction::Sum, Some(&[1])), || theirs.sum_axis(Axis(1)));
    compare("standard deviation", || of_axis(Reduction::StandardDeviation(0.0), None), || theirs.std(0.0));
    compare(
        "maximum",
        || of_axis(Reduction::Maximum, None),
        || theirs.fold(f64::MIN, |most, element| most.max(*element)),
    );
    compare(
        "transpose, copied",
        || transpose(&computation(), &ours, None).unwrap(),
        || theirs.t().as_standard_layout().into_owned(),
    );
    let every_third = Slice { start: None, stop: None, step: 3 };
    let selection = Selection::Basic(vec![Index::Slice(every_third), Index::Slice(every_third)]);
    compare(
        "a[::3, ::3]",
        || select(&computation(), &ours, &selection).unwrap(),
        || theirs.slice(s![..;3, ..;3]).to_owned(),
    );
    compare(
        "to float32",
        || as_type(&computation(), &ours, DataType::Float32, false).unwrap(),
        || theirs.mapv(|element| element as f32),
    );
    let bytes = as_type(&computation(), &ours, DataType::Uint8, true).unwrap();
    let their_bytes = theirs.mapv(|element| element as u8);
    let byte_operand = Operand::Array(bytes.clone());
    compare(
        "uint8 * 2.5 as float64",
        || {
            combine(&computation(), BinaryOperation::Multiply, &byte_operand, &Operand::Scalar(Scalar::Float(2.5)))
                .unwrap()
        },
        || their_bytes.mapv(|element| f64::from(element) * 2.5),
    );
    let (left, their_left) = images(MATRIX_SIDE);
    compare(
        "product of matrices 512²",
        || matrix_product(&computation(), &left, &left).unwrap(),
        || their_left.dot(&their_left),
    );

    let mask = with(BinaryOperation::Greater, 500.0);
    let box_filter =
        |image: &Array, operation, size| filter(&computation(), image, operation, &[size], Boundary::Reflect).unwrap();
    alone("gaussian, sigma 2", || gaussian_filter(&computation(), &ours, &[2.0], Boundary::Reflect).unwrap());
    alone("mean of 9²", || box_filter(&ours, NeighbourhoodFilter::Mean, 9));
    alone("maximum of 9²", || box_filter(&ours, NeighbourhoodFilter::Maximum, 9));
    alone("median of 5², uint8", || box_filter(&bytes, NeighbourhoodFilter::Median, 5));
    alone("median of 3², float64", || box_filter(&ours, NeighbourhoodFilter::Median, 3));
    alone("label, 8 neighbours", || label(&computation(), &mask, 2).unwrap());
    alone("distances", || distance_transform(&computation(), &mask, &[]).unwrap());
}
