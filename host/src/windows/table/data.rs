//! Data of plugins as columns.

use crate::windows::number::measured;
use crate::windows::text;
use imjoy_engine::value::{NdArray, Value, number_text};
use std::collections::HashMap;
use std::sync::Arc;

/// Most columns that are shown.
pub const MOST_COLUMNS: usize = 200;
/// Cells of a column that are looked at for its width and its digits.
const CELLS_MEASURED: usize = 1_000;
/// Most characters of a cell.
const CELL_CHARACTERS: usize = 200;
/// Points per character, about.
const CHARACTER_WIDTH: f32 = 7.5;

/// A table.
pub struct Table {
    /// The columns, all of [`rows`](Self::rows) cells.
    pub columns: Vec<TableColumn>,
    /// Number of rows.
    pub rows: usize,
    /// What the user should know, for example of columns left out.
    pub note: Option<String>,
}

/// A column.
pub struct TableColumn {
    /// Its name in the data.
    pub name: String,
    /// Its name as it is shown.
    pub shown_name: String,
    /// Whether every cell that is not empty is a number.
    pub is_numeric: bool,
    /// Width at first, in points.
    pub width: f32,
    cells: Cells,
    /// Decimals of all numbers; `None` to show each as it is.
    decimals: Option<usize>,
}

/// The cells of a column, kept as they came.
enum Cells {
    Values(Vec<Value>),
    Integers(Arc<[i64]>),
    Floats(Arc<[f64]>),
    /// A column of a one- or two-dimensional array.
    Array {
        array: NdArray,
        first: usize,
        step: usize,
    },
}

/// Smallest, mean and greatest number of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnFacts {
    /// Smallest.
    pub low: f64,
    /// Mean.
    pub mean: f64,
    /// Greatest.
    pub high: f64,
}

impl Table {
    /// The table in a window's data: a list of records, a record of columns of equal
    /// length, `{columns, rows}`, a list of rows, or an array. Fails with one sentence.
    pub fn new(data: &Value) -> Result<Table, String> {
        match data {
            Value::Record(record) => match (record.get("columns"), record.get("rows")) {
                (Some(columns), Some(rows)) => of_columns_and_rows(columns, rows),
                _ => of_record(data),
            },
            Value::List(values) => of_list(values),
            Value::Integers(_) | Value::Floats(_) => {
                of_columns(vec![("value".to_owned(), cells(data).unwrap_or(Cells::Values(Vec::new())))])
            }
            Value::NdArray(array) => of_array(array),
            Value::Absent | Value::Null => Err("There is no table yet".to_owned()),
            other => Err(format!(
                "A {} is no table. Send a list of records, or a record with a list for each column",
                other.kind()
            )),
        }
    }
}

/// Number of rows, about: to know whether reading takes long.
pub fn rows_about(data: &Value) -> usize {
    match data {
        Value::List(values) => values.len(),
        Value::Record(record) => record.iter().map(|(_, column)| column_length(column)).max().unwrap_or(0),
        // Kept as they are.
        _ => 0,
    }
}

fn column_length(column: &Value) -> usize {
    match column {
        Value::List(values) => values.len(),
        // Kept as they are.
        _ => 0,
    }
}

fn of_list(values: &[Value]) -> Result<Table, String> {
    if values.iter().all(|value| matches!(value, Value::Record(_))) {
        return of_records(values);
    }
    if values.iter().all(|value| matches!(value, Value::List(_) | Value::Integers(_) | Value::Floats(_))) {
        return of_rows(&[], values);
    }
    if values.iter().any(|value| matches!(value, Value::Record(_) | Value::List(_))) {
        return Err("The rows of the table are of different kinds. Send records only, or lists only".to_owned());
    }
    of_columns(vec![("value".to_owned(), Cells::Values(values.to_vec()))])
}

