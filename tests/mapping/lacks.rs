//! What is missing, one sentence for each.

use crate::repository::Repository;
use crate::table::{IMJOY_PAGE, ROWS, Row};
use crate::wit_functions;
use imjoy_stubs::WitFunction;
use imjoy_stubs::names::{Place, name_of};

/// Where the host's side of the API is.
const HOST: &str = "host/engine/src/api";
/// What a function says that is declared and cannot be used; written so that this file does
/// not say it itself.
const NOT_YET: &str = concat!("not_available", "_yet");

/// Everything that is missing.
pub fn lacks(repository: &Repository) -> Vec<String> {
    let functions = wit_functions(repository);
    let mut lacks = Vec::new();
    for function in &functions {
        let path = function.path();
        match ROWS.iter().find(|row| row.wit == path) {
            Some(row) => lacks.extend(lacks_of(repository, function, row)),
            None => lacks.push(format!("{path} is not in the table of tests/mapping/table.rs")),
        }
    }
    for row in ROWS {
        if !functions.iter().any(|function| function.path() == row.wit) {
            lacks.push(format!("{} of the table is not in wit/", row.wit));
        }
    }
    for name in IMJOY_PAGE {
        let is_there =
            |function: &WitFunction| ROWS.iter().any(|row| row.imjoy() == *name && row.wit == function.path());
        if !functions.iter().any(is_there) {
            lacks.push(format!("{name} of ImJoy has no WIT function"));
        }
    }
    for folder in ["host/engine/src", "host/src", "guest-sdk/src"] {
        for (path, text) in repository.below(folder) {
            if text.contains(NOT_YET) {
                lacks.push(format!("{path} says {NOT_YET}: something of the API is missing there"));
            }
        }
    }
    lacks
}

/// Folder of a function's sample.
pub fn sample(function: &WitFunction, row: &Row) -> String {
    row.sample.unwrap_or(&function.name).to_owned()
}

/// File of a function's GUI test.
pub fn test(function: &WitFunction, row: &Row) -> String {
    let name = row.test.map_or_else(|| snake(&function.name), str::to_owned);
    // A test of a whole sample stands beside the folder.
    match name.strip_prefix("../") {
        Some(name) => format!("tests/gui/{name}.rs"),
        None => format!("tests/gui/api/{name}.rs"),
    }
}

/// File of a function's host side, if it has one.
pub fn host_file<'a>(repository: &'a Repository, function: &WitFunction) -> Option<&'a str> {
    host_side(repository, function).map(|(file, _)| file)
}

/// File of a function's SDK wrapper.
pub fn sdk_file(function: &WitFunction, row: &Row) -> String {
    match (row.sdk, function.resource.as_deref()) {
        (Some((file, _)), _) => file.to_owned(),
        (None, None | Some("task" | "granted-file" | "granted-folder" | "export-writer")) => {
            format!("guest-sdk/src/api/{}.rs", function.interface)
        }
        (None, Some(resource)) => format!("guest-sdk/src/handles/{resource}.rs"),
    }
}

fn lacks_of(repository: &Repository, function: &WitFunction, row: &Row) -> Vec<String> {
    let path = function.path();
    let mut lacks = Vec::new();
    if function.documentation.trim().is_empty() {
        lacks.push(format!("{path} has no documentation in wit/{}.wit", function.interface));
    }
    match host_side(repository, function) {
        Some((file, body)) if body.contains(NOT_YET) => lacks.push(format!("{path} is not available yet in {file}")),
        Some(_) => {}
        None => lacks.push(format!("{path} has no host side in {HOST}/")),
    }
    let file = sdk_file(function, row);
    match sdk_documentation(repository.text(&file).unwrap_or_default(), function, row) {
        Some(documentation) if has_example(&documentation, function, row) => {}
        Some(_) => lacks.push(format!("{path} has no example in {file}")),
        None => lacks.push(format!("{path} has no SDK wrapper in {file}")),
    }
    if let Some(widget) = row.widget
        && !repository.has(widget)
    {
        lacks.push(format!("{path} has no widget: there is no {widget}"));
    }
    lacks.extend(lacks_of_sample(repository, function, row));
    lacks.extend(lack_of_javascript_sample(repository, function, row));
    let file = test(function, row);
    if !repository.text(&file).is_some_and(|text| text.contains("#[test]")) {
        lacks.push(format!("{path} has no GUI test {file}"));
    }
    let list = if file.starts_with("tests/gui/api/") { "tests/gui/api/mod.rs" } else { "tests/gui/main.rs" };
    let module = file.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
    if !repository.text(list).unwrap_or_default().lines().any(|line| line == format!("mod {module};")) {
        lacks.push(format!("{file} is not in {list}"));
    }
    lacks
}

