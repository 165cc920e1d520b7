//! `--tag` and `--workspace`.

use super::{failure, success};
use imjoy_tests::guests;

#[test]
fn a_variant_is_chosen_on_the_command_line() {
    let run = |arguments: &[&str]| {
        let all = [&["run", guests::STATE_KEEPER, "place", "--arguments", "[]", "--json"], arguments].concat();
        let (stdout, _) = success(&all);
        serde_json::from_str::<serde_json::Value>(&stdout).unwrap()
    };
    assert_eq!(run(&["--tag", "GPU", "--workspace", "sandbox"]), serde_json::json!(["GPU", "sandbox"]));
    assert_eq!(run(&["--workspace", "default"]), serde_json::json!(["CPU", "default"]));
    let (stdout, _) = success(&["info", guests::STATE_KEEPER, "--tag", "GPU"]);
    assert!(stdout.contains("tag          GPU (of CPU, GPU, two words)"), "{stdout}");
    for (arguments, expected) in [
        (vec!["info", guests::STATE_KEEPER, "--tag", "TPU"], "has no tag TPU; it has CPU, GPU, two words"),
        (vec!["info", guests::ECHO, "--tag", "TPU"], "has no tag TPU; it has none"),
        (vec!["run", guests::STATE_KEEPER, "--tag", "TPU"], "it has no tag TPU; there are CPU, GPU, two words"),
        (vec!["run", guests::ECHO, "--workspace", "a/b"], "the name of a workspace has no /"),
    ] {
        let error = failure(&arguments);
        assert!(error.contains(expected), "{arguments:?}: {error}");
    }
}