fn of_records(records: &[Value]) -> Result<Table, String> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut columns: Vec<(String, Vec<Value>)> = Vec::new();
    let mut left_out = 0;
    for (index, record) in records.iter().enumerate() {
        let Value::Record(record) = record else { continue };
        for (name, value) in record.iter() {
            let place = *places.entry(name).or_insert_with(|| {
                if columns.len() < MOST_COLUMNS {
                    columns.push((name.to_owned(), Vec::with_capacity(records.len())));
                    columns.len() - 1
                } else {
                    left_out += 1;
                    usize::MAX
                }
            });
            if let Some((_, cells)) = columns.get_mut(place) {
                // Rows before this one lacked the field.
                cells.resize(index, Value::Absent);
                cells.push(value.clone());
            }
        }
    }
    let columns = columns.into_iter().map(|(name, mut cells)| {
        cells.resize(records.len(), Value::Absent);
        (name, Cells::Values(cells))
    });
    let mut table = of_columns(columns.collect())?;
    table.rows = records.len();
    table.note = note_left_out(left_out);
    Ok(table)
}

fn note_left_out(columns: usize) -> Option<String> {
    (columns > 0).then(|| format!("{columns} more columns are not shown"))
}

fn of_record(data: &Value) -> Result<Table, String> {
    let Value::Record(record) = data else { return Err("The data are no record".to_owned()) };
    let columns: Option<Vec<(String, Cells)>> =
        record.iter().take(MOST_COLUMNS).map(|(name, value)| Some((name.to_owned(), cells(value)?))).collect();
    match columns {
        Some(columns) => {
            let mut table = of_columns(columns)?;
            table.note = note_left_out(record.len().saturating_sub(MOST_COLUMNS));
            Ok(table)
        }
        // A single record: its fields, one below the other.
        None => of_columns(vec![
            ("name".to_owned(), Cells::Values(record.iter().map(|(name, _)| Value::Text(name.to_owned())).collect())),
            ("value".to_owned(), Cells::Values(record.iter().map(|(_, value)| value.clone()).collect())),
        ]),
    }
}

fn cells(value: &Value) -> Option<Cells> {
    match value {
        Value::List(values) => Some(Cells::Values(values.clone())),
        Value::Integers(numbers) => Some(Cells::Integers(numbers.clone())),
        Value::Floats(numbers) => Some(Cells::Floats(numbers.clone())),
        Value::NdArray(array) if array.shape().len() == 1 => {
            Some(Cells::Array { array: array.clone(), first: 0, step: 1 })
        }
        _ => None,
    }
}

fn of_columns_and_rows(columns: &Value, rows: &Value) -> Result<Table, String> {
    let names: Vec<String> = columns
        .as_list()
        .ok_or_else(|| format!("The field columns is a {}. Send a list of names", columns.kind()))?
        .iter()
        // Also {title: …} and {name: …}, as table widgets have them.
        .map(|name| name.field("title").or_else(|| name.field("name")).unwrap_or(name).to_string())
        .collect();
    match rows {
        Value::List(rows) if rows.iter().all(|row| matches!(row, Value::Record(_))) && !rows.is_empty() => {
            of_records(rows)
        }
        Value::List(rows) => of_rows(&names, rows),
        Value::NdArray(array) => {
            let mut table = of_array(array)?;
            for (column, name) in table.columns.iter_mut().zip(names) {
                column.set_name(name);
            }
            Ok(table)
        }
        other => Err(format!("The field rows is a {}. Send a list of rows", other.kind())),
    }
}

/// Rows that are lists; names that are missing are numbers.
fn of_rows(names: &[String], rows: &[Value]) -> Result<Table, String> {
    let mut columns: Vec<Vec<Value>> = vec![Vec::with_capacity(rows.len()); names.len().min(MOST_COLUMNS)];
    let mut widest = names.len();
    for (index, row) in rows.iter().enumerate() {
        let Some(row_cells) = row.as_list() else {
            return Err(format!("Row {} of the table is a {}. Send a list for each row", index + 1, row.kind()));
        };
        widest = widest.max(row_cells.len());
        while columns.len() < row_cells.len().min(MOST_COLUMNS) {
            columns.push(vec![Value::Absent; index]);
        }
        let missing = columns.len().saturating_sub(row_cells.len());
        let all = row_cells.into_iter().chain(std::iter::repeat_n(Value::Absent, missing));
        for (column, cell) in columns.iter_mut().zip(all) {
            column.push(cell);
        }
    }
    let columns = columns
        .into_iter()
        .enumerate()
        .map(|(index, cells)| (names.get(index).cloned().unwrap_or_else(|| index.to_string()), Cells::Values(cells)));
    let mut table = of_columns(columns.collect())?;
    table.rows = rows.len();
    table.note = note_left_out(widest.saturating_sub(MOST_COLUMNS));
    Ok(table)
}

