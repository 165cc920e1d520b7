//! What holds for any input: nothing panics, memory is given back, arrays do not see each other's
//! changes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use imjoy_arrays::image::{
    BinaryMorphology, Boundary, NeighbourhoodFilter, convolve, distance_transform, filter, gaussian_filter, label,
    measure_regions, morphology, threshold_otsu,
};
use imjoy_arrays::{
    Accumulation, Array, ArrayError, BinaryOperation, Bins, Computation, DataType, Index, Memory, Numbers, Operand,
    Padding, Reduction, Scalar, Selection, Slice, Stop, UnaryOperation, accumulate, apply, as_type, assign,
    broadcast_to, choose, clip, combine, concatenate, count_integers, flip, histogram, matrix_product, nonzero, pad,
    reduce, repeat, reshape, roll, search_sorted, select, sort, sort_positions, stack, take, transpose, unique,
};
use proptest::prelude::*;
use std::time::Duration;

/// Enough for small arrays, too little for what a wild argument asks for.
const MEMORY: usize = 1 << 20;

fn data_type() -> impl Strategy<Value = DataType> {
    prop::sample::select(DataType::ALL.to_vec())
}

/// Small arrays of any type with any bytes, some of them at addresses that do not suit the type.
fn array() -> impl Strategy<Value = Array> {
    (data_type(), prop::collection::vec(0u64..4, 0..4), any::<u64>(), 0usize..3).prop_map(
        |(data_type, shape, seed, shift)| {
            let length = shape.iter().product::<u64>() as usize * data_type.size();
            let mut state = seed | 1;
            let bytes: Vec<u8> = (0..length + shift)
                .map(|_| {
                    state ^= state << 13;
                    state ^= state >> 7;
                    state ^= state << 17;
                    (state >> 32) as u8
                })
                .collect();
            Array::new(data_type, &shape, bytes::Bytes::from(bytes).slice(shift..)).unwrap()
        },
    )
}

fn number() -> impl Strategy<Value = i64> {
    prop_oneof![-4i64..6, any::<i64>(), Just(i64::MIN), Just(i64::MAX)]
}

fn axis() -> impl Strategy<Value = Option<i32>> {
    prop::option::of(prop_oneof![-4i32..5, any::<i32>()])
}

fn index() -> impl Strategy<Value = Index> {
    prop_oneof![
        number().prop_map(Index::At),
        (prop::option::of(number()), prop::option::of(number()), number())
            .prop_map(|(start, stop, step)| Index::Slice(Slice { start, stop, step })),
        Just(Index::NewAxis),
        Just(Index::Ellipsis),
    ]
}

fn scalar() -> impl Strategy<Value = Scalar> {
    prop_oneof![
        any::<bool>().prop_map(Scalar::Boolean),
        number().prop_map(Scalar::Integer),
        any::<u64>().prop_map(Scalar::Unsigned),
        any::<f64>().prop_map(Scalar::Float),
    ]
}

fn operand() -> impl Strategy<Value = Operand> {
    prop_oneof![array().prop_map(Operand::Array), scalar().prop_map(Operand::Scalar)]
}

fn selection() -> impl Strategy<Value = Selection> {
    prop_oneof![
        prop::collection::vec(index(), 0..5).prop_map(Selection::Basic),
        array().prop_map(Selection::Mask),
        prop::collection::vec(array(), 0..3).prop_map(Selection::Points),
    ]
}

fn boundary() -> impl Strategy<Value = Boundary> {
    prop_oneof![
        Just(Boundary::Reflect),
        Just(Boundary::Mirror),
        Just(Boundary::Nearest),
        Just(Boundary::Wrap),
        any::<f64>().prop_map(Boundary::Constant),
    ]
}

/// Runs `operation`, then checks that all memory has been given back.
fn run(operation: impl FnOnce(&Computation)) {
    let memory = Memory::new(MEMORY);
    operation(&Computation::new(memory.clone(), Stop::default(), Some(Duration::from_secs(20))));
    assert_eq!(memory.used(), 0, "memory is kept by nobody");
}