fn lacks_of_sample(repository: &Repository, function: &WitFunction, row: &Row) -> Vec<String> {
    let path = function.path();
    let sample = sample(function, row);
    let folder = format!("sample-plugins/{sample}");
    let file = format!("{folder}/src/lib.rs");
    let (Some(source), Some(manifest)) = (repository.text(&file), repository.text(&format!("{folder}/Cargo.toml")))
    else {
        return vec![format!("{path} has no sample {file}")];
    };
    let mut lacks = Vec::new();
    let quoted = |name: &str| {
        let start = manifest.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix('='));
        start.map(|value| value.trim().trim_matches('"').to_owned()).filter(|value| !value.is_empty())
    };
    let package = quoted("name").unwrap_or_default();
    let list = repository.text("host/build.rs").unwrap_or_default();
    let list = list.split("SAMPLE_PLUGINS").nth(1).and_then(|rest| rest.split("];").next()).unwrap_or_default();
    if !list.contains(&format!("\"{package}\"")) {
        lacks.push(format!("the sample {sample} of {path} is not in SAMPLE_PLUGINS of host/build.rs"));
    }
    if quoted("description").is_none() {
        lacks.push(format!("the sample {sample} of {path} has no description"));
    }
    if !source.contains("icon = \"") {
        lacks.push(format!("the sample {sample} of {path} has no icon"));
    }
    let name = snake(&function.name);
    // `export` is used by having functions at all.
    let ways = match row.wit {
        "types.ndarray" => vec!["NdArray::".to_owned()],
        "plugin-api.call" => vec!["    pub fn ".to_owned()],
        _ => ["(", "_as(", "_items(", "_as::<"].map(|end| format!("{name}{end}")).to_vec(),
    };
    // The sample in JavaScript beside it does not count.
    let sources: Vec<&str> =
        repository.below(&folder).filter(|(path, _)| path.ends_with(".rs")).map(|(_, text)| text).collect();
    let is_used = ways.iter().any(|way| sources.iter().any(|text| code(text).any(|line| line.contains(way))));
    // `window.on` is used by `on_close` as well.
    let is_used = is_used || (row.wit == "types.window.on" && sources.iter().any(|text| text.contains(".on_close(")));
    if !is_used {
        lacks.push(format!("the sample {sample} of {path} does not use it"));
    }
    lacks
}

/// File of a function's sample in JavaScript, and what is written there to use the function; none for functions that
/// plugins in JavaScript do not call by `api`.
fn javascript_sample(function: &WitFunction, row: &Row) -> Option<(String, String)> {
    let name = name_of(row.wit).filter(|name| name.is_for_scripts())?;
    let used = match (name.imjoy, name.place()) {
        // A typed array with a shape is made at once, not by the host.
        ("utils.ndarray", _) => "api.ndarray(".to_owned(),
        (_, Place::Api | Place::Utilities) => format!("api.{}(", name.imjoy),
        (_, Place::Constant) => format!("api.{}", name.imjoy),
        (_, Place::Member | Place::Field | Place::Config | Place::Exported | Place::Language) => return None,
    };
    let sample = sample(function, row);
    Some((format!("sample-plugins/{sample}/{sample}.imjoy.html"), used))
}

fn lack_of_javascript_sample(repository: &Repository, function: &WitFunction, row: &Row) -> Option<String> {
    let (file, used) = javascript_sample(function, row)?;
    let path = function.path();
    let Some(text) = repository.text(&file) else {
        return Some(format!("{path} has no sample in JavaScript {file}"));
    };
    // Not where the documentation or a comment speaks of it.
    let scripts = text.split("<script ").skip(1).filter_map(|script| script.split("</script>").next());
    let is_used = scripts.flat_map(code).any(|line| line.contains(&used));
    (!is_used).then(|| format!("the sample in JavaScript {file} of {path} does not use {used}"))
}