fn of_array(array: &NdArray) -> Result<Table, String> {
    let length = |length: u64| usize::try_from(length).unwrap_or(0);
    match *array.shape() {
        [_] => of_columns(vec![("value".to_owned(), Cells::Array { array: array.clone(), first: 0, step: 1 })]),
        [_, columns] => {
            let columns = length(columns);
            let cells = (0..columns.min(MOST_COLUMNS))
                .map(|first| (first.to_string(), Cells::Array { array: array.clone(), first, step: columns }));
            let mut table = of_columns(cells.collect())?;
            table.note = note_left_out(columns.saturating_sub(MOST_COLUMNS));
            Ok(table)
        }
        _ => Err(format!("An array of {} axes is no table. Send one or two axes", array.shape().len())),
    }
}

fn of_columns(columns: Vec<(String, Cells)>) -> Result<Table, String> {
    let mut lengths = columns.iter().map(|(name, cells)| (name, cells.len()));
    let rows = match lengths.next() {
        None => 0,
        Some((first_name, first)) => {
            if let Some((name, other)) = lengths.find(|(_, length)| *length != first) {
                return Err(format!(
                    "The columns have different lengths ({} {first}, {} {other}). Send columns of equal length",
                    text::line(first_name, 40),
                    text::line(name, 40)
                ));
            }
            first
        }
    };
    if u32::try_from(rows).is_err() {
        return Err("The table has more than four billion rows. Send a part of it".to_owned());
    }
    let columns = columns.into_iter().map(|(name, cells)| TableColumn::new(name, cells)).collect();
    Ok(Table { columns, rows, note: None })
}

impl Cells {
    fn len(&self) -> usize {
        match self {
            Cells::Values(values) => values.len(),
            Cells::Integers(numbers) => numbers.len(),
            Cells::Floats(numbers) => numbers.len(),
            Cells::Array { array, step, .. } => array.len() / step.max(&1),
        }
    }

    fn number(&self, row: usize) -> Option<f64> {
        match self {
            Cells::Values(values) => values.get(row)?.as_number(),
            Cells::Integers(numbers) => numbers.get(row).map(|number| *number as f64),
            Cells::Floats(numbers) => numbers.get(row).copied(),
            Cells::Array { array, first, step } => array.element(first + row * step),
        }
    }
}

impl TableColumn {
    fn new(name: String, cells: Cells) -> Self {
        let is_numeric = match &cells {
            Cells::Values(values) => {
                let is_empty = |value: &Value| matches!(value, Value::Absent | Value::Null);
                values.iter().all(|value| is_empty(value) || value.as_number().is_some())
                    && !values.iter().all(is_empty)
            }
            _ => true,
        };
        let is_float = match &cells {
            Cells::Values(values) => values.iter().any(|value| matches!(value, Value::Float(_))),
            Cells::Floats(_) => true,
            Cells::Integers(_) => false,
            Cells::Array { array, .. } => !crate::windows::image::is_whole(array.data_type()),
        };
        let measured = cells.len().min(CELLS_MEASURED);
        let decimals = if is_numeric && is_float {
            decimals((0..measured).filter_map(|row| cells.number(row)))
        } else {
            is_numeric.then_some(0)
        };
        let mut column =
            Self { name: String::new(), shown_name: String::new(), is_numeric, width: 0.0, cells, decimals };
        column.set_name(name);
        let longest = (0..measured.min(100)).map(|row| column.text(row).chars().count()).max().unwrap_or(0);
        let characters = longest.max(column.shown_name.chars().count() + 3);
        column.width = (characters as f32 * CHARACTER_WIDTH + 12.0).clamp(48.0, 260.0);
        column
    }

