//! Tables as comma-separated values, as RFC 4180 has them.

use super::data::Table;

/// The rows given, with a line of names first.
pub fn csv(table: &Table, rows: &[usize]) -> String {
    let mut text = String::new();
    let names = table.columns.iter().map(|column| column.name.clone());
    line(&mut text, names);
    for row in rows {
        line(&mut text, table.columns.iter().map(|column| column.whole_text(*row)));
    }
    text
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            text.push(',');
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use imjoy_engine::value::{Record, Value};

    #[test]
    fn cells_are_quoted_where_needed() {
        let data = Record::new()
            .with("a,b", Value::Floats(vec![1.0, 0.1 + 0.2].into()))
            .with("t", Value::List(vec!["say \"hi\"\nnow".into(), Value::Null]));
        let table = Table::new(&data.into()).unwrap();
        assert_eq!(csv(&table, &[1, 0]), "\"a,b\",t\n0.30000000000000004,\n1,\"say \"\"hi\"\"\nnow\"\n");
        assert_eq!(csv(&table, &[]), "\"a,b\",t\n");
    }
}
