//! A real image, measured as scikit-image 0.26 and scipy 1.17 measure it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use imjoy_arrays::image::{
    BinaryMorphology, Boundary, NeighbourhoodFilter, convolve, distance_transform, filter, gaussian_filter, label,
    measure_regions, morphology, threshold_otsu,
};
use imjoy_arrays::{
    Array, BinaryOperation, Computation, DataType, Memory, Numbers, Operand, Reduction, Scalar, Stop, UnaryOperation,
    apply, as_type, combine, reduce,
};

fn computation() -> Computation {
    Computation::new(Memory::new(1 << 28), Stop::default(), None)
}

/// Greek coins, 303 × 384 bytes.
fn coins() -> Array {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/images/coins.png");
    let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut bytes).unwrap();
    assert_eq!((frame.color_type, frame.bit_depth), (png::ColorType::Grayscale, png::BitDepth::Eight));
    Array::new(DataType::Uint8, &[303, 384], bytes.into()).unwrap()
}

/// Where a coin is brighter than Otsu's threshold.
fn mask() -> Array {
    let threshold = Operand::Scalar(Scalar::Float(threshold_otsu(&computation(), &coins()).unwrap()));
    combine(&computation(), BinaryOperation::Greater, &Operand::Array(coins()), &threshold).unwrap()
}

fn sum(array: &Array) -> f64 {
    let sum = reduce(&computation(), Reduction::Sum, array, None, false).unwrap();
    as_number(sum.element(&[]).unwrap())
}

fn at(array: &Array, position: &[i64]) -> f64 {
    as_number(array.element(position).unwrap())
}

fn as_number(scalar: Scalar) -> f64 {
    match scalar {
        Scalar::Boolean(value) => f64::from(u8::from(value)),
        Scalar::Integer(number) => number as f64,
        Scalar::Unsigned(number) => number as f64,
        Scalar::Float(number) => number,
    }
}

#[track_caller]
fn assert_close(number: f64, expected: f64) {
    assert!((number - expected).abs() <= 1e-12 * expected.abs(), "{number} instead of {expected}");
}

#[test]
fn coins_are_separated_from_the_background() {
    assert_eq!(threshold_otsu(&computation(), &coins()).unwrap(), 107.0);
    assert_eq!(sum(&mask()), 45117.0);
}

#[test]
fn coins_are_labelled() {
    // The sum of each label times its place modulo 1000 tells other numberings apart.
    for (connectivity, count, total, weighted) in
        [(1, 154, 3_683_424.0, 1_837_855_825.0), (2, 96, 2_696_245.0, 1_345_142_540.0)]
    {
        let labelled = label(&computation(), &mask(), connectivity).unwrap();
        assert_eq!((labelled.count, sum(&labelled.labels)), (count, total));
        let places: Vec<i64> = (0..303 * 384).map(|place| place % 1000).collect();
        let places =
            Array::from_numbers(&computation(), DataType::Int64, &[303, 384], Numbers::Integers(&places)).unwrap();
        let (labels, places) = (Operand::Array(labelled.labels), Operand::Array(places));
        assert_eq!(sum(&combine(&computation(), BinaryOperation::Multiply, &labels, &places).unwrap()), weighted);
    }
}

/// What scikit-image says of an object.
struct Coin {
    label: i64,
    area: f64,
    centroid: [f64; 2],
    /// Lower, then upper.
    bounds: [f64; 4],
    /// Mean, least and greatest.
    intensity: [f64; 3],
}