    fn set_name(&mut self, name: String) {
        self.shown_name = text::line(&name, 60);
        self.name = name;
    }

    /// A cell as it is shown.
    pub fn text(&self, row: usize) -> String {
        if self.is_numeric {
            return match (self.cells.number(row), self.decimals) {
                (None, _) => String::new(),
                (Some(_), Some(0)) if self.integer(row).is_some() => {
                    self.integer(row).map(|integer| integer.to_string()).unwrap_or_default()
                }
                (Some(number), Some(decimals)) if number.is_finite() => format!("{number:.decimals$}"),
                (Some(number), _) => measured(number),
            };
        }
        match &self.cells {
            Cells::Values(values) => match values.get(row) {
                None | Some(Value::Absent | Value::Null) => String::new(),
                Some(value) => text::line(&value.to_string(), CELL_CHARACTERS),
            },
            _ => String::new(),
        }
    }

    /// A cell with all its digits and characters, for other programs.
    pub fn whole_text(&self, row: usize) -> String {
        if let Some(integer) = self.integer(row) {
            return integer.to_string();
        }
        match &self.cells {
            Cells::Values(values) => match values.get(row) {
                None | Some(Value::Absent | Value::Null) => String::new(),
                Some(value) => value.to_string(),
            },
            cells => cells.number(row).map(number_text).unwrap_or_default(),
        }
    }

    /// A cell as a number, if it is one.
    pub fn number(&self, row: usize) -> Option<f64> {
        self.cells.number(row)
    }

    fn integer(&self, row: usize) -> Option<i64> {
        match &self.cells {
            Cells::Values(values) => match values.get(row)? {
                Value::Integer(integer) => Some(*integer),
                _ => None,
            },
            Cells::Integers(numbers) => numbers.get(row).copied(),
            _ => None,
        }
    }

    /// Smallest, mean and greatest of the finite numbers; `None` without any.
    pub fn facts(&self) -> Option<ColumnFacts> {
        if !self.is_numeric {
            return None;
        }
        let mut facts = ColumnFacts { low: f64::INFINITY, mean: 0.0, high: f64::NEG_INFINITY };
        let mut found = 0u64;
        let mut sum = 0.0;
        for number in (0..self.cells.len()).filter_map(|row| self.cells.number(row)).filter(|n| n.is_finite()) {
            facts.low = facts.low.min(number);
            facts.high = facts.high.max(number);
            sum += number;
            found += 1;
        }
        facts.mean = sum / found as f64;
        (found > 0).then_some(facts)
    }
}

