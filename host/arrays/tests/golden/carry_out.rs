//! The operation of each kind of case.

use crate::vectors::{Case, Vectors, data_type, scalar};
use imjoy_arrays::image::{
    BinaryMorphology, Boundary, NeighbourhoodFilter, convolve, distance_transform, filter, gaussian_filter, label,
    measure_regions, morphology, threshold_otsu,
};
use imjoy_arrays::{
    Accumulation, Array, ArrayError, BinaryOperation, Bins, Computation, Index, Operand, Padding, Reduction, Scalar,
    Selection, Slice, UnaryOperation, accumulate, apply, as_type, assign, broadcast_to, choose, clip, combine,
    concatenate, count_integers, flip, histogram, matrix_product, nonzero, pad, reduce, repeat, reshape, roll,
    search_sorted, select, sort, sort_positions, stack, take, transpose, unique,
};
use serde_json::Value;

/// Finds a variant by its name.
macro_rules! named {
    ($type:ident, $name:expr; $($variant:ident)*) => {
        match $name {
            $(stringify!($variant) => $type::$variant,)*
            other => panic!("there is no {other}"),
        }
    };
}

fn integers(json: &Value) -> Vec<i64> {
    json.as_array().unwrap().iter().map(|number| number.as_i64().unwrap()).collect()
}