/// File and text of a function of the host.
fn host_side<'a>(repository: &'a Repository, function: &WitFunction) -> Option<(&'a str, &'a str)> {
    if let Some(file) = match function.path().as_str() {
        "types.ndarray" => Some("host/engine/src/arena.rs"),
        "plugin-api.call" => Some("host/engine/src/plugin/task.rs"),
        _ => None,
    } {
        return repository.below("host/engine/src").find(|(path, _)| *path == file);
    }
    let own_file = format!("{HOST}/{}", function.interface);
    repository.below(HOST).find_map(|(file, text)| {
        let traits = match &function.resource {
            Some(resource) => [format!("Host{} ", camel(resource)), format!("Host{}WithStore<", camel(resource))],
            // `Host` alone is the trait of an interface, each of which has a file or folder.
            None if file.starts_with(&own_file) => ["Host ".to_owned(), "HostWithStore<".to_owned()],
            None => return None,
        };
        let body = text.split("\nimpl").skip(1).filter(|block| {
            let head = block.lines().next().unwrap_or_default();
            traits.iter().any(|name| head.contains(&format!(" {name}")))
        });
        body.filter_map(|block| function_text(block, &snake(&function.name))).next().map(|body| (file, body))
    })
}

/// The text of a method, up to its closing brace.
fn function_text<'a>(block: &'a str, name: &str) -> Option<&'a str> {
    let start = ["(", "<"].iter().find_map(|end| block.find(&format!(" fn {name}{end}")))?;
    let rest = &block[start..];
    Some(&rest[..rest.find("\n    }").unwrap_or(rest.len())])
}

/// The doc comment of a function of the SDK, if there is the function.
fn sdk_documentation(text: &str, function: &WitFunction, row: &Row) -> Option<String> {
    let name = snake(&function.name);
    let starts = match row.sdk {
        Some((_, item)) => vec![item.to_owned()],
        None => ["pub fn ", "pub async fn "]
            .iter()
            .flat_map(|start| ["(", "<"].map(|end| format!("{start}{name}{end}")))
            .collect(),
    };
    let is_item = |line: &&str| starts.iter().any(|start| line.trim_start().starts_with(start.as_str()));
    let lines: Vec<&str> = text.lines().collect();
    if let Some(place) = lines.iter().position(is_item) {
        return Some(comment_above(&lines[..place]));
    }
    // The functions of a handle that are all alike are written by a macro, which adds an
    // example to each.
    let calls = text.split("plain_calls! {").last().unwrap_or_default();
    let in_macro =
        text.contains("macro_rules! plain_calls") && calls.lines().any(|line| line.trim() == format!("{name};"));
    in_macro.then(|| {
        text.split("macro_rules! plain_calls")
            .nth(1)
            .unwrap_or_default()
            .split("\n}")
            .next()
            .unwrap_or_default()
            .to_owned()
    })
}

/// Whether a comment has an example that uses the function.
fn has_example(documentation: &str, function: &WitFunction, row: &Row) -> bool {
    let name = snake(&function.name);
    let mut blocks = documentation.split("```").skip(1).step_by(2);
    // The macro for alike functions writes their names by `stringify!`.
    blocks.any(|block| row.sdk.is_some() || block.contains(&format!("{name}(")) || block.contains("stringify!($name)"))
}

/// The comment and attributes just above a line.
fn comment_above(lines: &[&str]) -> String {
    let above = lines.iter().rev().take_while(|line| {
        let line = line.trim_start();
        line.starts_with("///") || line.starts_with("#[") || line.starts_with("//")
    });
    let mut above: Vec<&str> = above.copied().collect();
    above.reverse();
    above.join("\n")
}

/// The lines of a source that are no comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

fn snake(name: &str) -> String {
    name.replace('-', "_")
}

fn camel(name: &str) -> String {
    name.split('-')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
        })
        .collect()
}