/// Decimals that show five significant digits of the greatest number, but no more than any
/// number has; `None` where numbers are too small or too large to be written that way.
fn decimals(numbers: impl Iterator<Item = f64>) -> Option<usize> {
    let mut greatest = 0.0_f64;
    let mut least = f64::INFINITY;
    let mut needed = 0;
    for number in numbers.filter(|number| number.is_finite() && *number != 0.0) {
        let magnitude = number.abs();
        greatest = greatest.max(magnitude);
        least = least.min(magnitude);
        let written = measured(number);
        let decimals = written.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        needed = needed.max(decimals);
    }
    if greatest == 0.0 {
        return Some(0);
    }
    if !(1e-3..1e9).contains(&greatest) || least < 1e-9 {
        return None;
    }
    let wanted = 4 - greatest.log10().floor() as i32;
    Some(needed.min(usize::try_from(wanted).unwrap_or(0)).min(7))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use imjoy_engine::value::{DataType, Record};

    fn texts(table: &Table) -> Vec<Vec<String>> {
        (0..table.rows).map(|row| table.columns.iter().map(|column| column.text(row)).collect()).collect()
    }

    fn names(table: &Table) -> Vec<&str> {
        table.columns.iter().map(|column| column.name.as_str()).collect()
    }

    #[test]
    fn records_may_lack_fields() {
        let rows = vec![
            Record::new().with("label", 1i64).with("area", 10.0).into(),
            Record::new().with("label", 2i64).with("note", "big").into(),
            Record::new().into(),
        ];
        let table = Table::new(&Value::List(rows)).unwrap();
        assert_eq!(names(&table), ["label", "area", "note"]);
        assert_eq!(texts(&table), [["1", "10", ""], ["2", "", "big"], ["", "", ""]]);
        assert!(table.columns[0].is_numeric && table.columns[1].is_numeric && !table.columns[2].is_numeric);
    }

    #[test]
    fn columns_of_any_kind() {
        let array = NdArray::new(DataType::Uint8, vec![2], Bytes::from_static(&[7, 8])).unwrap();
        let data = Record::new()
            .with("a", Value::Integers(vec![1, 2].into()))
            .with("b", Value::Floats(vec![0.5, 123.456789].into()))
            .with("c", array)
            .with("d", Value::List(vec!["x".into(), Value::Null]));
        let table = Table::new(&data.into()).unwrap();
        assert_eq!(texts(&table), [["1", "0.50", "7", "x"], ["2", "123.46", "8", ""]]);
        assert_eq!(table.columns[1].whole_text(1), "123.456789");
        assert_eq!(table.columns[1].facts(), Some(ColumnFacts { low: 0.5, mean: 61.9783945, high: 123.456789 }));
        assert_eq!(table.columns[3].facts(), None);
    }

    #[test]
    fn columns_and_rows() {
        let data =
            Record::new().with("columns", Value::List(vec!["x".into(), Record::new().with("title", "y").into()])).with(
                "rows",
                Value::List(vec![Value::Integers(vec![1, 2, 3].into()), Value::List(vec![Value::Integer(4)])]),
            );
        let table = Table::new(&data.into()).unwrap();
        assert_eq!(names(&table), ["x", "y", "2"]);
        assert_eq!(texts(&table), [["1", "2", "3"], ["4", "", ""]]);
    }

    #[test]
    fn arrays_lists_and_single_records() {
        let array = NdArray::new(DataType::Uint8, vec![2, 3], Bytes::from_static(&[1, 2, 3, 4, 5, 6])).unwrap();
        assert_eq!(texts(&Table::new(&array.into()).unwrap()), [["1", "2", "3"], ["4", "5", "6"]]);
        let list = Value::Floats(vec![1.0, f64::NAN].into());
        assert_eq!(texts(&Table::new(&list).unwrap()), [["1"], ["NaN"]]);
        let single = Record::new().with("count", 24i64).with("threshold", 107.0).into();
        assert_eq!(texts(&Table::new(&single).unwrap()), [["count", "24"], ["threshold", "107"]]);
        assert_eq!(Table::new(&Value::List(Vec::new())).unwrap().rows, 0);
        assert_eq!(Table::new(&Record::new().into()).unwrap().rows, 0);
    }

    #[test]
    fn what_is_no_table_is_refused_in_a_sentence() {
        let mixed = Value::List(vec![Record::new().into(), Value::Integer(1)]);
        let uneven = Record::new().with("a", Value::Integers(vec![1].into())).with("b", Value::Integers(vec![].into()));
        let bad_rows = Record::new().with("columns", Value::List(vec![])).with("rows", 5i64);
        let bad_row = Record::new().with("columns", Value::List(vec![])).with("rows", Value::List(vec![Value::Null]));
        let cube = NdArray::new(DataType::Uint8, vec![1, 1, 1], Bytes::from_static(&[1])).unwrap();
        for (data, words) in [
            (Value::Integer(5), "integer is no table"),
            (Value::Null, "no table yet"),
            (mixed, "different kinds"),
            (uneven.into(), "a 1, b 0"),
            (bad_rows.into(), "rows is a integer"),
            (bad_row.into(), "Row 1"),
            (cube.into(), "3 axes"),
        ] {
            let error = Table::new(&data).err().unwrap();
            assert!(error.contains(words), "{error}");
        }
    }

    #[test]
    fn too_many_columns_are_cut() {
        let record: Record = (0..5000i64).map(|index| (format!("c{index}"), index)).collect();
        let table = Table::new(&Value::List(vec![record.into()])).unwrap();
        assert_eq!(table.columns.len(), MOST_COLUMNS);
        assert!(table.note.unwrap().contains("4800"));
    }
}
