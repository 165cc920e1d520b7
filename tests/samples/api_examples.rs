//! The JavaScript sample of each function of the API: it runs to its end, and what it shows is what it should be.

use super::user::User;
use super::{engine_with_samples, plugin};
use imjoy_engine::front_end::UiRequest;
use imjoy_engine::value::Record;
use imjoy_tests::{TestEngine, images};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// By what is seen that a sample has done its work.
enum Shown {
    /// A status text that contains this.
    Status(&'static str),
    /// The text under the plugin's name.
    PluginStatus(&'static str),
    /// A short message that contains this.
    Message(&'static str),
    /// A window of this type, whose data, written out, contain this.
    Window(&'static str, &'static str),
    /// A line of the log that contains this.
    Log(&'static str),
}

use Shown::{Log, Message, PluginStatus, Status, Window};

/// What each sample shows. Names are those of the folders.
const SHOWN: &[(&str, Shown)] = &[
    ("add-to-file", Status("notes.txt has 30 bytes now")),
    ("alert", Status("You read it in")),
    ("call", Window("imjoy/generic", "quotient: 42")),
    ("confirm", Message("You thought of 100, found with 6 questions")),
    ("create-window", Window("imjoy/image", "src: uint8 array 128 × 128")),
    ("error", Status("Mean of 3 good areas: 47.17")),
    ("export", Window("imjoy/generic", "count_primes")),
    ("export-file", Message("The table is saved")),
    ("force-update", Status("Drawn anew 20 times")),
    ("get-attachment", Window("imjoy/table", "{dye: EGFP, excitation in nm: 488, emission in nm: 507}")),
    ("get-config", Window("imjoy/generic", "objective: 60x")),
    ("get-file-path", Window("imjoy/table", "coins.png")),
    ("get-file-url", Status("bytes, and the URL is in the log")),
    ("get-plugin", Window("imjoy/generic", "sum: 42")),
    ("get-services", Window("imjoy/generic", "upper tenth of register-service in JavaScript: 0.81")),
    ("get-window", Window("imjoy/markdown", "now this window is found")),
    ("join-files", Status("Files joined: 1")),
    ("kill", Message("killed")),
    ("log", Log("written by console.log")),
    ("ndarray", Window("imjoy/image", "src: float32 array 128 × 128")),
    ("open-url", Message("Mitochondrion opens in your browser")),
    ("prompt", Message("1001 = 7 × 11 × 13")),
    ("register", Window("imjoy/generic", "text: anything")),
    ("register-service", Status("my own is offered as")),
    ("run", Window("imjoy/generic", "one after the other")),
    ("set-config", Window("imjoy/generic", "after: 2.5")),
    ("show-dialog", Window("imjoy/image", "src: uint8 array 256 × 256 × 3")),
    ("show-file-dialog", Status("Files counted: 1")),
    ("show-message", Message("The year 2024 has 366 days")),
    ("show-plugin-progress", Message("5133 primes are below 50000")),
    ("show-plugin-status", PluginStatus("27 is at 1 after 111 steps")),
    ("show-progress", Message("π is about 3.")),
    ("show-snackbar", Message("The image is saved")),
    ("show-status", Status("The microscope is focused")),
    ("sleep", Message("The egg is done after 0.1 s")),
    ("sort-files", Status("Files sorted: 2")),
    ("start", Message("Primes below 20000: export: 2262")),
    ("tag", Window("imjoy/image", "src: uint8 array 192 × 192")),
    ("unregister", Status("To do: Feed the cells")),
    ("unregister-service", Window("imjoy/generic", "before: 0, offered: 1, taken back: 0")),
    ("window", Window("imjoy/image", "src: uint8 array 192 × 192")),
    ("workspace", Window("imjoy/generic", "workspace: ")),
];

/// Fields of forms that are filled in otherwise: so that nobody waits for long.
fn filled_in(sample: &str) -> Record {
    match sample {
        "sleep" => Record::new().with("seconds", 0.1),
        "get-file-url" => Record::new().with("path", images().join("coins.png").to_str().unwrap()),
        "show-progress" => Record::new().with("thousands", 50i64),
        _ => Record::new(),
    }
}

/// What the user chooses in a file dialog; what may be changed is made for it.
fn chosen(sample: &str, folder: &Path) -> PathBuf {
    let make = |path: &Path| std::fs::write(path, "kept as it was\n").unwrap();
    match sample {
        "add-to-file" | "join-files" => {
            let file = folder.join("notes.txt");
            make(&file);
            file
        }
        "sort-files" => {
            let inner = folder.join("unsorted");
            std::fs::create_dir(&inner).unwrap();
            make(&inner.join("notes.txt"));
            make(&inner.join("table.csv"));
            inner
        }
        _ => images().join("coins.png"),
    }
}

fn name(sample: &str) -> String {
    format!("{sample} in JavaScript")
}

fn run(engine: &TestEngine, user: &User, sample: &str, op: &str) {
    user.run(engine, plugin(engine, &name(sample)), op, filled_in(sample), None);
}

fn is_shown(request: &UiRequest, log: &imjoy_engine::log::Log, sample: &str, shown: &Shown) -> bool {
    match (shown, request) {
        (Status(part), UiRequest::Status(status)) => status.text.contains(part),
        (Message(part), UiRequest::Snackbar(snackbar)) => snackbar.text.contains(part),
        (PluginStatus(part), UiRequest::Plugin(plugin)) => {
            *plugin.name == *name(sample) && plugin.status.contains(part)
        }
        (Window(window_type, part), UiRequest::OpenWindow(window)) => {
            window.window_type == *window_type && window.data.to_string().contains(part)
        }
        // Every request is an occasion to look; the end of the run is one.
        (Log(part), _) => log.entries(None).iter().any(|entry| entry.text.contains(part)),
        _ => false,
    }
}

#[test]
fn each_runs_to_its_end() {
    let mut engine = engine_with_samples();
    let mut user = User::new();
    for (sample, shown) in SHOWN {
        println!("{sample}");
        user.files = vec![chosen(sample, user.folder.path())];
        run(&engine, &user, sample, &name(sample));
        let log = engine.engine.link().log;
        user.wait_for(&mut engine, |request| is_shown(request, &log, sample, shown).then_some(()));
        // A later status of this one would take the place of the next one's.
        let id = plugin(&engine, &name(sample));
        while engine.engine.info(id).unwrap().snapshot.running_calls > 0 {
            user.wait_for(&mut engine, |_| Some(()));
        }
    }
    // What the samples of files have done.
    assert_eq!(user.saved("joined.txt"), "==> notes.txt <==\nkept as it was\n");
    assert_eq!(user.saved("unsorted/csv/table.csv"), "kept as it was\n");
    assert!(user.saved("unsorted/sorted.csv").contains("\"notes.txt\",\"txt/notes.txt\"\n"));
    assert!(user.saved("multiplication.csv").starts_with("1,2,3,4,5,6,7,8,9,10,11,12\n2,4,"));
}

#[test]
fn there_is_a_row_for_each() {
    let engine = engine_with_samples();
    let known: BTreeSet<String> = SHOWN.iter().map(|(sample, _)| name(sample)).collect();
    let found: BTreeSet<String> = engine
        .engine
        .plugins()
        .into_iter()
        .filter(|info| info.manifest.labels.iter().any(|label| label == "API example"))
        .map(|info| info.manifest.name.clone())
        .filter(|name| name.ends_with(" in JavaScript"))
        .collect();
    assert_eq!(known, found);
}
