//! Files of the user without a window: `--file`, `--output` and `--allow`.

use crate::{failure, success};
use imjoy_tests::guests;
use std::path::Path;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn path(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

#[test]
fn files_are_chosen_by_an_option() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (path(&folder, "a.txt"), path(&folder, "b.txt"));
    std::fs::write(&a, "one\n").unwrap();
    std::fs::write(&b, "two\nthree\n").unwrap();
    let (_, stderr) = success(&["run", "show-file-dialog", "--file", &a, "--file", &b]);
    assert!(stderr.contains("Files counted: 2"), "{stderr}");
    let inside = folder.path().display().to_string();
    let (_, stderr) = success(&["run", "show-file-dialog", "--config", "what=a folder", "--file", &inside]);
    assert!(stderr.contains("Files counted: 2"), "{stderr}");

    for (arguments, expected) in [
        (vec!["run", "show-file-dialog"], "give --file PATH"),
        (vec!["run", "show-file-dialog", "--file", "/no/such/file"], "--file /no/such/file is not one"),
        (vec!["run", "show-file-dialog", "--file", &inside], "is not one"),
        (vec!["run", "sort-files", "--file", &inside, "--file", &inside], "takes one only; --file was given 2 times"),
    ] {
        let error = failure(&arguments);
        assert!(error.contains(expected), "{arguments:?}: {error}");
    }
}

#[test]
fn what_is_chosen_is_changed_only_if_that_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), "1").unwrap();
    let inside = folder.path().display().to_string();
    let error = failure(&["run", "sort-files", "--file", &inside]);
    assert!(error.contains("would like to change it; give --allow change-files"), "{error}");
    assert_eq!(names(folder.path()), ["a.csv"]);
    let (_, stderr) = success(&["run", "sort-files", "--file", &inside, "--allow", "change-files"]);
    assert!(stderr.contains("Files sorted: 1"), "{stderr}");
    assert_eq!(names(folder.path()), ["csv", "sorted.csv"]);
}

#[test]
fn what_is_exported_is_the_output() {
    let folder = tempfile::tempdir().unwrap();
    let table = path(&folder, "table.csv");
    success(&["run", "export-file", "--config", "size=3", "--output", &table]);
    assert_eq!(std::fs::read_to_string(&table).unwrap(), "1,2,3\n2,4,6\n3,6,9\n");
    // In a folder it has the plugin's name.
    let inside = folder.path().display().to_string();
    success(&["run", "export-file", "--config", "size=3", "--config", "kind=picture", "--output", &inside]);
    assert_eq!(names(folder.path()), ["multiplication.pgm", "table.csv"]);
    let joined = path(&folder, "joined.txt");
    let arguments = ["run", "join-files", "--config", "headings=as they are", "--file", &table, "--file", &table];
    success(&[&arguments[..], &["--output", &joined]].concat());
    assert_eq!(std::fs::read_to_string(&joined).unwrap(), "1,2,3\n2,4,6\n3,6,9\n".repeat(2));

    let error = failure(&["run", "export-file"]);
    assert!(error.contains("saves multiplication.csv") && error.contains("give --output FILE"), "{error}");
    let error = failure(&["run", "export-file", "--output", "/no/such/folder/a.csv"]);
    assert!(error.contains("/no/such/folder/a.csv cannot be written"), "{error}");
}

#[test]
fn several_exports_go_to_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().display().to_string();
    let run = |arguments: &'static str, function: &'static str| {
        ["run", guests::FILES, function, "--arguments", arguments].map(str::to_owned).to_vec()
    };
    let with = |mut arguments: Vec<String>, output: &str| {
        arguments.extend(["--output".to_owned(), output.to_owned()]);
        arguments
    };
    let several = with(run("[[\"a.txt\", \"b.txt\"]]", "export_names"), &inside);
    success(&several.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(names(folder.path()), ["a.txt", "b.txt"]);
    let same = with(run("[[\"c.txt\", \"c.txt\"]]", "export_names"), &inside);
    let error = failure(&same.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(error.contains("has saved another file as"), "{error}");
    let one = path(&folder, "one.txt");
    let into_one = with(run("[[\"a.txt\", \"b.txt\"]]", "export_names"), &one);
    let error = failure(&into_one.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(error.contains("give a folder that is there as --output"), "{error}");
    assert_eq!(std::fs::read_to_string(&one).unwrap(), "a.txt");
}

#[test]
fn urls_of_files_need_to_be_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let file = path(&folder, "a.txt");
    std::fs::write(&file, "one").unwrap();
    let arguments = serde_json::to_string(&[&file]).unwrap();
    let run = ["run", guests::FILES, "get_file_url", "--arguments", &arguments];
    let error = failure(&run);
    assert!(error.contains(&format!("would like to read {file}")) && error.contains("--allow file-url"), "{error}");
    let (stdout, _) = success(&[&run[..], &["--allow", "file-url"]].concat());
    assert!(stdout.contains("http://127.0.0.1:"), "{stdout}");
}
