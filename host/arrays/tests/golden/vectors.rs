//! The file of vectors.

use imjoy_arrays::{Array, DataType, Operand, Scalar};
use serde_json::Value;

/// Arrays, each once, and cases that name them by index.
pub struct Vectors {
    arrays: Vec<Array>,
    /// What has been computed.
    pub cases: Vec<Case>,
}

/// One operation: kind `k`, operation `op`, inputs `i`, arguments `a`, and results `o` or an error `e`.
pub struct Case {
    /// As in the file.
    pub json: Value,
}

impl Vectors {
    /// Reads the file.
    pub fn read() -> Self {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden/arrays_vectors.json");
        let mut json: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let Value::Array(cases) = json["cases"].take() else { panic!("no cases") };
        let arrays = json["arrays"].as_array().unwrap().iter();
        Self {
            arrays: arrays.map(|text| array(text.as_str().unwrap())).collect(),
            cases: cases.into_iter().map(|json| Case { json }).collect(),
        }
    }

    /// The inputs that are arrays.
    pub fn inputs(&self, case: &Case) -> Vec<Array> {
        let inputs = case.json["i"].as_array().unwrap();
        inputs.iter().filter_map(|input| Some(self.arrays[input.as_u64()? as usize].clone())).collect()
    }

    /// All inputs.
    pub fn operands(&self, case: &Case) -> Vec<Operand> {
        let inputs = case.json["i"].as_array().unwrap().iter();
        inputs
            .map(|input| match input.as_u64() {
                Some(index) => Operand::Array(self.arrays[index as usize].clone()),
                None => Operand::Scalar(scalar(&input["n"])),
            })
            .collect()
    }

    /// The results; `None` for an error.
    pub fn expected(&self, case: &Case) -> Option<Vec<Array>> {
        let results = case.json.get("o")?.as_array().unwrap();
        Some(results.iter().map(|index| self.arrays[index.as_u64().unwrap() as usize].clone()).collect())
    }
}

/// A number of the plugin's language.
pub fn scalar(json: &Value) -> Scalar {
    match json {
        Value::Bool(value) => Scalar::Boolean(*value),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => Scalar::Integer(number),
            (_, Some(number)) => Scalar::Unsigned(number),
            _ => Scalar::Float(number.as_f64().unwrap()),
        },
        other => Scalar::Float(other.as_str().unwrap().parse().unwrap()),
    }
}

/// numpy's name of a type.
pub fn data_type(name: &str) -> DataType {
    DataType::ALL.into_iter().find(|data_type| data_type.name() == name).unwrap()
}

/// `type shape elements`, separated by spaces; truth values have none between them.
fn array(text: &str) -> Array {
    let mut parts = text.splitn(3, ' ');
    let data_type = data_type(parts.next().unwrap());
    let shape: Vec<u64> = parts
        .next()
        .unwrap()
        .split('x')
        .filter(|length| !length.is_empty())
        .map(|length| length.parse().unwrap())
        .collect();
    let elements = parts.next().unwrap_or_default();
    let mut bytes = Vec::new();
    if data_type == DataType::Boolean {
        bytes.extend(elements.bytes().map(|digit| digit - b'0'));
    } else {
        for element in elements.split(' ').filter(|element| !element.is_empty()) {
            let float = || element.parse::<f64>().unwrap();
            match data_type {
                DataType::Int8 => bytes.extend(element.parse::<i8>().unwrap().to_le_bytes()),
                DataType::Int16 => bytes.extend(element.parse::<i16>().unwrap().to_le_bytes()),
                DataType::Int32 => bytes.extend(element.parse::<i32>().unwrap().to_le_bytes()),
                DataType::Int64 => bytes.extend(element.parse::<i64>().unwrap().to_le_bytes()),
                DataType::Uint8 => bytes.extend(element.parse::<u8>().unwrap().to_le_bytes()),
                DataType::Uint16 => bytes.extend(element.parse::<u16>().unwrap().to_le_bytes()),
                DataType::Uint32 => bytes.extend(element.parse::<u32>().unwrap().to_le_bytes()),
                DataType::Uint64 => bytes.extend(element.parse::<u64>().unwrap().to_le_bytes()),
                DataType::Float16 => bytes.extend(half::f16::from_f64(float()).to_le_bytes()),
                DataType::Float32 => bytes.extend((float() as f32).to_le_bytes()),
                _ => bytes.extend(float().to_le_bytes()),
            }
        }
    }
    Array::new(data_type, &shape, bytes.into()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The elements as numbers; those of 64 bits rounded, which tells wrong ones from right ones.
pub fn numbers(array: &Array) -> Vec<f64> {
    let size = array.data_type().size();
    let elements = array.data();
    elements
        .chunks_exact(size)
        .map(|bytes| match array.data_type() {
            DataType::Boolean | DataType::Uint8 => f64::from(bytes[0]),
            DataType::Int8 => f64::from(bytes[0] as i8),
            DataType::Int16 => f64::from(i16::from_le_bytes(bytes.try_into().unwrap())),
            DataType::Int32 => f64::from(i32::from_le_bytes(bytes.try_into().unwrap())),
            DataType::Int64 => i64::from_le_bytes(bytes.try_into().unwrap()) as f64,
            DataType::Uint16 => f64::from(u16::from_le_bytes(bytes.try_into().unwrap())),
            DataType::Uint32 => f64::from(u32::from_le_bytes(bytes.try_into().unwrap())),
            DataType::Uint64 => u64::from_le_bytes(bytes.try_into().unwrap()) as f64,
            DataType::Float16 => f64::from(half::f16::from_le_bytes(bytes.try_into().unwrap())),
            DataType::Float32 => f64::from(f32::from_le_bytes(bytes.try_into().unwrap())),
            _ => f64::from_le_bytes(bytes.try_into().unwrap()),
        })
        .collect()
}