#[test]
fn coins_are_measured() {
    let labels = label(&computation(), &mask(), 2).unwrap().labels;
    let regions = measure_regions(&computation(), &labels, Some(&coins())).unwrap();
    let hundred = Operand::Scalar(Scalar::Integer(100));
    let areas = Operand::Array(regions.areas.clone());
    assert_eq!(sum(&combine(&computation(), BinaryOperation::GreaterEqual, &areas, &hundred).unwrap()), 24.0);
    assert_eq!(sum(&regions.areas), 45117.0);

    let intensities = regions.intensities.unwrap();
    let expected = [
        Coin {
            label: 1,
            area: 8792.0,
            centroid: [22.825295723384894, 90.53855777979982],
            bounds: [0.0, 0.0, 76.0, 296.0],
            intensity: [126.9657643312102, 108.0, 235.0],
        },
        Coin {
            label: 23,
            area: 2459.0,
            centroid: [43.601464009760065, 334.55510370069135],
            bounds: [16.0, 305.0, 72.0, 365.0],
            intensity: [160.93940626270842, 108.0, 234.0],
        },
        Coin {
            label: 31,
            area: 1687.0,
            centroid: [50.75459395376408, 155.09602845287492],
            bounds: [28.0, 129.0, 74.0, 179.0],
            intensity: [168.31357439241256, 108.0, 239.0],
        },
    ];
    for coin in expected {
        let row = coin.label - 1;
        assert_eq!(at(&regions.labels, &[row]), coin.label as f64);
        assert_eq!(at(&regions.areas, &[row]), coin.area);
        for (axis, centre) in coin.centroid.into_iter().enumerate() {
            assert_close(at(&regions.centroids, &[row, axis as i64]), centre);
            assert_eq!(at(&regions.lower_bounds, &[row, axis as i64]), coin.bounds[axis]);
            assert_eq!(at(&regions.upper_bounds, &[row, axis as i64]), coin.bounds[axis + 2]);
        }
        for (column, intensity) in coin.intensity.into_iter().enumerate() {
            assert_close(at(&intensities, &[row, column as i64]), intensity);
        }
    }
}

#[test]
fn coins_are_filtered() {
    let gaussian = gaussian_filter(&computation(), &coins(), &[2.0], Boundary::Nearest).unwrap();
    assert_close(sum(&gaussian) / (303.0 * 384.0), 96.84515201233155);
    assert_close(at(&gaussian, &[100, 100]), 77.56908730250731);

    let run = |operation, size: &[u32], boundary| filter(&computation(), &coins(), operation, size, boundary).unwrap();
    let median = run(NeighbourhoodFilter::Median, &[7], Boundary::Reflect);
    assert_eq!((sum(&median), at(&median, &[150, 200])), (11_150_719.0, 40.0));
    assert_close(sum(&run(NeighbourhoodFilter::Mean, &[9], Boundary::Mirror)), 11270684.234567901);
    assert_eq!(sum(&run(NeighbourhoodFilter::Maximum, &[15], Boundary::Reflect)), 18_875_492.0);
    assert_eq!(sum(&run(NeighbourhoodFilter::Minimum, &[4, 9], Boundary::Reflect)), 8_160_648.0);

    let wide = as_type(&computation(), &coins(), DataType::Uint16, false).unwrap();
    let triple =
        combine(&computation(), BinaryOperation::Multiply, &Operand::Array(wide), &Operand::Scalar(Scalar::Integer(3)));
    let median =
        filter(&computation(), &triple.unwrap(), NeighbourhoodFilter::Median, &[5], Boundary::Reflect).unwrap();
    assert_eq!(sum(&median), 33_598_878.0);

    let sobel = Numbers::Integers(&[1, 0, -1, 2, 0, -2, 1, 0, -1]);
    let sobel = Array::from_numbers(&computation(), DataType::Float64, &[3, 3], sobel).unwrap();
    let edges = convolve(&computation(), &coins(), &sobel, Boundary::Reflect).unwrap();
    assert_close(sum(&apply(&computation(), UnaryOperation::Absolute, &edges).unwrap()), 5_183_406.0);
}

#[test]
fn coins_are_cleaned() {
    let run = |operation, element: Option<&Array>, iterations| {
        sum(&morphology(&computation(), &mask(), operation, element, iterations).unwrap())
    };
    assert_eq!(run(BinaryMorphology::Opening, None, 2), 42846.0);
    let square = Array::full(&computation(), DataType::Boolean, &[3, 3], Scalar::Boolean(true)).unwrap();
    assert_eq!(run(BinaryMorphology::Closing, Some(&square), 3), 46787.0);
    assert_eq!(run(BinaryMorphology::FillHoles, None, 1), 46748.0);

    let distances = distance_transform(&computation(), &mask(), &[]).unwrap();
    assert_close(sum(&distances), 250622.97189539793);
    let largest = reduce(&computation(), Reduction::Maximum, &distances, None, false).unwrap();
    assert_close(at(&largest, &[]), 33.95585369269929);
}
