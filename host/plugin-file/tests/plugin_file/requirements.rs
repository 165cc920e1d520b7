//! What a plugin asks for and cannot have.

use crate::support::select;
use imjoy_plugin_file::{Severity, UnmetKind, UnmetRequirements};
use serde_json::{Value as Json, json};

fn unmet(plugin_type: &str, requirements: Json, environment: Json) -> UnmetRequirements {
    let fields = json!({
        "name": "Calculator", "type": plugin_type, "requirements": requirements, "env": environment,
    });
    select(&fields, "<script>x</script>").unmet_requirements()
}

fn names(unmet: &UnmetRequirements) -> Vec<(&str, UnmetKind)> {
    unmet.list.iter().map(|each| (each.name.as_str(), each.kind)).collect()
}

#[test]
fn one_sentence_names_all() {
    for (requirements, sentence) in [
        (json!(["numpy"]), "Calculator needs numpy, which cannot be had here"),
        (json!(["numpy==1.15", "scipy>=1"]), "Calculator needs numpy and scipy, which cannot be had here"),
        (json!("pip: -U a b==1 c"), "Calculator needs a, b and c, which cannot be had here"),
        (json!(["numpy", "conda: numpy"]), "Calculator needs numpy, which cannot be had here"),
        (
            json!(["repo: https://github.com/o/r", "cmd: make"]),
            "Calculator needs the repository https://github.com/o/r and the command `make`, which cannot be had here",
        ),
    ] {
        assert_eq!(unmet("native-python", requirements, json!("")).sentence().as_deref(), Some(sentence));
    }
    let many = unmet("web-python", (0..30).map(|number| json!(format!("p{number}"))).collect(), json!(null));
    assert_eq!(
        many.sentence().unwrap(),
        "Calculator needs p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11 and 18 more, which cannot be had here"
    );
    let long = unmet("web-python", json!(["x".repeat(1000)]), json!(null)).sentence().unwrap();
    assert!(long.chars().count() < 250, "{long}");
}

#[test]
fn what_python_has_is_not_missing() {
    for requirements in
        [json!([]), json!(null), json!(""), json!(["asyncio", "imjoy", "imjoy-rpc>=0.2", "pip: json pathlib"])]
    {
        let unmet = unmet("native-python", requirements, json!(null));
        assert_eq!((unmet.is_empty(), unmet.sentence(), unmet.severity()), (true, None, None));
    }
}

#[test]
fn python_requirements_by_their_kinds() {
    let unmet = unmet(
        "native-python",
        json!([
            "numpy",
            "numpy >= 1.0",
            "conda: -c conda-forge bioconda::pybedtools openjdk=8",
            "repo:https://github.com/o/r.git",
            "cmd:pip install x",
            "git+https://github.com/o/p.git",
            "conda install -y ffmpeg && npm install ws",
            "https://x/a.js",
            7,
        ]),
        json!(null),
    );
    assert_eq!(
        names(&unmet),
        [
            ("https://x/a.js", UnmetKind::JavaScriptLibrary),
            ("numpy", UnmetKind::PythonPackage),
            ("pybedtools", UnmetKind::CondaPackage),
            ("openjdk", UnmetKind::CondaPackage),
            ("https://github.com/o/r.git", UnmetKind::Repository),
            ("pip install x", UnmetKind::Command),
            ("git+https://github.com/o/p.git", UnmetKind::PythonPackage),
            ("conda install -y ffmpeg && npm install ws", UnmetKind::Command),
            ("7", UnmetKind::PythonPackage),
        ]
    );
}

#[test]
fn javascript_requirements_by_their_kinds() {
    let unmet = unmet(
        "web-worker",
        json!([
            "https://x/a.js",
            "js: https://x/b",
            "https://x/c",
            "css:https://x/d",
            "https://x/e.css",
            "cache:https://x/f.js",
            "word",
            "./g.js"
        ]),
        json!(null),
    );
    assert_eq!(
        names(&unmet),
        [
            ("https://x/a.js", UnmetKind::JavaScriptLibrary),
            ("https://x/b", UnmetKind::JavaScriptLibrary),
            ("https://x/c", UnmetKind::JavaScriptLibrary),
            ("./g.js", UnmetKind::JavaScriptLibrary),
            ("https://x/d", UnmetKind::StyleSheet),
            ("https://x/e.css", UnmetKind::StyleSheet),
        ]
    );
    assert_eq!(unmet.severity(), Some(Severity::ProbablyFails));
}

#[test]
fn scripts_elsewhere_are_missing() {
    let plugin =
        select(&json!({"name": "A", "type": "window"}), "<script src=\"https://x/a.js\"></script><script>b</script>");
    let unmet = plugin.unmet_requirements();
    assert_eq!(names(&unmet), [("https://x/a.js", UnmetKind::JavaScriptLibrary)]);
    assert_eq!(unmet.sentence().unwrap(), "A needs https://x/a.js, which cannot be had here");
}

#[test]
fn environments_say_what_they_hold() {
    for (environment, expected, severity) in [
        (json!(""), vec![], None),
        (
            json!("conda create -n a python=3.6"),
            vec![("conda create -n a python=3.6", UnmetKind::Environment)],
            Some(Severity::ProbablyWorks),
        ),
        (
            json!(["conda create -n a python=2.7"]),
            vec![("conda create -n a python=2.7", UnmetKind::Environment)],
            Some(Severity::ProbablyFails),
        ),
        (
            json!(["conda config --add channels x", "conda create -n a numpy"]),
            vec![("numpy", UnmetKind::CondaPackage), ("conda create -n a numpy", UnmetKind::Environment)],
            Some(Severity::FailsWhereUsed),
        ),
        (
            json!([{"type": "binder", "spec": "o/r/master", "skip_requirements": true}]),
            vec![("binder o/r/master", UnmetKind::Environment)],
            Some(Severity::FailsWhereUsed),
        ),
    ] {
        let unmet = unmet("native-python", json!([]), environment.clone());
        assert_eq!((names(&unmet), unmet.severity()), (expected, severity), "{environment}");
    }
    let sentence = unmet("native-python", json!(["numpy"]), json!("conda create -n a python=3.6")).sentence();
    assert_eq!(
        sentence.unwrap(),
        "Calculator needs numpy and the environment `conda create -n a python=3.6`, which cannot be had here"
    );
}

#[test]
fn requirements_are_those_of_the_tag() {
    let fields = json!({
        "name": "A", "type": "native-python", "tags": ["CPU", "GPU"], "requirements": {"CPU": [], "GPU": ["cupy"]},
    });
    let file = crate::support::plugin(&fields, "<script lang=\"python\">x</script>");
    assert!(file.select(Some("CPU")).unwrap().unmet_requirements().is_empty());
    assert_eq!(names(&file.select(Some("GPU")).unwrap().unmet_requirements()), [("cupy", UnmetKind::PythonPackage)]);
}
