//! The table "The API, function by function" of `ARCHITECTURE.md`, written from the code.

use crate::lacks::{host_file, sample, sdk_file, test};
use crate::repository::Repository;
use crate::table::ROWS;
use crate::wit_functions;
use std::fmt::Write;

/// Lines around the table.
const BEGIN: &str =
    "<!-- The table is written by tests/mapping: UPDATE_ARCHITECTURE=1 cargo test --workspace --test mapping -->";
const END: &str = "<!-- The end of the table -->";

/// The page with the table as it should be. Fails when the page has no place for it.
pub fn with_table(page: &str, repository: &Repository) -> Result<String, String> {
    let missing = |mark: &str| format!("ARCHITECTURE.md has no line {mark}");
    let (before, rest) = page.split_once(BEGIN).ok_or_else(|| missing(BEGIN))?;
    let (_, after) = rest.split_once(END).ok_or_else(|| missing(END))?;
    Ok(format!("{before}{BEGIN}\n\n{}\n{END}{after}", table(repository)))
}

fn table(repository: &Repository) -> String {
    let functions = wit_functions(repository);
    let mut table =
        String::from("| ImJoy | WIT | Host | Widget | SDK | Sample | Test |\n|---|---|---|---|---|---|---|\n");
    for row in ROWS {
        let Some(function) = functions.iter().find(|function| function.path() == row.wit) else { continue };
        let host = host_file(repository, function).map(|file| short(file, "host/engine/src/"));
        let sdk = sdk_file(function, row);
        let test = test(function, row);
        let _ = writeln!(
            table,
            "| {} | `{}` | {} | {} | {} | {} | {} |",
            row.imjoy(),
            row.wit,
            host.unwrap_or_default(),
            row.widget.map(|file| short(file, "host/src/")).unwrap_or_default(),
            short(&sdk, "guest-sdk/src/"),
            sample(function, row),
            short(&test, "tests/gui/"),
        );
    }
    table
}

fn short<'a>(file: &'a str, folder: &str) -> &'a str {
    file.strip_prefix(folder).unwrap_or(file)
}