fn floats(json: &Value) -> Vec<f64> {
    json.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn axes(json: &Value) -> Option<Vec<i32>> {
    json.as_array().map(|axes| axes.iter().map(|axis| axis.as_i64().unwrap() as i32).collect())
}

fn unsigned(json: &Value) -> Vec<u64> {
    integers(json).into_iter().map(|number| number as u64).collect()
}

/// The results of a case.
pub fn carry_out(computation: &Computation, vectors: &Vectors, case: &Case) -> Result<Vec<Array>, ArrayError> {
    let (inputs, operands, arguments) = (vectors.inputs(case), vectors.operands(case), &case.json["a"]);
    let first = inputs.first();
    let first = || first.unwrap();
    let axis = arguments["axis"].as_i64().map(|axis| axis as i32);
    let operation = case.json["op"].as_str().unwrap_or_default();
    let one = match case.json["k"].as_str().unwrap() {
        "unary" => apply(computation, unary(operation), first()),
        "binary" => combine(computation, binary(operation), &operands[0], &operands[1]),
        "choose" => choose(computation, first(), &operands[1], &operands[2]),
        "clip" => {
            let bound = |name: &str| arguments[name].get("n").map(|number| Operand::Scalar(scalar(number)));
            clip(computation, first(), bound("lo").as_ref(), bound("hi").as_ref())
        }
        "cast" => as_type(computation, first(), data_type(arguments["to"].as_str().unwrap()), false),
        "saturate" => as_type(computation, first(), data_type(arguments["to"].as_str().unwrap()), true),
        "reduce" => {
            let reduction = reduction(operation, arguments["p"].as_f64().unwrap_or(0.0));
            let keep = arguments["keep"].as_bool().unwrap();
            reduce(computation, reduction, first(), axes(&arguments["axes"]).as_deref(), keep)
        }
        "accumulate" => {
            let operation = named!(Accumulation, operation; Sum Product Minimum Maximum);
            accumulate(computation, operation, first(), axis)
        }
        "sort" => sort(computation, first(), axis),
        "argsort" => sort_positions(computation, first(), axis),
        "unique" => {
            let unique = unique(computation, first())?;
            return Ok(vec![unique.values, unique.counts, unique.inverse]);
        }
        "nonzero" => return nonzero(computation, first()),
        "search" => search_sorted(computation, first(), &inputs[1], arguments["after"].as_bool().unwrap()),
        "count" => count_integers(computation, first(), inputs.get(1), arguments["m"].as_u64().unwrap()),
        "histogram" => {
            let histogram = histogram(computation, first(), &bins(arguments), inputs.get(1))?;
            return Ok(vec![histogram.counts, histogram.edges]);
        }
        "reshape" => reshape(first(), &integers(&arguments["shape"])),
        "transpose" => transpose(computation, first(), axes(&arguments["axes"]).as_deref()),
        "flip" => flip(computation, first(), axes(&arguments["axes"]).as_deref()),
        "roll" => roll(computation, first(), arguments["n"].as_i64().unwrap(), axis),
        "repeat" => repeat(computation, first(), arguments["n"].as_u64().unwrap(), axis),
        "broadcast" => broadcast_to(computation, first(), &unsigned(&arguments["shape"])),
        "pad" => {
            let widths: Vec<(u64, u64)> =
                arguments["w"].as_array().unwrap().iter().map(unsigned).map(|pair| (pair[0], pair[1])).collect();
            let padding = match arguments["mode"].as_str().unwrap() {
                "Constant" => Padding::Constant(Scalar::Integer(9)),
                mode => named!(Padding, mode; Edge Reflect Symmetric Wrap),
            };
            pad(computation, first(), &widths, padding)
        }
        "concat" => concatenate(computation, &inputs, axis.unwrap()),
        "stack" => stack(computation, &inputs, axis.unwrap()),
        "take" => take(computation, first(), &inputs[1], axis),
        "matrix" => matrix_product(computation, first(), &inputs[1]),
        "range" => {
            let numbers: Vec<Scalar> = arguments["n"].as_array().unwrap().iter().map(scalar).collect();
            Array::range(computation, numbers[0], numbers[1], numbers[2], None)
        }
        "linspace" => {
            let numbers = &arguments["n"];
            let (start, stop) = (numbers[0].as_f64().unwrap(), numbers[1].as_f64().unwrap());
            Array::linspace(computation, start, stop, numbers[2].as_u64().unwrap(), numbers[3].as_bool().unwrap())
        }
        "select" | "mask" | "points" => select(computation, first(), &selection(case, &inputs, &operands)),
        "assign" | "mask_assign" | "points_assign" => {
            let mut array = first().clone();
            let values = if case.json["k"] == "mask_assign" { &operands[2] } else { &operands[1] };
            let assigned = assign(computation, &mut array, &selection(case, &inputs, &operands), values);
            if assigned.is_err() {
                assert_eq!(&array, first(), "after an error nothing has changed");
            }
            assigned.map(|()| array)
        }
        _ => return of_image(computation, case, &inputs).map(|results| results.into_iter().collect()),
    };
    one.map(|array| vec![array])
}

fn of_image(computation: &Computation, case: &Case, inputs: &[Array]) -> Result<Vec<Array>, ArrayError> {
    let (image, arguments) = (&inputs[0], &case.json["a"]);
    let boundary = || match arguments["mode"].as_str().unwrap() {
        "Constant" => Boundary::Constant(3.0),
        mode => named!(Boundary, mode; Reflect Mirror Nearest Wrap),
    };
    let one = match case.json["k"].as_str().unwrap() {
        "gaussian" => gaussian_filter(computation, image, &floats(&arguments["p"]), boundary()),
        "filter" => {
            let operation = case.json["op"].as_str().unwrap();
            let operation = named!(NeighbourhoodFilter, operation; Mean Median Minimum Maximum);
            let size: Vec<u32> = integers(&arguments["p"]).into_iter().map(|size| size as u32).collect();
            filter(computation, image, operation, &size, boundary())
        }
        "convolve" => convolve(computation, image, &inputs[1], boundary()),
        "otsu" => {
            let threshold = threshold_otsu(computation, image)?;
            Array::linspace(computation, threshold, threshold, 1, true).and_then(|array| reshape(&array, &[]))
        }
        "label" => {
            let connectivity = arguments["conn"].as_u64().unwrap() as u32;
            label(computation, image, connectivity).map(|labelled| labelled.labels)
        }
        "regions" => {
            let regions = measure_regions(computation, image, inputs.get(1))?;
            let (labels, intensities) = (regions.labels, regions.intensities.unwrap());
            // scikit-image gives labels as Python's numbers.
            let labels = as_type(computation, &labels, imjoy_arrays::DataType::Int64, false)?;
            return Ok(vec![
                labels,
                regions.areas,
                regions.centroids,
                regions.lower_bounds,
                regions.upper_bounds,
                intensities,
            ]);
        }
        "morphology" => {
            let operation = case.json["op"].as_str().unwrap();
            let operation = named!(BinaryMorphology, operation; Erosion Dilation Opening Closing FillHoles);
            morphology(computation, image, operation, inputs.get(1), arguments["n"].as_u64().unwrap() as u32)
        }
        "distance" => distance_transform(computation, image, &floats(&arguments["p"])),
        other => panic!("there is no operation {other}"),
    };
    one.map(|array| vec![array])
}

fn selection(case: &Case, inputs: &[Array], operands: &[Operand]) -> Selection {
    match case.json["k"].as_str().unwrap() {
        "select" | "assign" => Selection::Basic(case.json["a"]["ix"].as_array().unwrap().iter().map(index).collect()),
        "mask" | "mask_assign" => Selection::Mask(inputs[1].clone()),
        "points" => Selection::Points(inputs[1..].to_vec()),
        _ => {
            let arrays = operands[2..].iter().map(|operand| match operand {
                Operand::Array(array) => array.clone(),
                Operand::Scalar(_) => panic!("positions are arrays"),
            });
            Selection::Points(arrays.collect())
        }
    }
}

fn index(json: &Value) -> Index {
    match json {
        Value::Number(position) => Index::At(position.as_i64().unwrap()),
        Value::String(text) if text == "new" => Index::NewAxis,
        Value::String(_) => Index::Ellipsis,
        slice => {
            Index::Slice(Slice { start: slice[0].as_i64(), stop: slice[1].as_i64(), step: slice[2].as_i64().unwrap() })
        }
    }
}

fn bins(arguments: &Value) -> Bins {
    if arguments["e"].is_array() {
        return Bins::Edges(floats(&arguments["e"]));
    }
    let count = arguments["n"].as_u64().unwrap() as u32;
    match (arguments["lo"].as_f64(), arguments["hi"].as_f64()) {
        (Some(low), Some(high)) => Bins::Between(count, low, high),
        _ => Bins::Count(count),
    }
}

fn reduction(name: &str, parameter: f64) -> Reduction {
    match name {
        "Variance" => Reduction::Variance(parameter),
        "StandardDeviation" => Reduction::StandardDeviation(parameter),
        "Quantile" => Reduction::Quantile(parameter),
        name => named!(Reduction, name;
            Sum Product Mean Minimum Maximum Argmin Argmax Median Any All CountNonzero),
    }
}

fn unary(name: &str) -> UnaryOperation {
    named!(UnaryOperation, name;
        Negative Absolute Sign Square Sqrt Cbrt Exp Expm1 Log Log2 Log10 Log1p Sin Cos Tan Arcsin Arccos Arctan
        Sinh Cosh Tanh Floor Ceil Round Trunc Reciprocal LogicalNot BitwiseNot IsNan IsFinite IsInfinite)
}

fn binary(name: &str) -> BinaryOperation {
    named!(BinaryOperation, name;
        Add Subtract Multiply Divide FloorDivide Remainder Power Minimum Maximum Arctan2 Hypot Equal NotEqual
        Less LessEqual Greater GreaterEqual LogicalAnd LogicalOr LogicalXor BitwiseAnd BitwiseOr BitwiseXor
        LeftShift RightShift)
}
