//! Sample plugins in JavaScript and Python without a window: files in, files out.

use super::{failure, image, success};
use serde_json::{Value, json};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn csv_importer_describes_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("areas.csv");
    std::fs::write(&table, "label;area\n1;12,5\n2;37,5\n3;25\n").unwrap();
    let table = table.to_str().unwrap();
    let (stdout, stderr) = success(&["run", "csv-importer", "--file", table, "--json"]);
    let area = &json(&stdout)["data"][1];
    assert_eq!((&area["mean"], &area["standard deviation"]), (&json!(25), &json!(12.5)));
    assert!(stderr.contains("window «Plot of areas.csv» (imjoy/plot)"), "{stderr}");

    let saved = folder.path().join("statistics.csv");
    let output = saved.to_str().unwrap();
    success(&["run", "csv-importer", "--file", table, "--config", "save=true", "--output", output]);
    let saved = std::fs::read_to_string(&saved).unwrap();
    assert!(saved.contains("\narea,3,0,25,12.5,12.5,18.75,25,31.25,37.5\n"), "{saved}");

    let (stdout, _) = success(&["run", "csv-importer", "Example data", "--json"]);
    assert_eq!(json(&stdout)["data"][3]["median"], 4.21);
    let error = failure(&["run", "csv-importer"]);
    assert!(error.contains("--file PATH"), "{error}");
}

#[test]
fn python_samples_read_images_and_write_results() {
    let (stdout, stderr) = success(&["run", "coin-segmentation", "--input", &image("coins.png"), "--json"]);
    let result = json(&stdout);
    assert_eq!((&result["count"], &result["labels"]["shape"]), (&json!(24), &json!([303, 384])));
    assert!(stderr.contains("24 coins in coins.png"), "{stderr}");

    let folder = tempfile::tempdir().unwrap();
    let projection = folder.path().join("mean.npy");
    let output = projection.to_str().unwrap();
    let stack = image("multipage.tif");
    success(&["run", "stack-projection", "--input", &stack, "--config", "projection=mean", "--output", output]);
    let projection = std::fs::read(&projection).unwrap();
    let header = String::from_utf8_lossy(&projection[..128]).into_owned();
    assert!(header.contains("'<f8'") && header.contains("(15, 10,)"), "{header}");

    let error = failure(&["run", "coin-segmentation"]);
    assert!(error.contains("open an image first"), "{error}");
}

#[test]
fn an_example_of_the_api_calls_a_plugin_in_another_language() {
    let (stdout, _) = success(&["run", "call in JavaScript", "--json"]);
    assert_eq!(json(&stdout)["quotient"], 42);
    let javascript = "plugin=export in JavaScript";
    let (stdout, _) = success(&["run", "get-plugin in JavaScript", "--config", javascript, "--json"]);
    assert_eq!((&json(&stdout)["mean"], &json(&stdout)["sum"]), (&json!(3), &json!(42)));
}

#[test]
fn what_a_plugin_does_not_await_is_done_before_the_end() {
    let folder = tempfile::tempdir().unwrap();
    for (name, source) in [
        (
            "later.js",
            "api.export({ setup() {}, run() { api.confirm('Go on?').then((yes) => api.alert(`answered ${yes}`)) } })",
        ),
        (
            "later.py",
            "from imjoy import api\nclass Later:\n    def setup(self): pass\n    def run(self, my):\n        \
             api.confirm('Go on?').then(lambda yes: api.alert(f'answered {str(yes).lower()}'))\napi.export(Later())\n",
        ),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, source).unwrap();
        let (_, stderr) = success(&["run", path.to_str().unwrap(), "--answer", "confirm=yes"]);
        assert!(stderr.contains("answered true"), "{name}: {stderr}");
    }
}

#[test]
fn a_call_that_nothing_can_end_fails() {
    let folder = tempfile::tempdir().unwrap();
    for (name, source) in [
        ("stuck.js", "let keep; api.export({ setup() {}, run: () => new Promise((resolve) => { keep = resolve }) })"),
        (
            "stuck.py",
            "import asyncio\nfrom imjoy import api\nclass Stuck:\n    def setup(self): pass\n    async def run(self, my):\n        \
             await asyncio.get_running_loop().create_future()\napi.export(Stuck())\n",
        ),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, source).unwrap();
        let error = failure(&["run", path.to_str().unwrap()]);
        assert!(error.contains("waits for something that nothing can bring about"), "{name}: {error}");
    }
}
