//! The table as comma-separated values (RFC 4180).

use crate::statistics::Statistics;

/// One line for each image, after a line of titles.
pub fn table(measured: &[(String, Result<Statistics, String>)]) -> String {
    let mut text = "image,width,height,pixels,mean,deviation,minimum,maximum\r\n".to_owned();
    for (name, result) in measured {
        let cells = match result {
            Ok(one) => [
                quoted(name),
                one.width.to_string(),
                one.height.to_string(),
                quoted(one.kind),
                one.mean.to_string(),
                one.deviation.to_string(),
                one.minimum.to_string(),
                one.maximum.to_string(),
            ],
            Err(reason) => {
                let mut cells = [const { String::new() }; 8];
                cells[0] = quoted(name);
                cells[3] = quoted(reason);
                cells
            }
        };
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// A cell, in quotation marks where it needs them.
fn quoted(text: &str) -> String {
    if text.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_need_it() {
        let one = Statistics {
            width: 2,
            height: 1,
            kind: "8 bit grey",
            mean: 1.5,
            deviation: 0.5,
            minimum: 1.0,
            maximum: 2.0,
        };
        let text = table(&[("a, \"b\".png".to_owned(), Ok(one)), ("c.png".to_owned(), Err("broken".to_owned()))]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1], "\"a, \"\"b\"\".png\",2,1,8 bit grey,1.5,0.5,1,2");
        assert_eq!(lines[2], "c.png,,,broken,,,,");
    }
}
