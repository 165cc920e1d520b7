//! The order of rows.

use super::data::{Table, TableColumn};
use std::cmp::Ordering;

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Up,
    /// Greatest first.
    Down,
}

/// Rows sorted by a column: numbers by value, texts without regard to case, numbers before
/// texts, and what is missing or no number at the end whatever the direction. Equal rows
/// keep the order of the data.
pub fn sorted(table: &Table, column: usize, direction: Direction) -> Vec<u32> {
    // More rows than a u32 counts are refused when the table is read.
    let mut order: Vec<u32> = (0..u32::try_from(table.rows).unwrap_or(u32::MAX)).collect();
    let Some(column) = table.columns.get(column) else { return order };
    let keys: Vec<Key> = (0..table.rows).map(|row| Key::new(column, row)).collect();
    order.sort_by(|one, other| match (keys.get(*one as usize), keys.get(*other as usize)) {
        (Some(one), Some(other)) => one.compare(other, direction),
        _ => Ordering::Equal,
    });
    order
}

enum Key {
    Number(f64),
    Text(String),
    Missing,
}

impl Key {
    fn new(column: &TableColumn, row: usize) -> Self {
        match column.number(row) {
            Some(number) if number.is_nan() => Key::Missing,
            Some(number) => Key::Number(number),
            None => match column.whole_text(row) {
                text if text.is_empty() => Key::Missing,
                text => Key::Text(text.to_lowercase()),
            },
        }
    }

    fn compare(&self, other: &Self, direction: Direction) -> Ordering {
        let directed = |ordering: Ordering| match direction {
            Direction::Up => ordering,
            Direction::Down => ordering.reverse(),
        };
        match (self, other) {
            (Key::Missing, Key::Missing) => Ordering::Equal,
            (Key::Missing, _) => Ordering::Greater,
            (_, Key::Missing) => Ordering::Less,
            (Key::Number(one), Key::Number(other)) => directed(one.total_cmp(other)),
            (Key::Text(one), Key::Text(other)) => directed(one.cmp(other)),
            (Key::Number(_), Key::Text(_)) => directed(Ordering::Less),
            (Key::Text(_), Key::Number(_)) => directed(Ordering::Greater),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use imjoy_engine::value::{Record, Value};

    fn table(values: Vec<Value>) -> Table {
        Table::new(&Record::new().with("v", Value::List(values)).into()).unwrap()
    }

    #[test]
    fn numbers_by_value_and_missing_last() {
        let values =
            vec![Value::Integer(10), Value::Null, Value::Float(9.5), Value::Float(f64::NAN), Value::Integer(-3)];
        let table = table(values);
        assert_eq!(sorted(&table, 0, Direction::Up), [4, 2, 0, 1, 3]);
        assert_eq!(sorted(&table, 0, Direction::Down), [0, 2, 4, 1, 3]);
        assert_eq!(sorted(&table, 7, Direction::Down), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn texts_without_case_and_stable() {
        let table = table(vec!["b".into(), "A".into(), "a".into(), Value::Integer(3), "".into()]);
        assert_eq!(sorted(&table, 0, Direction::Up), [3, 1, 2, 0, 4]);
        assert_eq!(sorted(&table, 0, Direction::Down), [0, 1, 2, 3, 4]);
    }
}