/// What every result must be.
fn check(result: Result<Array, ArrayError>) {
    match result {
        Ok(array) => assert_eq!(array.data().len(), array.len() * array.data_type().size()),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn elementwise(left in operand(), right in operand(), array in array(), to in data_type(), saturating: bool) {
        use BinaryOperation as B;
        use UnaryOperation as U;
        run(|computation| {
            for operation in [B::Add, B::Subtract, B::Multiply, B::Divide, B::FloorDivide, B::Remainder, B::Power, B::Minimum,
                B::Arctan2, B::Hypot, B::Equal, B::Less, B::GreaterEqual, B::LogicalXor, B::BitwiseAnd, B::LeftShift, B::RightShift] {
                check(combine(computation, operation, &left, &right));
            }
            for operation in [U::Negative, U::Absolute, U::Sign, U::Square, U::Sqrt, U::Exp, U::Log, U::Round, U::Reciprocal,
                U::LogicalNot, U::BitwiseNot, U::IsNan, U::IsInfinite] {
                check(apply(computation, operation, &array));
            }
            check(choose(computation, &array, &left, &right));
            check(clip(computation, &array, Some(&left), Some(&right)));
            check(as_type(computation, &array, to, saturating));
        });
    }

    #[test]
    fn reductions_and_orders(array in array(), other in array(), axis in axis(), keep: bool, number in any::<f64>(), count in 0u32..9) {
        run(|computation| {
            let axes = axis.map(|axis| vec![axis]);
            for operation in [Reduction::Sum, Reduction::Product, Reduction::Mean, Reduction::Variance(number),
                Reduction::StandardDeviation(1.0), Reduction::Minimum, Reduction::Maximum, Reduction::Argmin, Reduction::Argmax,
                Reduction::Median, Reduction::Quantile(number), Reduction::Any, Reduction::All, Reduction::CountNonzero] {
                check(reduce(computation, operation, &array, axes.as_deref(), keep));
                check(reduce(computation, operation, &array, Some(&[0, -1]), keep));
            }
            for operation in [Accumulation::Sum, Accumulation::Product, Accumulation::Minimum, Accumulation::Maximum] {
                check(accumulate(computation, operation, &array, axis));
            }
            check(sort(computation, &array, axis));
            check(sort_positions(computation, &array, axis));
            check(unique(computation, &array).map(|unique| unique.inverse));
            check(count_integers(computation, &array, Some(&other), u64::from(count)));
            check(search_sorted(computation, &array, &other, keep));
            for bins in [Bins::Count(count), Bins::Between(count, -number, number), Bins::Edges(vec![number; count as usize])] {
                check(histogram(computation, &array, &bins, keep.then_some(&other)).map(|histogram| histogram.counts));
            }
            for positions in nonzero(computation, &array).unwrap_or_default() {
                check(Ok(positions));
            }
        });
    }

    #[test]
    fn shapes(array in array(), other in array(), axis in axis(), numbers in prop::collection::vec(number(), 0..4), n in number()) {
        run(|computation| {
            let axes: Vec<i32> = numbers.iter().map(|number| *number as i32).collect();
            let lengths: Vec<u64> = numbers.iter().map(|number| *number as u64).collect();
            check(reshape(&array, &numbers));
            check(transpose(computation, &array, Some(&axes)));
            check(transpose(computation, &array, None));
            check(flip(computation, &array, Some(&axes)));
            check(roll(computation, &array, n, axis));
            check(repeat(computation, &array, n as u64, axis));
            check(broadcast_to(computation, &array, &lengths));
            let widths: Vec<(u64, u64)> = lengths.iter().map(|length| (*length, n as u64)).collect();
            for padding in [Padding::Constant(Scalar::Integer(n)), Padding::Edge, Padding::Reflect, Padding::Symmetric, Padding::Wrap] {
                check(pad(computation, &array, &widths, padding));
            }
            check(concatenate(computation, &[array.clone(), other.clone()], axis.unwrap_or(0)));
            check(stack(computation, &[array.clone(), array.clone()], axis.unwrap_or(0)));
            check(matrix_product(computation, &array, &other));
            check(Array::full(computation, array.data_type(), &lengths, Scalar::Integer(n)));
            check(Array::range(computation, Scalar::Integer(n), Scalar::Integer(7), Scalar::Integer(3), None));
            check(Array::range(computation, Scalar::Float(n as f64), Scalar::Unsigned(9), Scalar::Float(0.5), Some(array.data_type())));
            check(Array::linspace(computation, 0.0, n as f64, n as u64, true));
            check(Array::from_numbers(computation, array.data_type(), &lengths, Numbers::Integers(&numbers)));
        });
    }

    #[test]
    fn selections(array in array(), selection in selection(), values in operand(), positions in array(), axis in axis()) {
        run(|computation| {
            check(take(computation, &array, &positions, axis));
            let before = array.data();
            let selected = select(computation, &array, &selection);
            let mut changed = array.clone();
            let assigned = assign(computation, &mut changed, &selection, &values);
            assert_eq!(array.data(), before, "another array has changed");
            if assigned.is_err() {
                assert_eq!(changed.data(), before, "a failed assignment has changed something");
            } else {
                // What can be written to can be read, and has the same shape.
                let written = select(computation, &changed, &selection).unwrap();
                assert_eq!(written.shape(), selected.as_ref().unwrap().shape());
            }
            check(selected);
        });
    }

    #[test]
    fn images(image in array(), other in array(), boundary in boundary(), number in any::<f64>(), size in prop_oneof![0u32..6, any::<u32>()]) {
        run(|computation| {
            check(gaussian_filter(computation, &image, &[number], boundary));
            check(gaussian_filter(computation, &image, &[1.5], boundary));
            for operation in [NeighbourhoodFilter::Mean, NeighbourhoodFilter::Median, NeighbourhoodFilter::Minimum, NeighbourhoodFilter::Maximum] {
                check(filter(computation, &image, operation, &[size], boundary));
            }
            check(convolve(computation, &image, &other, boundary));
            let _ = threshold_otsu(computation, &image);
            check(label(computation, &image, size).map(|labelled| labelled.labels));
            check(measure_regions(computation, &image, Some(&other)).map(|regions| regions.centroids));
            for operation in [BinaryMorphology::Erosion, BinaryMorphology::Dilation, BinaryMorphology::Opening,
                BinaryMorphology::Closing, BinaryMorphology::FillHoles] {
                check(morphology(computation, &image, operation, None, size));
                check(morphology(computation, &image, operation, Some(&other), 2));
            }
            check(distance_transform(computation, &image, &[number]));
            check(distance_transform(computation, &image, &[]));
        });
    }

    /// A selection by slices has the elements that Python would give.
    #[test]
    fn slices(length in 0u64..8, start in prop::option::of(-10i64..10), stop in prop::option::of(-10i64..10), step in -4i64..5) {
        prop_assume!(step != 0);
        let numbers: Vec<i64> = (0..length as i64).collect();
        let computation = Computation::new(Memory::new(MEMORY), Stop::default(), None);
        let array = Array::from_numbers(&computation, DataType::Int64, &[length], Numbers::Integers(&numbers)).unwrap();
        let slice = Index::Slice(Slice { start, stop, step });
        let selected = select(&computation, &array, &Selection::Basic(vec![slice])).unwrap();

        let end = |position: Option<i64>, default: i64| position.map_or(default, |position| if position < 0 { position + length as i64 } else { position });
        let (mut place, end) = if step > 0 {
            (end(start, 0).max(0), end(stop, length as i64))
        } else {
            (end(start, length as i64 - 1).min(length as i64 - 1), stop.map_or(-1, |stop| end(Some(stop), 0).max(-1)))
        };
        let mut expected = Vec::new();
        while if step > 0 { place < end.min(length as i64) } else { place > end } {
            if place >= 0 {
                expected.push(place);
            }
            place += step;
        }
        let elements: Vec<i64> = selected.data().chunks_exact(8).map(|bytes| i64::from_le_bytes(bytes.try_into().unwrap())).collect();
        prop_assert_eq!(elements, expected);
    }
}

#[test]
fn memory_is_limited() {
    let memory = Memory::new(1000);
    let computation = Computation::new(memory.clone(), Stop::default(), None);
    let array = Array::full(&computation, DataType::Uint8, &[600], Scalar::Integer(1)).unwrap();
    assert_eq!(memory.used(), 600);
    let error = as_type(&computation, &array, DataType::Float64, false).unwrap_err();
    assert_eq!(error, ArrayError::Memory { limit: 1000 });
    assert!(error.is_limit());
    let part = select(
        &computation,
        &array,
        &Selection::Basic(vec![Index::Slice(Slice { start: Some(1), stop: None, step: 1 })]),
    );
    drop(array);
    assert_eq!(memory.used(), 600, "a part without a copy holds the whole");
    drop(part);
    assert_eq!(memory.used(), 0);
}

#[test]
fn elements_that_nobody_else_has_are_changed_in_place() {
    let memory = Memory::new(1000);
    let computation = Computation::new(memory.clone(), Stop::default(), None);
    let mut array = Array::full(&computation, DataType::Uint8, &[600], Scalar::Integer(1)).unwrap();
    let first = Selection::Basic(vec![Index::At(0)]);
    assign(&computation, &mut array, &first, &Operand::Scalar(Scalar::Integer(2))).unwrap();
    assert_eq!(memory.used(), 600);

    let buffer = array.data();
    let error = assign(&computation, &mut array, &first, &Operand::Scalar(Scalar::Integer(3))).unwrap_err();
    assert_eq!(error, ArrayError::Memory { limit: 1000 }, "a copy has no room");
    assert_eq!(buffer[0], 2);
    drop(buffer);
    assign(&computation, &mut array, &first, &Operand::Scalar(Scalar::Integer(3))).unwrap();
    assert_eq!(array.element(&[0]).unwrap(), Scalar::Integer(3));
}

#[test]
fn operations_end_when_they_are_stopped() {
    let stop = Stop::default();
    let computation = Computation::new(Memory::new(1 << 28), stop.clone(), None);
    let array = Array::full(&computation, DataType::Float32, &[1 << 20], Scalar::Float(2.0)).unwrap();
    stop.stop();
    assert_eq!(apply(&computation, UnaryOperation::Sqrt, &array).unwrap_err(), ArrayError::Stopped);

    let computation = Computation::new(Memory::new(1 << 28), Stop::default(), Some(Duration::ZERO));
    let error = filter(
        &computation,
        &reshape(&array, &[1024, 1024]).unwrap(),
        NeighbourhoodFilter::Median,
        &[99],
        Boundary::Wrap,
    );
    assert_eq!(error.unwrap_err(), ArrayError::TooLong { limit: Duration::ZERO });
}
